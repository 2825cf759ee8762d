// SPDX-License-Identifier: MIT
#include "imports/listings_file.hpp"

#include "base/html_text.hpp"
#include "imports/amounts.hpp"
#include "imports/cells.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::imports {
namespace {

using Columns = ListingColumns;
using orders::FileListing;

constexpr std::size_t kColumnsOfEtsy = 24;
constexpr std::size_t kMostTitle = 1000; // bytes; Etsy takes 140 characters

// As in the file: upper case, and accented letters in both cases.
enum class What { title, description, price, currency, quantity, tags, materials, sku };

struct Alias {
    std::string_view name;
    What what;
};
// English and Italian were seen in files; the others are Etsy's words for the same on its pages.
constexpr Alias kAliases[] = {
    {"TITLE", What::title},
    {"TITOLO", What::title},
    {"TITEL", What::title},
    {"TITRE", What::title},
    {"TÍTULO", What::title},
    {"TYTUŁ", What::title},
    {"DESCRIPTION", What::description},
    {"DESCRIZIONE", What::description},
    {"BESCHREIBUNG", What::description},
    {"DESCRIPCIÓN", What::description},
    {"DESCRIÇÃO", What::description},
    {"BESCHRIJVING", What::description},
    {"OPIS", What::description},
    {"PRICE", What::price},
    {"PREZZO", What::price},
    {"PREIS", What::price},
    {"PRIX", What::price},
    {"PRECIO", What::price},
    {"PREÇO", What::price},
    {"PRIJS", What::price},
    {"CENA", What::price},
    {"CURRENCY_CODE", What::currency},
    {"QUANTITY", What::quantity},
    {"QUANTITÀ", What::quantity},
    {"ANZAHL", What::quantity},
    {"MENGE", What::quantity},
    {"QUANTITÉ", What::quantity},
    {"CANTIDAD", What::quantity},
    {"QUANTIDADE", What::quantity},
    {"AANTAL", What::quantity},
    {"ILOŚĆ", What::quantity},
    {"TAGS", What::tags},
    {"TAG", What::tags},
    {"ETIQUETAS", What::tags},
    {"MATERIALS", What::materials},
    {"MATERIALI", What::materials},
    {"MATERIALIEN", What::materials},
    {"MATÉRIAUX", What::materials},
    {"MATERIALES", What::materials},
    {"MATERIAIS", What::materials},
    {"MATERIALEN", What::materials},
    {"MATERIAŁY", What::materials},
    {"SKU", What::sku},
};

std::optional<std::size_t>& place(Columns& columns, What what) {
    switch (what) {
    case What::title:
        return columns.title;
    case What::description:
        return columns.description;
    case What::price:
        return columns.price;
    case What::currency:
        return columns.currency;
    case What::quantity:
        return columns.quantity;
    case What::tags:
        return columns.tags;
    case What::materials:
        return columns.materials;
    case What::sku:
        break;
    }
    return columns.sku;
}

// ASCII alone: what has accents stands in the table as Etsy writes it.
std::string upper(std::string_view text) {
    std::string out(trimmed(text));
    for (char& c : out) {
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return out;
}

// "IMAGE1", "IMMAGINE10", "BILD3": a word and a number up to ten.
bool is_image(const std::string& name) {
    const auto digit = name.find_last_not_of("0123456789");
    if (digit == std::string::npos || digit + 1 == name.size() || name.size() - digit > 3) {
        return false;
    }
    return std::ranges::any_of(
        std::initializer_list<std::string_view>{
            "IMA", "IMM", "BILD", "FOTO", "PHOTO", "AFBEELDING", "ZDJ"},
        [&](std::string_view start) { return name.starts_with(start); });
}

// "VARIATION 1 TYPE", "TIPO VARIANTE 1": which of the two it is, and which of the three by order.
bool is_variation(const std::string& name) {
    return name.find("VARIA") != std::string::npos || name.find("WARIA") != std::string::npos;
}

void add_variation(Columns& columns, const std::string& name, std::size_t at) {
    auto& one = columns.variations.at(name.find('2') == std::string::npos ? 0 : 1);
    for (auto* part : {&one.type, &one.name, &one.values}) {
        if (!*part) {
            *part = at;
            return;
        }
    }
}

// All 24 in Etsy's order, whatever they are called.
Columns by_place() {
    Columns columns{0, 1, 2, 3, 4, 5, 6, 23, {}, {}};
    for (std::size_t at = 7; at < 17; ++at) {
        columns.images.push_back(at);
    }
    columns.variations = {Columns::Variation{17, 18, 19}, Columns::Variation{20, 21, 22}};
    return columns;
}

std::vector<std::string> listed(std::string_view cell) {
    std::vector<std::string> words;
    const auto text = base::decode_html(cell);
    std::string_view rest = text;
    while (!rest.empty()) {
        const auto comma = std::min(rest.find(','), rest.size());
        if (const auto word = trimmed(rest.substr(0, comma)); !word.empty()) {
            words.emplace_back(word);
        }
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return words;
}

std::vector<std::string> with_blanks(std::vector<std::string> words) {
    for (auto& word : words) {
        std::ranges::replace(word, '_', ' ');
    }
    return words;
}

class Row {
public:
    explicit Row(std::span<const std::string_view> fields) : fields_(fields) {}

    [[nodiscard]] std::string_view at(std::optional<std::size_t> column) const {
        return column && *column < fields_.size() ? fields_[*column] : std::string_view();
    }

private:
    std::span<const std::string_view> fields_;
};

base::Result<void, std::string>
read_price(const Row& row, const Columns& columns, FileListing& to) {
    const auto cell = trimmed(row.at(columns.price));
    if (cell.empty()) {
        return {};
    }
    const auto currency = upper(row.at(columns.currency));
    const auto minor = parse_amount(cell, currency);
    if (!minor || currency.size() != 3) {
        return base::Unexpected<std::string>(
            fmt::format("\"{}\" \"{}\" is no price with a currency",
                        cell.substr(0, 40),
                        currency.substr(0, 40)));
    }
    to.price = base::Money{*minor, currency};
    return {};
}

} // namespace

std::optional<ListingColumns> listing_columns(std::span<const std::string_view> header) {
    Columns columns;
    for (std::size_t at = 0; at < header.size(); ++at) {
        const auto name = upper(header[at]);
        const auto* const known = std::ranges::find(kAliases, name, &Alias::name);
        if (known != std::end(kAliases)) {
            auto& column = place(columns, known->what);
            column = column.value_or(at);
        } else if (is_variation(name)) {
            add_variation(columns, name, at);
        } else if (is_image(name)) {
            columns.images.push_back(at);
        }
    }
    if (columns.title && columns.currency && (columns.tags || columns.description)) {
        return columns;
    }
    const bool as_etsy_writes = header.size() == kColumnsOfEtsy && columns.currency == 3 &&
                                columns.sku == kColumnsOfEtsy - 1;
    return as_etsy_writes ? std::optional(by_place()) : std::nullopt;
}

base::Result<FileListing, std::string> read_listing(const ListingColumns& columns,
                                                    std::span<const std::string_view> fields) {
    const Row row(fields);
    FileListing listing;
    listing.title = base::decode_html(trimmed(row.at(columns.title)));
    if (listing.title.empty()) {
        return base::Unexpected<std::string>("it has no title");
    }
    if (listing.title.size() > kMostTitle) {
        return base::Unexpected<std::string>("its title is longer than any of Etsy's");
    }
    listing.description = base::decode_html(row.at(columns.description));
    if (const auto price = read_price(row, columns, listing); !price) {
        return base::Unexpected<std::string>(price.error());
    }
    if (const auto cell = trimmed(row.at(columns.quantity)); !cell.empty()) {
        listing.quantity = parse_number(cell);
        if (!listing.quantity) {
            return base::Unexpected<std::string>(
                fmt::format("\"{}\" is no quantity", cell.substr(0, 40)));
        }
    }
    listing.tags = with_blanks(listed(row.at(columns.tags)));
    listing.materials = with_blanks(listed(row.at(columns.materials)));
    listing.skus = listed(row.at(columns.sku));
    for (const auto image : columns.images) {
        if (const auto url = trimmed(row.at(image)); !url.empty()) {
            listing.images.emplace_back(url);
        }
    }
    for (const auto& variation : columns.variations) {
        auto name = base::decode_html(trimmed(row.at(variation.name)));
        auto values = listed(row.at(variation.values));
        if (!name.empty() || !values.empty()) {
            listing.variations.push_back(
                {std::string(trimmed(row.at(variation.type))), std::move(name), std::move(values)});
        }
    }
    return listing;
}

} // namespace etsyorder::imports
