# SPDX-License-Identifier: MIT
"""Run after all end-to-end tests: no etsyorder they started has printed a secret, or had one among its
arguments. What they printed is in $ETSYORDER_PRINTED (recording/sitecustomize.py)."""
import os
import pathlib
import re
import unittest

# Etsy's tokens: the user's number, a dot, chance. The rest is what the tests and the sandbox use.
SECRET = re.compile(r"\b[0-9]{4,}\.[A-Za-z0-9_-]{20,}|t0psecret99|wr0ngsecret|sandboxsecret|whsec_[A-Za-z0-9+/]")


class Printed(unittest.TestCase):
    def test_nothing_that_was_printed_in_the_whole_run_holds_a_secret(self):
        files = sorted(pathlib.Path(os.environ["ETSYORDER_PRINTED"]).glob("*.txt"))
        self.assertTrue(files, "nothing was recorded")
        for file in files:
            for entry in file.read_text(encoding="utf-8").split("\n=== "):
                found = SECRET.search(entry)
                self.assertIsNone(found, f"a secret at character {found and found.start()} of: {entry.splitlines()[:1]}")


if __name__ == "__main__":
    unittest.main()
