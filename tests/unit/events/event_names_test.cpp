// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "db/migrations.hpp"
#include "events/event_log.hpp"
#include "events/event_names.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace etsyorder;
using events::names_like;

TEST_CASE("each event has one name, of a subject and what happened, and says when it is told") {
    std::set<std::string_view> seen;
    for (const auto& one : events::event_names()) {
        CAPTURE(one.name);
        CHECK(seen.insert(one.name).second);
        CHECK(std::ranges::count(one.name, '.') == 1);
        CHECK_FALSE(one.when.empty());
        CHECK(events::is_event_name(one.name));
    }
    CHECK_FALSE(events::is_event_name("order."));
    CHECK_FALSE(events::is_event_name(""));
}

TEST_CASE("a pattern stands for the names that have any text where it has its star") {
    CHECK(names_like("order.placed") == std::vector<std::string>{"order.placed"});
    CHECK(names_like("*.changed") ==
          std::vector<std::string>{
              "order.changed", "listing.changed", "review.changed", "shop.changed"});
    CHECK(names_like("order.*paid") == std::vector<std::string>{"order.paid"});
    CHECK(names_like("review.*") == std::vector<std::string>{"review.received", "review.changed"});
    CHECK(names_like("*").size() == events::event_names().size());
    for (const auto* none : {"", "order", "order.", "statsu.*", "order.*.*", "order.placed*d"}) {
        CAPTURE(none);
        CHECK(names_like(none).empty());
    }
}

TEST_CASE("there is a pattern for each subject, and together they stand for every name") {
    std::size_t names = 0;
    for (const auto& pattern : events::subject_patterns()) {
        CHECK(pattern.ends_with(".*"));
        names += names_like(pattern).size();
    }
    CHECK(names == events::event_names().size());
}

TEST_CASE("the log takes no event of another name") {
    test::TempFolder folder;
    db::Database database{folder.path() / "store.db", db::Open::for_writing};
    db::migrate(database);
    events::EventLog log(database);
    try {
        log.append({0, 7, "order.plcaed", 1, std::nullopt, {}, {}, "sync", "{}"});
        FAIL("it was taken");
    } catch (const base::Error& error) {
        CHECK(error.kind() == base::ErrorKind::bug);
    }
    CHECK_FALSE(database.statement("SELECT 1 FROM events").step());
}
