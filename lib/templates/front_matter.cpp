// SPDX-License-Identifier: MIT
#include "templates/front_matter.hpp"

#include "base/nearest.hpp"
#include "config/yaml_documents.hpp"
#include "liquid/characters.hpp"
#include "templates/fact_roots.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <yaml-cpp/yaml.h>

namespace etsyorder::templates {
namespace {

using liquid::Problem;

constexpr std::string_view kFence = "---";
constexpr std::size_t kMostValues = 100;    // of one list
constexpr std::size_t kLongestValue = 1000; // bytes

const std::vector<std::string> kKeys{"about",
                                     "subject",
                                     "audience",
                                     "channels",
                                     "tags",
                                     "questions",
                                     "applies",
                                     "ask",
                                     "attach",
                                     "format"};
const std::vector<std::string> kChannels{"message", "email", "portal", "note"};
const std::vector<std::string> kTypes{"text", "date", "number", "money"};

struct Line {
    std::string_view text; // without its end
    std::size_t next = 0;  // where the next one begins
};

Line line_at(std::string_view content, std::size_t at) {
    const auto end = content.find('\n', at);
    auto text = content.substr(at, end == std::string_view::npos ? end : end - at);
    if (text.ends_with('\r')) {
        text.remove_suffix(1);
    }
    return {text, end == std::string_view::npos ? content.size() : end + 1};
}

bool is_fence(std::string_view line) {
    return line.starts_with(kFence) &&
           line.find_first_not_of(" \t", kFence.size()) == std::string_view::npos;
}

// What fits a screen of it, without what would move its cursor.
std::string shown(std::string_view line) {
    constexpr std::size_t kScreen = 76; // characters
    std::string text(line.substr(0, liquid::byte_of_character(line, kScreen)));
    for (char& c : text) {
        c = static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    }
    return text;
}

// Where something is wrong, thrown within this file only.
struct Wrong {
    YAML::Mark mark;
    std::string what;
    std::string hint;
};

[[noreturn]] void refuse(const YAML::Node& node, std::string what, std::string hint = {}) {
    throw Wrong{node.Mark(), std::move(what), std::move(hint)};
}

std::string did_you_mean(const std::string& word, const std::vector<std::string>& known) {
    const auto meant = base::nearest(word, known);
    return meant ? fmt::format("did you mean \"{}\"?", *meant)
                 : fmt::format("known are: {}", fmt::join(known, ", "));
}

void refuse_twice(const YAML::Node& node, const std::string& key, std::vector<std::string>& seen) {
    if (std::ranges::find(seen, key) != seen.end()) {
        refuse(node, fmt::format("\"{}\" is there twice", key));
    }
    seen.push_back(key);
}

std::string one_text(const YAML::Node& node, const std::string& key) {
    if (!node.IsScalar()) {
        refuse(node,
               fmt::format("\"{}\" takes one text", key),
               "a text with {{ or : or # in it stands in quotes");
    }
    auto text = node.Scalar();
    if (text.size() > kLongestValue) {
        refuse(node, fmt::format("\"{}\" is longer than {} bytes", key, kLongestValue));
    }
    return text;
}

std::string
one_of(const YAML::Node& node, const std::string& key, const std::vector<std::string>& known) {
    auto word = one_text(node, key);
    if (std::ranges::find(known, word) == known.end()) {
        refuse(
            node, fmt::format("\"{}\": \"{}\" is not known", key, word), did_you_mean(word, known));
    }
    return word;
}

// One text is a list of one.
std::vector<std::string> texts(const YAML::Node& node, const std::string& key) {
    if (node.IsNull()) {
        return {};
    }
    if (node.IsScalar()) {
        return {one_text(node, key)};
    }
    if (!node.IsSequence() || node.size() > kMostValues) {
        refuse(node, fmt::format("\"{}\" takes a list of up to {} texts", key, kMostValues));
    }
    std::vector<std::string> all;
    for (const auto& one : node) {
        all.push_back(one_text(one, key));
    }
    return all;
}

bool is_variable_name(std::string_view text) {
    const auto letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    return !text.empty() && letter(text.front()) &&
           std::ranges::all_of(text, [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

AskedType type_from(const std::string& word) {
    return word == "date"     ? AskedType::date
           : word == "number" ? AskedType::number
           : word == "money"  ? AskedType::money
                              : AskedType::text;
}

Asked asked_from(const std::string& name, const YAML::Node& node) {
    Asked asked{.name = name, .question = {}, .example = {}};
    if (!node.IsMap()) {
        asked.question = node.IsNull() ? "" : one_text(node, name);
        return asked;
    }
    std::vector<std::string> seen;
    for (const auto& pair : node) {
        const auto key = one_text(pair.first, "ask");
        refuse_twice(pair.first, key, seen);
        if (key == "question") {
            asked.question = one_text(pair.second, key);
        } else if (key == "type") {
            asked.type = type_from(one_of(pair.second, key, kTypes));
        } else if (key == "example") {
            asked.example = one_text(pair.second, key);
        } else {
            refuse(pair.first,
                   fmt::format("there is no key \"{}\"", key),
                   did_you_mean(key, {"question", "type", "example"}));
        }
    }
    return asked;
}

std::vector<Asked> all_asked(const YAML::Node& node) {
    if (node.IsNull()) {
        return {};
    }
    if (!node.IsMap() || node.size() > kMostValues) {
        refuse(node, "\"ask\" takes names with a question each", "reason: \"Why is it late?\"");
    }
    std::vector<Asked> all;
    std::vector<std::string> seen;
    for (const auto& pair : node) {
        const auto name = one_text(pair.first, "ask");
        if (!is_variable_name(name)) {
            refuse(pair.first,
                   fmt::format("\"{}\" is no name of a variable", name),
                   "it has letters, digits and _, and begins with no digit");
        }
        if (is_fact_root(name)) {
            refuse(pair.first, fmt::format("\"{}\" is a fact already", name));
        }
        refuse_twice(pair.first, name, seen);
        all.push_back(asked_from(name, pair.second));
    }
    return all;
}

class Reader {
public:
    Reader(std::string_view content, const std::string& file, std::size_t begins)
        : content_(content), file_(file), begins_(begins) {}

    // `yaml`: what stands between the fences.
    base::Result<FrontMatter, Problem> read(const std::string& yaml) {
        try {
            // To yaml-cpp a line end at the very end would close an open quotation.
            const auto end = yaml.find_last_not_of(" \t\r\n") + 1; // npos + 1 is 0
            const auto text = yaml.substr(0, end);
            if (const auto second = config::second_document(text)) {
                throw Wrong{*second, "the front matter is one document of YAML, not several", {}};
            }
            const YAML::Node root = YAML::Load(text);
            if (root.IsNull()) {
                return FrontMatter{};
            }
            if (!root.IsMap()) {
                refuse(root, "the front matter needs lines of `key: value`");
            }
            std::vector<std::string> seen;
            for (const auto& pair : root) {
                const auto key = one_text(pair.first, "a key");
                refuse_twice(pair.first, key, seen);
                take(key, pair);
            }
            return std::move(front_);
        } catch (const Wrong& wrong) {
            return base::Unexpected<Problem>(problem(wrong.mark, wrong.what, wrong.hint));
        } catch (const YAML::Exception& wrong) {
            return base::Unexpected<Problem>(
                problem(wrong.mark,
                        "the front matter is no YAML: " + wrong.msg,
                        "a text with {{ or : or # in it stands in quotes"));
        }
    }

private:
    template <class Pair>
    void take(const std::string& key, const Pair& pair) {
        const YAML::Node& value = pair.second;
        if (key == "about") {
            front_.about = one_text(value, key);
        } else if (key == "subject") {
            front_.subject = placed(value, key);
        } else if (key == "audience") {
            front_.audience = one_of(value, key, {"buyer", "seller"}) == "seller" ? Audience::seller
                                                                                  : Audience::buyer;
        } else if (key == "channels") {
            front_.channels = texts(value, key);
            for (const auto& channel : front_.channels) {
                if (std::ranges::find(kChannels, channel) == kChannels.end()) {
                    refuse(value,
                           fmt::format("\"{}\" is no channel", channel),
                           did_you_mean(channel, kChannels));
                }
            }
        } else if (key == "tags") {
            front_.tags = texts(value, key);
        } else if (key == "questions") {
            front_.questions = texts(value, key);
        } else if (key == "applies") {
            front_.applies = placed(value, key);
        } else if (key == "ask") {
            front_.asked = all_asked(value);
        } else if (key == "attach") {
            front_.attach = texts(value, key);
            for (const auto& file : front_.attach) {
                if (file.empty() || file.find('/') != std::string::npos || file.starts_with('.')) {
                    refuse(value,
                           fmt::format("\"{}\" is no name of a file in the folder of templates",
                                       file));
                }
            }
        } else if (key == "format") {
            front_.format = one_of(value, key, {"text", "html"}) == "html" ? TextFormat::html
                                                                           : TextFormat::text;
        } else {
            refuse(
                pair.first, fmt::format("there is no key \"{}\"", key), did_you_mean(key, kKeys));
        }
    }

    // A quoted text begins behind its quotation mark.
    std::optional<PlacedText> placed(const YAML::Node& node, const std::string& key) {
        auto text = one_text(node, key);
        if (text.empty()) {
            return std::nullopt;
        }
        const auto mark = node.Mark();
        const auto line = line_number(mark);
        const auto in_file = line_of(line);
        auto column = static_cast<std::size_t>(std::max(mark.column, 0));
        if (column < in_file.size() && (in_file[column] == '"' || in_file[column] == '\'')) {
            ++column;
        }
        return PlacedText{std::move(text), {line, characters_before(in_file, column) + 1}};
    }

    // The fence is the first line; yaml-cpp counts from 0, and knows no place at the end.
    static std::size_t line_number(const YAML::Mark& mark) {
        return static_cast<std::size_t>(std::max(mark.line, 0)) + 2;
    }

    // yaml-cpp counts bytes.
    static std::size_t characters_before(std::string_view line, std::size_t column) {
        return liquid::count_characters(line.substr(0, column));
    }

    [[nodiscard]] std::string_view line_of(std::size_t number) const {
        std::size_t at = begins_;
        Line line = line_at(content_, at);
        for (std::size_t i = 1; i < number && line.next < content_.size(); ++i) {
            line = line_at(content_, line.next);
        }
        return line.text;
    }

    [[nodiscard]] Problem
    problem(const YAML::Mark& mark, std::string what, std::string hint) const {
        Problem problem;
        problem.kind = Problem::Kind::syntax;
        problem.what = std::move(what);
        problem.hint = std::move(hint);
        problem.name = file_;
        problem.line = line_number(mark);
        const auto line = line_of(problem.line);
        problem.column =
            characters_before(line, static_cast<std::size_t>(std::max(mark.column, 0))) + 1;
        problem.source = shown(line);
        problem.caret = std::min(problem.column - 1, liquid::count_characters(problem.source));
        return problem;
    }

    std::string_view content_;
    const std::string& file_;
    std::size_t begins_;
    FrontMatter front_;
};

Problem
whole_file(const std::string& file, std::string_view line, std::string what, std::string hint) {
    Problem problem;
    problem.what = std::move(what);
    problem.hint = std::move(hint);
    problem.name = file;
    problem.line = 1;
    problem.column = 1;
    problem.source = shown(line);
    problem.length = std::max<std::size_t>(liquid::count_characters(problem.source), 1);
    return problem;
}

} // namespace

std::string_view to_string(Audience audience) {
    return audience == Audience::seller ? "seller" : "buyer";
}
std::string_view to_string(TextFormat format) {
    return format == TextFormat::html ? "html" : "text";
}
std::string_view to_string(AskedType type) {
    return kTypes[static_cast<std::size_t>(type)];
}

base::Result<Split, Problem> split_front_matter(std::string_view content, const std::string& file) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF"; // of bytes, as some editors write it
    const std::size_t begins = content.starts_with(kMark) ? kMark.size() : 0;
    Line line = line_at(content, begins);
    if (!is_fence(line.text)) {
        return Split{{}, content.substr(begins), 1};
    }
    const auto first = line;
    const auto from = line.next;
    for (std::size_t number = 2; line.next < content.size(); ++number) {
        const auto at = line.next;
        line = line_at(content, at);
        if (!is_fence(line.text)) {
            continue;
        }
        if (at - from > kMostFrontMatter) {
            break;
        }
        auto front =
            Reader(content, file, begins).read(std::string(content.substr(from, at - from)));
        if (!front) {
            return base::Unexpected<Problem>(std::move(front.error()));
        }
        return Split{std::move(*front), content.substr(line.next), number + 1};
    }
    return base::Unexpected<Problem>(whole_file(
        file,
        first.text,
        fmt::format("the front matter does not end within {} KiB", kMostFrontMatter / 1024),
        "a second line of three dashes ends it"));
}

} // namespace etsyorder::templates
