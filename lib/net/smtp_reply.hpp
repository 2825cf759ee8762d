// SPDX-License-Identifier: MIT
// What a mail server says, cut into whole replies (RFC 5321, 4.2). It may say anything: lines,
// replies and what waits to be read are bounded.
//
//     reader.add(bytes);
//     while (auto reply = reader.next()) { ... }
//     if (reader.broken()) { hang_up(); }
#pragma once

#include "net/mail_sender.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::net {

// As it came: nothing is cleaned, nothing is hidden.
struct RawReply {
    int code = 0;                   // 200 to 599
    std::vector<std::string> lines; // without code and line end; at least one
};

class ReplyReader {
public:
    static constexpr std::size_t kMostLineBytes = 4096; // servers say 512, some more
    static constexpr std::size_t kMostLines = 128;

    void add(std::string_view bytes);
    [[nodiscard]] std::optional<RawReply> next();         // empty: not whole yet, or broken
    [[nodiscard]] bool broken() const { return broken_; } // for good: this is not SMTP
    // Does anything wait that next() has not given?
    [[nodiscard]] bool has_more() const { return !waiting_.empty() || !begun_.lines.empty(); }

private:
    bool take_line(std::string_view line); // true: the reply is whole

    std::string waiting_;
    RawReply begun_;
    bool broken_ = false;
};

// For people: cleaned and bounded, without the words to be hidden.
struct HiddenWord {
    std::string_view word; // as it is or in other case; empty: nothing
    std::string_view instead;
};
[[nodiscard]] ServerReply told(const RawReply& reply, const std::vector<HiddenWord>& hidden);

} // namespace etsyorder::net
