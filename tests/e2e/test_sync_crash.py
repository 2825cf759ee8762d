# SPDX-License-Identifier: MIT
"""`etsyorder sync` killed at every step it takes on the disk, on a full disk and on one that takes no writes.

A small library (disk_shim.c) is preloaded: it counts the steps and makes one of them go wrong.
"""
import json
import os
import random
import subprocess
import sys
import unittest

import shim
from odd_etsy import OddEtsy
from sandbox_shop import Home, Sandbox

KILLED, FAILED = -9, 1
EVERY = int(os.environ.get("ETSYORDER_KILL_EVERY", "1"))  # with a sanitizer each step costs ten times as much


# Commits and goes away without tidying up, as a killed program does.
LEFT_IN_LOG = """import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("UPDATE orders SET buyer_name = 'Written Last' WHERE receipt_id = ?", (int(sys.argv[2]),))
connection.commit()
os._exit(0)"""


def run(home, *words, **given):
    return home.run(*words, **shim.environment(**given))


def place(home):
    """Where a cut-off backfill of orders goes on, as the store says: (first second, offset)."""
    rows = home.rows("SELECT state FROM sync_streams WHERE stream = 'orders'")
    state = json.loads(rows[0][0]) if rows else {}
    return state.get("from_s"), state.get("offset", 0)


def has_schema(home):
    return home.database.exists() and bool(home.rows("SELECT 1 FROM sqlite_master WHERE name = 'sync_streams'"))


class Crash(unittest.TestCase):
    def sandbox(self, *arguments):
        etsy = Sandbox(*arguments)
        self.addCleanup(etsy.close)
        return etsy

    def crash_once(self, etsy, home, step, *words):
        """True: the run was killed at that step, and the next one went on from where the store stood."""
        done = run(home, "sync", *words, SHIM_KILL_AT=step)
        if done.returncode == 0:
            return False
        self.assertEqual(done.returncode, KILLED, done.stderr)
        backfilling = has_schema(home) and not home.rows("SELECT 1 FROM sync_streams WHERE stream = 'orders' AND cursor_utc_s > 0")
        stood = place(home) if backfilling else (None, 0)
        etsy.forget_requests()
        again = home.run("sync", *words)
        self.assertEqual(again.returncode, 0, f"step {step}: {again.stderr}")
        walk = [one["query"] for one in etsy.requests("/receipts") if "sort_on=created" in one["query"]]
        if backfilling:
            self.assertIn(f"offset={stood[1]}&", walk[0], f"step {step}: stored pages were asked for again")
        return True

    def assert_same(self, home, calm, step):
        ours, theirs = home.dump(), calm
        for table in theirs:
            self.assertEqual(ours[table], theirs[table], f"killed at step {step}: {table} differs")
        self.assertEqual(home.broken_promises(), [], f"killed at step {step}")

    def test_a_beat_that_finds_an_order_gone_or_back_killed_at_any_step_tells_it_once(self):
        def receipt(number):
            return {"receipt_id": number, "status": "Paid", "is_shipped": False, "created_timestamp": 1795000000 + number,
                    "updated_timestamp": 1795000000 + number, "transactions": []}
        both, one = [receipt(1), receipt(2)], [receipt(2)]
        for before, now, event in ((both, one, "order.missing"), (one, both, "order.returned")):
            etsy = OddEtsy(both)
            self.addCleanup(etsy.__exit__)
            with Home(etsy) as home:
                for etsy.receipts in (both, before):
                    self.assertEqual(home.run("sync", "--only", "orders,open_orders").returncode, 0)
                source = sqlite_bytes(home)
            etsy.receipts, step, killed = now, 0, True
            while killed:
                step += EVERY
                with Home(etsy) as home:
                    home.database.parent.mkdir()
                    home.database.write_bytes(source)
                    killed = run(home, "sync", "--only", "open_orders", SHIM_KILL_AT=step).returncode == KILLED
                    self.assertEqual(home.run("sync", "--only", "open_orders").returncode, 0)
                    self.assertEqual(home.rows("SELECT count(*) FROM events WHERE name = ?", event), [(1,)], f"{event}, step {step}")
                    self.assertEqual(home.rows("SELECT gone_at_utc_s IS NULL, is_open FROM orders WHERE receipt_id = 1"),
                                     [(int(now is both),) * 2], f"{event}, step {step}")
                    self.assertEqual(home.broken_promises(), [])
            self.assertGreater(step, 5, "nothing was killed")

    def test_a_first_sync_killed_at_any_step_ends_in_the_same_store(self):
        etsy = self.sandbox("--shop", "small")
        with Home(etsy) as calm:
            calm.run("sync")
            wanted = calm.dump()
        step = 1
        while True:
            with Home(etsy) as home:
                if not self.crash_once(etsy, home, step):
                    break
                self.assert_same(home, wanted, step)
            step += EVERY
        self.assertGreater(step, 20, "the shim saw next to nothing of what was written")

    def test_a_first_sync_of_several_pages_killed_anywhere_ends_in_the_same_store(self):
        etsy = self.sandbox("--shop", "busy")
        with Home(etsy) as calm:
            calm.run("sync")
            wanted = calm.dump()
        for step in sorted(random.Random(20261122).sample(range(1, 300), 8)):
            with Home(etsy) as home:
                self.assertTrue(self.crash_once(etsy, home, step), f"nothing was killed at step {step}")
                self.assert_same(home, wanted, step)

    def test_a_later_sync_killed_at_any_step_tells_each_change_once(self):
        etsy = self.sandbox("--shop", "small")
        with Home(etsy) as before:
            before.run("sync")
            source = sqlite_bytes(before)
            numbers = [row[0] for row in before.rows("SELECT receipt_id FROM orders WHERE is_open = 1 ORDER BY 1")]
            etsy.door("POST", f"orders/{numbers[0]}/cancel", {})
            etsy.door("POST", f"orders/{numbers[1]}/ship-date", {"ship_by": "2026-12-24T05:00:00Z"})
            etsy.door("POST", "orders", {"buyer": "Rosa"})
            before.run("sync", "--all")
            wanted = before.dump()
        self.assertEqual(sum(row[2] in ("order.canceled", "order.ship_by_moved") for row in wanted["events"]), 2)
        step = 1
        while True:
            with Home(etsy) as home:
                home.database.parent.mkdir(parents=True)
                home.database.write_bytes(source)
                if not self.crash_once(etsy, home, step, "--all"):
                    break
                self.assert_same(home, wanted, step)
            step += EVERY
        self.assertGreater(step, 10)

    def test_a_disk_that_fills_up_at_any_step_is_one_message_and_loses_nothing(self):
        etsy = self.sandbox("--shop", "small")
        with Home(etsy) as calm:
            calm.run("sync")
            wanted = calm.dump()
        step, failures = 1, 0
        while True:
            with Home(etsy) as home:
                done = run(home, "sync", SHIM_FULL_AT=step)
                if done.returncode == 0 and not done.stderr.count("error:"):
                    break
                failures += 1
                self.assertEqual(done.returncode, FAILED, f"step {step}: {done.stderr}")
                self.assertEqual(done.stderr.count("error:"), 1, done.stderr)
                self.assertIn("the disk is full", done.stderr, f"step {step}")
                self.assertIn("free some disk space", done.stderr)
                again = home.run("sync")
                self.assertEqual(again.returncode, 0, again.stderr)
                self.assert_same(home, wanted, step)
            step += 1 if step < 12 else 5
        self.assertGreater(failures, 5)

    def test_a_full_disk_can_still_be_read_with_its_newest_changes(self):
        etsy = self.sandbox("--shop", "small")
        with Home(etsy) as home:
            home.run("sync")
            calm = home.run("orders", "list")
            self.assertEqual(calm.returncode, 0, calm.stderr)
            self.assertGreater(len(calm.stdout.splitlines()), 1)
            full = run(home, "orders", "list", SHIM_FULL_AT=1)
            self.assertEqual((full.returncode, full.stderr, full.stdout), (0, "", calm.stdout))
            # What a killed writer left in the log beside the database is read too, and left there.
            order = calm.stdout.split()[0]
            subprocess.run([sys.executable, "-c", LEFT_IN_LOG, str(home.database), order], check=True)
            log = home.database.with_name(home.database.name + "-wal")
            home.database.with_name(home.database.name + "-shm").unlink()
            left = log.read_bytes()
            self.assertGreater(len(left), 0)
            full = run(home, "orders", "list", SHIM_FULL_AT=1)
            self.assertEqual((full.returncode, full.stderr), (0, ""))
            self.assertIn("Written Last", full.stdout)
            self.assertEqual(log.read_bytes(), left)
            self.assertEqual(home.run("orders", "list").stdout, full.stdout)

    def test_a_disk_that_takes_no_writes_is_named_and_can_still_be_read(self):
        etsy = self.sandbox("--shop", "small")
        with Home(etsy) as home:
            home.run("sync")
            before = home.dump()
            done = run(home, "sync", SHIM_READ_ONLY=home.path)
            self.assertEqual(done.returncode, FAILED, done.stderr)
            self.assertEqual(done.stderr.count("error:"), 1, done.stderr)
            self.assertIn("cannot be written", done.stderr)
            self.assertIn("read-only", done.stderr)
            shown = run(home, "orders", "list", SHIM_READ_ONLY=home.path)
            self.assertEqual((shown.returncode, shown.stderr), (0, ""))
            self.assertEqual(len(shown.stdout.splitlines()), home.rows("SELECT count(*) FROM orders WHERE is_open")[0][0])
            self.assertEqual(home.dump(), before)


def sqlite_bytes(home):
    """The store as one file, nothing left in its log."""
    assert home.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0][0] == 0
    return home.database.read_bytes()


if __name__ == "__main__":
    unittest.main()
