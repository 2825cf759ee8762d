// SPDX-License-Identifier: MIT
#include "query/cursor.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <utility>

namespace etsyorder::query {
namespace {

bool is_blank(char c) {
    return (c >= 0 && c <= ' ') || c == '\x7f';
}
bool ends_word(char c) {
    return is_blank(c) || c == '(' || c == ')';
}

} // namespace

bool is_letter(char c) {
    return base::ascii_lower(c) >= 'a' && base::ascii_lower(c) <= 'z';
}

Cursor::Cursor(std::string_view text, std::string saved) : text_(text), saved_(std::move(saved)) {}

void Cursor::fail(Span span, std::string what, std::string hint) const {
    throw Problem{std::move(what), std::move(hint), span, std::string(text_), saved_};
}

void Cursor::check_text() const {
    if (text_.size() > kLongest) {
        fail({kLongest, text_.size() - kLongest},
             fmt::format("a query has at most {} bytes", kLongest));
    }
    if (const auto good = base::utf8_bytes(text_); good < text_.size()) {
        fail({good, 1}, "this byte is no UTF-8");
    }
}

bool Cursor::blank_here() const {
    return is_blank(here());
}

void Cursor::skip_blanks() {
    while (!at_end() && is_blank(here())) {
        ++at_;
    }
}

bool Cursor::next_is(std::string_view word) const {
    const auto next = text_.substr(at_, word.size());
    const auto after = at_ + word.size();
    return base::same_but_for_case(next, word) &&
           (after == text_.size() || ends_word(text_[after]));
}

void Cursor::take(std::size_t bytes) {
    at_ += bytes;
    skip_blanks();
}

void Cursor::refuse_sign_of_others() const {
    for (const std::string_view sign : {"|", "||", "&&"}) {
        if (next_is(sign)) {
            fail({at_, sign.size()},
                 fmt::format("\"{}\" joins nothing here", sign),
                 sign == "&&" ? "terms side by side must all hold"
                              : "write \"or\" between the two");
        }
    }
    const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : ' ';
    if (here() == '!' && (is_letter(next) || next == '(' || next == '"')) {
        fail({at_, 1}, "\"!\" turns nothing round here", "write -is:gift or not is:gift");
    }
}

Written Cursor::written() {
    if (here() == '"') {
        return quoted();
    }
    const std::size_t start = at_;
    while (!at_end() && !ends_word(here())) {
        ++at_;
    }
    return {std::string(text_.substr(start, at_ - start)), start, false, false};
}

Written Cursor::quoted() {
    const std::size_t open = at_++;
    Written result{"", at_, true, false};
    while (here() != '"' || at_end()) {
        if (at_end()) {
            fail({open, 1}, "this quote is never closed");
        }
        if (here() == '\\' && at_ + 1 < text_.size() &&
            (text_[at_ + 1] == '"' || text_[at_ + 1] == '\\')) {
            ++at_;
        }
        result.text += here();
        ++at_;
    }
    ++at_;
    if (here() == '*') {
        ++at_;
        result.star = true;
    }
    if (!at_end() && !ends_word(here())) {
        fail({at_, 1}, "a blank is missing behind the quote");
    }
    return result;
}

Text Cursor::as_text(Written value) const {
    if (!value.quoted && value.text.ends_with('*')) {
        value.text.pop_back();
        value.star = true;
    }
    const auto star = value.quoted ? std::string::npos : value.text.find('*');
    if (star != std::string::npos) {
        fail({value.at + star, 1},
             "a star stands at the end of a word only",
             "engrav* finds engraved and engraving");
    }
    if (value.text.empty()) {
        fail({value.at, 1}, value.star ? "nothing stands before the star" : "the quotes are empty");
    }
    return {std::move(value.text), value.quoted, value.star};
}

} // namespace etsyorder::query
