// SPDX-License-Identifier: MIT
// Source: where a reader's bytes come from.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>

namespace etsyorder::csv {

// Writes at most so many bytes and says how many; 0: the end. May throw base::Error.
using Source = std::function<std::size_t(std::span<char>)>;

// Reads an open descriptor, which stays the caller's. Throws Error of kind failed that names the
// file when reading fails.
[[nodiscard]] Source from_descriptor(int descriptor, std::string name);

// Reads a text that is already here; the text is copied.
[[nodiscard]] Source from_text(std::string text);

} // namespace etsyorder::csv
