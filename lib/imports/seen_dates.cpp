// SPDX-License-Identifier: MIT
#include "imports/seen_dates.hpp"

namespace etsyorder::imports {

std::optional<SeenDate> seen_date(csv::Reader& reader,
                                  const Header& header,
                                  const std::vector<std::string>& columns,
                                  const std::function<bool()>& go_on) {
    while (go_on()) {
        const auto row = reader.next();
        if (!row || *row == nullptr) {
            break;
        }
        for (const auto field : {Field::sale_date, Field::date_paid, Field::date_shipped}) {
            const auto cell = header.cell((*row)->fields, field);
            if (const auto order = shown_order(cell)) {
                const auto at =
                    static_cast<std::size_t>(header.column[static_cast<std::size_t>(field)]);
                return SeenDate{*order, (*row)->line, columns.at(at), std::string(trimmed(cell))};
            }
        }
    }
    return std::nullopt;
}

} // namespace etsyorder::imports
