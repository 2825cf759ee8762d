// SPDX-License-Identifier: MIT
#include "status/stage_rows.hpp"

#include "base/ascii.hpp"
#include "base/nearest.hpp"
#include "csv/reader.hpp"
#include "frame/csv.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::size_t kMostRows = 1'000'000;

// What people call the columns.
const std::map<std::string, std::vector<std::string>>& column_names() {
    static const std::map<std::string, std::vector<std::string>> kNames{
        {"item", {"item", "items"}},
        {"order", {"order", "order number", "order id", "receipt", "receipt id", "sale"}},
        {"number", {"number", "item number", "line"}},
        {"stage", {"stage", "status", "state", "step"}},
        {"quantity", {"quantity", "pieces", "qty", "count"}},
        {"reason", {"reason", "why", "note", "comment"}},
        {"by", {"by", "by whom", "person", "operator", "owner"}}};
    return kNames;
}

class Columns {
public:
    explicit Columns(std::span<const std::string_view> header) {
        for (const auto& [name, words] : column_names()) {
            for (std::size_t at = 0; at < header.size() && !at_.contains(name); ++at) {
                const auto word = base::ascii_lower(std::string(base::trimmed(header[at])));
                if (std::find(words.begin(), words.end(), word) != words.end()) {
                    at_.emplace(name, at);
                }
            }
        }
    }

    [[nodiscard]] bool has(const std::string& name) const { return at_.contains(name); }
    // Empty: the row has no such cell.
    [[nodiscard]] std::string cell(const csv::Row& row, const std::string& name) const {
        const auto found = at_.find(name);
        return found == at_.end() || found->second >= row.fields.size()
                   ? std::string()
                   : std::string(base::trimmed(frame::without_guard(row.fields[found->second])));
    }

private:
    std::map<std::string, std::size_t> at_;
};

std::optional<std::int64_t> positive(std::string_view text) {
    std::int64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, value);
    constexpr std::int64_t kMost = 1'000'000; // pieces of an item
    return problem != std::errc{} || stop != end || value < 1 || value > kMost
               ? std::nullopt
               : std::optional(value);
}

class Reading {
public:
    Reading(const StatusDesk& desk,
            const status::Told& told,
            frame::Services& services,
            db::Database& database)
        : names_(desk.pipelines().stage_names()), told_(told), services_(services),
          queries_(database), shop_(chosen_shop(services, database)) {}

    void add(const csv::Row& row, const Columns& columns) {
        status::StageRow meant;
        meant.line = row.line;
        meant.stage = base::ascii_lower(columns.cell(row, "stage"));
        if (meant.stage.empty()) {
            return; // a row that says nothing
        }
        auto item = columns.cell(row, "item");
        if (item.empty()) {
            item = columns.cell(row, "order");
            const auto number = columns.cell(row, "number");
            item += number.empty() ? "" : "." + number;
        }
        const auto refuse = [&](std::string why, std::string hint) {
            found_.bad.push_back({row.line, shortened(item), std::move(why), std::move(hint)});
        };
        if (std::find(names_.begin(), names_.end(), meant.stage) == names_.end()) {
            const auto nearest = base::nearest(meant.stage, names_);
            return refuse(fmt::format("there is no stage \"{}\"", shortened(meant.stage)),
                          nearest ? fmt::format("did you mean \"{}\"?", *nearest)
                                  : fmt::format("there is {}", fmt::join(names_, ", ")));
        }
        if (const auto quantity = columns.cell(row, "quantity"); !quantity.empty()) {
            meant.quantity = positive(quantity);
            if (!meant.quantity) {
                return refuse(fmt::format("\"{}\" is no number of pieces", shortened(quantity)),
                              "");
            }
        }
        const auto choice = find(item);
        if (!choice) {
            return refuse(item.empty()
                              ? std::string("it names no item")
                              : fmt::format("there is no order \"{}\" here", shortened(item)),
                          "is it another shop's? etsyorder sync, or --shop");
        }
        meant.item = *choice;
        meant.told = told_;
        if (auto reason = columns.cell(row, "reason"); !reason.empty()) {
            meant.told.reason = std::move(reason);
        }
        if (auto by = columns.cell(row, "by"); !by.empty()) {
            meant.told.by_whom = std::move(by);
        }
        found_.rows.push_back(std::move(meant));
    }

    StageRows take() { return std::move(found_); }

private:
    // Empty: there is none of that name, or more than one.
    std::optional<status::ItemChoice> find(const std::string& item) {
        const auto word = split_item_word(item);
        if (!is_order_reference(word.order)) {
            return std::nullopt;
        }
        for (const auto& one : parse_references({word.order}, services_.streams())) {
            const auto ids = queries_.ids_of(one.receipt, shop_);
            if (ids.size() == 1) {
                return status::ItemChoice{ids.front(), word.number};
            }
        }
        return std::nullopt;
    }

    std::vector<std::string> names_;
    const status::Told& told_;
    frame::Services& services_;
    orders::OrderQueries queries_;
    std::optional<orders::ShopId> shop_;
    StageRows found_;
};

[[noreturn]] void refuse(const csv::Problem& problem, const std::string& file) {
    throw Error(ErrorKind::usage, fmt::format("{} cannot be read as CSV", file))
        .because(csv::describe(problem))
        .hint(csv::remedy(problem));
}

} // namespace

StageRows read_stage_rows(csv::Source source,
                          const std::string& file,
                          const StatusDesk& desk,
                          const status::Told& told,
                          frame::Services& services,
                          db::Database& database) {
    const auto name = file == "-" ? std::string("standard input") : file;
    csv::Reader reader(std::move(source));
    const auto header = reader.next();
    if (!header) {
        refuse(header.error(), name);
    }
    const Columns columns(*header == nullptr ? std::span<const std::string_view>()
                                             : (*header)->fields);
    if (!columns.has("stage") || (!columns.has("item") && !columns.has("order"))) {
        throw Error(ErrorKind::usage, fmt::format("{} does not say what is where", name))
            .because("its first line must name the columns \"item\" (or \"order\") and \"stage\"")
            .hint("etsyorder status export writes such a file");
    }
    Reading reading(desk, told, services, database);
    std::size_t count = 0;
    while (true) {
        const auto row = reader.next();
        if (!row) {
            refuse(row.error(), name);
        }
        if (*row == nullptr) {
            return reading.take();
        }
        if (++count > kMostRows) {
            throw Error(ErrorKind::usage, fmt::format("{} has more than {} rows", name, kMostRows));
        }
        reading.add(**row, columns);
    }
}

} // namespace etsyorder
