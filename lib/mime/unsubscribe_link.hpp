// SPDX-License-Identifier: MIT
// UnsubscribeLink: the address that a mailbox posts to when its owner presses "unsubscribe" (RFC
// 8058). Whoever has the link can unsubscribe with it, so it should hold a random word and must not
// act when it is merely opened.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace etsyorder::mime {

class UnsubscribeLink {
public:
    static constexpr std::size_t kMostBytes =
        900; // it is one word, and a line has 998 bytes at most

    // "https://HOST/...": RFC 8058 asks for https. Visible ASCII, without "<", ">", "," and quotes,
    // which have a meaning within the header. Empty: not that.
    [[nodiscard]] static std::optional<UnsubscribeLink> parse(std::string_view text);

    [[nodiscard]] const std::string& url() const { return url_; }

    friend bool operator==(const UnsubscribeLink&, const UnsubscribeLink&) = default;

private:
    explicit UnsubscribeLink(std::string url) : url_(std::move(url)) {}

    std::string url_;
};

} // namespace etsyorder::mime
