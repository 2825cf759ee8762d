// SPDX-License-Identifier: MIT
// Slip: what stands on a packing slip, as plain texts. What an order is, and what of it belongs on
// paper, the one who fills a slip knows.
//
// Texts are UTF-8 and may have line breaks. Empty ones take no room.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::paper {

enum class Size { a4, letter, a6 };

[[nodiscard]] std::optional<Size> size_named(std::string_view name); // "a4"; empty: no such paper

struct Labelled {
    std::string label;
    std::string text;
};

struct SlipItem {
    std::int64_t quantity = 1;
    std::string title;
    std::string price;
    std::string facts;           // small, such as "SKU OAK-1  ·  Wood: Oak"
    std::vector<Labelled> words; // what is to be made, in large type
};

struct Slip {
    std::string shop;
    std::string title; // "Order 3512345678"
    std::string code;  // what the QR code says; at most 1000 bytes
    std::string alarm; // what must be seen before all else, such as "Canceled: do not ship"
    Labelled to;
    std::vector<Labelled> facts;
    std::vector<Labelled> before; // to be read before the items are made
    std::vector<SlipItem> items;
    std::vector<Labelled> after;
    std::vector<Labelled> sums;
    std::string foot; // at the end of each page, before "page 2 of 3"
};

} // namespace etsyorder::paper
