// SPDX-License-Identifier: MIT
// What the columns of Etsy's downloads may be called in German, French, Spanish, Italian, Dutch,
// Portuguese and Polish. By best knowledge: no such file of sold items or orders was seen; that
// Etsy writes headers in the language of the account is known of listings.
#pragma once

#include "imports/header.hpp"

#include <string_view>
#include <utility>

namespace etsyorder::imports {

// In small letters, each word between two bars.
constexpr std::pair<Field, std::string_view> kHeaderWords[] = {
    {Field::quantity,
     "|aantal|anzahl|cantidad|hoeveelheid|ilość|liczba|menge|quantidade|quantità|quantité|"},
    {Field::number_of_items,
     "|aantal artikelen|anzahl der artikel|artikelanzahl|liczba artykułów|liczba produktów|"
     "liczba przedmiotów|nombre d'articles|numero di articoli|número de artigos|"
     "número de artículos|número de itens|"},
    {Field::buyer,
     "|acheteur|acheteur/acheteuse|acquirente|comprador|comprador(a)|comprador/a|"
     "compratore|koper|kupujący|käufer|käufer*in|käufer/in|käufer:in|käuferin|nabywca|"},
    {Field::last_name,
     "|achternaam|apelido|apellido|apellidos|cognome|nachname|nazwisko|nom|nom de famille|"
     "sobrenome|último nome|"},
    {Field::street_1,
     "|adres 1|adres dostawy 1|adres dostawy1|adres wysyłki 1|adres wysyłki1|adres1|"
     "adresse 1|adresse d'expédition 1|adresse d'expédition1|adresse de livraison 1|"
     "adresse de livraison1|adresse1|calle 1|calle1|dirección 1|dirección de envío 1|"
     "dirección de envío1|dirección1|endereço 1|endereço de envio 1|endereço de envio1|"
     "endereço1|indirizzo 1|indirizzo di spedizione 1|indirizzo di spedizione1|indirizzo1|"
     "lieferadresse 1|lieferadresse1|morada 1|morada1|rua 1|rua1|rue 1|rue1|straat 1|"
     "straat1|strasse 1|strasse1|straße 1|straße1|ulica 1|ulica1|versandadresse 1|"
     "versandadresse1|verzendadres 1|verzendadres1|via 1|via1|"},
    {Field::street_2,
     "|adres 2|adres dostawy 2|adres dostawy2|adres wysyłki 2|adres wysyłki2|adres2|"
     "adresse 2|adresse d'expédition 2|adresse d'expédition2|adresse de livraison 2|"
     "adresse de livraison2|adresse2|calle 2|calle2|dirección 2|dirección de envío 2|"
     "dirección de envío2|dirección2|endereço 2|endereço de envio 2|endereço de envio2|"
     "endereço2|indirizzo 2|indirizzo di spedizione 2|indirizzo di spedizione2|indirizzo2|"
     "lieferadresse 2|lieferadresse2|morada 2|morada2|rua 2|rua2|rue 2|rue2|straat 2|"
     "straat2|strasse 2|strasse2|straße 2|straße2|ulica 2|ulica2|versandadresse 2|"
     "versandadresse2|verzendadres 2|verzendadres2|via 2|via2|"},
    {Field::listing_id,
     "|advertentie-id|angebots-id|artikel-id|id de l'annonce|id de la fiche produit|"
     "id de la publicación|id del anuncio|id del artículo|id dell'inserzione|"
     "id do anúncio|id inserzione|id oferty|identifiant de la fiche produit|"
     "identyfikator oferty|listing-id|productvermelding-id|"},
    {Field::item_name,
     "|artikelbezeichnung|artikelnaam|artikelname|naam artikel|naam van artikel|"
     "nazwa artykułu|nazwa produktu|nazwa przedmiotu|nom d'article|nom de l'article|"
     "nombre de artículo|nombre del artículo|nome articolo|nome dell'articolo|"
     "nome do artigo|nome do item|"},
    {Field::buyer_user,
     "|benutzer-id des käufers|gebruikers-id koper|gebruikers-id van koper|"
     "id de l'acheteur|id de usuario del comprador|id de usuário do comprador|"
     "id de utilizador do comprador|id utente acquirente|id utente dell'acquirente|"
     "id utilisateur de l'acheteur|id użytkownika kupującego|"
     "identyfikator użytkownika kupującego|käufer-benutzer-id|nutzer-id des käufers|"},
    {Field::order_id,
     "|bestell-id|bestell-nr.|bestelling-id|bestellnummer|bestellungs-id|id da encomenda|"
     "id de commande|id de la commande|id de pedido|id del pedido|id dell'ordine|"
     "id do pedido|id ordine|id zamówienia|identifiant de commande|n.º de pedido|"
     "nr zamówienia|numer zamówienia|numero d'ordine|numero ordine|numéro de commande|"
     "n° de commande|número da encomenda|número de pedido|número do pedido|order-id|"
     "ordernummer|"},
    {Field::sale_date,
     "|bestelldatum|data da venda|data de venda|data della vendita|data di vendita|"
     "data sprzedaży|data vendita|date de la vente|date de vente|datum van verkoop|"
     "datum verkoop|fecha de la venta|fecha de venta|kaufdatum|verkaufsdatum|verkoopdatum|"},
    {Field::total,
     "|bestellsumme|besteltotaal|gesamtbetrag|gesamtbetrag der bestellung|gesamtsumme|"
     "ordertotaal|suma zamówienia|totaal bestelling|totaalbedrag|total da encomenda|"
     "total de la commande|total del pedido|total do pedido|totale dell'ordine|"
     "totale ordine|łączna kwota zamówienia|"},
    {Field::order_shipping,
     "|bestellversand|envio da encomenda|envio do pedido|envío del pedido|"
     "expédition de la commande|frais de port de la commande|koszt wysyłki zamówienia|"
     "livraison de la commande|spedizione dell'ordine|spedizione ordine|"
     "versand der bestellung|versandkosten der bestellung|verzending bestelling|"
     "verzendkosten bestelling|wysyłka zamówienia|"},
    {Field::order_value,
     "|bestellwert|bestelwaarde|orderwaarde|valeur de la commande|valor da encomenda|"
     "valor del pedido|valor do pedido|valore dell'ordine|valore ordine|"
     "wartość zamówienia|"},
    {Field::date_paid,
     "|betaaldatum|betalingsdatum|bezahldatum|bezahlt am|data de pagamento|"
     "data del pagamento|data di pagamento|data do pagamento|data pagamento|"
     "data płatności|data zapłaty|date de paiement|date du paiement|datum betaald|"
     "datum der zahlung|fecha de pago|fecha del pago|payé le|zahlungsdatum|"},
    {Field::payment_method,
     "|betaalmethode|betaalwijze|forma de pagamento|forma de pago|metoda płatności|"
     "metodo di pagamento|mode de paiement|moyen de paiement|método de pagamento|"
     "método de pago|sposób płatności|zahlungsart|zahlungsmethode|"},
    {Field::vat,
     "|btw betaald door koper|iva pagado por el comprador|iva pagata dall'acquirente|"
     "iva pago pelo comprador|tva payée par l'acheteur|vat zapłacony przez kupującego|"
     "vom käufer bezahlte mehrwertsteuer|vom käufer gezahlte mwst.|"},
    {Field::state,
     "|bundesland|bundesland/region|estado de envio|estado de envío|estado/provincia|"
     "provincia|provincia de envío|provincia di spedizione|provincie|provincie/staat|"
     "région|stato/provincia|versandbundesland|verzendprovincie|województwo|état|"
     "état de livraison|état/province|"},
    {Field::zip,
     "|cap|cep|code postal|code postal de livraison|codice postale|"
     "codice postale di spedizione|código postal|código postal de envio|"
     "código postal de envío|kod pocztowy|plz|postcode|postleitzahl|versand-plz|"
     "versandpostleitzahl|verzendpostcode|"},
    {Field::price, "|cena|precio|preis|prezzo|preço|prijs|prix|"},
    {Field::city,
     "|cidade|cidade de envio|città|città di spedizione|ciudad|ciudad de envío|lieferort|"
     "miasto|miasto dostawy|miasto wysyłki|ort|plaats|stad|stadt|versandort|versandstadt|"
     "verzendplaats|verzendstad|ville|ville d'expédition|ville de livraison|"},
    {Field::date_shipped,
     "|data de envio|data della spedizione|data di spedizione|data do envio|"
     "data spedizione|data wysyłki|data wysłania|date d'envoi|date d'expédition|"
     "datum des versands|datum verzonden|expédié le|fecha de envío|fecha del envío|"
     "versanddatum|versandt am|verzenddatum|"},
    {Field::ship_name,
     "|destinataire|destinatario|destinatário|empfänger|imię i nazwisko odbiorcy|"
     "naam ontvanger|name des empfängers|nazwa odbiorcy|nom de livraison|"
     "nom du destinataire|nom pour la livraison|nombre de envío|nombre del destinatario|"
     "nombre para el envío|nome de envio|nome del destinatario|nome di spedizione|"
     "nome do destinatário|nome para envio|nome per la spedizione|nome spedizione|"
     "odbiorca|ontvanger|versand an|versandname|verzendnaam|"},
    {Field::currency, "|devise|divisa|moeda|moneda|monnaie|valuta|waluta|währung|"},
    {Field::shipping,
     "|dostawa|envio|envío|expédition|frais de livraison|frais de port|frete|"
     "gastos de envío|koszt wysyłki|livraison|spedizione|spese di spedizione|versand|"
     "versandkosten|verzending|verzendkosten|wysyłka|"},
    {Field::variations,
     "|déclinaisons|odmiany|variaciones|varianten|variantes|varianti|variaties|variationen|"
     "variazioni|variações|warianty|"},
    {Field::status, "|estado|stato|statut|"},
    {Field::transaction_id,
     "|id da transação|id de la transacción|id de la transaction|id de transacción|"
     "id de transaction|id de transação|id della transazione|id transakcji|id transazione|"
     "identifiant de transaction|identyfikator transakcji|numer transakcji|"
     "numero transazione|numéro de transaction|número da transação|número de transacción|"
     "transactie-id|transactienummer|transaktions-id|transaktionsnummer|"},
    {Field::first_name, "|imię|nombre|nome|nome próprio|primeiro nome|prénom|voornaam|vorname|"},
    {Field::full_name,
     "|imię i nazwisko|nom complet|nombre completo|nome completo|pełne imię i nazwisko|"
     "volledige naam|vollständiger name|"},
    {Field::discount,
     "|importe de descuento|importe del descuento|importo dello sconto|importo sconto|"
     "kortingsbedrag|kwota rabatu|montant de la remise|montant de la réduction|rabatt|"
     "rabattbetrag|valor do desconto|wysokość rabatu|"},
    {Field::tax,
     "|imposta sulle vendite|imposto sobre vendas|impuesto sobre las ventas|mehrwertsteuer|"
     "omzetbelasting|podatek od sprzedaży|taxe de vente|taxes de vente|umsatzsteuer|"
     "verkaufssteuer|"},
    {Field::order_tax,
     "|imposta sulle vendite dell'ordine|imposto sobre vendas do pedido|"
     "impuesto sobre las ventas del pedido|omzetbelasting bestelling|"
     "podatek od sprzedaży zamówienia|taxe de vente de la commande|"
     "umsatzsteuer der bestellung|verkaufssteuer der bestellung|"},
    {Field::country,
     "|kraj|kraj dostawy|kraj wysyłki|land|lieferland|paese|paese di spedizione|pays|"
     "pays de livraison|país|país de envio|país de envío|versandland|verzendland|"},
    {Field::sku, "|ugs|"},
};

} // namespace etsyorder::imports
