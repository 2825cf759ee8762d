// SPDX-License-Identifier: MIT
// What the program keeps of rules beside the file: since when each acts, and what the seller said
// of it.
#pragma once

#include "db/database.hpp"
#include "notify/plan.hpp"

#include <map>
#include <optional>
#include <string>

namespace etsyorder::notify {

struct KnownRule {
    std::string name;
    std::string trigger; // as it was written; another one makes it a new rule
    std::string deed;    // what it tells or does; another one must be released again
    std::int64_t since_event = 0;
    base::Instant since{};
    std::optional<base::Instant> released_at; // empty: its tellings to buyers are held
    std::optional<base::Instant> paused_at;   // empty: it acts
};

// Does the rule act for it? Only for events behind the one that was the newest when it was first
// read, and for moments after that.
[[nodiscard]] bool acts_for(const KnownRule& rule, const Occurrence& occurrence);

// Belongs to one database, hence to one thread. Writes inside the caller's unit of work.
class KnownRules {
public:
    explicit KnownRules(db::Database& database) : database_(&database) {}

    [[nodiscard]] std::map<std::string, KnownRule> all() const; // by name
    [[nodiscard]] std::optional<KnownRule> find(const std::string& name) const;
    void store(const KnownRule& rule);

private:
    db::Database* database_;
};

} // namespace etsyorder::notify
