// SPDX-License-Identifier: MIT
#include "templates/html_words.hpp"

#include "base/ascii.hpp"
#include "base/html_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace etsyorder::templates {
namespace {

constexpr std::string_view kBlocks[] = {
    "p",  "div",     "ul",      "ol",     "table",  "blockquote", "h1",  "h2", "h3",  "h4",    "h5",
    "h6", "section", "article", "header", "footer", "main",       "nav", "dl", "pre", "figure"};
constexpr std::string_view kLines[] = {
    "br", "li", "tr", "hr", "html", "body", "head", "dt", "dd", "figcaption"};
constexpr std::string_view kInline[] = {
    "a",      "abbr",     "acronym",  "audio", "b",        "bdi",      "bdo",   "big",
    "canvas", "center",   "cite",     "col",   "colgroup", "del",      "dfn",   "em",
    "embed",  "fieldset", "font",     "i",     "iframe",   "img",      "ins",   "kbd",
    "mark",   "meta",     "noscript", "o:p",   "optgroup", "picture",  "q",     "s",
    "samp",   "script",   "small",    "span",  "strike",   "strong",   "style", "sub",
    "sup",    "svg",      "tbody",    "td",    "textarea", "tfoot",    "th",    "thead",
    "tt",     "u",        "var",      "video", "wbr",      "!doctype", "?xml"};
// Words that sellers put between < and >, too: a tag where it has attributes or an end.
constexpr std::string_view kAlsoWords[] = {
    "address", "base",   "button", "caption", "code",     "data",   "details", "form",
    "input",   "label",  "legend", "link",    "map",      "object", "option",  "output",
    "param",   "select", "source", "summary", "template", "time",   "title",   "track"};

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

// `behind`: the text behind the tag. An end is looked for near it: a text may be all "<time>".
bool is_meant_as_tag(const Tag& tag, std::string_view behind) {
    constexpr std::size_t kNear = 1000; // bytes
    return tag.end || tag.inside.find('=') != std::string_view::npos ||
           base::ascii_lower(std::string(behind.substr(0, kNear))).find("</" + tag.name) !=
               std::string::npos;
}

Tag tag_at(std::string_view text) {
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
    tag.inside = all.substr(name.size());
    tag.name = std::move(name);
    tag.length = end + 1;
    const bool known =
        is_one_of(tag.name, kBlocks) || is_one_of(tag.name, kLines) ||
        is_one_of(tag.name, kInline) ||
        (is_one_of(tag.name, kAlsoWords) && is_meant_as_tag(tag, text.substr(tag.length)));
    return known ? tag : Tag{};
}

std::string address_in(std::string_view inside) {
    constexpr std::string_view kBlank = " \t\r\n";
    const auto small = base::ascii_lower(std::string(inside));
    auto at = small.find("href");
    while (at != std::string::npos && at > 0 && kBlank.find(small[at - 1]) == std::string::npos) {
        at = small.find("href", at + 1); // of "data-href"
    }
    if (at == std::string::npos) {
        return {};
    }
    auto value = inside.substr(at + 4);
    const auto sign = value.find_first_not_of(kBlank);
    if (sign == std::string_view::npos || value[sign] != '=') {
        return {};
    }
    value.remove_prefix(sign + 1);
    value.remove_prefix(std::min(value.find_first_not_of(kBlank), value.size()));
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
    HtmlReader(std::string_view html, bool breaks_count)
        : html_(html), breaks_count_(breaks_count) {}

    std::string read() {
        while (!html_.empty()) {
            const auto tag = html_.front() == '<' ? tag_at(html_) : Tag{};
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
        } else if (tag.name == "td" || tag.name == "th") {
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
            const bool has_words = words.find_first_not_of(" \n") != std::string_view::npos;
            if (!has_words) {
                out_ += address_; // of a picture
            } else if (words != address_ && !address_.starts_with("mailto:")) {
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
    bool breaks_count_;
    std::string out_;
    std::string address_;
    std::size_t address_at_ = 0;
};

// What base::decode_html() leaves, of those that people write by hand.
constexpr std::array<std::pair<std::string_view, std::string_view>, 62> kNamed{{
    {"Auml", "Ä"},   {"Ouml", "Ö"},   {"Uuml", "Ü"},   {"agrave", "à"}, {"acirc", "â"},
    {"aring", "å"},  {"auml", "ä"},   {"ouml", "ö"},   {"uuml", "ü"},   {"szlig", "ß"},
    {"aacute", "á"}, {"atilde", "ã"}, {"aelig", "æ"},  {"ccedil", "ç"}, {"egrave", "è"},
    {"eacute", "é"}, {"ecirc", "ê"},  {"iacute", "í"}, {"ntilde", "ñ"}, {"oacute", "ó"},
    {"ocirc", "ô"},  {"oslash", "ø"}, {"uacute", "ú"}, {"ugrave", "ù"}, {"euro", "€"},
    {"pound", "£"},  {"yen", "¥"},    {"cent", "¢"},   {"copy", "©"},   {"reg", "®"},
    {"trade", "™"},  {"deg", "°"},    {"ndash", "–"},  {"mdash", "—"},  {"hellip", "…"},
    {"bull", "•"},   {"middot", "·"}, {"times", "×"},  {"lsquo", "‘"},  {"rsquo", "’"},
    {"ldquo", "“"},  {"rdquo", "”"},  {"bdquo", "„"},  {"hearts", "♥"}, {"Agrave", "À"},
    {"Aacute", "Á"}, {"Acirc", "Â"},  {"Ccedil", "Ç"}, {"Egrave", "È"}, {"Eacute", "É"},
    {"Ecirc", "Ê"},  {"Ntilde", "Ñ"}, {"Oslash", "Ø"}, {"Aring", "Å"},  {"AElig", "Æ"},
    {"euml", "ë"},   {"iuml", "ï"},   {"laquo", "«"},  {"raquo", "»"},  {"frac12", "½"},
    {"sect", "§"},   {"shy", ""},
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

TagsFound tags_in_html(std::string_view text) {
    TagsFound found;
    for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at)) {
        const auto tag = tag_at(text.substr(at));
        at += std::max<std::size_t>(tag.length, 1); // a comment without an end is looked at once
        found.any = found.any || tag.length > 0;
        const bool lines = is_one_of(tag.name, kBlocks) || is_one_of(tag.name, kLines);
        found.breaks_lines = found.breaks_lines || (tag.length > 0 && lines);
    }
    return found;
}

std::string without_tags(std::string_view html) {
    return HtmlReader(html, !tags_in_html(html).breaks_lines).read();
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
    auto words = without_tags(html);
    for (const std::string_view blank : {"\xC2\xA0", "&nbsp;", "&#160;", "&#xa0;", "&#xA0;"}) {
        replace_all(words, blank, " "); // but not that of a value, "&#0160;"
    }
    return base::decode_html(with_named(tidied_lines(words)));
}

} // namespace etsyorder::templates
