# SPDX-License-Identifier: MIT
"""Is the sandbox faithful? Prism stands between clients and the sandbox and checks every request and answer
against Etsy's own OpenAPI document, which the environment variable ETSYORDER_ETSY_SPEC names.

The document is not ours to ship; without the variable these tests skip and say so.
"""
import http.client
import http.server
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.parse

from sandbox import ALL_SCOPES, BIN, KEYSTRING, ROOT, SECRET, SHOP, USER, Sandbox

SPEC = os.environ.get("ETSYORDER_ETSY_SPEC", "")
INSTALLED = ROOT / "build" / "prism"

# Where the real service differs from its own document, and the sandbox follows the real service.
# (what, where it may be, what Prism says), regular expressions.
KNOWN_DIFFERENCES = [
    # "Paid", not "paid": statuses are title-cased on the wire.
    ("response", r"body(\.results\.\d+)?\.status", r"must be equal to one of the allowed values: paid, completed"),
    # Arrays in a query are one comma-separated value; the document's default style would repeat the name.
    ("request", r"query\.includes\.\d+", r"must be equal to one of the allowed values: Shipping|Images"),
    ("request", r"query\.(listing_ids|payment_ids)\.\d+", r"must be integer"),
]
# What follows from a difference deeper down is none of its own.
CONSEQUENCE = "must match exactly one schema in oneOf"


def install_prism():
    """npm ci into build/prism; once per lock file."""
    wanted = (pathlib.Path(__file__).parent / "prism" / "package-lock.json").read_bytes()
    program = INSTALLED / "node_modules" / ".bin" / "prism"
    mark = INSTALLED / "installed-lock.json"
    if mark.exists() and mark.read_bytes() == wanted and program.exists():
        return program
    shutil.rmtree(INSTALLED, ignore_errors=True)
    INSTALLED.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(pathlib.Path(__file__).parent / "prism" / name, INSTALLED)
    done = subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=INSTALLED, text=True,
                          capture_output=True, timeout=600, check=False)
    if done.returncode != 0:
        raise AssertionError("npm ci failed: " + done.stderr[-2000:])
    mark.write_bytes(wanted)
    return program


class Prism:
    """The proxy before `upstream`; what it finds is read from its log, where nothing is cut short."""

    def __init__(self, program, upstream):
        self._folder = tempfile.TemporaryDirectory(prefix="etsyorder-prism-")
        self._log = pathlib.Path(self._folder.name, "log")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        with open(self._log, "w", encoding="utf-8") as out:
            self._process = subprocess.Popen(
                [str(program), "proxy", SPEC, upstream, "--port", str(port), "--host", "127.0.0.1", "--cors", "false"],
                stdout=out, stderr=subprocess.STDOUT)
        self._wait_for("Prism is listening", 120)

    def close(self):
        self._process.terminate()
        self._process.wait(30)
        self._folder.cleanup()

    def text(self):
        return re.sub(r"\x1b\[[0-9;]*m", "", self._log.read_text(encoding="utf-8"))

    def _wait_for(self, said, seconds):
        deadline = time.monotonic() + seconds
        while said not in self.text():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError("Prism did not come up:\n" + self.text()[-2000:])
            time.sleep(0.05)

    def violations(self):
        """(what, where, said) of all so far. Call when every answer has arrived."""
        found = re.findall(r"Violation: (request|response)\.?(\S*) (.*)", self.text())
        return [(what, where, said) for what, where, said in found]


def unexpected(violations):
    """Those that are no known difference and no mere consequence of one."""
    def known(what, where, said):
        return any(what == w and re.fullmatch(p, where) and re.search(s, said) for w, p, s in KNOWN_DIFFERENCES)

    def follows(what, where, said):
        return CONSEQUENCE in said and any(
            w == what and deeper.startswith(where + ".") and CONSEQUENCE not in s for w, deeper, s in violations)

    return [v for v in violations if not known(*v) and not follows(*v)]


def forward(base, method, target, headers):
    host = urllib.parse.urlsplit(base)
    connection = http.client.HTTPConnection(host.hostname, host.port, timeout=60)
    try:
        connection.request(method, target, headers=headers)
        connection.getresponse().read()
    finally:
        connection.close()


@unittest.skipUnless(SPEC, "ETSYORDER_ETSY_SPEC does not name Etsy's OpenAPI document, so there is nothing to check by")
class Faithful(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.program = install_prism()

    def start(self, *options):
        sandbox = Sandbox(*options)
        self.addCleanup(sandbox.close)
        prism = Prism(self.program, sandbox.url)
        self.addCleanup(prism.close)
        sandbox.token = sandbox.control("POST", "/tokens", scopes=ALL_SCOPES)["access_token"]
        return sandbox, prism

    def check(self, prism):
        found = unexpected(prism.violations())
        self.assertEqual(found[:10], [], f"{len(found)} violations that are not documented")

    def call_everything(self, sandbox, prism):
        """Every operation of the sandbox through Prism, good and bad."""
        direct, sandbox.url = sandbox.url, prism.url
        get, api = sandbox.get, sandbox.api
        receipts = get("{s}/receipts", limit=100, sort_on="updated", sort_order="asc", was_paid="true").json
        self.assertGreater(receipts["count"], 0)
        receipt = receipts["results"][0]
        number, line = receipt["receipt_id"], receipt["transactions"][0]
        listing = line["listing_id"]
        good = [f"{{s}}/receipts/{number}", f"{{s}}/receipts/{number}/transactions", f"{{s}}/receipts/{number}/listings",
                f"{{s}}/receipts/{number}/payments", "{s}/transactions?limit=100", f"{{s}}/transactions/{line['transaction_id']}",
                f"{{s}}/listings/{listing}/transactions", "{s}", "{s}/listings?limit=100&includes=Images,Personalization",
                f"/listings/{listing}?includes=Shop,User,Translations,Videos,BuyerPrice", f"/listings/{listing}",
                f"/listings/batch?listing_ids={listing},{listing}&includes=Images", f"/listings/{listing}/images",
                f"/listings/{listing}/images/{line['listing_image_id']}", f"/listings/{listing}/personalization",
                f"/listings/{listing}/reviews", "{s}/reviews?limit=100", "{s}/production-partners", "{s}/holiday-preferences",
                "/users/me", f"/users/{USER}", f"/users/{USER}/shops", "/shops?shop_name=sandbox",
                "/shipping-carriers?origin_country_iso=US", "/openapi-ping"]
        for path in good:
            with self.subTest(path=path):
                self.assertEqual(get(path).status, 200)
        payment = get(f"{{s}}/receipts/{number}/payments").json["results"][0]["payment_id"]
        self.assertEqual(get(f"{{s}}/payments?payment_ids={payment}").status, 200)
        for path, status in [("{s}/receipts/1", 404), ("/shops/1/receipts", 403), ("{s}/receipts?offset=12001", 400),
                             ("/listings/1", 404)]:
            with self.subTest(path=path):
                self.assertEqual(get(path).status, status)
        form = {"content-type": "application/x-www-form-urlencoded"}
        self.assertEqual(api("POST", "/scopes", urllib.parse.urlencode({"token": sandbox.token}), form).status, 200)
        self.assertEqual(api("PUT", f"{{s}}/receipts/{number}", "was_shipped=true", form).status, 200)
        shipped = api("POST", f"{{s}}/receipts/{number}/tracking",
                      json.dumps({"tracking_code": "9400", "carrier_name": "usps", "note_to_buyer": "On its way"}),
                      {"content-type": "application/json"})
        self.assertEqual(shipped.status, 200)
        sandbox.url = direct

    def test_every_operation_of_every_shop_keeps_to_the_document(self):
        for options in (["--shop", "small"], ["--shop", "busy", "--address", "present"], ["--shop", "wedding"],
                        ["--shop", ROOT / "examples/sandbox-shop.yaml"]):
            with self.subTest(options=options):
                sandbox, prism = self.start(*options)
                self.call_everything(sandbox, prism)
                self.check(prism)
                # The differences are real ones: a list that allows what never happens is too long.
                self.assertTrue(any(where.endswith("status") for _, where, _ in prism.violations()))

    @unittest.skipUnless((BIN / "etsyorder").exists(), "etsyorder is not built")
    def test_a_whole_sync_keeps_to_the_document(self):
        sandbox, prism = self.start("--shop", "busy")
        with tempfile.TemporaryDirectory(prefix="etsyorder-prism-") as home:
            env = {"PATH": os.environ["PATH"], "ETSYORDER_HOME": home, "TZ": "UTC", "LC_ALL": "C.UTF-8",
                   "ETSYORDER_ETSY_URL": prism.url, "ETSYORDER_KEYSTRING": KEYSTRING,
                   "ETSYORDER_SHARED_SECRET": SECRET, "ETSYORDER_ACCESS_TOKEN": sandbox.token,
                   "ETSYORDER_SHOP_ID": str(SHOP)}
            env.update({k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")})
            for _ in range(2):
                done = subprocess.run([str(BIN / "etsyorder"), "sync", "--no-input"], env=env, text=True,
                                      capture_output=True, timeout=300, check=False)
                self.assertEqual(done.returncode, 0, done.stderr)
        asked = {entry["path"] for entry in sandbox.control("GET", "/requests")["results"]}
        self.assertIn(f"/v3/application/shops/{SHOP}/receipts", asked)
        self.check(prism)

    def test_a_broken_answer_is_seen(self):
        class Broken(http.server.BaseHTTPRequestHandler):
            def do_GET(self):  # noqa: N802, the library's name
                body = json.dumps({"application_id": "seven"}).encode()
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Broken)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        prism = Prism(self.program, f"http://127.0.0.1:{server.server_address[1]}")
        self.addCleanup(prism.close)
        forward(prism.url, "GET", "/v3/application/openapi-ping", {"x-api-key": "a:b"})
        found = unexpected(prism.violations())
        self.assertEqual([(what, where) for what, where, _ in found], [("response", "body.application_id")])


if __name__ == "__main__":
    unittest.main()
