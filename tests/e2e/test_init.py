# SPDX-License-Identifier: MIT
"""`init` writes a folder that works at once, and never over anything."""
import json
import os
import pty
import re
import select
import stat
import tempfile
import time
import unittest

import store
from terminal import attach


class Init(unittest.TestCase):
    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        self.folder = self.home.path / "config"
        self.folder.rmdir()  # as on a machine where nothing of ours ever ran

    def init(self, *words, **extra):
        return self.home.run("init", *words, **extra)

    def answer(self, *lines, **extra):
        """Types the lines, each when the question before it is there; shows what was shown."""
        controller, terminal = pty.openpty()
        pid = os.fork()
        if pid == 0:
            os.close(controller)
            attach(terminal)
            os.execve(store.BIN / "etsyorder", ["etsyorder", "init"], self.home.environment(TERM="xterm", **extra))
        os.close(terminal)
        shown, waiting, deadline = "", list(lines), time.monotonic() + 30
        while time.monotonic() < deadline:
            if not select.select([controller], [], [], 0.1)[0]:
                continue
            try:
                piece = os.read(controller, 65536).decode()
            except OSError:
                break
            shown += piece
            if shown.endswith("] ") and waiting:
                os.write(controller, waiting.pop(0).encode())
        os.close(controller)
        return shown.replace("\r\n", "\n"), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

    def mode(self, path):
        return stat.S_IMODE(path.stat().st_mode)

    def test_without_a_terminal_nothing_is_asked_and_what_is_written_works(self):
        done = self.init()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["README.md", "config.yaml", "pipelines.yaml"])
        self.assertEqual(self.mode(self.folder), 0o700)
        self.assertEqual({self.mode(path) for path in self.folder.iterdir()}, {0o600})
        self.assertEqual(self.home.run("config", "check").returncode, 0)
        options = json.loads(self.home.run("config", "show", "--json").stdout)["options"]
        self.assertEqual({one["origin"] for one in options}, {"default"})
        for step in ("etsyorder auth login", "etsyorder sync", "etsyorder orders import", "etsyorder orders list"):
            self.assertIn(step, done.stdout)

    def test_every_option_stands_in_the_file_and_works_when_switched_on(self):
        self.init("--shop", "AcornSigns")
        text = (self.folder / "config.yaml").read_text()
        options = json.loads(self.home.run("config", "show", "--json").stdout)["options"]
        for option in options:
            self.assertIn(option["variable"], text)
            self.assertIn(option["summary"], text)
        (self.folder / "config.yaml").write_text(re.sub(r"^( *)#([a-z])", r"\1\2", text, flags=re.M))
        (self.folder / "config.yaml").chmod(0o600)
        done = self.home.run("config", "check")
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        options = json.loads(self.home.run("config", "show", "--json").stdout)["options"]
        self.assertEqual({one["origin"] for one in options}, {"file"})
        self.assertIn("shops.acornsigns.zone", [one["key"] for one in options])

    def stages(self):
        done = self.home.run("status", "pipelines", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)["pipelines"]

    def test_the_stages_of_the_file_are_those_that_hold_without_it(self):
        before = self.stages()
        self.init()
        self.assertEqual(self.stages(), before)

    def test_every_example_of_the_stages_works_when_switched_on(self):
        self.init()
        file = self.folder / "pipelines.yaml"
        file.write_text(re.sub(r"^( *)#([a-z-])", r"\1\2", file.read_text(), flags=re.M))
        self.assertEqual(list(dict.fromkeys(one["pipeline"] for one in self.stages())), ["wedding", "boards", "standard"])

    def test_flags_answer(self):
        done = self.init("--shop", "AcornSigns", "--zone", "Europe/Berlin", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        said = json.loads(done.stdout)["init"]
        self.assertEqual([one["outcome"] for one in said["files"]], ["written", "written", "written"])
        values = self.home.run("config", "show", "--jq", '.options[] | select(.origin == "file") | .value').stdout
        self.assertEqual(values, "AcornSigns\nEurope/Berlin\n")

    def test_a_wrong_zone_is_refused_with_the_nearest_and_nothing_is_written(self):
        done = self.init("--zone", "Europe/Berlni")
        self.assertEqual(done.returncode, 2)
        self.assertIn('did you mean "Europe/Berlin"?', done.stderr)
        self.assertFalse(self.folder.exists())

    def test_nothing_is_overwritten(self):
        self.assertEqual(self.init().returncode, 0)
        before = (self.folder / "config.yaml").read_bytes()
        done = self.init("--shop", "Other")
        self.assertEqual((done.returncode, done.stdout), (5, ""))
        self.assertIn(str(self.folder / "config.yaml"), done.stderr)
        self.assertEqual((self.folder / "config.yaml").read_bytes(), before)

    def test_a_strangers_file_and_a_dangling_link_are_named_and_kept(self):
        self.folder.mkdir()
        (self.folder / "README.md").write_text("mine")
        (self.folder / "config.yaml").symlink_to("/nonexistent/elsewhere")
        done = self.init()
        self.assertEqual(done.returncode, 5)
        self.assertIn("README.md and ", done.stderr)
        self.assertIn("config.yaml are there already", done.stderr)
        self.assertEqual((self.folder / "README.md").read_text(), "mine")

    def test_one_that_was_cut_off_can_be_finished(self):
        self.init()
        (self.folder / "config.yaml").unlink()
        done = self.init("--json")
        self.assertEqual([one["outcome"] for one in json.loads(done.stdout)["init"]["files"]], ["already so", "already so", "written"])

    def test_a_dry_run_shows_the_files_and_writes_nothing(self):
        done = self.init("--dry-run", "--shop", "AcornSigns")
        self.assertEqual(done.returncode, 0)
        self.assertIn("shop: AcornSigns", done.stdout)
        said = json.loads(self.init("--dry-run", "--json").stdout)["init"]
        self.assertTrue(said["dry_run"])
        self.assertIn("#shop: AcornSigns", said["files"][2]["text"])
        self.assertFalse(self.folder.exists())

    def test_a_folder_that_cannot_be_made_is_one_clear_error(self):
        with tempfile.NamedTemporaryFile() as file:
            done = self.init(ETSYORDER_HOME=file.name)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("cannot create the folder", done.stderr)

    def test_a_terminal_is_asked_three_questions(self):
        shown, code = self.answer("AcornSigns\n", "\n", "y\n", TZ="Europe/Berlin")
        self.assertEqual(code, 0, shown)
        self.assertEqual(shown.count("] "), 3)
        self.assertIn("[Europe/Berlin]", shown)
        self.assertIn("etsyorder auth login", shown)
        self.assertNotIn("orders import", shown)
        values = self.home.run("config", "show", "--jq", '.options[] | select(.origin == "file") | .value').stdout
        self.assertEqual(values, "AcornSigns\nEurope/Berlin\n")

    def test_enter_accepts_all_and_a_wrong_zone_is_asked_for_again(self):
        shown, code = self.answer("\n", "berlin\n", "\n", "\n")
        self.assertEqual(code, 0, shown)
        self.assertIn('did you mean "Europe/Berlin"?', shown)
        self.assertIn("orders import", shown)
        self.assertNotIn("auth login", shown)
        values = self.home.run("config", "show", "--jq", '.options[] | select(.origin == "file") | .key').stdout
        self.assertEqual(values, "zone\n")

    def test_an_end_of_input_writes_nothing(self):
        shown, code = self.answer("AcornSigns\n", "\x04")
        self.assertEqual(code, 130, shown)
        self.assertFalse(self.folder.exists())


if __name__ == "__main__":
    unittest.main()
