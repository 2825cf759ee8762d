// SPDX-License-Identifier: MIT
// Lease: this process does a shop's job now, and no other does. It is held in the database, so that
// a terminal, cron and a daemon see each other; a holder that died on this machine is noticed at
// once, one on another machine after the lease has run out.
//
//     auto lease = Lease::take(database, {shop, "sync"}, clock);   // throws conflict: somebody
//     else has it
//     ... work, now and then lease.extend() ...
#pragma once

#include "base/clock.hpp"
#include "db/database.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace etsyorder::db {

struct Job {
    std::int64_t shop_id = 0;
    std::string name; // "sync"
};

// Belongs to one thread. Given back by the destructor.
class Lease {
public:
    // Throws Error of kind conflict naming the holder.
    [[nodiscard]] static Lease take(Database& database, Job job, const base::Clock& clock);

    Lease(Lease&& other) noexcept;
    Lease& operator=(Lease&&) = delete;
    ~Lease();

    // Puts the end further off; writes at most once a minute. Inside the caller's transaction or
    // not. Throws Error of kind conflict when another process has taken it over.
    void extend();

private:
    Lease(Database& database, Job job, const base::Clock& clock, std::string holder);

    Database* database_;
    Job job_;
    const base::Clock* clock_;
    std::string holder_;
    base::Instant extended_at_;
};

// Says who does which job of any shop now ("sync, by process 12 on desk"); empty: nobody.
[[nodiscard]] std::optional<std::string> held_job(Database& database, base::Instant now);

} // namespace etsyorder::db
