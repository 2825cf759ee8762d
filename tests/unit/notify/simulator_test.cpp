// SPDX-License-Identifier: MIT
// Three weeks in the life of a shop for each seed: orders, tags, moved days, cancels, rules that
// change, pause and are released, clocks that jump, beats that are cut off. After each beat: what
// was foreseen came, nothing came that was not, nothing is lost, nothing was told twice.
//
// ETSYORDER_SEED=42 notify_test -tc='*one seed*' plays one of them again.
#include "notify/foresee.hpp"
#include "rules_world.hpp"

#include <cstdlib>
#include <map>
#include <random>
#include <set>

using namespace etsyorder;
using notify::Telling;
using notify::TellingState;
using std::chrono::hours;
using test::Lines;
using test::RulesWorld;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSlow = true;
#elif defined(__has_feature)
constexpr bool kIsSlow = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool kIsSlow = false;
#endif
constexpr int kSeedsAPart = kIsSlow ? 5 : 100;

const char* const kRules[] = {
    "- {name: thanks, when: order.tagged, after: 2h, until: order.canceled, expires: 12h, "
    "send: {template: hello, to: seller}}\n"
    "- {name: soon, at: ship_by - 2 business days at 8:30, send: {template: hello, to: seller}}\n"
    "- {name: chase, when: order.placed, after: 1 business day, repeat: {every: 1 day, max: 3}, "
    "until: [order.canceled, order.shipped], quiet: {from: \"21:00\", to: \"08:00\"}, "
    "send: {template: hello}}\n"
    "- {name: daily, cron: \"30 2 * * *\", send: {template: shop, to: seller}}\n"
    "- {name: mark, at: placed + 3 days, tag: old}\n",
    "- {name: thanks, when: order.tagged, after: 4h, until: order.canceled, expires: 12h, "
    "send: {template: hello, to: seller}}\n"
    "- {name: daily, cron: \"30 2 * * *\", send: {template: shop, to: seller}}\n"
    "- {name: chase, when: order.placed, after: 1 business day, repeat: {every: 1 day, max: 3}, "
    "until: [order.canceled, order.shipped], quiet: {from: \"21:00\", to: \"08:00\"}, "
    "send: {template: hello}}\n"
    "- {name: sorted, when: order.tagged, after: 1h, once: true, stage: packing}\n",
};

// An occurrence of a rule about an order, or about the shop.
std::string name_of(const std::string& rule,
                    const std::optional<orders::OrderId>& order,
                    const std::string& key) {
    return fmt::format("{}/{}/{}", rule, order ? order->value() : 0, key);
}

struct Shop : RulesWorld {
    std::mt19937_64 random;
    std::int64_t last_receipt = 0;
    std::map<std::int64_t, TellingState> ended; // by telling: those that are over stay so
    base::Instant latest = now; // that a clock ever showed: what had expired then stays so

    explicit Shop(std::uint64_t seed) : random(seed) {
        write_template("shop", "Good morning");
        write_rules(kRules[0]);
    }
    int pick(int below) { return static_cast<int>(random() % static_cast<std::uint64_t>(below)); }

    void something_happens() {
        const auto receipt = last_receipt == 0 ? 0 : 1 + pick(static_cast<int>(last_receipt));
        switch (receipt == 0 ? 0 : pick(9)) {
        case 0:
        case 1:
            add(++last_receipt);
            break;
        case 2:
        case 3:
            tag(receipt, fmt::format("t{}", pick(5)));
            break;
        case 4:
            change(receipt, [](auto& order) { order.status = "canceled"; });
            break;
        case 5:
            move_day(receipt);
            break;
        case 6:
            write_rules(kRules[pick(2)]);
            break;
        case 7:
            (void)notify::settle_rule(database,
                                      pick(2) == 0 ? "chase" : "thanks",
                                      static_cast<notify::RuleDecision>(pick(3)),
                                      now);
            break;
        case 8:
            settle_one();
            break;
        }
    }
    void move_day(std::int64_t receipt) {
        change(receipt, [&](orders::ReceivedOrder& order) {
            orders::ReceivedItem item;
            item.transaction = orders::TransactionId{receipt * 10};
            item.ship_by = now + hours{24 * (1 + pick(12))};
            order.items = std::vector<orders::ReceivedItem>{item};
        });
    }
    void settle_one() {
        const auto rows = all();
        if (!rows.empty()) {
            const auto& one = rows[static_cast<std::size_t>(pick(static_cast<int>(rows.size())))];
            (void)notify::settle(database,
                                 {one.id},
                                 static_cast<notify::Decision>(pick(4)),
                                 notify::SettleHow::really,
                                 now);
        }
    }
    void time_passes() {
        const int jump = pick(20);
        if (jump == 0) {
            now -= hours{1 + pick(3)}; // somebody sets the clock
        } else if (jump == 1) {
            now += hours{30 + pick(40)}; // the machine slept
        } else {
            now += std::chrono::minutes{10 + pick(900)};
        }
        latest = std::max(latest, now);
    }

    // A beat that may be cut off, and is run again until it comes through.
    void beat_through() {
        for (int tries = 0;; ++tries) {
            cut_after = tries < 3 && pick(3) == 0 ? 1 + pick(40) : 0;
            try {
                beat();
                cut_after = 0;
                return;
            } catch (const test::Cut&) {
            }
        }
    }

    // What the plan says is due now and had not expired at that moment, of rules that act.
    std::set<std::string> due_now(base::Instant in_time_at) {
        std::set<std::string> names;
        const auto known = notify::KnownRules(database).all();
        surroundings.since_event_of = [&](const std::string& rule) {
            const auto kept = known.find(rule);
            return kept == known.end() ? 0 : kept->second.since_event;
        };
        const auto foresight = notify::foresee(
            database, rules, {now - std::chrono::days{5}, now, std::nullopt}, surroundings);
        for (const auto& one : foresight.all) {
            const auto kept = known.find(one.rule->name);
            const bool is_new =
                kept == known.end() ||
                kept->second.trigger != notify::trigger_in_words(*one.rule) ||
                (one.occurrence.event_id > 0 ? one.occurrence.event_id <= kept->second.since_event
                                             : one.occurrence.due < kept->second.since);
            const bool is_time = std::holds_alternative<notify::AtTimes>(one.rule->trigger);
            if (!is_new && !is_time && !kept->second.paused_at &&
                one.occurrence.expires >= in_time_at) {
                names.insert(name_of(one.rule->name, one.order, one.occurrence.key));
            }
        }
        surroundings.since_event_of = {};
        return names;
    }

    // `foreseen` may come, and `in_time` must.
    void check(const std::set<std::string>& foreseen,
               const std::set<std::string>& in_time,
               const std::set<std::string>& over_before) {
        std::set<std::string> there;
        for (const auto& one : all()) {
            const auto name = name_of(one.rule, one.order, one.key);
            must(there.insert(name).second, name, "is there twice");
            must(one.tries <= 1 + (one.is_released ? 1 : 0), name, "was tried twice");
            must(one.state != TellingState::handed || !one.text.empty(), name, "says nothing");
            const bool told = one.state == TellingState::handed || one.state == TellingState::done;
            must(!told || one.is_released || one.key.starts_with("time ") ||
                     over_before.contains(name) || foreseen.contains(name),
                 name,
                 "came without being foreseen");
            must(one.state != TellingState::queued || one.next > now || !foreseen.contains(name),
                 name,
                 "is due and was left");
        }
        for (const auto& name : in_time) {
            must(there.contains(name), name, "is lost");
        }
    }
    // As quick as can be: it is asked a million times.
    void must(bool promise, const std::string& name, const char* otherwise) const {
        if (!promise) {
            FAIL_CHECK(name << " " << std::string(otherwise) << ", at "
                            << base::format_instant(now));
        }
    }
    std::set<std::string> over() {
        std::set<std::string> names;
        for (const auto& one : all()) {
            if (one.state != TellingState::queued) {
                names.insert(name_of(one.rule, one.order, one.key));
            }
        }
        return names;
    }
    // Told at most once each, by the record that nobody can change.
    void check_events() {
        auto rows = database.statement("SELECT count(*) FROM events WHERE name = 'telling.handed' "
                                       "GROUP BY subject_id HAVING count(*) > 1");
        CHECK(!rows.step());
    }
};

void live(std::uint64_t seed) {
    CAPTURE(seed);
    Shop shop(seed);
    shop.beat_through();
    const auto end = shop.now + std::chrono::days{21};
    while (shop.now < end) {
        for (int i = shop.pick(3); i > 0; --i) {
            shop.something_happens();
        }
        shop.time_passes();
        const auto foreseen = shop.due_now(shop.now);
        const auto in_time = shop.due_now(shop.latest);
        const auto over_before = shop.over();
        shop.beat_through();
        shop.check(foreseen, in_time, over_before);
    }
    shop.check_events();
}

// All that is foreseen comes, once, and nothing else.
void live_part(int part) {
    for (int i = 1; i <= kSeedsAPart; ++i) {
        live(static_cast<std::uint64_t>(part * 100 + i));
    }
}

} // namespace

TEST_CASE("a shop's life of one seed, named by ETSYORDER_SEED") {
    if (const auto* const seed = std::getenv("ETSYORDER_SEED")) {
        live(std::strtoull(seed, nullptr, 10));
    }
}

TEST_CASE("a shop's life of the first hundred seeds: what is foreseen comes, once") {
    live_part(0);
}

TEST_CASE("a shop's life of the second hundred seeds: what is foreseen comes, once") {
    live_part(1);
}

TEST_CASE("a shop's life of the third hundred seeds: what is foreseen comes, once") {
    live_part(2);
}

TEST_CASE("a shop's life of the fourth hundred seeds: what is foreseen comes, once") {
    live_part(3);
}

TEST_CASE("a shop's life of the fifth hundred seeds: what is foreseen comes, once") {
    live_part(4);
}

TEST_CASE("a shop's life of the sixth hundred seeds: what is foreseen comes, once") {
    live_part(5);
}

TEST_CASE("a shop's life of the seventh hundred seeds: what is foreseen comes, once") {
    live_part(6);
}

TEST_CASE("a shop's life of the eighth hundred seeds: what is foreseen comes, once") {
    live_part(7);
}

TEST_CASE("a shop's life of the ninth hundred seeds: what is foreseen comes, once") {
    live_part(8);
}

TEST_CASE("a shop's life of the tenth hundred seeds: what is foreseen comes, once") {
    live_part(9);
}
