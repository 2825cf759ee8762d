// SPDX-License-Identifier: MIT
#include "imports/json_rows.hpp"

#include "base/error.hpp"
#include "imports/json_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace etsyorder::imports {
namespace {

using nlohmann::ordered_json;

constexpr int kDepth = 32;
constexpr std::size_t kMostColumns = 2000;
constexpr std::size_t kLongestColumn = 1000;               // bytes; a longer one cannot be mapped
constexpr std::size_t kMostCells = std::size_t{256} << 20; // bytes of all rows, about
constexpr std::size_t kCell = 64;                          // what even an empty cell takes
constexpr std::string_view kList = "[].";

const ordered_json* step(const ordered_json& from, std::string_view path) {
    if (!from.is_object()) {
        return nullptr;
    }
    if (const auto whole = from.find(std::string(path)); whole != from.end()) {
        return &*whole; // a name may have a point in it
    }
    const auto point = path.find('.');
    if (point == std::string_view::npos) {
        return nullptr;
    }
    const auto inner = from.find(std::string(path.substr(0, point)));
    return inner == from.end() ? nullptr : step(*inner, path.substr(point + 1));
}

std::string as_cell(const ordered_json* value) {
    if (value == nullptr || value->is_null()) {
        return {};
    }
    if (value->is_string()) {
        return value->get<std::string>();
    }
    if (value->is_boolean()) {
        return value->get<bool>() ? "yes" : "no";
    }
    if ((value->is_array() || value->is_object()) && value->empty()) {
        return {};
    }
    return value->dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

void add_paths(const ordered_json& value, const std::string& path, std::set<std::string>& found) {
    if (found.size() >= kMostColumns || path.size() > kLongestColumn) {
        return;
    }
    if (!path.empty()) {
        found.insert(path);
    }
    if (value.is_object()) {
        for (const auto& [name, inner] : value.items()) {
            add_paths(inner, path.empty() ? name : path + "." + name, found);
        }
    } else if (value.is_array() && !path.empty()) {
        for (const auto& inner : value) {
            if (inner.is_object() && path.find(kList) == std::string::npos) {
                for (const auto& [name, leaf] : inner.items()) {
                    add_paths(leaf, path + std::string(kList) + name, found);
                }
            }
        }
    }
}

// "line_items" of "line_items[].title": the list whose entries are rows. Empty: an order is a row.
std::string list_of_items(const Mapping& mapping) {
    std::string list;
    for (const auto& [meaning, source] : mapping.columns) {
        for (const auto& name : source.names) {
            const auto at = name.find(kList);
            if (at == std::string::npos) {
                continue;
            }
            if (!list.empty() && list != name.substr(0, at)) {
                throw base::Error(base::ErrorKind::usage,
                                  fmt::format("{}: \"{}[]\" and \"{}[]\" are two lists",
                                              mapping.where(meaning),
                                              list,
                                              name.substr(0, at)))
                    .because("a row is an order with one item, so all items stand in one list");
            }
            list = name.substr(0, at);
        }
    }
    return list;
}

class Rows {
public:
    explicit Rows(const Mapping& mapping) : mapping_(mapping), list_(list_of_items(mapping)) {}

    void add(std::uint64_t number, const ordered_json& order) {
        if (!order.is_object()) {
            found_.refused.push_back({number, "it is no object"});
            return;
        }
        add_paths(order, "", paths_);
        const auto* items = list_.empty() ? nullptr : step(order, list_);
        if (items == nullptr || !items->is_array() || items->empty()) {
            add_row(number, order, nullptr);
            return;
        }
        for (const auto& item : *items) {
            if (is_full()) {
                return;
            }
            add_row(number, order, &item);
        }
    }

    void refuse(std::uint64_t number, std::string why) {
        found_.refused.push_back({number, std::move(why)});
    }

    // More is not taken: an order with many items is in each of their rows.
    [[nodiscard]] bool is_full() const { return size_ > kMostCells; }

    JsonRows take() {
        found_.columns.assign(paths_.begin(), paths_.end());
        return std::move(found_);
    }

private:
    void add_row(std::uint64_t number, const ordered_json& order, const ordered_json* item) {
        MappedCells cells;
        for (const auto& [meaning, source] : mapping_.columns) {
            std::vector<std::string> parts;
            for (const auto& name : source.names) {
                const auto at = name.find(kList);
                const auto* value =
                    at == std::string::npos ? step(order, name)
                    : item == nullptr
                        ? nullptr
                        : step(*item, std::string_view(name).substr(at + kList.size()));
                parts.push_back(as_cell(value));
            }
            auto& cell = cells[meaning] = joined_cell(meaning, parts);
            size_ += kCell + cell.size();
        }
        found_.rows.emplace_back(number, std::move(cells));
    }

    const Mapping& mapping_;
    std::string list_;
    JsonRows found_;
    std::set<std::string> paths_;
    std::size_t size_ = 0; // of all cells
};

// The list of orders in a document; null: there is none. An object that has but one list of
// objects, and nothing that is mapped beside it, is what surrounds that list.
const ordered_json* list_in(const ordered_json& document, const Mapping& mapping) {
    if (!mapping.rows.empty()) {
        const auto* found = step(document, mapping.rows);
        return found != nullptr && found->is_array() ? found : nullptr;
    }
    if (document.is_array()) {
        return &document;
    }
    const auto order = mapping.columns.find(Meaning::order);
    if (!document.is_object() || order == mapping.columns.end() ||
        step(document, order->second.names.front()) != nullptr) {
        return nullptr;
    }
    const ordered_json* found = nullptr;
    for (const auto& [name, value] : document.items()) {
        if (value.is_array()) {
            if (found != nullptr) {
                return nullptr;
            }
            found = &value;
        }
    }
    return found;
}

std::optional<ordered_json> parsed(std::string_view text) {
    auto document = ordered_json::parse(text, nullptr, false);
    return document.is_discarded() ? std::nullopt : std::optional(std::move(document));
}

bool is_blank(std::string_view text) {
    return trimmed(text).empty();
}

std::string too_deep() {
    return fmt::format("it has brackets more than {} deep", kDepth);
}

// An order a line. False: the first line is no JSON of its own, or the only one.
bool add_lines(std::string_view text, Rows& rows) {
    const auto first_end = text.find('\n');
    if (first_end == std::string_view::npos || is_blank(text.substr(first_end)) ||
        !trimmed(text).starts_with('{') || !is_shallow(text.substr(0, first_end), kDepth) ||
        !parsed(text.substr(0, first_end))) {
        return false;
    }
    std::uint64_t line = 0;
    for (auto rest = text; !rest.empty() && !rows.is_full();) {
        const auto end = std::min(rest.find('\n'), rest.size());
        const auto one = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        ++line;
        if (is_blank(one)) {
            continue;
        }
        if (!is_shallow(one, kDepth)) { // a quote in a line before may hide it from the whole
            rows.refuse(line, too_deep());
        } else if (const auto order = parsed(one)) {
            rows.add(line, *order);
        } else {
            rows.refuse(line, "it is no JSON");
        }
    }
    return true;
}

} // namespace

bool looks_like_json(std::string_view beginning) {
    const auto text = trimmed(without_mark(beginning));
    return text.starts_with('[') || text.starts_with('{');
}

std::string joined_cell(Meaning meaning, const std::vector<std::string>& cells) {
    if (cells.size() == 1) {
        return cells.front(); // byte for byte
    }
    std::string joined;
    for (const auto& cell : cells) {
        if (is_blank(cell)) {
            continue;
        }
        if (meaning == Meaning::currency) {
            return cell;
        }
        joined += (joined.empty() ? "" : " ") + cell;
    }
    return joined;
}

base::Result<JsonRows, std::string> json_rows(std::string_view text, const Mapping& mapping) {
    const auto refused = [](std::string why) {
        return base::Unexpected<std::string>(std::move(why));
    };
    text = without_mark(text);
    if (text.size() > kMaxJson) {
        return refused("it is larger than 64 MiB");
    }
    Rows rows(mapping);
    const auto all = [&]() -> base::Result<JsonRows, std::string> {
        if (rows.is_full()) {
            return refused("its rows, each with the words of its order, are larger than 256 MiB");
        }
        return rows.take();
    };
    if (add_lines(text, rows)) {
        return all();
    }
    if (!is_shallow(text, kDepth)) {
        return refused(too_deep());
    }
    std::size_t broken_at = 0;
    ordered_json document;
    try {
        document = ordered_json::parse(text);
    } catch (const ordered_json::parse_error& problem) {
        broken_at = problem.byte;
    } catch (const ordered_json::out_of_range&) { // 1e999
        return refused("it has a number beyond all bounds");
    }
    if (broken_at != 0) {
        return refused(fmt::format("it is no JSON, from byte {} on", broken_at));
    }
    if (const auto* list = list_in(document, mapping)) {
        std::uint64_t number = 0;
        for (const auto& order : *list) {
            if (rows.is_full()) {
                break;
            }
            rows.add(++number, order);
        }
        return all();
    }
    if (!mapping.rows.empty() || !document.is_object()) {
        return refused(mapping.rows.empty() ? std::string("it has no list of orders")
                                            : fmt::format("it has no list \"{}\"", mapping.rows));
    }
    rows.add(1, document);
    return all();
}

} // namespace etsyorder::imports
