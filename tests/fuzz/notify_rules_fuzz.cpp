// SPDX-License-Identifier: MIT
// rules.yaml of anybody: it is refused with a place, or each of its rules can be planned about an
// order, in bounds and in order of time.
#include "notify/plan.hpp"
#include "notify/rules_file.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

using namespace etsyorder;

namespace {

void require(bool promise) {
    if (!promise) {
        std::abort();
    }
}

notify::OrderLife an_order() {
    const auto at = [](int hours) {
        return base::Instant{std::chrono::days{20'777}} + std::chrono::hours{hours};
    };
    notify::OrderLife life;
    life.id = orders::OrderId(1);
    life.is_open = true;
    life.placed_at = at(0);
    life.ship_by = at(200);
    life.events = {{1, "order.placed", at(0)},
                   {2, "order.paid", at(1)},
                   {3, "order.tagged", at(30)},
                   {4, "status.moved", at(60)}};
    return life;
}

void check(const notify::Rules& rules) {
    static const notify::ShopCalendar berlin{base::Zone::named("Europe/Berlin"), {}};
    const auto life = an_order();
    std::set<std::string> names;
    for (const auto& rule : rules.all) {
        require(notify::is_rule_name(rule.name) && names.insert(rule.name).second);
        require(!notify::trigger_in_words(rule).empty() && !notify::deed_in_words(rule).empty());
        require(notify::looks_back(rule) >= std::chrono::seconds{0});
        const auto all = notify::occurrences(rule, life, berlin);
        require(all.size() <= life.events.size() * notify::kMostRepeats);
        std::set<std::string> keys;
        for (const auto& one : all) {
            require(keys.insert(one.key).second && one.expires >= one.due);
        }
        require(std::ranges::is_sorted(all, {}, &notify::Occurrence::due));
        if (const auto* const times = std::get_if<notify::AtTimes>(&rule.trigger)) {
            const auto next = times->line.next(life.placed_at, berlin.zone);
            require(next && *next > life.placed_at);
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    const auto read = notify::read_rules_text(text, "fuzz.yaml");
    require(read.problems.size() <= 20 && (read.problems.empty() || read.rules.all.empty()));
    for (const auto& problem : read.problems) {
        require(!problem.text.empty() && !problem.code.empty() && problem.line >= 1);
    }
    check(read.rules);
    return 0;
}
