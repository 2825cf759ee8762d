# SPDX-License-Identifier: MIT
"""Staying signed in: expired, revoked and lost tokens, and a kill at each step of a renewal."""
import json
import resource
import signal
import unittest

import signed
from auth_case import AuthTest


class Refresh(AuthTest):
    def setUp(self):
        super().setUp()
        login = self.home.log_in()
        self.assertEqual(login.returncode, 0, login.err)
        self.before = self.home.stored()["shops"][0]

    def expire(self):
        self.sandbox.control("POST", "/clock", {"advance": "2h"})

    def test_an_expired_token_is_renewed_and_the_new_one_kept(self):
        self.expire()
        self.assertEqual(self.home.status()[0], 0)
        after = self.home.stored()["shops"][0]
        self.assertNotEqual(after["access_token"], self.before["access_token"])
        self.assertNotEqual(after["refresh_token"], self.before["refresh_token"])
        self.assertEqual(after["scopes"], self.before["scopes"])
        self.assertEqual(self.mode_of_session(), 0o600)
        self.assertEqual(self.home.status()[0], 0)
        self.assertEqual(self.sandbox.refreshes(), 1)

    def test_processes_that_find_it_expired_at_once_make_one_refresh(self):
        self.expire()
        self.sandbox.fault("token:slow=300ms:x1")
        running = [self.home.start("auth", "status", "--json") for _ in range(5)]
        for one in running:
            self.assertEqual(one.finish().returncode, 0, one.err)
        self.home.learn_secrets()
        self.assertEqual(self.sandbox.refreshes(), 1)
        self.assertEqual(len(self.sandbox.requests("/v3/public/oauth/token")), 2)  # the sign-in's and this one

    def test_a_stumbling_token_server_is_asked_again_with_the_same_token(self):
        self.expire()
        self.sandbox.fault("token:500:x2")
        self.assertEqual(self.home.status()[0], 0)
        self.assertEqual(self.sandbox.refreshes(), 1)

    def test_killed_before_the_answer_the_old_tokens_are_whole(self):
        self.expire()
        self.sandbox.fault("token:500:x1")  # answered with trouble, so that it waits before it tries again
        running = self.home.start("auth", "status")
        signed.until(lambda: len(self.sandbox.requests("/v3/public/oauth/token")) > 1, "the refresh")
        running.process.send_signal(signal.SIGKILL)
        running.finish()
        self.assertEqual(self.home.stored()["shops"][0], self.before)
        self.assertEqual(self.home.status()[0], 0)  # and its lock went with it

    def test_killed_between_answer_and_write_the_seller_signs_in_again(self):
        # Etsy has thrown away the old refresh token, and nobody has the new one: the one gap there is.
        self.expire()
        self.sandbox.fault("token:slow=5s:x1")
        running = self.home.start("auth", "status")
        signed.until(lambda: self.sandbox.refreshes() == 1, "the refresh")
        running.process.send_signal(signal.SIGKILL)
        running.finish()
        self.assertEqual(self.home.stored()["shops"][0], self.before)
        self.assert_fails(self.home.run("auth", "status"), 4, "no longer valid", "auth login")
        self.assertEqual(self.home.log_in().returncode, 0)
        self.assertEqual(self.home.status()[0], 0)

    def test_an_answer_that_is_lost_after_etsy_has_renewed_is_told(self):
        self.expire()
        self.sandbox.fault("token:lost:x1")
        self.assert_fails(self.home.run("auth", "status"), 4, "no longer valid",
                          "the answer to a renewal was lost just before", "auth login")
        self.assertEqual(self.home.log_in().returncode, 0)
        self.assertEqual(self.home.status()[0], 0)

    def test_interrupted_during_a_refresh_the_new_tokens_are_kept(self):
        self.expire()
        self.sandbox.fault("token:slow=1s:x1")
        running = self.home.start("auth", "status")
        signed.until(lambda: self.sandbox.refreshes() == 1, "the refresh")
        signed.interrupt(running)
        self.assert_fails(running.finish(), 130, "interrupted")
        self.home.learn_secrets()
        self.assertNotEqual(self.home.stored()["shops"][0]["refresh_token"], self.before["refresh_token"])
        self.assertEqual(self.home.status()[0], 0)
        self.assertEqual(self.sandbox.refreshes(), 1)

    def test_a_refresh_token_that_ran_out(self):
        self.sandbox.control("POST", "/clock", {"advance": "91d"})
        self.assert_fails(self.home.run("auth", "status"), 4, "no longer valid", "auth login")

    def test_a_password_change_revokes_everything(self):
        self.sandbox.control("POST", "/revoke", {"access": True})
        self.assert_fails(self.home.run("auth", "status"), 4, "auth login")
        done = self.home.run("auth", "status", "--json")
        error = json.loads(done.err)["error"]
        self.assertEqual((error["kind"], error["retryable"]), ("sign_in_needed", False))

    def test_a_full_disk_is_said_before_etsy_throws_the_old_token_away(self):
        self.expire()
        # No file may grow, and SIGXFSZ is ignored (Python does, and the child inherits it): a write fails.
        running = signed.Running(["auth", "status"], self.home.environment(), restore_signals=False,
                                 preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)))
        self.assert_fails(running.finish(), 1, self.home.session.name)
        self.assertEqual(self.sandbox.refreshes(), 0)
        self.assertEqual(self.home.stored()["shops"][0], self.before)
        self.assertEqual(self.home.status()[0], 0)


if __name__ == "__main__":
    unittest.main()
