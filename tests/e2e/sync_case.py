# SPDX-License-Identifier: MIT
"""What every test of a bad day of `etsyorder sync` starts from, and what it may say."""
import unittest

from sandbox_shop import Home, Sandbox

FAILED, SIGN_IN_NEEDED, CONFLICT, FINDINGS, TRY_LATER = 1, 4, 5, 6, 75


class SyncCase(unittest.TestCase):
    def sandbox(self, *arguments, **given):
        etsy = Sandbox(*arguments, **given)
        self.addCleanup(etsy.close)
        return etsy

    def home(self, etsy, **extra):
        home = Home(etsy, **extra)
        self.addCleanup(home.__exit__)
        return home

    def assert_fails(self, done, code, *words):
        """One error, in the program's own shape, that says these words; nothing on stdout."""
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertEqual(done.stdout, "")
        lines = done.stderr.splitlines()
        self.assertEqual(sum(line.startswith("error: ") for line in lines), 1, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertNotIn("terminate", done.stderr)

    def assert_whole(self, home, etsy):
        """The store holds the whole shop once, as a sync without faults would have left it."""
        with Home(etsy) as calm:
            calm.json("sync")
            self.assertEqual(home.dump(), calm.dump())
        self.assertEqual(home.broken_promises(), [])
