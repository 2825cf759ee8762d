# SPDX-License-Identifier: MIT
"""What every test of sign-in starts from: a sandbox and a folder of its own."""
import stat
import unittest

import signed


class AuthTest(unittest.TestCase):
    def setUp(self):
        self.sandbox = signed.Sandbox()
        self.addCleanup(self.sandbox.close)
        self.home = signed.Home(self.sandbox)
        self.addCleanup(self.home.close)

    def assert_fails(self, done, code, *words):
        self.assertEqual(done.returncode, code, done.err)
        for word in words:
            self.assertIn(word, done.err)
        self.assertEqual(done.err.count("error:"), 1, done.err)

    def mode_of_session(self):
        return stat.S_IMODE(self.home.session.stat().st_mode)
