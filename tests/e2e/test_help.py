# SPDX-License-Identifier: MIT
"""The tree of commands, the manual and the help say the same; a slip of the fingers is understood."""
import json
import re
import shutil
import subprocess
import unittest

import store
from terminal import on_terminal

MAN = store.ROOT / "man"


class Help(unittest.TestCase):
    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)

    def run_program(self, *words, **extra):
        return self.home.run(*words, **extra)

    def test_help_fits_a_narrow_terminal_and_a_pipe_gets_it_whole(self):
        for words in (("orders", "import"), ("orders", "list"), ()):
            shown, code = on_terminal(self.home, ["etsyorder", *words, "--help"], columns=40)
            self.assertEqual(code, 0)
            for line in shown.splitlines():
                self.assertTrue(len(line) <= 40 or line.strip().startswith("etsyorder ") or " " not in line.strip(), line)
            piped = self.run_program(*words, "--help").stdout
            self.assertEqual(piped.split(), shown.split())

    def test_every_verb_and_flag_is_in_its_manual_and_the_manual_names_no_other(self):
        tree = json.loads(self.run_program("__commands").stdout)
        everywhere = set(tree["flags"]) | {"--help", "--version"}
        main_page = (MAN / "etsyorder.1.scd").read_text()
        for flag in sorted(everywhere):
            self.assertIn(f"*{flag}*", main_page, f"etsyorder.1 lacks {flag}")
        for noun in tree["nouns"]:
            name = noun["name"]
            self.assertIn(f"*{name}*", main_page, f"etsyorder.1 lacks the noun {name}")
            page_file = MAN / f"etsyorder-{name}.1.scd"
            self.assertTrue(page_file.exists(), f"{page_file.name} is missing")
            # A large verb has a page of its own beside that of its noun.
            page = page_file.read_text() + "".join(
                one.read_text() for one in sorted(MAN.glob(f"etsyorder-{name}-*.1.scd")))
            flags = set(noun["flags"])
            for verb in noun["verbs"]:
                self.assertIn(f"*etsyorder {name} {verb['name']}*", page, f"{page_file.name} lacks {verb['name']}")
                flags |= set(verb["flags"])
            for flag in sorted(flags - everywhere):
                self.assertIn(f"*{flag}*", page, f"{page_file.name} lacks {flag}")
            told = set(re.findall(r"\*(--[a-z][a-z-]*)[=*]", page))
            self.assertLessEqual(told, flags | everywhere, f"{page_file.name} names a flag that is not there")
            verbs = {verb["name"] for verb in noun["verbs"]}
            told = set(re.findall(rf"\*etsyorder {name} ([a-z-]+)\*", page))
            self.assertLessEqual(told, verbs, f"{page_file.name} names a verb that is not there")

    def test_every_manual_page_can_be_made(self):
        if shutil.which("scdoc") is None:
            self.skipTest("scdoc is not installed")
        for page in sorted(MAN.glob("*.scd")):
            result = subprocess.run(["scdoc"], input=page.read_bytes(), capture_output=True, check=False, timeout=30)
            self.assertEqual(result.returncode, 0, f"{page.name}: {result.stderr.decode()}")

    def test_every_option_is_in_the_manual(self):
        page = (MAN / "etsyorder-config.1.scd").read_text()
        for option in json.loads(self.run_program("config", "show", "--json").stdout)["options"]:
            self.assertIn(f"*{option['key']}*", page)
            self.assertIn(f"*{option['variable']}*", page)

    def test_help_goes_to_standard_output_and_opens_nothing(self):
        tree = json.loads(self.run_program("__commands").stdout)
        commands = [[]] + [[noun["name"]] for noun in tree["nouns"]]
        commands += [[noun["name"], verb["name"]] for noun in tree["nouns"] for verb in noun["verbs"]]
        for words in commands:
            for form in (words + ["--help"], ["help"] + words):
                result = self.run_program(*form)
                self.assertEqual((result.returncode, result.stderr), (0, ""), form)
                self.assertGreater(len(result.stdout), 100, form)
        self.assertEqual(list((self.home.path / "data").iterdir()), [])

    def test_version_carries_the_notice(self):
        result = self.run_program("--version")
        self.assertRegex(result.stdout, r"^etsyorder \d+\.\d+\.\d+\n")
        self.assertIn("The term 'Etsy' is a trademark of Etsy, Inc. This application uses the Etsy API but is not "
                      "endorsed or certified by Etsy, Inc.", " ".join(result.stdout.split()))

    def test_a_noun_alone_shows_its_help_and_is_2(self):
        for words in ([], ["orders"], ["config"]):
            result = self.run_program(*words)
            self.assertEqual((result.returncode, result.stdout), (2, ""), words)
            self.assertIn("Usage:", result.stderr)
        result = self.run_program("orders", "--json")
        self.assertEqual(json.loads(result.stderr)["error"]["kind"], "usage")

    def test_slips_are_understood(self):
        for words, meant in ((["ordres"], "orders"), (["orders", "lsit"], "list"), (["orders", "list", "--lat"], "--late"),
                             (["orders", "list", "--jsno"], "--json"), (["orders", "show", "1", "--rwa"], "--raw")):
            result = self.run_program(*words)
            self.assertEqual(result.returncode, 2, words)
            self.assertIn(f'did you mean "{meant}"?', result.stderr, words)

    def test_wrong_arguments_are_2_with_one_message(self):
        for words in (["orders", "list", "--limit", "-1"], ["orders", "list", "--limit", "x"], ["orders", "show"],
                      ["orders", "list", "--sort", "size"], ["orders", "list", "--all", "--open"],
                      ["orders", "list", "--buyer"], ["completion", "tcsh"], ["completion"], ["--bogus"],
                      ["config", "show", "more"]):
            result = self.run_program(*words)
            self.assertEqual((result.returncode, result.stdout), (2, ""), words)
            self.assertTrue(result.stderr.startswith("error: "), words)

    def test_global_flags_stand_anywhere(self):
        for words in (["--color", "never", "config", "show"], ["config", "--color", "never", "show"],
                      ["config", "show", "--color", "never"]):
            self.assertEqual(self.run_program(*words, "--jq", '.options[] | select(.key == "color").value').stdout, "never\n")

    def test_a_wrong_clock_is_refused(self):
        result = self.run_program("orders", "list", ETSYORDER_NOW="tomorrow")
        self.assertIn(result.returncode, (2, 3))


if __name__ == "__main__":
    unittest.main()
