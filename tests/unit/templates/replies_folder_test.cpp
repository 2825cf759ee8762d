// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "support/temp_folder.hpp"
#include "templates/replies_folder.hpp"

#include <doctest/doctest.h>

#include <fstream>

using namespace etsyorder;
using namespace etsyorder::templates;

TEST_CASE("of a folder the texts are replies, hidden files are passed over, and others are named") {
    const test::TempFolder folder;
    for (const char* name :
         {"b.txt", "a.MD", "c.liquid", "d.html", "e.Htm", ".f.txt", "z.pdf", "y"}) {
        std::ofstream(folder.path() / name) << "Hello there";
    }
    std::filesystem::create_directory(folder.path() / "x.txt");
    const auto read = read_replies_folder(folder.path());
    std::vector<std::string> names;
    for (const auto& file : read.files) {
        names.push_back(std::filesystem::path(file.name).filename().string());
        CHECK(file.read.replies.size() == 1);
        CHECK(file.read.bad.empty());
    }
    CHECK(names == std::vector<std::string>{"a.MD", "b.txt", "c.liquid", "d.html", "e.Htm"});
    CHECK(read.left == std::vector<std::string>{"x.txt", "y", "z.pdf"});
}

TEST_CASE("a file that cannot be read is told of and keeps none of the others out") {
    const test::TempFolder folder;
    std::ofstream(folder.path() / "good.txt") << "Hello there";
    std::ofstream(folder.path() / "odd.txt") << "\xFF\xFE";
    const auto read = read_replies_folder(folder.path());
    REQUIRE(read.files.size() == 2);
    CHECK(read.files[0].read.replies.size() == 1);
    CHECK(read.files[1].read.replies.empty());
    REQUIRE(read.files[1].read.bad.size() == 1);
    CHECK(read.files[1].read.bad[0].why.starts_with("odd.txt: "));
}

TEST_CASE("a folder that is not there is an error") {
    const test::TempFolder folder;
    CHECK_THROWS_AS((void)read_replies_folder(folder.path() / "none"), base::Error);
}
