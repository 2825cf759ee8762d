# SPDX-License-Identifier: MIT
"""`etsyorder restore`: killed, refused or overtaken at any point, nothing is lost."""
import os
import shutil
import signal
import sqlite3
import subprocess
import unittest

import shim
from test_backup import HOLD_OPEN, Case


class Races(Case):
    def test_a_restore_killed_at_any_step_and_run_again_ends_the_same(self):
        made = self.backup(self.home.path / "elsewhere")
        self.rename_buyer("Second Buyer")
        connection = sqlite3.connect(self.home.database)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        data = self.home.path / "data"
        before = self.home.database.read_bytes()
        kills, step, between = 0, 1, False
        while True:
            for path in data.iterdir():
                path.unlink()
            self.home.database.write_bytes(before)
            result = self.run_shimmed("restore", made, "--yes", SHIM_KILL_AT=step)
            if result.returncode == 0:
                break
            self.assertEqual(result.returncode, -signal.SIGKILL, result.stderr)
            self.assertIn(self.buyer(), ("First Buyer", "Second Buyer"))
            between = between or self.home.database.stat().st_nlink == 2
            self.done("restore", made, "--yes")
            self.assertEqual(self.buyer(), "First Buyer")
            aside = [path for path in data.iterdir() if ".before-restore-" in path.name]
            self.assertEqual([self.buyer(path) for path in aside], ["Second Buyer"], f"step {step}")
            self.assertEqual(sorted(path.name for path in data.iterdir() if path not in aside), ["etsyorder.db"], f"step {step}")
            kills += 1
            step += 1
        self.assertGreater(kills, 15)
        self.assertTrue(between, "never killed between the second name and the renaming")

    def test_a_restore_of_config_and_files_killed_at_any_step_and_run_again_ends_the_same(self):
        config, data = self.home.path / "config", self.home.path / "data"
        (data / "files").mkdir()
        (data / "files" / "aa").write_text("a picture")
        made = self.backup(self.home.path / "elsewhere")
        shutil.rmtree(data / "files")
        kills, step = 0, 1
        while True:
            for folder in (config, data):
                shutil.rmtree(folder)
                folder.mkdir()
            (config / "config.yaml").write_text("zone: Europe/Paris\n")
            self.home.database.write_bytes(b"no database at all")
            (data / "etsyorder.db-wal").write_bytes(b"its log")
            result = self.run_shimmed("restore", made, "--yes", "--config", SHIM_KILL_AT=step)
            if result.returncode == 6:  # the present one could not be read
                break
            self.assertEqual(result.returncode, -signal.SIGKILL, result.stderr)
            self.assertTrue(self.home.database.exists(), f"step {step}")
            self.assertIn(self.home.run("restore", made, "--yes", "--config").returncode, (0, 6))
            self.assertEqual(self.buyer(), "First Buyer")
            self.assertEqual((data / "files" / "aa").read_text(), "a picture")
            self.assertEqual((config / "config.yaml").read_text(), "zone: Europe/Berlin\n")
            self.assertEqual([path.read_text() for path in config.iterdir() if path.name != "config.yaml"],
                             ["zone: Europe/Paris\n"], f"step {step}")
            rest = [path for path in data.iterdir() if path.name not in ("etsyorder.db", "files")]
            self.assertEqual({path.read_bytes() for path in rest}, {b"no database at all", b"its log"}, f"step {step}")
            kills += 1
            step += 1
        self.assertGreater(kills, 15)

    def stopped_while_it_copies(self, made, *words):
        """A restore that stands still while it copies files/aa; let it go on with resumed()."""
        restoring = self.home.start("restore", made, "--yes", *words, **shim.environment(SHIM_STOP_ON="aa.etsyorder-restored"))
        _, status = os.waitpid(restoring.pid, os.WUNTRACED)
        self.assertTrue(os.WIFSTOPPED(status), status)
        return restoring

    def resumed(self, restoring):
        os.kill(restoring.pid, signal.SIGCONT)
        out, err = restoring.communicate()
        return subprocess.CompletedProcess(restoring.args, restoring.returncode, out, err)

    def rows(self):
        connection = sqlite3.connect(self.home.database)
        try:
            return list(connection.iterdump())
        finally:
            connection.close()

    def with_a_file(self):
        picture = self.home.path / "data" / "files" / "aa"
        picture.parent.mkdir()
        picture.write_text("a picture")
        made = self.backup()
        picture.unlink()
        return made, picture

    def test_what_others_write_while_it_copies_is_not_lost(self):
        made, picture = self.with_a_file()
        for words in (["orders", "tag", "3512345678", "+late"], ["data", "forget", "--order", "3512345678", "--yes", "--force"]):
            restoring = self.stopped_while_it_copies(made, "--config")
            self.done(*words)
            kept = self.rows()
            self.assert_fails(self.resumed(restoring), 5, "wrote into the present database", "nothing was changed")
            self.assertFalse(picture.exists())
            self.assertEqual(self.rows(), kept)
            self.assertEqual(sorted(p.name for p in picture.parent.iterdir()), [])
            self.assertEqual([p.name for p in (self.home.path / "data").iterdir() if "restore" in p.name], [])
        self.done("restore", made, "--yes")
        self.assertEqual((self.buyer(), picture.read_text()), ("", "a picture"))

    def test_who_opens_it_while_it_copies_is_5_and_nothing_was_changed(self):
        made, picture = self.with_a_file()
        config = self.home.path / "config" / "config.yaml"
        config.write_text("zone: Europe/Paris\n")
        restoring = self.stopped_while_it_copies(made, "--config")
        with subprocess.Popen(["python3", "-c", HOLD_OPEN, str(self.home.database)], text=True,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
            self.assertEqual(reader.stdout.readline(), "ready\n")
            self.assert_fails(self.resumed(restoring), 5, "another process has")
            reader.stdin.close()
        self.assertEqual(list(picture.parent.iterdir()), [])
        self.assertEqual(config.read_text(), "zone: Europe/Paris\n")
        self.assertEqual([p.name for p in (self.home.path / "data").iterdir() if "restore" in p.name], [])

    def test_a_database_made_while_it_copies_on_a_new_machine_is_not_written_over(self):
        made, picture = self.with_a_file()
        self.home.database.rename(self.home.path / "away.db")
        restoring = self.stopped_while_it_copies(made)
        shutil.copy(self.home.path / "away.db", self.home.database)
        self.rename_buyer("Second Buyer")
        result = self.resumed(restoring)
        self.assertEqual(self.buyer(), "Second Buyer", result.stdout)
        self.assert_fails(result, 5, "nothing was changed")


if __name__ == "__main__":
    unittest.main()
