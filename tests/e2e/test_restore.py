# SPDX-License-Identifier: MIT
"""`etsyorder restore`: everything comes back, and nothing that should not."""
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
from test_backup import HOLD_OPEN, Case


class Restore(Case):
    def test_a_restore_brings_everything_back_and_puts_the_present_aside(self):
        made = self.backup()
        self.rename_buyer("Second Buyer")
        plan = json.loads(self.done("restore", made, "--dry-run", "--json").stdout)["restore"]
        self.assertEqual((plan["outcome"], self.buyer()), ("would restore", "Second Buyer"))
        told = json.loads(self.done("restore", made, "--yes", "--json").stdout)["restore"]
        self.assertEqual(self.buyer(), "First Buyer")
        self.assertEqual(self.buyer(told["database_aside"]), "Second Buyer")
        self.assertEqual(stat.S_IMODE(self.home.database.stat().st_mode), 0o600)
        again = json.loads(self.done("restore", made, "--yes", "--json").stdout)["restore"]
        self.assertEqual((again["outcome"], again["database_aside"]), ("already so", None))
        self.assertIn("3512345678", self.done("orders", "list").stdout)

    def test_after_a_second_restore_all_commands_can_write(self):
        made = self.backup()
        self.rename_buyer("Second Buyer")
        for outcome in ("restored", "already so"):
            told = json.loads(self.done("restore", made, "--yes", "--json").stdout)["restore"]
            self.assertEqual(told["outcome"], outcome)
            self.assertEqual(self.home.database.read_bytes()[18:20], b"\2\2", "without its log")
        self.done("orders", "tag", "3512345678", "+late")
        self.done("orders", "note", "3512345678", "call back")

    def test_a_copy_without_a_log_can_be_written_to(self):
        made = self.backup()
        shutil.copy(made / "etsyorder.db", self.home.database)
        self.assertEqual(self.home.database.read_bytes()[18:20], b"\1\1")
        self.done("orders", "tag", "3512345678", "+late")
        self.assertEqual(self.home.database.read_bytes()[18:20], b"\2\2")

    def test_a_restore_on_a_full_disk_leaves_nothing_and_all_can_write_after_it(self):
        (self.home.path / "data" / "files").mkdir()
        (self.home.path / "data" / "files" / "aa").write_text("a picture")
        made = self.backup()
        (self.home.path / "data" / "files" / "aa").unlink()
        self.rename_buyer("Second Buyer")
        before = sorted(path.name for path in (self.home.path / "data").rglob("*"))
        step, failures = 1, 0
        while True:
            result = self.run_shimmed("restore", made, "--yes", SHIM_FULL_AT=step)
            if result.returncode == 0:
                break
            self.assert_fails(result, 1)
            if self.buyer() == "Second Buyer":
                self.assertEqual(sorted(path.name for path in (self.home.path / "data").rglob("*")), before, f"step {step}")
            self.done("orders", "tag", "3512345678", f"+step{step}")
            self.done("orders", "tag", "3512345678", f"-step{step}")
            failures += 1
            step += 1
        self.assertGreater(failures, 8)

    def test_a_new_machine_gets_the_store_the_files_and_the_config(self):
        (self.home.path / "data" / "files").mkdir()
        (self.home.path / "data" / "files" / "aa").write_text("a picture")
        made = self.backup()
        new = store.Home()
        self.addCleanup(new.close)
        result = new.run("restore", made)  # nothing is there, so there is nothing to ask
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual((new.path / "config" / "config.yaml").read_text(), "zone: Europe/Berlin\n")
        self.assertEqual((new.path / "data" / "files" / "aa").read_text(), "a picture")
        self.assertEqual(self.buyer(new.database), "First Buyer")

    def test_config_files_that_differ_are_left_alone_unless_asked_for(self):
        made = self.backup()
        config = self.home.path / "config" / "config.yaml"
        config.write_text("zone: Europe/Paris\n")
        told = json.loads(self.done("restore", made, "--yes", "--json").stdout)["restore"]
        self.assertEqual((told["kept"], config.read_text()), ([str(config)], "zone: Europe/Paris\n"))
        told = json.loads(self.done("restore", made, "--yes", "--config", "--json").stdout)["restore"]
        self.assertEqual(config.read_text(), "zone: Europe/Berlin\n")
        self.assertEqual(pathlib.Path(told["aside"][0]).read_text(), "zone: Europe/Paris\n")

    def test_a_torn_backup_is_1_and_changes_nothing(self):
        whole = self.backup()
        self.rename_buyer("Second Buyer")
        for wrong, words in ((lambda b: (b / "etsyorder.db").write_bytes((b / "etsyorder.db").read_bytes()[:-100]),
                              ["etsyorder.db has ", "bytes"]),
                             (lambda b: (b / "config/config.yaml").unlink(), ["config/config.yaml is not there"]),
                             (lambda b: [(b / one).unlink() for one in ("etsyorder.db", "config/config.yaml")],
                              ["etsyorder.db is not there", "config/config.yaml is not there"]),
                             (lambda b: (b / "manifest.json").write_text('{"format": 1'), ["manifest.json"]),
                             (lambda b: (b / "manifest.json").unlink(), ["manifest.json: there is none"])):
            torn = self.home.path / "torn"
            shutil.rmtree(torn, ignore_errors=True)
            shutil.copytree(whole, torn)
            wrong(torn)
            for words_of_run in (("--yes",), ("--dry-run",)):
                self.assert_fails(self.home.run("restore", torn, *words_of_run), 1, "is not whole", *words)
            self.assertEqual(self.buyer(), "Second Buyer")
            self.assertEqual(sorted(p.name for p in (self.home.path / "data").iterdir() if p.name.startswith("etsyorder.db.")), [])
        self.assert_fails(self.home.run("restore", "nowhere", "--yes"), 3)

    def test_a_manifest_cannot_lead_out_of_the_backup(self):
        made = self.backup()
        manifest = json.loads((made / "manifest.json").read_text())
        for path in ("config/../../../evil", "/etc/passwd", "elsewhere/x"):
            manifest["files"][1]["path"] = path
            (made / "manifest.json").write_text(json.dumps(manifest))
            self.assert_fails(self.home.run("restore", made, "--yes"), 1, "is not whole")

    def test_while_another_process_reads_it_is_5(self):
        made = self.backup()
        self.rename_buyer("Second Buyer")
        with subprocess.Popen(["python3", "-c", HOLD_OPEN, str(self.home.database)], text=True,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
            self.assertEqual(reader.stdout.readline(), "ready\n")
            self.assert_fails(self.home.run("restore", made, "--yes"), 5, "another process has")
            reader.stdin.close()
        self.assertEqual(self.buyer(), "Second Buyer")
        self.done("restore", made, "--yes")

    def test_while_a_job_is_held_it_is_5(self):
        made = self.backup()
        connection = sqlite3.connect(self.home.database)
        connection.execute("INSERT INTO leases VALUES (77, 'sync', ?, ?, ?)", ("elsewhere\t12\t99", store.NOW, store.NOW + 60))
        connection.commit()
        connection.close()
        self.assert_fails(self.home.run("restore", made, "--yes"), 5, "sync, by process 12 on elsewhere")

    def test_leases_do_not_come_back(self):
        connection = sqlite3.connect(self.home.database)
        connection.execute("INSERT INTO leases VALUES (77, 'sync', ?, ?, ?)", ("elsewhere\t12\t99", store.NOW, store.NOW + 60))
        connection.commit()
        connection.close()
        made = self.backup()
        connection = sqlite3.connect(made / "etsyorder.db")
        self.assertEqual(connection.execute("SELECT count(*) FROM leases").fetchone(), (0,))
        connection.close()

    def test_a_backup_of_a_newer_program_is_5_and_of_an_older_one_is_brought_up_to_date(self):
        made = self.backup()
        manifest = json.loads((made / "manifest.json").read_text())
        manifest["schema"] = 9000
        connection = sqlite3.connect(made / "etsyorder.db")
        connection.execute("PRAGMA user_version = 9000")
        connection.close()
        self.describe_anew(made, manifest)
        self.assert_fails(self.home.run("restore", made, "--yes"), 5, "newer etsyorder", "update")
        old = self.home.path / "old"
        shutil.copytree(made, old)
        (old / "etsyorder.db").unlink()
        connection = sqlite3.connect(old / "etsyorder.db")
        first = store.ROOT / "lib/db/migrations/0001_orders.sql"
        connection.executescript(first.read_text())
        import hashlib
        connection.execute("INSERT INTO schema_migrations VALUES (1, '0001_orders', ?)",
                           (hashlib.sha256(first.read_bytes()).hexdigest(),))
        connection.execute("PRAGMA user_version = 1")
        connection.execute(f"PRAGMA application_id = {0x6574736f}")
        connection.commit()
        connection.close()
        manifest["schema"] = 1
        self.describe_anew(old, manifest)
        self.done("restore", old, "--yes")
        connection = sqlite3.connect(self.home.database)
        newest = max(int(path.name[:4]) for path in (store.ROOT / "lib/db/migrations").glob("*.sql"))
        self.assertEqual(connection.execute("PRAGMA user_version").fetchone(), (newest,))
        connection.close()

    def describe_anew(self, backup, manifest):
        import hashlib
        for one in manifest["files"]:
            content = (backup / one["path"]).read_bytes()
            one.update(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
        (backup / "manifest.json").write_text(json.dumps(manifest))

    def test_a_damaged_database_is_put_aside_with_its_log(self):
        made = self.backup()
        self.home.database.write_bytes(b"no database at all" * 1000)
        log = self.home.path / "data" / "etsyorder.db-wal"
        log.write_bytes(b"its log")
        result = self.home.run("restore", made, "--yes", "--json")
        self.assertEqual(result.returncode, 6, result.stderr)
        told = json.loads(result.stdout)["restore"]
        self.assertEqual(self.buyer(), "First Buyer")
        self.assertEqual(pathlib.Path(told["database_aside"] + "-wal").read_bytes(), b"its log")
        self.assertTrue(pathlib.Path(told["database_aside"]).read_bytes().startswith(b"no database"))

    def test_without_a_yes_nothing_happens(self):
        made = self.backup()
        self.rename_buyer("Second Buyer")
        self.assert_fails(self.home.run("restore", made), 2, "--yes")
        self.assertEqual(self.buyer(), "Second Buyer")

    def test_the_sellers_repository_is_neither_copied_nor_moved_back(self):
        config = self.home.path / "config"
        (config / ".git" / "refs").mkdir(parents=True)
        (config / ".git" / "refs" / "main").write_text("one")
        (config / "hooks").mkdir()
        (config / "hooks" / "placed").write_text("#!/bin/sh")
        made = self.backup()
        self.assertEqual(sorted(p.name for p in (made / "config").iterdir()), ["config.yaml", "hooks"])
        (config / "hooks" / "placed").unlink()
        told = json.loads(self.done("restore", made, "--yes", "--json").stdout)["restore"]
        self.assertEqual((told["written"], told["left_out"]), ([], [str(config / "hooks" / "placed")]))
        self.assertFalse((config / "hooks" / "placed").exists())
        self.assertIn("hooks/placed", self.done("restore", made, "--yes", "--config").stdout)
        self.assertTrue((config / "hooks" / "placed").exists())
        # Of a backup that has it.
        (made / "config" / ".git").mkdir()
        (made / "config" / ".git" / "HEAD").write_text("old")
        manifest = json.loads((made / "manifest.json").read_text())
        manifest["files"].append({"path": "config/.git/HEAD"})
        self.describe_anew(made, manifest)
        self.done("restore", made, "--yes", "--config")
        self.assertFalse((config / ".git" / "HEAD").exists())

    def test_a_present_database_that_cannot_be_read_is_told_of(self):
        made = self.backup()
        self.home.database.write_bytes(self.home.database.read_bytes()[:4096] + b"x" * 40960)
        for words in (["--dry-run"], []):
            result = self.home.run("restore", made, "--yes", "--json", *words)
            self.assertEqual(result.returncode, 6, result.stderr)
            self.assertIn("data forget", result.stderr)
            self.assertTrue(json.loads(result.stdout)["restore"]["present_problem"])
        self.assertEqual(self.buyer(), "First Buyer")

    def test_a_second_restore_after_a_forgetting_is_already_so(self):
        connection = sqlite3.connect(self.home.database)
        for number in range(3512345679, 3512345683):
            store.add_order(connection, number, buyer_name=f"Person {number}", is_open=0)
        connection.commit()
        connection.close()
        made = self.backup()
        times = {}
        for hour, number in ((11, 3512345681), (12, 3512345679), (13, 3512345682)):
            now = f"2026-11-22T{hour}:00:00Z"
            self.done("data", "forget", "--order", number, "--yes", ETSYORDER_NOW=now)
            times[number] = now
        plan = json.loads(self.done("restore", made, "--dry-run", "--json").stdout)["restore"]
        self.assertEqual(plan["forgotten_again"], 3)
        self.assertIn("would be forgotten again", self.done("restore", made, "--dry-run").stderr)
        for day, outcome in enumerate(("restored", "already so", "already so"), 23):
            result = self.done("restore", made, "--yes", "--json", ETSYORDER_NOW=f"2026-11-{day}T10:00:00Z")
            told = json.loads(result.stdout)["restore"]
            self.assertEqual((told["outcome"], told["database_aside"] is None), (outcome, outcome == "already so"))
            self.assertEqual(told["forgotten_again"], 3)
            for number, forgotten_at in times.items():
                shown = json.loads(self.done("orders", "show", number, "--json").stdout)["orders"][0]
                self.assertEqual((shown["buyer"], shown["forgotten_at"]), ("", forgotten_at))
        self.assertEqual(len(list((self.home.path / "data").glob("*.before-restore-*"))), 1)

    def test_an_interrupted_restore_says_so_and_leaves_nothing(self):
        (self.home.path / "data" / "files").mkdir()
        (self.home.path / "data" / "files" / "aa").write_bytes(b"x" * 9_000_000)
        made = self.backup()
        (self.home.path / "data" / "files" / "aa").unlink()
        self.rename_buyer("Second Buyer")
        before = sorted(path.name for path in (self.home.path / "data").rglob("*"))
        for file in ("etsyorder.db.restored", ".aa.etsyorder-restored"):
            with self.home.start("restore", made, "--yes", **shim.environment(SHIM_STOP_ON=file)) as process:
                os.waitpid(process.pid, os.WUNTRACED)
                process.send_signal(signal.SIGINT)
                process.send_signal(signal.SIGCONT)
                _, told = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 130, told)
            self.assertIn("nothing was changed", told)
            self.assertEqual(sorted(path.name for path in (self.home.path / "data").rglob("*")), before)
            self.assertEqual(self.buyer(), "Second Buyer")

    def test_a_link_to_the_database_stays_one(self):
        made = self.backup()
        crypt = self.home.path / "crypt"
        crypt.mkdir()
        self.home.database.rename(crypt / "etsyorder.db")
        for tail in ("-wal", "-shm"):
            pathlib.Path(str(self.home.database) + tail).unlink(missing_ok=True)
        self.home.database.symlink_to(crypt / "etsyorder.db")
        self.rename_buyer("Second Buyer")
        told = json.loads(self.done("restore", made, "--yes", "--json").stdout)["restore"]
        self.assertTrue(self.home.database.is_symlink())
        self.assertEqual((self.buyer(), self.buyer(told["database_aside"])), ("First Buyer", "Second Buyer"))
        self.assertEqual(pathlib.Path(told["database_aside"]).parent, crypt)
        self.assertEqual([p.name for p in (self.home.path / "data").iterdir() if ".db" in p.name], ["etsyorder.db"])
        for path in crypt.iterdir():
            path.unlink()
        self.assert_fails(self.home.run("restore", made, "--yes"), 1, "is a link")


if __name__ == "__main__":
    unittest.main()
