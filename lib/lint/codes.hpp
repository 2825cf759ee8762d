// SPDX-License-Identifier: MIT
// The codes of findings: short names that never change, with what they mean and what to do.
//
//     info(Code::too_long).name            // "too-long"
//     code_named("emoji")                  // Code::emoji
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace etsyorder::lint {

enum class Severity {
    hint,    // look once: it may be meant so
    warning, // likely not what the buyer wants
    error,   // the item cannot be made, or comes out wrong
};
[[nodiscard]] std::string_view to_string(Severity severity);

// In the order in which they are explained.
enum class Code {
    answer_missing,
    not_requested,
    not_asked,
    placeholder_answer,
    refers_elsewhere,
    too_long,
    longer_than_told,
    names_too_few,
    names_too_many,
    date_in_name,
    address_in_name,
    instruction_in_name,
    all_capitals,
    all_lower_case,
    invisible_character,
    direction_control,
    unknown_character,
    garbled_text,
    html_entity,
    look_alike,
    mixed_scripts,
    styled_letters,
    loose_accent,
    emoji,
    odd_space,
    double_space,
    edge_space,
    stray_space,
};

struct CodeInfo {
    Code code;
    std::string_view name;
    Severity severity;
    std::string_view title;       // one line
    std::string_view explanation; // why it matters, and what is no such finding
    std::string_view remedy;      // what to do
    std::string_view example;     // an answer of which it is found
};

[[nodiscard]] std::span<const CodeInfo> all_codes(); // by Code
[[nodiscard]] const CodeInfo& info(Code code);
[[nodiscard]] std::optional<Code> code_named(std::string_view name); // empty: no such code

} // namespace etsyorder::lint
