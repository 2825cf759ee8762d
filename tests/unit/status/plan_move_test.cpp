// SPDX-License-Identifier: MIT
#include "status_world.hpp"

using namespace etsyorder;
using namespace etsyorder::status;
using namespace etsyorder::test;

TEST_CASE("one stage on moves the pieces that are furthest behind, all of them or so many") {
    StatusWorld world;
    world.add(1, 5);
    CHECK(world.where(1) == Texts{"5 one"});
    auto moved = world.move(so_many(forward(), 3));
    CHECK(moved.fate == Fate::moved);
    CHECK(moved.quantity() == 3);
    CHECK(moved.from() == "one");
    CHECK(moved.to == "two");
    CHECK(world.where(1) == Texts{"2 one", "3 two"});
    world.move(forward());
    CHECK(world.where(1) == Texts{"5 two"});
    world.move(so_many(forward(), 1));
    world.move(so_many(out_of(forward(), {"three"}), 1));
    CHECK(world.where(1) == Texts{"4 two", "1 four"});
    world.move(forward());
    CHECK(world.where(1) == Texts{"4 three", "1 four"});
}

TEST_CASE("one stage on ends at the last stage and says that pieces are there already") {
    StatusWorld world;
    world.add(1, 2);
    world.move(to("four"));
    const auto before = world.dump();
    const auto moved = world.move(forward());
    CHECK(moved.fate == Fate::already);
    CHECK(moved.to == "four");
    CHECK(world.dump() == before);
}

TEST_CASE("one stage back moves the pieces that are furthest ahead and ends at the first stage") {
    StatusWorld world;
    world.add(1, 5);
    CHECK(world.move(back()).fate == Fate::already);
    world.move(so_many(to("three"), 2));
    CHECK(world.where(1) == Texts{"3 one", "2 three"});
    world.move(so_many(back(), 1));
    CHECK(world.where(1) == Texts{"3 one", "1 two", "1 three"});
    world.move(out_of(back(), {"two"}));
    CHECK(world.where(1) == Texts{"4 one", "1 three"});
}

TEST_CASE("a stage is named: all pieces come there, from behind and from beyond") {
    StatusWorld world;
    world.add(1, 5);
    world.move(so_many(to("four"), 2));
    const auto moved = world.move(to("two"));
    CHECK(moved.fate == Fate::moved);
    CHECK(moved.quantity() == 5);
    CHECK(world.where(1) == Texts{"5 two"});
    CHECK(world.move(to("two")).fate == Fate::already);
}

TEST_CASE("so many pieces in a stage counts those that are there and takes the nearest behind") {
    StatusWorld world;
    world.add(1, 6);
    world.move(so_many(to("two"), 2));
    world.move(so_many(to("three"), 1));
    CHECK(world.where(1) == Texts{"4 one", "1 two", "1 three"});
    CHECK(world.move(so_many(to("three"), 1)).fate == Fate::already);
    world.move(so_many(to("three"), 3));
    CHECK(world.where(1) == Texts{"3 one", "3 three"});
    CHECK(world.move(so_many(to("three"), 2)).fate == Fate::already);
}

TEST_CASE("more pieces than there are are refused with where they stand") {
    StatusWorld world;
    world.add(1, 5);
    world.move(so_many(to("two"), 2));
    for (const auto& what :
         {so_many(forward(), 4), so_many(to("three"), 6), so_many(out_of(back(), {"two"}), 3)}) {
        const auto before = world.dump();
        const auto moved = world.move(what);
        CHECK(moved.fate == Fate::refused);
        CHECK(moved.why.find("3 in one, 2 in two") != std::string::npos);
        CHECK(world.dump() == before);
    }
    world.add(2, 1);
    CHECK(world.move(so_many(forward(), 2), 2).why == "it has 1 piece: one");
}

TEST_CASE("only pieces in the stages named are moved") {
    StatusWorld world;
    world.add(1, 5);
    world.move(so_many(to("two"), 2));
    CHECK(world.move(out_of(forward(), {"three"})).fate == Fate::none);
    CHECK(world.move(out_of(to("four"), {"three"})).fate == Fate::none);
    CHECK(world.move(out_of(to("two"), {"two"})).fate == Fate::already);
    world.move(out_of(to("four"), {"two"}));
    CHECK(world.where(1) == Texts{"3 one", "2 four"});
    world.move(out_of(forward(), {"one", "four"}));
    CHECK(world.where(1) == Texts{"3 two", "2 four"});
}

TEST_CASE("a stage that its pipeline lacks is refused with those that it has") {
    StatusWorld world;
    world.add(1, 1);
    const auto moved = world.move(to("five"));
    CHECK(moved.fate == Fate::refused);
    CHECK(moved.why == "its pipeline \"plain\" has no stage \"five\"");
    CHECK(moved.hint == "the stages of \"plain\": one, two, three, four");
    CHECK(world.move(if_in(forward(), "five")).fate == Fate::refused);
}

TEST_CASE("compare-and-set moves once, says already, and refuses what stands elsewhere") {
    StatusWorld world;
    world.add(1, 5);
    CHECK(world.move(if_in(forward(), "one")).fate == Fate::moved);
    CHECK(world.move(if_in(forward(), "one")).fate == Fate::already);
    CHECK(world.where(1) == Texts{"5 two"});
    const auto refused = world.move(if_in(forward(), "three"));
    CHECK(refused.fate == Fate::refused);
    CHECK(refused.why == "it stands in two, not in three");
    CHECK(world.move(if_in(to("four"), "two")).fate == Fate::moved);
    CHECK(world.move(if_in(to("four"), "two")).fate == Fate::already);
    CHECK(world.move(if_in(back(), "four")).fate == Fate::moved);
    CHECK(world.move(if_in(back(), "four")).fate == Fate::already);
    CHECK(world.move(if_in(back(), "one")).fate == Fate::refused);
    // Pieces in both stages are neither here nor there.
    world.move(so_many(to("four"), 2));
    CHECK(world.move(if_in(forward(), "three")).why ==
          "not all of it stands in three: 3 in three, 2 in four");
}

TEST_CASE("compare-and-set at the end of the stages is refused for what does not stand there") {
    StatusWorld world;
    world.add(1, 5);
    world.move(to("two"));
    CHECK(world.move(if_in(forward(), "four")).fate == Fate::refused);
    CHECK(world.move(if_in(back(), "one")).fate == Fate::refused);
    world.move(to("four"));
    CHECK(world.move(if_in(forward(), "four")).fate == Fate::already);
    world.move(to("one"));
    CHECK(world.move(if_in(back(), "one")).fate == Fate::already);
}

TEST_CASE("pieces do not come into a stage before what it needs is there") {
    StatusWorld world(kFiveStages);
    world.add(1, 2, [](auto& order) { order.items->front().listing_id = 11; });
    world.move(to("packing"));
    CHECK(world.where(1) == Texts{"2 packing"});
    const auto refused = world.move(forward());
    CHECK(refused.fate == Fate::refused);
    CHECK(refused.why == "ready needs tracking: the order has no tracking code");
    CHECK(refused.hint.find("--anyway") != std::string::npos);
    CHECK(world.where(1) == Texts{"2 packing"});
    world.add(1, 2, [](auto& order) {
        order.shipments = std::vector<orders::Shipment>{{21, "usps", "9400", at(7000)}};
    });
    CHECK(world.move(forward()).fate == Fate::moved);
}

TEST_CASE("a shipment without a code is no tracking") {
    StatusWorld world("pipelines:\n- {name: p, stages: [a, {name: b, needs: tracking}]}\n");
    world.add(1, 1, [](auto& order) {
        order.shipments = std::vector<orders::Shipment>{{21, "usps", "", at(7000)}};
    });
    CHECK(world.move(forward()).fate == Fate::refused);
}

TEST_CASE("a gate that is jumped over holds too") {
    StatusWorld world("pipelines:\n- {name: p, stages: [a, {name: b, needs: tracking}, c, d]}\n");
    world.add(1, 4);
    for (const auto* stage : {"b", "c", "d"}) {
        CAPTURE(stage);
        const auto refused = world.move(to(stage));
        CHECK(refused.fate == Fate::refused);
        CHECK(refused.why == "b needs tracking: the order has no tracking code");
    }
    // What is past it already goes on and comes back freely; what is behind it does not.
    world.move(so_many(anyway(to("c")), 1));
    CHECK(world.move(out_of(to("d"), {"c"})).fate == Fate::moved);
    CHECK(world.move(to("d")).fate == Fate::refused);
    CHECK(world.where(1) == Texts{"3 a", "1 d"});
    CHECK(world.move(out_of(to("c"), {"d"})).fate == Fate::moved);
    CHECK(world.move(to("a")).fate == Fate::moved);
}

TEST_CASE("an approved proof cannot be shown yet and is passed only with a reason") {
    StatusWorld world("pipelines:\n- {name: p, stages: [a, {name: b, needs: [approved proof, "
                      "tracking]}]}\n");
    world.add(1, 1);
    CHECK(world.move(forward()).why.find("b needs approved proof") == 0);
    const auto moved = world.move(anyway(forward(), "said yes"));
    CHECK(moved.fate == Fate::moved);
    CHECK(moved.passed.size() == 2);
    const auto history = StatusRepository(world.database).history(world.stored(1).id);
    REQUIRE(history.size() == 1);
    CHECK(history.front().reason.find("said yes; in spite of: b needs approved proof") == 0);
    CHECK(history.front().reason.find("in spite of: b needs tracking") != std::string::npos);
}

TEST_CASE("what is on hold or waits does not go on, and may go back") {
    StatusWorld world;
    world.add(1, 2);
    world.move(to("two"));
    world.hold(Hold{"", "a crack", {}});
    auto refused = world.move(forward());
    CHECK(refused.fate == Fate::refused);
    CHECK(refused.why == "it is on hold: a crack");
    CHECK(refused.hint.find("etsyorder status resume") == 0);
    world.hold(Hold{"buyer", "which font?", {}});
    CHECK(world.move(to("four")).why == "it waits for buyer: which font?");
    CHECK(world.move(back()).fate == Fate::moved);
    CHECK(world.move(anyway(forward())).passed == Texts{"it waits for buyer: which font?"});
    world.hold(std::nullopt);
    CHECK(world.move(forward()).fate == Fate::moved);
}

TEST_CASE("items of a closed order stay where they are") {
    StatusWorld world;
    world.add(1, 2);
    world.move(to("two"));
    world.add(1, 2, [](auto& order) { order.status = "completed"; });
    CHECK(world.move(forward()).why == "its order is closed");
    CHECK(world.move(to("two")).fate == Fate::already);
    CHECK(world.move(anyway(forward())).fate == Fate::moved);
}

TEST_CASE("pieces of a stage that is gone are not moved before the file says where to") {
    StatusWorld world;
    world.add(1, 2);
    world.move(to("two"));
    world.rewrite("pipelines:\n- {name: plain, stages: [one, three]}\n");
    for (const auto& what : {forward(), back(), to("three"), so_many(to("three"), 1)}) {
        const auto moved = world.move(what);
        CHECK(moved.fate == Fate::refused);
        CHECK(moved.hint == "etsyorder status pipelines --migrate");
    }
    world.rewrite("pipelines:\n- {name: other, stages: [one, two]}\n");
    CHECK(world.move(forward()).why == "its pipeline \"plain\" is no longer there");
}

TEST_CASE("a plan says what a move does and changes nothing") {
    StatusWorld world;
    world.add(1, 5);
    const auto before = world.dump();
    const auto plan =
        plan_moves(world.database, world.choose({1}), so_many(forward(), 2), world.placing);
    REQUIRE(plan.items.size() == 1);
    CHECK(plan.items.front().fate == Fate::moved);
    CHECK(standing(plan.items.front().after) == Texts{"3 one", "2 two"});
    CHECK(!plan.written);
    CHECK(world.dump() == before);
}
