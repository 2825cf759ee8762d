// SPDX-License-Identifier: MIT
// Any bytes as the texts of a mail: what is written has the header lines of every other such mail,
// its parts, and no line that a server would not take.
#include "mime/outgoing_mail.hpp"

#include <algorithm>
#include <array>
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

struct Counts {
    std::size_t header_lines = 0; // of the mail itself
    std::size_t boundaries = 0;
};

Counts check(std::string_view mail) {
    Counts counts;
    bool in_header = true;
    while (!mail.empty()) {
        const auto end = mail.find("\r\n");
        require(end != std::string_view::npos && end <= 998);
        const auto line = mail.substr(0, end);
        require(
            std::ranges::all_of(line, [](char c) { return c == '\t' || (c >= ' ' && c < 0x7f); }));
        in_header = in_header && !line.empty();
        counts.header_lines +=
            in_header && !line.starts_with(' ') && !line.starts_with('\t') ? 1U : 0U;
        counts.boundaries += line.starts_with("--=_") ? 1U : 0U;
        mail.remove_prefix(end + 2);
    }
    return counts;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    std::array<std::string, 7> texts;
    for (auto& text : texts) {
        const auto end = std::min(rest.find('\x1e'), rest.size());
        text = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    const auto shop = base::EmailAddress::parse("shop@oak.example");
    const auto id = mime::MessageId::parse("outbox-17@oak.example");
    const auto given = mime::MessageId::parse(texts[6]);
    const auto link = mime::UnsubscribeLink::parse(texts[6]);
    const mime::OutgoingMail mail{.from = {texts[0], *shop},
                                  .to = {texts[1], *shop},
                                  .subject = texts[2],
                                  .text = texts[3],
                                  .html = texts[4],
                                  .attachments = {{texts[5], texts[6], texts[3]}},
                                  .message_id = *id,
                                  .date = base::Instant{},
                                  .in_reply_to = given,
                                  .unsubscribe = link};
    const auto written = mime::write_mail(mail);
    const auto counts = check(written);
    require(counts.header_lines == 7U + (given ? 1U : 0U) + (link ? 2U : 0U));
    require(counts.boundaries == 6); // two parts each, and the ends
    require(written == mime::write_mail(mail));
    return 0;
}
