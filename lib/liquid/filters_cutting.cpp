// SPDX-License-Identifier: MIT
// Filters that cut: pieces of a text or an array, words, lengths.
#include "liquid/characters.hpp"
#include "liquid/decimal.hpp"
#include "liquid/meter.hpp"
#include "liquid/printing.hpp"
#include "liquid/sequence.hpp"
#include "liquid/standard_filters.hpp"

#include <algorithm>

namespace etsyorder::liquid::standard {
namespace {

struct Cut {
    std::size_t from = 0;
    std::size_t count = 0;
};

// Of so many pieces; empty: they lie outside.
std::optional<Cut> cut_of(std::size_t size, std::int64_t offset, std::int64_t length) {
    const auto all = static_cast<std::int64_t>(size);
    const auto from = offset < 0 ? offset + all : offset;
    if (from < 0 || from > all || length < 0) {
        return std::nullopt;
    }
    return Cut{static_cast<std::size_t>(from),
               static_cast<std::size_t>(std::min(length, all - from))};
}

Value slice(const FilterCall& call) {
    const auto offset = integer_of(call.argument(0));
    const auto length = call.argument(1).truthy() ? integer_of(call.argument(1)) : 1;
    if (call.input().is(Value::Kind::array)) {
        const auto& items = call.input().items();
        const auto cut = cut_of(items.size(), offset, length);
        std::vector<Value> kept;
        if (cut) {
            const auto begin = items.begin() + static_cast<std::ptrdiff_t>(cut->from);
            kept.assign(begin, begin + static_cast<std::ptrdiff_t>(cut->count));
        }
        return Value::array(std::move(kept));
    }
    const InputText input(call);
    const auto text = *input;
    const auto cut = cut_of(count_characters(text), offset, length);
    if (!cut) {
        return "";
    }
    const auto rest = text.substr(byte_of_character(text, cut->from));
    return std::string(rest.substr(0, byte_of_character(rest, cut->count)));
}

Value truncate(const FilterCall& call) {
    if (call.input().is_nil()) {
        return {};
    }
    const auto length = call.count() > 0 ? integer_of(call.argument(0)) : 50;
    const std::string end = call.count() > 1 ? call.argument_text(1) : "...";
    const InputText input(call);
    const auto text = *input;
    if (static_cast<std::int64_t>(count_characters(text)) <= length) {
        return call.input().is_text() ? call.input() : Value(std::string(text));
    }
    const auto kept = std::max<std::int64_t>(
        std::max<std::int64_t>(length, 0) - static_cast<std::int64_t>(count_characters(end)), 0);
    std::string out(text.substr(0, byte_of_character(text, static_cast<std::size_t>(kept))));
    call.meter().must_fit(out.size() + end.size());
    return out + end;
}

// The next word, and what stands behind it and the spaces after it.
std::string_view take_word(std::string_view& text) {
    const auto* end = std::find_if(text.begin(), text.end(), is_space);
    const auto word = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(word.size());
    text.remove_prefix(static_cast<std::size_t>(
        std::find_if_not(text.begin(), text.end(), is_space) - text.begin()));
    return word;
}

Value truncatewords(const FilterCall& call) {
    if (call.input().is_nil()) {
        return {};
    }
    const auto wanted = call.count() > 0 ? integer_of(call.argument(0)) : 15;
    const auto words = std::max<std::int64_t>(wanted, 1);
    const std::string end = call.count() > 1 ? call.argument_text(1) : "...";
    const InputText input(call);
    auto rest = strip_left(*input);
    std::string out;
    for (std::int64_t count = 0; count < words; ++count) {
        if (rest.empty()) {
            return call.input().is_text() ? call.input() : Value(std::string(*input));
        }
        out += count == 0 ? "" : " ";
        const bool ends_in_space = is_space(rest.back());
        out += take_word(rest);
        if (rest.empty() && (!ends_in_space || count + 1 < words)) {
            return call.input().is_text() ? call.input() : Value(std::string(*input));
        }
    }
    call.meter().must_fit(out.size() + end.size());
    return out + end;
}

void add_piece(const FilterCall& call, std::vector<Value>& pieces, std::string_view piece) {
    call.meter().step();
    pieces.emplace_back(std::string(piece)); // charged one by one, so that it ends in time
    call.meter().must_fit(pieces.size() * 2 * sizeof(Value));
}

Value split(const FilterCall& call) {
    const InputText input(call);
    auto rest = *input;
    const auto pattern = call.argument_text(0);
    std::vector<Value> pieces;
    if (pattern == " ") {
        rest = strip(rest);
        while (!rest.empty()) {
            add_piece(call, pieces, take_word(rest));
        }
    } else if (pattern.empty()) {
        while (!rest.empty()) {
            const auto length = character_length(rest);
            add_piece(call, pieces, rest.substr(0, length));
            rest.remove_prefix(length);
        }
    } else if (!rest.empty()) {
        while (true) {
            const auto found = rest.find(pattern);
            add_piece(call, pieces, rest.substr(0, found));
            if (found == std::string_view::npos) {
                break;
            }
            rest.remove_prefix(found + pattern.size());
        }
        while (!pieces.empty() && pieces.back().text().empty()) {
            pieces.pop_back();
        }
    }
    return Value::array(std::move(pieces));
}

Value size(const FilterCall& call) {
    const auto& input = call.input();
    switch (input.kind()) {
    case Value::Kind::text:
        call.meter().bytes(input.text().size());
        return static_cast<std::int64_t>(count_characters(input.text()));
    case Value::Kind::array:
        return static_cast<std::int64_t>(input.items().size());
    case Value::Kind::object:
        return static_cast<std::int64_t>(input.members().size());
    case Value::Kind::lazy:
        return static_cast<std::int64_t>(input.names().size());
    case Value::Kind::range:
        return static_cast<std::int64_t>(Sequence(input).size());
    case Value::Kind::integer:
        return 8; // the bytes of one, says the reference
    default:
        return 0;
    }
}

} // namespace

std::vector<Row> cutting_filters() {
    return {row("slice", {1, 2}, slice),
            row("truncate", {0, 2}, truncate),
            row("truncatewords", {0, 2}, truncatewords),
            row("split", {1, 1}, split),
            row("size", {}, size)};
}

} // namespace etsyorder::liquid::standard
