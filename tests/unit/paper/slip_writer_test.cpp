// SPDX-License-Identifier: MIT
#include "paper/slip_writer.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using namespace etsyorder::paper;

namespace {

constexpr base::Instant kNow = base::from_utc_seconds(1'795'341'600);

Slip slip_with(std::vector<Labelled> words) {
    Slip slip;
    slip.shop = "AcornSigns";
    slip.title = "Order 3512345678";
    slip.code = "3512345678";
    slip.to = {"Ship to", "Ann Example"};
    slip.items.emplace_back();
    slip.items.back().title = "Oak sign";
    slip.items.back().words = std::move(words);
    return slip;
}

struct Drawn {
    std::string bytes;
    int pages = 0;
    std::set<char32_t> missing;
};

Drawn draw(const std::vector<Slip>& slips, Size size = Size::a4) {
    SlipWriter writer(size, {.title = "Packing slips", .created = kNow});
    for (const auto& slip : slips) {
        writer.add(slip);
    }
    writer.finish();
    return {writer.take(), writer.pages(), writer.missing_characters()};
}

std::string repeated(std::string_view text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) {
        out += text;
    }
    return out;
}

} // namespace

TEST_CASE("a short slip is one page of a PDF, and each slip begins a page") {
    const auto slip = slip_with({{"Name", "Mia"}});
    const auto one = draw({slip});
    CHECK(one.pages == 1);
    CHECK(one.bytes.starts_with("%PDF-"));
    CHECK(one.bytes.find("%%EOF") != std::string::npos);
    CHECK(draw({slip, slip, slip}).pages == 3);
}

TEST_CASE("the same slips and time give the same bytes") {
    const auto slip = slip_with({{"Name", "Mia ♥ 李 ليلى 👍🏽"}});
    CHECK(draw({slip, slip}).bytes == draw({slip, slip}).bytes);
}

TEST_CASE("a text goes on over as many pages as it takes, on small paper more of them") {
    const auto slip = slip_with({{"Poem", repeated("Roses are red, violets are blue.\n", 120)}});
    const int on_a4 = draw({slip}).pages;
    CHECK(on_a4 > 1);
    CHECK(draw({slip}, Size::a6).pages > on_a4);
}

TEST_CASE("a word longer than a line and a slip of nothing are drawn too") {
    CHECK(draw({slip_with({{"Name", repeated("x", 5000)}})}).pages > 1);
    CHECK(draw({slip_with({{"", repeated("\n", 500)}})}).pages > 1);
    Slip nothing;
    nothing.code = "0";
    CHECK(draw({nothing}).pages == 1);
}

TEST_CASE("a character that no font has is named, and no other") {
    CHECK(draw({slip_with({{"Name", "Mia"}})}).missing.empty());
    const auto missing = draw({slip_with({{"Name", "Mia\U000F1234"}})}).missing;
    CHECK(missing == std::set<char32_t>{U'\U000F1234'});
}

TEST_CASE("paper has three names") {
    CHECK(size_named("a4") == Size::a4);
    CHECK(size_named("letter") == Size::letter);
    CHECK(size_named("a6") == Size::a6);
    CHECK_FALSE(size_named("A0"));
}
