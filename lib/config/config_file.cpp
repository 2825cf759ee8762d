// SPDX-License-Identifier: MIT
#include "config/config_file.hpp"

#include "base/error.hpp"
#include "base/nearest.hpp"
#include "config/options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <yaml-cpp/yaml.h>

namespace etsyorder::config {
namespace {

using base::Error;
using base::ErrorKind;

std::string place(const std::filesystem::path& path, int line) {
    return fmt::format("{}:{}", path.string(), line);
}

void refuse_tabs(const std::filesystem::path& path, std::string_view text) {
    int line = 1;
    bool in_indentation = true;
    for (const char c : text) {
        if (c == '\n') {
            ++line;
            in_indentation = true;
        } else if (c == '\t' && in_indentation) {
            throw Error(ErrorKind::usage, place(path, line) + ": a tab in the indentation")
                .because("YAML is indented with spaces only")
                .hint("replace the tab by two spaces");
        } else if (c != ' ') {
            in_indentation = false;
        }
    }
}

// A key that has others below it: "etsy" of "etsy.url".
bool is_section(std::string_view key) {
    const std::string prefix = std::string(key) + ".";
    return std::ranges::any_of(
        options(), [&](const Option& option) { return option.key.starts_with(prefix); });
}

Error unknown_key(const std::string& where, const std::string& key) {
    std::vector<std::string> known;
    for (const Option& option : options()) {
        known.emplace_back(option.key);
    }
    auto error = Error(ErrorKind::usage, fmt::format("{}: there is no option \"{}\"", where, key));
    const auto meant = base::nearest(key, known);
    return std::move(error).hint(meant ? fmt::format("did you mean \"{}\"?", *meant)
                                       : "`etsyorder config show` lists the options");
}

class Flattener {
public:
    explicit Flattener(const std::filesystem::path& path) : path_(path) {}

    void add(const YAML::Node& map, const std::string& prefix) {
        for (const auto& pair : map) {
            const int line = pair.first.Mark().line + 1; // yaml-cpp counts from 0
            const std::string where = place(path_, line);
            if (!pair.first.IsScalar()) {
                throw Error(ErrorKind::usage, where + ": a key must be plain text");
            }
            const std::string key = prefix + pair.first.Scalar();
            add_value(key, pair.second, line);
        }
    }

    std::vector<FileValue> take() { return std::move(values_); }

private:
    void add_value(const std::string& key, const YAML::Node& node, int line) {
        const std::string where = place(path_, line);
        if (std::ranges::find(seen_, key) != seen_.end()) {
            throw Error(ErrorKind::usage, fmt::format("{}: \"{}\" is there twice", where, key))
                .because("only one of the two could hold")
                .hint("remove one of them");
        }
        seen_.push_back(key);
        if (is_section(key)) {
            if (node.IsMap()) {
                add(node, key + ".");
            } else if (!node.IsNull()) {
                throw Error(ErrorKind::usage,
                            fmt::format("{}: \"{}\" needs keys below it", where, key));
            }
            return;
        }
        if (find_option(key) == nullptr) {
            throw unknown_key(where, key);
        }
        if (!node.IsScalar() && !node.IsNull()) {
            throw Error(ErrorKind::usage, fmt::format("{}: \"{}\" takes one value", where, key));
        }
        values_.push_back({key, node.IsNull() ? "" : node.Scalar(), line});
    }

    const std::filesystem::path& path_;
    std::vector<std::string> seen_;
    std::vector<FileValue> values_;
};

} // namespace

std::vector<FileValue> parse_config_file(const std::filesystem::path& path, std::string_view text) {
    refuse_tabs(path, text);
    try {
        const YAML::Node root = YAML::Load(std::string(text));
        if (!root.IsDefined() || root.IsNull()) {
            return {};
        }
        if (!root.IsMap()) {
            throw Error(ErrorKind::usage,
                        place(path, root.Mark().line + 1) + ": expected `key: value` lines");
        }
        Flattener flattener(path);
        flattener.add(root, "");
        return flattener.take();
    } catch (const YAML::Exception& problem) {
        throw Error(ErrorKind::usage, place(path, problem.mark.line + 1) + ": this is no YAML")
            .because(problem.msg);
    }
}

} // namespace etsyorder::config
