# SPDX-License-Identifier: MIT
"""`templates import`: what else saved replies come in, and the language they are in."""
import json
import os
import unittest

from store import Home


class ImportReplies(unittest.TestCase):
    def setUp(self):
        self.home = Home()
        self.addCleanup(self.home.close)
        self.folder = self.home.path / "config" / "templates"

    def imported(self, content, name="replies.csv", code=0, words=()):
        path = self.home.path / name
        path.write_text(content)
        return self.rows(path, *words, code=code)

    def rows(self, *words, code=0):
        self.told = self.home.run("templates", "import", *words, "--dry-run").stderr
        done = self.home.run("templates", "import", *words, "--json")
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return [(row["name"], row["outcome"]) for row in json.loads(done.stdout)["templates"]]

    def text(self, name):
        return (self.folder / name).read_text()

    def test_an_object_of_texts_is_read_by_its_names(self):
        replies = json.dumps({"Opening hours": "9 to 5", "answer": "Yes, {{first_name}}.", "thanks": "Thank you"})
        self.assertEqual(self.imported(replies, "replies.json"),
                         [("opening-hours", "imported"), ("answer", "imported"), ("thanks", "imported")])
        self.assertEqual(self.text("opening-hours.liquid").splitlines()[-1], "9 to 5")
        self.assertEqual(self.imported(json.dumps({"name": "One reply", "text": "Hi"}), "one.json"), [("one-reply", "imported")])

    def test_an_object_of_texts_keeps_its_order_and_loses_none(self):
        self.assertEqual(self.imported('{"zeal": "a", "late": "b", "body": "c"}', "order.json"),
                         [("zeal", "imported"), ("late", "imported"), ("body", "imported")])
        self.assertEqual(self.imported('{"name": "Our shop", "hours": "9-5"}', "shop.json"),
                         [("name", "imported"), ("hours", "imported")])
        twice = self.home.path / "twice.json"
        twice.write_text('{"a": "b", "a": "c"}')
        done = self.home.run("templates", "import", twice)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn('"a" is there twice', done.stderr)
        nameless = self.home.path / "one.json"  # one reply, not two called "id" and "body"
        nameless.write_text('{"id": "5", "body": "Hello there"}')
        self.assertEqual(self.rows(nameless, code=6), [(None, "refused")])

    def test_a_folder_of_files_is_read_by_their_names(self):
        folder = self.home.path / "replies"
        (folder / "more").mkdir(parents=True)
        for name, text in (("Opening Hours.txt", "9 to 5"), ("Thanks.md", "Thank you, {name}"), ("late.liquid", "{{ order.name }} is late"),
                           ("bold.html", "<p>Hi <b>you</b></p>"), ("empty.txt", ""), ("logo.png", "no words"), (".hidden.txt", "x")):
            (folder / name).write_text(text)
        rows = self.rows(folder, code=6)
        self.assertEqual(rows, [("opening-hours", "imported"), ("thanks", "imported"), ("bold", "imported"), ("late", "imported"),
                                (None, "refused")])
        self.assertIn("not read, as no .txt, .md, .html or .liquid: logo.png and 1 more", self.told)
        self.assertEqual(self.text("late.liquid"), "{{ order.name }} is late")
        self.assertEqual(self.text("bold.liquid").splitlines()[-1], "Hi you")
        os.remove(folder / "empty.txt")
        self.assertEqual({outcome for _, outcome in self.rows(folder)}, {"already so"})

    def test_a_csv_without_a_header_is_read_where_its_first_line_is_plainly_none(self):
        self.assertEqual(self.imported("Opening hours,We are at the bench from 9 to 5.\nThanks,\"Hi {name},\nthanks\"\nShort,yes\n"),
                         [("opening-hours", "imported"), ("thanks", "imported"), ("short", "imported")])
        self.assertIn("its first line names no columns", self.told)
        done = self.home.run("templates", "import", "-", stdin="Topic,What we say\nhours,9 to 5\n")
        self.assertEqual(done.returncode, 2)
        path = self.home.path / "topics.csv"
        path.write_text("Topic,What we say\nhours,9 to 5\n")
        done = self.home.run("templates", "import", path)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("write one above all others: name,text", " ".join(done.stderr.split()))

    def test_replies_that_read_as_another_language_get_no_english_words_and_a_note(self):
        german = "name,text\ndanke,\"Hallo {{first_name}}, vielen Dank, ich habe es und bin bald so weit.\"\nok,Hallo\n"
        self.imported(german)
        self.assertIn("Hallo {{ buyer.first_name }}, vielen", self.text("danke.liquid"))
        self.assertIn("1 of them reads as German", self.told)
        self.assertIn("--lang de", self.told)
        self.imported("name,text\nthanks,\"Hello {{first_name}}, thanks for your order.\"\n")
        self.assertIn('buyer.first_name | default: "there"', self.text("thanks.liquid"))
        self.assertEqual(self.told, "")
        (self.home.path / "config/config.yaml").write_text("language: de\n")
        self.imported(german)
        self.assertEqual(self.told, "")


if __name__ == "__main__":
    unittest.main()
