# SPDX-License-Identifier: MIT
"""Where sign-ins are kept: a file for each server, and nothing left over."""
import json
import unittest

import signed
from auth_case import AuthTest
from signed import KEYSTRING


class Files(AuthTest):
    def test_a_sign_in_elsewhere_leaves_this_one_alone(self):
        self.assertEqual(self.home.log_in().returncode, 0)
        before = self.home.session.read_text()
        other = signed.Sandbox()
        self.addCleanup(other.close)
        login = self.home.log_in(ETSYORDER_ETSY_URL=other.url, ETSYORDER_REDIRECT_PORT=str(other.redirect_port))
        self.assertEqual(login.returncode, 0, login.err)
        self.assertEqual(self.home.session.read_text(), before)
        self.assertEqual(self.home.status()[0], 0)
        self.assertEqual(self.home.status(ETSYORDER_ETSY_URL=other.url)[0], 0)

    def test_another_shop_with_another_key_stays_signed_in(self):
        self.assertEqual(self.home.log_in().returncode, 0)
        stored = self.home.stored()
        other = {**stored["shops"][0], "shop_id": 5, "shop_name": "Birch", "keystring": "anotherkeystring"}
        stored["shops"].insert(0, other)
        self.home.session.write_text(json.dumps(stored))
        login = self.home.log_in()
        self.assertEqual(login.returncode, 0, login.err)
        self.assertEqual([(shop["shop_name"], shop["keystring"]) for shop in self.home.stored()["shops"]],
                         [("Birch", "anotherkeystring"), ("PineAndPenSandbox", KEYSTRING)])

    def test_no_token_is_left_in_files_beside_it(self):
        self.home.log_in()
        folder, name = self.home.session.parent, self.home.session.name
        beside = [folder / f"{name}.damaged-1", folder / f"{name}.4242.new"]
        for file in beside:
            file.write_text(self.home.session.read_text())
        self.assertEqual(self.home.run("auth", "logout").returncode, 0)
        beside[0].write_text("{")  # alone it goes too
        self.assertEqual(self.home.run("auth", "logout").returncode, 0)
        self.assertEqual([file.name for file in folder.iterdir()], ["session.lock"])


if __name__ == "__main__":
    unittest.main()
