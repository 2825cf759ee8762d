# SPDX-License-Identifier: MIT
"""`etsyorder orders ship` on bad days: refusals, lost answers, a death between the call and its answer."""
import json
import sqlite3
import time
import unittest

from ship_case import BUG, CONFLICT, FAILED, FINDINGS, TRY_LATER, USPS, ShipCase


class Refusals(ShipCase):
    def test_a_number_that_etsy_demands_is_asked_for(self):
        self.start()
        self.fault("shipment:400:x1")
        self.refused(FAILED, self.order, "--yes", says="--tracking")
        self.assertEqual(self.outcomes(self.order, "--tracking", USPS, "--yes"), ["shipped"])

    def test_what_etsy_forbids_is_a_conflict_and_not_in_doubt(self):
        self.start()
        self.fault("shipment:409:x1")
        self.refused(CONFLICT, self.order, "--tracking", USPS, "--yes", says="forbids")
        self.assertEqual(self.states(), ["failed"])

    def test_what_would_fail_for_all_orders_is_tried_once(self):
        self.start("--tracking", "forbidden")
        done = self.ship(*self.orders[:3], "--yes", "--json", code=FAILED)
        self.assertEqual([one["outcome"] for one in json.loads(done.stdout)["parcels"]],
                         ["not sent", "not tried", "not tried"])
        self.assertEqual(self.calls(), 1)

    def refuse_second(self):
        """The database takes no parcel of the second order."""
        connection = sqlite3.connect(self.home.database)
        connection.execute("CREATE TRIGGER refusal BEFORE INSERT ON parcels WHEN NEW.order_id = (SELECT order_id FROM "
                           f"orders WHERE receipt_id = {self.orders[1]}) BEGIN SELECT RAISE(ABORT, 'not this one'); END")
        connection.commit()
        connection.close()

    def test_one_order_that_fails_hides_nothing_of_the_others(self):
        self.start()
        self.refuse_second()
        done = self.ship(*self.orders[:2], "--yes", "--json", code=BUG)
        rows = json.loads(done.stdout)["parcels"]
        self.assertEqual([one["outcome"] for one in rows], ["shipped", "refused"])
        self.assertIn("not this one", rows[1]["problem"])
        self.assertNotIn("INSERT", rows[1]["problem"])
        self.assertEqual(len(self.mails()), 1)

    def test_one_order_that_fails_by_hand_hides_nothing_of_the_others(self):
        self.start()
        self.refuse_second()
        done = self.ship(*self.orders[:3], "--by-hand", "--yes", "--json", code=BUG)
        self.assertEqual([one["outcome"] for one in json.loads(done.stdout)["parcels"]],
                         ["recorded as shipped by hand", "refused", "recorded as shipped by hand"])

    def test_by_hand_waits_for_who_tells_etsy_now(self):
        self.start()
        self.fault("shipment:slow=3s:x1")
        process = self.home.start("orders", "ship", self.order, "--tracking", USPS, "--yes")
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.calls() == 0:
            self.assertIsNone(process.poll(), "it ended too early")
        self.refused(CONFLICT, self.order, "--by-hand", "--tracking", USPS, "--yes", says="running")
        self.assertEqual(self.states(), ["sending"])
        process.communicate()
        self.assertEqual((process.returncode, self.states()), (0, ["sent"]))

    def test_by_hand_settles_what_a_dead_process_left(self):
        self.start()
        self.fault("shipment:slow=5s:x1")
        self.killed_while_sending(self.order, "--tracking", USPS, "--yes")
        self.ship(self.order, "--by-hand", "--tracking", USPS, "--yes")
        self.assertEqual(self.states(), ["by_hand"])

    def test_an_order_that_was_canceled_since_the_last_sync_is_not_told(self):
        self.start()
        self.etsy.door("POST", f"orders/{self.order}/cancel")
        self.refused(CONFLICT, self.order, "--tracking", USPS, "--yes", says="canceled")
        self.assertEqual((self.calls(), self.states()), (0, ["failed"]))

    def test_a_refused_parcel_goes_out_the_next_time(self):
        self.start()
        self.fault("shipment:403:x1")
        self.refused(FAILED, self.order, "--tracking", USPS, "--yes", says="--by-hand")
        self.assertIn("Etsy was not told", self.home.run("orders", "show", self.order).stdout)
        self.assertEqual(self.outcomes(self.order, "--tracking", USPS, "--yes"), ["shipped"])
        self.assertEqual(len(self.mails()), 1)

    def test_offline_nothing_is_in_doubt(self):
        self.start()
        self.etsy.process.terminate()
        self.etsy.process.wait()
        self.refused(TRY_LATER, self.order, "--tracking", USPS, "--yes", says="offline")
        self.assertEqual(self.states(), ["failed"])


class Doubt(ShipCase):
    def test_a_lost_answer_is_looked_up_and_found(self):
        self.start()
        self.fault("shipment:lost:x1")
        self.refused(CONFLICT, self.order, "--tracking", USPS, "--yes", says=("not known whether", "--retry"))
        self.assertEqual(self.states(), ["in_doubt"])
        self.assertIn("not known whether", self.home.run("orders", "show", self.order).stdout)
        rows = self.parcels(self.order, "--tracking", USPS, "--yes")
        self.assertEqual([(one["outcome"], one["why"]) for one in rows], [("already", "sent")])
        self.assertEqual((len(self.mails()), self.states()), (1, ["sent"]))

    def test_a_call_that_never_arrived_is_sent_again_only_when_somebody_says_so(self):
        self.start()
        self.fault("shipment:drop:x1")
        self.refused(CONFLICT, self.order, "--tracking", USPS, "--yes")
        self.assertEqual((self.states(), self.mails()), (["in_doubt"], []))
        self.refused(CONFLICT, self.order, "--tracking", USPS, "--yes", says="--retry")
        self.assertEqual(self.mails(), [])
        self.assertEqual(self.outcomes(self.order, "--tracking", USPS, "--yes", "--retry"), ["shipped"])
        self.assertEqual(len(self.mails()), 1)

    def test_a_doubt_is_not_sent_again_once_the_order_is_canceled(self):
        self.start()
        self.fault("shipment:drop:x1")
        self.refused(CONFLICT, self.order, "--tracking", USPS, "--yes")
        self.etsy.door("POST", f"orders/{self.order}/cancel")
        calls = self.calls()
        self.refused(CONFLICT, self.order, "--tracking", USPS, "--yes", "--retry", says="is canceled")
        self.assertEqual((self.calls(), self.states(), self.mails()), (calls, ["in_doubt"], []))
        words = (self.order, "--tracking", USPS)
        for more in ((), ("--note-template", "shipped-note")):  # the cancel is known here now
            self.etsy.forget_requests()
            self.refused(CONFLICT, *words, "--yes", *more, says=("not known whether", "--retry"))
            self.assertEqual(len(self.etsy.requests(f"/receipts/{self.order}")), 1)
        self.etsy.forget_requests()
        for more in (("--dry-run",), ("--dry-run", "--retry"), ("--yes", "--retry"), ("--yes", "--by-hand")):
            self.refused(CONFLICT, *words, *more)
        self.refused(CONFLICT, *words, "--retry", "--yes", says="is canceled")
        self.assertEqual((self.calls(), self.states(), self.mails()), (0, ["in_doubt"], []))

    def test_a_row_in_doubt_of_a_canceled_order_says_so_and_is_looked_up(self):
        self.start()
        path = self.home.path / "parcels.csv"
        path.write_text(f"Tracking Number,Order ID\n{USPS},{self.order}\n")
        self.fault("shipment:drop:x1")
        self.ship("--from", path, "--yes", code=CONFLICT)
        self.etsy.door("POST", f"orders/{self.order}/cancel")
        self.assertEqual(self.home.run("sync").returncode, 0)
        self.etsy.forget_requests()
        for more in (("--yes",), ("--yes", "--retry"), ("--yes", "--note-template", "shipped-note"), ("--dry-run",)):
            self.assertEqual(self.outcomes("--from", path, *more, code=CONFLICT), ["in doubt"], more)
        self.assertEqual(len(self.etsy.requests(f"/receipts/{self.order}")), 3)
        self.assertEqual((self.calls(), self.states(), self.mails()), (0, ["in_doubt"], []))

    def test_what_stops_a_list_leaves_a_doubt_a_doubt(self):
        self.start()
        path = self.home.path / "parcels.csv"
        path.write_text("Tracking Number,Order ID\n" + "".join(
            f"{number},{order}\n" for number, order in zip(("9405500206790001234573", USPS), self.orders)))
        self.fault("shipment:drop:x1")
        self.refused(CONFLICT, self.orders[1], "--tracking", USPS, "--yes")
        self.etsy.process.terminate()
        self.etsy.process.wait()
        self.assertEqual(self.outcomes("--from", path, "--yes", code=TRY_LATER), ["not sent", "in doubt"])

    def test_a_server_in_trouble_leaves_a_doubt(self):
        self.start()
        self.fault("shipment:503:x1")
        self.refused(CONFLICT, self.order, "--tracking", USPS, "--yes")
        self.assertEqual(self.states(), ["in_doubt"])

    def test_a_kill_while_sending_mails_the_buyer_once(self):
        self.start()
        self.fault("shipment:slow=5s:x1")
        self.killed_while_sending(self.order, "--tracking", USPS, "--yes")
        self.assertEqual(self.outcomes(self.order, "--tracking", USPS, "--yes", "--retry"), ["already"])
        self.assertEqual((len(self.mails()), self.states()), (1, ["sent"]))

    def test_two_at_once_mail_the_buyer_once(self):
        self.start()
        self.fault("shipment:slow=1s")
        words = ("orders", "ship", self.order, "--tracking", USPS, "--yes")
        both = [self.home.start(*words), self.home.start(*words)]
        codes = sorted(one.wait(timeout=60) for one in both)
        for one in both:
            one.communicate()
        self.assertIn(codes, ([0, 0], [0, CONFLICT]))
        self.assertEqual((len(self.mails()), self.states()), (1, ["sent"]))

    def test_two_that_meet_at_a_doubt_send_it_again_once(self):
        self.start()
        self.fault("shipment:drop:x1")
        self.refused(CONFLICT, self.order, "--tracking", USPS, "--yes")
        self.etsy.forget_requests()
        self.fault("shipment:slow=1s")
        words = ("orders", "ship", self.order, "--tracking", USPS, "--yes", "--retry")
        both = [self.home.start(*words), self.home.start(*words)]
        told = [one.communicate(timeout=60) for one in both]
        codes = sorted(one.returncode for one in both)
        self.assertIn(codes, ([0, 0], [0, CONFLICT]), told)
        self.assertEqual((self.calls(), len(self.mails()), self.states()), (1, 1, ["sent"]))

    def test_one_that_looks_a_doubt_up_and_one_that_retries_it_end_in_one_mail(self):
        self.start()
        self.fault("shipment:lost:x1")
        self.refused(CONFLICT, self.order, "--tracking", USPS, "--yes")
        self.etsy.forget_requests()
        words = ("orders", "ship", self.order, "--tracking", USPS, "--yes")
        both = [self.home.start(*words), self.home.start(*words, "--retry")]
        told = [one.communicate(timeout=60) for one in both]
        codes = sorted(one.returncode for one in both)
        self.assertIn(codes, ([0, 0], [0, CONFLICT]), told)
        self.assertEqual((self.calls(), len(self.mails()), self.states()), (0, 1, ["sent"]))


class AnotherParcel(ShipCase):
    """While one parcel of an order is in doubt."""

    OTHER = "9405500206790001234573"

    def doubt(self, *words):
        self.start()
        self.fault("shipment:drop:x1")
        self.refused(CONFLICT, self.order, *words, "--yes")
        self.assertEqual((self.states(), self.mails()), (["in_doubt"], []))

    def test_it_is_refused_with_the_way_to_settle_the_doubt(self):
        self.doubt("--tracking", USPS)
        before, calls = self.home.dump(), self.calls()
        for words in (("--tracking", self.OTHER), ()):
            for more in (("--yes",), ("--dry-run",), ("--yes", "--by-hand"), ("--yes", "--retry"), ("--yes", "--force")):
                self.refused(CONFLICT, self.order, *words, *more,
                             says=("another parcel", USPS, f"etsyorder orders ship {self.order} --tracking {USPS}", "--further"))
        self.assertEqual((self.home.dump(), self.calls(), self.mails()), (before, calls, []))
        self.assertEqual(self.outcomes(self.order, "--tracking", USPS, "--yes", "--retry"), ["shipped"])
        self.assertEqual(self.outcomes(self.order, "--tracking", self.OTHER, "--yes"), ["shipped"])
        self.assertEqual(len(self.mails()), 2)

    def test_it_goes_out_where_somebody_says_that_it_is_a_further_one(self):
        self.doubt("--tracking", USPS)
        self.assertEqual(self.outcomes(self.order, "--tracking", self.OTHER, "--further", "--dry-run"), ["would be shipped"])
        self.assertEqual(self.outcomes(self.order, "--tracking", self.OTHER, "--further", "--yes"), ["shipped"])
        self.assertEqual((self.states(), [mail[2] for mail in self.mails()]), (["in_doubt", "sent"], [self.OTHER]))

    def test_whoever_names_both_has_said_that_they_are_two(self):
        self.doubt("--tracking", USPS)
        both = (self.order, "--tracking", USPS, "--tracking", self.OTHER)
        self.assertEqual(self.outcomes(*both, "--yes", code=CONFLICT), ["in doubt", "shipped"])
        self.assertEqual([mail[2] for mail in self.mails()], [self.OTHER])

    def test_a_parcel_without_a_number_is_one_that_may_be_in_doubt(self):
        self.doubt()
        self.refused(CONFLICT, self.order, "--tracking", USPS, "--yes", says=("another parcel", "without a number"))
        self.assertEqual(self.mails(), [])

    def test_a_row_of_a_list_is_refused_for_it_and_the_others_go_out(self):
        self.doubt("--tracking", USPS)
        path = self.home.path / "parcels.csv"
        path.write_text(f"Tracking Number,Order ID\n{self.OTHER},{self.order}\n9405500206790001234580,{self.orders[1]}\n")
        self.assertEqual(self.outcomes("--from", path, "--yes", code=FINDINGS), ["refused", "shipped"])
        self.assertEqual([mail[0] for mail in self.mails()], [self.orders[1]])
        self.assertEqual(self.outcomes("--from", path, "--yes", "--further"), ["shipped", "already"])


if __name__ == "__main__":
    unittest.main()
