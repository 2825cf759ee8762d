# SPDX-License-Identifier: MIT
"""Ctrl-C during a sign-in: before Etsy grants access nothing is kept, afterwards nothing is lost."""
import threading
import unittest

import signed
from auth_case import AuthTest


class Stop(AuthTest):
    def interrupted_while(self, fault, asked):
        """A sign-in that Ctrl-C meets while the sandbox is slow to answer `asked`."""
        login = self.home.start_login()
        page = login.connect_page()
        self.sandbox.fault(fault)
        browser = threading.Thread(target=signed.browse, args=(page,), daemon=True)
        browser.start()
        signed.until(lambda: self.sandbox.requests(asked), asked)
        signed.interrupt(login)
        login.finish()
        browser.join()
        self.home.learn_secrets()
        return login

    def test_once_etsy_has_granted_access_ctrl_c_waits_until_it_is_stored(self):
        for fault, asked in (("token:slow=1s:x1", "/v3/public/oauth/token"),
                             ("shop:slow=1s:x1", "/v3/application/users/me")):
            with self.subTest(asked):
                if self.home.session.exists():
                    self.home.session.unlink()
                    self.sandbox.control("DELETE", "/requests")
                login = self.interrupted_while(fault, asked)
                self.assertEqual((login.returncode, login.out), (130, ""), login.err)
                self.assertIn("interrupted", login.err)
                self.assertIn("is stored", login.err)
                self.assertEqual(self.home.status()[0], 0)


if __name__ == "__main__":
    unittest.main()
