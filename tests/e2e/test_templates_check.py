# SPDX-License-Identifier: MIT
"""`templates check`, and what `new` and `edit` say of it: all that is wrong with a text in one round."""
import unittest

from letters_case import FINDINGS, Letters


class CheckTemplates(Letters):
    def test_all_unknown_filters_and_the_holes_beside_them_are_told_at_once(self):
        self.write("a", "{{ order.name | upcas }} {{ order.name | dwncase }}\n{{ order.gift_sender }}\n")
        found = self.json("check", "a", "--json", "line,column,kind,problem,orders", code=FINDINGS)
        self.assertEqual([(one["line"], one["column"], one["kind"], one["orders"]) for one in found],
                         [(1, 17, "unknown", []), (1, 42, "unknown", []), (2, 4, "hole", [1002, 1001])])

    def test_a_name_with_its_ending_in_capitals_is_told_and_not_used(self):
        (self.folder / "thanks.LIQUID").write_text("Hi\n")
        (self.folder / "notes.Txt").write_text("nothing\n")
        (found,) = self.json("check", "--json", "template,kind,problem,file,hint", code=FINDINGS)
        self.assertEqual((found["kind"], found["file"], found["hint"]),
                         ("file", str(self.folder / "thanks.LIQUID"), "rename it to thanks.liquid"))
        done = self.home.run("templates", "list", "--mine")
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertIn("thanks.LIQUID", done.stderr)

    def test_an_own_language_on_a_built_in_base_is_mine_too(self):
        self.write("order-thanks.de", "Danke\n")
        self.write("hours", "9 to 5\n")
        self.write("hours.de", "9 bis 17\n")
        listed = self.json("list", "--mine", "--json", "name,origin,own_languages")
        self.assertEqual(listed, [{"name": "hours", "origin": "yours", "own_languages": [None, "de"]},
                                  {"name": "order-thanks", "origin": "built-in", "own_languages": ["de"]}])
        self.assertIn("\tbuilt-in, yours: de", self.ok("list", "--mine"))

    def test_new_and_edit_tell_of_parts_that_are_not_there(self):
        text = "---\nsubject: \"{% render '_nope' %}\"\n---\n{% render '_signatur' %} {% render '_greeting' %}"
        done = self.home.run("templates", "new", "late", "--text", text)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('late.liquid:4:11: there is no partial "_signatur"\n', done.stderr)
        self.assertIn('did you mean "_signature"?', done.stderr)
        self.assertIn('late.liquid:2:21: there is no partial "_nope"\n', done.stderr)
        self.assertNotIn("_greeting\"", done.stderr)

    def test_a_format_that_was_guessed_is_told_and_one_that_is_said_is_not(self):
        self.write("bold", "Hi <b>you</b>,\n\nthanks & bye\n")
        self.write("said", "---\nformat: text\n---\nHi <b>you</b>\n")
        done = self.home.run("templates", "check", "bold", "said")
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertIn('bold.liquid: there are tags in it, so it is taken for HTML; its head may say "format: html"', done.stderr)
        self.assertNotIn("said.liquid", done.stderr)
        self.assertEqual([self.json("show", name, "--json", "format,format_guessed") for name in ("bold", "said")],
                         [{"format": "html", "format_guessed": True}, {"format": "text", "format_guessed": False}])
        self.assertIn("taken for HTML", self.home.run("templates", "new", "big", "--text", "<big>Hi</big>").stderr)
        self.assertEqual(self.ok("render", "bold"), "Hi you,\n\nthanks & bye\n")
        self.assertEqual(self.ok("render", "bold", "--as", "html"), "<p>Hi <b>you</b>,</p>\n<p>thanks & bye</p>\n")
        self.assertEqual(self.ok("render", "bold", "--as", "text"), "Hi you,\n\nthanks & bye\n")


if __name__ == "__main__":
    unittest.main()
