// SPDX-License-Identifier: MIT
// Rule: when something happens or a time comes (and if so, after a while), tell somebody or do
// something (etsyorder-rules(5)). An order for which it is to act at one moment is an occurrence.
#pragma once

#include "liquid/template.hpp"
#include "notify/cron_line.hpp"
#include "notify/moment.hpp"
#include "notify/span.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace etsyorder::notify {

// `when:` — one of these events of an order.
struct OnEvent {
    std::vector<std::string> names; // one and more, each one of events::event_names()
};

// `at:` — a moment that is counted from the order's days.
struct AtMoment {
    Moment moment;
    std::string text; // as written
};

// `cron:` — a time of the shop, for all orders that a query finds then.
struct AtTimes {
    CronLine line;
    std::string text; // as written
    // For each of these orders; empty: once, about the shop.
    std::optional<std::string> orders;
};

using Trigger = std::variant<OnEvent, AtMoment, AtTimes>;

enum class Recipient { buyer, seller };
[[nodiscard]] std::string_view to_string(Recipient recipient); // "buyer"

// The ways by which a telling can go, as rules name them.
[[nodiscard]] const std::vector<std::string>& channel_names();

struct Send {
    std::string template_name;
    Recipient to = Recipient::buyer;
    std::vector<std::string> via; // the first one that is possible; one and more
};
struct Run {
    std::vector<std::string> words; // program and arguments; no shell reads them
};
struct SetStage {
    std::string stage;
};
struct AddTag {
    std::string tag;
};
using Deed = std::variant<Send, Run, SetStage, AddTag>;

struct Repeat {
    Span every;  // more than nothing
    int max = 1; // times in all, the first included
};
constexpr int kMostRepeats = 100;

struct Rule {
    std::string name; // one word, unlike all others
    int line = 0;     // of the file, from 1
    Trigger trigger;
    std::string condition_text;                  // `if`; empty: always
    std::optional<liquid::Expression> condition; // of that text
    Span after;
    std::vector<std::string> until; // events of the order that end it
    std::optional<Repeat> repeat;
    std::optional<Quiet> quiet;
    Span expires{Span::Unit::days, 1}; // so long after its time it may still be told
    bool once = false;                 // once for an order, however often it is triggered
    Deed deed;

    [[nodiscard]] bool is_to_buyer() const {
        const auto* const send = std::get_if<Send>(&deed);
        return send != nullptr && send->to == Recipient::buyer;
    }
};

// "when order.shipped", "at ship_by - 2 business days", "cron 0 9 * * mon-fri"
[[nodiscard]] std::string trigger_in_words(const Rule& rule);
// "tell the buyer: proof-reminder", "run notify.sh", "stage on-hold", "tag late"
[[nodiscard]] std::string deed_in_words(const Rule& rule);

struct Rules {
    std::vector<Rule> all;                                       // in the order of the file
    [[nodiscard]] const Rule* find(std::string_view name) const; // null: there is none
};

// Fit to be the name of a rule: 1 to 60 bytes of small letters, digits and "-_", those beyond ASCII
// too.
[[nodiscard]] bool is_rule_name(std::string_view text);

} // namespace etsyorder::notify
