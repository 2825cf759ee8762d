# SPDX-License-Identifier: MIT
"""A server with Etsy's paths that says exactly what a test wrote: for answers no tidy server gives."""
import http.server
import json
import re
import threading
import urllib.parse


class OddEtsy:
    """`receipts`: a list of objects, or a function of (path, query) that gives (status, headers, body)."""

    keystring, secret, token, shop = "key", "s3cr3t", "12345678.token", 77

    def __init__(self, receipts):
        self.receipts = receipts
        self.asked = []
        odd = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                path, _, query = self.path.partition("?")
                odd.asked.append((path, dict(urllib.parse.parse_qsl(query))))
                status, headers, body = odd.answer(*odd.asked[-1])
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers, "Content-Length": len(body)}.items():
                    self.send_header(name, str(value))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path, query):
        if callable(self.receipts):
            return self.receipts(path, query)
        if path.endswith("/receipts"):
            offset, limit = int(query.get("offset", 0)), int(query.get("limit", 25))
            return page(self.receipts[offset:offset + limit], len(self.receipts))
        if re.search(r"/receipts/\d+$", path):
            found = [one for one in self.receipts if str(one["receipt_id"]) == path.rsplit("/", 1)[1]]
            return (200, {}, json.dumps(found[0]).encode()) if found else (404, {}, b'{"error":"Resource not found"}')
        return page([], 0)


def page(results, count):
    return 200, {}, json.dumps({"count": count, "results": results}).encode()
