// SPDX-License-Identifier: MIT
#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "support/temp_folder.hpp"
#include "templates/part_names.hpp"
#include "templates/rename_template.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace etsyorder;
using templates::part_names;
using templates::with_part_renamed;

namespace {

using Files = std::map<std::string, std::string>;

void write(const std::filesystem::path& folder, const Files& files) {
    for (const auto& [name, content] : files) {
        base::write_file_atomically(folder / name, content, base::FileAccess::everyone_reads);
    }
}

Files read(const std::filesystem::path& folder) {
    Files files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        files[entry.path().filename().string()] = *base::read_file(entry.path(), 1 << 20);
    }
    return files;
}

const Files kBefore{{"wood.liquid", "Late wood. {% render '_foot' %}\n"},
                    {"wood.de.liquid", "Holz kommt. {% render \"wood\" %}\n"},
                    {"_foot.liquid", "Bye\n"},
                    {"other.liquid", "{%- render 'wood' -%} wood 'wood' {{ 'wood' }}\n"}};
const Files kAfter{{"late.liquid", "Late wood. {% render '_foot' %}\n"},
                   {"late.de.liquid", "Holz kommt. {% render \"late\" %}\n"},
                   {"_foot.liquid", "Bye\n"},
                   {"other.liquid", "{%- render 'late' -%} wood 'wood' {{ 'wood' }}\n"}};

base::ErrorKind kind_of_refusal(const templates::Library& library,
                                const templates::Renaming& renaming) {
    try {
        (void)templates::plan_rename(library, renaming);
    } catch (const base::Error& error) {
        return error.kind();
    }
    return base::ErrorKind::bug;
}

} // namespace

TEST_CASE("names of parts are found where they are rendered, and nowhere else") {
    const auto text = "{% raw %}{% render 'no' %}{% endraw %}{% comment %}{% render 'no' %}"
                      "{% endcomment %}{%- render\t'a' -%}{% include \"b\", x: 'no' %}"
                      "{% liquid\n assign x = 1\n render 'c'\n%}{% render variable %}"
                      "{{ \"{% render 'no' %}\" }}{% assign y = 'no' %}";
    std::vector<std::string> names;
    for (const auto& part : part_names(text)) {
        names.emplace_back(part.name);
    }
    CHECK(names == std::vector<std::string>{"a", "b", "c"});
}

TEST_CASE("a rename changes the name in the tag alone") {
    CHECK(with_part_renamed("wood {% render 'wood' %} {% render 'wood-2' %} wood",
                            {"wood", "late"}) ==
          "wood {% render 'late' %} {% render 'wood-2' %} wood");
    CHECK(with_part_renamed("subject: \"{% render \\\"wood\\\" %}\"", {"wood", "late"}) ==
          "subject: \"{% render \\\"late\\\" %}\"");
    CHECK(with_part_renamed("{% render 'wood", {"wood", "late"}) == "{% render 'wood");
}

TEST_CASE("a rename that is stopped anywhere ends the same when it is run again") {
    struct Stop {};
    for (int stop_at = 0;; ++stop_at) {
        const test::TempFolder folder;
        write(folder.path(), kBefore);
        bool stopped = false;
        try {
            const templates::Library library(folder.path());
            int step = 0;
            templates::carry_out(templates::plan_rename(library, {"wood", "late"}), [&] {
                if (step++ == stop_at) {
                    throw Stop{};
                }
            });
        } catch (const Stop&) {
            stopped = true;
        }
        if (!stopped) {
            CHECK(stop_at == 5); // two written, one changed, two removed
            CHECK(read(folder.path()) == kAfter);
            break;
        }
        const templates::Library library(folder.path());
        CHECK(library.file_problems().empty()); // also meanwhile
        templates::carry_out(templates::plan_rename(library, {"wood", "late"}), [] {});
        CHECK(read(folder.path()) == kAfter);
    }
}

TEST_CASE("a rename never takes the place of another text") {
    const test::TempFolder folder;
    write(folder.path(), kBefore);
    write(folder.path(), {{"late.liquid", "mine\n"}});
    const templates::Library library(folder.path());
    CHECK(kind_of_refusal(library, {"wood", "late"}) == base::ErrorKind::conflict);
    CHECK(kind_of_refusal(library, {"wood", "Late"}) == base::ErrorKind::usage);
    CHECK(kind_of_refusal(library, {"nothing", "x"}) == base::ErrorKind::not_found);
    CHECK(kind_of_refusal(library, {"order-thanks", "x"}) == base::ErrorKind::conflict);
}

TEST_CASE("a file that was changed after the plan was made is left alone") {
    const test::TempFolder folder;
    write(folder.path(), kBefore);
    const templates::Library library(folder.path());
    const auto plan = templates::plan_rename(library, {"wood", "late"});
    write(folder.path(), {{"other.liquid", "new words\n"}});
    CHECK_THROWS_AS(templates::carry_out(plan, [] {}), base::Error);
    CHECK(read(folder.path())["other.liquid"] == "new words\n");
    CHECK(read(folder.path()).contains("wood.liquid"));
}
