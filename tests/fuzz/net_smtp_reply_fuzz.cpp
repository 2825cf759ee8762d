// SPDX-License-Identifier: MIT
// Any bytes as what a mail server says, in pieces of any size: the reader comes to an end, and what
// people are told of it is one bounded line without the hidden word.
#include "base/invisible.hpp"
#include "base/utf8.hpp"
#include "net/smtp_reply.hpp"
#include "net/smtp_text.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace etsyorder;

namespace {

void require(bool promise) {
    if (!promise) {
        std::abort();
    }
}

void check_reply(const net::RawReply& reply) {
    require(reply.code >= 200 && reply.code < 600 && !reply.lines.empty());
    require(reply.lines.size() <= net::ReplyReader::kMostLines);
    const auto told = net::told(reply, {{"secret", "(hidden)"}});
    require(told.text.size() < 504 && told.text.find("secret") == std::string::npos);
    for (std::size_t at = 0; at < told.text.size();) {
        require(!base::is_control(base::next_character(told.text, at)));
    }
}

// The text ends nowhere before its end, however lenient the server reads it.
void check_text(std::string_view mail) {
    const auto text = net::text_for_the_wire(mail);
    require(text.empty() || text.ends_with("\r\n"));
    require(text.find('\0') == std::string::npos);
    for (std::size_t at = 0; at < text.size(); ++at) {
        require(text[at] != '\r' || (at + 1 < text.size() && text[at + 1] == '\n'));
        require(text[at] != '\n' || (at > 0 && text[at - 1] == '\r'));
        const bool line_begins = at == 0 || text[at - 1] == '\n';
        require(!line_begins || text[at] != '.' || text[at + 1] == '.');
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view all(reinterpret_cast<const char*>(data), size);
    net::ReplyReader reader;
    const std::size_t step = size > 0 ? 1U + data[0] % 64U : 1U;
    for (std::size_t at = 0; at < size && !reader.broken(); at += step) {
        reader.add(all.substr(at, step));
        while (const auto reply = reader.next()) {
            check_reply(*reply);
        }
    }
    check_text(all);
    return 0;
}
