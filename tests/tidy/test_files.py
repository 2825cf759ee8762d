# SPDX-License-Identifier: MIT
"""Every file keeps the house rules; and each rule sees the fault it is there for."""
import hashlib
import pathlib
import tempfile
import unittest

import files

ROOT = pathlib.Path(__file__).resolve().parents[2]
SPDX = "// SPDX-License-Identifier: MIT\n"


class TheTree(unittest.TestCase):
    def test_every_file_keeps_the_rules(self):
        self.assertEqual(files.findings(ROOT), [])


class PlantedFaults(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def assert_found(self, *words):
        found = files.findings(self.root)
        self.assertEqual(len(found), 1, found)
        for word in words:
            self.assertIn(word, found[0])

    def test_a_good_file_has_no_finding(self):
        self.write("lib/a.cpp", SPDX + "int a; // TODO(#12): b\n")
        self.write("run.sh", "#!/bin/sh\n# SPDX-License-Identifier: MIT\n")
        self.assertEqual(files.findings(self.root), [])

    def test_a_file_may_have_400_lines_and_not_one_more(self):
        for folder in ("lib", "cmd", "tests"):
            self.write(f"{folder}/a.cpp", SPDX + "\n" * 399)
            self.assertEqual(files.findings(self.root), [])
            self.write(f"{folder}/a.cpp", SPDX + "\n" * 400)
            self.assert_found(f"{folder}/a.cpp", "401 lines")
            self.write(f"{folder}/a.cpp", SPDX)

    def test_the_length_counts_for_tests_in_python_too(self):
        self.write("tests/e2e/test_a.py", "# SPDX-License-Identifier: MIT\n" + "\n" * 400)
        self.assert_found("tests/e2e/test_a.py", "401 lines")

    def test_a_source_without_licence_is_found(self):
        self.write("lib/a.cpp", "int a;\n")
        self.assert_found("lib/a.cpp", "SPDX")

    def test_a_script_without_suffix_needs_the_licence_too(self):
        self.write("examples/run", "#!/bin/sh\n")
        self.assert_found("examples/run", "SPDX")

    def test_a_mark_without_number_is_found(self):
        self.write("lib/a.cpp", SPDX + "int a; // TODO: later\n")
        self.assert_found("lib/a.cpp:2", "TODO")

    def test_an_algorithm_that_clang_has_not_is_found(self):
        self.write("lib/a.cpp", SPDX + "auto end = std::ranges::unique(all);\n")
        self.assert_found("lib/a.cpp:2", "std::unique")

    def test_a_space_at_the_end_is_found(self):
        self.write("README.md", "word \n")
        self.assert_found("README.md:1", "space")

    def test_a_missing_last_newline_is_found(self):
        self.write("README.md", "word")
        self.assert_found("README.md", "no newline")

    def test_a_changed_released_migration_is_found(self):
        sql = "-- SPDX-License-Identifier: MIT\nSELECT 1;\n"
        self.write("lib/db/migrations/0001_a.sql", sql)
        digest = hashlib.sha256(sql.encode()).hexdigest()
        self.write(files.RELEASED, f"# note\n{digest}  lib/db/migrations/0001_a.sql\n")
        self.assertEqual(files.findings(self.root), [])
        self.write("lib/db/migrations/0001_a.sql", sql + "SELECT 2;\n")
        self.assert_found("released migration")


if __name__ == "__main__":
    unittest.main()
