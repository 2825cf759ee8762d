# SPDX-License-Identifier: MIT
"""The webhooks of etsyorder-sandbox: signed, tried again, and lost in the end."""
import base64
import hashlib
import hmac
import http.server
import json
import threading
import time
import unittest

from sandbox import SHOP, Sandbox


class Receiver:
    """A webhook endpoint that answers what it is told to."""

    def __init__(self, statuses):
        self.got = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):  # noqa: N802, the library's name
                body = self.rfile.read(int(self.headers["content-length"]))
                outer.got.append((dict(self.headers.items()), body))
                self.send_response(statuses.pop(0) if statuses else 200)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def wait_for(self, count):
        deadline = time.monotonic() + 20
        while len(self.got) < count and time.monotonic() < deadline:
            time.sleep(0.01)
        return len(self.got)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Webhooks(unittest.TestCase):
    KEY = b"a key of some length"

    def start(self, statuses):
        receiver = Receiver(statuses)
        self.addCleanup(receiver.close)
        sandbox = Sandbox("--freeze", "--now", "2026-11-22T10:00:00Z", "--webhook", receiver.url, "--webhook-secret",
                          "whsec_" + base64.b64encode(self.KEY).decode())
        self.addCleanup(sandbox.close)
        return sandbox, receiver

    def test_an_order_is_announced_signed_and_without_its_content(self):
        sandbox, receiver = self.start([])
        number = sandbox.control("POST", "/orders")["receipt_id"]
        self.assertEqual(receiver.wait_for(1), 1)
        headers, body = receiver.got[0]
        headers = {name.lower(): value for name, value in headers.items()}
        self.assertEqual(json.loads(body), {
            "event_type": "order.paid", "shop_id": SHOP,
            "resource_url": f"https://openapi.etsy.com/v3/application/shops/{SHOP}/receipts/{number}"})
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        wanted = base64.b64encode(hmac.new(self.KEY, signed, hashlib.sha256).digest()).decode()
        self.assertEqual(headers["webhook-signature"], "v1," + wanted)
        sandbox.control("POST", f"/orders/{number}/cancel")
        self.assertEqual(receiver.wait_for(2), 2)
        self.assertEqual(json.loads(receiver.got[1][1])["event_type"], "order.canceled")

    def test_failures_are_tried_again_by_the_sandboxs_clock_under_the_same_id(self):
        sandbox, receiver = self.start([500] * 3)
        sandbox.control("POST", "/webhooks/test", event="order.shipped")
        self.assertEqual(receiver.wait_for(2), 2)  # at once, and at once again
        sandbox.control("POST", "/clock", advance="5s")
        self.assertEqual(receiver.wait_for(3), 3)
        sandbox.control("POST", "/clock", advance="5m")
        self.assertEqual(receiver.wait_for(4), 4)
        self.assertEqual(len({headers["webhook-id"] for headers, _ in receiver.got}), 1)
        self.assertEqual(self.state(sandbox), ("delivered", 4))

    def test_after_nine_failures_it_is_lost(self):
        sandbox, receiver = self.start([500] * 100)
        sandbox.control("POST", "/webhooks/test")
        sandbox.control("POST", "/clock", advance="3d")
        receiver.wait_for(9)
        self.assertEqual(self.state(sandbox), ("lost", 9))

    @staticmethod
    def state(sandbox):
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            entry = sandbox.control("GET", "/webhooks")["results"][0]
            if entry["state"] != "pending":
                break
            time.sleep(0.01)
        return entry["state"], entry["tries"]


if __name__ == "__main__":
    unittest.main()
