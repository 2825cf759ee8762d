# SPDX-License-Identifier: MIT
"""What every test of `etsyorder orders ship` starts from: a synced small shop, and the mails that Etsy sent."""
import json
import time
import unittest

from sandbox_shop import Home, Sandbox

FAILED, USAGE, NOT_FOUND, SIGN_IN_NEEDED, CONFLICT, FINDINGS, BUG, TRY_LATER = 1, 2, 3, 4, 5, 6, 70, 75
USPS, USPS_WRONG, ROYAL_MAIL = "9405500206790001234566", "9405500206790001234567", "LX473124829GB"
OF_TWO_CARRIERS = "330001110023"


class OnTerminal:
    """What on_terminal() asks of a home."""

    def __init__(self, home):
        self.home = home

    def environment(self, **extra):
        return {**self.home.environment, **extra}


class ShipCase(unittest.TestCase):
    maxDiff = None

    def start(self, *options, **extra):
        self.etsy = Sandbox("--shop", "small", *options)
        self.addCleanup(self.etsy.close)
        self.home = Home(self.etsy, **extra)
        self.addCleanup(self.home.__exit__)
        done = self.home.run("sync")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.orders = [number for number, in self.home.rows(
            "SELECT receipt_id FROM orders WHERE is_open ORDER BY receipt_id")]
        self.order = self.orders[0]
        self.etsy.forget_requests()

    def ship(self, *words, code=0, **extra):
        done = self.home.run("orders", "ship", *words, **extra)
        self.assertEqual(done.returncode, code, f"{words}: {done.stdout}{done.stderr}")
        return done

    def parcels(self, *words, code=0, **extra):
        """The rows of a run, as JSON."""
        return json.loads(self.ship(*words, "--json", code=code, **extra).stdout)["parcels"]

    def outcomes(self, *words, **extra):
        return [one["outcome"] for one in self.parcels(*words, **extra)]

    def refused(self, code, *words, says=(), **extra):
        done = self.ship(*words, code=code, **extra)
        self.assertEqual(done.stdout, "")
        self.assertEqual(sum(line.startswith("error: ") for line in done.stderr.splitlines()), 1, done.stderr)
        for word in (says,) if isinstance(says, str) else says:
            self.assertIn(word, done.stderr)
        return done

    def mails(self):
        return [(one["receipt_id"], one["carrier_name"], one["tracking_code"], one["note_to_buyer"])
                for one in self.etsy.door("GET", "mails")["results"]]

    def calls(self):
        return len(self.etsy.requests("/tracking"))

    def states(self):
        return [state for state, in self.home.rows("SELECT state FROM parcels ORDER BY parcel_id")]

    def fault(self, spec):
        self.etsy.door("POST", "faults", {"fault": spec})

    def killed_while_sending(self, *words):
        """The call has arrived, and the program is killed before the answer comes."""
        before = self.calls()
        process = self.home.start("orders", "ship", *words)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.calls() == before:
            self.assertIsNone(process.poll(), "it ended before it was killed")
        process.kill()
        process.communicate()
        self.assertEqual(self.states()[-1], "sending")
