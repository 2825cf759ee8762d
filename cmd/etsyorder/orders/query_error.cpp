// SPDX-License-Identifier: MIT
#include "orders/query_error.hpp"

#include "frame/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder {
namespace {

constexpr int kShown = 72; // columns of the query

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(std::ranges::count_if(
        utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

// Line breaks and the like as blanks: the query is shown on one line.
std::string on_one_line(std::string text) {
    std::ranges::replace_if(
        text, [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; }, ' ');
    return frame::as_utf8(text);
}

} // namespace

base::Error query_error(const query::Problem& problem) {
    const auto& text = problem.text;
    const auto at = std::min(problem.span.at, text.size());
    auto before = on_one_line(text.substr(0, at));
    const auto wrong = on_one_line(text.substr(at, problem.span.length));
    const auto after = on_one_line(text.substr(std::min(at + problem.span.length, text.size())));
    const auto position = characters(before) + 1;
    if (frame::display_width(before) > kShown / 2) { // the end of what stands before it is enough
        const auto words =
            before.rfind(' ', before.size() - std::min<std::size_t>(before.size(), 30));
        before = "…" + (words == std::string::npos ? "" : before.substr(words));
    }
    auto error = base::Error(base::ErrorKind::usage, problem.what);
    if (!problem.saved.empty()) {
        error.add_context(fmt::format("saved query {}", problem.saved));
    }
    const auto indent = static_cast<std::size_t>(frame::display_width(before));
    const auto carets = static_cast<std::size_t>(
        std::clamp(frame::display_width(wrong), 1, kShown - static_cast<int>(indent) % kShown));
    return std::move(error)
        .at(position)
        .note(frame::fitted(before + wrong + after, kShown))
        .note(std::string(indent, ' ') + std::string(carets, '^'))
        .hint(problem.hint);
}

} // namespace etsyorder
