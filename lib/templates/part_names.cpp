// SPDX-License-Identifier: MIT
#include "templates/part_names.hpp"

#include "liquid/characters.hpp"

namespace etsyorder::templates {
namespace {

std::string_view take_word(std::string_view& text) {
    std::size_t length = 0;
    while (length < text.size() && (liquid::is_word(text[length]) || text[length] == '#')) {
        ++length;
    }
    const auto word = text.substr(0, length);
    text.remove_prefix(length);
    return word;
}

class Scanner {
public:
    explicit Scanner(std::string_view content) : content_(content) {}

    std::vector<PartName> scan() {
        std::size_t at = 0;
        while ((at = content_.find('{', at)) != std::string_view::npos) {
            const auto rest = content_.substr(at);
            if (rest.starts_with("{%")) {
                const auto end = content_.find("%}", at + 2);
                if (end == std::string_view::npos) {
                    break;
                }
                at = behind_tag(content_.substr(at + 2, end - at - 2), end + 2);
            } else if (rest.starts_with("{{")) {
                const auto end = content_.find("}}", at + 2);
                at = end == std::string_view::npos ? at + 2 : end + 2;
            } else {
                ++at;
            }
        }
        return std::move(found_);
    }

private:
    // Where the text goes on that is to be looked at.
    std::size_t behind_tag(std::string_view markup, std::size_t behind) {
        const auto word = tag_word(markup);
        if (word == "raw") {
            return behind_end(behind, "raw", "endraw");
        }
        if (word == "comment") {
            return behind_end(behind, "comment", "endcomment");
        }
        if (word == "liquid") {
            lines(markup);
        } else {
            named(word, markup);
        }
        return behind;
    }

    static std::string_view tag_word(std::string_view& markup) {
        if (markup.starts_with('-')) {
            markup.remove_prefix(1);
        }
        markup = liquid::strip_left(markup);
        return take_word(markup);
    }

    [[nodiscard]] std::size_t
    behind_end(std::size_t at, std::string_view begin, std::string_view end) const {
        for (int depth = 1; depth > 0;) {
            const auto tag = content_.find("{%", at);
            const auto close = tag == std::string_view::npos ? tag : content_.find("%}", tag + 2);
            if (close == std::string_view::npos) {
                return content_.size();
            }
            auto markup = content_.substr(tag + 2, close - tag - 2);
            const auto word = tag_word(markup);
            depth += word == end ? -1 : word == begin && begin == "comment" ? 1 : 0;
            at = word == end || begin == "comment" ? close + 2 : tag + 2;
        }
        return at;
    }

    void lines(std::string_view markup) { // of {% liquid %}
        bool comment = false;
        while (!markup.empty()) {
            const auto end = markup.find('\n');
            auto line = markup.substr(0, end);
            markup.remove_prefix(end == std::string_view::npos ? markup.size() : end + 1);
            line = liquid::strip_left(line);
            const auto word = take_word(line);
            comment = word == "comment" || (comment && word != "endcomment");
            if (!comment) {
                named(word, line);
            }
        }
    }

    void named(std::string_view word, std::string_view rest) {
        if (word != "render" && word != "include") {
            return;
        }
        rest = liquid::strip_left(rest);
        if (rest.starts_with('\\')) { // of a subject in the quotation marks of YAML
            rest.remove_prefix(1);
        }
        if (rest.empty() || (rest.front() != '"' && rest.front() != '\'')) {
            return;
        }
        const char quote = rest.front();
        rest.remove_prefix(1);
        auto name = rest.substr(0, rest.find(quote));
        if (name.size() == rest.size()) {
            return;
        }
        if (name.ends_with('\\')) {
            name.remove_suffix(1);
        }
        found_.push_back({static_cast<std::size_t>(name.data() - content_.data()), name});
    }

    std::string_view content_;
    std::vector<PartName> found_;
};

} // namespace

std::vector<PartName> part_names(std::string_view content) {
    return Scanner(content).scan();
}

std::string with_part_renamed(std::string_view content, const PartRename& rename) {
    std::string out;
    std::size_t at = 0;
    for (const auto& part : part_names(content)) {
        if (part.name == rename.before) {
            out += content.substr(at, part.at - at);
            out += rename.after;
            at = part.at + part.name.size();
        }
    }
    return out.append(content.substr(at));
}

} // namespace etsyorder::templates
