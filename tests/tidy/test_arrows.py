# SPDX-License-Identifier: MIT
"""The tree keeps its arrows; and each rule sees the fault it is there for."""
import pathlib
import tempfile
import unittest

import arrows

ROOT = pathlib.Path(__file__).resolve().parents[2]

MAP = """# A house
## Room map
```
cmd/shop/        the program
lib/portal/      the page
lib/orders/      orders
lib/net/  lib/db/   tools
lib/base/        words
```
"""


class TheTree(unittest.TestCase):
    def test_every_arrow_points_down_and_every_name_is_at_home(self):
        self.assertEqual(arrows.findings(ROOT), [])


class PlantedFaults(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.write("ARCHITECTURE.md", MAP)
        self.room("base")
        self.room("net", "base")
        self.room("db", "base")
        self.room("orders", "db base")
        self.room("portal", "orders")
        self.write("lib/base/id.hpp", "#pragma once\n")
        self.write("lib/db/database.hpp", '#pragma once\n#include "base/id.hpp"\n')
        self.write("lib/orders/order.hpp", '#pragma once\n#include "base/id.hpp"\n')
        self.write("cmd/shop/main.cpp", '#include "orders/order.hpp"\n#include "frame/text.hpp"\n')
        self.write("cmd/shop/frame/text.hpp", "#pragma once\n")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def room(self, name, rooms=""):
        self.write(f"lib/{name}/CMakeLists.txt", f"etsyorder_room({name} ROOMS {rooms} LIBRARIES fmt::fmt)\n")

    def assert_found(self, *words):
        found = arrows.findings(self.root)
        self.assertEqual(len(found), 1, found)
        for word in words:
            self.assertIn(word, found[0])

    def test_a_tree_without_fault_has_no_finding(self):
        self.assertEqual(arrows.findings(self.root), [])

    def test_a_room_that_is_included_through_a_declared_room_is_allowed(self):
        self.write("lib/portal/page.cpp", '#include "orders/order.hpp"\n#include "base/id.hpp"\n')
        self.assertEqual(arrows.findings(self.root), [])

    def test_an_include_without_a_declared_edge_is_found(self):
        self.write("lib/orders/sync.cpp", '// why\n#include "net/transport.hpp"\n')
        self.assert_found("lib/orders/sync.cpp:2", "net")

    def test_an_include_of_a_higher_room_is_found(self):
        self.write("lib/base/bad.cpp", '#include "orders/order.hpp"\n')
        self.assert_found("lib/base/bad.cpp:1", "orders")

    def test_a_declared_edge_that_points_up_is_found(self):
        self.room("base", "orders")
        self.assert_found("lib/base/CMakeLists.txt", "does not point down")

    def test_a_declared_edge_between_two_tools_is_found(self):
        self.room("net", "base db")
        self.assert_found("lib/net/CMakeLists.txt", "arrow to db")

    def test_a_room_that_is_not_on_the_map_is_found(self):
        self.room("utils", "base")
        self.assert_found("lib/utils", "not on the room map")

    def test_a_program_that_reads_another_programs_file_is_found(self):
        self.write("cmd/other/main.cpp", '#include "frame/text.hpp"\n')
        self.assert_found("cmd/other/main.cpp:1")

    def test_curl_outside_net_is_found_by_include_and_by_name(self):
        self.write("lib/orders/fetch.cpp", "#include <curl/curl.h>\n")
        self.assert_found("only lib/net may know curl")
        self.write("lib/orders/fetch.cpp", "void f() { curl_easy_init(); }\n")
        self.assert_found("only lib/net may know curl")

    def test_sqlite_outside_db_is_found(self):
        self.write("lib/orders/rows.cpp", "SQLite::Database* d;\n")
        self.assert_found("only lib/db may know SQLite")

    def test_a_name_in_a_comment_or_a_text_is_no_finding(self):
        self.write("lib/orders/rows.cpp", '// curl_easy_init\nauto a = "std::cout sqlite3_open";\n/* MHD_x */\n')
        self.assertEqual(arrows.findings(self.root), [])

    def test_cli11_in_the_library_is_found(self):
        self.write("lib/base/flags.cpp", "#include <CLI/CLI.hpp>\n")
        self.assert_found("only cmd may know CLI11")

    def test_printing_in_the_library_is_found(self):
        for line in ('std::cout << "x";', 'fmt::print("x");', 'printf("x");', 'std::fputs("x", f);', "auto f = stderr;"):
            self.write("lib/orders/loud.cpp", f"void f() {{\n{line}\n}}\n")
            self.assert_found("lib/orders/loud.cpp:2", "never prints")

    def test_formatting_into_memory_is_no_printing(self):
        self.write("lib/orders/quiet.cpp", 'void f() { std::snprintf(b, 3, "x"); fmt::format("x"); }\n')
        self.assertEqual(arrows.findings(self.root), [])

    def test_a_heavy_header_that_reaches_another_room_is_found(self):
        self.write("lib/orders/wire.hpp", "#pragma once\n#include <nlohmann/json.hpp>\n")
        self.assertEqual(arrows.findings(self.root), [])
        self.write("lib/orders/order.hpp", '#pragma once\n#include "orders/wire.hpp"\n')
        self.assert_found("cmd/shop/main.cpp:1", "nlohmann/json.hpp")


if __name__ == "__main__":
    unittest.main()
