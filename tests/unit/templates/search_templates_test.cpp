// SPDX-License-Identifier: MIT
#include "base/atomic_file.hpp"
#include "support/temp_folder.hpp"
#include "templates/search_templates.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace etsyorder;

namespace {

std::vector<templates::SearchHit>
search(const test::TempFolder& folder, std::string_view words, std::string_view language = {}) {
    const templates::Library library(folder.path());
    return templates::search_templates(library, words, language);
}

void write(const test::TempFolder& folder, const char* name, std::string_view content) {
    base::write_file_atomically(folder.path() / name, content, base::FileAccess::everyone_reads);
}

} // namespace

TEST_CASE("a buyer's question finds the letter that answers it first") {
    const test::TempFolder folder;
    const auto hits = search(folder, "Where is my order?");
    REQUIRE(!hits.empty());
    CHECK(hits.front().name == "where-is-my-order");
    CHECK(hits.front().whole);
}

TEST_CASE("a question in words of its own finds what answers most of it") {
    const test::TempFolder folder;
    const auto hits =
        search(folder, "hello, could you tell me why my tracking has not moved since tuesday?");
    REQUIRE(!hits.empty());
    CHECK(hits.front().name == "where-is-my-order");
    CHECK(!hits.front().whole);
    CHECK(std::ranges::find(hits.front().missing, "tuesday") != hits.front().missing.end());
    CHECK(search(folder, "zyx qqq").empty());
}

TEST_CASE("every word begins a word; name before text, case and accents are alike") {
    const test::TempFolder folder;
    write(folder, "xylophone.liquid", "words\n");
    write(folder, "a.liquid", "first\nthe X\u00dfloph\u00d3ne Xylophones here\n");
    const auto hits = search(folder, "XYLOPH");
    REQUIRE(hits.size() == 2);
    CHECK(hits[0].name == "xylophone");
    CHECK(hits[0].found_in == std::vector{templates::FoundIn::name});
    CHECK(hits[1].line == "the X\u00dfloph\u00d3ne Xylophones here");
    CHECK(search(folder, "xssloph\u00f3n").size() == 1);
    CHECK(search(folder, "ylophone").empty());
    CHECK(search(folder, "").empty());
}

TEST_CASE("a language leaves texts in others out") {
    const test::TempFolder folder;
    write(folder, "one.liquid", "xyz\n");
    write(folder, "one.de.liquid", "xyz auf deutsch\n");
    CHECK(search(folder, "xyz").size() == 2);
    const auto hits = search(folder, "xyz", "de");
    REQUIRE(hits.size() == 1);
    CHECK(hits[0].language == "de");
}
