# SPDX-License-Identifier: MIT
"""Letters that tell how far an order is: by the seller's pipelines, where `etsyorder status` put the pieces."""
import json
import unittest

from status_case import FINDINGS, PIPELINES, USAGE, StatusCase

PROGRESS = "{{ status.public }}{% for one in items %} {{ one.status.public | default: '-' }}{% endfor %}"


class LettersAboutStages(StatusCase):
    def setUp(self):
        super().setUp()
        self.folder = self.home.path / "config" / "templates"
        self.folder.mkdir()
        self.write("progress", PROGRESS)

    def write(self, name, text):
        (self.folder / f"{name}.liquid").write_text(text)

    def letter(self, name, order, *words):
        return self.ok("templates", "render", name, "--order", order, "--dry-run", *words)

    def check(self, *names, code=FINDINGS):
        done = self.home.run("templates", "check", *names, "--json")
        self.assertEqual(done.returncode, code, done.stderr)
        return json.loads(done.stdout)["findings"]

    def test_a_letter_tells_the_public_name_of_where_an_order_was_moved_to(self):
        self.assertEqual(self.letter("progress", 1002), "We cut it We cut it\n")
        self.ok("status", "set", "1002", "engraving")
        self.assertEqual(self.letter("progress", 1002), "We engrave it We engrave it\n")
        self.ok("templates", "render", "progress", "--order", 1002)
        (facts,) = self.rows("SELECT facts FROM letters")
        self.assertEqual(json.loads(facts[0]), {"status.public": "We engrave it", "items[0].status.public": "We engrave it"})
        self.ok("status", "undo")
        self.assertEqual(self.letter("progress", 1002), "We cut it We cut it\n")

    def test_of_items_partly_moved_the_pieces_furthest_behind_count(self):
        self.ok("status", "set", "1001.1", "engraving", "--quantity", "3")
        self.write("pieces", "{% for one in items[0].status.pieces %}{{ one.quantity }} {{ one.stage }} {% endfor %}")
        self.assertEqual(self.letter("pieces", 1001).split(), ["2", "cutting", "3", "engraving"])
        self.assertEqual(self.letter("progress", 1001), "We cut it We cut it We cut it\n")
        self.ok("status", "set", "1001.2", "engraving")
        self.assertEqual(self.letter("progress", 1001), "We cut it We cut it We engrave it\n")
        self.ok("status", "set", "1001.1", "engraving")
        self.assertEqual(self.letter("progress", 1001), "We engrave it We engrave it We engrave it\n")

    def test_what_holds_an_order_up_is_told(self):
        self.write("wait", "{{ status.is_held }} {{ status.waits_for | default: '-' }} {{ status.note | default: '-' }} {{ status.owner }}")
        self.assertEqual(self.letter("wait", 1003), "false - - anna\n")
        self.ok("status", "block", "1003", "--waits-for", "buyer", "--reason", "no name yet")
        self.assertEqual(self.letter("wait", 1003), "true buyer no name yet anna\n")

    def test_an_order_of_files_has_no_stage_and_without_a_file_there_are_the_standard_ones(self):
        self.sql("UPDATE items SET is_digital = 1 WHERE order_id = (SELECT order_id FROM orders WHERE receipt_id = 1002)")
        done = self.home.run("templates", "render", "progress", "--order", 1002)
        self.assertEqual(done.returncode, FINDINGS, done.stderr)
        self.assertIn('there is no value for "status.public"', done.stderr)
        self.assertIn("hint: buyers are told nothing of it", done.stderr)
        about_none = self.home.run("templates", "render", "progress")
        self.assertIn("hint: --order N says which order it is about", about_none.stderr)
        (self.home.path / "config" / "pipelines.yaml").unlink()
        self.assertEqual(self.letter("progress", 1003), "We have your order We have your order\n")

    def test_a_pipeline_that_asks_a_query_takes_the_orders_it_finds(self):
        self.pipelines(PIPELINES.replace("- name: signs", "- name: gifts\n  match: {query: 'tag:batch-7'}\n"
                                                          "  stages: [{name: wrap, public: We wrap it}]\n- name: signs"))
        self.assertEqual(self.letter("progress", 1001), "We wrap it We wrap it We wrap it\n")
        self.assertEqual(self.letter("progress", 1002), "We cut it We cut it\n")
        self.assertEqual(self.ok("orders", "list", "1001", "--format", "{{ order.items[0].status.pipeline }}"), "gifts\n")

    def test_a_wrong_file_of_pipelines_is_an_error_only_where_stages_are_asked_for(self):
        self.write("plain", "{{ order.name }}")
        for text, said in ((PIPELINES.replace("days: 2", "dayz: 2"), 'pipelines.yaml:5: there is no key "dayz"'),
                           (PIPELINES.replace("- name: signs", "- name: odd\n  match: {query: 'tga:x'}\n  stages: [a]\n- name: signs"),
                            'pipelines.yaml:3: "query": there is no field "tga"')):
            with self.subTest(said):
                self.pipelines(text)
                self.assertIn(said, self.fails(USAGE, "templates", "render", "progress", "--order", "1001"))
                self.assertEqual(self.letter("plain", 1001), "1001\n")
                self.assertEqual(self.check("plain", code=0), [])
                (found,) = self.check("plain", "progress")
                self.assertEqual((found["template"], found["kind"], found["file"]),
                                 ("progress", "file", str(self.folder / "progress.liquid")))
                self.assertIn(said, found["problem"])

    def test_the_letter_of_the_program_has_the_sellers_words_and_its_own_in_german_too(self):
        (self.folder / "progress.liquid").unlink()
        self.ok("status", "set", "1002", "engraving")
        for language, words in ((("--lang", "de"), "so weit ist deine Bestellung jetzt:\nWe engrave it\n"),
                                ((), "This is how far your order is now:\nWe engrave it\n")):
            self.assertIn(words, self.letter("progress", 1002, *language))
        (self.home.path / "config" / "pipelines.yaml").unlink()
        self.assertIn("jetzt:\nSie ist bei mir eingegangen\n", self.letter("progress", 1003, "--lang", "de"))
        self.assertIn("now:\nWe have your order\n", self.letter("progress", 1003))
        self.assertNotIn("I need an answer", self.letter("progress", 1003))
        self.ok("status", "block", "1003", "--reason", "which font?")
        self.assertIn("I need an answer from you before I can go on.", self.letter("progress", 1003))
        self.pipelines("pipelines:\n- {name: quiet, stages: [one]}\n")
        refused = self.home.run("templates", "render", "progress", "--order", 1003)
        self.assertEqual(refused.returncode, 5, refused.stderr)

    def test_check_names_a_letter_to_buyers_with_the_sellers_own_words(self):
        self.write("progress", "{{ status.stage }}")
        (found,) = self.check("progress")
        self.assertEqual((found["kind"], found["variable"], found["line"], found["column"]), ("internal", "status.stage", 1, 4))
        self.assertEqual(self.letter("progress", 1001), "cutting\n")
        self.write("progress", "---\naudience: seller\n---\n{{ status.stage }}")
        self.assertEqual(self.check("progress", code=0), [])


if __name__ == "__main__":
    unittest.main()
