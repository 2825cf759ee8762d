// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "imports/rows_ahead.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>

using namespace etsyorder;
using namespace etsyorder::imports;

namespace {

const std::string kHead = "Sale Date,Item Name,Quantity,Price,Currency,Transaction ID,Order ID\n";

std::string rows(int count) {
    std::string text;
    for (int at = 0; at < count; ++at) {
        text += "1/2/26,Ring,1,5,USD," + std::to_string(1000 + at) + "," +
                std::to_string(5000 + at) + "\n";
    }
    return text;
}

struct World {
    explicit World(csv::Source source) : reader(std::move(source)) {
        const auto first = reader.next();
        REQUIRE(first.has_value());
        const auto found = recognise((*first)->fields);
        REQUIRE(found.has_value());
        header = *found;
    }

    csv::Reader reader;
    Header header;
    base::Zone zone = base::Zone::named("UTC");
    RowRules rules{&zone, DateOrder::month_first, {}};
};

} // namespace

TEST_CASE("rows that are read ahead come in the order of the file, bad ones too") {
    World world(csv::from_text(kHead + rows(1700) + "never,Ring,1,5,USD,1,1\n" + rows(1)));
    RowsAhead ahead(world.reader, world.header, world.rules);
    std::vector<ReadLine> all;
    for (auto some = ahead.next(); !some.empty(); some = ahead.next()) {
        std::ranges::move(some, std::back_inserter(all));
    }
    REQUIRE(all.size() == 1702);
    for (std::size_t at = 0; at < 1700; ++at) {
        REQUIRE(all[at].row.has_value());
        REQUIRE(all[at].row->order.receipt.value() == static_cast<std::int64_t>(5000 + at));
        REQUIRE(all[at].line == at + 2);
    }
    CHECK(all[0].content == "1/2/26,Ring,1,5,USD,1000,5000\n");
    CHECK_FALSE(all[1700].row.has_value());
    CHECK(all[1701].row.has_value());
    CHECK_FALSE(ahead.problem());
    CHECK(ahead.next().empty());
}

TEST_CASE("what breaks a file off is told after the rows before it") {
    World world(csv::from_text(kHead + rows(3) + "\"open"));
    RowsAhead ahead(world.reader, world.header, world.rules);
    CHECK(ahead.next().size() == 3);
    CHECK(ahead.next().empty());
    REQUIRE(ahead.problem().has_value());
    CHECK(ahead.problem()->kind == csv::ProblemKind::open_quote);
}

TEST_CASE("a source that fails is told to whoever takes the rows") {
    const auto text = std::make_shared<csv::Source>(csv::from_text(kHead + rows(3000)));
    World world([text](std::span<char> room) -> std::size_t {
        const auto size = (*text)(room);
        if (size == 0) {
            throw base::Error(base::ErrorKind::failed, "the disk is gone");
        }
        return size;
    });
    RowsAhead ahead(world.reader, world.header, world.rules);
    const auto take_all = [&] {
        while (!ahead.next().empty()) {
        }
    };
    CHECK_THROWS_AS(take_all(), base::Error);
}

TEST_CASE("nobody needs to take all rows") {
    World world(csv::from_text(kHead + rows(5000)));
    RowsAhead ahead(world.reader, world.header, world.rules);
    CHECK_FALSE(ahead.next().empty());
}
