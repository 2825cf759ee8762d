// SPDX-License-Identifier: MIT
// ExpectedFates: what a foreseen telling will become, with what the outbox has of it and what the
// seller said of its rule. Belongs to one database, hence to one thread.
#pragma once

#include "notify/drafts.hpp"
#include "notify/known_rules.hpp"
#include "notify/outbox_repository.hpp"

#include <map>
#include <optional>
#include <string>

namespace etsyorder::notify {

class ExpectedFates {
public:
    explicit ExpectedFates(db::Database& database)
        : outbox_(database), known_(KnownRules(database).all()) {}

    // Of what is to come. Empty: it is over, or the rule does not act for it.
    [[nodiscard]] std::optional<Fate> of(const Foreseen& one, const Draft& draft) const;
    // Of what would have come, if the rule had been there then.
    [[nodiscard]] Fate in_the_past(const Foreseen& one, const Draft& draft) const;

private:
    // Null: it was not read yet, or is a new rule of an old name.
    [[nodiscard]] const KnownRule* known(const Rule& rule) const;
    [[nodiscard]] Leave leave_of(const Rule& rule) const;

    OutboxRepository outbox_;
    std::map<std::string, KnownRule> known_;
};

} // namespace etsyorder::notify
