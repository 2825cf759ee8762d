// SPDX-License-Identifier: MIT
#include "net/hidden_words.hpp"

#include <algorithm>
#include <cstdint>

namespace etsyorder::net {
namespace {

// Words as short as these are part of others.
constexpr std::size_t kFewestBytes = 4;

// RFC 4648, 4: how sign-ins travel.
std::string base64(std::string_view text) {
    constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += 3) {
        const auto count = std::min<std::size_t>(3, text.size() - at);
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            bits = bits << 8U | (i < count ? static_cast<std::uint8_t>(text[at + i]) : 0U);
        }
        for (std::size_t i = 0; i < 4; ++i) {
            out += i <= count ? kDigits[bits >> (18U - 6U * i) & 0x3fU] : '=';
        }
    }
    return out;
}

} // namespace

HiddenWords::HiddenWords(const SmtpServer& server) {
    const auto& password = server.password.reveal();
    if (!server.user.empty()) {
        const std::string zero(1, '\0');
        words_.emplace_back(base64(zero + server.user + zero + password), "(sign-in)");
        words_.emplace_back(base64(password), "(password)");
        words_.emplace_back(base64(server.user), "(user)");
        words_.emplace_back(password, "(password)");
        words_.emplace_back(server.user, "(user)");
    }
    std::erase_if(words_, [](const auto& word) { return word.first.size() < kFewestBytes; });
    of_server_ = words_.size();
}

void HiddenWords::add(const MailEnvelope& envelope) {
    words_.emplace_back(envelope.to.reveal(), "(address)");
    words_.emplace_back(envelope.from.reveal(), "(address)");
}

ServerReply HiddenWords::told(const RawReply& reply) const {
    std::vector<HiddenWord> list;
    for (const auto& [word, instead] : words_) {
        list.push_back({word, instead});
    }
    return net::told(reply, list);
}

} // namespace etsyorder::net
