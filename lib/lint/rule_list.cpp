// SPDX-License-Identifier: MIT
// Names against quantity. Buyers write lists in three ways: numbered, one a line, with commas.
#include "base/ascii.hpp"
#include "lint/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace etsyorder::lint {
namespace {

enum class Kind { none, numbered, lines, commas };

struct Entries {
    Kind kind = Kind::none;
    std::vector<std::string_view> each;
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_blank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

void add(std::vector<std::string_view>& entries, std::string_view text) {
    text = trimmed(text);
    if (!text.empty()) {
        entries.push_back(text);
    }
}

std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t& end) {
    int value = 0;
    const auto [stop, problem] =
        std::from_chars(text.data() + at, text.data() + text.size(), value);
    end = static_cast<std::size_t>(stop - text.data());
    return problem == std::errc{} ? std::optional(value) : std::nullopt;
}

// "1) Anna 2) Ben": the numbers must count up from 1, so that dates and prices are none.
std::vector<std::string_view> numbered(std::string_view text) {
    std::vector<std::string_view> entries;
    std::size_t begin = 0; // of the entry that is open
    int next = 1;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char before = at == 0 ? '\n' : text[at - 1];
        if (!is_digit(text[at]) ||
            !(is_blank(before) || before == ',' || before == ';' || before == '#')) {
            continue;
        }
        std::size_t end = 0;
        const bool counts = number_at(text, at, end) == next && end < text.size();
        const bool closed =
            counts && (text[end] == ')' || text[end] == ':' ||
                       (text[end] == '.' && end + 1 < text.size() && !is_digit(text[end + 1])));
        if (!closed) {
            continue;
        }
        if (next > 1) {
            add(entries, text.substr(begin, at - begin));
        }
        begin = end + 1;
        at = end;
        ++next;
    }
    if (next > 1) {
        add(entries, text.substr(begin));
    }
    return entries;
}

// The one of "&amp;" separates nothing.
bool ends_escape(std::string_view text, std::size_t at) {
    constexpr std::size_t kLongest = 8; // "&hellip;"
    const auto from = text.rfind('&', at);
    return text[at] == ';' && from != std::string_view::npos && at - from > 1 &&
           at - from < kLongest &&
           std::ranges::all_of(text.substr(from + 1, at - from - 1), [](char c) {
               return is_digit(c) || c == '#' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
           });
}

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
    std::vector<std::string_view> entries;
    while (!text.empty()) {
        auto at = text.find_first_of(separators);
        while (at != std::string_view::npos && ends_escape(text, at)) {
            at = text.find_first_of(separators, at + 1);
        }
        at = std::min(at, text.size());
        add(entries, text.substr(0, at));
        text.remove_prefix(std::min(at + 1, text.size()));
    }
    return entries;
}

// The last entry of "Anna, Ben and Cleo" is two.
void split_last(std::vector<std::string_view>& entries) {
    for (const std::string_view between : {" and ", " & ", " und ", " et ", " y ", " e "}) {
        const auto last = entries.back();
        if (const auto at = last.find(between); at != std::string_view::npos) {
            entries.pop_back();
            add(entries, last.substr(0, at));
            add(entries, last.substr(at + between.size()));
            return;
        }
        if (last.starts_with(between.substr(1))) { // "Anna, Ben, and Cleo"
            entries.back() = trimmed(last.substr(between.size() - 1));
            return;
        }
    }
}

Entries entries_of(std::string_view text) {
    if (auto each = numbered(text); each.size() > 1) {
        return {Kind::numbered, std::move(each)};
    }
    if (auto each = split(text, "\n"); each.size() > 1) {
        return {Kind::lines, std::move(each)};
    }
    if (auto each = split(text, ",;"); each.size() > 1) {
        split_last(each);
        return {Kind::commas, std::move(each)};
    }
    return {};
}

// "Emma x2", "2x Emma", "Emma (2)": so many pieces; takes that part off.
int take_times(std::string_view& entry) {
    std::size_t end = 0;
    if (is_digit(entry.front())) {
        const auto times = number_at(entry, 0, end);
        auto rest = trimmed(entry.substr(end));
        if (times && (rest.starts_with("x ") || rest.starts_with("X ") || rest.starts_with("×"))) {
            entry = trimmed(rest.substr(rest.starts_with("×") ? 2 : 1));
            return *times;
        }
        return 1;
    }
    auto text = entry;
    while (!text.empty() && (text.back() == ')' || text.back() == ' ')) {
        text.remove_suffix(1);
    }
    const auto last = text.find_last_not_of("0123456789");
    if (last == std::string_view::npos || last + 1 == text.size()) {
        return 1;
    }
    const auto before = trimmed(text.substr(0, last + 1));
    const bool marked = before.ends_with(" x") || before.ends_with(" X") || before.ends_with("×") ||
                        before.ends_with("(") || before.ends_with("(x");
    const auto times = number_at(text, last + 1, end);
    if (!marked || !times) {
        return 1;
    }
    entry = trimmed(before.substr(0, before.find_last_not_of("xX×( ") + 1));
    return *times;
}

bool looks_like_name(std::string_view entry) {
    constexpr std::size_t kLongest = 40;
    constexpr std::ptrdiff_t kMostWords = 4;
    return !entry.empty() && entry.size() <= kLongest && std::ranges::none_of(entry, is_digit) &&
           std::ranges::count(entry, ' ') < kMostWords &&
           entry.find_first_of(":@/") == std::string_view::npos;
}

} // namespace

void find_list(const AnswerToLint& answer, Findings& found) {
    constexpr int kSane = 10'000;
    if (!answer.asks.name || answer.asks.several_names || answer.asks.words ||
        found.has(Code::refers_elsewhere)) {
        return;
    }
    auto entries = entries_of(answer.text.bytes());
    std::int64_t names = 0;
    for (auto& entry : entries.each) {
        names += std::clamp(take_times(entry), 1, kSane);
        if (!looks_like_name(entry)) {
            return; // no list of names
        }
    }
    const auto pieces = answer.quantity;
    // One piece may well bear two names, or a name on several lines.
    const std::int64_t surely = entries.kind == Kind::numbered ? 2
                                : entries.kind == Kind::commas ? 3
                                                               : names + 1;
    if (entries.kind == Kind::none || names == pieces || (pieces <= 1 && names < surely)) {
        return;
    }
    found.add(names < pieces ? Code::names_too_few : Code::names_too_many,
              fmt::format("{} names for {} {}", names, pieces, pieces == 1 ? "piece" : "pieces"));
}

} // namespace etsyorder::lint
