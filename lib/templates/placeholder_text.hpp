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

#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::templates {

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

private:
    struct Found;
    [[nodiscard]] static Found placeholder_at(std::string_view rest);
    [[nodiscard]] std::string liquid_for(const Found& found);
    [[nodiscard]] const Asked& asked_for(const Found& found);
    void note(const Found& found, std::string became, bool asked);

    bool german_;
    std::vector<PlaceholderUse> uses_;
    std::vector<Asked> asked_;
};

} // namespace etsyorder::templates
