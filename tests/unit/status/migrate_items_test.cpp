// SPDX-License-Identifier: MIT
#include "status_world.hpp"

using namespace etsyorder;
using namespace etsyorder::status;
using namespace etsyorder::test;

namespace {

std::vector<Migrated> migrate(StatusWorld& world,
                              const std::map<std::string, std::string>& to = {}) {
    return migrate_items(
        world.database, to, world.placing, {"user", "anna", "new file"}, world.now);
}

} // namespace

TEST_CASE("a file that still has the stages moves nothing") {
    StatusWorld world;
    world.add(1, 5);
    world.move(to("two"));
    world.add(2, 5);
    world.rewrite("pipelines:\n- {name: plain, stages: [zero, one, two, three]}\n");
    const auto before = world.dump();
    CHECK(migrate(world).empty());
    CHECK(world.dump() == before);
    CHECK(world.where(1) == Texts{"5 two"});
    CHECK(world.where(2) == Texts{"5 zero"}); // nobody has moved it: it follows the file
}

TEST_CASE("pieces of a renamed stage follow its name, and keep since when they are there") {
    StatusWorld world;
    world.add(1, 5);
    world.move(so_many(to("two"), 3));
    const auto since = world.item(1).at("two")->since;
    world.now += std::chrono::hours{4};
    world.rewrite("pipelines:\n- {name: plain, stages: [one, {name: second, was: two}, three]}\n");
    const auto plan = plan_migration(world.database, {}, world.placing);
    REQUIRE(plan.size() == 1);
    CHECK(plan.front().is_settled());
    CHECK(standing(plan.front().before) == Texts{"2 one", "3 two"});
    CHECK(world.count("item_stages WHERE stage = 'two'") == 1); // a plan changes nothing
    CHECK(migrate(world).size() == 1);
    CHECK(world.where(1) == Texts{"2 one", "3 second"});
    CHECK(world.item(1).at("second")->since == since);
    CHECK(migrate(world).empty());
    const auto history = StatusRepository(world.database).history(world.stored(1).id);
    CHECK(history.back().kind == "migrated");
    CHECK(history.back().by_whom == "anna");
}

TEST_CASE("pieces of a removed stage go where the seller says, else stay and are told") {
    StatusWorld world;
    world.add(1, 5);
    world.add(2, 5);
    world.move(so_many(to("two"), 3));
    world.move(to("three"), 2);
    world.rewrite("pipelines:\n- {name: plain, stages: [one, four]}\n");
    auto all = migrate(world, {{"three", "four"}});
    REQUIRE(all.size() == 2);
    const auto& left = all.front().is_settled() ? all.back() : all.front();
    CHECK(!left.is_settled());
    CHECK(left.why == "pipeline \"plain\" has no stage \"two\" any more");
    CHECK(left.after.pieces == left.before.pieces);
    CHECK(world.where(2) == Texts{"5 four"});
    auto where = world.where(1);
    std::sort(where.begin(), where.end());
    CHECK(where == Texts{"2 one", "3 two"});
    CHECK(!migrate(world, {{"two", "nowhere"}}).front().is_settled());
    CHECK(migrate(world, {{"two", "one"}}).front().is_settled());
    CHECK(world.where(1) == Texts{"5 one"}); // together with those that stood there
    CHECK(world.count("item_stages WHERE stage = 'one' AND quantity = 5") == 1);
    CHECK(!world.item(1).untouched);
}

TEST_CASE("items of a pipeline that is gone go through the one they match now") {
    StatusWorld world;
    world.add(1, 2);
    world.move(to("two"));
    world.rewrite("pipelines:\n- {name: other, stages: [first, two]}\n");
    CHECK(migrate(world).size() == 1);
    CHECK(world.item(1).pipeline == "other");
    CHECK(world.where(1) == Texts{"2 two"});
    CHECK(world.move(back()).fate == Fate::moved);
    world.rewrite("pipelines:\n- {name: third, stages: [x, {name: y, was: first}]}\n");
    migrate(world);
    CHECK(world.where(1) == Texts{"2 y"});
}

TEST_CASE("items of closed orders are left as they were") {
    StatusWorld world;
    world.add(1, 2);
    world.move(to("two"));
    world.add(1, 2, [](auto& order) { order.status = "completed"; });
    world.rewrite("pipelines:\n- {name: plain, stages: [one, {name: new, was: two}]}\n");
    CHECK(migrate(world).empty());
}

TEST_CASE("a migration is undone as one act, unless the items have gone on") {
    StatusWorld world;
    world.add(1, 2);
    world.add(2, 2);
    world.move(to("two"), {1, 2});
    world.rewrite("pipelines:\n- {name: plain, stages: [one, {name: new, was: two}, last]}\n");
    migrate(world);
    world.move(forward(), 2);
    CHECK(world.undo(2) == orders::UndoResult::partly);
    CHECK(world.where(1) == Texts{"2 two"});
    CHECK(world.where(2) == Texts{"2 last"});
}
