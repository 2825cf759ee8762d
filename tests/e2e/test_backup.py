# SPDX-License-Identifier: MIT
"""`etsyorder backup` and `etsyorder restore`: whole or not there, and nothing is lost on the way."""
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import stat
import subprocess
import unittest

import shim
import store

HOLD_OPEN = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('BEGIN'); " \
            "c.execute('SELECT * FROM orders').fetchone(); print('ready', flush=True); sys.stdin.read()"


class Case(unittest.TestCase):
    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        connection = self.home.store()
        store.add_order(connection, 3512345678, buyer_name="First Buyer")
        connection.commit()
        connection.close()
        (self.home.path / "config" / "config.yaml").write_text("zone: Europe/Berlin\n")
        self.folder = self.home.path / "data" / "backups"

    def run_shimmed(self, *words, **given):
        return self.home.run(*words, **shim.environment(**given))

    def done(self, *words, **extra):
        result = self.home.run(*words, **extra)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result

    def backup(self, *words, **extra):
        return pathlib.Path(json.loads(self.done("backup", "make", *words, "--json", **extra).stdout)["backup"]["path"])

    def names(self):
        return sorted(path.name for path in self.folder.iterdir())

    def rename_buyer(self, name):
        connection = sqlite3.connect(self.home.database)
        connection.execute("UPDATE orders SET buyer_name = ?", (name,))
        connection.commit()
        connection.close()

    def buyer(self, database=None):
        connection = sqlite3.connect(database or self.home.database)
        try:
            return connection.execute("SELECT buyer_name FROM orders").fetchone()[0]
        finally:
            connection.close()

    def assert_fails(self, result, code, *words):
        self.assertEqual(result.returncode, code, result.stderr)
        self.assertEqual(result.stderr.count("error: "), 1, result.stderr)
        for word in words:
            self.assertIn(word, result.stderr)


class Backup(Case):
    def test_a_backup_has_the_store_and_the_sellers_folder_and_is_for_its_owner_alone(self):
        (self.home.path / "state").mkdir()
        (self.home.path / "state" / "session.json").write_text('{"refresh_token": "12345678.secret"}')
        (self.home.path / "data" / "files").mkdir()
        (self.home.path / "data" / "files" / "aa").write_text("a picture")
        hook = self.home.path / "config" / "hooks" / "placed"
        hook.parent.mkdir()
        hook.write_text("#!/bin/sh\n")
        hook.chmod(0o755)
        self.rename_buyer("In The Log")  # stands in the write-ahead log only
        made = self.backup()
        files = sorted(str(path.relative_to(made)) for path in made.rglob("*") if path.is_file())
        self.assertEqual(files, ["config/config.yaml", "config/hooks/placed", "etsyorder.db", "files/aa", "manifest.json"])
        self.assertEqual(self.buyer(made / "etsyorder.db"), "In The Log")
        for path in [made, *made.rglob("*")]:
            private = 0o700 if path.is_dir() or path.name == "placed" else 0o600
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), private, path)
        for path in made.rglob("*"):
            if path.is_file():
                self.assertNotIn(b"12345678.secret", path.read_bytes())
        manifest = json.loads((made / "manifest.json").read_text())
        self.assertEqual(manifest["made_at"], "2026-11-22T10:00:00Z")
        self.assertEqual(len(manifest["files"]), 4)

    def test_names_that_are_no_utf8_are_in_a_backup_and_come_back(self):
        name = os.fsdecode(b"Gr\xfc\xdfe.liquid")
        (self.home.path / "config" / "templates").mkdir()
        (self.home.path / "config" / "templates" / name).write_text("mine")
        made = self.backup()
        verified = self.done("backup", "verify", made)
        self.assertEqual((made / "config" / "templates" / name).read_text(), "mine")
        self.assertIn("\ttrue\t", verified.stdout)
        new = store.Home()
        self.addCleanup(new.close)
        result = new.run("restore", made)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual((new.path / "config" / "templates" / name).read_text(), "mine")

    def test_a_home_whose_path_is_no_utf8_keeps_as_many_backups_as_any(self):
        home = os.fsencode(self.home.path) + b"/h\xfc"
        shutil.copytree(self.home.path / "data", os.fsdecode(home) + "/data")
        for day in ("2026-11-20T10:00:00Z", "2026-11-21T10:00:00Z", "2026-11-22T10:00:00Z"):
            self.done("backup", "--keep", "1", ETSYORDER_HOME=os.fsdecode(home), ETSYORDER_NOW=day)
        self.assertEqual(os.listdir(home + b"/data/backups"), [b"etsyorder-20261122T100000Z"])

    def test_tokens_are_left_out_where_all_folders_are_one(self):
        one = self.home.path / "one" / "etsyorder"
        one.mkdir(parents=True)
        shutil.copy(self.home.database, one)
        (one / "config.yaml").write_text("zone: Europe/Berlin\n")
        (one / "session.json").write_text("12345678.secret")
        where = {name: str(one.parent) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
        made = pathlib.Path(json.loads(self.done("backup", "--json", ETSYORDER_HOME="", **where).stdout)["backup"]["path"])
        files = sorted(str(path.relative_to(made)) for path in made.rglob("*") if path.is_file())
        self.assertEqual(files, ["config/config.yaml", "etsyorder.db", "manifest.json"])

    def test_only_the_newest_are_kept_and_what_is_not_ours_is_left_alone(self):
        self.folder.mkdir()
        (self.folder / "holiday").mkdir()
        (self.folder / "etsyorder-20200101T000000Z").mkdir()  # looks like one, and is none
        days = [f"2026-11-{day}T10:00:00Z" for day in range(10, 15)]
        for day in days:
            self.backup("--keep", "3", ETSYORDER_NOW=day)
        self.assertEqual(self.names(), ["etsyorder-20200101T000000Z", "etsyorder-20261112T100000Z",
                                        "etsyorder-20261113T100000Z", "etsyorder-20261114T100000Z", "holiday"])
        # A clock that went back must not make the new backup the oldest one.
        newest = self.backup("--keep", "1", ETSYORDER_NOW="2001-01-01T00:00:00Z")
        self.assertEqual(self.names(), ["etsyorder-20010101T000000Z", "etsyorder-20200101T000000Z", "holiday"])
        self.assertTrue(newest.is_dir())

    def test_an_old_backup_that_cannot_be_removed_does_not_hide_the_new_one(self):
        old = self.backup(ETSYORDER_NOW="2026-11-20T10:00:00Z")
        for words in ([], ["--json"]):
            result = self.run_shimmed("backup", "make", "--keep", "1", *words, SHIM_KEEP="manifest.json")
            self.assertEqual(result.returncode, 6, result.stderr)
            self.assertIn(f"the old {old.name} was not removed", result.stderr)
            made = json.loads(result.stdout)["backup"]["path"] if words else str(self.folder / "etsyorder-20261122T100000Z")
            self.assertIn(made, result.stdout)
            self.done("backup", "verify", made)
            old = pathlib.Path(made)
        told = json.loads(result.stdout)["backup"]
        self.assertEqual((told["removed"], told["not_removed"]), ([], [str(self.folder / "etsyorder-20261122T100000Z")]))

    def test_backups_of_another_database_are_not_removed(self):
        other = store.Home()
        self.addCleanup(other.close)
        connection = other.store()
        connection.commit()
        connection.close()
        shared = self.home.path / "shared"
        for home in (self.home, other, self.home, other):
            result = home.run("backup", shared, "--keep", "1")
            self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(len(list(shared.iterdir())), 2)

    def test_the_folder_and_the_number_are_configured(self):
        (self.home.path / "config" / "config.yaml").write_text("backup:\n  folder: ~/safe\n  keep: 1\n")
        for _ in range(2):
            made = self.backup(HOME=str(self.home.path))
        self.assertEqual(made.parent, self.home.path / "safe")
        self.assertEqual(len(list(made.parent.iterdir())), 1)
        for wrong, word in (("folder: safe", "whole path"), ("keep: 0", "no number")):
            (self.home.path / "config" / "config.yaml").write_text(f"backup:\n  {wrong}\n")
            self.assert_fails(self.home.run("backup"), 2, word, "config.yaml:2")

    def test_a_dry_run_changes_nothing(self):
        plan = json.loads(self.done("backup", "--dry-run", "--json").stdout)["backup"]
        self.assertEqual((plan["files"], plan["removed"], plan["dry_run"]), (2, [], True))
        self.assertFalse(self.folder.exists())

    def test_folders_that_are_links_are_copied_and_what_cannot_be_is_named(self):
        config, dotfiles = self.home.path / "config", self.home.path / "dotfiles"
        dotfiles.mkdir()
        (dotfiles / "slip.html").write_text("mine")
        (dotfiles / "round").symlink_to(dotfiles)
        (config / "templates").symlink_to(dotfiles)
        (config / "dead").symlink_to("nowhere")
        os.mkfifo(config / "pipe")
        result = self.home.run("backup", "make", "--json")
        self.assertEqual(result.returncode, 6, result.stderr)
        told = json.loads(result.stdout)["backup"]
        self.assertEqual((pathlib.Path(told["path"]) / "config/templates/slip.html").read_text(), "mine")
        self.assertEqual(told["left_out"], [str(config / "dead"), str(config / "pipe"), str(config / "templates/round")])
        self.assertIn("pipe", self.home.run("backup").stdout)

    def test_a_pipe_in_place_of_a_file_is_not_waited_for(self):
        made = self.backup()
        (made / "manifest.json").unlink()
        os.mkfifo(made / "manifest.json")
        self.assertIn("pipe", self.done("backup", "list").stdout)
        config = self.home.path / "config" / "config.yaml"
        config.unlink()
        os.mkfifo(config)
        self.assertIn("pipe", self.home.run("orders", "list").stderr)

    def test_a_disk_that_is_not_there_is_not_made_up(self):
        stick = self.home.path / "stick"
        for words in (["backup", stick / "etsyorder"], ["backup", "make", f"{stick}/etsyorder/", "--dry-run"]):
            self.assert_fails(self.home.run(*words), 1, f"there is no folder {stick}", "mount the disk")
            self.assertFalse(stick.exists())
        stick.mkdir()
        self.done("backup", f"{stick}/etsyorder/")
        self.assertEqual(len(list((stick / "etsyorder").iterdir())), 1)

    def test_nothing_stored_is_3_and_makes_no_folder(self):
        self.home.database.unlink()
        self.assert_fails(self.home.run("backup"), 3, "nothing to back up")
        self.assertFalse(self.folder.exists())

    def test_a_folder_that_is_not_there_has_no_list(self):
        done = self.home.run("backup", "list", self.home.path / "none")
        self.assertEqual((done.returncode, done.stdout), (3, ""))
        self.assertIn("there is no folder", done.stderr)

    def test_a_damaged_database_makes_no_backup(self):
        self.backup()
        whole = self.home.database.read_bytes()
        self.home.database.write_bytes(whole[:40000] + b"\xff" * 30000 + whole[70000:])
        self.assert_fails(self.home.run("backup"), 1)
        self.assertEqual(self.names(), ["etsyorder-20261122T100000Z"])

    def test_a_backup_killed_at_any_step_leaves_none_or_a_whole_one(self):
        kills, step = 0, 1
        while True:
            shutil.rmtree(self.folder, ignore_errors=True)
            result = self.run_shimmed("backup", SHIM_KILL_AT=step)
            listed = json.loads(self.done("backup", "list", "--json").stdout)["backups"]
            if listed:
                self.done("backup", "verify")
            if result.returncode == 0:
                break
            self.assertEqual(result.returncode, -signal.SIGKILL, result.stderr)
            kills += 1
            step += 1 if step < 30 else 7
            self.backup()
            self.assertEqual(len(self.names()), len(listed) + 1, "something half made was left")
        self.assertGreater(kills, 10)

    def test_a_disk_that_fills_up_at_any_step_is_one_message_and_the_old_ones_stay(self):
        self.backup(ETSYORDER_NOW="2026-11-20T10:00:00Z")
        step, failures = 1, 0
        while True:
            result = self.run_shimmed("backup", SHIM_FULL_AT=step)
            if result.returncode == 0:
                break
            failures += 1
            self.assert_fails(result, 1, "free some disk space")
            self.assertRegex(result.stderr, "disk is full|No space left")
            self.assertEqual(self.names(), ["etsyorder-20261120T100000Z"])
            step += 3
        self.assertGreater(failures, 3)
        self.done("backup", "verify")

    def test_a_second_backup_at_once_waits_its_turn(self):
        self.backup()
        with subprocess.Popen(["flock", str(self.folder), "sleep", "60"]) as other:
            while subprocess.run(["flock", "-n", str(self.folder), "true"], check=False).returncode == 0:
                pass
            self.assert_fails(self.home.run("backup"), 5, "another etsyorder makes a backup")
            other.kill()

    def test_verify_names_what_is_wrong(self):
        made = self.backup()
        self.assertEqual(self.home.run("backup", "verify", made.name).returncode, 0)
        (made / "config" / "config.yaml").write_text("zone: Europe/Paris!\n")
        result = self.home.run("backup", "verify")
        self.assertEqual(result.returncode, 6)
        self.assertIn("config/config.yaml has other bytes", result.stdout)
        (made / "manifest.json").write_text("{")
        listed = json.loads(self.done("backup", "list", "--json").stdout)["backups"]
        self.assertIn("no whole JSON", listed[0]["problem"])
        self.assert_fails(self.home.run("backup", "verify", "nowhere"), 3)


if __name__ == "__main__":
    unittest.main()
