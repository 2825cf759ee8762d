# SPDX-License-Identifier: MIT
"""The quickstart goes through, leaves nothing behind, and README shows what it really prints.

README's blocks that follow the comment `shown by the quickstart` are compared with a run on a
terminal of 100 columns with the clock standing still. ETSYORDER_UPDATE_README=1 rewrites them.
"""
import fcntl
import os
import pathlib
import pty
import re
import signal
import struct
import subprocess
import tempfile
import termios
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
QUICKSTART = ROOT / "examples" / "quickstart.sh"
README = ROOT / "README.md"
NOW = "2026-11-22T10:00:00Z"
BLOCK = re.compile(r"(<!-- shown by the quickstart -->\n```console\n)(.*?)(```\n)", re.DOTALL)
PATIENCE_S = 300  # sanitizers are slow


def environment(folder, **more):
    keep = {key: value for key, value in os.environ.items() if not key.startswith(("ETSYORDER_", "LC_"))}
    keep.update(ETSYORDER_BIN=os.environ["ETSYORDER_BIN"], TMPDIR=folder, LANG="C.UTF-8", TZ="UTC", NO_COLOR="1")
    keep.update(more)
    return keep


def on_a_terminal(command, env):
    """(exit code, what the screen shows in the end) on a terminal of 100 columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 100, 0, 0))
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=env)
    os.close(theirs)
    raw = b""
    try:
        while piece := os.read(ours, 65536):
            raw += piece
    except OSError:
        pass  # the far side is closed
    os.close(ours)
    return process.wait(timeout=PATIENCE_S), screen(raw.decode())


def screen(text):
    """What stays of each line: carriage returns and "erase to the end" are carried out."""
    lines = []
    for line in text.replace("\r\n", "\n").split("\n"):
        line = line.rsplit("\x1b[K", 1)[-1].rsplit("\x1b[2K", 1)[-1].rsplit("\r", 1)[-1]
        lines.append(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line).rstrip())
    return lines


def steady(line):
    """Without what differs from run to run: ports and the temporary folder."""
    line = re.sub(r"(127\.0\.0\.1|localhost):\d+", r"\1:PORT", line)
    return re.sub(r"[^ =]*/etsyorder-quickstart\.\w+", "FOLDER", line)


def outputs(lines):
    """{command line: it and what it printed}"""
    found, command, step = {}, None, 1
    for line in lines:
        if line.startswith("$ "):
            command = line
            found[command] = []
        elif line.startswith((f"{step}. ", "That was it")):
            command = None
            step += 1
        if command is not None:
            found[command].append(line)
    for shown in found.values():
        while shown and not shown[-1]:
            shown.pop()
    return found


class Quickstart(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="etsyorder-test.")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def left_behind(self):
        found = os.listdir(self.folder)
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                words = (process / "environ").read_bytes()
            except OSError:
                continue  # it has ended, or is not ours
            if f"ETSYORDER_HOME={self.folder}".encode() in words:
                found.append((process / "cmdline").read_bytes().decode().replace("\0", " "))
        return found

    def test_readme_shows_what_the_quickstart_prints(self):
        code, lines = on_a_terminal([QUICKSTART], environment(self.folder, ETSYORDER_NOW=NOW))
        self.assertEqual(code, 0, "\n".join(lines))
        printed = {steady(command): shown for command, shown in outputs(lines).items()}
        text = README.read_text(encoding="utf-8")

        def shown_now(match):
            commands = [line for line in match.group(2).splitlines() if line.startswith("$ ")]
            for command in commands:
                self.assertIn(steady(command), printed, "README shows a command that the quickstart does not run")
            body = "\n\n".join("\n".join(printed[steady(command)]) for command in commands)
            return match.group(1) + body + "\n" + match.group(3)

        self.assertGreater(len(BLOCK.findall(text)), 2)
        fresh = BLOCK.sub(shown_now, text)
        if os.environ.get("ETSYORDER_UPDATE_README"):
            README.write_text(fresh, encoding="utf-8")
        self.assertEqual([steady(line) for line in text.splitlines()], [steady(line) for line in fresh.splitlines()])

    def test_two_at_once_in_pipes_both_come_through_and_leave_nothing_behind(self):
        runs = [subprocess.Popen([QUICKSTART], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, text=True, env=environment(self.folder)) for _ in range(2)]
        for run in runs:
            printed = run.communicate(timeout=PATIENCE_S)[0]
            self.assertEqual(run.returncode, 0, printed)
            self.assertIn("$ etsyorder orders show ", printed)
        self.assertEqual(self.left_behind(), [])

    def test_keep_leaves_a_shop_that_answers_and_says_how_to_stop_it(self):
        run = subprocess.run([QUICKSTART, "--keep"], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                             env=environment(self.folder), timeout=PATIENCE_S)
        process = re.search(r"^  kill (\d+); rm -r (.*)$", run.stdout, re.MULTILINE)
        self.assertTrue(process, run.stdout + run.stderr)
        self.addCleanup(os.kill, int(process.group(1)), signal.SIGKILL)
        self.assertEqual(run.returncode, 0, run.stderr)
        exports = dict(re.findall(r"^  export (\w+)=(.*)$", run.stdout, re.MULTILINE))
        env = environment(self.folder, **{key: value for key, value in exports.items() if key != "PATH"})
        again = subprocess.run([pathlib.Path(env["ETSYORDER_BIN"]) / "etsyorder", "sync", "--json"],
                               capture_output=True, text=True, env=env, timeout=PATIENCE_S)
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertTrue(process.group(2).startswith(self.folder))

    def test_a_server_that_does_not_start_ends_it_with_a_failure_and_nothing_left(self):
        broken = pathlib.Path(self.folder) / "bin"
        broken.mkdir()
        for name, text in (("etsyorder", "exit 0"), ("etsyorder-sandbox", "echo no such luck; exit 2")):
            (broken / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
            (broken / name).chmod(0o755)
        run = subprocess.run([QUICKSTART], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                             env=environment(self.folder, ETSYORDER_BIN=str(broken)), timeout=PATIENCE_S)
        self.assertNotEqual(run.returncode, 0)
        self.assertIn("no such luck", run.stderr)
        self.assertEqual(os.listdir(self.folder), ["bin"])


if __name__ == "__main__":
    unittest.main()
