// SPDX-License-Identifier: MIT
#include "sync/sync_text.hpp"

#include "frame/output.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder {
namespace {

using frame::Value;

constexpr std::size_t kLinesShown = 20; // on a page; a pipe and JSON have them all

std::string spoken(etsy::Stream stream) {
    std::string words(etsy::to_string(stream));
    std::ranges::replace(words, '_', ' ');
    return words;
}

std::string_view outcome_word(orders::Outcome outcome) {
    return outcome == orders::Outcome::placed ? "new" : "changed";
}

Value stream_value(const etsy::StreamReport& report, orders::ShopId shop) {
    return Value::object(
        {{"shop", shop.value()},
         {"stream", etsy::to_string(report.stream)},
         {"outcome", etsy::to_string(report.outcome)},
         {"first_time", report.first_time},
         {"added", report.added},
         {"changed", report.changed},
         {"unchanged", report.unchanged},
         {"missing", report.missing},
         {"unreadable", report.unreadable},
         {"unreadable_why",
          Value::list({report.unreadable_why.begin(), report.unreadable_why.end()})},
         {"note", report.note}});
}

Value change_value(const orders::Recorded& recorded, orders::ShopId shop) {
    Value::List fields;
    for (const auto& change : recorded.changes) {
        fields.push_back(Value::object(
            {{"field", change.field}, {"before", change.before}, {"after", change.after}}));
    }
    return Value::object(
        {{"order", recorded.receipt.value()},
         {"shop", shop.value()},
         {"buyer", recorded.buyer_name},
         {"outcome", outcome_word(recorded.outcome)},
         {"events", Value::list(Value::List(recorded.events.begin(), recorded.events.end()))},
         {"changes", Value::list(std::move(fields))}});
}

// " (receipt 1042: transactions is not a list; and 3 more)"
std::string named(const etsy::StreamReport& report) {
    constexpr std::ptrdiff_t kNamed = 3;
    const auto& all = report.unreadable_why; // empty for things that are no receipts
    const auto some = std::min(kNamed, std::ssize(all));
    if (some == 0) {
        return "";
    }
    const auto more = report.unreadable - some;
    return fmt::format(" ({}{})",
                       fmt::join(all.begin(), all.begin() + some, "; "),
                       more > 0 ? fmt::format("; and {} more", more) : "");
}

// Empty: it came through.
std::string trouble_of(const etsy::StreamReport& report) {
    switch (report.outcome) {
    case etsy::StreamOutcome::not_due:
        return "not due yet";
    case etsy::StreamOutcome::not_allowed:
        return "not allowed with this sign-in";
    case etsy::StreamOutcome::failed:
        return "failed";
    case etsy::StreamOutcome::not_tried:
        return "not tried";
    case etsy::StreamOutcome::cut_off:
        return "cut off";
    case etsy::StreamOutcome::done:
        break;
    }
    return "";
}

std::string counts_of(const etsy::StreamReport& report) {
    auto text = fmt::format("{} new, {} changed", report.added, report.changed);
    if (report.missing > 0) {
        text += fmt::format(" ({} no longer known to Etsy)", report.missing);
    }
    text += fmt::format(", {} unchanged", report.unchanged);
    if (report.unreadable > 0) {
        text += fmt::format(", {} could not be read and {} not stored{}",
                            report.unreadable,
                            report.unreadable == 1 ? "is" : "are",
                            named(report));
    }
    return text;
}

std::string summary(const etsy::StreamReport& report) {
    auto text = trouble_of(report);
    if (!text.empty()) {
        text += report.note.empty() ? "" : ": " + report.note;
        const auto seen = report.added + report.changed + report.unchanged + report.unreadable;
        return seen == 0 ? text : text + "; before that " + counts_of(report);
    }
    text = counts_of(report);
    return report.note.empty() ? text : text + "; " + report.note;
}

// What a change is called on a page for people.
std::string in_words(const orders::Change& change) {
    if (change.field == "known_to_etsy") {
        return change.after == "yes"
                   ? "Etsy knows it again"
                   : "Etsy no longer knows it; it is kept here and no longer open";
    }
    return fmt::format("{}: {} -> {}",
                       change.field,
                       change.before.empty() ? "(not known)" : change.before,
                       change.after.empty() ? "(not known)" : change.after);
}

bool is_missing(const orders::Recorded& recorded) {
    return std::ranges::find(recorded.events, "order.missing") != recorded.events.end();
}

std::string change_line(const orders::Recorded& recorded) {
    auto line = fmt::format("{}  {}  {}",
                            recorded.receipt.value(),
                            outcome_word(recorded.outcome),
                            recorded.buyer_name);
    const bool is_new = recorded.outcome == orders::Outcome::placed;
    for (const auto& change : recorded.changes) {
        line += "; " + (is_new ? change.after : in_words(change));
    }
    return line;
}

std::string in_words(const std::string& name, orders::ShopId shop) {
    return name.empty() ? fmt::format("shop {}", shop.value())
                        : fmt::format("{} ({})", name, shop.value());
}

// Where there is one shop only, nobody needs to be told which.
void add_heading(frame::Page& page, const std::string& name, orders::ShopId shop, bool first) {
    if (!first) {
        page.blank();
    }
    page.line(in_words(name, shop));
}

void add_streams(frame::Page& page, const etsy::SyncReport& report) {
    for (const auto& stream : report.streams) {
        const bool trouble = (stream.outcome != etsy::StreamOutcome::done &&
                              stream.outcome != etsy::StreamOutcome::not_due) ||
                             stream.unreadable > 0;
        page.field(spoken(stream.stream),
                   summary(stream),
                   trouble ? frame::Tone::bad : frame::Tone::plain);
    }
    page.field("requests",
               report.requests_left_today
                   ? fmt::format("{}; {} left today", report.requests, *report.requests_left_today)
                   : fmt::format("{}", report.requests));
}

void add_changes(frame::Page& page, const SyncWatch& watch) {
    if (!watch.changes().empty()) {
        page.blank();
    }
    std::size_t shown = 0; // of those that are listed elsewhere, too
    std::int64_t more = watch.left_out();
    for (const auto& change : watch.changes()) {
        if (is_missing(change)) { // no list of open orders has it, and no later sync tells of it
            page.line(change_line(change), frame::Tone::bad);
        } else if (shown < kLinesShown) {
            page.line(change_line(change));
            ++shown;
        } else {
            ++more;
        }
    }
    if (more > 0) {
        page.line(fmt::format("and {} more: etsyorder orders list", more));
    }
}

void add_plan(frame::Page& page, const etsy::SyncPlan& plan) {
    for (const auto& planned : plan.streams) {
        page.field(spoken(planned.stream),
                   planned.due ? fmt::format("{} {}{}{}",
                                             planned.calls,
                                             planned.calls == 1 ? "call" : "calls",
                                             planned.why.empty() ? "" : ": ",
                                             planned.why)
                               : "not due yet");
    }
    page.field("calls", fmt::format("{} needed at least", plan.calls));
    if (plan.calls_left_today) {
        const bool enough = plan.calls <= *plan.calls_left_today;
        page.field("quota",
                   fmt::format("{} left today{}",
                               *plan.calls_left_today,
                               enough ? "" : ": not enough, the rest waits for tomorrow"),
                   enough ? frame::Tone::plain : frame::Tone::bad);
    }
}

} // namespace

std::string shop_in_words(const ShopSync& shop) {
    return in_words(shop.name, shop.report.shop);
}

std::vector<std::string> sync_fields() {
    return {"shop",
            "shops",
            "complete",
            "streams",
            "orders",
            "orders_left_out",
            "missing",
            "requests",
            "requests_left_today"};
}

std::vector<std::string> plan_fields() {
    return frame::member_names(plan_value({}));
}

Value sync_value(const std::vector<ShopSync>& shops) {
    Value::List numbers;
    Value::List streams;
    Value::List changes;
    Value::List missing;
    bool complete = true;
    std::int64_t left_out = 0;
    std::int64_t requests = 0;
    std::optional<std::int64_t> left_today; // of the key that has least
    for (const auto& [name, report, watch] : shops) {
        numbers.emplace_back(report.shop.value());
        for (const auto& stream : report.streams) {
            streams.push_back(stream_value(stream, report.shop));
        }
        for (const auto& change : watch->changes()) {
            changes.push_back(change_value(change, report.shop));
        }
        for (const auto receipt : watch->missing()) {
            missing.emplace_back(receipt.value());
        }
        complete = complete && report.complete;
        left_out += watch->left_out();
        requests += report.requests;
        if (report.requests_left_today) {
            left_today = std::min(left_today.value_or(*report.requests_left_today),
                                  *report.requests_left_today);
        }
    }
    return Value::object({{"shop", shops.size() == 1 ? numbers.front() : Value()},
                          {"shops", Value::list(std::move(numbers))},
                          {"complete", complete},
                          {"streams", Value::list(std::move(streams))},
                          {"orders", Value::list(std::move(changes))},
                          {"orders_left_out", left_out},
                          {"missing", Value::list(std::move(missing))},
                          {"requests", requests},
                          {"requests_left_today", left_today}});
}

frame::Page sync_page(const std::vector<ShopSync>& shops) {
    frame::Page page;
    for (const auto& [name, report, watch] : shops) {
        if (shops.size() > 1) {
            add_heading(page, name, report.shop, &report == &shops.front().report);
        }
        add_streams(page, report);
        add_changes(page, *watch);
    }
    return page;
}

std::vector<std::string> summary_lines(const etsy::SyncReport& report) {
    std::vector<std::string> lines;
    for (const auto& stream : report.streams) {
        lines.push_back(spoken(stream.stream) + ": " + summary(stream));
    }
    return lines;
}

frame::Table changes_head() {
    return {.name = "changes",
            .columns = {{.field = "order", .heading = "order"},
                        {.field = "buyer", .heading = "buyer", .flexible = true},
                        {.field = "outcome", .heading = "outcome"},
                        {.field = "field", .heading = "field"},
                        {.field = "before", .heading = "before", .flexible = true},
                        {.field = "after", .heading = "after", .flexible = true}}};
}

std::vector<std::vector<frame::Cell>> change_rows(const orders::Recorded& recorded) {
    std::vector<std::vector<frame::Cell>> rows;
    const auto add = [&](const orders::Change& change) {
        rows.push_back({recorded.receipt.value(),
                        recorded.buyer_name,
                        outcome_word(recorded.outcome),
                        change.field,
                        change.before,
                        change.after});
    };
    if (recorded.changes.empty()) {
        add({});
    }
    std::ranges::for_each(recorded.changes, add);
    return rows;
}

Value plan_value(const std::vector<ShopPlan>& shops) {
    Value::List numbers;
    Value::List streams;
    std::int64_t calls = 0;
    std::optional<std::int64_t> left_today; // of the key that has least
    std::optional<std::int64_t> per_second;
    for (const auto& [name, plan] : shops) {
        numbers.emplace_back(plan.shop.value());
        for (const auto& planned : plan.streams) {
            streams.push_back(Value::object({{"shop", plan.shop.value()},
                                             {"stream", etsy::to_string(planned.stream)},
                                             {"due", planned.due},
                                             {"calls", planned.calls},
                                             {"why", planned.why}}));
        }
        calls += plan.calls;
        if (plan.calls_left_today) {
            left_today =
                std::min(left_today.value_or(*plan.calls_left_today), *plan.calls_left_today);
        }
        if (plan.calls_per_second) {
            per_second =
                std::min(per_second.value_or(*plan.calls_per_second), *plan.calls_per_second);
        }
    }
    return Value::object({{"shop", shops.size() == 1 ? numbers.front() : Value()},
                          {"shops", Value::list(std::move(numbers))},
                          {"streams", Value::list(std::move(streams))},
                          {"calls", calls},
                          {"calls_left_today", left_today},
                          {"calls_per_second", per_second}});
}

frame::Page plan_page(const std::vector<ShopPlan>& shops) {
    frame::Page page;
    for (const auto& [name, plan] : shops) {
        if (shops.size() > 1) {
            add_heading(page, name, plan.shop, &plan == &shops.front().plan);
        }
        add_plan(page, plan);
    }
    return page;
}

} // namespace etsyorder
