# SPDX-License-Identifier: MIT
"""What no sandbox should do, as a session meets it: answered by a few lines of Python."""
import http.server
import json
import os
import socketserver
import ssl
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.parse

import signed
from signed import KEYSTRING, SECRET


class OddServers(unittest.TestCase):
    def serve(self, handler, context=None):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        self.addCleanup(lambda: (server.shutdown(), thread.join(), server.server_close()))
        return server.server_address[1]

    def status(self, url):
        with tempfile.TemporaryDirectory(prefix="etsyorder-test-") as folder:
            env = {"PATH": os.environ["PATH"], "ETSYORDER_HOME": folder, "ETSYORDER_ETSY_URL": url, "TZ": "UTC",
                   "ETSYORDER_KEYSTRING": f"{KEYSTRING}:{SECRET}", "ETSYORDER_ACCESS_TOKEN": "12345678.oddtoken"}
            env.update({k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")})
            signed.SECRETS.add("12345678.oddtoken")
            return signed.Running(["auth", "status"], env).finish()

    def test_a_clock_that_is_a_day_off_is_reported(self):
        class DayAhead(Quiet):
            answers = {"users/me": {"user_id": 12345678, "shop_id": 7}, "scopes": {"scopes": ["shops_r"]},
                       "shops/7": {"shop_id": 7, "shop_name": "Acorn"}}

            def date_time_string(self, timestamp=None):
                return super().date_time_string(time.time() + 86_400)

        done = self.status(f"http://127.0.0.1:{self.serve(DayAhead)}")
        self.assertEqual(done.returncode, 0, done.err)
        self.assertRegex(done.out, r"clock: +this machine's clock is (1 d|23 h 59 min) behind Etsy's")
        self.assertIn("Acorn (7)", done.out)

    def test_a_good_token_does_not_look_expired_where_the_clock_is_ahead_of_etsys(self):
        class DayBehind(Quiet):
            answers = {"openapi-ping": {"application_id": 1}, "users/me": {"user_id": 12345678, "shop_id": 7},
                       "scopes": {"scopes": ["shops_r"]}, "shops/7": {"shop_id": 7, "shop_name": "Acorn"},
                       "/v3/public/oauth/token": {"access_token": "12345678.behind", "token_type": "Bearer", "expires_in": 3600,
                                                  "refresh_token": "12345678.behindtoo"}}

            def date_time_string(self, timestamp=None):
                return super().date_time_string(time.time() - 86_400)

        signed.SECRETS.update({"12345678.behind", "12345678.behindtoo"})
        with tempfile.TemporaryDirectory(prefix="etsyorder-test-") as folder:
            env = {"PATH": os.environ["PATH"], "ETSYORDER_HOME": folder, "TZ": "UTC",
                   "ETSYORDER_ETSY_URL": f"http://127.0.0.1:{self.serve(DayBehind)}", "ETSYORDER_KEYSTRING": f"{KEYSTRING}:{SECRET}"}
            env.update({k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")})
            login = signed.Running(["auth", "login", "--paste", "--scope", "shops_r"], env, stdin="")
            state = urllib.parse.parse_qs(login.connect_page())["state"][0]
            login.type(f"http://localhost:8713/callback?code=c0de&state={state}\n")
            self.assertEqual(login.finish().returncode, 0, login.err)
            self.assertRegex(login.out, r"valid until: .*\(in 89 d|valid until: .*\(in 90 d")
            done = signed.Running(["auth", "status"], env).finish()
            self.assertEqual(done.returncode, 0, done.err)
            self.assertRegex(done.out, r"this token: .*\(in (59 min|1 h)")
            self.assertNotIn("ago", done.out)
            self.assertRegex(done.out, r"clock: +this machine's clock is (1 d|23 h 59 min) ahead of Etsy's")

    def test_an_account_without_a_shop_and_half_an_answer(self):
        class NoShop(Quiet):
            answers = {"users/me": {"user_id": 12345678}, "scopes": {"scopes": []}}

        done = self.status(f"http://127.0.0.1:{self.serve(NoShop)}")
        self.assertEqual(done.returncode, 0, done.err)
        self.assertIn("not known", done.out)

        class Half(Quiet):
            answers = {"users/me": '{"user_id":123456'}

        done = self.status(f"http://127.0.0.1:{self.serve(Half)}")
        self.assertEqual(done.returncode, 75, done.err)
        self.assertIn("cannot be read", done.err)

    def test_a_secret_the_server_repeats_is_not_passed_on(self):
        class Parrot(Quiet):
            def do_GET(self):
                self.reply(403, {"error": f"bad {self.headers['Authorization']} and {self.headers['x-api-key']}"})

        done = self.status(f"http://127.0.0.1:{self.serve(Parrot)}")
        self.assertNotEqual(done.returncode, 0)
        self.assertNotIn(SECRET, done.err)
        self.assertNotIn("oddtoken", done.err)

    def test_a_tls_handshake_that_is_cut_is_worth_another_try(self):
        class Cut(socketserver.BaseRequestHandler):
            def handle(self):
                self.request.recv(1)  # of the client's hello

        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Cut)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        self.addCleanup(lambda: (server.shutdown(), thread.join(), server.server_close()))
        done = self.status(f"https://127.0.0.1:{server.server_address[1]}")
        self.assertEqual(done.returncode, 75, done.err)
        self.assertIn("no encrypted connection", done.err)

    def test_a_certificate_that_nobody_vouches_for(self):
        with tempfile.TemporaryDirectory(prefix="etsyorder-test-") as folder:
            files = [f"{folder}/key.pem", f"{folder}/cert.pem"]
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "1",
                            "-keyout", files[0], "-out", files[1]], check=True, capture_output=True)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(files[1], files[0])
        done = self.status(f"https://localhost:{self.serve(Quiet, context)}")
        self.assertEqual(done.returncode, 1, done.err)
        self.assertIn("no trusted connection", done.err)


class Quiet(http.server.BaseHTTPRequestHandler):
    """Answers by the end of the path; a string is sent as it is."""
    answers = {}

    def log_message(self, *args):
        pass

    def reply(self, status, body):
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = self.path.split("?")[0].removeprefix("/v3/application/")
        self.reply(200 if path in self.answers else 404, self.answers.get(path, {"error": "Resource not found"}))

    do_POST = do_GET


if __name__ == "__main__":
    unittest.main()
