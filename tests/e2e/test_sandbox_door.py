# SPDX-License-Identifier: MIT
"""The control door of etsyorder-sandbox: what it takes and what it refuses."""
import json
import pathlib
import tempfile
import unittest

from sandbox import Sandbox


class ControlDoor(unittest.TestCase):
    """Nonsense is refused, and nothing has happened then."""

    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox("--now", "2026-11-22T10:00:00Z", "--freeze", "--webhook", "http://127.0.0.1:9/")
        cls.addClassCleanup(cls.sandbox.close)
        cls.number = cls.sandbox.control("POST", "/orders", items=[
            {"listing": "sign", "price": "100.00", "shipping": "11.00", "personalization": "Zoe"}])["receipt_id"]

    def post(self, path, body):
        answer = self.sandbox.request("POST", "/_sandbox" + path.replace("{o}", f"/orders/{self.number}"), body)
        return answer.status, answer.json["error"] if answer.status >= 400 else answer.json

    def order(self):
        return self.sandbox.control("GET", f"/orders/{self.number}")

    def everything(self):
        sent = [one["id"] for one in self.sandbox.control("GET", "/webhooks")["results"]]
        return self.order(), self.sandbox.control("GET", "/state"), sent

    def test_each_operation_says_what_is_wrong_and_where(self):
        before = self.everything()
        events = "none of order.paid, order.canceled, order.shipped, order.delivered"
        for path, body, status, said in [
                ("{o}/refund", '{"amount":99999}', 400, "amount: 111.00 USD of this order are left to refund"),
                ("{o}/refund", '{"amount":111.01}', 400, "amount: 111.00 USD"),
                ("{o}/refund", '{"amount":0}', 400, "amount: 111.00 USD"),
                ("{o}/refund", '{"amount":-1}', 400, 'amount: "-1" is no amount of money'),
                ("{o}/refund", '{"amount":9000000000000}', 400, 'amount: "9000000000000" is more money'),
                ("{o}/ship-date", "{}", 400, 'top level: expected either "ship_in"'),
                ("{o}/ship-date", "", 400, 'or "ship_by" (a time)'),
                ("{o}/ship-date", '{"ship_in":"5d","ship_by":"2026-12-01"}', 400, "expected either"),
                ("{o}/ship-date", '{"ship_in":"9999999d"}', 400, 'ship_in: "9999999d" is longer than ten years'),
                ("{o}/ship-date", '{"ship_by":"soon"}', 400, 'ship_by: "soon" is no time'),
                ("{o}/ship-date", '{"ship_by":"9999-01-01"}', 400, "ship_by: it is more than ten years"),
                ("{o}/ship-date", '{"ship_in":"5d","item":1}', 400, "item: 1 is not from 0 to 0"),
                ("{o}/edit", "{}", 400, "top level: there is nothing to edit"),
                ("{o}/edit", '{"quantity":-3}', 400, "quantity: -3 is not from 1 to 999"),
                ("{o}/edit", '{"item":-1}', 400, "item: -1 is not from 0 to 0"),
                ("{o}/edit", '{"personalization":"x","answer":1}', 400, "answer: 1 is not from 0 to 0"),
                ("{o}/edit", '{"answer":0}', 400, '"personalization", its new text, is missing'),
                ("{o}/cancel", "[]", 400, "top level: expected a JSON object"),
                ("{o}/deliver", '{"bump":"perhaps"}', 400, 'bump: "perhaps" is neither true nor false'),
                ("/orders/17/deliver", "{}", 404, "there is no order 17"),
                (f"/orders/{self.number}x/cancel", "{}", 404, f"there is no order {self.number}x"),
                ("/orders", f'{{"receipt_id":{self.number}}}', 409, "already"),
                ("/orders", '{"receipt_id":-1}', 400, "receipt_id: -1 is not from 1"),
                ("/orders", '{"country":"Germany"}', 400, 'country: "Germany" is not two capital letters'),
                ("/orders", '{"discount":5000}', 400, "top level: discount is more than the order costs"),
                ("/orders", '{"refund":{"amount":5000}}', 400, "refund: amount is more than the order costs"),
                ("/orders", '{"ordered_ago":"1000000w"}', 400, "ordered_ago: "),
                ("/orders", '{"items":[{"listing":"sign","quantity":0}]}', 400, "items[0].quantity: 0 is not from 1"),
                ("/clock", "{}", 400, 'top level: "advance" is missing'),
                ("/clock", '{"advance":"999999999d"}', 400, 'advance: "999999999d" is longer than ten years'),
                ("/clock", '{"advance":"-1d"}', 400, "advance: the clock only goes forward"),
                ("/limits", '{"per_second":-1}', 400, "per_second: -1 is not from 0 to 1000000000"),
                ("/limits", '{"per_day":1.5}', 400, 'per_day: "1.5" is no whole number'),
                ("/limits", "{}", 400, 'top level: expected "per_second" or "per_day"'),
                ("/tokens", '{"scopes":"shops_r bogus"}', 400, 'scopes: "bogus" is none of address_r, '),
                ("/tokens", '{"scopes":["bogus"]}', 400, 'scopes: "bogus" is none of '),
                ("/tokens", '{"scopes":""}', 400, 'scopes: "" is none of '),
                ("/revoke", '{"acces":true}', 400, 'top level: "acces" is not known here; known are: access'),
                ("/faults", '{"fault":"any:html=4294967496"}', 400, "is no fault"),
                ("/faults", '{"fault":"any:slow=nans"}', 400, "is no fault"),
                ("/faults", '{"fault":"any:slow=2000000s"}', 400, "is no fault"),
                ("/webhooks/test", '{"event":"order.lost"}', 400, f'event: "order.lost" is {events}'),
                ("/webhooks/test", '{"receipt_id":17}', 404, "there is no order 17")]:
            with self.subTest(path=path, body=body):
                got, error = self.post(path, body)
                self.assertEqual(got, status, error)
                self.assertIn(said, error)
        self.assertEqual(self.everything(), before)

    def test_an_order_gives_back_what_was_paid_and_no_more(self):
        number = self.sandbox.control("POST", "/orders")["receipt_id"]
        total = self.sandbox.control("GET", f"/orders/{number}")["grandtotal"]["amount"]
        self.assertEqual(self.post(f"/orders/{number}/refund", '{"amount":1}')[0], 200)
        status, error = self.post(f"/orders/{number}/refund", json.dumps({"amount": total / 100}))
        self.assertEqual((status, error), (400, f"amount: {total / 100 - 1:.2f} USD of this order are left to refund"))
        self.assertEqual(self.post(f"/orders/{number}/refund", "")[1]["status"], "Fully Refunded")
        self.assertEqual(self.post(f"/orders/{number}/refund", ""),
                         (409, f"nothing is left to refund of order {number}"))
        canceled = self.post(f"/orders/{number}/cancel", "")[1]
        self.assertEqual(sum(refund["amount"]["amount"] for refund in canceled["refunds"]), total)
        for path in ("cancel", "deliver"):
            self.assertEqual(self.post(f"/orders/{number}/{path}", ""), (409, f"order {number} is canceled"))

    def test_the_clock_stays_within_ten_years_of_its_start(self):
        with Sandbox("--now", "2026-11-22T10:00:00Z", "--freeze") as sandbox:
            self.assertEqual(sandbox.control("POST", "/clock", advance="3650d")["now"], "2036-11-19T10:00:00Z")
            refused = sandbox.request("POST", "/_sandbox/clock", '{"advance":"4d"}')
            self.assertEqual((refused.status, refused.json),
                             (400, {"error": "advance: the clock would be more than ten years ahead of its start"}))

    def test_one_budget_can_be_set_without_the_other(self):
        with Sandbox("--limit-per-day", 50, limit_per_second=3) as sandbox:
            self.assertEqual(sandbox.control("POST", "/limits", per_second=7), {"per_second": 7, "per_day": 50})
            self.assertEqual(sandbox.get("/users/me").headers["x-limit-per-day"], "50")
            self.assertEqual(sandbox.control("POST", "/limits", per_day=0), {"per_second": 7, "per_day": 0})

    def test_scopes_may_be_a_text_or_a_list(self):
        for scopes in ("shops_r listings_r", ["shops_r", "listings_r"]):
            token = self.sandbox.control("POST", "/tokens", scopes=scopes)["access_token"]
            self.assertEqual(self.sandbox.api("GET", "/users/me", token=token).status, 200)
            self.assertEqual(self.sandbox.api("GET", "{s}/listings", token=token).status, 200)
            self.assertEqual(self.sandbox.api("GET", "{s}/receipts", token=token).json["error"], "insufficient_scope")

    def test_a_shop_without_listings_or_orders_says_so(self):
        with tempfile.TemporaryDirectory() as folder:
            empty = pathlib.Path(folder, "empty.yaml")
            empty.write_text("shop: {name: Nothing}\n")
            with Sandbox("--shop", empty, "--webhook", "http://127.0.0.1:9/") as sandbox:
                for path, said in (("orders", "the shop has no listings"), ("webhooks/test", "the shop has no orders")):
                    answer = sandbox.request("POST", f"/_sandbox/{path}")
                    self.assertEqual(answer.status, 409)
                    self.assertIn(said, answer.json["error"])


if __name__ == "__main__":
    unittest.main()
