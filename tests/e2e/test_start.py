# SPDX-License-Identifier: MIT
"""Commands that need no network start without the libraries of those that do."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import store


class Start(unittest.TestCase):
    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def place(self, *parts):
        """A copy of one built program."""
        to = self.folder.joinpath(*parts)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(pathlib.Path(store.BIN, to.name), to)
        return to

    def run_copy(self, program, *words):
        return subprocess.run([program, *words], env=self.home.environment(), capture_output=True, text=True, timeout=30,
                              stdin=subprocess.DEVNULL)

    def test_reading_loads_nothing_that_only_the_network_needs(self):
        connection = self.home.store()
        store.add_order(connection, 1001)
        connection.commit()
        connection.close()
        environment = {**self.home.environment(), "LD_DEBUG": "files", "LD_DEBUG_OUTPUT": str(self.folder / "loaded")}
        for words in (["orders", "list", "--all"], ["orders", "show", "1001"], ["__complete", "orders", "show", ""],
                      ["config", "show"], ["--version"]):
            subprocess.run([pathlib.Path(store.BIN, "etsyorder"), *words], env=environment, check=True, timeout=30,
                           stdout=subprocess.DEVNULL)
        loaded = set()
        for log in self.folder.glob("loaded.*"):
            loaded.update(re.findall(r"calling init: .*/lib([a-z+]+)", log.read_text()))
        self.assertIn("c", loaded)
        sanitized = loaded & {"asan", "tsan", "ubsan", "clang_rt"} or any("SAN_OPTIONS" in name for name in os.environ)
        self.assertEqual(loaded - {"c", "m"} if not sanitized else loaded & {"curl", "simdjson", "microhttpd", "ssl"}, set())

    def test_an_installed_program_finds_the_other_one(self):
        program = self.place("bin", "etsyorder")
        self.place("libexec", "etsyorder", "etsyorder-online")
        result = self.run_copy(program, "sync", "--help")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertIn("etsyorder sync", result.stdout)

    def test_one_program_tells_the_other_its_version(self):
        program = self.place("etsyorder")
        other = self.folder / "etsyorder-online"
        other.write_text('#!/bin/sh\necho "$ETSYORDER_STARTED_BY"\n')
        other.chmod(0o755)
        version = self.run_copy(program, "--version").stdout.split()[1]
        self.assertEqual(self.run_copy(program, "sync").stdout, f"{version}\n")

    def test_halves_of_two_versions_do_not_work_together(self):
        words = [pathlib.Path(store.BIN, "etsyorder-online"), "sync", "--help"]
        result = subprocess.run(words, env={**self.home.environment(), "ETSYORDER_STARTED_BY": "0.0.9"}, timeout=30,
                                capture_output=True, text=True, check=False)
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn("etsyorder is 0.0.9, etsyorder-online is ", result.stderr)

    def test_one_program_alone_reads_and_says_what_is_missing(self):
        program = self.place("etsyorder")
        connection = self.home.store()
        store.add_order(connection, 1001)
        connection.commit()
        connection.close()
        self.assertIn("1001", self.run_copy(program, "orders", "list").stdout)
        result = self.run_copy(program, "sync")
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn("this installation of etsyorder is not whole", result.stderr)
        self.assertIn("etsyorder-online", result.stderr)
        result = self.run_copy(program, "sync", "--json")
        self.assertEqual(json.loads(result.stderr)["error"]["exit_code"], 1)
        self.place("etsyorder-online").chmod(0o600)
        result = self.run_copy(program, "sync")
        self.assertEqual(result.returncode, 1)
        self.assertIn("etsyorder-online cannot be run: Permission denied", result.stderr)

    def test_words_and_exit_code_pass_through_whole(self):
        for words, code in ((["auth", "login", "--key", ""], 2), (["sync", "--only", "no such", ""], 2), (["auth", "logout", "--x y"], 2)):
            here = self.run_copy(pathlib.Path(store.BIN, "etsyorder"), *words)
            there = self.run_copy(pathlib.Path(store.BIN, "etsyorder-online"), *words)
            self.assertEqual((here.returncode, here.stdout, here.stderr), (code, there.stdout, there.stderr), words)

    def test_a_link_to_the_program_finds_the_other_one(self):
        link = self.folder / "eo"
        os.symlink(pathlib.Path(store.BIN, "etsyorder"), link)
        self.assertEqual(self.run_copy(link, "auth", "--help").returncode, 0)

    def test_both_programs_tell_the_same_of_a_command_they_share(self):
        online = pathlib.Path(store.BIN, "etsyorder-online")
        for words in (["orders", "--help"], ["orders", "list", "--help"], ["orders", "lst"], ["orders", "list", "--al"],
                      ["--version"], ["config", "show", "--json"], ["__complete", "orders", "list", "--"]):
            here, there = self.run_copy(pathlib.Path(store.BIN, "etsyorder"), *words), self.run_copy(online, *words)
            self.assertEqual((here.returncode, here.stdout, here.stderr), (there.returncode, there.stdout, there.stderr))
        self.assertIn("sync", self.run_copy(pathlib.Path(store.BIN, "etsyorder"), "--help").stdout)


if __name__ == "__main__":
    unittest.main()
