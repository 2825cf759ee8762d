// SPDX-License-Identifier: MIT
#include "templates/html_words.hpp"

#include "base/ascii.hpp"
#include "base/html_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace etsyorder::templates {
namespace {

constexpr std::string_view kBlocks[] = {"p",
                                        "div",
                                        "ul",
                                        "ol",
                                        "table",
                                        "blockquote",
                                        "h1",
                                        "h2",
                                        "h3",
                                        "h4",
                                        "h5",
                                        "h6",
                                        "section",
                                        "article"};
constexpr std::string_view kLines[] = {"br", "li", "tr", "hr", "html", "body", "head"};
constexpr std::string_view kInline[] = {
    "a",      "b",     "i",    "u",   "s",    "strong", "em",  "span",  "font",
    "img",    "small", "sub",  "sup", "code", "td",     "th",  "tbody", "thead",
    "strike", "del",   "mark", "pre", "meta", "label",  "o:p", "wbr"};

template <std::size_t N>
bool is_one_of(std::string_view name, const std::string_view (&names)[N]) {
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

struct Tag {
    std::string name; // small letters; empty: this is no tag of HTML
    bool end = false;
    std::string_view inside; // behind the name
    std::size_t length = 0;  // with < and >
};

bool begins_like_a_tag(std::string_view name) {
    const char first = name.empty() ? ' ' : name.front(); // "3" of "2 <3>" does not
    return (first >= 'a' && first <= 'z') || first == '!' || first == '?';
}

Tag tag_at(std::string_view text, OtherTags others) {
    if (text.starts_with("<!--")) {
        const auto end = text.find("-->", 4);
        return {"!--", false, {}, end == std::string_view::npos ? text.size() : end + 3};
    }
    Tag tag;
    std::size_t at = 1;
    if (at < text.size() && text[at] == '/') {
        tag.end = true;
        ++at;
    }
    const auto end = text.find_first_of("<>", at); // not further: a text may be all "<"
    if (end == std::string_view::npos || text[end] == '<') {
        return {};
    }
    const auto all = text.substr(at, end - at);
    auto name = base::ascii_lower(std::string(all.substr(0, all.find_first_of(" \t\r\n/"))));
    const bool known = name == "script" || name == "style" || is_one_of(name, kBlocks) ||
                       is_one_of(name, kLines) || is_one_of(name, kInline);
    if (!known && (others == OtherTags::are_text || !begins_like_a_tag(name))) {
        return {};
    }
    tag.inside = all.substr(name.size());
    tag.name = std::move(name);
    tag.length = end + 1;
    return tag;
}

std::string address_in(std::string_view inside) {
    const auto at = base::ascii_lower(std::string(inside)).find("href=");
    if (at == std::string::npos) {
        return {};
    }
    auto value = inside.substr(at + 5);
    if (value.empty()) {
        return {};
    }
    const bool quoted = value.front() == '"' || value.front() == '\'';
    value = quoted ? value.substr(1, value.find(value.front(), 1) - 1)
                   : value.substr(0, value.find_first_of(" \t"));
    return std::string(value);
}

class HtmlReader {
public:
    // Without a tag that breaks lines, those of the text are meant.
    HtmlReader(std::string_view html, OtherTags others, bool breaks_count)
        : html_(html), others_(others), breaks_count_(breaks_count) {}

    std::string read() {
        while (!html_.empty()) {
            const auto tag = html_.front() == '<' ? tag_at(html_, others_) : Tag{};
            if (tag.length == 0) {
                take(html_.front());
                html_.remove_prefix(1);
                continue;
            }
            html_.remove_prefix(tag.length);
            use(tag);
        }
        return std::move(out_);
    }

private:
    void take(char c) {
        const bool space = c == ' ' || c == '\t' || (c == '\n' && !breaks_count_);
        if (!space) {
            out_ += c;
        } else if (!out_.empty() && out_.back() != '\n' && out_.back() != ' ') {
            out_ += ' ';
        }
    }

    void use(const Tag& tag) {
        if (tag.name == "script" || tag.name == "style" || tag.name == "title") {
            html_.remove_prefix(tag.end ? 0 : end_of(tag.name));
        } else if (tag.name == "br") {
            line_break();
        } else if (tag.name == "li") {
            new_line();
            out_ += tag.end ? "" : "- ";
        } else if (is_one_of(tag.name, kLines)) {
            new_line();
        } else if (is_one_of(tag.name, kBlocks)) {
            new_line();
            if (tag.name == "p" && tag.end) {
                out_ += '\n';
            }
        } else if (tag.name == "a") {
            link(tag);
        } else if (tag.name == "td" && tag.end) {
            take(' ');
        }
    }

    // Where what is no text ends; without an end all of the rest is none.
    [[nodiscard]] std::size_t end_of(const std::string& name) const {
        for (auto at = html_.find("</"); at != std::string_view::npos;
             at = html_.find("</", at + 2)) {
            if (base::ascii_lower(std::string(html_.substr(at + 2, name.size()))) == name) {
                return at;
            }
        }
        return html_.size();
    }

    void link(const Tag& tag) {
        if (!tag.end) {
            address_ = address_in(tag.inside);
            address_at_ = out_.size();
        } else if (!address_.empty()) {
            const auto words = std::string_view(out_).substr(std::min(address_at_, out_.size()));
            if (words != address_ && !address_.starts_with("mailto:")) {
                out_ += " (" + address_ + ")";
            }
            address_.clear();
        }
    }

    void line_break() {
        while (out_.ends_with(' ')) {
            out_.pop_back();
        }
        out_ += '\n';
    }
    void new_line() {
        if (!out_.empty() && !out_.ends_with('\n')) {
            line_break();
        }
    }

    std::string_view html_;
    OtherTags others_;
    bool breaks_count_;
    std::string out_;
    std::string address_;
    std::size_t address_at_ = 0;
};

// What base::decode_html() leaves, of those that people write by hand.
constexpr std::array<std::pair<std::string_view, std::string_view>, 44> kNamed{{
    {"Auml", "Ä"},   {"Ouml", "Ö"},   {"Uuml", "Ü"},   {"agrave", "à"}, {"acirc", "â"},
    {"aring", "å"},  {"auml", "ä"},   {"ouml", "ö"},   {"uuml", "ü"},   {"szlig", "ß"},
    {"aacute", "á"}, {"atilde", "ã"}, {"aelig", "æ"},  {"ccedil", "ç"}, {"egrave", "è"},
    {"eacute", "é"}, {"ecirc", "ê"},  {"iacute", "í"}, {"ntilde", "ñ"}, {"oacute", "ó"},
    {"ocirc", "ô"},  {"oslash", "ø"}, {"uacute", "ú"}, {"ugrave", "ù"}, {"euro", "€"},
    {"pound", "£"},  {"yen", "¥"},    {"cent", "¢"},   {"copy", "©"},   {"reg", "®"},
    {"trade", "™"},  {"deg", "°"},    {"ndash", "–"},  {"mdash", "—"},  {"hellip", "…"},
    {"bull", "•"},   {"middot", "·"}, {"times", "×"},  {"lsquo", "‘"},  {"rsquo", "’"},
    {"ldquo", "“"},  {"rdquo", "”"},  {"bdquo", "„"},  {"hearts", "♥"},
}};

std::string with_named(std::string_view text) {
    constexpr std::size_t kLongest = 8;
    std::string out;
    while (!text.empty()) {
        const auto at = std::min(text.find('&'), text.size());
        out += text.substr(0, at);
        text.remove_prefix(at);
        const auto end = text.substr(0, kLongest + 1).find(';');
        const auto name =
            text.empty() || end == std::string_view::npos ? "" : text.substr(1, end - 1);
        const auto known = std::find_if(
            kNamed.begin(), kNamed.end(), [&](const auto& one) { return one.first == name; });
        if (known != kNamed.end()) {
            out += known->second;
            text.remove_prefix(end + 1);
        } else if (!text.empty()) {
            out += '&';
            text.remove_prefix(1);
        }
    }
    return out;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
    std::string out; // in place each one would move all that follows
    std::size_t done = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, done)) {
        out.append(text, done, at - done).append(with);
        done = at + what.size();
    }
    text = out.append(text, done);
}

} // namespace

TagsFound tags_in_html(std::string_view text, OtherTags others) {
    TagsFound found;
    for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at)) {
        const auto tag = tag_at(text.substr(at), others);
        at += std::max<std::size_t>(tag.length, 1); // a comment without an end is looked at once
        found.any = found.any || tag.length > 0;
        const bool lines = is_one_of(tag.name, kBlocks) || is_one_of(tag.name, kLines);
        found.breaks_lines = found.breaks_lines || (tag.length > 0 && lines);
    }
    return found;
}

std::string without_tags(std::string_view html, OtherTags others) {
    return HtmlReader(html, others, !tags_in_html(html, others).breaks_lines).read();
}

std::string decoded_references(std::string_view text) {
    auto decoded = base::decode_html(with_named(text));
    replace_all(decoded, "\xC2\xA0", " ");
    return decoded;
}

std::string tidied_lines(std::string_view text) {
    std::string out;
    std::size_t empty = 0;
    while (!text.empty()) {
        const auto end = text.find('\n');
        auto line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) {
            line.remove_suffix(1);
        }
        if (line.empty()) {
            ++empty;
            continue;
        }
        out.append(out.empty() ? 0 : empty, '\n');
        empty = 0;
        out += line;
        out += '\n';
    }
    return out;
}

std::string words_of_html(std::string_view html) {
    return tidied_lines(decoded_references(without_tags(html, OtherTags::go)));
}

} // namespace etsyorder::templates
