// SPDX-License-Identifier: MIT
// The header lines of a mail (RFC 5322), folded, with texts beyond ASCII as encoded words (RFC
// 2047). They are written here and not by GMime, so that the bytes do not change with its version.
#pragma once

#include "base/clock.hpp"
#include "base/email_address.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace etsyorder::mime {

class HeaderLines {
public:
    // Words that stand as they are, ASCII without blanks; a line may be folded between any two.
    void add(std::string_view name, std::span<const std::string> words);
    void add(std::string_view name, std::string word) { add(name, std::vector{std::move(word)}); }
    // A clean line (see clean_line).
    void add_text(std::string_view name, std::string_view text);
    void add_mailbox(std::string_view name,
                     std::string_view person, // a clean line; empty: none
                     const base::EmailAddress& address);
    void add_date(std::string_view name, base::Instant instant);

    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    std::string text_;
};

} // namespace etsyorder::mime
