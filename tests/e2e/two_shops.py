# SPDX-License-Identifier: MIT
"""Two shops at one server: a door in front of two sandboxes, which asks the one whose key is used.

Two shops of one Etsy live at one address; a sandbox has one shop.
"""
import http.client
import http.server
import json
import pathlib
import tempfile
import threading
import urllib.parse

import signed

BIRCH = """
shop: {id: 555001, user_id: 555, name: BirchPrints, currency: GBP, country: GB}
listings:
  - {key: card, title: "Card", price: 4.00, processing_days: [1, 2], personalization: "Name"}
orders:
  - {buyer: Cora Example, ordered_ago: 1d, items: [{listing: card, personalization: "Cora"}]}
"""
OTHER_KEY = "birchkeystring0123456789"


class TwoShops:
    """`url` is the server of both; `first` is the small shop, `second` is Birch."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="etsyorder-test-")
        birch = pathlib.Path(self._folder.name, "birch.yaml")
        birch.write_text(BIRCH)
        self.redirect_port = signed.free_port()
        self.first = signed.Sandbox("--shop", "small", redirect_port=self.redirect_port)
        self.second = signed.Sandbox("--shop", birch, keystring=OTHER_KEY, redirect_port=self.redirect_port)
        both = (self.first, self.second)

        class Door(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def pass_on(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                said = f"{self.path} {body.decode()} {self.headers.get('x-api-key', '')}"
                asked = next((shop for shop in both if shop.keystring in said), both[0])
                host = urllib.parse.urlsplit(asked.url)
                connection = http.client.HTTPConnection(host.hostname, host.port, timeout=signed.PATIENCE)
                kept = {k: v for k, v in self.headers.items() if k.lower() not in ("host", "connection")}
                connection.request(self.command, self.path, body or None, kept)
                answer = connection.getresponse()
                content = answer.read()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("connection", "content-length", "transfer-encoding"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
                connection.close()

            do_GET = do_POST = do_PUT = do_DELETE = pass_on

        self._door = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self._door.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._door.server_port}"
        threading.Thread(target=self._door.serve_forever, daemon=True).start()

    def close(self):
        self._door.shutdown()
        self._door.server_close()
        self.first.close()
        self.second.close()
        self._folder.cleanup()


class Home(signed.Home):
    def sign_in_both(self):
        for keystring in (signed.KEYSTRING, OTHER_KEY):
            login = self.log_in(ETSYORDER_KEYSTRING=keystring)
            if login.returncode != 0:
                raise AssertionError(login.err)

    def json(self, *words, **extra):
        done = self.run(*words, "--json", **extra)
        return done.returncode, json.loads(done.out) if done.out else None
