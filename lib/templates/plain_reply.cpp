// SPDX-License-Identifier: MIT
#include "templates/plain_reply.hpp"

#include "base/ascii.hpp"
#include "base/html_text.hpp"

#include <algorithm>

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
    if (name != "script" && name != "style" && !is_one_of(name, kBlocks) &&
        !is_one_of(name, kLines) && !is_one_of(name, kInline)) {
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
        if (tag.name == "script" || tag.name == "style") {
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
    bool breaks_count_;
    std::string out_;
    std::string address_;
    std::size_t address_at_ = 0;
};

std::string tidied(std::string_view text) {
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

std::string with_plain_line_ends(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            out += text[i];
        } else if (i + 1 == text.size() || text[i + 1] != '\n') {
            out += '\n';
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

std::string plain_reply(std::string_view body) {
    auto text = with_plain_line_ends(body);
    bool any = false;
    bool breaks = false;
    for (auto at = text.find('<'); at != std::string::npos; at = text.find('<', at + 1)) {
        const auto tag = tag_at(std::string_view(text).substr(at));
        any = any || tag.length > 0;
        breaks = breaks || (tag.length > 0 && !is_one_of(tag.name, kInline));
    }
    if (any) {
        text = HtmlReader(text, !breaks).read();
    }
    const auto has = [&](std::string_view what) { return text.find(what) != std::string::npos; };
    if (any || has("&amp;") || has("&nbsp;") || has("&lt;") || has("&gt;") || has("&quot;") ||
        has("&#39;")) {
        text = base::decode_html(text);
        replace_all(text, "\xC2\xA0", " ");
    }
    return tidied(text);
}

} // namespace etsyorder::templates
