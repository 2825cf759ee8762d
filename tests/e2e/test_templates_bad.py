# SPDX-License-Identifier: MIT
"""Templates that are wrong: one message with file, line and column, and nothing is kept."""
import os
import unittest

from letters_case import FINDINGS, USAGE, Letters


class BadInput(Letters):
    """What a file may do to a seller: one message with the place, and nothing kept."""

    # Its text, the exit code of `render`, a part of the message, and the place ("": of the whole file).
    TEXTS = {
        "unclosed-tag": ("Hi\n{% if order.open %}\nx", USAGE, "if", "2:1"),
        "unclosed-output": ("Hi\n  {{ order.name \n", USAGE, "}}", "2:3"),
        "crossed": ("{% if true %}{% for i in items %}{% endif %}{% endfor %}", USAGE, "endif", "1:"),
        "unknown-filter": ("Hi {{ order.name | upcas }}", USAGE, '"upcas"', "1:20"),
        "unknown-tag": ("Hi {% iff x %}", USAGE, "iff", "1:"),
        "recursion": ("{% render 'recursion' %}", USAGE, "use itself", "1:"),
        "up-the-tree": ("Hi\n{% render '../secret' %}", USAGE, 'no partial "../secret"', "2:"),
        "absolute": ("{% render '/etc/passwd' %}", USAGE, 'no partial "/etc/passwd"', "1:"),
        "bad-utf8": (b"Hi\nthere \xff", USAGE, "UTF-8", "2:7"),
        "nul": (b"Hi\nt\0", USAGE, "NUL", "2:2"),
        "ten-megabytes": (b"x" * (10 << 20), USAGE, "larger", ""),
        "wrong-type": ("{{ order.status | money }}", USAGE, "money", "1:"),
        "zero": ("{{ order.item_count | divided_by: 0 }}", USAGE, "divided by 0", "1:"),
        "for-ever": ("{% for i in (1..1000000000) %}x{% endfor %}", USAGE, "", "1:"),
        "no-yaml": ("---\nabout: x\nsubject: \"open\n---\nHi", USAGE, "no YAML", "3:15"),
        "unknown-key": ("---\nabout: x\nsubjct: y\n---\nHi", USAGE, '"subjct"', "3:1"),
        "never-closed": ("---\nabout: x\nHi", USAGE, "does not end", "1:1"),
        "unknown-fact": ("Hi {{ order.nam }}", USAGE, '"order.nam"', "1:7"),
    }

    def check_refused(self, name, code, message, place, file):
        told = self.fails(code, "render", name, "--order", 1001)
        self.assertIn(message, told)
        self.assertIn(f"{file}:{place}" if place else str(file), told)
        self.assertLess(len(told), 2000)
        self.assertEqual(self.rows(), [])
        found = self.json("check", name, "--json", code=FINDINGS)
        self.assertEqual(len(found), 1, found)
        self.assertIn(message, found[0]["problem"])
        self.assertEqual(found[0]["file"], str(file))
        if place.strip(":"):
            self.assertTrue(f"{found[0]['line']}:{found[0]['column']}".startswith(place), found)
        shown, status = self.terminal("check", name)
        self.assertEqual(status, FINDINGS, shown)
        self.assertIn(file.name, shown.replace("\n", ""))

    def test_each_is_one_message_with_file_line_and_column(self):
        for name, (text, code, message, place) in self.TEXTS.items():
            with self.subTest(name):
                path = self.write(name, text)
                self.check_refused(name, code, message, place, path)
                path.unlink()

    def test_files_that_cannot_be_used_are_told_by_name(self):
        (self.home.path / "secret").write_text("SECRET")
        outside = self.folder / "outside.liquid"
        outside.symlink_to("../../secret")
        os.mkfifo(self.folder / "pipe.liquid")
        (self.folder / "folder.liquid").mkdir()
        self.write("alone.de", "x")
        for name, message, file in (("outside", "leads out", "outside"), ("pipe", "no file", "pipe"),
                                    ("folder", "no file", "folder"), ("alone", "no alone.liquid", "alone.de")):
            with self.subTest(name):
                self.check_refused(name, USAGE, message, "", self.folder / f"{file}.liquid")
        done = self.home.run("templates", "list", "--mine")
        self.assertEqual(done.returncode, 0, done.stderr)
        for name in ("outside", "pipe", "folder", "alone.de"):
            self.assertIn(f"{name}.liquid", done.stderr)

    def test_two_templates_of_one_name_are_both_named(self):
        self.write("Thanks", "one")
        self.write("thanks", "two")
        told = self.fails(USAGE, "render", "thanks", "--order", 1001)
        self.assertIn("Thanks.liquid and thanks.liquid", told)
        found = self.json("check", "thanks", "--json", code=FINDINGS)
        self.assertEqual(len(found), 1, found)
        self.assertEqual(self.rows(), [])

    def test_a_part_that_is_a_link_out_of_the_folder_is_not_read(self):
        (self.home.path / "secret.liquid").write_text("SECRET")
        (self.folder / "_out.liquid").symlink_to("../../secret.liquid")
        self.write("hi", "Hi {% render '_out' %}")
        told = self.fails(USAGE, "render", "hi", "--order", 1001)
        self.assertIn("leads out", told)
        self.assertIn("_out.liquid", told)
        self.assertNotIn("SECRET", told)

    def test_a_value_that_is_set_is_plain_text(self):
        for value in ("late\udcff", "late\x1b[31m", "late\x07"):
            done = self.home.run("templates", "render", "delay", "--set", "reason=" + value)
            self.assertEqual((done.returncode, done.stdout), (USAGE, ""), done.stderr)
            self.assertIn("no plain text", done.stderr)

    def test_bytes_that_would_move_the_cursor_do_not_reach_a_terminal(self):
        self.write("hi", "---\nabout: x\nnope\x1b[31m: y\n---\nHi")
        shown, code = self.terminal("render", "hi", "--order", 1001)
        self.assertEqual(code, USAGE, shown)
        self.assertNotIn("\x1b[31m: y", shown)


if __name__ == "__main__":
    unittest.main()
