// SPDX-License-Identifier: MIT
#include "config/yaml_reader.hpp"

#include "base/nearest.hpp"
#include "base/utf8.hpp"
#include "config/config_file.hpp"
#include "config/yaml_documents.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

namespace etsyorder::config {
namespace {

struct TooMuch {
    YAML::Mark at;
};

// The first line that is no UTF-8, from 0; empty: all of them are.
std::optional<int> odd_line(std::string_view text) {
    if (base::is_utf8(text)) {
        return std::nullopt;
    }
    for (int line = 0;; ++line) {
        const auto end = text.find('\n');
        if (!base::is_utf8(text.substr(0, end))) {
            return line;
        }
        text.remove_prefix(end + 1);
    }
}

} // namespace

void Problems::add(const YAML::Mark& mark,
                   const char* code,
                   std::string text,
                   std::string hint,
                   std::string reason) {
    if (!full()) {
        const int line = std::max(mark.line, 0) + 1; // yaml-cpp counts from 0
        all_.push_back({fmt::format("{}:{}", file_->string(), line),
                        line,
                        code,
                        std::move(text),
                        std::move(reason),
                        std::move(hint)});
    }
}

void Problems::add_unknown_key(const YAML::Node& key, const std::vector<std::string>& known) {
    const auto word = key.IsScalar() ? key.Scalar() : std::string("?");
    const auto meant = base::nearest(word, known);
    add(key.Mark(),
        "unknown_key",
        fmt::format("there is no key \"{}\" here", word),
        meant ? fmt::format("did you mean \"{}\"?", *meant)
              : fmt::format("known are: {}", fmt::join(known, ", ")));
}

std::vector<Problem> Problems::take() {
    std::stable_sort(all_.begin(), all_.end(), [](const auto& one, const auto& other) {
        return one.line < other.line;
    });
    return std::move(all_);
}

void YamlReader::read(const std::string& text, const std::function<void(const YAML::Node&)>& take) {
    if (text.size() > kMaxFileBytes) {
        problems_.add(
            {}, "too_long", fmt::format("the file is longer than {} bytes", kMaxFileBytes));
        return;
    }
    if (const auto line = odd_line(text)) { // yaml-cpp would take it as it is
        YAML::Mark mark;
        mark.line = *line;
        problems_.add(mark, "not_yaml", "this line is no UTF-8", "save the file as UTF-8");
        return;
    }
    try {
        if (const auto second = second_document(text)) {
            problems_.add(*second,
                          "wrong_shape",
                          "a second document begins here",
                          "remove the line `---` before it");
        }
        take(YAML::Load(text));
    } catch (const TooMuch& end) {
        problems_.add(end.at,
                      "too_long",
                      fmt::format("the file says more than {} things", kMostThings),
                      "an alias (*) says again all that its anchor (&) holds");
    } catch (const YAML::Exception& wrong) {
        problems_.add(wrong.mark, "not_yaml", "this is no YAML", "", wrong.msg);
    }
}

void YamlReader::count(const YAML::Node& node) {
    if (++things_ > kMostThings) {
        throw TooMuch{node.Mark()};
    }
}

bool YamlReader::is_first(const YAML::Node& key, std::set<std::string>& seen) {
    count(key);
    if (key.IsScalar() && !seen.insert(key.Scalar()).second) {
        problems_.add(key.Mark(), "twice", fmt::format("\"{}\" is there twice", key.Scalar()));
        return false;
    }
    return true;
}

std::string YamlReader::text_of(const YAML::Node& node, const char* key, std::size_t longest) {
    if (!node.IsScalar() || node.Scalar().empty() || node.Scalar().size() > longest) {
        problems_.add(node.Mark(),
                      "wrong_shape",
                      fmt::format("\"{}\" takes a text of up to {} bytes", key, longest));
        return {};
    }
    return node.Scalar();
}

std::vector<std::string> YamlReader::texts_of(const YAML::Node& node, const char* key) {
    std::vector<std::string> all;
    if (node.IsSequence()) {
        for (const auto& one : node) {
            count(one);
            all.push_back(text_of(one, key));
        }
    } else {
        all.push_back(text_of(node, key));
    }
    return all;
}

} // namespace etsyorder::config
