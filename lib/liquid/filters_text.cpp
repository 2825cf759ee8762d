// SPDX-License-Identifier: MIT
// Filters that change a text: its case, its ends, parts of it.
#include "liquid/characters.hpp"
#include "liquid/meter.hpp"
#include "liquid/printing.hpp"
#include "liquid/standard_filters.hpp"

namespace etsyorder::liquid::standard {
namespace {

// HTML stays HTML where spaces go.
Value like(const FilterCall& call, std::string text) {
    Value value(std::move(text));
    return call.input().safe() ? value.marked_safe() : value;
}

Value upcase(const FilterCall& call) {
    return upper_case(*InputText(call));
}

Value downcase(const FilterCall& call) {
    return lower_case(*InputText(call));
}

Value capitalize(const FilterCall& call) {
    return capitalized(*InputText(call));
}

Value strip_both(const FilterCall& call) {
    return like(call, std::string(strip(*InputText(call))));
}

Value lstrip(const FilterCall& call) {
    return like(call, std::string(strip_left(*InputText(call))));
}

Value rstrip(const FilterCall& call) {
    return like(call, std::string(strip_right(*InputText(call))));
}

Value strip_newlines(const FilterCall& call) {
    const InputText input(call);
    std::string out;
    const auto text = *input;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool pair = text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
        if (text[at] != '\n' && !pair) {
            out += text[at];
        }
    }
    return like(call, std::move(out));
}

// Two texts made one. What is HTML stays so, and what is joined to it becomes so.
Value joined(const FilterCall& call, const Value& first, const Value& second) {
    std::string first_place;
    std::string second_place;
    const auto a = text_of(first, first_place);
    const auto b = text_of(second, second_place);
    call.meter().bytes(a.size() + b.size());
    call.meter().must_fit(a.size() + b.size());
    std::string out;
    if (!call.surroundings().html || (!first.safe() && !second.safe())) {
        out.reserve(a.size() + b.size());
        out.append(a).append(b);
        return out;
    }
    const auto add = [&out](const Value& value, std::string_view text) {
        if (value.safe()) {
            out += text;
        } else {
            append_escaped(out, text);
        }
    };
    add(first, a);
    add(second, b);
    return Value(std::move(out)).marked_safe();
}

Value append(const FilterCall& call) {
    return joined(call, call.input(), call.argument(0));
}

Value prepend(const FilterCall& call) {
    return joined(call, call.argument(0), call.input());
}

enum class Which { all, first };

struct Match {
    std::string_view text;
    std::size_t at;
    std::size_t length;
};

// A backslash in a replacement stands for parts of the match, as in the reference.
void append_replacement(std::string& out, std::string_view replacement, const Match& match) {
    for (std::size_t at = 0; at < replacement.size(); ++at) {
        const char next = at + 1 < replacement.size() ? replacement[at + 1] : ' ';
        if (replacement[at] != '\\') {
            out += replacement[at];
            continue;
        }
        ++at;
        switch (next) {
        case '\\':
            out += '\\';
            break;
        case '0':
        case '&':
            out += match.text.substr(match.at, match.length);
            break;
        case '`':
            out += match.text.substr(0, match.at);
            break;
        case '\'':
            out += match.text.substr(match.at + match.length);
            break;
        default:
            if (next >= '1' && next <= '9') {
                break; // groups that there are none of
            }
            out += '\\';
            --at;
        }
    }
}

Value replaced(const FilterCall& call,
               std::string_view pattern,
               std::string_view with,
               Which which) {
    const InputText input(call);
    const auto text = *input;
    std::string out;
    std::size_t at = 0;
    while (at <= text.size()) {
        const auto found = text.find(pattern, at);
        if (found == std::string_view::npos) {
            break;
        }
        out.append(text, at, found - at);
        append_replacement(out, with, {text, found, pattern.size()});
        call.meter().step();
        call.meter().must_fit(out.size());
        at = found + pattern.size();
        if (which == Which::first) {
            break;
        }
        if (pattern.empty()) { // between all characters
            if (found == text.size()) {
                return out;
            }
            const auto length = character_length(text.substr(found));
            out.append(text, found, length);
            at = found + length;
        }
    }
    out.append(text, std::min(at, text.size()));
    return out;
}

Value replace(const FilterCall& call) {
    return replaced(call, call.argument_text(0), call.argument_text(1), Which::all);
}

Value replace_first(const FilterCall& call) {
    return replaced(call, call.argument_text(0), call.argument_text(1), Which::first);
}

Value remove(const FilterCall& call) {
    return replaced(call, call.argument_text(0), {}, Which::all);
}

Value remove_first(const FilterCall& call) {
    return replaced(call, call.argument_text(0), {}, Which::first);
}

Value last_replaced(const FilterCall& call, std::string_view pattern, std::string_view with) {
    const InputText input(call);
    std::string out(*input);
    const auto found = out.rfind(pattern);
    if (found != std::string::npos) {
        out.replace(found, pattern.size(), with);
    }
    return out;
}

Value replace_last(const FilterCall& call) {
    return last_replaced(call, call.argument_text(0), call.argument_text(1));
}

Value remove_last(const FilterCall& call) {
    return last_replaced(call, call.argument_text(0), {});
}

} // namespace

std::vector<Row> text_filters() {
    return {row("upcase", {}, upcase),
            row("downcase", {}, downcase),
            row("capitalize", {}, capitalize),
            row("strip", {}, strip_both),
            row("lstrip", {}, lstrip),
            row("rstrip", {}, rstrip),
            row("strip_newlines", {}, strip_newlines),
            row("append", {1, 1}, append),
            row("prepend", {1, 1}, prepend),
            row("replace", {1, 2}, replace),
            row("replace_first", {1, 2}, replace_first),
            row("replace_last", {2, 2}, replace_last),
            row("remove", {1, 1}, remove),
            row("remove_first", {1, 1}, remove_first),
            row("remove_last", {1, 1}, remove_last)};
}

} // namespace etsyorder::liquid::standard
