// SPDX-License-Identifier: MIT
#include "imports/mapping.hpp"

#include "base/ascii.hpp"
#include "base/error.hpp"
#include "base/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <yaml-cpp/yaml.h>

namespace etsyorder::imports {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::size_t kMaxText = 64 * 1024;
constexpr int kMaxDepth = 8; // of brackets; YAML's own parser would follow them down the stack

std::string at_line(const Mapping& mapping, int line) {
    return line == 0 ? mapping.place : fmt::format("{}:{}", mapping.place, line);
}

std::string shortened(std::string_view text) {
    constexpr std::size_t kShown = 60;
    return std::string(text.substr(0, kShown));
}

Error wrong(const Mapping& mapping, int line, const std::string& what) {
    return {ErrorKind::usage, fmt::format("{}: {}", at_line(mapping, line), what)};
}

Error unknown_word(const Mapping& mapping,
                   int line,
                   std::string_view word,
                   const std::vector<std::string>& known) {
    const auto meant = base::nearest(word, known);
    std::string all;
    for (const auto& one : known) {
        all += (all.empty() ? "" : ", ") + one;
    }
    return wrong(mapping, line, fmt::format("there is no field \"{}\"", shortened(word)))
        .hint(meant ? fmt::format("did you mean \"{}\"?", *meant) : "known are: " + all);
}

Meaning field_or_throw(const Mapping& mapping, int line, std::string_view name) {
    const auto field = field_named(name);
    if (!field) {
        throw unknown_word(mapping, line, name, field_names());
    }
    return *field;
}

void add_columns(Mapping& mapping, Meaning field, Mapping::Columns columns) {
    const int line = columns.line;
    for (const auto& name : columns.names) {
        if (name.empty()) {
            throw wrong(mapping, line, fmt::format("\"{}\" names no column", to_string(field)))
                .hint("a field that the file does not have is left out");
        }
    }
    if (columns.names.empty()) {
        throw wrong(mapping, line, fmt::format("\"{}\" names no column", to_string(field)));
    }
    if (mapping.has(field)) {
        throw wrong(mapping, line, fmt::format("\"{}\" is there twice", to_string(field)));
    }
    mapping.columns.emplace(field, std::move(columns));
}

void add_constant(Mapping& mapping, Meaning field, std::string value, int line) {
    if (field == Meaning::order || field == Meaning::transaction) {
        throw wrong(mapping,
                    line,
                    fmt::format("\"{}\" is different in each row and can be no "
                                "constant",
                                to_string(field)));
    }
    if (mapping.has(field)) {
        throw wrong(mapping, line, fmt::format("\"{}\" is there twice", to_string(field)))
            .because("it is a column or a constant, not both");
    }
    mapping.constants.emplace(field, std::move(value));
}

bool is_setting(std::string_view key) {
    return key == "dates" || key == "decimal" || key == "guarded" || key == "rows";
}

// How cells are written. False: there is no such setting.
bool set(Mapping& mapping, const std::string& key, const std::string& value, int line) {
    const auto one_of = [&](std::string_view first, std::string_view second) {
        if (value != first && value != second) {
            throw wrong(
                mapping,
                line,
                fmt::format(
                    "\"{}\" is {} or {}, not \"{}\"", key, first, second, shortened(value)));
        }
        return value == first;
    };
    if (key == "dates") {
        mapping.dates =
            one_of("day_first", "month_first") ? DateOrder::day_first : DateOrder::month_first;
    } else if (key == "decimal") {
        mapping.decimal = one_of("comma", "point") ? Decimal::comma : Decimal::point;
    } else if (key == "guarded") {
        mapping.guarded = one_of("yes", "no");
    } else if (key == "rows") {
        mapping.rows = value;
    } else {
        return false;
    }
    return true;
}

void refuse_depth(const Mapping& mapping, std::string_view text) {
    int depth = 0;
    int dashes = 0; // "- - - -" goes one deeper with each
    int line = 1;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        line += c == '\n' ? 1 : 0;
        depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
        const bool blank = c == ' ' || c == '\t';
        const bool mark = c == '-' || c == '?' || c == ':';
        dashes = mark ? dashes + 1 : blank ? dashes : 0;
        if (depth > kMaxDepth || dashes > kMaxDepth) {
            throw wrong(mapping, line, "lists in lists in lists")
                .because("a mapping has fields, and columns behind them");
        }
    }
}

class YamlReader {
public:
    explicit YamlReader(Mapping& mapping) : mapping_(mapping) {}

    void read(const YAML::Node& root) {
        if (!root.IsMap()) {
            throw wrong(
                mapping_, std::max(1, line_of(root)), "expected `columns:` and fields below it");
        }
        std::vector<std::string> seen;
        for (const auto& pair : root) {
            const auto key = word(pair.first);
            const int line = line_of(pair.first);
            if (std::ranges::find(seen, key) != seen.end()) {
                throw wrong(mapping_, line, fmt::format("\"{}\" is there twice", shortened(key)));
            }
            seen.push_back(key);
            if (key == "columns") {
                read_columns(pair.second, line);
            } else if (key == "constants") {
                read_constants(pair.second, line);
            } else if (!is_setting(key) || !set(mapping_, key, word(pair.second), line)) {
                throw unknown_key(key, line);
            }
        }
    }

private:
    static int line_of(const YAML::Node& node) { return node.Mark().line + 1; } // from 0

    [[nodiscard]] std::string word(const YAML::Node& node) const {
        if (!node.IsScalar() && !node.IsNull()) {
            throw wrong(mapping_, line_of(node), "expected one word or text here");
        }
        return node.IsNull() ? std::string() : node.Scalar();
    }

    [[nodiscard]] Error unknown_key(const std::string& key, int line) const {
        if (field_named(key)) {
            return wrong(mapping_, line, fmt::format("\"{}\" belongs below `columns:`", key));
        }
        const auto meant =
            base::nearest(key, {"columns", "constants", "dates", "decimal", "guarded", "rows"});
        return wrong(mapping_, line, fmt::format("there is no key \"{}\"", shortened(key)))
            .hint(meant ? fmt::format("did you mean \"{}\"?", *meant)
                        : "known are: columns, constants, dates, decimal, guarded, rows");
    }

    void need_map(const YAML::Node& node, const char* key, int line) const {
        if (!node.IsMap()) {
            throw wrong(mapping_, line, fmt::format("\"{}\" needs fields below it", key));
        }
    }

    void read_columns(const YAML::Node& node, int line) {
        need_map(node, "columns", line);
        for (const auto& pair : node) {
            const int here = line_of(pair.first);
            const auto field = field_or_throw(mapping_, here, word(pair.first));
            Mapping::Columns columns{{}, here};
            if (pair.second.IsSequence()) {
                for (const auto& one : pair.second) {
                    columns.names.push_back(word(one));
                }
            } else {
                columns.names.push_back(word(pair.second));
            }
            add_columns(mapping_, field, std::move(columns));
        }
    }

    void read_constants(const YAML::Node& node, int line) {
        need_map(node, "constants", line);
        for (const auto& pair : node) {
            const int here = line_of(pair.first);
            const auto field = field_or_throw(mapping_, here, word(pair.first));
            add_constant(mapping_, field, word(pair.second), here);
        }
    }

    Mapping& mapping_;
};

bool has_column(const std::vector<std::string>& columns, const std::string& name, ColumnNames are) {
    return std::ranges::any_of(columns, [&](const std::string& column) {
        return are == ColumnNames::exact ? column == name
                                         : base::same_but_for_case(trimmed(column), trimmed(name));
    });
}

} // namespace

std::string Mapping::where(Meaning field) const {
    const auto found = columns.find(field);
    return at_line(*this, found == columns.end() ? 0 : found->second.line);
}

bool is_mapping_line(std::string_view text) {
    return text.find('=') != std::string_view::npos;
}

Mapping parse_mapping_file(const std::string& place, std::string_view text) {
    Mapping mapping;
    mapping.place = place;
    if (text.size() > kMaxText) {
        throw Error(ErrorKind::usage, place + " is no mapping: it is larger than 64 KiB");
    }
    refuse_depth(mapping, text);
    try {
        YamlReader(mapping).read(YAML::Load(std::string(text)));
    } catch (const YAML::Exception& problem) {
        throw wrong(mapping, problem.mark.line + 1, "this is no YAML").because(problem.msg);
    }
    return mapping;
}

Mapping parse_mapping_line(std::string_view text) {
    Mapping mapping;
    mapping.place = "--map";
    for (std::string_view rest = text; !rest.empty();) {
        const auto comma = std::min(rest.find(','), rest.size());
        const auto part = trimmed(rest.substr(0, comma));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
        const auto equals = part.find('=');
        if (equals == std::string_view::npos || equals == 0) {
            throw wrong(mapping, 0, fmt::format("\"{}\" is no field=column", shortened(part)))
                .hint("--map 'order=Order No,placed=Date,title=Product'; a column with a comma in "
                      "its name needs a mapping file");
        }
        const bool constant = part[equals - 1] == ':';
        const std::string key(trimmed(part.substr(0, constant ? equals - 1 : equals)));
        const std::string value(trimmed(part.substr(equals + 1)));
        if (!constant && set(mapping, key, value, 0)) {
            continue;
        }
        const auto field = field_or_throw(mapping, 0, key);
        if (constant) {
            add_constant(mapping, field, value, 0);
        } else {
            add_columns(mapping, field, {{value}, 0});
        }
    }
    return mapping;
}

Fit fit(const Mapping& mapping, const std::vector<std::string>& columns, ColumnNames are) {
    Fit found;
    std::vector<std::string> named;
    for (const auto& [field, source] : mapping.columns) {
        for (const auto& name : source.names) {
            if (!has_column(columns, name, are)) {
                const auto meant = base::nearest(name, columns);
                throw Error(ErrorKind::usage,
                            fmt::format("{}: the file has no column \"{}\", which is to be \"{}\"",
                                        mapping.where(field),
                                        shortened(name),
                                        to_string(field)))
                    .hint(meant ? fmt::format("did you mean \"{}\"?", *meant)
                                : fmt::format("it has: {}", fmt::join(columns, ", ")));
            }
            found.used.emplace_back(field, name);
            named.push_back(name);
        }
    }
    for (const auto needed : {Meaning::order, Meaning::placed}) {
        if (!mapping.has(needed)) {
            const auto meant = base::nearest(to_string(needed), columns);
            throw Error(ErrorKind::usage,
                        fmt::format("{} does not say which column is \"{}\"",
                                    mapping.place,
                                    to_string(needed)))
                .because("without it no order can be imported")
                .hint(meant ? fmt::format("is it \"{}\"?", *meant)
                            : fmt::format("the file has: {}", fmt::join(columns, ", ")));
        }
    }
    for (const auto& column : columns) {
        if (!has_column(named, column, are)) {
            found.left_over.push_back(column);
        }
    }
    return found;
}

} // namespace etsyorder::imports
