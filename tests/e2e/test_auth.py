# SPDX-License-Identifier: MIT
"""Signing in, being signed in and signing out, against the sandbox."""
import json
import os
import pty
import re
import select
import socket
import unittest

import signed
from auth_case import AuthTest
from signed import KEYSTRING, SECRET


class Login(AuthTest):
    def test_a_seller_grants_access_in_the_browser(self):
        login = self.home.start_login("--json")
        status, page = signed.browse(login.connect_page())
        self.assertEqual((status, "Etsy said yes" in page), (200, True))
        login.finish()
        self.assertEqual(login.returncode, 0, login.err)
        auth = json.loads(login.out)["auth"]
        self.assertEqual(auth["shop_name"], "PineAndPenSandbox")
        self.assertEqual(auth["scopes"], ["transactions_r", "transactions_w", "shops_r", "listings_r"])
        self.assertEqual(self.mode_of_session(), 0o600)
        self.home.learn_secrets()
        code, now = self.home.status()
        self.assertEqual((code, now["shop"], now["checked"]), (0, auth["shop"], True))
        self.assertEqual(now["capabilities"], {"addresses": "no", "buyer_email": "no", "tracking": "unknown"})

    def test_an_approved_key_sees_addresses(self):
        other = signed.Sandbox("--address", "present")
        self.addCleanup(other.close)
        home = signed.Home(other)
        self.addCleanup(home.close)
        self.assertEqual(home.log_in().returncode, 0)
        self.assertEqual(home.status()[1]["capabilities"]["addresses"], "yes")

    def test_the_seller_says_no(self):
        login = self.home.start_login()
        status, page = signed.browse(login.connect_page(), "deny")
        self.assertEqual((status, "You said no" in page), (200, True))
        self.assert_fails(login.finish(), 4, "denied", "auth login")
        self.assertFalse(self.home.session.exists())

    def test_the_answer_to_another_sign_in_is_not_used(self):
        login = self.home.start_login()
        right = signed.decide(login.connect_page())
        wrong = right[:-1] + ("A" if right[-1] != "A" else "B")
        self.assertEqual(signed.visit(wrong)[0], 400)
        self.assertEqual(signed.visit(right.split("?")[0])[0], 400)
        self.assertEqual(signed.visit(right.split("/callback")[0] + "/favicon.ico")[0], 404)
        self.assertIsNone(login.process.poll())
        self.assertEqual(signed.visit(right)[0], 200)
        self.assertEqual(login.finish().returncode, 0, login.err)

    def test_nobody_answers(self):
        self.assert_fails(self.home.start_login("--timeout", "1s").finish(), 75, "in time", "--paste")

    def test_ctrl_c_ends_the_wait(self):
        login = self.home.start_login()
        login.connect_page()
        signed.interrupt(login)
        self.assert_fails(login.finish(), 130, "interrupted")

    def test_the_port_is_taken(self):
        with socket.socket() as holder:
            holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            holder.bind(("127.0.0.1", self.sandbox.redirect_port))
            holder.listen()
            self.assert_fails(self.home.start_login().finish(), 5, str(self.sandbox.redirect_port), "--paste")

    def test_paste_on_a_machine_without_a_browser(self):
        login = self.home.start("auth", "login", "--paste", stdin=f"{KEYSTRING}:{SECRET}\n")
        address = signed.decide(login.connect_page())
        login.type(f"  {address}\n")
        self.assertEqual(login.finish().returncode, 0, login.err)
        self.assertEqual(self.home.status()[0], 0)
        for wrapped in ('"{}"', "'{}'", "<{}>"):
            login = self.home.start("auth", "login", "--paste", stdin="\n")
            login.type(wrapped.format(signed.decide(login.connect_page())) + "\n")
            self.assertEqual(login.finish().returncode, 0, login.err)
            self.home.learn_secrets()

    def test_a_wrong_paste_is_named(self):
        key = f"{KEYSTRING}:{SECRET}\n"
        self.assert_fails(self.home.run("auth", "login", "--paste", stdin=key + "https://www.etsy.com/\n"), 2, "whole address")
        self.assert_fails(self.home.run("auth", "login", "--paste", stdin=key + f"http://localhost/callback?code=c&state={'s' * 22}\n"),
                          2, "another sign-in")
        for cut in ("code=c", "code=c&state=s"):
            self.assert_fails(self.home.run("auth", "login", "--paste", stdin=key + f"http://localhost:8713/callback?{cut}\n"),
                              2, "the address is cut off", "whole address")
        self.assert_fails(self.home.run("auth", "login", "--paste", stdin=key), 2, "no address")

    def test_a_code_that_etsy_refuses_is_not_called_the_end_of_a_sign_in(self):
        login = self.home.start("auth", "login", "--paste", stdin=f"{KEYSTRING}:{SECRET}\n")
        address = signed.decide(login.connect_page())
        login.type(re.sub(r"code=[^&]*", "code=nonsense", address) + "\n")
        self.assert_fails(login.finish(), 4, "Etsy refused the code", "start again")
        self.assertNotIn("no longer valid", login.err)

    def test_a_missing_secret(self):
        done = self.home.run("auth", "login", ETSYORDER_KEYSTRING=KEYSTRING)
        self.assert_fails(done, 2, "shared secret")
        self.assert_fails(self.home.run("auth", "login", "--no-input"), 2, "ETSYORDER_KEYSTRING")
        env = dict(ETSYORDER_KEYSTRING=KEYSTRING, ETSYORDER_ACCESS_TOKEN=self.sandbox.tokens()["access_token"])
        self.assert_fails(self.home.run("auth", "status", **env), 2, "shared secret", "ETSYORDER_SHARED_SECRET")

    def test_the_secret_typed_on_a_terminal_does_not_show(self):
        pid, terminal = pty.fork()
        if pid == 0:
            os.execve(signed.BIN / "etsyorder", ["etsyorder", "auth", "login", "--no-browser", "--timeout", "20s"],
                      self.home.environment())
        shown = self._talk(terminal, [("Keystring, or keystring:secret (not shown):", KEYSTRING), ("not shown):", SECRET), ("Waiting", "\x03")])
        _, status = os.waitpid(pid, 0)
        signed.PRINTED.append(("terminal", shown))
        self.assertEqual(os.waitstatus_to_exitcode(status), 130, shown)
        self.assertIn(KEYSTRING, shown)
        self.assertNotIn(SECRET, shown)

    def _talk(self, terminal, turns):
        shown = ""
        for awaited, answer in [*turns, (None, None)]:
            start = len(shown)
            while awaited is None or awaited not in shown[start:]:
                ready, _, _ = select.select([terminal], [], [], signed.PATIENCE)
                self.assertTrue(ready, shown)
                try:
                    part = os.read(terminal, 4096).decode()
                except OSError:
                    return shown
                if not part:
                    return shown
                shown += part
            os.write(terminal, (answer if answer == "\x03" else answer + "\n").encode())
        return shown

    def test_the_browser_is_opened_where_there_is_a_display(self):
        tools = self.home.path / "tools"
        tools.mkdir()
        opened = self.home.path / "opened"
        (tools / "xdg-open").write_text(f'#!/bin/sh\necho "$@" >{opened}.new && mv {opened}.new {opened}\n')
        (tools / "xdg-open").chmod(0o755)
        login = self.home.start("auth", "login", DISPLAY=":99", PATH=f"{tools}:{os.environ['PATH']}",
                                ETSYORDER_KEYSTRING=KEYSTRING, ETSYORDER_SHARED_SECRET=SECRET)
        signed.until(opened.exists, "the browser")
        address = opened.read_text().strip()
        signed.PRINTED.append(("xdg-open's arguments", address))
        self.assertEqual(address, login.connect_page())
        signed.browse(address)
        self.assertEqual(login.finish().returncode, 0, login.err)

    def test_dry_run_does_nothing(self):
        done = self.home.run("auth", "login", "--dry-run", "--json")
        self.assertEqual(done.returncode, 0, done.err)
        self.assertIn("redirect_uri", json.loads(done.out)["plan"])
        some = self.home.run("auth", "login", "--dry-run", "--json", "scopes,file")
        self.assertEqual((some.returncode, list(json.loads(some.out)["plan"])), (0, ["scopes", "file"]), some.err)
        wrong = self.home.run("auth", "login", "--dry-run", "--json", "shop_name")
        self.assertEqual(wrong.returncode, 2)
        self.assertIn("redirect_uri", wrong.err)  # the fields there are
        self.assertEqual(self.sandbox.control("GET", "/requests")["total"], 0)
        self.assertFalse(self.home.session.exists())

    def test_wrong_words_are_refused_before_anything_happens(self):
        for words in (["--timeout", "soon"], ["--scope", "TRANSACTIONS R"], ["--port", "0"], ["--port", "99999"]):
            self.assertEqual(self.home.run("auth", "login", *words).returncode, 2, words)

    def test_a_damaged_sign_in_is_kept_aside(self):
        self.assertEqual(self.home.log_in().returncode, 0)
        half = self.home.session.read_text()[:200]
        self.home.session.write_text(half)
        self.assert_fails(self.home.run("auth", "status"), 4, "damaged", "auth login")
        self.assertEqual(self.home.session.read_text(), half)
        login = self.home.log_in()
        self.assertEqual(login.returncode, 0, login.err)
        self.assertEqual((self.home.path / "state" / f"{self.home.session.name}.damaged-1").read_text(), half)
        self.assertEqual(self.home.status()[0], 0)

    def test_a_second_sign_in_uses_the_key_of_the_first(self):
        self.assertEqual(self.home.log_in().returncode, 0)
        login = self.home.start("auth", "login", "--no-browser")
        signed.browse(login.connect_page())
        self.assertEqual(login.finish().returncode, 0, login.err)


class Status(AuthTest):
    def test_nobody_signed_in(self):
        self.assert_fails(self.home.run("auth", "status"), 4, "nobody is signed in", "etsyorder auth login")
        self.assertFalse((self.home.path / "state").exists())

    def test_a_session_from_the_environment(self):
        env = dict(ETSYORDER_KEYSTRING=f"{KEYSTRING}:{SECRET}", ETSYORDER_SHOP_ID="98765432",
                   ETSYORDER_ACCESS_TOKEN=self.sandbox.tokens()["access_token"])
        code, auth = self.home.status(**env)
        self.assertEqual((code, auth["source"], auth["shop"]), (0, "environment", 98765432))
        self.assertIsNone(auth["refresh_expires"])
        self.assertFalse(self.home.session.exists())
        self.sandbox.control("POST", "/clock", {"advance": "2h"})
        self.assert_fails(self.home.run("auth", "status", **env), 4, "ETSYORDER_ACCESS_TOKEN")

    def test_offline_shows_what_is_stored_and_ends_with_75(self):
        self.home.log_in()
        port = signed.free_port()
        stored = self.home.stored()
        stored["server"] = f"http://127.0.0.1:{port}"
        elsewhere = self.home.session_at(stored["server"])
        elsewhere.touch(0o600)
        elsewhere.write_text(json.dumps(stored))
        done = self.home.run("auth", "status", "--json", ETSYORDER_ETSY_URL=stored["server"])
        self.assertEqual(done.returncode, 75, done.err)
        self.assertEqual(json.loads(done.out)["auth"]["shop_name"], "PineAndPenSandbox")
        self.assertFalse(json.loads(done.out)["auth"]["checked"])
        self.assertTrue(json.loads(done.err)["error"]["summary"].startswith("offline"))

    def test_tokens_are_not_shown_to_another_server(self):
        self.home.log_in()
        other = signed.Sandbox()
        self.addCleanup(other.close)
        self.assert_fails(self.home.run("auth", "status", ETSYORDER_ETSY_URL=other.url), 4, "nobody is signed in", other.url)
        self.home.session_at(other.url).write_text(self.home.session.read_text())
        self.assert_fails(self.home.run("auth", "status", ETSYORDER_ETSY_URL=other.url), 4, "another server")
        self.assertEqual(other.control("GET", "/requests")["total"], 0)
        self.assert_fails(self.home.run("auth", "status", ETSYORDER_ETSY_URL="http://etsy.example"), 2, "unencrypted")

    def test_a_file_others_could_read_is_mended_with_a_warning(self):
        self.home.log_in()
        self.home.session.chmod(0o644)
        done = self.home.run("auth", "status")
        self.assertEqual((done.returncode, self.mode_of_session()), (0, 0o600))
        self.assertIn("warning:", done.err)

    def test_web_pages_instead_of_data(self):
        self.home.log_in()
        self.sandbox.fault("shop:html:x1")
        self.assertEqual(self.home.status()[0], 0)  # asked again
        self.sandbox.fault("any:html")
        done = self.home.run("auth", "status")
        self.assert_fails(done, 75, "Etsy is in trouble")
        self.assertNotIn("<html", done.err.lower())


class Logout(AuthTest):
    def test_what_is_stored_is_forgotten_and_a_repeat_is_harmless(self):
        self.home.log_in()
        self.assertEqual(self.home.run("auth", "logout", "--dry-run").returncode, 0)
        self.assertTrue(self.home.session.exists())
        done = self.home.run("auth", "logout", "--json")
        self.assertEqual((done.returncode, json.loads(done.out)["logout"]["done"]), (0, True))
        self.assertFalse(self.home.session.exists())
        again = self.home.run("auth", "logout", "--json")
        self.assertEqual((again.returncode, json.loads(again.out)["logout"]["done"]), (0, False))
        self.assertEqual(self.home.run("auth", "status").returncode, 4)

    def test_a_damaged_file_can_be_forgotten(self):
        self.home.log_in()
        self.home.session.write_text("{")
        self.assertEqual(self.home.run("auth", "logout").returncode, 0)
        self.assertFalse(self.home.session.exists())

    def test_another_shop_stays(self):
        self.home.log_in()
        self.assertEqual(self.home.run("auth", "logout", "--shop", "NoSuchShop").returncode, 3)
        self.assertTrue(self.home.session.exists())


class ZSecrets(AuthTest):
    """Last by its name: it looks at everything the tests before it made the programs print."""

    def test_no_secret_was_ever_printed_or_put_into_an_argument(self):
        login = self.home.log_in()
        signed.PRINTED.extend(("command line", line) for line in signed.command_lines(login.process.pid))
        self.home.run("auth", "status", "--json")
        self.home.run("config", "show", "--origin", ETSYORDER_KEYSTRING=f"{KEYSTRING}:{SECRET}")
        self.home.run("sync", "--plan")
        self.sandbox.control("POST", "/revoke", {"access": True})
        self.home.run("auth", "status", "--json")
        self.assertGreaterEqual(len(signed.SECRETS), 3)
        self.assertGreaterEqual(len(signed.PRINTED), 4)
        for where, text in signed.PRINTED:
            for number, secret in enumerate(sorted(signed.SECRETS)):
                self.assertFalse(secret in text, f"secret {number} is in the output of: {where}")


if __name__ == "__main__":
    unittest.main()
