// SPDX-License-Identifier: MIT
// Drafts: whether a telling comes after all, and what it says: its rule's `if`, whom its template
// is for, and the letter. Asked when the plan is printed and, the same, just before sending.
#pragma once

#include "notify/foresee.hpp"
#include "notify/telling.hpp"
#include "templates/facts.hpp"
#include "templates/letter.hpp"

#include <memory>
#include <optional>
#include <string>

namespace etsyorder::notify {

struct Draft {
    enum class Verdict {
        comes,
        condition, // its `if` does not hold
        not_for,   // its template is not for such an order
        held,      // what is missing, or wrong with the template, is `problem`
        gone,      // the order is not there any more, or its person was forgotten
    };
    Verdict verdict = Verdict::comes;
    std::optional<templates::Letter> letter; // of what comes and is sent
    std::optional<liquid::Problem> problem;
    std::shared_ptr<templates::UsedFacts> used; // by the letter; null: none was asked for
    std::optional<orders::Order> order;         // as it is stored; empty: about the shop, or gone
};
[[nodiscard]] std::string_view to_string(Draft::Verdict verdict); // "comes", "if says no", ...

// What the seller said of the rule and of this telling.
struct Leave {
    bool is_released = false; // of the rule, or of the telling
    bool is_paused = false;
};

// What becomes of a telling once it is due.
struct Fate {
    TellingState state = TellingState::queued; // queued: its rule is paused
    std::string problem;                       // may be empty
};
[[nodiscard]] Fate fate_of(const Rule& rule, const Draft& draft, Leave leave);

// One thread. All must outlive it.
class Drafts {
public:
    Drafts(db::Database& database, templates::Facts& facts, const templates::Library& library)
        : database_(database), facts_(facts), library_(library) {}

    // As of the moment at which it is due, and of the order as it is stored now.
    [[nodiscard]] Draft draft(const Foreseen& foreseen);

private:
    void write(Draft& draft,
               const Foreseen& foreseen,
               const liquid::Value& data,
               const templates::LetterSettings& settings);

    db::Database& database_;
    templates::Facts& facts_;
    const templates::Library& library_;
};

} // namespace etsyorder::notify
