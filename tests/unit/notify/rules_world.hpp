// SPDX-License-Identifier: MIT
// What the tests of the outbox share: a shop in Berlin, orders that live, rules, and beats that can
// be cut off.
#pragma once

#include "../orders/orders_world.hpp"
#include "notify/keep_plan.hpp"
#include "notify/rules_file.hpp"
#include "notify/settle.hpp"
#include "notify/tell_due.hpp"
#include "orders/tag_orders.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>
#include <string>
#include <vector>

namespace etsyorder::test {

using Lines = std::vector<std::string>;

struct Cut {}; // the process ends here

struct RulesWorld : OrdersWorld {
    notify::Rules rules;
    std::string text;
    notify::ShopCalendar calendar{base::Zone::named("Europe/Berlin"), {}};
    int cut_after = 0;                  // so many questions and deeds; 0: not at all
    std::vector<orders::OrderId> found; // by the query of any rule
    std::string refuses_stage;          // why a stage cannot be set; empty: it can
    bool query_is_wrong = false;
    int deeds = 0;
    templates::Facts facts{
        database, now, [](orders::ShopId, const std::string&) {
            return templates::ShopSettings{base::Zone::named("Europe/Berlin"), "en", "", "USD"};
        }};
    std::optional<templates::Library> library;
    notify::Surroundings surroundings{[this](orders::ShopId) -> const notify::ShopCalendar& {
                                          may_be_cut();
                                          return calendar;
                                      },
                                      [this](const std::string&) {
                                          may_be_cut();
                                          if (query_is_wrong) {
                                              throw base::Error(base::ErrorKind::usage, "no query");
                                          }
                                          return found;
                                      }};
    unsigned char hashes = 1;

    RulesWorld() {
        database.execute("PRAGMA synchronous = OFF; INSERT INTO shops (shop_id, name, currency) "
                         "VALUES (7, 'Acorn', 'USD')");
        now = *base::parse_instant("2026-10-19T08:00:00Z"); // a Monday
        std::filesystem::create_directory(folder.path() / "templates");
        write_template("hello", "Hi {{ buyer.first_name }}");
    }
    RulesWorld(const RulesWorld&) = delete;
    RulesWorld& operator=(const RulesWorld&) = delete;

    void write_template(const std::string& name, const std::string& words) {
        std::ofstream(folder.path() / "templates" / (name + ".liquid")) << words;
        library.emplace(folder.path() / "templates");
    }
    void may_be_cut() {
        if (cut_after > 0 && --cut_after == 0) {
            throw Cut{};
        }
    }
    void write_rules(const std::string& words) {
        auto read = notify::read_rules_text(words, "rules.yaml");
        for (const auto& problem : read.problems) {
            FAIL(problem.place << ": " << problem.text);
        }
        rules = std::move(read.rules);
        text = words;
    }

    // An open order that ships on the 30th of October.
    orders::OrderId add(std::int64_t receipt) {
        change(receipt, [&](orders::ReceivedOrder& order) {
            order.placed_at = now;
            orders::ReceivedItem item;
            item.transaction = orders::TransactionId{receipt * 10};
            item.title = "Sign";
            item.quantity = 1;
            item.ship_by = *base::parse_instant("2026-10-30T20:00:00Z");
            order.items = std::vector<orders::ReceivedItem>{item};
        });
        return stored(receipt).id;
    }
    template <class Edit>
    void change(std::int64_t receipt, const Edit& edit) {
        auto order = bare_order(receipt, ++hashes);
        order.status = "paid";
        order.is_paid = true;
        order.buyer_name = "Ann Example";
        order.buyer_user_id = receipt;
        order.updated_at = now;
        edit(order);
        record(order);
    }
    void tag(std::int64_t receipt, const std::string& tag) {
        (void)orders::tag_orders(database, {stored(receipt)}, {{tag}, {}}, now);
    }

    notify::PlanChanges keep() {
        return notify::keep_plan(database, rules, surroundings, text, now);
    }
    notify::Settlement settle(std::int64_t id, notify::Decision decision) {
        return notify::settle(
                   database, {notify::TellingId(id)}, decision, notify::SettleHow::really, now)
            .front()
            .outcome;
    }
    notify::Drafts drafts() { return {database, facts, *library}; }
    // What became of what was due, "rule ORDER state".
    Lines beat() {
        keep();
        Lines lines;
        auto drafts = this->drafts();
        const notify::Doers doers{
            [this](orders::OrderId, const std::string&, const notify::Rule&) {
                may_be_cut();
                ++deeds;
                return refuses_stage;
            },
            [this](orders::OrderId order, const std::string& tag) {
                may_be_cut();
                if (auto loaded = repository.load(order)) {
                    (void)orders::tag_orders(database, {std::move(*loaded)}, {{tag}, {}}, now);
                }
                return std::string();
            }};
        notify::tell_due(
            database, rules, surroundings, drafts, doers, now, [&](const notify::Telling& one) {
                may_be_cut();
                lines.push_back(line_of(one));
            });
        return lines;
    }
    std::string line_of(const notify::Telling& one) const {
        const auto receipt = one.order ? repository.receipt_of(*one.order) : std::nullopt;
        return fmt::format("{} {} {}",
                           one.rule,
                           receipt ? std::to_string(receipt->value()) : "shop",
                           notify::to_string(one.state));
    }
    std::vector<notify::Telling> all() {
        std::vector<notify::Telling> rows;
        notify::OutboxRepository(database).each(
            {}, [&](const notify::Telling& one) { rows.push_back(one); });
        return rows;
    }
    Lines outbox() {
        Lines lines;
        for (const auto& one : all()) {
            lines.push_back(line_of(one));
        }
        return lines;
    }
    // "rule ORDER due", of what is queued.
    Lines planned() {
        Lines lines;
        for (const auto& one : all()) {
            if (one.state == notify::TellingState::queued) {
                const auto words = line_of(one);
                lines.push_back(words.substr(0, words.rfind(' ') + 1) +
                                base::format_instant(one.due));
            }
        }
        return lines;
    }
    void go_on(std::chrono::seconds span) { now += span; }
};

} // namespace etsyorder::test
