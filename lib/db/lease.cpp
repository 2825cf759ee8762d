// SPDX-License-Identifier: MIT
#include "db/lease.hpp"

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "base/host.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <optional>
#include <utility>

namespace etsyorder::db {
namespace {

constexpr std::chrono::minutes kTerm{10};
constexpr std::chrono::minutes kExtendEvery{1};

// When a process started, in ticks since boot: a number used again by the system is told apart by
// it (proc(5), field 22 of /proc/PID/stat). Empty: there is no such process.
std::optional<std::string> process_start(std::string_view pid) {
    const auto stat = base::read_file(fmt::format("/proc/{}/stat", pid), 1 << 16);
    const auto after_name = stat ? stat->rfind(')') : std::string::npos;
    if (after_name == std::string::npos) {
        return std::nullopt;
    }
    std::string_view rest = std::string_view(*stat).substr(after_name + 1);
    if (rest.starts_with(" Z") || rest.starts_with(" X")) { // dead; its parent has not looked yet
        return std::nullopt;
    }
    for (int field = 2; field < 22; ++field) {
        rest.remove_prefix(std::min(rest.find(' '), rest.size() - 1) + 1);
    }
    return std::string(rest.substr(0, rest.find(' ')));
}

// host, process, start; one line, parts split by tabs
std::string holder_name() {
    const auto pid = std::to_string(::getpid());
    return fmt::format("{}\t{}\t{}", base::host_name(), pid, process_start(pid).value_or(""));
}

bool died_here(std::string_view holder) {
    const auto first = holder.find('\t');
    const auto second = holder.find('\t', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos ||
        holder.substr(0, first) != base::host_name()) {
        return false;
    }
    const auto start = process_start(holder.substr(first + 1, second - first - 1));
    return start != std::string(holder.substr(second + 1));
}

} // namespace

Lease Lease::take(Database& database, Job job, const base::Clock& clock) {
    UnitOfWork work(database);
    const auto now = clock.now();
    {
        auto held = database.statement(
            "SELECT holder, expires_at_utc_s FROM leases WHERE shop_id = :shop AND job = :job");
        held.bind(":shop", job.shop_id).bind(":job", job.name);
        if (held.step()) {
            const auto holder = held.string(0);
            if (held.integer(1) > base::utc_seconds(now) && !died_here(holder)) {
                const auto process = holder.substr(holder.find('\t') + 1);
                throw base::Error(base::ErrorKind::conflict,
                                  fmt::format("another {} of this shop is running", job.name))
                    .because(fmt::format("process {} on {} holds it",
                                         process.substr(0, process.find('\t')),
                                         holder.substr(0, holder.find('\t'))))
                    .hint("wait for it to end and run this again")
                    .retry_later();
            }
        }
    }
    auto holder = holder_name();
    auto upsert =
        database.statement("INSERT INTO leases (shop_id, job, holder, taken_at_utc_s, "
                           "expires_at_utc_s) VALUES (:shop, :job, :holder, :now, :expires) "
                           "ON CONFLICT (shop_id, job) DO UPDATE SET holder = excluded.holder, "
                           "taken_at_utc_s = excluded.taken_at_utc_s, "
                           "expires_at_utc_s = excluded.expires_at_utc_s");
    upsert.bind(":shop", job.shop_id)
        .bind(":job", job.name)
        .bind(":holder", holder)
        .bind(":now", base::utc_seconds(now))
        .bind(":expires", base::utc_seconds(now + kTerm))
        .run();
    work.commit();
    return Lease(database, std::move(job), clock, std::move(holder));
}

Lease::Lease(Database& database, Job job, const base::Clock& clock, std::string holder)
    : database_(&database), job_(std::move(job)), clock_(&clock), holder_(std::move(holder)),
      extended_at_(clock.now()) {}

Lease::Lease(Lease&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)), job_(std::move(other.job_)),
      clock_(other.clock_), holder_(std::move(other.holder_)), extended_at_(other.extended_at_) {}

Lease::~Lease() {
    if (database_ == nullptr) {
        return;
    }
    try {
        auto give_back = database_->statement(
            "DELETE FROM leases WHERE shop_id = :shop AND job = :job AND holder = :holder");
        give_back.bind(":shop", job_.shop_id)
            .bind(":job", job_.name)
            .bind(":holder", holder_)
            .run();
    } catch (const std::exception&) { // NOLINT(bugprone-empty-catch): a dead holder's lease is
                                      // taken over anyway
    }
}

void Lease::extend() {
    const auto now = clock_->now();
    if (now - extended_at_ < kExtendEvery) {
        return;
    }
    {
        auto update = database_->statement("UPDATE leases SET expires_at_utc_s = :expires WHERE "
                                           "shop_id = :shop AND job = :job AND holder = :holder");
        update.bind(":expires", base::utc_seconds(now + kTerm))
            .bind(":shop", job_.shop_id)
            .bind(":job", job_.name)
            .bind(":holder", holder_)
            .run();
    }
    if (database_->rows_changed() == 0) {
        throw base::Error(
            base::ErrorKind::conflict,
            fmt::format("another process has taken over the {} of this shop", job_.name))
            .hint("run this again")
            .retry_later();
    }
    extended_at_ = now;
}

std::optional<std::string> held_job(Database& database, base::Instant now) {
    auto rows =
        database.statement("SELECT job, holder FROM leases WHERE expires_at_utc_s > :now ORDER BY "
                           "job, shop_id");
    rows.bind(":now", base::utc_seconds(now));
    while (rows.step()) {
        const auto holder = rows.string(1);
        if (!died_here(holder)) {
            const auto process = holder.substr(holder.find('\t') + 1);
            return fmt::format("{}, by process {} on {}",
                               rows.text(0),
                               process.substr(0, process.find('\t')),
                               holder.substr(0, holder.find('\t')));
        }
    }
    return std::nullopt;
}

} // namespace etsyorder::db
