// SPDX-License-Identifier: MIT
// A saved reply of another tool as Liquid: its placeholders become facts, or values to be asked
// for. Pure.
//
//     PlaceholderText reply("en");
//     reply.convert("Hi {{customer.first_name}}, it ships on [new date].");
//         // "Hi {{ buyer.first_name | default: "there" }}, it ships on {{ new_date | date: ...
//         }}."
//
// Known are {{ x }}, {x}, {%x%}, %x%, [x], <<x>>. What looks like Liquid and is no placeholder
// stays text.
#pragma once

#include "templates/front_matter.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::templates {

struct Placeholder;

struct PlaceholderUse {
    std::string written; // with its brackets
    std::string became;  // "buyer.first_name", or the variable's name
    bool asked = false;
};

// For all texts of one reply: the same placeholder is asked for once.
class PlaceholderText {
public:
    // Of the reply; empty: English.
    explicit PlaceholderText(std::string_view language) : german_(language.starts_with("de")) {}

    // `text` is UTF-8 without NUL.
    [[nodiscard]] std::string convert(std::string_view text);

    [[nodiscard]] const std::vector<PlaceholderUse>& uses() const { return uses_; } // each once
    [[nodiscard]] const std::vector<Asked>& asked() const { return asked_; }
    // What means something to another tool and is not carried over, a sentence each: brackets that
    // stay text, filters that are left out. Each once.
    [[nodiscard]] const std::vector<std::string>& lost() const { return lost_; }

private:
    struct Found;
    [[nodiscard]] Found placeholder_at(std::string_view rest);
    [[nodiscard]] const Placeholder* meaning(std::string_view inside); // null: not known
    [[nodiscard]] std::string liquid_for(const Found& found);
    [[nodiscard]] const Asked& asked_for(const Found& found);
    void note(const Found& found, std::string became, bool asked);
    void note_lost(std::string what);
    [[nodiscard]] std::size_t note_brackets(std::string_view rest);
    [[nodiscard]] std::string free_name(std::string name);

    bool german_;
    std::map<std::string, const Placeholder*, std::less<>> meanings_;
    std::vector<PlaceholderUse> uses_;
    std::vector<Asked> asked_;
    std::vector<std::string> lost_;
    std::set<std::string, std::less<>> written_;                  // of uses_
    std::set<std::string, std::less<>> told_;                     // of lost_
    std::map<std::string, std::size_t, std::less<>> by_question_; // where in asked_
    std::map<std::string, std::size_t, std::less<>> names_;       // of asked_, and the next number
};

} // namespace etsyorder::templates
