// SPDX-License-Identifier: MIT
#include "mime/message_id.hpp"

#include <algorithm>

namespace etsyorder::mime {
namespace {

bool is_atom_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

// RFC 5322, 3.2.3: atoms with single dots between them.
bool is_dot_atom(std::string_view text) {
    return !text.empty() && text.front() != '.' && text.back() != '.' &&
           text.find("..") == std::string_view::npos &&
           std::ranges::all_of(text, [](char c) { return c == '.' || is_atom_character(c); });
}

} // namespace

std::optional<MessageId> MessageId::parse(std::string_view text) {
    if (text.starts_with('<') && text.ends_with('>') && text.size() >= 2) {
        text = text.substr(1, text.size() - 2);
    }
    const auto at = text.find('@');
    if (text.size() > kMostBytes || at == std::string_view::npos ||
        !is_dot_atom(text.substr(0, at)) || !is_dot_atom(text.substr(at + 1))) {
        return std::nullopt;
    }
    return MessageId(std::string(text));
}

} // namespace etsyorder::mime
