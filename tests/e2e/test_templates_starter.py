# SPDX-License-Identifier: MIT
"""The letters that come with the program are whole: about every order of the sandbox's shops, in both languages."""
import json
import re
import unittest

from sandbox_shop import Home, Sandbox

CONFLICT, FINDINGS = 5, 6
SAMPLES = {"date": "2026-12-10", "number": "3", "money": "12.50", "text": "some words of mine"}
# Facts that this version knows of nowhere, and those that only orders further on have.
BY_HAND = {"proof.link": "https://proofs.example/1", "proof.version": "2", "order.tracking.code": "Z9",
           "order.tracking.carrier": "usps", "buyer.first_name": "Anna"}


class Starter(unittest.TestCase):
    maxDiff = None

    def test_check_finds_nothing_in_any_built_in_shop(self):
        for shop in ("small", "busy", "wedding"):
            with self.subTest(shop), Sandbox("--shop", shop) as etsy, Home(etsy) as home:
                self.assertEqual(home.run("sync").returncode, 0)
                for words in ((), ("--where", "is:any")):
                    done = home.run("templates", "check", *words, "--json")
                    self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                    self.assertEqual(json.loads(done.stdout)["findings"], [])
                said = home.run("templates", "check").stderr
                self.assertRegex(said, r"nothing found in \d\d templates \(\d\d texts\), [1-9]\d* orders? looked at")

    def look_at(self, text, where):
        self.assertNotRegex(text, r"\n[ \t]*\n[ \t]*\n", where)  # two empty lines
        self.assertNotRegex(text, r"[ \t]\n", where)
        self.assertNotRegex(text, r"[^\n ]  +\S", where)
        self.assertNotRegex(text, r"\{\{|\{%|%\}|\}\}", where)
        self.assertNotRegex(text, r"\bnil\b|\bnull\b|Liquid error", where)
        self.assertNotRegex(text, r" [,.;!?](\s|$)", where)
        self.assertTrue(text.strip(), where)
        self.assertEqual(text, text.lstrip("\n"), where)

    def render(self, home, name, language, order, *words):
        number = order["order"]
        where = f"{name} in {language} about {number} {words}"
        words = ("templates", "render", name, "--lang", language, "--order", number, *words, "--dry-run", "--json", "text,subject")
        done = home.run(*words, "--anyway")
        if done.returncode == FINDINGS:  # then it must not be for this order
            self.assertEqual(home.run(*words).returncode, CONFLICT, f"{where}: {done.stderr}")
            return 0
        self.assertEqual(done.returncode, 0, f"{where}: {done.stderr}")
        letter = json.loads(done.stdout)["letter"]
        text = letter["text"]
        for item in order["items"]:
            for answer in item["answers"]:  # the buyer's own words are told byte for byte
                text = text.replace(answer["text"], "words") if answer["text"] else text
        self.look_at(text, f"{where}:\n{text}")
        if letter["subject"] is not None:
            self.look_at(letter["subject"], where)
        return 1

    def look_at_letters(self, home, numbers):
        """About these orders, in both languages; how many letters came out."""
        orders = home.json("orders", "show", *numbers, "--json", "order,items")
        letters = 0
        for one in home.json("templates", "list", "--json", "name"):
            name = one["name"]
            for language in ("en", "de"):
                shown = home.json("templates", "show", name, "--lang", language, "--json")
                given = {asked["name"]: asked["example"] or SAMPLES[asked["type"]] for asked in shown["ask"]}
                given |= {fact: text for fact, text in BY_HAND.items() if fact in shown["uses"]}
                sets = [word for fact, text in given.items() for word in ("--set", f"{fact}={text}")]
                about_item = any(re.match(r"item\b", path) for path in shown["uses"])
                for order in orders:
                    count = len(order["items"])
                    items = range(1, min(count, 3) + 1) if about_item and count > 1 else [None]
                    for item in items:
                        words = sets if item is None else [*sets, "--item", item]
                        letters += self.render(home, name, language, order, *words)
        return letters

    def test_letters_about_orders_of_all_kinds_read_well(self):
        # Of the busy shop some of each kind: all of them would say the same a hundred times.
        for shop, most, least in (("small", 100, 200), ("wedding", 100, 40), ("busy", 8, 200)):
            with self.subTest(shop), Sandbox("--shop", shop) as etsy, Home(etsy) as home:
                self.assertEqual(home.run("sync").returncode, 0)
                numbers = [str(one["order"]) for one in home.json("orders", "list", "--all", "--json", "order")]
                step = max(1, len(numbers) // most)
                self.assertGreater(self.look_at_letters(home, numbers[::step][:most]), least)


if __name__ == "__main__":
    unittest.main()
