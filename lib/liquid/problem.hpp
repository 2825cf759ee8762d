// SPDX-License-Identifier: MIT
// Problem: what is wrong with a template, or went wrong while it was rendered, and where.
//
//     letters/thanks.liquid:3:12: unknown filter "upcas"
//       {{ name | upcas }}
//                 ^^^^^
//       did you mean "upcase"?
#pragma once

#include <cstddef>
#include <string>

namespace etsyorder::liquid {

struct SourcePlace { // both from 1; the column in characters
    std::size_t line = 1;
    std::size_t column = 1;
};

struct Problem {
    enum class Kind {
        syntax,   // what is written is not Liquid
        unknown,  // a variable, filter, tag or partial that does not exist
        hole,     // a variable that exists and has no value (RenderOptions::refuse_holes)
        argument, // a value that a filter or tag cannot work with
        limit,    // it asks for more than the caller allows
        stopped,  // the caller's stop function said so
    };
    Kind kind = Kind::syntax;
    std::string what;
    std::string hint;       // may be empty
    std::string subject;    // of kinds unknown and hole: the name, "order.nam"
    std::string name;       // of the template or partial
    std::size_t line = 0;   // from 1
    std::size_t column = 0; // from 1, in characters
    std::string source;     // the line, cut to what fits a screen
    std::size_t caret = 0;  // characters of `source` in front of the place
    std::size_t length = 1; // characters to mark, at least 1

    // All of it, as above; no newline at the end.
    [[nodiscard]] std::string text() const;
};

} // namespace etsyorder::liquid
