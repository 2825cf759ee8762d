# SPDX-License-Identifier: MIT
"""The writing verbs of `etsyorder orders`, killed at every step they take on the disk: all is there, or nothing."""
import shutil
import sqlite3
import unittest

import shim
import store
from store import add_order

KILLED = -9


class Crash(unittest.TestCase):
    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        connection = self.home.store()
        for number in (1001, 1002, 1003):
            add_order(connection, number, buyer_name=f"Ann Example{number}")
        connection.commit()
        connection.close()
        self.assertEqual(self.home.run("orders", "tag", 1001, 1002, "+old").returncode, 0)

    def stored(self):
        """Every row of every table."""
        connection = sqlite3.connect(self.home.database)
        try:
            tables = [name for name, in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")]
            return {table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in tables}
        finally:
            connection.close()

    def test_a_command_that_is_killed_has_done_all_or_nothing_and_is_made_whole_by_the_next(self):
        kept = self.home.path / "kept"
        shutil.copytree(self.home.path / "data", kept)
        for words in (("tag", 1001, 1003, "+new", "-old"), ("note", 1001, 1002, "call back"),
                      ("merge-buyers", 1001, 1002), ("undo", 1)):
            self.check(words, kept)

    def check(self, words, kept):
        before = after = None
        step = 0
        while True:
            shutil.rmtree(self.home.path / "data")
            shutil.copytree(kept, self.home.path / "data")
            before = self.stored()
            if step == 0:
                self.assertEqual(self.home.run("orders", *words).returncode, 0)
                after = self.stored()
                self.assertNotEqual(before, after)
                step = 1
                continue
            done = self.home.run("orders", *words, **shim.environment(SHIM_KILL_AT=step))
            if done.returncode == 0:
                break
            self.assertEqual(done.returncode, KILLED, done.stderr)
            self.assertIn(self.stored(), (before, after), f"{words} killed at step {step}")
            again = self.home.run("orders", *words)
            self.assertEqual(again.returncode, 0, again.stderr)
            self.assertEqual(self.stored(), after, f"{words} killed at step {step}, and run again")
            step += 1
        self.assertGreater(step, 2, "nothing was ever killed")


if __name__ == "__main__":
    unittest.main()
