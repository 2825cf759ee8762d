# SPDX-License-Identifier: MIT
"""`etsyorder orders ship --from`: lists of carriers and label shops, row by row."""
import json
import os
import subprocess
import time
import unittest

from sandbox import BIN, SANITIZERS
from ship_case import CONFLICT, FAILED, FINDINGS, NOT_FOUND, SIGN_IN_NEEDED, USAGE, USPS, USPS_WRONG, OnTerminal, ShipCase
from terminal import on_terminal

MORE = ["9405500206790001234573", "9405500206790001234580", "9405500206790001234597"]  # right check digits, too


class From(ShipCase):
    def setUp(self):
        self.start()

    def file(self, text, name="parcels.csv"):
        path = self.home.path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def pirate_ship(self, *rows):
        return self.file("Created Date,Recipient,Tracking Number,Cost,Order ID,Carrier,Service\n" + "".join(
            f"2026-11-20,Somebody,{number},4.50,{order},USPS,Ground Advantage\n" for order, number in rows))

    def by_row(self, *words, **extra):
        return [(one["row"], one["outcome"]) for one in self.parcels(*words, **extra)]

    def test_an_order_of_a_shop_that_never_signed_in_does_not_keep_the_others_from_being_shipped(self):
        sold = self.file("Sale Date,Item Name,Buyer,Quantity,Price,Transaction ID,Order ID\n"
                         "11/20/26,Sign,ann,1,45.00,29000003880,2900000388\n", "sold.csv")
        done = self.home.run("orders", "import", sold, "--shop", "Pine")
        self.assertEqual(done.returncode, 0, done.stderr)
        path = self.pirate_ship((2900000388, MORE[0]), (self.orders[0], MORE[1]))
        for words, outcome in ((("--dry-run",), "would be shipped"), (("--yes",), "shipped")):
            done = self.home.run("orders", "ship", "--from", path, *words, "--json", ETSYORDER_SHOP_ID=None)
            self.assertEqual(done.returncode, FINDINGS, done.stderr)
            rows = json.loads(done.stdout)["parcels"]
            self.assertEqual([(one["row"], one["outcome"]) for one in rows], [(2, "refused"), (3, outcome)])
            self.assertIn("known from files only", json.dumps(rows[0]))
        self.assertEqual([mail[0] for mail in self.mails()], [self.orders[0]])
        done = self.home.run("orders", "ship", 2900000388, "--tracking", MORE[0], "--yes", ETSYORDER_SHOP_ID=None)
        self.assertEqual(done.returncode, SIGN_IN_NEEDED)
        self.assertIn("order 2900000388 is known from files only", done.stderr)

    def test_every_row_is_shipped_and_a_second_run_sends_nothing(self):
        path = self.pirate_ship(*zip(self.orders[:3], MORE))
        self.assertEqual(self.by_row("--from", path, "--yes"), [(2, "shipped"), (3, "shipped"), (4, "shipped")])
        self.assertEqual(self.mails(), [(order, "usps", number, "") for order, number in zip(self.orders, MORE)])
        self.assertEqual(self.by_row("--from", path, "--yes"), [(2, "already"), (3, "already"), (4, "already")])
        self.assertEqual(self.calls(), 3)

    def test_a_bad_row_does_not_stop_the_others(self):
        path = self.pirate_ship((self.orders[0], USPS_WRONG), (77, MORE[0]), (self.orders[1], ""),
                                (self.orders[2], "9.40551E+21"), ("", MORE[1]), (self.orders[3], MORE[2]))
        rows = self.parcels("--from", path, "--yes", code=FINDINGS)
        self.assertEqual([one["outcome"] for one in rows], ["refused"] * 5 + ["shipped"])
        for row, word in zip(rows, ("check digit", "no order \"77\"", "no tracking number", "spreadsheet", "names no order")):
            self.assertIn(word, row["problem"])
        self.assertEqual([mail[0] for mail in self.mails()], [self.orders[3]])

    def test_a_plan_says_what_would_be_and_changes_nothing(self):
        path = self.pirate_ship((self.orders[0], MORE[0]), (77, MORE[1]), (self.orders[0], MORE[0]))
        before = self.home.dump()
        rows = self.parcels("--from", path, "--dry-run", code=FINDINGS)
        self.assertEqual([(one["outcome"], one["why"]) for one in rows],
                         [("would be shipped", None), ("refused", None), ("already", "in_file")])
        self.assertEqual((self.home.dump(), self.etsy.requests()), (before, []))

    def test_a_doubt_is_worse_than_a_refused_row(self):
        path = self.pirate_ship((self.orders[0], MORE[0]), (77, MORE[1]), (self.orders[1], MORE[2]))
        self.fault("shipment:drop:x1")
        for outcomes in (["in doubt", "refused", "shipped"], ["in doubt", "refused", "already"]):
            done = self.ship("--from", path, "--yes", "--json", code=CONFLICT)
            self.assertEqual([one["outcome"] for one in json.loads(done.stdout)["parcels"]], outcomes)
            self.assertIn("--retry", done.stderr)
        self.assertEqual([mail[0] for mail in self.mails()], [self.orders[1]])

    def test_a_plan_with_a_doubt_ends_as_the_run_would(self):
        path = self.pirate_ship((self.order, MORE[0]))
        self.fault("shipment:drop:x1")
        self.ship("--from", path, "--yes", code=CONFLICT)
        before = self.home.dump()
        self.etsy.forget_requests()
        self.assertEqual(self.by_row("--from", path, "--dry-run", code=CONFLICT), [(2, "in doubt")])
        self.refused(CONFLICT, self.order, "--tracking", MORE[0], "--dry-run", says="not known whether")
        for words in (("--retry",), ("--by-hand",)):  # these would settle it
            self.assertEqual(self.by_row("--from", path, "--dry-run", *words), [(2, "in doubt")])
        self.assertEqual((self.home.dump(), self.etsy.requests()), (before, []))

    def test_two_numbers_of_one_order_are_two_parcels(self):
        path = self.pirate_ship((self.order, MORE[0]), (self.order, MORE[1]))
        self.assertEqual([outcome for _, outcome in self.by_row("--from", path, "--yes")], ["shipped", "shipped"])
        self.assertEqual(len(self.mails()), 2)

    def test_files_as_spreadsheets_and_other_carriers_leave_them(self):
        royal_mail = self.file("Order number;Channel reference;Tracking number;Shipping service\r\n"
                               f"17;{self.orders[0]};LX473124829GB;Royal Mail Tracked 48\r\n")
        dhl = self.file(b"\xef\xbb\xbfSendungsnummer;Empf\xc3\xa4nger;Referenz;Produkt\n"
                        b"00340434123456789012;Ann;Etsy %d;DHL Paket\n" % self.orders[1], "dhl.csv")
        usps = self.file(f'"Tracking/Label #","Reference Number"\n"=""{MORE[0]}""","=""{self.orders[2]}"""\n', "usps.csv")
        for path in (royal_mail, dhl, usps):
            self.assertEqual([outcome for _, outcome in self.by_row("--from", path, "--yes")], ["shipped"])
        self.assertEqual([mail[:3] for mail in self.mails()],
                         [(self.orders[0], "royal-mail", "LX473124829GB"),
                          (self.orders[1], "dhl-germany", "00340434123456789012"), (self.orders[2], "usps", MORE[0])])

    def test_standard_input_is_a_file_too(self):
        text = f"Order ID,Tracking Number\n{self.order},{USPS}\n"
        done = subprocess.run([str(BIN / "etsyorder"), "orders", "ship", "--from", "-", "--yes"], input=text, text=True,
                              capture_output=True, env=self.home.environment, timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(self.mails()), 1)

    def test_a_person_is_asked_once_for_all(self):
        path = self.pirate_ship(*zip(self.orders[:2], MORE))
        words = ["etsyorder", "orders", "ship", "--from", path]
        shown, code = on_terminal(OnTerminal(self.home), words, typed="n\n")
        self.assertEqual((code, self.calls()), (0, 0), shown)
        self.assertEqual(shown.count("[y/N]"), 1)
        shown, code = on_terminal(OnTerminal(self.home), words, typed="y\n")
        self.assertEqual((code, len(self.mails())), (0, 2), shown)

    def test_it_goes_on_where_it_was_killed(self):
        path = self.pirate_ship(*zip(self.orders[:3], MORE))
        self.fault("shipment:slow=2s")
        process = self.home.start("orders", "ship", "--from", path, "--yes")
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.calls() < 2:
            self.assertIsNone(process.poll())
        process.kill()
        process.communicate()
        self.etsy.door("DELETE", "faults")
        self.assertEqual([outcome for _, outcome in self.by_row("--from", path, "--yes")],
                         ["already", "already", "shipped"])
        self.assertEqual([mail[0] for mail in self.mails()], self.orders[:3])

    def test_what_would_fail_for_all_stops_the_run(self):
        path = self.pirate_ship(*zip(self.orders[:3], MORE))
        self.fault("shipment:403")
        done = self.ship("--from", path, "--yes", "--json", code=FAILED)
        self.assertEqual([one["outcome"] for one in json.loads(done.stdout)["parcels"]],
                         ["not sent", "not tried", "not tried"])
        self.assertIn("--by-hand", done.stderr)
        self.assertEqual(self.calls(), 1)

    def test_one_order_that_etsy_refuses_does_not(self):
        path = self.pirate_ship(*zip(self.orders[:2], MORE))
        self.etsy.door("POST", f"orders/{self.orders[0]}/cancel")  # not synced yet
        self.assertEqual([outcome for _, outcome in self.by_row("--from", path, "--yes", code=FINDINGS)],
                         ["not sent", "shipped"])

    def test_a_person_who_is_forgotten_while_one_is_asked_is_not_named(self):
        name, = self.home.rows(f"SELECT buyer_name FROM orders WHERE receipt_id = {self.orders[0]}")[0]
        path = self.pirate_ship(*zip(self.orders[:2], MORE))

        def forget():
            done = self.home.run("data", "forget", "--order", self.orders[0], "--yes", "--force")
            self.assertEqual(done.returncode, 0, done.stderr)
            return "y\n"
        words = ["etsyorder", "orders", "ship", "--from", path]
        shown, code = on_terminal(OnTerminal(self.home), words, asked=("Mark 2 parcels", forget))
        self.assertEqual(code, FINDINGS, shown)
        self.assertIn("is of a person", shown)
        self.assertNotIn(name, shown)
        self.assertEqual([mail[0] for mail in self.mails()], [self.orders[1]])

    def test_by_hand_records_all_rows(self):
        path = self.pirate_ship(*zip(self.orders[:2], MORE))
        self.assertEqual([outcome for _, outcome in self.by_row("--from", path, "--by-hand", "--yes")],
                         ["recorded as shipped by hand"] * 2)
        self.assertEqual(self.etsy.requests(), [])

    def test_a_long_list_needs_little_memory(self):
        rows = 15_000
        path = self.file("Tracking Number,Order ID\n" + "".join(f"ZX-{at:08d},{self.order}\n" for at in range(rows)))
        process = subprocess.Popen([str(BIN / "etsyorder"), "orders", "ship", "--from", str(path), "--carrier", "other",
                                    "--dry-run"], stdout=subprocess.PIPE, env=self.home.environment)
        told = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.stdout.close()
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual((process.returncode, told.count(b"would be shipped")), (0, rows))
        if not SANITIZERS:  # they keep what is freed
            self.assertLess(usage.ru_maxrss / 1024, 70)  # MiB; a whole order for each row took 130

    def test_a_note_is_made_for_each_row(self):
        folder = self.home.path / "config" / "templates"
        folder.mkdir(parents=True)
        (folder / "bye.liquid").write_text("Parcel {{ order.tracking.code }}")
        path = self.pirate_ship(*zip(self.orders[:2], MORE))
        plan = self.parcels("--from", path, "--note-template", "bye", "--dry-run")
        notes = [f"Parcel {number}" for number in MORE[:2]]
        self.assertEqual([one["note"] for one in plan], notes)
        self.ship("--from", path, "--note-template", "bye", "--yes")
        self.assertEqual([mail[3] for mail in self.mails()], notes)
        self.assertEqual(sorted(one["text"] for one in self.home.json("templates", "log")), notes)

    def test_odd_files_and_words_are_refused(self):
        path = self.pirate_ship((self.order, USPS))
        self.refused(NOT_FOUND, "--from", self.home.path / "none.csv", "--yes")
        self.refused(USAGE, "--from", self.file("Name,Price\nSign,3\n", "other.csv"), "--yes", says="Price")
        self.refused(USAGE, self.order, "--from", path, "--yes")
        self.refused(USAGE, "--from", path, "--tracking", USPS, "--yes")
        self.refused(USAGE, "--from", path)
        self.assertEqual(self.calls(), 0)


if __name__ == "__main__":
    unittest.main()
