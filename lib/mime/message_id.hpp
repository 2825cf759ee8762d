// SPDX-License-Identifier: MIT
// MessageId: the name of one mail (RFC 5322, 3.6.4), by which servers, mailboxes and answers know
// it. The same telling always has the same one, so that a mail that arrives twice can be seen to be
// one mail.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace etsyorder::mime {

class MessageId {
public:
    static constexpr std::size_t kMostBytes = 250;

    // "outbox-17.3f9a@shop.example", with or without angle brackets: two dot-atoms of ASCII around
    // an "@". Empty: not that.
    [[nodiscard]] static std::optional<MessageId> parse(std::string_view text);

    [[nodiscard]] const std::string& text() const { return text_; } // without angle brackets

    friend bool operator==(const MessageId&, const MessageId&) = default;

private:
    explicit MessageId(std::string text) : text_(std::move(text)) {}

    std::string text_;
};

} // namespace etsyorder::mime
