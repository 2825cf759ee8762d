# SPDX-License-Identifier: MIT
"""Which key a sign-in uses, and that a wrong one is noticed before the browser opens."""
import http.server
import json
import os
import subprocess
import threading
import unittest

import signed
from auth_case import AuthTest
from signed import KEYSTRING, SECRET


class Key(AuthTest):
    OTHER = "anotherkeystring"

    def sign_in_with_another_key(self):
        """As if the stored sign-in had been made with a key that the sandbox no longer knows."""
        self.assertEqual(self.home.log_in().returncode, 0)
        stored = self.home.stored()
        stored["shops"][0]["keystring"] = self.OTHER
        self.home.session.write_text(json.dumps(stored))

    def test_a_key_that_is_piped_in_wins_over_the_stored_one(self):
        self.sign_in_with_another_key()
        key = f"{KEYSTRING}:{SECRET}\n"
        login = self.home.start("auth", "login", "--no-browser", "--no-input", stdin=key)
        signed.browse(login.connect_page())
        self.assertEqual(login.finish().returncode, 0, login.err)
        self.home.learn_secrets()
        self.assertEqual(self.home.stored()["shops"][0]["keystring"], KEYSTRING)

    def test_a_line_that_is_no_key_is_named(self):
        for words in ((), ("--paste",)):
            for line in (SECRET, "http://localhost:8713/callback?code=c&state=s"):
                done = self.home.run("auth", "login", "--no-browser", *words, stdin=line + "\n")
                self.assert_fails(done, 2, "the line piped in is no keystring:shared_secret")
                self.assertNotIn(line, done.err)
        self.assertEqual(self.home.log_in().returncode, 0)
        self.assert_fails(self.home.run("auth", "login", stdin=KEYSTRING + "\n"), 2, "the line piped in")

    def test_an_empty_pipe_keeps_the_stored_key(self):
        self.assertEqual(self.home.log_in().returncode, 0)
        for stdin in (None, "\n"):
            login = self.home.start("auth", "login", "--no-browser", stdin=stdin)
            signed.browse(login.connect_page())
            self.assertEqual(login.finish().returncode, 0, login.err)
            if stdin is None:  # as cron gives it: at its end at once
                self.assertNotIn("Waiting for keystring", login.err)

    def test_a_slow_pipe_is_waited_for_and_that_is_said(self):
        self.assertEqual(self.home.log_in().returncode, 0)
        login = self.home.start("auth", "login", "--paste", stdin="")
        signed.until(lambda: "Waiting for keystring:secret on standard input" in login.err, "the question")
        login.type("\n")
        login.type(signed.decide(login.connect_page()) + "\n")
        self.assertEqual(login.finish().returncode, 0, login.err)

    def test_a_pipe_that_says_nothing_ends_the_wait_and_that_is_said(self):
        for words in (("--timeout", "1s"), ("--no-input", "--timeout", "1s"), ("--no-input",)):
            login = self.home.start("auth", "login", "--no-browser", *words, stdin="")
            signed.until(lambda: "Waiting for keystring:secret on standard input" in login.err, "the note")
            login.process.wait(signed.PATIENCE)  # its standard input is still open
            self.assert_fails(login.finish(), 2, "nothing came in on standard input", "pipe, or set ETSYORDER_KEYSTRING and")
            self.assertNotIn("/dev/null", login.err, "there is no earlier sign-in")
        self.assertEqual(self.home.log_in().returncode, 0)
        for extra, hint in (({}, "</dev/null takes the key of the earlier"),
                            ({"ETSYORDER_KEYSTRING": KEYSTRING}, "write the shared secret into the pipe, or set ETSYORDER_SHARED_SECRET")):
            login = self.home.start("auth", "login", "--no-browser", "--timeout", "1s", stdin="", **extra)
            login.process.wait(signed.PATIENCE)
            self.assert_fails(login.finish(), 2, hint)

    def test_the_shared_secret_is_taken_alone_or_with_its_keystring(self):
        for line in (SECRET, f"{KEYSTRING}:{SECRET}"):
            login = self.home.start("auth", "login", "--no-browser", stdin=line + "\n", ETSYORDER_KEYSTRING=KEYSTRING)
            signed.browse(login.connect_page())
            self.assertEqual(login.finish().returncode, 0, login.err)
            self.home.learn_secrets()

    def test_a_slow_password_store_is_waited_for_without_input_too(self):
        login = self.home.start("auth", "login", "--no-browser", "--no-input", stdin="")
        signed.until(lambda: "Waiting for keystring:secret" in login.err, "the note")
        login.type(f"{KEYSTRING}:{SECRET}\n")
        signed.browse(login.connect_page())
        self.assertEqual(login.finish().returncode, 0, login.err)
        self.home.learn_secrets()

    def test_a_filter_that_answers_in_etsys_place_is_not_taken_for_a_refused_key(self):
        class Filter(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(403)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(b"<html>blocked by your company</html>")

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Filter)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        self.addCleanup(lambda: (server.shutdown(), server.server_close()))
        login = self.home.start_login(ETSYORDER_ETSY_URL=f"http://127.0.0.1:{server.server_address[1]}").finish()
        self.assert_fails(login, 75, "Etsy is in trouble", "text/html")
        self.assertNotIn("ETSYORDER_ACCESS_TOKEN", login.err)

    def test_a_dry_run_reads_nothing_and_says_where_the_key_would_come_from(self):
        def origin(**extra):
            done = self.home.run("auth", "login", "--dry-run", "--json", "key_from", **extra)
            return json.loads(done.out)["plan"]["key_from"]
        self.assertEqual(origin(), "standard_input")
        self.assertEqual(self.home.log_in().returncode, 0)
        self.assertEqual(origin(), "standard_input")
        self.assertEqual(origin(ETSYORDER_KEYSTRING="a:b"), "environment")

    def test_a_wrong_key_is_noticed_before_the_browser_opens(self):
        for extra in ({"ETSYORDER_KEYSTRING": "nosuchkey"}, {"ETSYORDER_SHARED_SECRET": "wr0ngsecret"}):
            signed.SECRETS.add("wr0ngsecret")
            for words in ((), ("--paste",)):
                login = self.home.start_login(*words, **extra).finish()
                self.assert_fails(login, 4, "does not accept the application's key", "your-apps")
                self.assertNotIn("/oauth/connect", login.err)
        self.assertFalse(self.home.session.exists())

    def test_offline_is_noticed_before_the_browser_opens(self):
        url = f"http://127.0.0.1:{signed.free_port()}"
        login = self.home.start_login(ETSYORDER_ETSY_URL=url).finish()
        self.assert_fails(login, 75, "offline")
        self.assertNotIn("/oauth/connect", login.err)

    def test_the_pipe_of_the_manual(self):
        env = self.home.environment()
        shell = subprocess.Popen(["sh", "-c", f"echo {KEYSTRING}:$TEST_SECRET | {signed.BIN}/etsyorder auth login --no-browser "
                                  "--timeout 1s"], env={**env, "TEST_SECRET": SECRET, "PATH": os.environ["PATH"]},
                                 stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        _, err = shell.communicate(timeout=signed.PATIENCE)
        self.assertEqual(shell.returncode, 75, err)  # nobody answered on the page that it showed
        self.assertIn(f"client_id={KEYSTRING}", err)


if __name__ == "__main__":
    unittest.main()
