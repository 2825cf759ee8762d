# SPDX-License-Identifier: MIT
"""Folders and files that this user may not look at or write to: said as what they are, by every command."""
import json
import os
import subprocess
import unittest

import store

# Root may do everything; without these it is a user like any other.
LIKE_ANY_USER = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"] \
    if os.geteuid() == 0 else []


class Folders(unittest.TestCase):
    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        connection = self.home.store()
        store.add_order(connection, 3512345678)
        connection.commit()
        connection.close()
        self.data = self.home.path / "data"
        self.addCleanup(self.data.chmod, 0o700)

    def run_as_user(self, *words):
        return subprocess.run([*LIKE_ANY_USER, str(store.BIN / "etsyorder"), *map(str, words)], text=True, timeout=60,
                              stdin=subprocess.DEVNULL, capture_output=True, env=self.home.environment(), check=False)

    def checks(self):
        return json.loads(self.run_as_user("doctor", "--offline", "--json").stdout)["checks"]

    def assert_told(self, *words):
        for command in (["orders", "list"], ["orders", "tag", "3512345678", "+x"], ["backup"], ["data", "forget", "--order", "1"],
                        ["backup", "list"], ["orders", "import", "x.csv", "--dry-run"], ["restore", "x", "--yes"]):
            result = self.run_as_user(*command)
            self.assertNotIn("bug", result.stderr, command)
            self.assertIn(result.returncode, (0, 1, 3), (command, result.stderr))
        result = self.run_as_user("orders", "list")
        self.assertEqual(result.returncode, 1)
        for word in (*words, str(self.data)):
            self.assertIn(word, result.stderr)
        file = [one for one in self.checks() if (one["area"], one["check"]) == ("database", "file")]
        self.assertEqual([one["status"] for one in file], ["failed"])
        self.assertIn(words[0], file[0]["seen"])

    def test_a_folder_that_is_closed_to_oneself(self):
        self.data.chmod(0)
        self.assert_told("closed to yourself (mode 0000)", "chmod u+rwx")

    if LIKE_ANY_USER:  # only root can give a folder away
        def test_a_folder_of_another_user(self):
            self.data.chmod(0o700)
            os.chown(self.data, 65534, 65534)
            self.assert_told("belongs to another user (number 65534, mode 0700)", "chown -R")

    def test_a_database_that_may_only_be_read(self):
        self.home.database.chmod(0o400)
        file = [one for one in self.checks() if (one["area"], one["check"], one["status"]) == ("database", "file", "failed")]
        self.assertEqual(len(file), 1)
        self.assertIn("may not be written by this user", file[0]["seen"])
        self.assertEqual(file[0]["remedy"], f"chmod u+w {self.home.database}")


if __name__ == "__main__":
    unittest.main()
