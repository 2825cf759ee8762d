// SPDX-License-Identifier: MIT
#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace etsyorder::base;

namespace {

std::size_t entries(const std::filesystem::path& folder) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

ErrorKind kind_of(const auto& act) {
    try {
        act();
    } catch (const Error& error) {
        return error.kind();
    }
    return ErrorKind::bug;
}

} // namespace

TEST_CASE("a file that is written piece by piece appears whole, with commit, for its owner alone") {
    const etsyorder::test::TempFolder folder;
    const auto path = folder.path() / "out";
    AtomicFile file(path, FileAccess::owner_only);
    file.write("one ");
    file.write("two");
    CHECK_FALSE(std::filesystem::exists(path));
    file.commit(IfThere::refuse);
    CHECK(read_file(path, 100) == "one two");
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("a file that is given up leaves nothing") {
    const etsyorder::test::TempFolder folder;
    { AtomicFile(folder.path() / "out", FileAccess::owner_only).write("one"); }
    CHECK(entries(folder.path()) == 0);
}

TEST_CASE("a file that came in the meantime is not replaced unasked, and no other file stays") {
    const etsyorder::test::TempFolder folder;
    const auto path = folder.path() / "out";
    {
        AtomicFile file(path, FileAccess::owner_only);
        file.write("new");
        write_file_atomically(path, "old", FileAccess::owner_only);
        CHECK(kind_of([&] { file.commit(IfThere::refuse); }) == ErrorKind::conflict);
    }
    CHECK(read_file(path, 100) == "old");
    CHECK(entries(folder.path()) == 1);
    {
        AtomicFile file(path, FileAccess::owner_only);
        file.write("new");
        file.commit(IfThere::replace);
    }
    CHECK(read_file(path, 100) == "new");
    CHECK(entries(folder.path()) == 1);
}

TEST_CASE("what is no file is never replaced") {
    const etsyorder::test::TempFolder folder;
    CHECK(kind_of([&] { require_free(folder.path(), IfThere::replace); }) == ErrorKind::usage);
    CHECK(kind_of([&] { require_free("/dev/null", IfThere::replace); }) == ErrorKind::usage);
    CHECK_NOTHROW(require_free(folder.path() / "none", IfThere::refuse));
}
