// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "db/lease.hpp"
#include "db/migrations.hpp"
#include "support/fake_time.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>

using namespace etsyorder;
using base::Error;
using base::ErrorKind;
using db::Database;
using db::Lease;
using namespace std::chrono_literals;

namespace {

struct Desk {
    test::TempFolder folder;
    std::filesystem::path file = folder.path() / "store.db";
    Database database{file, db::Open::for_writing};
    test::FakeClock clock;

    Desk() { db::migrate(database); }

    Lease take(const std::string& job = "sync", std::int64_t shop = 7) {
        return Lease::take(database, {shop, job}, clock);
    }
    std::int64_t held() {
        auto row = database.statement("SELECT count(*) FROM leases");
        REQUIRE(row.step());
        return row.integer(0);
    }
    void held_by(const std::string& holder) {
        auto insert =
            database.statement("INSERT INTO leases VALUES (7, 'sync', :holder, 0, :until)");
        insert.bind(":holder", holder)
            .bind(":until", std::int64_t{(clock.now() + 5min).time_since_epoch().count()})
            .run();
    }
    Error refusal() {
        try {
            (void)take();
        } catch (const Error& error) {
            return error;
        }
        FAIL("the lease was given twice");
        throw std::logic_error("unreachable");
    }
};

// A process number that nobody has: of a child that has ended and was waited for.
pid_t dead_process() {
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(0);
    }
    ::waitpid(child, nullptr, 0);
    return child;
}

std::string this_host() {
    std::array<char, 256> name{};
    ::gethostname(name.data(), name.size() - 1);
    return name.data();
}

} // namespace

TEST_CASE("a lease keeps a second holder out and names the first") {
    Desk desk;
    const auto lease = desk.take();
    const auto error = desk.refusal();
    CHECK(error.kind() == ErrorKind::conflict);
    CHECK(error.retryable());
    CHECK(error.summary() == "another sync of this shop is running");
    CHECK(error.reason().find(std::to_string(::getpid())) != std::string::npos);
}

TEST_CASE("another job and another shop have leases of their own") {
    Desk desk;
    const auto one = desk.take();
    const auto two = desk.take("rules");
    const auto three = desk.take("sync", 8);
    CHECK(desk.held() == 3);
}

TEST_CASE("a lease is given back at its end, and a moved one once") {
    Desk desk;
    {
        auto lease = desk.take();
        const Lease moved(std::move(lease));
        CHECK(desk.held() == 1);
    }
    CHECK(desk.held() == 0);
    const auto again = desk.take();
}

TEST_CASE("the lease of a process that died here is taken over at once") {
    Desk desk;
    desk.held_by(this_host() + "\t" + std::to_string(dead_process()) + "\t12345");
    const auto lease = desk.take();
    CHECK(desk.held() == 1);
}

TEST_CASE("a number that the system gave to a new process is not the old holder") {
    Desk desk;
    desk.held_by(this_host() + "\t" + std::to_string(::getpid()) +
                 "\t1"); // started at boot: not us
    const auto lease = desk.take();
}

TEST_CASE("a holder on another machine is believed until its lease has run out") {
    Desk desk;
    desk.held_by("elsewhere\t1\t1");
    CHECK(desk.refusal().reason().find("elsewhere") != std::string::npos);
    desk.clock.advance(5min);
    const auto lease = desk.take();
}

TEST_CASE("a holder that extends its lease keeps it past the first end") {
    Desk desk;
    auto lease = desk.take();
    for (int i = 0; i < 30; ++i) {
        desk.clock.advance(1min);
        lease.extend();
    }
    CHECK(desk.refusal().kind() == ErrorKind::conflict);
}

TEST_CASE(
    "a holder that was taken over notices when it extends, and does not take the new one's away") {
    Desk desk;
    {
        auto lease = desk.take();
        desk.database.execute("UPDATE leases SET holder = 'elsewhere\t1\t1'");
        desk.clock.advance(2min);
        try {
            lease.extend();
            FAIL("not noticed");
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::conflict);
        }
    }
    CHECK(desk.held() == 1);
}

TEST_CASE("a holder that is dead and not yet waited for holds nothing") {
    Desk desk;
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(0);
    }
    siginfo_t ended{};
    ::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT); // it stays a zombie
    std::ifstream stat("/proc/" + std::to_string(child) + "/stat");
    std::string word;
    for (int field = 1; field <= 22; ++field) { // the 22nd is when it started, proc(5)
        stat >> word;
    }
    desk.held_by(this_host() + "\t" + std::to_string(child) + "\t" + word);
    CHECK_NOTHROW((void)desk.take());
    ::waitpid(child, nullptr, 0);
}
