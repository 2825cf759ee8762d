// SPDX-License-Identifier: MIT
// Telling: one row of the outbox: what a rule tells or does about an order at one moment, and what
// became of it.
//
// queued -> handed (to the seller, who sends it by hand) -> sent
// queued -> done (a stage or a tag)
// queued -> held (something is missing, or the seller wants to see it first) -> queued
// queued, held, handed -> cancelled;  queued, held -> expired
#pragma once

#include "base/id.hpp"
#include "notify/plan.hpp"
#include "orders/order.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::notify {

using TellingId = base::Id<struct TellingTag>;

// As they are stored; `sending`, `failed` and `in_doubt` are for channels that send by themselves.
enum class TellingState {
    queued,
    held,
    handed,
    sending,
    sent,
    done,
    failed,
    in_doubt,
    cancelled,
    expired,
};
[[nodiscard]] std::string_view to_string(TellingState state); // "in_doubt"
// Empty: there is no such state.
[[nodiscard]] std::optional<TellingState> state_from(std::string_view text);
[[nodiscard]] const std::vector<std::string>& state_names();

struct Telling {
    TellingId id{0};
    orders::ShopId shop{0};
    std::string rule;
    std::optional<orders::OrderId> order; // empty: about the shop
    std::string key;                      // Occurrence::key
    std::int64_t event_id = 0;
    std::string reason;
    base::Instant reason_at{};
    std::string recipient;     // "buyer", "seller"; empty: nobody is told
    std::string template_name; // empty: no letter
    std::string channel;       // empty: not chosen yet
    TellingState state = TellingState::queued;
    std::string problem;
    bool is_released = false; // the seller said of this one that it may go
    base::Instant due{};
    base::Instant expires{};
    base::Instant next{}; // of a queued one: when it is looked at
    std::optional<std::string> subject;
    std::string text; // of the letter; empty: none was made yet
    std::optional<std::int64_t> letter;
    std::int64_t tries = 0;
    base::Instant created_at{};
    base::Instant changed_at{};
};

// Why the plan cancels: what was cancelled for one of these is queued again when its reason is
// back.
constexpr const char* kRuleGone = "the rule is gone";
constexpr const char* kReasonGone = "its reason is gone";

// Why a telling to a buyer is held whose rule was not released yet; release of the rule frees those
// with just this problem.
[[nodiscard]] std::string waits_for_release_of(const std::string& rule);

} // namespace etsyorder::notify
