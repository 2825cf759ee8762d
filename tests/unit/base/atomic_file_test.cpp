// SPDX-License-Identifier: MIT
#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

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

TEST_CASE("what killed writers left is swept, of what still may be written nothing") {
    const etsyorder::test::TempFolder folder;
    const auto gone = ::fork(); // its number is nobody's once it was waited for
    if (gone == 0) {
        ::_exit(0);
    }
    REQUIRE(::waitpid(gone, nullptr, 0) == gone);
    const auto write = [&](const std::string& name) {
        write_file_atomically(folder.path() / name, "x", FileAccess::owner_only);
        return folder.path() / name;
    };
    const auto left = write("a.liquid." + std::to_string(gone) + ".new");
    const auto old = write("b.liquid." + std::to_string(::getpid()) + ".new");
    const auto now = std::filesystem::last_write_time(old);
    std::filesystem::last_write_time(old, now - std::chrono::hours(2));
    const auto being_written = write("c.liquid." + std::to_string(::getpid()) + ".new");
    for (const auto& name : {std::string("a.liquid"),
                             "a.txt." + std::to_string(gone) + ".new",
                             "a.liquid.x" + std::to_string(gone) + ".new",
                             std::to_string(gone) + ".new",
                             std::string("a.liquid..new"),
                             std::string("a.liquid.-1.new"),
                             std::string("a.liquid.99999999999999999999.new"),
                             std::string(".new")}) {
        (void)write(name);
    }
    std::filesystem::create_directory(folder.path() /
                                      ("d.liquid." + std::to_string(gone) + ".new"));
    sweep_unfinished(folder.path(), ".liquid");
    CHECK_FALSE(std::filesystem::exists(left));
    CHECK_FALSE(std::filesystem::exists(old));
    CHECK(std::filesystem::exists(being_written));
    CHECK(entries(folder.path()) == 10);
    sweep_unfinished(folder.path() / "none", ".liquid");
}
