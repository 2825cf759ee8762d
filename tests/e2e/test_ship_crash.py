# SPDX-License-Identifier: MIT
"""`etsyorder orders ship` killed at every step it takes on the disk: the buyer is mailed once, or it is known not to be."""
import os
import unittest

import shim
from sandbox_shop import Home, Sandbox
from ship_case import CONFLICT, USPS

KILLED = -9
EVERY = int(os.environ.get("ETSYORDER_KILL_EVERY", "1"))


class Crash(unittest.TestCase):
    def test_a_kill_at_any_step_never_mails_the_buyer_twice_and_the_next_runs_end_the_same(self):
        self.kill_at_each_step(self.kill_at, least_steps=10)

    def kill_at_each_step(self, kill_at, least_steps):
        doubts, step = 0, 1
        while True:
            with Sandbox("--shop", "small") as etsy, Home(etsy) as home:
                outcome = kill_at(step, etsy, home)
            if outcome == "not killed":
                break
            doubts += outcome == "doubt"
            step += EVERY
        self.assertGreater(step, least_steps, "nothing was ever killed")
        if EVERY == 1:
            self.assertGreater(doubts, 0, "it was never killed between the claim and the call")

    def kill_at(self, step, etsy, home):
        self.assertEqual(home.run("sync").returncode, 0)
        order = home.rows("SELECT min(receipt_id) FROM orders WHERE is_open")[0][0]
        words = ("orders", "ship", order, "--tracking", USPS, "--yes")
        done = home.run(*words, **shim.environment(SHIM_KILL_AT=step))
        if done.returncode != 0:
            self.assertEqual(done.returncode, KILLED, done.stderr)
        mails = self.mails(etsy)
        again = home.run(*words)
        doubt = again.returncode == CONFLICT
        if doubt:  # the call never went out, and only somebody who says so sends it
            self.assertEqual((mails, self.mails(etsy)), (0, 0), f"step {step}: {again.stderr}")
            again = home.run(*words, "--retry")
        self.assertEqual(again.returncode, 0, f"step {step}: {again.stderr}")
        self.assertEqual(self.mails(etsy), 1, f"killed at step {step}")
        self.assertEqual(home.rows("SELECT state FROM parcels"), [("sent",)], f"step {step}")
        self.assertEqual(home.rows("SELECT is_shipped FROM orders WHERE receipt_id = ?", order), [(1,)], f"step {step}")
        self.assertEqual(home.broken_promises(), [])
        return "not killed" if done.returncode == 0 else "doubt" if doubt else "killed"

    def test_a_kill_of_a_retry_leaves_a_doubt_and_a_plain_run_sends_nothing(self):
        self.kill_at_each_step(self.kill_retry_at, least_steps=5)

    def kill_retry_at(self, step, etsy, home):
        self.assertEqual(home.run("sync").returncode, 0)
        order = home.rows("SELECT min(receipt_id) FROM orders WHERE is_open")[0][0]
        words = ("orders", "ship", order, "--tracking", USPS, "--yes")
        etsy.door("POST", "faults", {"fault": "shipment:drop:x1"})
        self.assertNotEqual(home.run(*words).returncode, 0)
        self.assertEqual(home.rows("SELECT state FROM parcels"), [("in_doubt",)])
        done = home.run(*words, "--retry", **shim.environment(SHIM_KILL_AT=step))
        if done.returncode != 0:
            self.assertEqual(done.returncode, KILLED, done.stderr)
        mails = self.mails(etsy)
        again = home.run(*words)
        self.assertEqual(self.mails(etsy), mails, f"step {step}: a plain run sent what was in doubt")
        self.assertEqual(again.returncode, 0 if mails else CONFLICT, f"step {step}: {again.stderr}")
        self.assertEqual(home.run(*words, "--retry").returncode, 0)
        self.assertEqual(self.mails(etsy), 1, f"killed at step {step}")
        self.assertEqual(home.rows("SELECT state FROM parcels"), [("sent",)], f"step {step}")
        return "not killed" if done.returncode == 0 else "killed" if mails else "doubt"

    @staticmethod
    def mails(etsy):
        return etsy.door("GET", "mails")["count"]


if __name__ == "__main__":
    unittest.main()
