# SPDX-License-Identifier: MIT
"""`etsyorder templates list|show|render|check|log`: letters that leave whole, or are refused with the place of the hole."""
import json
import shutil
import unittest

import shim
from letters_case import CONFLICT, FINDINGS, KILLED, NOT_FOUND, USAGE, Letters


class ListAndShow(Letters):
    def test_the_list_has_what_comes_with_the_program_and_what_is_the_sellers(self):
        self.write("mine", "---\nabout: My own\ntags: [a]\naudience: seller\n---\nHi")
        self.write("order-thanks", "Thanks!")
        self.write("_part", "x")
        listed = {one["name"]: one for one in self.json("list", "--json")}
        self.assertGreater(len(listed), 25)
        self.assertEqual((listed["mine"]["origin"], listed["mine"]["audience"], listed["mine"]["about"]),
                         ("yours", "seller", "My own"))
        self.assertEqual((listed["order-thanks"]["origin"], listed["order-thanks"]["languages"]), ("yours", []))
        self.assertEqual((listed["delay"]["origin"], listed["delay"]["languages"]), ("built-in", ["de"]))
        self.assertNotIn("_part", listed)
        self.assertEqual([one["name"] for one in self.json("list", "--mine", "--json", "name")], ["mine", "order-thanks"])
        self.assertEqual([one["name"] for one in self.json("list", "--mine", "--parts", "--json", "name")], ["_part"])
        self.assertEqual([one["name"] for one in self.json("list", "--tag", "a", "--json", "name")], ["mine"])
        sellers = [one["name"] for one in self.json("list", "--audience", "seller", "--json", "name")]
        self.assertIn("mine", sellers)
        self.assertNotIn("delay", sellers)
        self.assertEqual(self.json("list", "--tag", "nobody", "--json"), [])

    def test_the_list_needs_no_store_and_shows_what_is_wrong_with_a_template(self):
        self.home.database.unlink()
        self.write("broken", "Hi\n{{ order.name | nope }}")
        done = self.home.run("templates", "list", "--mine")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('line 2: unknown filter "nope"', done.stdout)
        shown, code = self.terminal("list", "--mine")
        self.assertEqual(code, 0, shown)
        self.assertIn("broken", shown)

    def test_a_template_is_shown_with_what_it_asks_and_uses(self):
        self.write("late", "---\nabout: It is late\nsubject: \"{{ order.name }}\"\napplies: order.open\n"
                           "ask: {reason: Why, day: {type: date, example: 2026-12-01}}\nattach: a.pdf\n---\n{{ reason }} {{ buyer.name }}\n")
        shown = self.json("show", "late", "--json")
        self.assertEqual(shown["ask"], [{"name": "reason", "question": "Why", "type": "text", "example": None},
                                        {"name": "day", "question": None, "type": "date", "example": "2026-12-01"}])
        self.assertEqual((shown["uses"], shown["applies"], shown["subject"], shown["attach"], shown["text"]),
                         (["buyer.name", "order.name", "reason"], "order.open", "{{ order.name }}", ["a.pdf"],
                          "{{ reason }} {{ buyer.name }}\n"))
        self.assertEqual(self.ok("show", "late", "--raw"), (self.folder / "late.liquid").read_text())
        page, code = self.terminal("show", "late")
        self.assertEqual(code, 0, page)
        self.assertIn("It is late", page)
        self.assertIn("reason: Why", page)
        self.assertEqual(self.json("show", "delay", "--lang", "de", "--json")["language"], "de")

    def test_a_name_that_is_not_there_is_told_with_the_one_that_was_meant(self):
        for verb in ("show", "render", "check"):
            self.assertIn('did you mean "delay"?', self.fails(NOT_FOUND, verb, "dely"))
        self.fails(USAGE, "show", "delay", "--lang", "german")
        self.fails(USAGE, "list", "--audience", "nobody")
        self.assertIn("there is no field", self.home.run("templates", "list", "--json", "title").stderr)


class Render(Letters):
    def test_a_letter_is_printed_whole_and_kept(self):
        self.write("hi", "---\nsubject: \"Order {{ order.name }}\"\nattach: [care.pdf]\n---\n"
                         "Hi {{ buyer.first_name }}, {{ order.total | money }}")
        (self.folder / "care.pdf").write_text("care")
        done = self.home.run("templates", "render", "hi", "--order", 1001)
        self.assertEqual((done.returncode, done.stdout), (0, "Hi Anna, $31.25\n"), done.stderr)
        self.assertEqual(self.ok("render", "hi", "--order", 1001, "--subject"), "Order 1001\n")
        letter = self.json("render", "hi", "--order", 1001, "--json")
        self.assertEqual({k: v for k, v in letter.items() if k not in ("content_hash", "facts")},
                         {"template": "hi", "language": None, "order": 1001, "item": None, "as": "text",
                          "subject": "Order 1001", "text": "Hi Anna, $31.25", "set": {}, "anyway": False,
                          "attach": ["care.pdf"], "letter": 1, "dry_run": False})
        self.assertEqual(letter["facts"], {"order.name": "1001", "buyer.first_name": "Anna", "order.total": 31.25})
        self.assertEqual(len(letter["content_hash"]), 64)
        self.assertEqual(self.rows("SELECT times, text FROM letters"), [(3, "Hi Anna, $31.25")])
        shown, code = self.terminal("render", "hi", "--order", 1001)
        self.assertEqual(code, 0, shown)
        self.assertIn("subject: Order 1001", shown)
        self.assertIn("care.pdf", shown)

    def test_a_hole_is_refused_with_file_line_column_and_a_caret_and_nothing_is_kept(self):
        path = self.write("hi", "---\nabout: x\n---\nDear\n  {{ buyer.name }}\n")
        told = self.fails(FINDINGS, "render", "hi", "--order", 1002)
        self.assertIn('there is no value for "buyer.name"', told)
        self.assertIn(f"{path}:5:6", told)
        self.assertIn("^^^^^^^^^^", told)
        self.assertEqual(self.rows(), [])
        error = json.loads(self.home.run("templates", "render", "hi", "--order", 1002, "--json").stderr)["error"]
        self.assertEqual(error["kind"], "findings")
        self.fails(FINDINGS, "render", "hi")  # about no order

    def test_a_plan_keeps_nothing(self):
        self.write("hi", "Hi {{ order.name }}")
        self.assertEqual(self.ok("render", "hi", "--order", 1001, "--dry-run"), "Hi 1001\n")
        plan = self.json("render", "hi", "--order", 1001, "--dry-run", "--json")
        self.assertEqual((plan["letter"], plan["dry_run"]), (None, True))
        self.assertEqual(self.rows(), [])
        self.assertEqual(self.rows("SELECT * FROM events WHERE name = 'letter.rendered'"), [])

    def test_values_that_are_asked_for_are_asked_on_a_terminal_alone(self):
        self.write("late", "---\nask: {reason: \"Why?\", day: {question: \"When?\", type: date}}\n---\n{{ reason }} by {{ day }}")
        shown, code = self.terminal("render", "late", "--order", 1001, typed="the oak\nsoon\n2026-12-01\n")
        self.assertEqual(code, 0, shown)
        self.assertIn("Why?", shown)
        self.assertIn('"soon" is no day such as 2026-12-01', shown)
        self.assertIn("the oak by 2026-12-01", shown)
        shown, code = self.terminal("--no-input", "render", "late", "--order", 1001)
        self.assertEqual(code, FINDINGS, shown)
        self.assertNotIn("When?:", shown)
        told = self.fails(FINDINGS, "render", "late", "--order", 1001, stdin="the oak\n2026-12-01\n")
        self.assertIn("--set reason=...", told)
        self.assertEqual(self.ok("render", "late", "--order", 1001, "--set", "reason=oak", "--set", "day=2026-12-02"),
                         "oak by 2026-12-02\n")
        shown, code = self.terminal("render", "late", "--order", 1001, "--set", "reason=oak", typed="2026-12-03\n")
        self.assertEqual(code, 0, shown)
        self.assertNotIn("Why?", shown)
        self.assertIn("oak by 2026-12-03", shown)
        shown, code = self.terminal("render", "late", "--order", 1001, typed="\n\n")
        self.assertEqual(code, FINDINGS, shown)

    def test_what_is_set_must_be_of_its_type_and_known_to_the_template(self):
        self.write("late", "---\nask: {day: {type: date}, much: {type: money}}\n---\n{{ day }} {{ much | money }} {{ proof.link }}")
        words = ("render", "late", "--order", 1001)
        self.assertIn("is no day", self.fails(USAGE, *words, "--set", "day=soon"))
        self.assertIn("is no amount", self.fails(USAGE, *words, "--set", "much=lots"))
        self.assertIn('did you mean "day"?', self.fails(USAGE, *words, "--set", "dey=2026-12-01"))
        self.assertIn("called proof.lnk", self.fails(USAGE, *words, "--set", "proof.lnk=x"))
        self.assertIn("sets nothing", self.fails(USAGE, *words, "--set", "day"))
        self.assertIn("sets nothing", self.fails(USAGE, *words, "--set", ".day=x"))
        self.assertIn("twice", self.fails(USAGE, *words, "--set", "day=2026-12-01", "--set", "day=2026-12-02"))
        self.assertEqual(self.ok(*words, "--set", "day=2026-12-01", "--set", "much=5", "--set", "proof.link=https://a.example/=x"),
                         "2026-12-01 $5.00 https://a.example/=x\n")
        facts, given = map(json.loads, self.rows("SELECT facts, set_by_hand FROM letters")[0])
        self.assertEqual((facts, given), ({}, {"day": "2026-12-01", "much": 5, "proof.link": "https://a.example/=x"}))
        for whole in ("order=5", "items=x", "item=x", "order.address=Lane", "proof=x"):
            self.assertIn("no single value", self.fails(USAGE, *words, "--set", whole))

    def test_a_template_is_refused_about_orders_that_it_is_not_for(self):
        self.write("hi", "---\napplies: order.open\n---\nHi {{ order.name }}")
        self.assertEqual(self.ok("render", "hi", "--order", 1001), "Hi 1001\n")
        told = self.fails(CONFLICT, "render", "hi", "--order", 1003)
        self.assertIn("order.open", told)
        self.assertIn("--anyway", told)
        self.assertEqual(len(self.rows()), 1)
        self.assertEqual(self.ok("render", "hi", "--order", 1003, "--anyway"), "Hi 1003\n")
        self.assertEqual(self.ok("render", "hi", "--order", 1003, "--set", "order.open=true"), "Hi 1003\n")
        log = [(one["order"], one["facts"], one["set"], one["anyway"]) for one in self.json("log", "--json")]
        self.assertEqual(sorted(log, key=str), sorted(
            [(1001, {"order.open": True, "order.name": "1001"}, {}, False), (1003, {"order.open": False, "order.name": "1003"}, {}, True),
             (1003, {"order.name": "1003"}, {"order.open": True}, False)], key=str))

    def test_nobody_is_asked_for_a_letter_that_is_refused_anyhow(self):
        self.write("late", "---\napplies: order.open\nask: {reason: \"Why?\"}\n---\n{{ reason }}")
        shown, code = self.terminal("render", "late", "--order", 1003)
        self.assertEqual(code, CONFLICT, shown)
        self.assertNotIn("Why?", shown)

    def test_an_item_of_the_order_is_named_by_its_number(self):
        self.write("hi", "{{ item.title }}")
        self.assertEqual(self.ok("render", "hi", "--order", 1001, "--item", 2), "Hook\n")
        self.assertEqual(self.json("render", "hi", "--order", 1001, "--item", 1, "--json")["item"], 1)
        self.assertEqual(self.ok("render", "hi", "--order", 1002), "Oak sign\n")
        self.assertIn("has no item 3", self.fails(NOT_FOUND, "render", "hi", "--order", 1001, "--item", 3))
        self.fails(FINDINGS, "render", "hi", "--order", 1001)
        self.fails(USAGE, "render", "hi", "--item", 1)
        self.fails(USAGE, "render", "hi", "--order", 1001, "--item", 0)
        self.fails(NOT_FOUND, "render", "hi", "--order", 1009)

    def test_html_escapes_what_buyers_typed(self):
        self.write("text", "Hi {{ buyer.name }}\n\nBye")
        self.write("html", "<p>Hi {{ buyer.name }}</p>")
        self.assertEqual(self.ok("render", "text", "--order", 1001, "--as", "html"), "<p>Hi Anna &lt;Miller&gt;</p>\n<p>Bye</p>\n")
        self.assertEqual(self.ok("render", "html", "--order", 1001, "--as", "html"), "<p>Hi Anna &lt;Miller&gt;</p>\n")
        self.assertEqual(self.ok("render", "html", "--order", 1001, "--as", "text"), "Hi Anna <Miller>\n")
        self.assertEqual(self.ok("render", "html", "--order", 1001), "Hi Anna <Miller>\n")  # what is pasted
        self.assertIn("html.liquid: there are tags in it", self.home.run("templates", "render", "html", "--order", 1001).stderr)
        self.write("said", "---\nformat: html\n---\n<p>Hi {{ buyer.name }}</p>")
        self.assertEqual(self.ok("render", "said", "--order", 1001), "<p>Hi Anna &lt;Miller&gt;</p>\n")  # as it says
        self.fails(USAGE, "render", "html", "--order", 1001, "--as", "pdf")

    def test_a_language_is_taken_where_there_is_one_and_never_swapped_in_silence(self):
        self.write("hi", "Hi {{ order.ship_by | date: '%B' }}")
        self.write("hi.de", "Hallo {{ order.ship_by | date: '%B' }}")
        self.assertEqual(self.ok("render", "hi", "--order", 1001), "Hi November\n")
        self.assertEqual(self.ok("render", "hi", "--order", 1001, "--lang", "de"), "Hallo November\n")
        self.assertEqual(self.json("render", "hi", "--order", 1001, "--lang", "de-AT", "--json")["language"], "de")
        self.assertIn('no text in "fr"', self.fails(NOT_FOUND, "render", "hi", "--order", 1001, "--lang", "fr"))
        self.fails(USAGE, "render", "hi", "--order", 1001, "--lang", "german")
        (self.home.path / "config" / "config.yaml").write_text("language: de\n")
        self.assertEqual(self.ok("render", "hi", "--order", 1001), "Hallo November\n")

    def test_a_letter_needs_a_store_only_as_every_reader_does(self):
        self.write("hi", "Hi {{ shop.name }}")
        self.assertEqual(self.ok("render", "hi"), "Hi AcornSigns\n")
        self.assertEqual(self.rows("SELECT order_id, shop_id, text, facts FROM letters"),
                         [(None, self.rows("SELECT shop_id FROM shops")[0][0], "", "{}")])
        page, code = self.terminal("log", "--letter", 1)
        self.assertEqual(code, 0, page)
        self.assertIn("its words are not kept", page)

    def test_a_letter_about_no_order_needs_nothing_that_is_stored(self):
        self.home.database.unlink()
        self.write("away", "---\nask: {back_on: {type: date}}\n---\nBack on {{ back_on }}")
        words = ("render", "away", "--set", "back_on=2026-12-01")
        self.assertEqual(self.ok(*words, "--dry-run"), "Back on 2026-12-01\n")
        self.assertFalse(self.home.database.exists())
        self.fails(NOT_FOUND, *words, "--order", 1001)
        self.assertEqual(self.ok(*words), "Back on 2026-12-01\n")
        self.assertEqual([one["template"] for one in self.json("log", "--json")], ["away"])

    def test_whoever_is_forgotten_while_the_seller_types_stays_forgotten(self):
        self.write("late", "---\nask: {reason: \"Why?\"}\n---\n{{ buyer.name }}: {{ reason }}")

        def forget():
            done = self.home.run("data", "forget", "--order", 1001, "--force", "--yes")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(self.rows("SELECT count(*) FROM pending_wipes"), [(0,)])
            return "the oak\n"

        shown, code = self.terminal("render", "late", "--order", 1001, asked=("Why?", forget))
        self.assertEqual(code, CONFLICT, shown)
        self.assertIn("the order changed while the letter was made", shown)
        self.assertEqual(self.rows(), [])

    def test_what_a_letter_is_to_be_sent_with_must_be_there(self):
        self.write("hi", "---\nattach: care.pdf\n---\nHi")
        self.assertIn("the file to attach is not there: care.pdf", self.fails(FINDINGS, "render", "hi", "--order", 1001))
        (self.folder / "care.pdf").symlink_to(self.home.database)
        self.fails(FINDINGS, "render", "hi", "--order", 1001)
        self.assertEqual(self.rows(), [])
        (self.folder / "care.pdf").unlink()
        (self.folder / "care.pdf").write_text("care")
        self.assertEqual(self.ok("render", "hi", "--order", 1001), "Hi\n")

    def test_a_subject_is_told_where_there_is_one_and_harms_no_terminal(self):
        self.write("none", "Hi")
        self.assertIn("has no subject", self.fails(USAGE, "render", "none", "--order", 1001, "--subject"))
        self.assertEqual(self.rows(), [])
        self.write("hi", "---\nsubject: \"{{ 'a\\x1b]0;x\\x07b' }}\"\n---\nHi")
        shown, code = self.terminal("render", "hi", "--order", 1001, "--subject")
        self.assertEqual(code, 0, shown)
        self.assertNotIn("\x1b]0;", shown)
        self.assertIn("]0;x", shown)

    def test_a_render_that_is_killed_has_kept_the_letter_or_not(self):
        self.write("hi", "Hi {{ order.name }}")
        self.ok("render", "hi", "--order", 1002)
        kept = self.home.path / "kept"
        shutil.copytree(self.home.path / "data", kept)
        step = 1
        while True:
            shutil.rmtree(self.home.path / "data")
            shutil.copytree(kept, self.home.path / "data")
            done = self.home.run("templates", "render", "hi", "--order", 1001, **shim.environment(SHIM_KILL_AT=step))
            if done.returncode == 0:
                break
            self.assertEqual(done.returncode, KILLED, done.stderr)
            self.assertIn([row[0] for row in self.rows("SELECT text FROM letters ORDER BY letter_id")],
                          (["Hi 1002"], ["Hi 1002", "Hi 1001"]))
            self.assertEqual(self.rows("SELECT count(*) FROM letters"), self.rows(
                "SELECT count(*) FROM events WHERE name = 'letter.rendered'"))
            self.assertEqual(self.rows("PRAGMA integrity_check"), [("ok",)])
            self.assertEqual(self.ok("render", "hi", "--order", 1001), "Hi 1001\n")
            self.assertEqual(len(self.rows()), 2)
            step += 1
        self.assertGreater(step, 2, "nothing was ever killed")


class Check(Letters):
    def test_every_hole_is_named_with_line_variable_and_orders(self):
        self.write("hi", "Hi {{ buyer.name }}\n{{ order.total | money }} {{ order.gift_message }}\n")
        done = self.home.run("templates", "check", "hi", "--json")
        self.assertEqual(done.returncode, FINDINGS, done.stderr)
        found = json.loads(done.stdout)["findings"]
        self.assertEqual([(one["template"], one["line"], one["variable"], one["orders"]) for one in found],
                         [("hi", 1, "buyer.name", [1002]), ("hi", 2, "order.total", [1002]),
                          ("hi", 2, "order.gift_message", [1002])])
        self.assertTrue(all(one["kind"] == "hole" and one["order_count"] == 1 for one in found))
        self.assertEqual(self.rows(), [])
        piped = self.home.run("templates", "check", "hi")
        self.assertEqual((piped.returncode, len(piped.stdout.splitlines())), (FINDINGS, 3))
        self.assertIn("3 findings", piped.stderr)
        shown, code = self.terminal("check", "hi")
        self.assertEqual(code, FINDINGS)
        self.assertIn("hi.liquid:1:7", shown.replace("\n", ""))
        self.assertIn("^^^^^^^^^^", shown)
        self.assertIn("in 1 order: 1002", shown)

    def test_open_orders_are_looked_at_or_those_of_a_query(self):
        self.write("hi", "---\napplies: order.shipped\n---\n{{ order.gift_message }}")
        self.assertEqual(self.json("check", "hi", "--json"), [])
        found = self.json("check", "hi", "--where", "is:shipped", "--json", code=FINDINGS)
        self.assertEqual(found[0]["orders"], [1003])
        self.fails(USAGE, "check", "hi", "--where", "no:such(")

    def test_what_is_fine_is_said_and_ends_with_0(self):
        done = self.home.run("templates", "check")
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)
        self.assertIn("nothing found", done.stderr)
        shown, code = self.terminal("check")
        self.assertEqual(code, 0, shown)
        self.assertIn("nothing found", shown)

    def test_the_library_can_be_checked_before_there_is_an_order(self):
        self.home.database.unlink()
        self.assertEqual(self.json("check", "--json"), [])
        self.write("hi", "{{ order.nam }}")
        self.assertEqual([one["kind"] for one in self.json("check", "--json", code=FINDINGS)], ["unknown"])
        self.assertFalse(self.home.database.exists())


class Log(Letters):
    def test_the_log_tells_what_was_told_when_and_with_which_facts(self):
        self.write("hi", "---\nsubject: S\n---\nHi {{ order.name }}")
        self.write("bye", "Bye {{ order.name }}")
        self.ok("render", "hi", "--order", 1001)
        self.ok("render", "hi", "--order", 1001, ETSYORDER_NOW="2026-11-22T11:00:00Z")
        self.ok("render", "bye", "--order", 1002, ETSYORDER_NOW="2026-11-22T12:00:00Z")
        log = self.json("log", "--json")
        self.assertEqual([(one["letter"], one["order"], one["template"], one["times"], one["subject"]) for one in log],
                         [(2, 1002, "bye", 1, None), (1, 1001, "hi", 2, "S")])
        self.assertEqual((log[1]["text"], log[1]["facts"], log[1]["state"], log[1]["first_at"], log[1]["last_at"]),
                         ("Hi 1001", {"order.name": "1001"}, "rendered", "2026-11-22T10:00:00Z", "2026-11-22T11:00:00Z"))
        self.assertEqual([one["letter"] for one in self.json("log", "hi", "--json")], [1])
        self.assertEqual([one["letter"] for one in self.json("log", "--order", 1002, "--json")], [2])
        self.assertEqual([one["letter"] for one in self.json("log", "--limit", 1, "--json")], [2])
        self.assertEqual(self.json("log", "nobody", "--json"), [])
        page, code = self.terminal("log", "--letter", 1)
        self.assertEqual(code, 0, page)
        self.assertIn("Hi 1001", page)
        self.assertIn("order.name", page)
        self.assertEqual(self.json("log", "--letter", 1, "--json")["text"], "Hi 1001")
        self.fails(NOT_FOUND, "log", "--letter", 9)
        for more in (("--order", 1001), ("--limit", 5), ("hi",)):
            self.fails(USAGE, "log", "--letter", 1, *more)
        self.fails(NOT_FOUND, "log", "--order", 1009)
        self.assertEqual(len(self.ok("log").splitlines()), 2)

    def test_what_the_template_said_then_is_told_after_it_changed(self):
        path = self.write("hi", "Hi {{ order.name }}")
        self.ok("render", "hi", "--order", 1001)
        path.write_text("Hello {{ order.name }}")
        self.ok("render", "hi", "--order", 1001)
        path.unlink()
        log = self.json("log", "hi", "--json")
        self.assertEqual([one["text"] for one in log], ["Hello 1001", "Hi 1001"])
        self.assertNotEqual(log[0]["content_hash"], log[1]["content_hash"])

    def test_an_empty_log_says_what_makes_letters(self):
        shown, code = self.terminal("log")
        self.assertEqual(code, 0, shown)
        self.assertIn("templates render", shown)
        self.assertEqual(self.json("log", "--json"), [])

    def test_who_is_forgotten_is_gone_from_the_letters_and_that_one_was_written_stays(self):
        self.write("hi", "Hi {{ buyer.name }}")
        self.ok("render", "hi", "--order", 1001)
        done = self.home.run("data", "forget", "--order", 1001, "--force", "--yes")
        self.assertEqual(done.returncode, 0, done.stderr)
        log = self.json("log", "--json")
        self.assertEqual([(one["template"], one["buyer"], one["text"]) for one in log], [("hi", None, "")])
        self.assertNotIn("Miller", json.dumps(log))
        page, code = self.terminal("log", "--letter", 1)
        self.assertEqual(code, 0, page)
        self.assertIn("its words were forgotten", page)
        for path in self.home.path.joinpath("data").rglob("*.db*"):
            self.assertNotIn(b"Miller", path.read_bytes())


if __name__ == "__main__":
    unittest.main()
