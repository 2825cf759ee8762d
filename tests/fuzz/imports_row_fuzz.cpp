// SPDX-License-Identifier: MIT
// A download of Etsy's as anybody may have changed it: each row is read or refused with a reason,
// and what was read says something of an order.
#include "csv/reader.hpp"
#include "csv/writer.hpp"
#include "imports/file_row.hpp"
#include "imports/join_rows.hpp"
#include "imports/together.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace etsyorder;

namespace {

void require(bool promise) {
    if (!promise) {
        std::abort();
    }
}

void use(const base::Result<imports::ReadRow, std::string>& read) {
    if (!read) {
        require(!read.error().empty());
        return;
    }
    require(read->order.receipt.value() > 0);
    const auto order = imports::together({*read, *read});
    require(order.receipt == read->order.receipt);
    require(order.status.has_value() && order.buyer_name.has_value());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const base::Zone zone = base::Zone::named("America/New_York");
    csv::Reader reader(csv::from_text(std::string(reinterpret_cast<const char*>(data), size)));
    const auto first = reader.next();
    if (!first) {
        return 0;
    }
    const auto header = imports::recognise((*first)->fields);
    imports::RowText before, now;
    csv::append_row(before.header.columns, (*first)->fields);
    now.header = before.header;
    imports::Gate gate{base::from_utc_seconds(1'800'000'000)};
    while (header) {
        const auto row = reader.next();
        if (!row || *row == nullptr) {
            break;
        }
        for (const auto order : {imports::DateOrder::month_first, imports::DateOrder::day_first}) {
            use(imports::read_row(*header, (*row)->fields, {&zone, order}));
            use(imports::read_row(*header, (*row)->fields, {&zone, order, "", &gate}));
        }
        now.content.clear();
        csv::append_row(now.content, (*row)->fields);
        const auto joined = imports::join_rows(before, now, imports::Prevails::added);
        require(!joined.header.columns.empty() && !joined.content.empty());
        before.content = now.content;
    }
    return 0;
}
