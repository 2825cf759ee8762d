// SPDX-License-Identifier: MIT
// What the dates of a download show before any of its rows is stored.
#pragma once

#include "csv/reader.hpp"
#include "imports/cells.hpp"
#include "imports/header.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace etsyorder::imports {

// The first date that can be meant in one order only.
struct SeenDate {
    DateOrder order = DateOrder::month_first;
    std::uint64_t line = 0;
    std::string column; // as the file names it
    std::string cell;
};

// Reads rows on from where the reader stands, to the first such date, to the end, or to what ends
// the file early, as long as `go_on` says so. `columns` are the header's. Empty: there was none.
[[nodiscard]] std::optional<SeenDate> seen_date(csv::Reader& reader,
                                                const Header& header,
                                                const std::vector<std::string>& columns,
                                                const std::function<bool()>& go_on);

} // namespace etsyorder::imports
