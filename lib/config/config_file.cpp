// SPDX-License-Identifier: MIT
#include "config/config_file.hpp"

#include "base/ascii.hpp"
#include "base/nearest.hpp"
#include "config/options.hpp"
#include "config/secrets.hpp"
#include "config/yaml_documents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <yaml-cpp/yaml.h>

namespace etsyorder::config {
namespace {

std::string place(const std::filesystem::path& path, int line) {
    return fmt::format("{}:{}", path.string(), line);
}

constexpr std::string_view kShops = "shops";

// A key that has others below it: "etsy" of "etsy.url".
bool is_section(std::string_view key) {
    if (key == kShops) {
        return true;
    }
    const std::string prefix = std::string(key) + ".";
    return std::ranges::any_of(
        options(), [&](const Option& option) { return option.key.starts_with(prefix); });
}

std::string hint_for_unknown(const std::string& key) {
    if (is_name_of_secret(key)) {
        return "no secret belongs in config.yaml: etsyorder auth login keeps the key where only "
               "you can read it, and jobs get it in ETSYORDER_SHARED_SECRET and "
               "ETSYORDER_ACCESS_TOKEN";
    }
    std::vector<std::string> known;
    const auto of_shop = split_shop_key(key);
    for (const Option& option : of_shop ? shop_options() : options()) {
        known.push_back(of_shop ? fmt::format("shops.{}.{}", of_shop->shop, option.key)
                                : std::string(option.key));
    }
    if (const auto meant = base::nearest(key, known)) {
        return fmt::format("did you mean \"{}\"?", *meant);
    }
    // "redirect_port" at the top, where "auth:" and two spaces are missing
    for (const std::string& one : known) {
        if (one.ends_with("." + key)) {
            return fmt::format("did you mean \"{}\"?", one);
        }
    }
    return "`etsyorder config show` lists the options";
}

class Reader {
public:
    explicit Reader(const std::filesystem::path& path) : path_(path) {}

    // The text with two spaces for each of them, so that the rest can be read.
    std::string without_tabs_in_indentation(std::string_view text) {
        std::string spaced;
        spaced.reserve(text.size());
        int line = 1;
        int told = 0; // the line last complained about
        bool in_indentation = true;
        for (const char c : text) {
            if (c == '\n') {
                ++line;
                in_indentation = true;
            } else if (c == '\t' && in_indentation) {
                if (told != line) {
                    add({.place = place(path_, line),
                         .line = line,
                         .code = "tab",
                         .text = "a tab in the indentation",
                         .reason = "YAML is indented with spaces only",
                         .hint = "replace the tab by two spaces"});
                    told = line;
                }
                spaced += ' '; // and the other one below
            } else if (c != ' ') {
                in_indentation = false;
            }
            spaced += c == '\t' && in_indentation ? ' ' : c;
        }
        return spaced;
    }

    void read(const std::string& text) {
        try {
            const auto second = second_document(text);
            const YAML::Node root = YAML::Load(text);
            if (root.IsNull() && !second) {
                return;
            }
            if (!root.IsMap() && !root.IsNull()) {
                add_at(root.Mark(), "wrong_shape", "expected `key: value` lines");
                return;
            }
            add_map(root, ""); // of an empty one: nothing
            if (second) {
                add_at(*second,
                       "wrong_shape",
                       "a second document begins here, and only the first one is read",
                       "remove the line `---` before it");
            }
        } catch (const YAML::Exception& problem) {
            add_at(problem.mark, "not_yaml", "this is no YAML", "", problem.msg);
        }
    }

    ConfigText take() { return std::move(found_); }

private:
    [[nodiscard]] bool full() const { return found_.problems.size() >= kMostProblems; }

    void add(Problem problem) {
        if (!full()) {
            found_.problems.push_back(std::move(problem));
        }
    }

    void add_at(const YAML::Mark& mark,
                const char* code,
                std::string text,
                std::string hint = {},
                std::string reason = {}) {
        const int line = mark.line + 1; // yaml-cpp counts from 0
        add({place(path_, line), line, code, std::move(text), std::move(reason), std::move(hint)});
    }

    void add_map(const YAML::Node& map, const std::string& prefix) {
        for (const auto& pair : map) {
            if (full()) {
                return;
            }
            if (pair.first.IsScalar()) {
                add_value(prefix + pair.first.Scalar(), pair.second, pair.first.Mark());
            } else {
                add_at(pair.first.Mark(), "wrong_shape", "a key must be plain text");
            }
        }
    }

    // shops: {NAME: {zone: ...}}
    void add_shops(const YAML::Node& shops) {
        for (const auto& pair : shops) {
            const YAML::Mark mark = pair.first.Mark();
            if (full()) {
                return;
            }
            if (!pair.first.IsScalar() || pair.first.Scalar().empty()) {
                add_at(mark, "wrong_shape", "a shop's name or number must be plain text");
                continue;
            }
            const std::string name = pair.first.Scalar();
            // One name in any case, as everywhere.
            const auto [before, is_new] =
                lines_.emplace("shops." + base::ascii_lower(name), mark.line + 1);
            if (!is_new) {
                add_twice(name, before->second, mark);
            } else if (pair.second.IsMap()) {
                add_map(pair.second, "shops." + name + ".");
            } else if (!pair.second.IsNull()) {
                add_at(mark, "wrong_shape", fmt::format("\"{}\" needs keys below it", name));
            }
        }
    }

    void add_twice(const std::string& key, int other_line, const YAML::Mark& mark) {
        add_at(mark,
               "duplicate_key",
               fmt::format("\"{}\" is there twice", key),
               fmt::format("remove one of them; the other is in line {}", other_line),
               "only one of the two could hold");
    }

    void add_value(const std::string& key, const YAML::Node& node, const YAML::Mark& mark) {
        const int line = mark.line + 1;
        if (const auto [before, is_new] = lines_.emplace(key, line); !is_new) {
            add_twice(key, before->second, mark);
        } else if (is_section(key)) { // an alias cannot lead deeper: sections have no sections
            if (node.IsMap()) {
                key == kShops ? add_shops(node) : add_map(node, key + ".");
            } else if (!node.IsNull()) {
                add_at(mark, "wrong_shape", fmt::format("\"{}\" needs keys below it", key));
            }
        } else if (find_option(key) == nullptr) {
            add_at(mark,
                   is_name_of_secret(key) ? "secret" : "unknown_key",
                   fmt::format("there is no option \"{}\"", key),
                   hint_for_unknown(key));
        } else if (!node.IsScalar() && !node.IsNull()) {
            add_at(mark, "wrong_shape", fmt::format("\"{}\" takes one value", key));
        } else {
            found_.values.push_back({key, node.IsNull() ? "" : node.Scalar(), line});
        }
    }

    const std::filesystem::path& path_;
    std::map<std::string, int, std::less<>> lines_; // by key
    ConfigText found_;
};

} // namespace

ConfigText read_config_text(const std::filesystem::path& path, std::string_view text) {
    Reader reader(path);
    reader.read(reader.without_tabs_in_indentation(text));
    return reader.take();
}

std::vector<FileValue> parse_config_file(const std::filesystem::path& path, std::string_view text) {
    auto read = read_config_text(path, text);
    if (!read.problems.empty()) {
        throw as_error(read.problems.front());
    }
    return std::move(read.values);
}

} // namespace etsyorder::config
