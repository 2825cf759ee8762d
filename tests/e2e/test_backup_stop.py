# SPDX-License-Identifier: MIT
"""`backup` that is stopped leaves no half of a backup behind."""
import os
import signal
import subprocess
import unittest

import store


class Stopped(unittest.TestCase):
    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        connection = self.home.store()
        connection.commit()
        connection.close()
        self.folder = self.home.path / "data" / "backups"

    def test_stopped_by_a_signal_it_leaves_nothing_and_what_a_kill_left_goes_next_time(self):
        self.folder.mkdir()
        (self.folder / ".etsyorder-20260101T000000Z.new" / "files").mkdir(parents=True)
        (self.home.path / "data" / "files").mkdir(exist_ok=True)
        for sign in (signal.SIGINT, signal.SIGTERM):
            with open(self.home.path / "data" / "files" / "big", "wb") as big:
                big.truncate(1 << 30)  # takes seconds to copy, and no room
            running = subprocess.Popen([str(store.BIN / "etsyorder"), "backup", "make"], env=self.home.environment(),
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            while running.poll() is None and not list(self.folder.glob(".etsyorder-*.new/files/big")):
                pass
            running.send_signal(sign)
            _, told = running.communicate(timeout=60)
            self.assertEqual(running.returncode, 130, told)
            self.assertIn("no backup was made", told)
            self.assertEqual(os.listdir(self.folder), [".lock"] if (self.folder / ".lock").exists() else [])


if __name__ == "__main__":
    unittest.main()
