// SPDX-License-Identifier: MIT
// reviews.json, mappings and the files of other shops: whatever the bytes are, they are read or
// refused with a reason, and never anything else.
#include "base/error.hpp"
#include "imports/json_rows.hpp"
#include "imports/listings_file.hpp"
#include "imports/mapped_orders.hpp"
#include "imports/reviews_file.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace etsyorder;

namespace {

void require(bool promise) {
    if (!promise) {
        std::abort();
    }
}

void use_reviews(std::string_view text) {
    const auto file = imports::read_reviews(text);
    if (!file) {
        return require(!file.error().empty());
    }
    require(file->reviews.size() == file->entries.size());
    for (const auto& review : file->reviews) {
        require(review.rating >= 1 && review.rating <= 5 && review.receipt > 0 &&
                review.reviewed_on.ok());
    }
}

void use_mapping(std::string_view text) {
    try {
        (void)imports::parse_mapping_file("map.yaml", text);
    } catch (const base::Error& error) {
        require(error.kind() == base::ErrorKind::usage && error.summary().starts_with("map.yaml"));
    }
    try {
        (void)imports::parse_mapping_line(text);
    } catch (const base::Error& error) {
        require(error.kind() == base::ErrorKind::usage && error.summary().starts_with("--map"));
    }
}

void use_orders(std::string_view text) {
    static const auto mapping = imports::parse_mapping_line(
        "order=o,placed=p,title=i[].t,price=i[].p,currency:=EUR,options=i[].x,answers=i[].a,"
        "quantity=i[].q,ship_by=s,paid=d");
    static const auto zone = base::Zone::system();
    const auto rows = imports::json_rows(text, mapping);
    if (!rows) {
        return require(!rows.error().empty());
    }
    imports::MappedOrders orders(mapping, zone);
    for (const auto& [line, cells] : rows->rows) {
        orders.add(line, cells);
    }
    for (const auto& order : orders.take()) {
        require(order.order.receipt.value() > 0 && order.order.placed_at.has_value());
    }
    for (const auto& row : orders.refused()) {
        require(!row.why.empty());
    }
}

// Whatever a line is, it takes no line behind it out of sight.
void use_lines(std::string_view text) {
    static const auto mapping = imports::parse_mapping_line("order=o,placed=p,message=m");
    static const std::string deep = std::string(40, '[') + std::string(40, ']');
    std::string lines = R"({"o":"1","p":"2026-11-02"})"
                        "\n";
    lines += std::string(text.substr(0, text.find('\n'))) + "\n";
    lines += R"({"o":"2","m":)" + deep + "}\n" + R"({"o":"3"})" + "\n";
    const auto rows = imports::json_rows(lines, mapping);
    require(rows && rows->rows.size() >= 2 && rows->rows.back().first == 4);
    for (const auto& [line, cells] : rows->rows) {
        require(line != 3 && cells.at(imports::Meaning::order).size() <= text.size() + 1);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    use_reviews(text);
    use_mapping(text);
    use_orders(text);
    use_lines(text);
    return 0;
}
