# SPDX-License-Identifier: MIT
"""tests/run.sh and .ci/run: nothing to run is no success, and CI allows no skips."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Runner(unittest.TestCase):
    """A tree with the real runners, without a single test, and with a cmake that always succeeds."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for name in ("tests/run.sh", "tests/e2e/run.sh", "tests/e2e/check_printed.py", ".ci/run"):
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.root / name)
        for name in (".ci/install-packages", "bin/cmake"):
            self.script(name, "exit 0")
        for name in ("tests/fuzz", "build/dev/bin", "build/fuzz/bin"):
            (self.root / name).mkdir(parents=True, exist_ok=True)

    def script(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        path.chmod(0o755)

    def run_it(self, *words):
        env = {**os.environ, "PATH": f"{self.root}/bin:{os.environ['PATH']}"}
        env.pop("CI", None)
        return subprocess.run([str(self.root / words[0]), *words[1:]], capture_output=True, text=True, timeout=120,
                              env=env, check=False)

    def test_no_fuzz_target_is_a_failure(self):
        result = self.run_it("tests/run.sh", "--only", "fuzz")
        self.assertEqual(result.returncode, 1, result.stdout)
        self.assertIn("FAILED fuzz-targets", result.stdout)

    def test_no_end_to_end_test_is_a_failure(self):
        result = self.run_it("tests/run.sh", "--only", "e2e")
        self.assertEqual(result.returncode, 1, result.stdout)
        self.assertIn("FAILED e2e", result.stdout)
        self.assertIn("no test file", result.stdout)

    def test_ci_counts_a_skip_as_a_failure(self):
        self.script("tests/run.sh", 'echo "CI is $CI"')
        self.assertEqual(self.run_it(".ci/run").stdout, "CI is true\n")


if __name__ == "__main__":
    unittest.main()
