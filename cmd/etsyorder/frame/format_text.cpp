// SPDX-License-Identifier: MIT
#include "frame/format_text.hpp"

#include "base/utf8.hpp"
#include "frame/text.hpp"
#include "liquid/options.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::frame {
namespace {

using base::Error;
using base::ErrorKind;

constexpr int kShown = 72; // columns of the format in an error

bool begins_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, begins_character));
}

// The byte in front of which so many characters stand.
std::size_t byte_of(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    while (at < text.size() && (count > 0 || !begins_character(text[at]))) {
        count -= begins_character(text[at]) ? 1U : 0U;
        ++at;
    }
    return at;
}

std::string on_one_line(std::string_view part) {
    std::string text(part);
    std::ranges::replace_if(
        text, [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; }, ' ');
    return text;
}

// What a backslash and this character stand for; 0: for themselves.
char escaped(char c) {
    return c == 'n' ? '\n' : c == 't' ? '\t' : c == '\\' ? '\\' : '\0';
}

void refuse_unreadable(const std::string& typed) {
    const auto limit = liquid::CompileLimits().source_bytes;
    const auto refuse = [](const char* what) {
        throw Error(ErrorKind::usage, what).hint("etsyorder orders list --format '{{ order.id }}'");
    };
    if (typed.empty()) { // of a script's empty variable
        refuse("--format is empty");
    }
    if (typed.size() > limit) {
        throw Error(ErrorKind::usage, "--format is too long")
            .because(fmt::format("it has {} bytes, and may have {} at most", typed.size(), limit));
    }
    if (typed.find('\0') != std::string::npos) {
        refuse("--format has a NUL byte in it");
    }
    if (!base::is_utf8(typed)) {
        throw Error(ErrorKind::usage, "--format is not UTF-8")
            .because(fmt::format("byte {} of it is none", base::utf8_bytes(typed) + 1));
    }
    if (typed.starts_with("--") && typed.find('{') == std::string::npos) {
        throw Error(ErrorKind::usage,
                    fmt::format("--format lacks its text: \"{}\" is a flag", typed))
            .hint("--format '{{ order.id }}'");
    }
}

} // namespace

FormatText::FormatText(std::string typed) : typed_(std::move(typed)) {
    refuse_unreadable(typed_);
    source_.reserve(typed_.size());
    for (std::size_t at = 0; at < typed_.size(); ++at) {
        const char meant =
            typed_[at] == '\\' && at + 1 < typed_.size() ? escaped(typed_[at + 1]) : '\0';
        if (meant == '\0') {
            source_ += typed_[at];
        } else {
            shortened_.push_back(source_.size());
            source_ += meant;
            ++at;
        }
    }
}

bool FormatText::ends_in_line_feed() const {
    std::string_view text = source_;
    while (text.ends_with("%}")) {
        const auto begin = text.rfind("{%");
        if (begin == std::string_view::npos) {
            return false;
        }
        auto tag = text.substr(begin + 2);
        const bool takes_it = tag.starts_with('-'); // the line feed in front of it
        tag.remove_prefix(std::min(tag.find_first_not_of("- "), tag.size()));
        if (takes_it || !tag.starts_with("end")) {
            return false;
        }
        text = text.substr(0, begin);
    }
    return text.ends_with('\n');
}

std::size_t FormatText::typed_place(const liquid::Problem& problem) const {
    std::size_t at = 0;
    for (std::size_t line = 1; line < problem.line; ++line) {
        at = std::min(source_.find('\n', at), source_.size() - 1) + 1;
    }
    at += byte_of(std::string_view(source_).substr(at), problem.column - 1);
    const auto before = std::ranges::lower_bound(shortened_, at);
    return std::min(at + static_cast<std::size_t>(before - shortened_.begin()), typed_.size());
}

Error FormatText::error(const liquid::Problem& problem) const {
    const std::string_view typed = typed_;
    const auto at = typed_place(problem);
    const auto before_it = typed.substr(0, at);
    const auto begin = before_it.rfind('\n') + 1; // npos + 1 is 0
    const auto end = std::min(typed.find('\n', at), typed.size());
    const auto rest = typed.substr(at, end - at);
    const auto marked = byte_of(rest, problem.length);

    auto before = on_one_line(typed.substr(begin, at - begin));
    if (display_width(before) > kShown / 2) { // its end is enough
        const auto kept = characters(before) - std::min<std::size_t>(characters(before), 30);
        before = "…" + before.substr(byte_of(before, kept));
    }
    const auto wrong = on_one_line(rest.substr(0, marked));
    const auto indent = static_cast<std::size_t>(display_width(before));
    const auto carets = static_cast<std::size_t>(
        std::clamp(display_width(wrong), 1, kShown - static_cast<int>(indent)));
    return Error(ErrorKind::usage,
                 fmt::format("--format:{}:{}: {}",
                             1 + std::ranges::count(before_it, '\n'),
                             1 + characters(typed.substr(begin, at - begin)),
                             problem.what))
        .note(fitted(before + wrong + on_one_line(rest.substr(marked)), kShown))
        .note(std::string(indent, ' ') + std::string(carets, '^'))
        .hint(problem.hint);
}

} // namespace etsyorder::frame
