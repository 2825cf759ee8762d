// SPDX-License-Identifier: MIT
#include "csv/writer.hpp"

#include <algorithm>
#include <utility>

namespace etsyorder::csv {
namespace {

bool separates(char c) {
    switch (c) {
    case ',':
    case ';':
    case '\t':
    case '"':
    case '\r':
    case '\n':
        return true;
    default:
        return false;
    }
}

bool needs_quotes(std::string_view text) {
    return text.starts_with(' ') || text.ends_with(' ') || std::ranges::any_of(text, separates);
}

} // namespace

void append_cell(std::string& out, std::string_view text) {
    if (!needs_quotes(text)) {
        out += text;
        return;
    }
    out += '"';
    for (;;) {
        const auto quote = text.find('"');
        out += text.substr(0, quote);
        if (quote == std::string_view::npos) {
            break;
        }
        out += "\"\"";
        text.remove_prefix(quote + 1);
    }
    out += '"';
}

void append_row(std::string& out, std::span<const std::string_view> fields) {
    bool first = true;
    for (const auto field : fields) {
        if (!std::exchange(first, false)) {
            out += ',';
        }
        append_cell(out, field);
    }
    out += '\n';
}

} // namespace etsyorder::csv
