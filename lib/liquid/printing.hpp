// SPDX-License-Identifier: MIT
// How values look as text, in the words of the reference: arrays run together, an object is
// {"name"=>"Ana"}, a range 1..3.
#pragma once

#include "liquid/value.hpp"

#include <string>
#include <string_view>

namespace etsyorder::liquid {

// Appends what `{{ value }}` shows. Nil is nothing. Throws a Fault beyond the depth we follow.
void append_printed(std::string& out, const Value& value);
[[nodiscard]] std::string printed(const Value& value);

// What filters take a value for: like printed(), but an array is ["a", 1].
[[nodiscard]] std::string to_text(const Value& value);

// The text of a value without a copy where it is one; else it is put into `place`.
[[nodiscard]] std::string_view text_of(const Value& value, std::string& place);

} // namespace etsyorder::liquid
