# SPDX-License-Identifier: MIT
"""`templates new`, `edit`, `rm`, `rename`, `search`, `import` and `export`: a seller's letters as files."""
import json
import os
import shlex
import sys
import unittest

from store import Home
from terminal import on_terminal


class ManageTemplates(unittest.TestCase):
    def setUp(self):
        self.home = Home()
        self.addCleanup(self.home.close)
        self.folder = self.home.path / "config" / "templates"

    def ok(self, *words, **more):
        done = self.home.run("templates", *words, **more)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def fails(self, code, *words, **more):
        done = self.home.run("templates", *words, **more)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stderr

    def rows(self, *words, code=0, **more):
        done = self.home.run("templates", *words, "--json", **more)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return json.loads(done.stdout)["templates"]

    def texts(self):
        return {path.name: path.read_text() for path in self.folder.glob("*")}

    def editor(self, code):
        """An $EDITOR that does something with the text `t` of the file `p`."""
        script = self.home.path / "editor.py"
        script.write_text("import os, sys, pathlib\np = pathlib.Path(sys.argv[1])\nt = p.read_text()\n" + code)
        return f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}"

    def on_terminal(self, code, *words, typed=""):
        shown, status = on_terminal(self.home, ["etsyorder", "templates", *words], typed=typed, EDITOR=self.editor(code),
                                    TMPDIR=str(self.home.path))
        return shown, status

    def test_a_new_text_is_stored_whole_or_not_at_all(self):
        self.assertEqual(self.rows("new", "hours", "--text", "At the bench, {{ buyer.name }}.")[0]["outcome"], "written")
        self.ok("new", "wood", "-", stdin="The oak is late.\n")
        self.ok("new", "wood-2", "--text", "-", "--dry-run", stdin="x\n")
        self.assertEqual(self.texts(), {"hours.liquid": "At the bench, {{ buyer.name }}.\n", "wood.liquid": "The oak is late.\n"})
        self.assertIn("templates edit hours", self.fails(5, "new", "hours", "--text", "again"))
        self.assertEqual(self.rows("new", "wood", "-", stdin="The oak is late.\n")[0]["outcome"], "already so")
        self.assertIn("--from", self.fails(2, "new", "both", "--text", "x", "--from", "order-thanks"))
        self.assertIn("if", self.fails(2, "new", "broken", "--text", "{% if %}"))
        self.assertIn('"my-wood" is one', self.fails(2, "new", "My Wood", "--text", "x"))
        self.fails(2, "new", "lost", "--lang", "de", "--text", "x")
        self.fails(2, "new", "empty", "--text", " ")
        self.fails(2, "new", "editor")
        self.ok("new", "wood", "--lang", "DE", "--text", "Eiche dauert.")
        self.assertEqual((self.folder / "wood.de.liquid").read_text(), "Eiche dauert.\n")
        self.assertIn("place of the built-in", self.ok("new", "order-thanks", "--text", "Thanks"))
        self.assertIn("did you mean", self.fails(3, "new", "x", "--from", "order-thank"))

    def test_a_fact_that_does_not_exist_is_told_when_a_text_is_stored(self):
        done = self.home.run("templates", "new", "late", "--text", "---\nask: {why: x}\n---\n{{ order.nam }} {{ why }} {{ soon }}")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('late.liquid:4:4: unknown variable "order.nam"\n', done.stderr)
        self.assertIn('did you mean "order.name"?', done.stderr)
        self.assertIn('unknown variable "soon"', done.stderr)
        self.assertNotIn('"why"', done.stderr)
        done = self.home.run("templates", "new", "fine", "--text", "{{ order.name }}")
        self.assertEqual(done.stderr, "")
        shown, code = self.on_terminal("p.write_text('{{ order.nosuch }}\\n')", "edit", "fine")
        self.assertEqual((code, "order.nosuch" in shown), (0, True), shown)

    def test_a_file_that_cannot_be_used_is_in_the_way_of_no_other(self):
        self.ok("new", "_foot", "--text", "Bye")
        self.ok("new", "letter", "--text", "Hi")
        outside = self.home.path / "outside.liquid"
        outside.write_text("not yours\n")
        (self.folder / "out.liquid").symlink_to(outside)
        (self.folder / "lost.liquid").symlink_to(self.folder / "nothing.txt")
        os.mkfifo(self.folder / "pipe.liquid")
        for bad in ("out", "lost", "pipe"):
            for words in (("show", bad), ("export", bad), ("rename", bad, "x"),
                          ("edit", bad), ("new", "copy", "--from", bad)):
                self.assertIn(f"{bad}.liquid", self.fails(2, *words), words)
        done = self.home.run("templates", "export", "--mine")
        self.assertEqual([one["name"] for one in json.loads(done.stdout)["templates"]], ["_foot", "letter"])
        self.assertEqual((done.returncode, done.stderr.count("not looked at")), (6, 3), done.stderr)
        replies = self.home.path / "replies.csv"
        replies.write_text("name,text\nout,mine\nhours,9 to 5\n")
        self.assertEqual([row["outcome"] for row in self.rows("import", replies, code=6)], ["refused", "imported"])
        self.ok("rename", "letter", "late")
        self.ok("rm", "late", "--yes")
        done = self.home.run("templates", "rm", "-", "--yes", stdin="out\nlost\npipe\n\n_foot\n")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual((list(self.texts()), outside.read_text()), (["hours.liquid"], "not yours\n"))

    def test_an_editor_writes_and_changes(self):
        shown, code = self.on_terminal("assert 'order.name' in t\np.write_text('Hello\\n' + t[t.index('{% comment %} -----'):])",
                                       "new", "hello")
        self.assertEqual(code, 0, shown)
        self.assertEqual(self.texts(), {"hello.liquid": "Hello\n"})
        shown, code = self.on_terminal("pass", "new", "nothing")
        self.assertEqual((code, "nothing was written" in shown), (0, True), shown)
        shown, code = self.on_terminal("p.write_text('Bye\\n')", "edit", "hello")
        self.assertEqual((code, self.texts()["hello.liquid"]), (0, "Bye\n"), shown)
        shown, code = self.on_terminal("pass", "edit", "order-thanks")
        self.assertEqual((code, "unchanged" in shown), (0, True), shown)
        self.assertEqual(list(self.texts()), ["hello.liquid"])
        shown, code = self.on_terminal("p.write_text(t.replace('Thank', 'THANK'))", "edit", "order-thanks")
        self.assertEqual((code, "order-thanks.liquid" in self.texts()), (0, True), shown)
        self.assertNotIn("what stands from here", self.texts()["order-thanks.liquid"])
        self.assertEqual(list(self.home.path.glob("etsyorder-*")), [])
        self.assertIn("terminal", self.fails(2, "edit", "hello"))
        self.fails(3, "edit", "hallo")

    def test_a_broken_text_is_kept_and_may_be_edited_again(self):
        shown, code = self.on_terminal("p.write_text('{% if %}')", "new", "broken", typed="n\n")
        self.assertEqual(code, 2, shown)
        (kept,) = self.home.path.glob("etsyorder-broken-*/broken.liquid")
        self.assertEqual((kept.read_text(), self.folder.exists()), ("{% if %}", False))
        self.assertIn(str(kept), shown.replace("\n", ""))
        self.assertNotIn("U+000A", shown)
        self.assertIn("\n  {% if %}", shown.replace("\r", ""))
        again = "p.write_text('good\\n' if t == '{% if %}' else '{% if %}')"
        shown, code = self.on_terminal(again, "new", "mended", typed="y\n")
        self.assertEqual((code, self.texts()), (0, {"mended.liquid": "good\n"}), shown)

    def test_what_somebody_else_wrote_meanwhile_is_not_lost(self):
        self.ok("new", "hello", "--text", "one")
        path = self.folder / "hello.liquid"
        shown, code = self.on_terminal(f"p.write_text('mine\\n')\npathlib.Path({str(path)!r}).write_text('theirs\\n')",
                                       "edit", "hello")
        self.assertEqual((code, path.read_text()), (5, "theirs\n"), shown)
        (kept,) = self.home.path.glob("etsyorder-hello-*/hello.liquid")
        self.assertEqual(kept.read_text(), "mine\n")

    def test_only_own_templates_that_nobody_renders_are_removed(self):
        self.ok("new", "_foot", "--text", "Bye")
        self.ok("new", "letter", "--text", "Hi {% render '_foot' %}")
        self.ok("new", "letter", "--lang", "de", "--text", "Hallo")
        self.assertIn("letter.liquid", self.fails(5, "rm", "_foot", "--yes"))
        self.assertIn("comes with the program", self.fails(5, "rm", "order-thanks", "--yes"))
        self.fails(3, "rm", "nothing", "--yes")
        self.fails(2, "rm", "letter")
        self.assertEqual(len(self.rows("rm", "letter", "--dry-run")), 2)
        self.ok("rm", "letter", "--lang", "de", "--yes")
        self.ok("rm", "letter", "_foot", "--yes")
        self.assertEqual(self.texts(), {})
        self.ok("new", "_greeting", "--text", "Moin")
        self.ok("new", "letter", "--text", "{% render '_greeting' %}")
        self.assertIn("in its place again", self.ok("rm", "_greeting", "--yes"))

    def test_a_rename_reaches_those_that_render_it(self):
        self.ok("new", "_foot", "--text", "Bye")
        self.ok("new", "letter", "--text", "_foot {% render '_foot' %}")
        self.assertEqual([row["outcome"] for row in self.rows("rename", "_foot", "_end", "--dry-run")],
                         ["would be written", "would be changed", "would be removed"])
        self.assertEqual(len(self.texts()), 2)
        self.ok("rename", "_foot", "_end")
        self.assertEqual(self.texts(), {"_end.liquid": "Bye\n", "letter.liquid": "_foot {% render '_end' %}\n"})
        self.fails(5, "rename", "letter", "_end")
        again = self.home.run("templates", "rename", "_foot", "_end")
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertIn("already", again.stderr)
        self.fails(5, "rename", "order-thanks", "x")

    def test_words_and_questions_find_templates(self):
        self.assertEqual(self.rows("search", "where is my order?")[0]["name"], "where-is-my-order")
        self.assertEqual(self.rows("search", "sendungsnummer", "--lang", "de")[0]["language"], "de")
        done = self.home.run("templates", "search", "zyxw")
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertIn("no template", done.stderr)

    def test_replies_of_other_tools_become_templates(self):
        replies = self.home.path / "replies.csv"
        replies.write_text("Title,Message\nThank you,\"Hi {{customer.first_name}}, about [reason]\"\n,no name\n")
        rows = self.rows("import", replies, "--dry-run", code=6)
        self.assertEqual([(row["name"], row["outcome"], row["row"]) for row in rows],
                         [("thank-you", "would be imported", 2), (None, "refused", 3)])
        self.assertEqual(rows[0]["asked"], ["reason"])
        self.assertEqual(rows[0]["placeholders"][0],
                         {"written": "{{customer.first_name}}", "became": "buyer.first_name", "asked": False})
        self.assertFalse(self.folder.exists())
        self.fails(6, "import", replies)
        self.assertIn("Hi {{ buyer.first_name | default: \"there\" }}, about {{ reason }}", self.texts()["thank-you.liquid"])
        self.assertEqual(self.rows("import", replies, code=6)[0]["outcome"], "already so")
        self.assertIn("--map", self.fails(2, "import", replies, "--map", "words=Title"))
        self.fails(3, "import", self.home.path / "none.csv")
        bad = self.home.path / "bad.json"
        bad.write_text("[" * 5000)
        self.assertIn("brackets", self.fails(2, "import", bad))

    def test_what_a_reply_loses_is_told(self):
        replies = self.home.path / "replies.csv"
        replies.write_text("name,text\na,{% if x %}{$amount}{{ order.id | nofilter }}\nb,fine\n")
        rows = self.rows("import", replies, code=6)
        self.assertEqual([len(row["lost"]) for row in rows], [3, 0])
        self.assertIn("nofilter", rows[0]["note"])
        self.assertEqual(self.texts()["a.liquid"], "{% raw %}{%{% endraw %} if x %}{$amount}{{ order.name }}\n")

    def test_what_is_exported_is_imported_the_same(self):
        self.ok("new", "letter", "--text", "---\nask: {a: \"b\"}\n---\n{{ a }} {{ \"{\" }}")
        self.ok("new", "letter", "--lang", "de", "--text", "Hallo {{ a }}")
        self.ok("new", "order-thanks", "--lang", "de", "--text", "Danke")
        before = self.texts()
        for kind in ("json", "csv"):
            out = self.home.path / f"all.{kind}"
            self.ok("export", "--to", kind, "--out", out)
            self.fails(5, "export", "--to", kind, "--out", out)
            for name in before:
                os.remove(self.folder / name)
            rows = self.rows("import", out)
            self.assertEqual({row["outcome"] for row in rows}, {"imported", "already so"})
            self.assertEqual(self.texts(), before)
        exported = json.loads(self.ok("export", "--mine"))
        self.assertEqual([(one["name"], one["language"]) for one in exported["templates"]],
                         [("letter", None), ("letter", "de"), ("order-thanks", "de")])
        self.assertIn("--format reports", self.fails(2, "export", "--mine", "--format", "{{ name }}"))
        self.assertIn("--json reports", self.fails(2, "export", "--mine", "--json"))
        self.fails(2, "export", "--folder", "")
        other = self.home.path / "other"
        self.ok("export", "letter", "--folder", other)
        self.assertEqual({path.name: path.read_text() for path in other.glob("*")},
                         {name: before[name] for name in ("letter.liquid", "letter.de.liquid")})
        (other / "letter.liquid").write_text("changed\n")
        self.fails(5, "export", "letter", "--folder", other)
        self.ok("export", "letter", "--folder", other, "--force")
        self.assertEqual((other / "letter.liquid").read_text(), before["letter.liquid"])


if __name__ == "__main__":
    unittest.main()
