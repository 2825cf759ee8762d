// SPDX-License-Identifier: MIT
// Cursor: a place in the text of a query, and what can be read from there without knowing the
// grammar: whole words, what stands in quotes, stars. Used by parse() alone.
#pragma once

#include "query/parse.hpp"
#include "query/tree.hpp"

#include <string>
#include <string_view>

namespace etsyorder::query {

[[nodiscard]] bool is_letter(char c); // of ASCII

// What stands up to the end of the word, or in quotes.
struct Written {
    std::string text;
    std::size_t at = 0; // of its first byte
    bool quoted = false;
    bool star = false;
};

// The text must live as long. What is wrong is thrown as a Problem.
class Cursor {
public:
    // `saved`: the name of the saved query whose text it is; empty: of none.
    Cursor(std::string_view text, std::string saved);

    [[noreturn]] void fail(Span span, std::string what, std::string hint = {}) const;
    void check_text() const; // its length and bytes

    [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
    [[nodiscard]] char here() const { return at_end() ? '\0' : text_[at_]; }
    [[nodiscard]] bool blank_here() const;
    // Is `word` (lower case) the next whole word?
    [[nodiscard]] bool next_is(std::string_view word) const;

    // "|", "&&" and "!is:gift": what other languages ask for would silently be looked for as words.
    void refuse_sign_of_others() const;

    void skip_blanks();
    void take(std::size_t bytes); // and the blanks behind them
    Written written();

    // A star behind a word means: any word that begins so.
    [[nodiscard]] Text as_text(Written value) const;

protected:
    std::string_view text_;
    std::string saved_;
    std::size_t at_ = 0;

private:
    Written quoted();
};

} // namespace etsyorder::query
