# SPDX-License-Identifier: MIT
"""`config check` tells of everything that is wrong, where other commands stop at the first thing."""
import json
import unittest

import store
from terminal import on_terminal

BROKEN = "shop: 1\nshop: 2\netsy:\n\turl: ftp://x\nzoen: UTC\nzone: Europe/Berlni\n"
CODES = ["duplicate_key", "tab", "wrong_value", "unknown_key", "no_such_zone"]


class ConfigCheck(unittest.TestCase):
    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        self.file = self.home.path / "config" / "config.yaml"

    def check(self, *words, **extra):
        done = self.home.run("config", "check", *words, "--json", **extra)
        return done.returncode, json.loads(done.stdout)["findings"]

    def test_all_that_is_wrong_is_told_and_other_commands_tell_the_first(self):
        self.file.write_text(BROKEN)
        code, found = self.check()
        self.assertEqual((code, [one["code"] for one in found]), (6, CODES))
        self.assertEqual([one["line"] for one in found], [2, 4, 4, 5, 6])
        self.assertEqual(found[3]["hint"], 'did you mean "zone"?')
        self.assertEqual(found[4]["hint"], 'did you mean "Europe/Berlin"?')
        store_of_orders = self.home.store()
        store_of_orders.commit()
        store_of_orders.close()
        done = self.home.run("orders", "list")
        self.assertEqual((done.returncode, done.stderr.count("error:")), (2, 1))
        self.assertIn("config.yaml:4: a tab in the indentation", done.stderr)

    def test_a_sound_file_and_none_are_fine(self):
        done = self.home.run("config", "check")
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertIn("nothing wrong", done.stderr)
        self.file.write_text("shop: AcornSigns\n")
        self.file.chmod(0o600)
        self.assertEqual(self.check(), (0, []))

    def test_variables_are_checked_too(self):
        code, found = self.check(ETSYORDER_SHOP="1", ETSYORDER_COLOR="red")
        self.assertEqual((code, [(one["place"], one["line"]) for one in found]),
                         (6, [("ETSYORDER_COLOR", None), ("ETSYORDER_SHOP", None)]))
        self.assertEqual(found[1]["hint"], "did you mean ETSYORDER_SHOP_ID?")

    def test_a_named_file_is_checked_without_the_environment(self):
        other = self.home.path / "other.yaml"
        other.write_text("zoen: UTC\n")
        code, found = self.check(other, ETSYORDER_COLOR="red")
        self.assertEqual((code, [one["code"] for one in found]), (6, ["unknown_key"]))
        done = self.home.run("config", "check", "-", stdin="a: b\n")
        self.assertEqual((done.returncode, done.stdout.split("\t")[:2]), (6, ["standard input:1", "unknown_key"]))
        self.assertEqual(self.home.run("config", "check", self.home.path / "nowhere").returncode, 3)

    def test_files_that_are_no_text_are_findings(self):
        self.file.mkdir()
        self.assertEqual([one["code"] for one in self.check()[1]], ["unreadable"])
        self.file.rmdir()
        self.file.write_bytes(b"PK\x03\x04\x00\xff\xfe\x80" * 100)
        self.assertEqual(self.check()[0], 6)
        self.file.write_text("#" * 2_000_000)
        self.assertEqual([one["code"] for one in self.check()[1]], ["unreadable"])

    def test_a_terminal_shows_it_although_the_wish_for_colours_cannot_be_read(self):
        self.file.write_text("color: red\n")
        out, code = on_terminal(self.home, ["etsyorder", "config", "check"])
        self.assertEqual(code, 6)
        self.assertIn('color "red" is none of auto, always, never', out)

    def test_a_secret_is_found_and_not_repeated(self):
        self.file.write_text(f"etsy:\n  keystring: abc:t0psecret99\n# 12345678.{'x' * 60}\n")
        self.file.chmod(0o600)
        done = self.home.run("config", "check", "--json")
        self.assertEqual([one["code"] for one in json.loads(done.stdout)["findings"]], ["secret", "secret"])
        self.assertNotIn("t0psecret99", done.stdout + done.stderr)
        self.assertNotIn("xxxx", done.stdout + done.stderr)

    def test_show_marks_a_zone_that_does_not_exist(self):
        self.file.write_text("zone: Europe/Berlni\n")
        done = self.home.run("config", "show")
        self.assertEqual(done.returncode, 2)
        self.assertIn("Europe/Berlni\tfile", done.stdout)
        self.assertIn('did you mean "Europe/Berlin"?', done.stderr)


if __name__ == "__main__":
    unittest.main()
