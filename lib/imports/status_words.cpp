// SPDX-License-Identifier: MIT
#include "imports/status_words.hpp"

#include "base/ascii.hpp"
#include "imports/small_letters.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace etsyorder::imports {
namespace {

using Word = std::pair<std::string_view, std::string_view>;

// Beginnings, so that "annulé", "annulée" and "annulées" are one word; the first that fits counts.
// Those of other languages than English are by best knowledge: no such file was seen.
constexpr Word kBeginnings[] = {
    // what it is not comes before what it is
    {"not paid", "open"},
    {"unpaid", "open"},
    {"not yet paid", "open"},
    {"awaiting payment", "open"},
    {"payment pending", "open"},
    {"pending", "open"},
    {"open", "open"},
    {"unbezahlt", "open"},
    {"nicht bezahlt", "open"},
    {"offen", "open"},
    {"non payé", "open"},
    {"impayé", "open"},
    {"no pagad", "open"},
    {"non pagat", "open"},
    {"niet betaald", "open"},
    {"não pag", "open"},
    {"nieopłac", "open"},
    {"pago pend", "open"},
    {"pagamento pend", "open"},
    {"ausstehend", "open"},
    {"en attente", "open"},
    {"in attesa", "open"},
    {"payment processing", "payment processing"},
    {"not shipped", "paid"},
    {"unshipped", "paid"},
    {"not yet shipped", "paid"},
    {"paid", "paid"},
    {"new", "paid"},
    {"processing", "paid"},
    {"bezahlt", "paid"},
    {"payé", "paid"},
    {"pagad", "paid"},
    {"pagat", "paid"},
    {"betaald", "paid"},
    {"pago", "paid"},
    {"opłac", "paid"},
    {"canceled", "canceled"},
    {"cancelled", "canceled"},
    {"cancelad", "canceled"},
    {"voided", "canceled"},
    {"storniert", "canceled"},
    {"abgebrochen", "canceled"},
    {"annul", "canceled"}, // French, Italian
    {"geannuleerd", "canceled"},
    {"anulowan", "canceled"},
    {"partially refund", "partially refunded"},
    {"partial refund", "partially refunded"},
    {"partly refund", "partially refunded"},
    {"refunded partially", "partially refunded"},
    {"teilweise erstattet", "partially refunded"},
    {"teilweise rückerstattet", "partially refunded"},
    {"partiellement rembours", "partially refunded"},
    {"remboursement partiel", "partially refunded"},
    {"remboursée partiel", "partially refunded"},
    {"remboursé partiel", "partially refunded"},
    {"reembolsado parcial", "partially refunded"},
    {"parcialmente reembolsad", "partially refunded"},
    {"reembolso parcial", "partially refunded"},
    {"parzialmente rimborsat", "partially refunded"},
    {"rimborso parziale", "partially refunded"},
    {"gedeeltelijk terugbetaald", "partially refunded"},
    {"częściowo zwr", "partially refunded"},
    {"refunded", "fully refunded"},
    {"fully refund", "fully refunded"},
    {"full refund", "fully refunded"},
    {"erstattet", "fully refunded"},
    {"vollständig erstattet", "fully refunded"},
    {"rückerstattet", "fully refunded"},
    {"rembours", "fully refunded"},
    {"reembols", "fully refunded"},
    {"rimbors", "fully refunded"},
    {"terugbetaald", "fully refunded"},
    {"zwróc", "fully refunded"},
    {"complete", "completed"},
    {"completad", "completed"},
    {"completat", "completed"},
    {"fulfilled", "completed"},
    {"shipped", "completed"},
    {"dispatched", "completed"},
    {"posted", "completed"},
    {"delivered", "completed"},
    {"in transit", "completed"},
    {"abgeschlossen", "completed"},
    {"versandt", "completed"},
    {"verschickt", "completed"},
    {"zugestellt", "completed"},
    {"terminé", "completed"},
    {"expédié", "completed"},
    {"envoyé", "completed"},
    {"livré", "completed"},
    {"enviad", "completed"},
    {"entregad", "completed"},
    {"entregue", "completed"},
    {"concluíd", "completed"},
    {"spedit", "completed"},
    {"consegnat", "completed"},
    {"voltooid", "completed"},
    {"verzonden", "completed"},
    {"bezorgd", "completed"},
    {"zrealizowan", "completed"},
    {"wysłan", "completed"},
    {"dostarczon", "completed"},
};

} // namespace

std::string plain_status(std::string_view words) {
    std::string plain;
    for (const char c : words) {
        const bool blank = std::string_view(" \t\r\n_-").find(c) != std::string_view::npos;
        if (!blank) {
            plain += base::ascii_lower(c);
        } else if (!plain.empty() && plain.back() != ' ') {
            plain += ' ';
        }
    }
    if (plain.ends_with(' ')) {
        plain.pop_back();
    }
    return plain;
}

std::optional<std::string> known_status(std::string_view words) {
    const auto plain = small_letters(plain_status(words));
    const auto* const known = std::ranges::find_if(
        kBeginnings, [&](const Word& word) { return plain.starts_with(word.first); });
    return known == std::end(kBeginnings) ? std::nullopt
                                          : std::optional(std::string(known->second));
}

} // namespace etsyorder::imports
