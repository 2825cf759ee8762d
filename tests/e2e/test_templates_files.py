# SPDX-License-Identifier: MIT
"""Files of templates as other programs leave them, and what is typed where it is not kept."""
import shlex
import sys
import unittest

from letters_case import FINDINGS, USAGE, Letters


class TemplateFiles(Letters):
    def editor(self, code):
        """An $EDITOR that does something with the text `t` of the file `p`."""
        script = self.home.path / "editor.py"
        script.write_text("import sys, pathlib\np = pathlib.Path(sys.argv[1])\nt = p.read_bytes().decode()\n" + code)
        return {"EDITOR": f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}", "TMPDIR": str(self.home.path)}

    def test_a_file_of_windows_is_a_template_and_stays_one_of_windows(self):
        path = self.write("hi", b"\xef\xbb\xbf---\r\nabout: A hello\r\nsubject: \"{{ order.name }}\"\r\n---\r\n"
                                b"Hi {{ buyer.name }},\r\n\r\n{% if order.gift %}\r\na gift\r\n{% endif %}{% render '_foot' %}")
        self.write("_foot", b"Bye\r\n")
        self.assertEqual(self.ok("render", "hi", "--order", 1001), "Hi Anna <Miller>,\n\n\na gift\nBye\n")
        self.assertEqual(self.json("show", "hi", "--json", "about"), {"about": "A hello"})
        self.assertEqual(self.ok("render", "hi", "--order", 1001, "--as", "html", "--dry-run"),
                         "<p>Hi Anna &lt;Miller&gt;,</p>\n<p>a gift<br>\nBye</p>\n")
        self.assertIn("hi.liquid:5:7", self.fails(FINDINGS, "render", "hi", "--order", 1002))
        before = path.read_bytes()
        shown, code = self.terminal("edit", "hi", **self.editor("pass"))
        self.assertEqual((code, path.read_bytes()), (0, before), shown)
        self.ok("rename", "_foot", "_end")
        self.assertEqual(path.read_bytes(), before.replace(b"_foot", b"_end"))
        self.assertEqual((self.folder / "_end.liquid").read_bytes(), b"Bye\r\n")

    def test_tabs_come_through_a_pipe_as_tabs_in_lists_they_are_escaped(self):
        self.write("tabs", "---\nabout: \"one\\ttwo\"\n---\n1\tone\n2\ttwo\n")
        self.assertEqual(self.ok("render", "tabs"), "1\tone\n2\ttwo\n")
        self.assertEqual(self.json("render", "tabs", "--json", "text"), {"text": "1\tone\n2\ttwo\n"})
        (line,) = self.ok("list", "--mine").splitlines()
        self.assertEqual(line.split("\t")[:2], ["tabs", r"one\ttwo"])

    def test_words_below_the_line_are_not_stored_and_not_lost(self):
        shown, code = self.terminal("new", "hello", **self.editor("p.write_text('Hello\\n' + t[t.index('{% comment %} -----'):] + 'and bye\\n')"))
        self.assertEqual(code, USAGE, shown)
        self.assertIn("what stands below the line is not kept", shown)
        self.assertFalse((self.folder / "hello.liquid").exists())
        (kept,) = self.home.path.glob("etsyorder-hello-*/hello.liquid")
        self.assertTrue(kept.read_text().startswith("Hello\n") and kept.read_text().endswith("and bye\n"))
        self.assertIn(str(kept), shown.replace("\n", ""))
        path = self.write("hello", "Hello\n")
        shown, code = self.terminal("edit", "hello", **self.editor("p.write_text(t + 'and bye\\n')"))
        self.assertEqual((code, path.read_text()), (USAGE, "Hello\n"), shown)

    def test_a_folder_that_is_a_link_to_nothing_is_no_empty_folder(self):
        self.folder.rmdir()
        self.folder.symlink_to(self.home.path / "stick" / "templates")
        for words in (("list",), ("show", "order-thanks"), ("render", "order-thanks", "--order", 1001), ("check",),
                      ("new", "x", "--text", "x"), ("rm", "x", "--yes"), ("export",)):
            told = self.fails(USAGE, *words)
            self.assertIn(f"the folder of templates is not there: {self.folder}", told)
            self.assertIn(f"it is a link to {self.home.path / 'stick' / 'templates'}", told)
        self.assertEqual(self.home.run("__complete", "templates", "show", "").stdout, "")
        (self.home.path / "stick" / "templates").mkdir(parents=True)
        self.write("hours", "9 to 5\n")
        self.assertEqual(self.ok("render", "hours"), "9 to 5\n")

    def test_a_letter_that_lacks_its_order_says_how_to_name_one(self):
        self.write("hi", "{{ order.name }}")
        self.write("asks", "---\nask: {reason: why}\n---\n{{ reason }}")
        self.assertIn("--order N says which order it is about", self.fails(FINDINGS, "render", "hi"))
        self.assertNotIn("--order N", self.fails(FINDINGS, "render", "asks"))
        self.write("name", "{{ buyer.name }}")
        self.assertNotIn("--order N", self.fails(FINDINGS, "render", "name", "--order", 1002))


if __name__ == "__main__":
    unittest.main()
