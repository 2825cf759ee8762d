# SPDX-License-Identifier: MIT
"""`doctor` names what is broken on this machine, whatever it is, and each thing's remedy."""
import json
import os
import subprocess
import unittest

import store
from store import BIN, DAY, NOW, SHOP, add_order
from terminal import on_terminal


class Doctor(unittest.TestCase):
    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        self.file = self.home.path / "config" / "config.yaml"
        for name in ("config", "data"):
            (self.home.path / name).chmod(0o700)

    def fill(self, backup=True):
        """A sound store of one order."""
        connection = self.home.store()
        add_order(connection, 1001)
        connection.commit()
        self.home.database.chmod(0o600)
        if backup:
            self.assertEqual(self.home.run("backup").returncode, 0)
        return connection

    def test_the_age_of_the_last_backup_is_told(self):
        self.fill(backup=False).close()
        found, text = self.findings()
        self.assertEqual(found, [("database", "backup", "warning")])
        self.assertIn("there is none in", text)
        self.assertIn("etsyorder backup", text)
        for made, is_finding in (("2026-11-14T10:00:00Z", True), ("2026-11-15T10:00:01Z", False)):
            self.assertEqual(self.home.run("backup", ETSYORDER_NOW=made).returncode, 0)
            self.assertEqual(bool(self.findings()[0]), is_finding, made)

    def test_a_backup_of_another_machine_or_database_is_none_of_this_one(self):
        self.fill(backup=False).close()
        self.assertEqual(self.home.run("backup").returncode, 0)
        self.assertEqual(self.findings()[0], [])
        written, = (self.home.path / "data" / "backups").glob("*/manifest.json")
        told = json.loads(written.read_text())
        for other in ({"host": "other-machine"}, {"database": "/srv/other/etsyorder.db"}):
            written.write_text(json.dumps({**told, **other}))
            found, text = self.findings()
            self.assertEqual(found, [("database", "backup", "warning")], other)
            self.assertIn("none of this database", text)
            self.assertIn(*other.values(), text)

    def test_what_a_restore_that_was_cut_off_left_is_told_of(self):
        self.fill().close()
        data = self.home.path / "data"
        (data / "files").mkdir()
        (data / "etsyorder.db.restored").write_bytes(self.home.database.read_bytes())
        (data / "files" / ".big.etsyorder-restored").write_text("half")
        found, text = self.findings()
        self.assertEqual(found, [("database", "restore", "warning")])
        self.assertIn(f"{data / 'etsyorder.db.restored'} (and 1 more)", text)
        (data / "etsyorder.db.restored").unlink()
        self.assertIn(".big.etsyorder-restored is a copy", self.findings()[1])
        self.assertEqual(self.home.run("data", "forget", "--older-than", "90y", "--yes").returncode, 0)
        self.assertEqual(self.findings()[0], [])

    def doctor(self, *words, **extra):
        done = self.home.run("doctor", "--offline", *words, "--json", **extra)
        self.assertIn(done.returncode, (0, 6), done.stderr)
        self.assertEqual(done.stderr, "")
        checks = json.loads(done.stdout)["checks"]
        worst = {one["status"] for one in checks} & {"failed", "warning"}
        self.assertEqual(done.returncode, 6 if worst else 0)
        return checks

    def findings(self, *words, **extra):
        found = [one for one in self.doctor(*words, **extra) if one["status"] in ("failed", "warning")]
        for one in found:
            self.assertTrue(one["seen"], one)
        return [(one["area"], one["check"], one["status"]) for one in found], " ".join(
            f"{one['seen']} {one['remedy']}" for one in found)

    def test_a_sound_home_is_well(self):
        self.fill().close()
        checks = self.doctor("--deep")
        self.assertEqual({one["status"] for one in checks}, {"ok", "skipped"}, checks)
        self.assertEqual({one["area"] for one in checks},
                         {"configuration", "folders", "disk", "database", "sign-in", "network", "programs"})
        done = self.home.run("doctor", "--offline")
        self.assertEqual((done.returncode, done.stderr), (0, "all is well\n"))

    def test_shops_of_the_configuration_that_are_not_here(self):
        connection = self.fill()
        connection.execute("UPDATE shops SET name = 'PineAndPen'")
        connection.commit()
        connection.close()
        self.file.write_text(f"shop: pineandpen\nshops:\n  PineAndPen: {{zone: UTC}}\n")
        self.assertEqual(self.findings()[0], [])
        self.file.write_text(f"shop: Nope\nshops:\n  PineAndPn: {{zone: UTC}}\n  PineAndPen: {{zone: UTC}}\n"
                             f"  {SHOP}: {{zone: Europe/Berlin}}\n")
        found, text = self.findings()
        self.assertEqual(found, [("database", "shops", "failed")] + [("database", "shops", "warning")] * 2)
        for words in ('config.yaml:1: shop: there is no shop "Nope"', 'there is no shop "PineAndPn"',
                      'did you mean "PineAndPen"?', f'"{SHOP}" and "PineAndPen" are one shop'):
            self.assertIn(words, text)

    def test_a_backup_folder_that_others_may_write_into(self):
        self.fill().close()
        folder = self.home.path / "data" / "backups"
        folder.chmod(0o777)
        found, text = self.findings()
        self.assertEqual(found, [("database", "backup", "warning")])
        self.assertIn(f"chmod 700 {folder}", text)
        folder.chmod(0o755)
        self.assertEqual(self.findings()[0], [])

    def test_nothing_there_yet(self):
        (self.home.path / "config").rmdir()
        (self.home.path / "data").rmdir()
        found, text = self.findings()
        self.assertEqual(found, [("database", "file", "warning")])
        self.assertIn("etsyorder sync", text)
        self.assertEqual(list(self.home.path.iterdir()), [])  # it only looks

    def test_a_broken_configuration_is_a_finding_and_the_rest_is_looked_at(self):
        self.fill().close()
        self.file.write_text("zoen: UTC\nsync:\n\tshop_every: 5x\n")
        found, text = self.findings(ETSYORDER_COLOR="red")
        self.assertEqual(found, [("configuration", "file", "failed")] * 3 + [("configuration", "variables", "failed")])
        self.assertIn('did you mean "zone"?', text)
        checks = {(one["area"], one["check"]): one["status"] for one in self.doctor()}
        self.assertEqual(checks["database", "integrity"], "ok")
        self.assertEqual(checks["database", "sync"], "ok")
        self.assertEqual(checks["sign-in", "token"], "skipped")

    def test_no_home_folder_at_all(self):
        found, text = self.findings(ETSYORDER_HOME="", HOME="")
        self.assertEqual(found, [("configuration", "folders", "failed")])
        self.assertIn("ETSYORDER_HOME", text)

    def test_a_database_of_a_newer_program(self):
        connection = self.fill()
        connection.execute("PRAGMA user_version = 9999")
        connection.close()
        found, text = self.findings()
        self.assertEqual(found, [("database", "schema", "failed")])
        self.assertIn("9999", text)
        self.assertIn("update etsyorder", text)

    def test_a_database_of_another_build_and_of_another_program(self):
        connection = self.fill()
        connection.execute("UPDATE schema_migrations SET checksum = 'x'")
        connection.commit()
        connection.close()
        self.assertEqual(self.findings()[0], [("database", "schema", "failed")])
        connection = store.sqlite3.connect(self.home.database)
        connection.execute("PRAGMA application_id = 7")
        connection.close()
        found, text = self.findings()
        self.assertEqual(found, [("database", "schema", "failed")])
        self.assertIn("another program", text)

    def test_a_file_that_is_no_database_and_an_empty_one(self):
        self.home.database.write_text("no database, but long enough to be looked at twice" * 100)
        self.home.database.chmod(0o600)
        self.assertEqual(self.findings()[0], [("database", "file", "failed")])
        self.home.database.write_bytes(b"")
        found = self.findings()[0]
        self.assertEqual(found, [("database", "schema", "warning")])

    def test_a_damaged_database(self):
        connection = self.fill()
        for receipt in range(2000, 2400):
            add_order(connection, receipt)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = connection.execute("PRAGMA page_size").fetchone()[0]
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'items'").fetchone()[0]
        connection.close()
        with open(self.home.database, "r+b") as file:
            file.seek((root - 1) * page)
            file.write(b"\x55" * 300)
        found, text = self.findings()
        self.assertIn(("database", "integrity", "failed"), found)
        self.assertIn("restore", text)

    def test_a_database_that_was_cut(self):
        connection = self.fill()
        for receipt in range(2000, 2400):
            add_order(connection, receipt)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        os.truncate(self.home.database, self.home.database.stat().st_size // 2)
        found = self.findings()[0]
        self.assertTrue(any(area == "database" and status == "failed" for area, _, status in found), found)

    def test_an_index_that_lacks_a_row_is_found_by_the_deep_look(self):
        connection = self.fill()
        connection.execute("CREATE TABLE spare (n INTEGER)")
        connection.execute("INSERT INTO spare VALUES (1), (2)")
        connection.execute("CREATE INDEX spare_n ON spare (n)")
        connection.commit()
        connection.execute("PRAGMA writable_schema = 1")
        connection.execute("CREATE TABLE other (n INTEGER)")
        connection.execute("CREATE INDEX other_n ON other (n)")
        connection.execute("UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'other_n') "
                           "WHERE name = 'spare_n'")
        connection.execute("DELETE FROM sqlite_master WHERE name IN ('other_n', 'other')")
        connection.commit()
        connection.close()
        self.assertIn(("database", "integrity", "failed"), self.findings("--deep")[0])

    def test_a_row_that_names_another_one_in_vain(self):
        connection = self.fill()
        connection.execute("UPDATE items SET order_id = 424242")
        connection.commit()
        connection.close()
        found, text = self.findings()
        self.assertEqual(found, [("database", "references", "failed")])
        self.assertIn("items: 1 rows name orders that are not there", text)

    def test_files_and_folders_that_are_open_to_others(self):
        self.fill().close()
        self.home.database.chmod(0o644)
        (self.home.path / "data").chmod(0o755)
        (self.home.path / "config").chmod(0o777)
        found, text = self.findings()
        self.assertEqual(found, [("folders", "configuration", "warning"), ("folders", "data", "warning"),
                                 ("folders", "files", "warning")])
        self.assertIn(f"chmod 600 {self.home.database}", text)

    def test_a_file_where_a_folder_belongs(self):
        (self.home.path / "data").rmdir()
        (self.home.path / "data").write_text("")
        found = self.findings()[0]
        self.assertIn(("folders", "data", "failed"), found)

    def test_a_folder_without_permission(self):
        (self.home.path / "data").chmod(0o500)
        # root may write everywhere, unless that one right is taken away.
        drop = ["setpriv", "--bounding-set", "-dac_override"] if os.geteuid() == 0 else []
        done = subprocess.run([*drop, str(BIN / "etsyorder"), "doctor", "--offline", "--json"], text=True, timeout=60,
                              capture_output=True, env=self.home.environment(), check=False)
        failed = [one["check"] for one in json.loads(done.stdout)["checks"] if one["status"] == "failed"]
        self.assertIn("data", failed, done.stdout)

    def test_what_was_not_synced_for_long_and_what_could_not_be_read(self):
        connection = self.fill()
        connection.execute("UPDATE sync_streams SET completed_at_utc_s = ?", (NOW - 3 * DAY,))
        connection.execute("INSERT INTO unread_orders (shop_id, receipt_id, why, content_hash, codec, bytes, content, "
                           "fetched_at_utc_s) VALUES (?, 5, 'x', x'00', 1, 0, x'00', 0)", (SHOP,))
        connection.execute("UPDATE orders SET gone_at_utc_s = 1, is_open = 0")
        connection.commit()
        connection.close()
        found, text = self.findings()
        self.assertEqual(found, [("database", "sync", "warning"), ("database", "unread orders", "warning")])
        self.assertIn("orders 3 days ago", text)
        self.assertIn("gone orders", [one["check"] for one in self.doctor()])

    def test_a_terminal_shows_areas_and_remedies(self):
        out, code = on_terminal(self.home, ["etsyorder", "doctor", "--offline"])
        self.assertEqual(code, 6)
        self.assertIn("\x1b[1mdatabase\x1b[0m\n", out)
        self.assertRegex(out, r"warning  file: there is no .*etsyorder.db yet")
        self.assertIn("etsyorder orders import FILE.csv; with a key of Etsy etsyorder auth login, then etsyorder sync", out)


if __name__ == "__main__":
    unittest.main()
