# SPDX-License-Identifier: MIT
"""etsyorder-sandbox as a program: what a client and a person at a terminal see of it."""
import contextlib
import http.client
import json
import pathlib
import re
import subprocess
import tempfile
import time
import unittest
import urllib.parse

from sandbox import BIN, ROOT, Sandbox

PROGRAM = str(BIN / "etsyorder-sandbox")


def run(*words):
    return subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, timeout=30, check=False)


class Program(unittest.TestCase):
    def test_version_carries_the_trademark_notice(self):
        done = run("--version")
        self.assertEqual(done.returncode, 0)
        self.assertIn("The term 'Etsy' is a trademark of Etsy, Inc.", done.stdout)

    def test_help_has_examples_and_every_option_is_in_the_manual(self):
        done = run("--help")
        self.assertEqual(done.returncode, 0)
        self.assertIn("Examples:", done.stdout)
        manual = (ROOT / "man/etsyorder-sandbox.1.scd").read_text()
        for option in re.findall(r"--[a-z-]+", done.stdout):
            self.assertIn(f"*{option}*" if option != "--help" else "--help", manual)

    def test_wrong_input_is_one_message_and_exit_2(self):
        with tempfile.TemporaryDirectory() as folder:
            broken = pathlib.Path(folder, "broken.yaml")
            broken.write_text("orders:\n  - {items: [{listing: nothing}]}\n")
            for words, said in [(["--shop", "tiny"], 'there is no shop "tiny"'),
                                (["--fault", "receipts:200"], '"receipts:200" is no fault'),
                                (["--shop", broken], 'orders[0].items[0]: there is no listing "nothing"'),
                                (["--now", "noon"], '"noon" is no instant'),
                                (["--listen", "0.0.0.0"], "not a loopback address"),
                                (["--webhook", "http://127.0.0.1:1/", "--webhook-secret", "x"], "webhook secret"),
                                (["--webhook", "nowhere"], "is no URL"),
                                (["--now", "999999999999"], '--now cannot be "999999999999"'),
                                (["--webhook-secret", "foo"], "it is whsec_ followed by base64"),
                                (["--limit-per-second", "-1"], "whole number from 0 to 1000000000"),
                                (["--limit-per-day", "1e3"], '--limit-per-day cannot be "1e3"'),
                                (["--seed", "x"], '--seed cannot be "x"'),
                                (["--port", "99999"], "whole number from 0 to 65535"),
                                (["--port"], "--port wants a value"),
                                (["--port", "0", "--port", "1"], "--port is given twice"),
                                (["--shop", "small", "--shop", "busy"], "--shop is given twice"),
                                (["--address", "maybe"], "it is absent or present"),
                                (["--freeze=x"], "the options cannot be read"),
                                (["small"], '"small" is not known here'),
                                (["--nonsense"], '"--nonsense" is not known here')]:
                with self.subTest(words=words):
                    done = run(*words)
                    self.assertEqual(done.returncode, 2)
                    self.assertIn(said, done.stderr)
                    self.assertEqual(done.stdout, "")
                    # A summary, then reason, context and hint set in; nothing else.
                    self.assertRegex(done.stderr, r"\Aetsyorder-sandbox: [^\n]+\n(  [^\n]+\n)+\Z")
                    self.assertLess(len(done.stderr), 400)

    def test_a_taken_port_is_exit_5(self):
        with Sandbox() as first:
            done = run("--port", urllib.parse.urlsplit(first.url).port)
            self.assertEqual(done.returncode, 5)
            self.assertIn("is taken", done.stderr)

    def test_the_port_file_is_written_and_the_shop_file_of_the_examples_works(self):
        with tempfile.TemporaryDirectory() as folder:
            port = pathlib.Path(folder, "port")
            with Sandbox("--portfile", port, "--shop", ROOT / "examples/sandbox-shop.yaml") as sandbox:
                self.assertEqual(f"http://127.0.0.1:{port.read_text().strip()}", sandbox.url)
                receipts = sandbox.receipts()["results"]
                self.assertEqual([r["name"] for r in receipts], ["Anna Beispiel", "Ben Muster", "Anna Beispiel"])
                self.assertEqual(receipts[0]["buyer_user_id"], receipts[2]["buyer_user_id"])
                self.assertEqual(receipts[0]["grandtotal"], {"amount": 4800, "divisor": 100, "currency_code": "EUR"})


class Receipts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox("--shop", "busy")
        cls.addClassCleanup(cls.sandbox.close)

    def test_pages_follow_limit_offset_and_order(self):
        first = self.sandbox.receipts(limit=10)
        self.assertEqual((first["count"], len(first["results"])), (300, 10))
        created = [r["created_timestamp"] for r in first["results"]]
        self.assertEqual(created, sorted(created, reverse=True))
        rest = self.sandbox.receipts(limit=10, offset=295)
        self.assertEqual(len(rest["results"]), 5)
        updated = [r["updated_timestamp"] for r in self.sandbox.receipts(sort_on="updated", sort_order="up", limit=50)["results"]]
        self.assertEqual(updated, sorted(updated))

    def test_filters_count_what_they_let_through(self):
        everything = []
        for offset in (0, 100, 200):
            everything += self.sandbox.receipts(limit=100, offset=offset)["results"]
        middle = everything[150]
        low, high = middle["created_timestamp"], everything[100]["created_timestamp"]
        self.assertEqual(self.sandbox.receipts(min_created=low, max_created=high)["count"], 51)
        low = middle["updated_timestamp"]
        self.assertEqual(self.sandbox.receipts(min_last_modified=low)["count"],
                         sum(r["updated_timestamp"] >= low for r in everything))
        canceled = self.sandbox.receipts(was_canceled="true", limit=100)["results"]
        self.assertEqual({r["status"] for r in canceled}, {"Canceled"})
        self.assertEqual(self.sandbox.receipts(was_canceled="0")["count"], 300 - len(canceled))
        self.assertEqual(self.sandbox.receipts(was_shipped=1)["count"], sum(r["is_shipped"] for r in everything))

    def test_wrong_parameters_are_400_and_named(self):
        for query, said in [({"offset": 12001}, "Offset provided is greater than the maximum offset allowed"),
                            ({"limit": 0}, "limit"), ({"limit": 101}, "limit"), ({"limit": "ten"}, "limit"),
                            ({"sort_on": "price"}, "sort_on"), ({"sort_order": "sideways"}, "sort_order"),
                            ({"was_paid": "maybe"}, "was_paid"), ({"min_created": 5}, "min_created")]:
            with self.subTest(query=query):
                answer = self.sandbox.get("{s}/receipts", **query)
                self.assertEqual(answer.status, 400)
                self.assertIn(said, answer.json["error"])
        self.assertEqual(self.sandbox.receipts(offset=12000)["results"], [])

    def test_one_receipt_is_the_same_as_in_the_list(self):
        listed = self.sandbox.receipts(limit=1)["results"][0]
        self.assertEqual(self.sandbox.get(f"{{s}}/receipts/{listed['receipt_id']}").json, listed)
        self.assertEqual(self.sandbox.get("{s}/receipts/1").status, 404)
        self.assertEqual(self.sandbox.api("GET", "/shops/1/receipts").status, 403)

    def test_transactions_are_found_on_every_way(self):
        receipt = self.sandbox.receipts(limit=1)["results"][0]
        line = receipt["transactions"][0]
        by_receipt = self.sandbox.get(f"{{s}}/receipts/{receipt['receipt_id']}/transactions").json
        self.assertEqual(by_receipt["results"], receipt["transactions"])
        self.assertEqual(self.sandbox.get(f"{{s}}/transactions/{line['transaction_id']}").json, line)
        self.assertEqual(self.sandbox.get("{s}/transactions", limit=1).json["results"], [line])
        wanted = [one for receipt in self.sandbox.receipts(limit=100)["results"] for one in receipt["transactions"]]
        pages = [self.sandbox.get("{s}/transactions", limit=7, offset=offset).json for offset in range(0, 98, 7)]
        self.assertEqual([one for page in pages for one in page["results"]], wanted[:98])
        rest = [r for n in (100, 200) for r in self.sandbox.receipts(limit=100, offset=n)["results"]]
        self.assertEqual({page["count"] for page in pages},
                         {len(wanted) + sum(len(receipt["transactions"]) for receipt in rest)})
        by_listing = self.sandbox.get(f"{{s}}/listings/{line['listing_id']}/transactions", limit=100).json
        self.assertEqual({t["listing_id"] for t in by_listing["results"]}, {line["listing_id"]})

    def test_listings_images_questions_reviews_and_payments(self):
        get = self.sandbox.get
        listings = get("{s}/listings", limit=100, includes="Images").json
        self.assertGreater(listings["count"], 5)
        self.assertEqual(get("{s}/listings", state="sold_out").json["count"], 1)
        ids = ",".join(str(x["listing_id"]) for x in listings["results"])
        self.assertEqual(get("/listings/batch", listing_ids=ids).json["count"], listings["count"])
        listing = listings["results"][1]
        images = get(f"/listings/{listing['listing_id']}/images").json
        self.assertEqual(images["results"], listing["images"])
        image = images["results"][0]["listing_image_id"]
        self.assertEqual(get(f"/listings/{listing['listing_id']}/images/{image}").json, images["results"][0])
        questions = get(f"/listings/{listing['listing_id']}/personalization").json["personalization_questions"]
        self.assertTrue(questions[0]["question_text"])
        reviews = get("{s}/reviews").json
        self.assertGreater(reviews["count"], 0)
        about = reviews["results"][0]["listing_id"]
        self.assertGreater(get(f"/listings/{about}/reviews").json["count"], 0)
        receipt = self.sandbox.receipts(limit=1)["results"][0]
        payment = get(f"{{s}}/receipts/{receipt['receipt_id']}/payments").json["results"][0]
        self.assertEqual(payment["amount_gross"], receipt["grandtotal"])
        self.assertEqual(get("{s}/payments", payment_ids=payment["payment_id"]).json["results"], [payment])


class Shipping(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox()
        self.addCleanup(self.sandbox.close)
        self.abroad = next(r for r in self.sandbox.receipts()["results"] if "Okafor" in r["name"])  # to GB

    def ship(self, receipt, body, content_type="application/json"):
        return self.sandbox.api("POST", f"{{s}}/receipts/{receipt['receipt_id']}/tracking", body,
                                {"content-type": content_type})

    def test_json_and_form_both_ship_and_each_call_mails_the_buyer(self):
        done = self.ship(self.abroad, json.dumps({"tracking_code": "X1", "carrier_name": "royal-mail",
                                                  "note_to_buyer": "On its way"}))
        self.assertEqual((done.status, done.json["status"]), (200, "Completed"))
        self.assertEqual(done.json["shipments"][0]["tracking_code"], "X1")
        self.ship(self.abroad, "tracking_code=X2&carrier_name=other", "application/x-www-form-urlencoded")
        mails = self.sandbox.control("GET", "/mails")["results"]
        self.assertEqual([(m["tracking_code"], m["again"]) for m in mails], [("X1", False), ("X2", True)])
        self.assertEqual(mails[0]["note_to_buyer"], "On its way")

    def test_json_under_a_form_type_ships_without_tracking_in_silence(self):
        done = self.ship(self.abroad, json.dumps({"tracking_code": "X1", "carrier_name": "royal-mail"}),
                         "application/x-www-form-urlencoded")
        self.assertEqual(done.status, 200)
        self.assertTrue(done.json["is_shipped"])
        self.assertEqual(done.json["shipments"], [])

    def test_domestic_orders_need_a_number_and_canceled_ones_conflict(self):
        domestic = next(r for r in self.sandbox.receipts(was_shipped="false")["results"] if "Maya" in r["name"])
        refused = self.ship(domestic, "{}")
        self.assertEqual((refused.status, refused.json), (400, {"error": "A tracking number is required"}))
        self.sandbox.control("POST", f"/orders/{self.abroad['receipt_id']}/cancel")
        self.assertEqual(self.ship(self.abroad, "{}").status, 409)
        self.assertEqual(self.sandbox.control("GET", "/mails")["count"], 0)

    def test_update_receipt_marks_shipped(self):
        done = self.sandbox.api("PUT", f"{{s}}/receipts/{self.abroad['receipt_id']}", "was_shipped=true",
                                {"content-type": "application/x-www-form-urlencoded"})
        self.assertEqual((done.status, done.json["is_shipped"]), (200, True))

    def test_a_key_that_may_not_ship_is_told_unauthorized(self):
        with Sandbox("--tracking", "forbidden") as strict:
            receipt = strict.receipts()["results"][0]
            answer = strict.api("POST", f"{{s}}/receipts/{receipt['receipt_id']}/tracking", "{}",
                                {"content-type": "application/json"})
            self.assertEqual((answer.status, answer.json), (403, {"error": "Unauthorized"}))


class Limits(unittest.TestCase):
    def test_headers_count_down_and_429_says_when(self):
        with Sandbox("--freeze", "--limit-per-day", 6, limit_per_second=3) as sandbox:
            left = [sandbox.get("/openapi-ping").headers["x-remaining-this-second"] for _ in range(3)]
            self.assertEqual(left, ["2", "1", "0"])
            refused = sandbox.get("/openapi-ping")
            self.assertEqual((refused.status, refused.headers["retry-after"]), (429, "1"))
            self.assertEqual(refused.headers["x-limit-per-second"], "3")
            sandbox.control("POST", "/clock", advance="1s")
            self.assertEqual([sandbox.get("/openapi-ping").status for _ in range(3)], [200, 200, 200])
            sandbox.control("POST", "/clock", advance="1s")
            today = sandbox.get("/openapi-ping")
            self.assertEqual((today.status, today.headers["x-remaining-today"]), (429, "0"))
            self.assertGreater(int(today.headers["retry-after"]), 80_000)
            sandbox.control("POST", "/clock", advance="25h")
            self.assertEqual(sandbox.get("/openapi-ping").status, 200)


class Surprises(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox("--now", "2026-11-22T10:00:00Z", "--freeze")
        self.addCleanup(self.sandbox.close)

    def receipt(self, number):
        return self.sandbox.get(f"{{s}}/receipts/{number}").json

    def test_cancel_refund_and_ship_date_leave_the_update_time_alone(self):
        before = self.sandbox.receipts()["results"]
        self.sandbox.control("POST", "/clock", advance="30m")
        numbers = [r["receipt_id"] for r in before[:3]]
        self.sandbox.control("POST", f"/orders/{numbers[0]}/cancel")
        self.sandbox.control("POST", f"/orders/{numbers[1]}/refund", amount="2.50", note="sorry")
        self.sandbox.control("POST", f"/orders/{numbers[2]}/ship-date", ship_in="10d")
        after = [self.receipt(n) for n in numbers]
        self.assertEqual([r["status"] for r in after[:2]], ["Canceled", "Partially Refunded"])
        self.assertNotEqual(after[2]["transactions"][0]["expected_ship_date"],
                            before[2]["transactions"][0]["expected_ship_date"])
        self.assertEqual([r["updated_timestamp"] for r in after], [r["updated_timestamp"] for r in before[:3]])
        self.sandbox.control("POST", f"/orders/{numbers[2]}/ship-date", ship_in="11d", bump=True)
        self.assertGreater(self.receipt(numbers[2])["updated_timestamp"], before[2]["updated_timestamp"])

    def test_an_order_can_be_placed_edited_and_delivered(self):
        placed = self.sandbox.control("POST", "/orders", buyer="Ünal O'Hara", country="DE",
                                      items=[{"listing": "sign", "personalization": "Zoë & \"Max\""}])
        number = placed["receipt_id"]
        seen = self.sandbox.receipts(limit=1)["results"][0]
        self.assertEqual((seen["receipt_id"], seen["name"]), (number, "Ünal O&#39;Hara"))
        self.assertEqual(seen["transactions"][0]["variations"][0]["formatted_value"], "Zoë &amp; &quot;Max&quot;")
        self.sandbox.control("POST", f"/orders/{number}/edit", personalization="Zoe", bump=True)
        self.assertEqual(self.receipt(number)["transactions"][0]["variations"][0]["formatted_value"], "Zoe")
        self.sandbox.control("POST", f"/orders/{number}/deliver")
        self.assertEqual(self.sandbox.receipts(was_delivered="true")["count"], 2)

    def test_the_date_of_answers_is_the_sandboxs_and_not_the_machines(self):
        def dates(target):
            host = urllib.parse.urlsplit(self.sandbox.url)
            with contextlib.closing(http.client.HTTPConnection(host.hostname, host.port, timeout=30)) as connection:
                connection.request("GET", target)
                answer = connection.getresponse()
                return [value for name, value in answer.getheaders() if name.lower() == "date"]
        for target in ("/v3/application/openapi-ping", "/_sandbox/clock", "/oauth/connect", "/nothing"):
            self.assertEqual(dates(target), ["Sun, 22 Nov 2026 10:00:00 GMT"], target)
        self.sandbox.control("POST", "/clock", advance="25h")
        self.assertEqual(dates("/_sandbox/clock"), ["Mon, 23 Nov 2026 11:00:00 GMT"])

    def test_the_same_seed_and_now_give_the_same_bytes(self):
        with Sandbox("--now", "2026-11-22T10:00:00Z", "--freeze") as twin:
            ours, theirs = (s.get("{s}/receipts", limit=100).body for s in (self.sandbox, twin))
            self.assertEqual(ours, theirs)


class Faults(unittest.TestCase):
    def test_each_kind_of_bad_day(self):
        with Sandbox() as sandbox:
            def one(spec):
                sandbox.control("DELETE", "/faults")
                sandbox.control("POST", "/faults", fault=spec)
                return sandbox.get("{s}/receipts")
            self.assertEqual(one("receipts:500").json, {"error": "Server Error"})
            bodies = {401: {"error": "invalid_token", "error_description": "access token is expired"},
                      403: {"error": "Unauthorized"}, 404: {"error": "Resource not found"}, 400: {"error": "Bad request"}}
            for status, body in bodies.items():
                answer = one(f"receipts:{status}")
                self.assertEqual((answer.status, answer.json), (status, body))
            sandbox.control("POST", "/faults", fault="token:400:x1")
            self.assertEqual(sandbox.refresh("any").json["error"], "invalid_grant")
            limited = one("receipts:429:x1")
            self.assertEqual((limited.status, limited.headers["retry-after"]), (429, "1"))
            self.assertEqual(sandbox.get("{s}/receipts").status, 200)  # once only
            html = one("any:html")
            self.assertEqual((html.status, html.headers["content-type"]), (200, "text/html; charset=utf-8"))
            with self.assertRaises(http.client.RemoteDisconnected):
                one("receipts:drop")
            with self.assertRaises(http.client.IncompleteRead):
                one("receipts:truncate")
            begun = time.monotonic()
            self.assertEqual(one("receipts:slow=200ms").status, 200)
            self.assertGreaterEqual(time.monotonic() - begun, 0.2)

    def test_a_lost_answer_leaves_its_work_behind_and_a_drop_does_not(self):
        with Sandbox() as sandbox:
            receipt = next(r for r in sandbox.receipts()["results"] if "Okafor" in r["name"])
            for fault, mails in (("shipment:drop:x1", 0), ("shipment:lost:x1", 1)):
                sandbox.control("POST", "/faults", fault=fault)
                with self.assertRaises(http.client.RemoteDisconnected):
                    sandbox.api("POST", f"{{s}}/receipts/{receipt['receipt_id']}/tracking", "{}",
                                {"content-type": "application/json"})
                self.assertEqual(sandbox.control("GET", "/mails")["count"], mails)


class Huge(unittest.TestCase):
    def test_a_hundred_thousand_orders_start_fast_and_stay_small(self):
        begun = time.monotonic()
        with Sandbox("--shop", "huge") as sandbox:
            self.assertLess(time.monotonic() - begun, 30)  # generous: sanitizers
            self.assertEqual(sandbox.receipts(limit=100)["count"], 100_000)
            last = sandbox.receipts(limit=100, sort_order="asc", max_created=int(time.time()))["results"][0]
            self.assertEqual(sandbox.get(f"{{s}}/receipts/{last['receipt_id']}").json, last)


if __name__ == "__main__":
    unittest.main()
