# SPDX-License-Identifier: MIT
"""`etsyorder orders ship`: what is told to Etsy, what the buyer gets, and that it goes out once."""
import json
import re
import sqlite3
import unittest

import store
from ship_case import (CONFLICT, FAILED, FINDINGS, NOT_FOUND, OF_TWO_CARRIERS, ROYAL_MAIL, SIGN_IN_NEEDED, USAGE, USPS,
                       USPS_WRONG, OnTerminal, ShipCase)
from terminal import on_terminal


class Telling(ShipCase):
    def setUp(self):
        self.start()

    def test_etsy_is_told_once_however_often_it_is_run(self):
        shipped = self.parcels(self.order, "--tracking", USPS, "--yes")
        self.assertEqual([(one["outcome"], one["carrier"], one["tracking_code"], one["parcel"]) for one in shipped],
                         [("shipped", "usps", USPS, 1)])
        self.assertIn(USPS, shipped[0]["tracking_url"])
        for spelling in (USPS, "9405 5002 0679 0001 2345 66",
                         f"https://tools.usps.com/go/TrackConfirmAction?tLabels={USPS}"):
            self.assertEqual(self.outcomes(self.order, "--tracking", spelling, "--yes"), ["already"])
        self.assertEqual(self.outcomes(self.order, "--yes"), ["already"])
        self.assertEqual(self.mails(), [(self.order, "usps", USPS, "")])
        self.assertEqual(self.calls(), 1)

    def test_the_order_is_shipped_here_without_a_sync(self):
        self.ship(self.order, "--tracking", USPS, "--yes")
        shown = self.home.json("orders", "show", self.order)[0]
        self.assertTrue(shown["shipped"])
        self.assertEqual(shown["shipments"][0]["tracking_code"], USPS)
        self.assertIn(USPS, shown["shipments"][0]["tracking_url"])
        self.assertEqual([one["state"] for one in shown["parcels"]], ["sent"])
        self.assertIn(shown["shipments"][0]["tracking_url"], self.home.run("orders", "show", self.order).stdout)
        self.assertEqual([one["name"] for one in shown["events"] if one["name"].startswith("parcel.")],
                         ["parcel.prepared", "parcel.sent"])
        open_now = [one["order"] for one in self.home.json("orders", "list")]
        self.assertNotIn(self.order, open_now)

    def test_several_parcels_of_one_order_each_have_their_carrier(self):
        self.assertEqual(self.outcomes(self.order, "--tracking", USPS, "--tracking", "TBA123456789012", "--yes"),
                         ["shipped", "shipped"])
        self.assertEqual([mail[1] for mail in self.mails()], ["usps", "amazon"])
        self.assertEqual(self.outcomes(self.order, "--tracking", "H00HYA0012345678", "--yes"), ["shipped"])

    def test_a_number_that_is_named_twice_is_one_parcel(self):
        rows = self.parcels(self.order, "--tracking", USPS, "--tracking", USPS, "--yes")
        self.assertEqual([(one["outcome"], one["why"]) for one in rows], [("shipped", None), ("already", "named_twice")])
        rows = self.parcels(self.orders[1], "--tracking", "AB 12345678", "--tracking", "ab12345678", "--carrier", "other",
                            "--yes")
        self.assertEqual([one["outcome"] for one in rows], ["shipped", "already"])
        self.assertEqual(len(self.mails()), 2)

    def test_the_order_may_stand_behind_the_flags(self):
        rows = self.parcels("--tracking", OF_TWO_CARRIERS, "--carrier", "fedex", "--tracking", USPS, "--carrier", "usps",
                            self.order, "--dry-run")
        self.assertEqual([(one["order"], one["carrier"]) for one in rows], [(self.order, "fedex"), (self.order, "usps")])

    def test_an_order_that_etsy_has_shipped_is_left_alone(self):
        self.etsy.door("POST", f"orders/{self.order}/deliver", {"bump": True})
        self.home.json("sync")
        rows = self.parcels(self.order, "--yes")
        self.assertEqual([(one["outcome"], one["why"]) for one in rows], [("already", "at_etsy")])
        self.assertEqual(self.calls(), 0)

    def test_an_order_that_was_shipped_on_etsys_pages_since_the_last_sync_is_not_told_again(self):
        self.etsy.door("POST", f"orders/{self.order}/deliver", {"bump": True})
        self.refused(CONFLICT, self.order, "--tracking", USPS, "--yes", says="meanwhile")
        self.assertEqual(self.outcomes(self.order, "--yes"), ["already"])
        self.assertEqual((self.calls(), self.mails()), (0, []))

    def test_a_plan_asks_nobody_and_changes_nothing(self):
        before = self.home.dump()
        self.assertEqual(self.outcomes(self.order, "--tracking", USPS, "--dry-run"), ["would be shipped"])
        self.assertEqual(self.home.dump(), before)
        self.assertEqual(self.etsy.requests(), [])

    def test_without_a_yes_nothing_is_sent(self):
        self.refused(USAGE, self.order, "--tracking", USPS, says="--yes")
        self.refused(USAGE, self.order, "--tracking", USPS, "--no-input", says="--yes")
        self.assertEqual((self.calls(), self.states()), (0, []))

    def test_a_person_is_asked_before_the_buyer_gets_a_mail(self):
        words = ["etsyorder", "orders", "ship", self.order, "--tracking", USPS]
        shown, code = on_terminal(OnTerminal(self.home), words, typed="n\n")
        self.assertEqual(code, 0, shown)
        self.assertIn("mails the buyer", shown)
        self.assertIn("nothing was sent", shown)
        self.assertEqual((self.calls(), self.states()), (0, []))
        shown, code = on_terminal(OnTerminal(self.home), words, typed="y\n")
        self.assertEqual(code, 0, shown)
        self.assertEqual(len(self.mails()), 1)

    def test_what_is_held_up_is_named_before_it_is_shipped(self):
        self.home.run("status", "block", f"{self.order}.1", "--waits-for", "buyer", "--reason", "which font?")
        self.home.run("status", "hold", f"{self.orders[1]}.1")
        title = self.home.json("orders", "show", self.order)[0]["items"][0]["title"]
        warning = f"item {self.order}.1 ({title}) is held up: waits for buyer: which font?\n"
        self.assertEqual(self.ship(self.order, "--tracking", USPS, "--dry-run").stderr.count(warning), 1)
        words = ["etsyorder", "orders", "ship", self.order, "--tracking", USPS]
        shown, _ = on_terminal(OnTerminal(self.home), words, typed="n\n")
        self.assertLess(shown.index("which font?"), shown.index("mails the buyer"), shown)
        done = self.ship(self.order, "--tracking", USPS, "--tracking", ROYAL_MAIL, "--yes")
        self.assertEqual((done.stderr.count("held up"), len(self.mails())), (1, 2), done.stderr)
        self.assertNotIn("held up", self.ship(self.order, "--tracking", USPS, "--yes").stderr)
        self.assertIn(f"{self.orders[1]}.1", self.ship(self.orders[1], "--by-hand", "--yes").stderr)

    def test_a_canceled_order_is_a_conflict(self):
        self.etsy.door("POST", f"orders/{self.order}/cancel")
        self.home.json("sync")
        self.refused(CONFLICT, self.order, "--yes", says="canceled")

    def test_an_unknown_order_is_not_found(self):
        self.refused(NOT_FOUND, 77, "--yes")

    def test_one_number_is_not_for_several_orders(self):
        self.refused(USAGE, *self.orders[:2], "--tracking", USPS, "--yes", says="--from")

    def test_json_is_what_the_documentation_says(self):
        text = (store.ROOT / "docs/json-output.md").read_text().split("## `orders ship`")[1].split("\n## ")[0]
        documented = set(re.findall(r"`([a-z_]+)`", text))
        self.assertEqual(set(self.parcels(self.order, "--dry-run")[0]) - documented, set())


class Numbers(ShipCase):
    def setUp(self):
        self.start()

    def test_an_empty_variable_of_a_script_ships_nothing(self):
        done = self.home.run("orders", "ship", 1001, "--tracking", "", "--by-hand", "--yes")
        self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        self.assertIn("--tracking is empty", done.stderr)

    def test_a_number_with_something_beside_it_is_refused_and_forced(self):
        self.start()
        for typed, number in ((f"{USPS} 12345678", USPS), ("LX473124829GB 20261122", "LX473124829GB"),
                              ("1Z12345E0205271686 FedEx 2Day 12345678", "1Z12345E0205271686")):
            for carrier in ((), ("--carrier", "other"), ("--carrier", "gls"), ("--carrier", "usps")):
                self.refused(USAGE, self.order, "--tracking", typed, *carrier, "--dry-run",
                             says=("more than a tracking number", number, "--force"))
        path = self.home.path / "parcels.csv"
        path.write_text(f"Tracking Number,Order ID\n{USPS} 12345678,{self.order}\n")
        row, = self.parcels("--from", path, "--carrier", "other", "--yes", code=FINDINGS)
        self.assertEqual(row["outcome"], "refused")
        self.assertIn(f"{USPS} in it", row["problem"])
        self.assertEqual(self.mails(), [])
        self.ship(self.order, "--tracking", f"{USPS} 12345678", "--carrier", "other", "--force", "--yes")
        self.assertEqual(self.mails(), [(self.order, "other", f"{USPS} 12345678", "")])

    def test_a_wrong_number_with_something_beside_it_is_refused_and_forced(self):
        self.start()
        typed = f"{USPS_WRONG} 20261122"
        for carrier in ((), ("--carrier", "other"), ("--carrier", "gls"), ("--carrier", "usps")):
            self.refused(USAGE, self.order, "--tracking", typed, *carrier, "--yes",
                         says=("more than a tracking number", USPS_WRONG, "check digit", "--force"))
        self.assertEqual(self.mails(), [])
        self.ship(self.order, "--tracking", typed, "--carrier", "other", "--force", "--yes")
        self.assertEqual(self.mails(), [(self.order, "other", typed, "")])

    def test_a_script_can_tell_how_the_carrier_is_known(self):
        self.start()
        connection = sqlite3.connect(self.home.database)
        connection.execute("UPDATE shops SET raw = '{\"shop_location_country_iso\":\"AU\"}'")
        connection.commit()
        connection.close()
        for words, carrier, known in ((("1234567890",), "australia-post", "length"), ((USPS,), "usps", "check_digit"),
                                      (("1234567890", "--carrier", "gls"), "gls", "named"), (("Zx-77",), "other", "nothing"),
                                      ((USPS_WRONG, "--force"), "usps", "shape"), ((), None, None)):
            words = ("--tracking", *words) if words else ()
            (row,) = self.parcels(self.order, *words, "--dry-run")
            self.assertEqual((row["carrier"], row["carrier_from"]), (carrier, known), words)
        guessed = self.ship(self.order, "--tracking", "1234567890", "--yes")
        self.assertIn("Australia Post is a guess", guessed.stderr)
        self.assertIn("\taustralia-post\t", guessed.stdout)
        self.assertNotIn("guess", self.ship(self.orders[1], "--tracking", USPS, "--yes").stderr)
        (again,) = self.parcels(self.order, "--tracking", "1234567890", "--carrier", "gls", "--yes")
        self.assertEqual((again["outcome"], again["carrier"], again["carrier_from"]), ("already", "australia-post", None))
        path = self.home.path / "parcels.csv"
        path.write_text(f"Tracking Number,Order ID,Carrier\n1234567892,{self.orders[2]},\n1234567893,{self.orders[3]},GLS\n")
        shown, _ = on_terminal(OnTerminal(self.home), ["etsyorder", "orders", "ship", "--from", str(path), "--dry-run"],
                               NO_COLOR="1", COLUMNS="200")
        self.assertEqual(shown.count("australia-post, a guess"), 1, shown)
        rows = self.parcels("--from", path, "--yes")
        self.assertEqual([row["carrier_from"] for row in rows], ["length", "named"])

    def test_a_wrong_check_digit_is_refused_and_forced(self):
        self.refused(USAGE, self.order, "--tracking", USPS_WRONG, "--yes", says=("check digit", "--force"))
        self.assertEqual(self.calls(), 0)
        self.assertEqual(self.outcomes(self.order, "--tracking", USPS_WRONG, "--force", "--yes"), ["shipped"])

    def test_two_numbers_that_were_pasted_together_are_refused(self):
        for typed in (f"{USPS} {ROYAL_MAIL}", f"{USPS}, {ROYAL_MAIL}", f"{USPS}\n{ROYAL_MAIL}"):
            for carrier in ((), ("--carrier", "other")):
                self.refused(USAGE, self.order, "--tracking", typed, *carrier, "--yes",
                             says=("more than one tracking number", "--tracking of its own"))
        self.assertEqual((self.calls(), self.states()), (0, []))

    def test_no_named_carrier_makes_a_wrong_check_digit_right(self):
        for carrier in ("other", "dhl"):
            self.refused(USAGE, self.order, "--tracking", USPS_WRONG, "--carrier", carrier, "--yes",
                         says=("check digit", "USPS", "--force"))
        self.assertEqual(self.calls(), 0)
        self.ship(self.order, "--tracking", USPS_WRONG, "--carrier", "other", "--force", "--yes")
        self.assertEqual(self.mails(), [(self.order, "other", USPS_WRONG, "")])

    def test_a_wrong_check_digit_is_asked_about_on_a_terminal(self):
        words = ["etsyorder", "orders", "ship", self.order, "--tracking", USPS_WRONG]
        shown, code = on_terminal(OnTerminal(self.home), words, typed="n\n")
        self.assertEqual(code, USAGE, shown)
        shown, code = on_terminal(OnTerminal(self.home), words, typed="y\ny\n")
        self.assertEqual(code, 0, shown)
        self.assertEqual(self.mails()[0][2], USPS_WRONG)

    def test_a_number_of_two_carriers_is_asked_about_or_refused_with_both(self):
        connection = sqlite3.connect(self.home.database)
        connection.execute("UPDATE shops SET raw = '{\"shop_location_country_iso\":\"CA\"}'")
        connection.commit()
        connection.close()
        self.refused(USAGE, self.order, "--tracking", OF_TWO_CARRIERS, "--yes", says=("fedex", "purolator", "--carrier"))
        words = ["etsyorder", "orders", "ship", self.order, "--tracking", OF_TWO_CARRIERS]
        shown, code = on_terminal(OnTerminal(self.home), words, typed="purolator\ny\n")
        self.assertEqual(code, 0, shown)
        self.assertEqual(self.mails()[0][1], "purolator")
        self.ship(self.orders[1], "--tracking", OF_TWO_CARRIERS, "--carrier", "FedEx", "--yes")
        self.assertEqual(self.mails()[1][1], "fedex")

    def test_a_number_of_no_known_carrier_goes_as_it_was_typed(self):
        done = self.ship(self.order, "--tracking", "Zx-77", "--yes")
        self.assertIn("other", done.stderr)
        self.assertEqual(self.mails(), [(self.order, "other", "Zx-77", "")])

    def test_an_unknown_carrier_names_the_nearest(self):
        self.refused(USAGE, self.order, "--tracking", "1", "--carrier", "upss", "--yes", says="did you mean ups?")

    def test_carriers_are_completed(self):
        done = self.home.run("__complete", "orders", "ship", "--carrier", "royal")
        self.assertIn("royal-mail", done.stdout)


class Notes(ShipCase):
    def setUp(self):
        self.start()

    def test_a_note_goes_with_the_mail(self):
        self.ship(self.order, "--tracking", USPS, "--note", "Thank you!\n", "--yes")
        self.assertEqual(self.mails()[0][3], "Thank you!")

    def test_a_template_makes_the_note_and_the_log_has_it(self):
        folder = self.home.path / "config" / "templates"
        folder.mkdir(parents=True)
        (folder / "bye.liquid").write_text("Parcel {{ order.tracking.code }} for {{ buyer.name }}")
        self.ship(self.order, "--tracking", USPS, "--note-template", "bye", "--yes")
        note = self.mails()[0][3]
        self.assertIn(USPS, note)
        self.assertEqual([one["text"] for one in self.home.json("templates", "log")], [note])

    def test_a_hole_in_the_note_sends_nothing(self):
        folder = self.home.path / "config" / "templates"
        folder.mkdir(parents=True)
        (folder / "bye.liquid").write_text("Parcel {{ order.tracking.code }}")
        self.refused(FINDINGS, self.order, "--note-template", "bye", "--yes", says="order.tracking")
        self.refused(USAGE, self.order, "--note-template", "bye", "--note", "x", "--yes")
        self.refused(NOT_FOUND, self.order, "--note-template", "by", "--yes")
        self.assertEqual((self.calls(), self.states()), (0, []))


class ByHand(ShipCase):
    def test_a_key_that_may_not_do_it_is_told_the_way_by_hand(self):
        self.start("--tracking", "forbidden")
        self.refused(FAILED, self.order, "--tracking", USPS, "--yes", says=("--by-hand", "key"))
        self.assertEqual(self.states(), ["failed"])
        done = self.ship(self.order, "--by-hand", "--tracking", USPS, "--yes")
        self.assertIn("recorded as shipped by hand", done.stdout)
        for word in (USPS, "USPS", f"order_id={self.order}"):
            self.assertIn(word, done.stderr)
        self.assertEqual(self.states(), ["by_hand"])
        self.assertEqual(self.outcomes(self.order, "--tracking", USPS, "--yes"), ["already"])
        self.assertIn("recorded as shipped by hand", self.home.run("orders", "show", self.order).stdout)
        self.assertEqual(self.mails(), [])

    def test_nothing_is_recorded_before_the_seller_says_so(self):
        self.start()
        self.assertEqual(self.outcomes(self.order, "--by-hand", "--tracking", USPS), ["to be shipped by hand"])
        words = ["etsyorder", "orders", "ship", self.order, "--by-hand", "--tracking", USPS]
        shown, code = on_terminal(OnTerminal(self.home), words, typed="n\n")
        self.assertEqual((code, self.states()), (0, []), shown)
        shown, code = on_terminal(OnTerminal(self.home), words, typed="y\n")
        self.assertEqual((code, self.states()), (0, ["by_hand"]), shown)
        self.assertEqual(self.etsy.requests(), [])

    def test_it_needs_no_sign_in(self):
        self.start()
        without = {"ETSYORDER_ACCESS_TOKEN": None, "ETSYORDER_KEYSTRING": None}
        self.ship(self.order, "--by-hand", "--tracking", ROYAL_MAIL, "--yes", **without)
        self.refused(SIGN_IN_NEEDED, self.orders[1], "--tracking", ROYAL_MAIL, "--yes", **without)
        self.assertEqual(self.states(), ["by_hand"])


class OrdersOfFiles(unittest.TestCase):
    """Orders that no sync brought."""

    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)

    def write(self, name, text):
        path = self.home.path / name
        path.write_text(text)
        return path

    def test_an_order_of_another_shop_is_not_told_to_etsy(self):
        self.write("map.yaml", "columns:\n  order: Order No\n  placed: Date\n  title: Product\n")
        rows = self.write("other.csv", "Order No,Date,Product\nA-1042,2026-11-02,Sign\n")
        done = self.home.run("orders", "import", rows, "--map", self.home.path / "map.yaml")
        self.assertEqual(done.returncode, 0, done.stderr)
        done = self.home.run("orders", "ship", "A-1042", "--by-hand", "--tracking", USPS, "--yes")
        self.assertEqual(done.returncode, CONFLICT, done.stderr)
        self.assertIn("another shop", done.stderr)

    def test_an_order_of_etsys_files_is_shipped_by_hand_alone(self):
        done = self.home.run("orders", "import", store.ROOT / "examples/EtsySoldOrderItems2026-10.csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        order = json.loads(self.home.run("orders", "list", "--json").stdout)["orders"][0]["order"]
        words = ("orders", "ship", order, "--tracking", USPS)
        done = self.home.run(*words, "--yes")
        self.assertEqual(done.returncode, SIGN_IN_NEEDED, done.stderr)
        self.assertIn("--by-hand", done.stderr)
        done = self.home.run(*words, "--by-hand", "--yes")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("recorded as shipped by hand", done.stdout)


class Forgetting(ShipCase):
    def test_tracking_numbers_and_notes_are_forgotten(self):
        self.start()
        self.ship(self.order, "--tracking", USPS, "--note", "Secret words", "--yes")
        done = self.home.run("data", "forget", "--order", self.order, "--yes", "--force")
        self.assertEqual(done.returncode, 0, done.stderr)
        kept = json.dumps(self.home.dump(), default=repr)
        self.assertNotIn("Secret words", kept)
        self.assertNotIn(USPS, kept)


if __name__ == "__main__":
    unittest.main()
