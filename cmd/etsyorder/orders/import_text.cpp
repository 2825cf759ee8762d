// SPDX-License-Identifier: MIT
#include "orders/import_text.hpp"

#include "frame/text.hpp"
#include "orders/import_interrupted.hpp"
#include "orders/import_plan.hpp"
#include "orders/order_cell.hpp"
#include "orders/order_repository.hpp"

#include <fmt/format.h>

#include <utility>

namespace etsyorder {
namespace {

using frame::Value;
using orders::Outcome;

constexpr std::size_t kMostInJson = 10'000; // orders
constexpr std::size_t kMostOnTerminal = 50; // orders
constexpr std::size_t kMostRowsShown = 20;  // of a kind, on standard error

Value or_null(const std::string& text) {
    return text.empty() ? Value() : Value(text);
}

Value columns_value(const ImportedFile& file) {
    if (file.kind != "mapped") {
        return {};
    }
    Value::List used;
    for (const auto& [field, column] : file.used) {
        used.push_back(Value::object({{"field", field}, {"column", column}}));
    }
    return Value::object(
        {{"used", Value::list(std::move(used))},
         {"left_over", Value::list({file.left_over.begin(), file.left_over.end()})}});
}

Value file_value(const ImportedFile& file) {
    return Value::object({{"file", file.name},
                          {"kind", or_null(file.kind)},
                          {"rows", file.rows},
                          {"new", file.added},
                          {"changed", file.changed},
                          {"already_so", file.unchanged},
                          {"refused", file.refused},
                          {"unknown_orders", file.unknown_orders},
                          {"columns", columns_value(file)},
                          {"windows_1252_line",
                           file.windows_1252_line == 0 ? Value() : Value(file.windows_1252_line)},
                          {"problem", or_null(file.problem)}});
}

frame::Table head() {
    return {.name = "orders",
            .columns = {{.field = "order", .heading = "order"},
                        {.field = "outcome", .heading = "outcome"},
                        {.field = "buyer", .heading = "buyer"},
                        {.field = "line", .heading = "line"},
                        {.field = "changes", .heading = "what", .flexible = true}}};
}

frame::Cell cell_of(const orders::Recorded& recorded) {
    return order_cell(recorded.receipt,
                      recorded.name.empty() ? std::nullopt : std::optional(recorded.name));
}

std::string word_of(const orders::Recorded& recorded) {
    return recorded.name.empty() ? std::to_string(recorded.receipt.value()) : recorded.name;
}

std::string counted(std::int64_t number, const char* thing) {
    return fmt::format("{} {}{}", number, thing, number == 1 ? "" : "s");
}

} // namespace

ImportReport::ImportReport(frame::Services& services, db::Database* rehearsed)
    : services_(services), rehearsed_(rehearsed), dry_run_(rehearsed != nullptr),
      progress_(services.streams().err_is_terminal() && !services.output().json()) {
    if (!services.output().json()) {
        rows_.emplace(services.output().rows(head()));
    }
}

ImportReport::~ImportReport() = default;

std::vector<std::string> ImportReport::fields() {
    return {"shop",
            "dry_run",
            "files",
            "orders",
            "orders_left_out",
            "refused",
            "notes",
            "listings",
            "reviews"};
}

void ImportReport::begin(std::string name) {
    files_.emplace_back().name = std::move(name);
}

void ImportReport::committed(std::uint64_t new_or_changed) {
    InterruptedImport::stored(new_or_changed);
}

void ImportReport::order(const orders::Recorded& recorded, std::uint64_t line) {
    const bool is_new = recorded.outcome == Outcome::placed;
    const bool is_changed = recorded.outcome == Outcome::changed;
    count(is_new, is_changed);
    if (!is_new && !is_changed && !dry_run_) {
        return; // nothing became of it
    }
    std::optional<orders::Order> order;
    if (rehearsed_ != nullptr && (is_new || is_changed)) {
        order = orders::OrderRepository(*rehearsed_).load(recorded.order);
    }
    if (!rows_) {
        if (orders_.size() == kMostInJson) {
            ++left_out_;
            return;
        }
        orders_.push_back(Value::object({{"order", recorded.receipt.value()},
                                         {"name", or_null(recorded.name)},
                                         {"buyer", or_null(recorded.buyer_name)},
                                         {"outcome", word_for(recorded.outcome)},
                                         {"file", file().name},
                                         {"line", line},
                                         {"changes", changes_value(recorded.changes)},
                                         {"becomes", order ? plan_value(*order) : Value()}}));
        return;
    }
    if (order) {
        return add_plan(recorded, line, *order);
    }
    add_row({cell_of(recorded),
             word_for(recorded.outcome),
             recorded.buyer_name,
             line,
             changes_in_words(recorded)});
}

void ImportReport::count(bool is_new, bool is_changed) {
    file().added += is_new ? 1 : 0;
    file().changed += is_changed ? 1 : 0;
    file().unchanged += is_new || is_changed ? 0 : 1;
}

bool ImportReport::is_listed() {
    const bool listed = !services_.streams().out_is_terminal() || ++listed_ <= kMostOnTerminal;
    left_out_ += listed ? 0 : 1;
    return listed && !reader_gone_;
}

// On a terminal lines to read, in a pipe a row an item behind that of the order.
void ImportReport::add_plan(const orders::Recorded& recorded,
                            std::uint64_t line,
                            const orders::Order& order) {
    auto words = changes_in_words(recorded);
    if (const auto amounts = amounts_in_words(order); !amounts.empty()) {
        words += "; " + amounts;
    }
    if (!is_listed()) {
        return;
    }
    try {
        if (services_.streams().out_is_terminal()) {
            clear_progress();
            services_.streams().out(plan_in_lines(order,
                                                  fmt::format("{} {} {}: {}",
                                                              word_of(recorded),
                                                              word_for(recorded.outcome),
                                                              recorded.buyer_name,
                                                              words)));
            return;
        }
        rows_->add(
            {cell_of(recorded), word_for(recorded.outcome), recorded.buyer_name, line, words});
        for (const auto& item : order.items) {
            rows_->add({cell_of(recorded), "item", "", line, item_in_words(item)});
        }
    } catch (const frame::OutputClosed&) {
        reader_gone_ = true;
    }
}

void ImportReport::add_row(std::vector<frame::Cell> row) {
    if (!is_listed()) {
        return;
    }
    try {
        rows_->add(std::move(row));
    } catch (const frame::OutputClosed&) {
        reader_gone_ = true; // the import goes on
    }
}

void ImportReport::listing(const imports::ListingOutcome& outcome) {
    count(outcome.saved == orders::Saved::added, outcome.saved == orders::Saved::changed);
    if (outcome.saved == orders::Saved::unchanged && !dry_run_) {
        return;
    }
    if (rows_) {
        orders::Recorded words;
        words.changes = outcome.changes;
        const auto what = changes_in_words(words);
        add_row({Value(),
                 word_for(outcome.saved),
                 "",
                 outcome.line,
                 fmt::format("listing {}{}{}", outcome.title, what.empty() ? "" : ": ", what)});
    } else if (listings_.size() < kMostInJson) {
        listings_.push_back(Value::object({{"title", outcome.title},
                                           {"outcome", word_for(outcome.saved)},
                                           {"file", file().name},
                                           {"line", outcome.line},
                                           {"changes", changes_value(outcome.changes)}}));
    }
}

void ImportReport::review(const imports::ReviewOutcome& outcome) {
    count(outcome.saved == orders::Saved::added, outcome.saved == orders::Saved::changed);
    file().unknown_orders += outcome.order_known ? 0 : 1;
    if (outcome.saved == orders::Saved::unchanged && !dry_run_) {
        return;
    }
    if (rows_) {
        add_row({outcome.review.receipt,
                 word_for(outcome.saved),
                 outcome.review.reviewer,
                 std::uint64_t{outcome.entry},
                 fmt::format("review: {} of 5 stars", outcome.review.rating)});
    } else if (reviews_.size() < kMostInJson) {
        reviews_.push_back(
            Value::object({{"order", outcome.review.receipt},
                           {"order_known", outcome.order_known},
                           {"outcome", word_for(outcome.saved)},
                           {"rating", outcome.review.rating},
                           {"reviewed_on", base::format_date(outcome.review.reviewed_on)},
                           {"file", file().name},
                           {"entry", std::uint64_t{outcome.entry}}}));
    }
}

void ImportReport::refused(std::uint64_t line, const std::string& reason) {
    ++file().refused;
    refused_.push_back({files_.size() - 1, line, reason});
}

void ImportReport::noted(std::uint64_t line, const std::string& note) {
    if (notes_.size() < kMostInJson) {
        notes_.push_back({files_.size() - 1, line, note});
    }
}

void ImportReport::progressed(std::uint64_t rows) {
    file().rows = rows;
    constexpr std::uint64_t kWorthTelling = 5000;
    if (progress_ && rows >= kWorthTelling) {
        services_.streams().err(fmt::format("\r{} rows", rows));
        progress_shown_ = true;
    }
}

void ImportReport::clear_progress() {
    if (std::exchange(progress_shown_, false)) {
        services_.streams().err("\r\x1b[K");
    }
}

Value ImportReport::value(orders::ShopId shop) const {
    Value::List files;
    for (const auto& file : files_) {
        files.push_back(file_value(file));
    }
    return Value::object({{"shop", shop.value()},
                          {"dry_run", dry_run_},
                          {"files", Value::list(std::move(files))},
                          {"orders", Value::list(orders_)},
                          {"orders_left_out", left_out_},
                          {"refused", rows_value(refused_, "reason")},
                          {"notes", rows_value(notes_, "note")},
                          {"listings", Value::list(listings_)},
                          {"reviews", Value::list(reviews_)}});
}

Value ImportReport::rows_value(const std::vector<Told>& rows, const char* name) const {
    Value::List list;
    for (const auto& row : rows) {
        list.push_back(Value::object(
            {{"file", files_[row.file].name}, {"line", row.line}, {name, row.words}}));
    }
    return Value::list(std::move(list));
}

void ImportReport::tell_rows(const std::vector<Told>& rows) {
    std::size_t shown = 0;
    for (const auto& row : rows) {
        if (shown++ == kMostRowsShown) {
            services_.output().note(fmt::format("and {} more rows: --json names them all",
                                                rows.size() - kMostRowsShown));
            break;
        }
        services_.output().note(frame::for_terminal(
            fmt::format("{}:{}: {}", files_[row.file].name, row.line, row.words)));
    }
}

void ImportReport::tell_columns(const ImportedFile& file) {
    if (file.used.empty()) {
        return;
    }
    std::string used;
    for (const auto& [field, column] : file.used) {
        used += fmt::format("{}{} = {}", used.empty() ? "" : ", ", field, column);
    }
    services_.output().note(frame::for_terminal(fmt::format("{}: {}", file.name, used)));
    if (!file.left_over.empty()) {
        services_.output().note(frame::for_terminal(
            fmt::format("{}: left over: {}", file.name, fmt::join(file.left_over, ", "))));
    }
}

void ImportReport::tell_summary() {
    for (const auto& file : files_) {
        if (!file.problem.empty()) {
            services_.output().note(
                fmt::format("{}: {}; {}", file.name, file.problem, file.remedy));
        }
        if (file.kind.empty()) {
            continue;
        }
        if (file.windows_1252_line != 0) {
            services_.output().note(fmt::format(
                "{}: from line {} on some fields are no UTF-8 and were read as Windows-1252",
                file.name,
                file.windows_1252_line));
        }
        auto line = fmt::format("{}: {}, {} new, {} changed, {} already so",
                                file.name,
                                counted(static_cast<std::int64_t>(file.rows), "row"),
                                file.added,
                                file.changed,
                                file.unchanged);
        if (file.refused > 0) {
            line += fmt::format(", {} refused", counted(file.refused, "row"));
        }
        if (file.unknown_orders > 0) {
            line += fmt::format(", {} of orders that are not here yet", file.unknown_orders);
        }
        tell_columns(file);
        if (file.payment_guessed && file.added > 0) {
            services_.output().note(fmt::format("{}: no column says what is paid: new orders are "
                                                "taken as paid (map paid or status)",
                                                file.name));
        }
        services_.output().note(line + (dry_run_ ? "; nothing was stored (--dry-run)" : ""));
    }
}

void ImportReport::end(orders::ShopId shop) {
    clear_progress();
    if (!rows_) {
        services_.output().document("import", value(shop), "");
        return;
    }
    try {
        rows_->end();
    } catch (const frame::OutputClosed&) {
        reader_gone_ = true;
    }
    if (left_out_ > 0) {
        services_.output().note(
            fmt::format("and {} more orders: in a pipe all are listed", left_out_));
    }
    tell_rows(refused_);
    tell_rows(notes_);
    tell_summary();
}

} // namespace etsyorder
