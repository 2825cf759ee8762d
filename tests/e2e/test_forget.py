# SPDX-License-Identifier: MIT
"""`etsyorder data forget`: no byte of the person is left, the accounts stay, and nobody comes back."""
import json
import shutil
import signal
import sqlite3
import subprocess
import unittest

import shim
import store
from sandbox_shop import Home as SyncedHome
from sandbox_shop import Sandbox
from test_backup import HOLD_OPEN

PERSON = ["Wilhelmina", "Quackenbush", "willi@buyer.example", "Pondicherry Lane", "Xanadu Town", "99887", "engrave Ottokar",
          "Ottokar with love", "please hurry, says Wilhelmina"]


def add_person(connection, receipt=3512345678, **given):
    return store.add_order(
        connection, receipt, **{**dict(
            buyer=4711, buyer_name="Wilhelmina Quackenbush", buyer_email="willi@buyer.example", first_line="Pondicherry Lane 5",
            city="Xanadu Town", zip="99887", country="DE", message_from_buyer="please hurry, says Wilhelmina",
            gift_message="Ottokar with love", is_open=0, is_shipped=1, status="completed", tags=["wilhelmina"],
            items=[{"title": "Oak sign", "answers": [("personalisation", "Name", "engrave Ottokar")]}]), **given})


class Case(unittest.TestCase):
    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        connection = self.home.store()
        add_person(connection)
        store.add_order(connection, 3512345679, buyer_name="Other Person", is_open=0)
        connection.commit()
        connection.close()

    def forget(self, *words, code=0, **extra):
        result = self.home.run("data", "forget", *words, "--yes", "--json", **extra)
        self.assertEqual(result.returncode, code, result.stderr)
        return json.loads(result.stdout)["forget"] if result.stdout else json.loads(result.stderr)["error"]

    def rows(self, sql):
        connection = sqlite3.connect(self.home.database)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def where(self, query, *words, **extra):
        return {one["order"]: one["outcome"] for one in self.forget("--where", query, *words, **extra)["orders"]}

    def traces(self, below=None):
        """Which words of the person stand in which file, in any case of letters."""
        found = []
        for path in sorted((below or self.home.path / "data").rglob("*")):
            if path.is_file() and "backups" not in path.parts:
                content = path.read_bytes().lower()
                found += [(path.name, word) for word in PERSON if word.lower().encode() in content]
        return found

    def assert_forgotten(self):
        self.assertEqual(self.traces(), [])
        self.assertEqual(self.rows("SELECT receipt_id, total_minor, country, status FROM orders ORDER BY 1"),
                         [(3512345678, 3125, "DE", "completed"), (3512345679, 3125, None, "paid")])
        self.assertEqual(self.rows("SELECT title, quantity FROM items"), [("Oak sign", 1)] * 2)
        self.assertEqual(self.rows("SELECT buyer_name FROM orders WHERE receipt_id = 3512345679"), [("Other Person",)])
        self.assertEqual(self.rows("SELECT count(*) FROM pending_wipes"), [(0,)])
        self.assertEqual(self.rows("SELECT count(*) FROM events WHERE name = 'order.forgotten'"), [(1,)])
        self.assertEqual(self.rows("PRAGMA integrity_check"), [("ok",)])


class Forget(Case):
    def test_no_byte_of_the_person_is_left(self):
        self.home.run("orders", "note", "3512345678", "Wilhelmina called")
        self.home.run("orders", "tag", "3512345678", "+quackenbush")
        self.assertGreater(len(self.traces()), len(PERSON) - 1)
        for wish in (["--buyer", "3512345678"], ["--buyer", "wilhelmina"], ["--buyer", "WILLI@buyer.example"],
                     ["--order", "3512345678"]):
            plan = self.forget(*wish, "--dry-run")
            self.assertEqual([(one["order"], one["outcome"], one["buyer"]) for one in plan["orders"]],
                             [(3512345678, "would forget", "Wilhelmina Quackenbush")], wish)
        self.assertNotEqual(self.traces(), [])
        done = self.forget("--buyer", "quackenbush wilhelmina")
        self.assertEqual([(one["order"], one["outcome"], one["buyer"]) for one in done["orders"]], [(3512345678, "forgotten", None)])
        self.assert_forgotten()
        again = self.forget("--order", "3512345678")
        self.assertEqual([one["outcome"] for one in again["orders"]], ["already so"])
        shown = json.loads(self.home.run("orders", "show", "3512345678", "--json").stdout)["orders"][0]
        self.assertEqual((shown["buyer"], shown["forgotten_at"], shown["address"]["country"]), ("", "2026-11-22T10:00:00Z", "DE"))
        self.assertIn("forgotten", self.home.run("orders", "show", "3512345678").stdout)
        self.assertIn("3512345678", self.home.run("orders", "list", "--all").stdout)

    def test_who_ordered_for_somebody_else_is_named_found_and_forgotten(self):
        path = self.home.path / "gift.csv"
        path.write_text("Sale Date,Item Name,Buyer,Quantity,Price,Currency,Transaction ID,Date Paid,Date Shipped,Ship Name,"
                        "Order ID\n11/02/26,Oak sign,Liam Quince (liamsq),1,45.00,USD,3899000001,11/02/2026,11/03/2026,"
                        "Gift Receiver,2899000001\n", encoding="utf-8")
        self.assertEqual(self.home.run("orders", "import", path).returncode, 0)
        path.unlink()
        shown = self.home.run("orders", "show", "2899000001")
        self.assertIn("ordered by: Liam Quince (liamsq)", " ".join(shown.stdout.split()))
        order = json.loads(self.home.run("orders", "show", "2899000001", "--json").stdout)["orders"][0]
        self.assertEqual((order["buyer"], order["ordered_by"]), ("Gift Receiver", {"name": "Liam Quince", "username": "liamsq"}))
        for words in (["is:any buyer:liam"], ["is:any", "--buyer", "liamsq"], ["--all", "--buyer", "Liam Quince"]):
            self.assertIn("2899000001", self.home.run("orders", "list", *words).stdout, words)
        for name in ("liamsq", "Liam Quince"):
            self.assertEqual([one["order"] for one in self.forget("--buyer", name, "--dry-run")["orders"]], [2899000001])
        self.assertEqual(self.home.run("orders", "silence", "look-alike", "2899000001", "--reason", "Liam wants it").returncode, 0)
        self.forget("--buyer", "Liam Quince")
        shown = self.home.run("orders", "show", "2899000001").stdout
        self.assertIn("from: a file imported", " ".join(shown.split()))
        self.assertNotIn("synced", shown)
        self.assertNotIn("told ->", shown + self.home.run("orders", "history", "2899000001").stdout)
        order = json.loads(self.home.run("orders", "show", "2899000001", "--json").stdout)["orders"][0]
        self.assertEqual((order["imported_at"], order["synced_at"], order["stale"]), ("2026-11-22T10:00:00Z", None, False))
        store_bytes = b"".join(path.read_bytes() for path in self.home.database.parent.iterdir() if path.is_file()).lower()
        for word in (b"liam", b"quince", b"receiver"):
            self.assertNotIn(word, store_bytes)

    def test_older_ones_leave_open_orders_alone(self):
        connection = sqlite3.connect(self.home.database)
        connection.execute("UPDATE orders SET placed_at_utc_s = ? WHERE receipt_id = 3512345678", (store.NOW - 800 * store.DAY,))
        connection.commit()
        add_person(connection, 3512345680, buyer=4712, is_open=1, placed_at_utc_s=store.NOW - 900 * store.DAY)
        connection.commit()
        connection.close()
        self.assertEqual(self.forget("--older-than", "3y")["orders"], [])
        done = self.forget("--older-than", "2y", code=6)
        self.assertEqual([(one["order"], one["outcome"]) for one in done["orders"]],
                         [(3512345678, "forgotten"), (3512345680, "left: still open")])
        self.assertEqual([one["outcome"] for one in self.forget("--older-than", "24mo", "--force")["orders"]], ["forgotten"])
        self.assertEqual(self.traces(), [])

    def test_the_name_of_the_file_it_came_from_goes(self):
        file = self.home.path / "Wilhelmina Quackenbush sign.csv"
        file.write_text("No,Date,T,Who\n1001,2020-01-10,Sign,Somebody\n")
        done = self.home.run("orders", "import", "--shop", "Fair", "--map", "order=No,placed=Date,title=T,buyer=Who", file)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.forget("--buyer", "3512345678")
        self.assertNotEqual(self.traces(), [])
        self.forget("--order", "1001", "--force")
        self.assertEqual(self.traces(), [])
        self.assertNotIn("Wilhelmina", self.home.run("orders", "history", "1001").stdout)

    def test_a_merge_of_which_nothing_is_left_is_not_said_to_be_undone(self):
        connection = sqlite3.connect(self.home.database)
        for number, buyer, name in ((7001, 91, "Ann First"), (7002, 92, "Bea Second"), (7003, 92, "Bea Second")):
            store.add_order(connection, number, buyer=buyer, buyer_name=name, is_open=0, placed_at_utc_s=store.NOW - 9000 + number)
        connection.commit()
        connection.close()
        buyers = "SELECT count(DISTINCT buyer_id) FROM orders WHERE receipt_id BETWEEN 7001 AND 7003"
        self.assertEqual(self.home.run("orders", "merge-buyers", "7001", "7002").returncode, 0)
        self.forget("--order", "7003")
        self.assertEqual(self.rows(buyers), [(1,)])
        undone = self.home.run("orders", "undo")
        self.assertEqual(undone.returncode, 0, undone.stderr)
        self.assertIn("undone", undone.stderr)
        self.assertEqual(self.rows(buyers), [(2,)])
        self.assertEqual(self.home.run("orders", "merge-buyers", "7001", "7002").returncode, 0)
        self.forget("--order", "7002")
        for words in ([], ["--dry-run"]):
            refused = self.home.run("orders", "undo", *words)
            self.assertEqual(refused.returncode, 5, refused.stderr)
            self.assertIn("was forgotten", refused.stderr)
            self.assertNotIn("as before", refused.stderr)

    def test_a_wipe_that_was_cut_off_is_told_of_and_a_backup_finishes_it(self):
        step = 30
        while True:  # to the moment between the forgetting and the rewriting
            result = self.home.run("data", "forget", "--order", "3512345678", "--yes",
                                   **shim.environment(SHIM_KILL_AT=step))
            self.assertEqual(result.returncode, -signal.SIGKILL, result.stderr)
            if self.rows("SELECT 1 FROM pending_wipes"):
                break
            step += 1
        seen = json.loads(self.home.run("doctor", "--offline", "--json").stdout)["checks"]
        told = [one for one in seen if one["check"] == "forgotten"]
        self.assertEqual([one["status"] for one in told], ["warning"])
        self.assertIn("etsyorder backup", told[0]["remedy"])
        made = self.home.run("backup", "make", self.home.path / "elsewhere")
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertIn("are gone now", made.stderr)
        self.assert_forgotten()
        self.assertEqual(self.traces(self.home.path / "elsewhere"), [])

    def test_copies_that_still_know_the_person_are_named(self):
        made = json.loads(self.home.run("backup", "--json").stdout)["backup"]["path"]
        done = self.forget("--order", "3512345678")
        self.assertEqual([(one["path"], one["orders"]) for one in done["copies"]], [(made, 1)])
        self.assertEqual(self.home.run("restore", made, "--yes").returncode, 0)
        self.assertEqual(self.rows("SELECT buyer_name FROM orders WHERE receipt_id = 3512345678"), [("",)])
        self.assertEqual(self.traces(), [], "a restore brought the person back")

    def test_a_copy_is_named_again_and_counted_as_rotation_counts(self):
        folder = self.home.path / "data" / "backups"
        made = json.loads(self.home.run("backup", "--keep", "2", "--json").stdout)["backup"]["path"]
        other = folder / "etsyorder-20991122T100000Z"
        shutil.copytree(made, other)
        manifest = json.loads((other / "manifest.json").read_text())
        manifest["host"] = "another"
        (other / "manifest.json").write_text(json.dumps(manifest))
        for _ in range(2):
            copies = {one["path"]: one["goes"] for one in self.forget("--order", "3512345678")["copies"]}
            self.assertIn("after 7 more", copies[made])
            self.assertEqual(copies[str(other)], "until you remove it")
        self.assertEqual(len(self.forget("--older-than", "90y")["copies"]), 2)

    def test_leftovers_of_killed_backups_and_restores_go(self):
        data = self.home.path / "data"
        half = data / "backups" / ".etsyorder-20261122T100000Z.new"
        half.mkdir(parents=True)
        shutil.copy(self.home.database, half / "etsyorder.db")
        shutil.copy(self.home.database, data / "etsyorder.db.restored")
        self.forget("--order", "3512345678")
        self.assertFalse(half.exists())
        self.assertEqual(self.traces(), [])

    def test_no_backup_is_made_while_somebody_is_forgotten(self):
        self.assertEqual(self.home.run("backup").returncode, 0)
        with subprocess.Popen(["flock", str(self.home.path / "data" / "backups"), "cat"], stdin=subprocess.PIPE) as other:
            while subprocess.run(["flock", "-n", str(self.home.path / "data" / "backups"), "true"], check=False).returncode == 0:
                pass
            error = self.forget("--order", "3512345678", code=5)
            self.assertIn("makes a backup", error["summary"])
            other.stdin.close()
        self.assertEqual(self.rows("SELECT count(*) FROM orders WHERE forgotten_at_utc_s IS NOT NULL"), [(0,)])
        self.forget("--order", "3512345678")

    def test_an_order_newer_than_the_backup_stays_forgotten(self):
        made = json.loads(self.home.run("backup", "--json").stdout)["backup"]["path"]
        connection = sqlite3.connect(self.home.database)
        add_person(connection, 3512345999, buyer=4799)
        connection.commit()
        connection.close()
        self.forget("--order", "3512345999")
        result = self.home.run("restore", made, "--yes", "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.rows("SELECT count(*) FROM orders WHERE receipt_id = 3512345999"), [(0,)])
        self.assertEqual(self.rows("SELECT receipt_id FROM forgotten_orders"), [(3512345999,)])
        again = self.home.run("backup", "--json")
        self.assertEqual(again.returncode, 0, again.stderr)

    def test_a_reader_is_told_of_and_the_next_run_finishes(self):
        with subprocess.Popen(["python3", "-c", HOLD_OPEN, str(self.home.database)], text=True,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
            self.assertEqual(reader.stdout.readline(), "ready\n")
            error = self.forget("--order", "3512345678", code=5)
            self.assertIn("still in the log", error["summary"])
            reader.stdin.close()
        self.forget("--order", "3512345678")
        self.assert_forgotten()

    def test_killed_at_any_step_and_run_again_nothing_is_left(self):
        source = self.home.path / "source.db"
        connection = sqlite3.connect(self.home.database)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        source = self.home.database.read_bytes()
        step, kills = 1, 0
        while True:
            for path in (self.home.path / "data").iterdir():
                path.unlink()
            self.home.database.write_bytes(source)
            result = self.home.run("data", "forget", "--order", "3512345678", "--yes",
                                   **shim.environment(SHIM_KILL_AT=step))
            if result.returncode == 0:
                break
            self.assertEqual(result.returncode, -signal.SIGKILL, result.stderr)
            self.forget("--order", "3512345678")
            self.assert_forgotten()
            kills += 1
            step += 1 if step < 25 else 3
        self.assertGreater(kills, 10)


    def test_a_disk_that_fills_up_at_any_step_is_told_truly(self):
        connection = sqlite3.connect(self.home.database)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        source = self.home.database.read_bytes()
        step, before, after = 1, 0, 0
        while True:
            for path in (self.home.path / "data").iterdir():
                path.unlink()
            self.home.database.write_bytes(source)
            result = self.home.run("data", "forget", "--order", "3512345678", "--yes",
                                   **shim.environment(SHIM_FULL_AT=step))
            if result.returncode == 0:
                break
            self.assertEqual((result.returncode, result.stderr.count("error: ")), (1, 1), result.stderr)
            forgotten = self.rows("SELECT forgotten_at_utc_s FROM orders WHERE receipt_id = 3512345678") != [(None,)]
            self.assertEqual("forgotten, but bytes" in result.stderr, forgotten, f"step {step}: {result.stderr}")
            self.assertEqual("nothing of this step" in result.stderr, False if forgotten else "disk is full" in result.stderr)
            before, after = before + (not forgotten), after + forgotten
            self.forget("--order", "3512345678")
            self.assert_forgotten()
            step += 1 if step < 25 else 3
        self.assertGreater(min(before, after), 0)


class Synced(unittest.TestCase):
    def test_a_full_sync_does_not_bring_the_person_back(self):
        etsy = Sandbox("--shop", "small")
        self.addCleanup(etsy.close)
        with SyncedHome(etsy) as home:
            home.run("sync")
            number, name = home.rows("SELECT receipt_id, buyer_name FROM orders WHERE is_open = 0 AND buyer_name <> '' GROUP BY "
                                     "buyer_name HAVING count(*) = 1 LIMIT 1")[0]
            done = home.json("data", "forget", "--buyer", number, "--yes", "--force")
            self.assertEqual({one["outcome"] for one in done["orders"]}, {"forgotten"})
            for _ in range(2):
                self.assertIn(home.run("sync", "--all").returncode, (0, 6))
            self.assertEqual(home.rows("SELECT buyer_name, buyer_id FROM orders WHERE receipt_id = ?", number), [("", None)])
            self.assertNotIn(name.encode(), home.database.read_bytes())


if __name__ == "__main__":
    unittest.main()
