// SPDX-License-Identifier: MIT
#include "mime/outgoing_mail.hpp"

#include "mime/clean_text.hpp"
#include "mime/gmime_library.hpp"
#include "mime/header_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <new>
#include <string_view>
#include <utility>

namespace etsyorder::mime {
namespace {

constexpr std::size_t kMostNameCharacters = 128;
constexpr std::size_t kMostSubjectCharacters = 500;
constexpr std::size_t kMostReferences = 20;
constexpr std::size_t kPlainLineBytes = 78; // RFC 5322, 2.1.1

std::string in_brackets(std::string_view text) {
    return fmt::format("<{}>", text);
}

// "=_" is in no line of quoted-printable or base64, and plain lines that begin like a boundary are
// not sent plain: a text cannot hold the boundary, whatever it knows.
std::string boundary(const MessageId& id, char level) {
    std::uint64_t hash = 0xcbf29ce484222325; // FNV-1a
    for (const char c : id.text()) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    }
    return fmt::format("=_{:016x}{}", hash, level);
}

// Would servers leave these lines alone, unencoded?
bool is_plain_line(std::string_view line) {
    return line.size() <= kPlainLineBytes && !line.starts_with("--") && !line.ends_with(' ') &&
           !line.ends_with('\t') &&
           std::ranges::all_of(line, [](char c) { return c == '\t' || (c >= ' ' && c < 0x7f); });
}

GMimeContentEncoding encoding_of(std::string_view text) {
    const auto wide =
        std::ranges::count_if(text, [](char c) { return static_cast<signed char>(c) < 0; });
    if (static_cast<std::size_t>(wide) > text.size() / 3) {
        return GMIME_CONTENT_ENCODING_BASE64; // mostly not Latin: less than half as long
    }
    for (auto rest = text;;) {
        const auto end = rest.find('\n');
        if (!is_plain_line(rest.substr(0, end))) {
            return GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
        }
        if (end == std::string_view::npos) {
            return GMIME_CONTENT_ENCODING_7BIT;
        }
        rest.remove_prefix(end + 1);
    }
}

class PartWriter {
public:
    Owned<GMimeObject> part(const std::string& type,
                            const std::string& subtype,
                            const std::string& bytes,
                            GMimeContentEncoding encoding) const {
        Owned<GMimePart> made(gmime_.part_new_with_type(type.c_str(), subtype.c_str()));
        const Owned<GMimeStream> stream(
            gmime_.stream_mem_new_with_buffer(bytes.data(), bytes.size()));
        const Owned<GMimeDataWrapper> content(
            gmime_.data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
        gmime_.part_set_content(made.get(), content.get());
        gmime_.part_set_content_encoding(made.get(), encoding);
        return Owned<GMimeObject>(as<GMimeObject>(made.release()));
    }

    Owned<GMimeObject> text(const std::string& subtype, std::string_view words) const {
        auto clean = clean_body(words);
        if (!clean.ends_with('\n')) {
            clean += '\n';
        }
        const auto encoding = encoding_of(clean);
        if (encoding == GMIME_CONTENT_ENCODING_BASE64) {
            clean = with_crlf(clean); // what is decoded has the line ends of mails (RFC 2045, 6.8)
        }
        auto made = part("text", subtype, clean, encoding);
        gmime_.set_content_type_parameter(made.get(), "charset", "utf-8");
        return made;
    }

    Owned<GMimeObject> attachment(const Attachment& attachment) const {
        const auto type = clean_media_type(attachment.media_type);
        const auto slash = type.find('/');
        auto made = part(type.substr(0, slash),
                         type.substr(slash + 1),
                         attachment.bytes,
                         GMIME_CONTENT_ENCODING_BASE64);
        const auto name = clean_file_name(attachment.file_name);
        gmime_.set_disposition(made.get(), "attachment");
        gmime_.part_set_filename(as<GMimePart>(made.get()), name.c_str());
        // Left alone, GMime takes whatever character set the name happens to fit.
        in_utf8(gmime_.content_type_parameters(gmime_.content_type(made.get())), "name");
        in_utf8(gmime_.disposition_parameters(gmime_.disposition(made.get())), "filename");
        return made;
    }

    Owned<GMimeObject> together(const char* subtype,
                                const std::string& boundary,
                                std::vector<Owned<GMimeObject>> parts) const {
        Owned<GMimeMultipart> made(gmime_.multipart_new_with_subtype(subtype));
        gmime_.multipart_set_boundary(made.get(), boundary.c_str());
        for (const auto& one : parts) {
            gmime_.multipart_add(made.get(), one.get());
        }
        return Owned<GMimeObject>(as<GMimeObject>(made.release()));
    }

    std::string write(GMimeObject* root) const {
        const std::unique_ptr<GMimeFormatOptions, decltype(gmime_.format_options_free)> options(
            gmime_.format_options_new(), gmime_.format_options_free);
        gmime_.set_newline_format(options.get(), GMIME_NEWLINE_FORMAT_DOS);
        const std::unique_ptr<char, decltype(gmime_.free)> text(
            gmime_.to_string(root, options.get()), gmime_.free);
        if (!text) {
            throw std::bad_alloc();
        }
        return text.get();
    }

private:
    void in_utf8(GMimeParamList* parameters, const char* name) const {
        gmime_.param_set_charset(gmime_.param_list_get(parameters, name), "utf-8");
    }

    static std::string with_crlf(std::string_view text) {
        std::string out;
        for (const char c : text) {
            out += c == '\n' ? "\r" : "";
            out += c;
        }
        return out;
    }

    const GmimeLibrary& gmime_ = GmimeLibrary::get();
};

// Content-Type and all that follows.
std::string body(const OutgoingMail& mail) {
    const PartWriter writer;
    auto root = writer.text("plain", mail.text);
    if (mail.html) {
        std::vector<Owned<GMimeObject>> both;
        both.push_back(std::move(root));
        both.push_back(writer.text("html", *mail.html)); // the last is the best (RFC 2046, 5.1.4)
        root = writer.together("alternative", boundary(mail.message_id, 'a'), std::move(both));
    }
    if (!mail.attachments.empty()) {
        std::vector<Owned<GMimeObject>> all;
        all.push_back(std::move(root));
        for (const auto& attachment : mail.attachments) {
            all.push_back(writer.attachment(attachment));
        }
        root = writer.together("mixed", boundary(mail.message_id, 'm'), std::move(all));
    }
    return writer.write(root.get());
}

void add_mailbox(HeaderLines& lines, std::string_view name, const Mailbox& mailbox) {
    lines.add_mailbox(name, clean_line(mailbox.name, kMostNameCharacters), mailbox.address);
}

std::vector<std::string> references(const OutgoingMail& mail) {
    std::vector<std::string> words;
    const auto& all = mail.references;
    const auto skipped = all.size() > kMostReferences ? all.size() - kMostReferences : 0;
    for (std::size_t at = 0; at < all.size(); ++at) {
        if (at == 0 || at > skipped) {
            words.push_back(in_brackets(all[at].text()));
        }
    }
    return words;
}

std::string header(const OutgoingMail& mail) {
    HeaderLines lines;
    lines.add_date("Date", mail.date);
    add_mailbox(lines, "From", mail.from);
    if (mail.reply_to) {
        add_mailbox(lines, "Reply-To", *mail.reply_to);
    }
    add_mailbox(lines, "To", mail.to);
    lines.add("Message-ID", in_brackets(mail.message_id.text()));
    if (mail.in_reply_to) {
        lines.add("In-Reply-To", in_brackets(mail.in_reply_to->text()));
    }
    if (!mail.references.empty()) {
        lines.add("References", references(mail));
    }
    lines.add_text("Subject", clean_line(mail.subject, kMostSubjectCharacters));
    if (mail.auto_submitted != AutoSubmitted::no) {
        lines.add("Auto-Submitted",
                  mail.auto_submitted == AutoSubmitted::generated ? "auto-generated"
                                                                  : "auto-replied");
    }
    if (mail.unsubscribe) {
        lines.add("List-Unsubscribe", in_brackets(mail.unsubscribe->url()));
        lines.add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    lines.add("MIME-Version", "1.0");
    return lines.take();
}

} // namespace

std::string write_mail(const OutgoingMail& mail) {
    return header(mail) + body(mail);
}

} // namespace etsyorder::mime
