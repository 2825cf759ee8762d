# SPDX-License-Identifier: MIT
"""A store that is locked, newer, damaged or of others; two syncs at once; a stop in the middle."""
import signal
import sqlite3
import time
import unittest

from sandbox_shop import Home
from sync_case import CONFLICT, FAILED, SyncCase


class Database(SyncCase):
    def setUp(self):
        self.etsy = self.sandbox("--shop", "small")
        self.world = self.home(self.etsy)

    def synced(self):
        self.assertEqual(self.world.run("sync").returncode, 0)
        return self.world

    def test_a_locked_database_is_a_conflict(self):
        home = self.synced()
        before = home.dump()
        holder = sqlite3.connect(home.database, isolation_level=None)
        self.addCleanup(holder.close)
        holder.execute("BEGIN IMMEDIATE")
        self.assert_fails(home.run("sync"), CONFLICT, "is locked", "run this again")
        holder.execute("ROLLBACK")
        self.assertEqual(home.run("sync").returncode, 0)
        self.assertEqual(home.dump()["orders"], before["orders"])

    def test_a_newer_database_is_refused_and_left_alone(self):
        home = self.synced()
        with sqlite3.connect(home.database) as connection:
            connection.execute("PRAGMA user_version = 9999")
        connection.close()
        before = home.dump()
        self.assert_fails(home.run("sync"), CONFLICT, "newer etsyorder", "9999")
        self.assert_fails(home.run("orders", "list"), CONFLICT, "newer etsyorder")
        self.assertEqual(home.dump(), before)

    def test_a_database_of_another_build_is_refused_and_left_alone(self):
        home = self.synced()
        connection = sqlite3.connect(home.database)
        connection.execute("UPDATE schema_migrations SET checksum = 'of another build' WHERE version = 1")
        connection.commit()
        connection.close()
        before = home.dump()
        number = home.rows("SELECT receipt_id FROM orders")[0][0]
        for words in (["sync"], ["orders", "list"], ["orders", "show", number], ["orders", "tag", number, "+late"]):
            self.assert_fails(home.run(*words), CONFLICT, "another build of etsyorder", "0001_orders", "move its whole folder away")
        self.assertEqual(home.dump(), before)

    def test_another_programs_database_is_refused_and_left_alone(self):
        for version in (0, 1, 7):  # the number is every program's own; ours is no proof
            with self.subTest(version), Home(self.etsy) as home:
                home.database.parent.mkdir(parents=True, exist_ok=True)
                connection = sqlite3.connect(home.database)
                connection.executescript(f"CREATE TABLE songs (title TEXT); PRAGMA user_version = {version}")
                connection.close()
                before = home.database.read_bytes()
                self.assert_fails(home.run("sync"), FAILED, "another program's database")
                self.assert_fails(home.run("orders", "list"), FAILED, "another program's database")
                self.assertEqual(home.database.read_bytes(), before)

    def test_a_file_that_is_no_database_is_refused_and_left_alone(self):
        home = self.world
        home.database.parent.mkdir(parents=True, exist_ok=True)
        home.database.write_bytes(b"Dear diary, " * 1000)
        self.assert_fails(home.run("sync"), FAILED, "damaged")
        self.assert_fails(home.run("orders", "list"), FAILED, "damaged")
        self.assertEqual(home.database.read_bytes(), b"Dear diary, " * 1000)

    def test_a_damaged_page_is_named(self):
        home = self.synced()
        connection = sqlite3.connect(home.database)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'orders'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        connection.close()
        with home.database.open("r+b") as file:
            file.seek((root - 1) * size)
            file.write(b"\xa5" * size)
        self.assert_fails(home.run("sync"), FAILED, "damaged")
        self.assert_fails(home.run("orders", "list"), FAILED, "damaged")

    def test_two_syncs_at_once_are_one_sync(self):
        etsy = self.sandbox("--shop", "busy", "--fault", "receipts:slow=1s:x3")
        home = self.home(etsy)
        first = home.start("sync")
        deadline = time.monotonic() + 30
        while not etsy.requests("/receipts") and time.monotonic() < deadline:
            time.sleep(0.02)
        self.assert_fails(home.run("sync"), CONFLICT, "another sync of this shop is running", "wait for it")
        out, err = first.communicate(timeout=60)
        self.assertEqual(first.returncode, 0, err)
        self.assert_whole(home, etsy)

    def test_a_sync_that_was_killed_does_not_lock_out_the_next(self):
        etsy = self.sandbox("--shop", "busy", "--fault", "receipts:slow=5s:x1")
        home = self.home(etsy)
        first = home.start("sync")
        deadline = time.monotonic() + 30
        while not (home.database.exists() and self.leases(home)) and time.monotonic() < deadline:
            time.sleep(0.02)
        first.send_signal(signal.SIGKILL)
        first.communicate()
        self.assertTrue(self.leases(home))
        etsy.door("DELETE", "faults")
        self.assertEqual(home.run("sync").returncode, 0)
        self.assert_whole(home, etsy)

    def test_a_stop_by_the_user_is_130_and_loses_nothing(self):
        etsy = self.sandbox("--shop", "busy", "--fault", "receipts:slow=20s:x1")
        home = self.home(etsy)
        first = home.start("sync")
        deadline = time.monotonic() + 30
        while not (home.database.exists() and self.leases(home)) and time.monotonic() < deadline:
            time.sleep(0.02)
        began = time.monotonic()
        first.send_signal(signal.SIGINT)
        first.communicate(timeout=60)
        self.assertEqual(first.returncode, 130)
        self.assertLess(time.monotonic() - began, 10)
        etsy.door("DELETE", "faults")
        self.assertEqual(home.run("sync").returncode, 0)
        self.assert_whole(home, etsy)

    @staticmethod
    def leases(home):
        try:
            return home.rows("SELECT * FROM leases")
        except sqlite3.Error:
            return []


if __name__ == "__main__":
    unittest.main()
