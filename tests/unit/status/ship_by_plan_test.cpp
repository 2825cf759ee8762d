// SPDX-License-Identifier: MIT
#include "status/ship_by_plan.hpp"
#include "status_world.hpp"

using namespace etsyorder;
using namespace etsyorder::status;
using namespace etsyorder::test;
using std::chrono::November;

namespace {

// Of November 2026, which begins on a Sunday: 23 is a Monday.
base::Date november(unsigned day) {
    return {std::chrono::year{2026}, November, std::chrono::day{day}};
}
base::Instant noon(base::Date day) {
    return base::Instant{std::chrono::sys_days{day}} + std::chrono::hours{12};
}

const char* const kTwoTwoOne = "pipelines:\n- name: p\n  stages:\n"
                               "  - {name: cut, days: 2}\n  - {name: paint, days: 2}\n"
                               "  - {name: pack, days: 1}\n  - {name: ready, days: 0}\n";

struct Guardian {
    Pipelines pipelines = pipelines_of(kTwoTwoOne);
    base::Zone zone = base::Zone::named("UTC");
    ShipByRules rules;
    WorkItem item;

    Guardian() {
        item.quantity = 3;
        item.pipeline = "p";
        item.is_open = true;
        stand({{"cut", 3, noon(november(23))}});
    }
    void stand(std::vector<PiecesAt> pieces) { item.pieces = std::move(pieces); }
    ItemPlan plan(unsigned today, std::optional<unsigned> ship_by) {
        return plan(november(today), ship_by ? std::optional(november(*ship_by)) : std::nullopt);
    }
    ItemPlan plan(base::Date today, std::optional<base::Date> ship_by) {
        item.ship_by = ship_by ? std::optional(noon(*ship_by)) : std::nullopt;
        const auto days = rules.business_days(today);
        return plan_item(item, pipelines.find("p"), {today, &zone, &rules, &days});
    }
};

// "cut 2 by 23", a line for each stage
Texts stages(const ItemPlan& plan) {
    Texts words;
    for (const auto& stage : plan.stages) {
        words.push_back(fmt::format(
            "{} {} by {}", stage.stage, stage.days, static_cast<unsigned>(stage.last_begin.day())));
    }
    return words;
}

} // namespace

TEST_CASE("the last safe day of each stage is counted back from the ship-by day") {
    Guardian guardian;
    const auto plan = guardian.plan(23, 27); // Monday to Friday: just the five days it takes
    CHECK(plan.outlook == Outlook::fine);
    CHECK(plan.days_needed == 5);
    CHECK(plan.days_left == 5);
    CHECK(stages(plan) == Texts{"cut 2 by 23", "paint 2 by 25", "pack 1 by 27", "ready 0 by 27"});
    CHECK(!plan.extend_to);
}

TEST_CASE("a day too few is late before it is") {
    Guardian guardian;
    const auto plan = guardian.plan(23, 26);
    CHECK(plan.outlook == Outlook::will_be_late);
    CHECK(plan.days_needed == 5);
    CHECK(plan.days_left == 4);
    CHECK(plan.extend_until == november(26));
    CHECK(plan.extend_to ==
          base::Date{std::chrono::year{2026}, std::chrono::December, std::chrono::day{17}});
}

TEST_CASE("weekends and holidays are no working days") {
    Guardian guardian;
    CHECK(guardian.plan(20, 26).outlook == Outlook::fine); // Friday and Monday to Thursday
    guardian.rules.holidays = {{std::nullopt, 11, 25}};
    const auto plan = guardian.plan(20, 26);
    CHECK(plan.outlook == Outlook::will_be_late);
    CHECK(plan.days_left == 4);
    guardian.rules.holidays = {{2025, 11, 25}};
    CHECK(guardian.plan(20, 26).outlook == Outlook::fine);
    guardian.rules.holidays = {{std::nullopt, 11, 25}, {2026, 11, 25}, {std::nullopt, 11, 22}};
    CHECK(guardian.plan(20, 26).days_left == 4); // once, and those on a Sunday not at all
}

TEST_CASE("a ship-by day on a weekend leaves the Friday before it") {
    Guardian guardian;
    guardian.stand({{"pack", 3, noon(november(27))}});
    auto plan = guardian.plan(27, 29);
    CHECK(plan.outlook == Outlook::fine);
    CHECK(stages(plan) == Texts{"pack 1 by 27", "ready 0 by 29"});
    plan = guardian.plan(28, 29); // on Saturday the Friday is over
    CHECK(plan.outlook == Outlook::fine);
    guardian.stand({{"pack", 3, noon(november(28))}});
    plan = guardian.plan(28, 29);
    CHECK(plan.outlook == Outlook::will_be_late);
    CHECK(plan.days_left == 0);
}

TEST_CASE("of the stage it stands in only what is left of its days counts") {
    Guardian guardian;
    guardian.stand({{"paint", 3, noon(november(23))}});
    CHECK(guardian.plan(23, 27).days_needed == 3);
    CHECK(guardian.plan(24, 27).days_needed == 2);
    CHECK(guardian.plan(25, 27).days_needed == 1);
    CHECK(guardian.plan(26, 27).days_needed == 1); // it never takes less than nothing
    guardian.stand({{"paint", 3, noon(november(27))}});
    CHECK(guardian.plan(23, 27).days_needed == 3); // came there in the future: all of it
}

TEST_CASE("the pieces furthest behind decide") {
    Guardian guardian;
    guardian.stand({{"cut", 1, noon(november(23))}, {"ready", 2, noon(november(23))}});
    CHECK(guardian.plan(23, 27).days_needed == 5);
    guardian.stand({{"ready", 3, noon(november(23))}});
    const auto plan = guardian.plan(27, 27);
    CHECK(plan.days_needed == 0);
    CHECK(plan.outlook == Outlook::fine);
}

TEST_CASE("the day itself is in time, the day after is late and cannot be extended") {
    Guardian guardian;
    guardian.stand({{"pack", 3, noon(november(27))}});
    auto plan = guardian.plan(27, 27);
    CHECK(plan.outlook == Outlook::fine);
    CHECK(plan.days_left == 1);
    plan = guardian.plan(28, 27);
    CHECK(plan.outlook == Outlook::late);
    CHECK(plan.days_left == 0);
    CHECK(!plan.extend_until);
    CHECK(!plan.extend_to);
    guardian.item.hold = Hold{"buyer", "", noon(november(23))};
    plan = guardian.plan(30, 27);
    CHECK(plan.outlook == Outlook::late);
    CHECK(plan.days_left < 0);
    CHECK(!plan.extend_to);
}

TEST_CASE("an item without a ship-by day is never late, and waits for the buyer all the same") {
    Guardian guardian;
    auto plan = guardian.plan(23, std::nullopt);
    CHECK(plan.outlook == Outlook::no_day);
    CHECK(plan.days_needed == 5);
    CHECK(!plan.extend_to);
    guardian.item.hold = Hold{"buyer", "", noon(november(9))};
    plan = guardian.plan(23, std::nullopt);
    CHECK(plan.buyer_waited == 10);
}

TEST_CASE("a wait for the buyer is too long after the business days that are told") {
    Guardian guardian;
    guardian.item.hold = Hold{"buyer", "which font?", noon(november(19))}; // a Thursday
    CHECK(!guardian.plan(24, 30).buyer_waited); // Friday, Monday, Tuesday
    CHECK(guardian.plan(25, 30).buyer_waited == 4);
    guardian.rules.buyer_wait_days = 0;
    CHECK(!guardian.plan(19, 30).buyer_waited);
    CHECK(guardian.plan(20, 30).buyer_waited == 1);
    guardian.item.hold->waits_for = "material";
    CHECK(!guardian.plan(25, 30).buyer_waited);
    guardian.item.hold->waits_for = "";
    CHECK(!guardian.plan(25, 30).buyer_waited);
}

TEST_CASE("what is held up is to be extended when its day is near") {
    Guardian guardian;
    guardian.stand({{"ready", 3, noon(november(16))}});
    CHECK(!guardian.plan(24, 27).extend_to); // not held up: nothing is left to do
    guardian.item.hold = Hold{"", "", noon(november(16))};
    CHECK(!guardian.plan(23, 27).extend_to); // four business days are more than three
    const auto plan = guardian.plan(24, 27);
    CHECK(plan.outlook == Outlook::fine);
    CHECK(plan.extend_until == november(27));
    guardian.rules.warn_days = 1;
    CHECK(!guardian.plan(24, 27).extend_to);
    CHECK(guardian.plan(26, 27).extend_to);
}

TEST_CASE("how far a day can be extended is a setting, and nothing at all is one, too") {
    Guardian guardian;
    guardian.rules.extension_days = 7;
    CHECK(guardian.plan(23, 24).extend_to ==
          base::Date{std::chrono::year{2026}, std::chrono::December, std::chrono::day{1}});
    guardian.rules.extension_days = 0;
    const auto plan = guardian.plan(23, 24);
    CHECK(plan.outlook == Outlook::will_be_late);
    CHECK(!plan.extend_to);
    CHECK(!plan.extend_until);
    guardian.item.hold = Hold{"", "", noon(november(16))};
    guardian.stand({{"ready", 3, noon(november(16))}});
    CHECK(guardian.plan(24, 27).is_held_near); // its day warns all the same
    CHECK(!guardian.plan(24, 27).extend_to);
}

TEST_CASE("stages without days count as none and say that it is not known") {
    Guardian guardian;
    guardian.pipelines = pipelines_of("pipelines:\n- {name: p, stages: [cut, pack]}\n");
    const auto plan = guardian.plan(23, 23);
    CHECK(plan.outlook == Outlook::fine);
    REQUIRE(plan.stages.size() == 2);
    CHECK(!plan.stages.front().is_known);
}

TEST_CASE("of an item whose stage or pipeline is gone only its day is known") {
    Guardian guardian;
    guardian.stand({{"gone", 3, noon(november(23))}});
    CHECK(guardian.plan(23, 27).stages.empty());
    guardian.stand({{"gone", 1, noon(november(23))}, {"paint", 2, noon(november(23))}});
    CHECK(guardian.plan(23, 27).stages.size() == 3);
    guardian.pipelines = pipelines_of("pipelines:\n- {name: q, stages: [cut]}\n");
    CHECK(guardian.plan(23, 27).outlook == Outlook::fine);
    CHECK(guardian.plan(28, 27).outlook == Outlook::late);
}

TEST_CASE("days are those of the shop's zone") {
    Guardian guardian;
    guardian.zone = base::Zone::named("Pacific/Auckland"); // thirteen hours ahead
    guardian.stand({{"pack", 3, noon(november(26))}});
    guardian.item.ship_by = noon(november(27));
    const auto days = guardian.rules.business_days(november(27));
    const auto plan = plan_item(guardian.item,
                                guardian.pipelines.find("p"),
                                {november(27), &guardian.zone, &guardian.rules, &days});
    CHECK(plan.ship_by == november(28));
}

TEST_CASE("a 29 February is a holiday in the years that have one") {
    ShipByRules rules;
    rules.holidays = {{std::nullopt, 2, 29}};
    const base::Date leap{std::chrono::year{2028}, std::chrono::February, std::chrono::day{29}};
    CHECK(rules.business_days(november(23)).is_free(leap)); // it is told two years ahead
    const base::Date march{std::chrono::year{2027}, std::chrono::March, std::chrono::day{1}};
    CHECK(!rules.business_days(november(23)).is_free(march));
}

TEST_CASE("holidays of every year are kept over the turn of the year") {
    Guardian guardian;
    guardian.rules.holidays = {{std::nullopt, 12, 25}, {std::nullopt, 1, 1}};
    const base::Date start{std::chrono::year{2026}, std::chrono::December, std::chrono::day{23}};
    const base::Date end{std::chrono::year{2027}, std::chrono::January, std::chrono::day{4}};
    // 23, 24, 28 to 31 December and 4 January
    CHECK(guardian.plan(start, end).days_left == 7);
}
