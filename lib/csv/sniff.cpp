// SPDX-License-Identifier: MIT
#include "csv/sniff.hpp"

#include "base/ascii.hpp"

#include <array>
#include <string>

namespace etsyorder::csv {
namespace {

bool starts_like_a_web_page(std::string_view text) {
    const auto start = text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
    if (start == std::string_view::npos) {
        return false;
    }
    const auto word = base::ascii_lower(std::string(text.substr(start, 14)));
    return word == "<!doctype html" || word.starts_with("<html");
}

} // namespace

std::optional<ProblemKind> other_kind_of_file(std::string_view beginning) {
    using namespace std::string_view_literals;
    if (beginning.starts_with("PK\x03\x04") || beginning.starts_with("PK\x05\x06")) {
        const bool excel = beginning.find("[Content_Types].xml") != std::string_view::npos ||
                           beginning.find("xl/") != std::string_view::npos;
        return excel ? ProblemKind::xlsx : ProblemKind::zip;
    }
    if (beginning.starts_with("\xd0\xcf\x11\xe0"sv)) {
        return ProblemKind::xls;
    }
    if (beginning.starts_with("\x1f\x8b"sv)) {
        return ProblemKind::gzip;
    }
    if (beginning.starts_with("%PDF-")) {
        return ProblemKind::pdf;
    }
    if (starts_like_a_web_page(beginning)) {
        return ProblemKind::web_page;
    }
    return std::nullopt;
}

Dialect dialect_of(std::string_view beginning) {
    // What Excel writes and reads to name the separator.
    if (base::same_but_for_case(beginning.substr(0, 4), "sep=") && beginning.size() > 5 &&
        (beginning[5] == '\r' || beginning[5] == '\n') &&
        std::string_view(",;\t").find(beginning[4]) != std::string_view::npos) {
        return {beginning[4], beginning.substr(5).starts_with("\r\n") ? 7U : 6U};
    }
    constexpr std::string_view kDelimiters = ",;\t"; // of two as frequent, the first
    std::array<std::size_t, kDelimiters.size()> seen{};
    bool quoted = false;
    bool text = false;
    for (const char c : beginning) {
        if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == '\n' || c == '\r') && text) {
            break;
        } else if (const auto kind = kDelimiters.find(c);
                   !quoted && kind != std::string_view::npos) {
            ++seen[kind];
        }
        text = text || (c != '\n' && c != '\r');
    }
    std::size_t best = 0;
    for (std::size_t kind = 1; kind < seen.size(); ++kind) {
        best = seen[kind] > seen[best] ? kind : best;
    }
    return {kDelimiters[best], 0};
}

} // namespace etsyorder::csv
