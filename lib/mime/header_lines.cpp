// SPDX-License-Identifier: MIT
#include "mime/header_lines.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace etsyorder::mime {
namespace {

constexpr std::size_t kLineBytes = 76;        // more where one word is longer
constexpr std::size_t kEncodedWordBytes = 75; // RFC 2047, 2
constexpr std::size_t kLongestPlainWord = 60;
constexpr std::string_view kOpen = "=?utf-8?Q?";
constexpr std::string_view kClose = "?=";

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> words;
    for (;;) {
        const auto blank = text.find(' ');
        words.emplace_back(text.substr(0, blank));
        if (blank == std::string_view::npos) {
            return words;
        }
        text.remove_prefix(blank + 1);
    }
}

// What stays as it is even within names (RFC 2047, 5, rule 3).
std::string encoded(std::string_view character) {
    if (character == " ") {
        return "_";
    }
    if (character.size() == 1 &&
        (is_letter_or_digit(character[0]) ||
         std::string_view("!*+-/").find(character[0]) != std::string_view::npos)) {
        return std::string(character);
    }
    std::string out;
    for (const char c : character) {
        out += fmt::format("={:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

// No character is torn apart between two words. The first fits behind the header's name.
std::vector<std::string> encoded_words(std::string_view header, std::string_view text) {
    std::size_t most = kLineBytes - header.size() - 2; // ": "
    std::vector<std::string> words;
    std::string word(kOpen);
    for (std::size_t at = 0; at < text.size();) {
        const auto from = at;
        (void)base::next_character(text, at);
        const auto more = encoded(text.substr(from, at - from));
        if (word.size() + more.size() + kClose.size() > most) {
            most = kEncodedWordBytes;
            words.push_back(word.append(kClose));
            word = kOpen;
        }
        word += more;
    }
    words.push_back(word.append(kClose));
    return words;
}

bool is_plain(std::string_view text) {
    const bool ascii = std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 0x7f; });
    return ascii && text.find("  ") == std::string_view::npos &&
           text.find("=?") == std::string_view::npos &&
           std::ranges::all_of(split(text), [](const std::string& word) {
               return word.size() <= kLongestPlainWord;
           });
}

// A name of atoms stands as it is, other ASCII in quotes (RFC 5322, 3.2.3 and 3.2.4).
std::vector<std::string> name_words(std::string_view header, std::string_view name) {
    if (!is_plain(name)) {
        return encoded_words(header, name);
    }
    const auto is_atom_or_blank = [](char c) {
        return c == ' ' || is_letter_or_digit(c) ||
               std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
    };
    if (std::ranges::all_of(name, is_atom_or_blank)) {
        return split(name);
    }
    std::string quoted = "\"";
    for (const char c : name) {
        quoted += c == '"' || c == '\\' ? "\\" : "";
        quoted += c;
    }
    return split(quoted + "\"");
}

} // namespace

void HeaderLines::add(std::string_view name, std::span<const std::string> words) {
    text_ += name;
    text_ += ':';
    std::size_t width = name.size() + 1;
    for (const auto& word : words) {
        if (width + 1 + word.size() > kLineBytes && !word.empty()) {
            text_ += "\r\n";
            width = 0;
        }
        text_ += ' ';
        text_ += word;
        width += 1 + word.size();
    }
    text_ += "\r\n";
}

void HeaderLines::add_text(std::string_view name, std::string_view text) {
    if (text.empty()) {
        add(name, std::span<const std::string>());
    } else {
        add(name, is_plain(text) ? split(text) : encoded_words(name, text));
    }
}

void HeaderLines::add_mailbox(std::string_view name,
                              std::string_view person,
                              const base::EmailAddress& address) {
    if (person.empty()) {
        return add(name, address.reveal());
    }
    auto words = name_words(name, person);
    words.push_back("<" + address.reveal() + ">");
    add(name, words);
}

void HeaderLines::add_date(std::string_view name, base::Instant instant) {
    using namespace std::chrono;
    constexpr std::array<std::string_view, 7> kDays{
        "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> kMonths{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = floor<days>(instant);
    const year_month_day date(day);
    const hh_mm_ss time(instant - day);
    add_text(name,
             fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000",
                         kDays[weekday(day).c_encoding()],
                         static_cast<unsigned>(date.day()),
                         kMonths[static_cast<unsigned>(date.month()) - 1],
                         static_cast<int>(date.year()),
                         time.hours().count(),
                         time.minutes().count(),
                         time.seconds().count()));
}

} // namespace etsyorder::mime
