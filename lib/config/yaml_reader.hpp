// SPDX-License-Identifier: MIT
// YamlReader: what the seller's own files in YAML are read with (pipelines.yaml, rules.yaml). It
// says what is wrong by line, and puts bounds to what a file can make of itself.
//
//     YamlReader reader(problems);
//     reader.read(text, [&](const YAML::Node& root) {
//         reader.each_key(root, [&](const std::string& key, const auto& pair) { ... });
//     });
#pragma once

#include "config/problem.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>
#include <yaml-cpp/yaml.h>

namespace etsyorder::config {

// What is wrong with one file, so far.
class Problems {
public:
    static constexpr std::size_t kMost = 20;

    // The file must outlive this.
    explicit Problems(const std::filesystem::path& file) : file_(&file) {}

    void add(const YAML::Mark& mark,
             const char* code,
             std::string text,
             std::string hint = {},
             std::string reason = {});
    // A key that is not known here.
    void add_unknown_key(const YAML::Node& key, const std::vector<std::string>& known);
    [[nodiscard]] bool full() const { return all_.size() >= kMost; }
    [[nodiscard]] std::size_t count() const { return all_.size(); }
    [[nodiscard]] std::vector<Problem> take(); // in the order of their lines

private:
    const std::filesystem::path* file_;
    std::vector<Problem> all_;
};

class YamlReader {
public:
    static constexpr std::size_t kLongestText = 200;    // bytes
    static constexpr std::size_t kMostThings = 100'000; // keys, texts and items: aliases multiply

    // Must outlive this.
    explicit YamlReader(Problems& problems) : problems_(problems) {}

    // `take` is given the root of the one document, which is null for a text without any. A text
    // that is too long, no UTF-8 or no YAML is a problem.
    void read(const std::string& text, const std::function<void(const YAML::Node&)>& take);

    // For each item of a list, and for all that is walked without each_key and texts_of.
    void count(const YAML::Node& node);

    // `take` is given each key of a map once, with what stands behind it; "" for one that is no
    // text. A key that stands twice is a problem: it would hide the first one.
    template <class Take>
    void each_key(const YAML::Node& map, const Take& take) {
        std::set<std::string> seen;
        for (const auto& pair : map) {
            if (is_first(pair.first, seen)) {
                take(pair.first.IsScalar() ? pair.first.Scalar() : std::string(), pair);
            }
        }
    }

    // Empty, with a problem: it is none of up to so many bytes.
    [[nodiscard]] std::string
    text_of(const YAML::Node& node, const char* key, std::size_t longest = kLongestText);

    // One text is a list of one.
    [[nodiscard]] std::vector<std::string> texts_of(const YAML::Node& node, const char* key);

    [[nodiscard]] Problems& problems() { return problems_; }

private:
    [[nodiscard]] bool is_first(const YAML::Node& key, std::set<std::string>& seen);

    Problems& problems_;
    std::size_t things_ = 0;
};

} // namespace etsyorder::config
