// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "frame/relative.hpp"
#include "orders/order_cell.hpp"
#include "status/item_rows.hpp"
#include "status/ship_by_plan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace etsyorder {

std::vector<std::string> fields_of_status_check();

namespace {

using frame::Cell;
using frame::ExitCode;
using frame::Services;
using frame::Tone;
using frame::Value;
using status::Outlook;

struct CheckArgs {
    ItemWords items;
    bool all = false;
};

frame::Table empty_table() {
    return {
        .name = "items",
        .columns = {{.field = "item", .heading = "item"},
                    {.field = "title", .heading = "title", .flexible = true, .expendable = true},
                    {.field = "stage", .heading = "stage"},
                    {.field = "finding", .heading = "finding"},
                    {.field = "ship_by", .heading = "ship by"},
                    {.field = "days_needed", .heading = "needs", .right = true},
                    {.field = "days_left", .heading = "has", .right = true},
                    {.field = "text", .heading = "what to do", .flexible = true},
                    {.field = "stages"},
                    {.field = "extend_until"},
                    {.field = "extend_to"},
                    {.field = "buyer_waited"},
                    {.field = "held"},
                    {.field = "order"},
                    {.field = "number"},
                    {.field = "name"}},
        .when_empty = "nothing is late, will be late or waits too long"};
}

// "begin engraving by 2026-11-24, packing by 2026-11-27"
std::string moments(const status::ItemPlan& plan, base::Date today) {
    std::string words;
    for (const auto& stage : plan.stages) {
        if (stage.days > 0 && stage.last_begin >= today) {
            words += fmt::format("{}{} by {}",
                                 words.empty() ? "begin " : ", ",
                                 stage.stage,
                                 base::format_date(stage.last_begin));
        }
    }
    return words;
}

enum class Extension { possible, none }; // by the settings

std::string what_to_do(const status::WorkItem& item,
                       const status::ItemPlan& plan,
                       base::Date today,
                       Extension extension) {
    std::vector<std::string> words;
    if (plan.buyer_waited) {
        words.push_back(
            fmt::format("waits for the buyer for {} business days", *plan.buyer_waited));
    } else if (item.hold) {
        words.push_back(hold_in_words(item));
    }
    if (plan.outlook == Outlook::late) {
        words.emplace_back(extension == Extension::none
                               ? "its day has passed"
                               : "its day has passed: it cannot be extended any more");
    } else if (plan.extend_to) {
        words.push_back(fmt::format("extend it at Etsy until {}, once, to {} at most",
                                    base::format_date(*plan.extend_until),
                                    base::format_date(*plan.extend_to)));
    }
    if (plan.outlook == Outlook::fine && !plan.extend_to && !plan.is_held_near) {
        if (auto days = moments(plan, today); !days.empty()) {
            words.push_back(std::move(days));
        }
    }
    return fmt::format("{}", fmt::join(words, "; "));
}

Value stages_value(const status::ItemPlan& plan) {
    Value::List stages;
    for (const auto& stage : plan.stages) {
        stages.push_back(
            Value::object({{"stage", stage.stage},
                           {"days", stage.is_known ? Value(stage.days) : Value()},
                           {"last_begin", plan.ship_by ? Value(stage.last_begin) : Value()}}));
    }
    return Value::list(std::move(stages));
}

class Check {
public:
    Check(Services& services, db::Database& database, StatusDesk& desk, bool all)
        : output_(services.output()), rows_(services.output().rows(empty_table())),
          zones_(services, database), database_(database), desk_(desk), now_(services.now()),
          all_(all) {}

    void add(const status::WorkItem& item) {
        if (!item.is_open || item.is_told_shipped) {
            return;
        }
        ++items_;
        const auto& zone = zones_.of(item.shop);
        const auto today = zone.date(now_);
        const auto& rules = desk_.pipelines().ship_by;
        if (!days_ || today != today_) {
            today_ = today;
            days_ = rules.business_days(today);
        }
        const auto plan = status::plan_item(
            item, desk_.placing().pipeline_of(item), {today, &zone, &rules, &*days_});
        const bool is_lost =
            std::any_of(item.pieces.begin(), item.pieces.end(), [&](const auto& one) {
                return stage_of(item, one.stage, desk_.placing()) == nullptr;
            });
        const bool found = is_lost || plan.outlook == Outlook::late ||
                           plan.outlook == Outlook::will_be_late || plan.buyer_waited ||
                           plan.extend_to || plan.is_held_near;
        found_ += found ? 1U : 0U;
        if (found || all_) {
            add_row(item, plan, found, is_lost);
        }
    }

    std::size_t end() {
        if (page_) {
            output_.page("items", Value::list({}), *page_);
        } else {
            rows_.end();
        }
        return found_;
    }
    [[nodiscard]] std::size_t items() const { return items_; }

private:
    void
    add_row(const status::WorkItem& item, const status::ItemPlan& plan, bool found, bool is_lost) {
        const auto text =
            is_lost ? std::string("its stage is gone from the pipeline: etsyorder status "
                                  "pipelines --migrate")
                    : what_to_do(item,
                                 plan,
                                 today_,
                                 desk_.pipelines().ship_by.extension_days > 0 ? Extension::possible
                                                                              : Extension::none);
        const bool waits = plan.outlook == Outlook::fine || plan.outlook == Outlook::no_day;
        const std::string finding = is_lost && waits             ? "stage is gone"
                                    : waits && plan.buyer_waited ? "waits for buyer"
                                    : waits && found             ? "held up"
                                                     : std::string(to_string(plan.outlook));
        const auto tone = plan.outlook == Outlook::late ? Tone::bad
                          : found                       ? Tone::soon
                                                        : Tone::plain;
        if (page_) {
            page_->line(fmt::format("{}  {}{}  {}",
                                    item_word(database_, item),
                                    finding,
                                    plan.ship_by ? "  ship by " + base::format_date(*plan.ship_by)
                                                 : std::string(),
                                    item.title),
                        tone);
            page_->line(fmt::format("  {}{}",
                                    item.pieces.front().stage,
                                    plan.ship_by
                                        ? fmt::format(", needs {} and has {} business days",
                                                      plan.days_needed,
                                                      plan.days_left)
                                        : std::string()));
            if (!text.empty()) {
                page_->line("  " + text);
            }
            return;
        }
        rows_.add({item_word(database_, item),
                   item.title,
                   item.pieces.front().stage,
                   Cell(finding, "", tone),
                   plan.ship_by ? Cell(*plan.ship_by) : Cell(nullptr, " "),
                   plan.days_needed,
                   plan.days_left,
                   text,
                   stages_value(plan),
                   plan.extend_until,
                   plan.extend_to,
                   plan.buyer_waited,
                   hold_value(item),
                   item.receipt.value(),
                   item.number,
                   name_value(database_, item.order, item.receipt)});
    }

    frame::Output& output_;
    frame::Output::Rows rows_;
    std::optional<frame::Page> page_;
    ShopZones zones_;
    db::Database& database_;
    StatusDesk& desk_;
    base::Instant now_;
    bool all_;
    base::Date today_{};
    std::optional<base::BusinessDays> days_;
    std::size_t items_ = 0;
    std::size_t found_ = 0;
};

ExitCode run_check(const CheckArgs& args, Services& services) {
    services.output().require_fields(fields_of_status_check());
    auto& database = services.database_for_reading();
    StatusDesk desk(services, database);
    Check check(services, database, desk, args.all);
    each_item(
        args.items, desk, services, database, [&](status::WorkItem&& item) { check.add(item); });
    const auto found = check.end();
    services.output().note(fmt::format("{} of {} item{} need{} a look",
                                       found,
                                       check.items(),
                                       check.items() == 1 ? "" : "s",
                                       found == 1 ? "s" : ""));
    services.output().note(staleness(services, database));
    return found > 0 ? ExitCode::findings : ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_status_check() {
    return frame::field_names(empty_table());
}

void add_status_check(frame::Command& noun) {
    auto args = std::make_shared<CheckArgs>();
    auto verb =
        noun.verb("check", "Find what is late, will be late, or waits for the buyer too long");
    add_item_words(verb, args->items);
    verb.flag("--all", args->all, "all items, with the last safe day of each stage")
        .examples(
            {"etsyorder status check",
             "etsyorder status check --all --json item,stages",
             "etsyorder status check --where tag:wedding || notify-send 'wedding orders are late'"})
        .runs([args](Services& services) { return run_check(*args, services); });
}

} // namespace etsyorder
