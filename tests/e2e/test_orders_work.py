# SPDX-License-Identifier: MIT
"""`etsyorder orders note` and `orders undo`: what a seller writes on orders, and takes back."""
import json
import os
import subprocess
import sqlite3
import stat
import unittest

import store
from store import add_order
from terminal import on_terminal

CONFLICT, FINDINGS = 5, 6


class Work(unittest.TestCase):
    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        connection = self.home.store()
        for number in (1001, 1002, 1003):
            add_order(connection, number)
        connection.commit()
        connection.close()

    def ok(self, *words, stdin="", **extra):
        done = self.home.run(*words, stdin=stdin, **extra)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def fails(self, code, *words, stdin=""):
        done = self.home.run(*words, stdin=stdin)
        self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
        self.assertEqual(sum(line.startswith("error: ") for line in done.stderr.splitlines()), 1, done.stderr)
        return done.stderr

    def notes(self, number=1001):
        return json.loads(self.ok("orders", "show", number, "--json", "notes"))["orders"][0]["notes"]

    def rows(self, sql):
        connection = sqlite3.connect(self.home.database)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def test_orders_and_text_come_in_any_way_that_has_one_meaning(self):
        self.ok("orders", "note", 1001, 1002, "call back")
        self.ok("orders", "note", 1001, "-", stdin="two\nlines\n")
        self.ok("orders", "note", "-", "from a pipe", stdin="order\tbuyer\n1001\tAnn\n1003\tAnn\n")
        self.ok("orders", "note", 1001, "--text", "4711")
        self.assertEqual([note["text"] for note in self.notes()], ["call back", "two\nlines", "from a pipe", "4711"])
        self.assertEqual([note["number"] for note in self.notes()], [1, 2, 3, 4])
        self.assertEqual([note["text"] for note in self.notes(1003)], ["from a pipe"])
        for words in (("call", "back"), ("1001", "call", "back"), ()):
            self.fails(2, "orders", "note", *words)
        self.assertIn("standard input", self.fails(2, "orders", "note", "-", "-", stdin="1001\n"))
        self.assertIn("no text", self.fails(2, "orders", "note", 1001))
        self.assertIn("no text", self.fails(2, "orders", "note", "-", stdin="1001\n"))
        self.assertIn("10,000", self.fails(2, "orders", "note", 1001, "x" * 10001))
        self.assertIn("too long", self.fails(2, "orders", "note", 1001, "-", stdin="x" * 1_000_000))

    def test_a_word_with_a_digit_is_a_text_unless_an_order_is_called_so(self):
        words = ["B-52", "DHL12345", "12mm", "v2", "€50", "100%", "ring7"]
        for word in words:
            self.ok("orders", "note", 1001, word)
        self.assertEqual([note["text"] for note in self.notes()], words)
        self.assertIn('"4711" is taken for an order', self.fails(2, "orders", "note", 1001, "4711"))
        connection = sqlite3.connect(self.home.database)
        add_order(connection, 6770697449590031)  # the number of A-1042
        connection.commit()
        connection.close()
        told = self.fails(2, "orders", "note", 1001, "A-1042")
        self.assertIn('--text "A-1042"', told)
        self.ok("orders", "note", "A-1042", "B-52")
        self.assertEqual([note["text"] for note in self.notes("A-1042")], ["B-52"])
        self.assertIn("order B-53 is not here", self.fails(3, "orders", "note", "B-53", "call back"))

    def test_all_orders_must_exist_or_none_gets_the_note(self):
        self.assertIn("1009", self.fails(3, "orders", "note", 1001, 1009, "call back"))
        self.assertEqual(self.notes(), [])

    def test_a_plan_writes_nothing(self):
        before = self.rows("SELECT (SELECT count(*) FROM order_notes), (SELECT count(*) FROM events), (SELECT count(*) FROM acts)")
        plan = json.loads(self.ok("orders", "note", 1001, "call back", "--dry-run", "--json"))["orders"]
        self.assertEqual([(one["outcome"], one["number"], one["dry_run"]) for one in plan], [("would be written", None, True)])
        self.assertEqual(before, self.rows("SELECT (SELECT count(*) FROM order_notes), (SELECT count(*) FROM events), (SELECT count(*) FROM acts)"))

    def test_a_note_is_changed_and_taken_off_by_its_number(self):
        self.ok("orders", "note", 1001, "one")
        self.ok("orders", "note", 1001, "--edit", 1, "two")
        self.assertEqual(self.notes()[0]["text"], "two")
        self.assertIsNotNone(self.notes()[0]["changed_at"])
        self.assertIn("already so", self.ok("orders", "note", 1001, "--edit", 1, "two"))
        self.assertIn("taken off", self.ok("orders", "note", 1001, "--remove", 1))
        self.assertIn("already so", self.ok("orders", "note", 1001, "--remove", 1))
        self.fails(3, "orders", "note", 1001, "--edit", 1, "three")
        self.fails(3, "orders", "note", 1001, "--remove", 2)
        self.fails(2, "orders", "note", 1001, 1002, "--remove", 1)
        self.fails(2, "orders", "note", 1001, "--remove", 1, "--edit", 1, "x")
        self.assertEqual(self.notes(), [])

    def test_the_list_has_the_notes_of_open_orders_or_of_those_named(self):
        self.ok("orders", "note", 1001, 1002, "call back")
        self.rows("SELECT 1")
        connection = sqlite3.connect(self.home.database)
        connection.execute("UPDATE orders SET is_open = 0, status = 'completed' WHERE receipt_id = 1002")
        connection.commit()
        connection.close()
        listed = json.loads(self.ok("orders", "note", "--list", "--json"))["notes"]
        self.assertEqual([(one["order"], one["text"]) for one in listed], [(1001, "call back")])
        self.assertEqual(len(self.ok("orders", "note", "--list", 1001, 1002, 1003).splitlines()), 2)
        self.fails(2, "orders", "note", "--list", 1001, "text")

    def test_a_note_of_somebody_hostile_does_not_reach_a_terminal_raw(self):
        self.assertEqual(self.home.run("orders", "note", 1001, "a\x1b[31mb").returncode, 2)
        self.ok("orders", "note", 1001, "right\u202eleft")
        shown, code = on_terminal(self.home, ["etsyorder", "orders", "show", "1001"])
        self.assertEqual(code, 0)
        self.assertIn("right<U+202E>left", shown)

    def test_the_editor_is_asked_on_a_terminal(self):
        editor = self.home.path / "my editor"
        editor.write_text('#!/bin/sh\nls -l "$1" "$(dirname "$1")" > "$ETSYORDER_HOME/seen"; cat "$1" >> "$ETSYORDER_HOME/seen"\n'
                          '{ echo "from the editor"; cat "$1"; } > "$1.new"; mv "$1.new" "$1"\n')
        editor.chmod(0o755)
        quoted = f"'{editor}'"
        shown, code = on_terminal(self.home, ["etsyorder", "orders", "note", "1001"], EDITOR=quoted, TMPDIR=str(self.home.path))
        self.assertEqual(code, 0, shown)
        self.assertEqual([note["text"] for note in self.notes()], ["from the editor"])
        seen = (self.home.path / "seen").read_text()
        self.assertIn("-rw------- ", seen)
        self.assertIn("order 1001 Ann Example", seen)
        shown, code = on_terminal(self.home, ["etsyorder", "orders", "note", "1001", "--edit", "1"], EDITOR=quoted, TMPDIR=str(self.home.path))
        self.assertEqual([note["text"] for note in self.notes()], ["from the editor\nfrom the editor"])
        self.assertEqual(list(self.home.path.glob("etsyorder-note-*")), [])
        shown, code = on_terminal(self.home, ["etsyorder", "orders", "note", "1002"], EDITOR="true", TMPDIR=str(self.home.path))
        self.assertEqual((code, self.notes(1002)), (0, []))
        self.assertIn("nothing was written", shown)
        shown, code = on_terminal(self.home, ["etsyorder", "orders", "note", "1002"], EDITOR="false", TMPDIR=str(self.home.path))
        self.assertEqual((code, self.notes(1002)), (1, []))

    def test_what_was_typed_in_the_editor_is_not_lost_when_it_cannot_be_stored(self):
        editor = self.home.path / "editor"
        editor.write_text('#!/bin/sh\nhead -c 20000 /dev/zero | tr "\\0" x > "$1"\n')
        editor.chmod(0o755)
        shown, code = on_terminal(self.home, ["etsyorder", "orders", "note", "1001"], EDITOR=str(editor), TMPDIR=str(self.home.path))
        self.assertEqual(code, 2, shown)
        (kept,) = self.home.path.glob("etsyorder-note-*/note.txt")
        self.assertEqual(kept.stat().st_size, 20000)
        self.assertEqual(stat.S_IMODE(kept.stat().st_mode), 0o600)
        self.assertIn("what you wrote is kept in", shown)

    def test_undo_takes_back_the_latest_command_and_then_the_one_before(self):
        self.ok("orders", "tag", 1001, 1002, "+late")
        self.ok("orders", "note", 1001, "call back")
        self.ok("orders", "undo")
        self.assertEqual(self.notes(), [])
        self.assertEqual(self.ok("orders", "list", "--tag", "late").count("\n"), 2)
        self.ok("orders", "undo")
        self.assertEqual(self.ok("orders", "list", "--tag", "late"), "")
        self.assertIn("nothing to undo", self.fails(3, "orders", "undo"))
        acts = json.loads(self.ok("orders", "undo", "--list", "--json"))["acts"]
        self.assertEqual([(one["act"], one["command"], one["order_count"], one["undoes"]) for one in acts],
                         [(4, "undo", 2, 1), (3, "undo", 1, 2), (2, "note", 1, None), (1, "tag", 2, None)])

    def test_undo_leaves_alone_what_was_changed_since(self):
        self.ok("orders", "note", 1001, 1002, "one")
        self.ok("orders", "note", 1001, "--edit", 1, "two")
        plan = self.home.run("orders", "undo", 1, "--dry-run")
        self.assertEqual(plan.returncode, FINDINGS)
        self.assertEqual(plan.stdout, "1\t1002\tnote 1\twould be undone\n1\t1001\tnote 1\tchanged since\n")
        done = self.home.run("orders", "undo", 1, "--json")
        self.assertEqual(done.returncode, FINDINGS)
        self.assertEqual([one["outcome"] for one in json.loads(done.stdout)["undo"]], ["undone", "changed since"])
        self.assertEqual(([note["text"] for note in self.notes()], self.notes(1002)), (["two"], []))
        self.assertEqual(self.home.run("orders", "undo", 1).returncode, CONFLICT, "not already so")
        self.ok("orders", "tag", 1003, "+a")
        self.ok("orders", "tag", 1003, "-a")
        self.ok("orders", "undo", 4)
        self.ok("orders", "note", 1003, "x")
        self.ok("orders", "note", 1003, "--edit", 1, "y")
        acts = json.loads(self.ok("orders", "undo", "--list", "--json"))["acts"]
        written = next(one["act"] for one in acts if one["summary"] == "a note written")
        self.assertIn("note 1 of order 1003", self.fails(CONFLICT, "orders", "undo", written))
        self.fails(3, "orders", "undo", 99)

    def test_two_processes_at_once_undo_once(self):
        self.ok("orders", "tag", 1001, 1002, 1003, "+late")
        both = [subprocess.Popen([str(store.BIN / "etsyorder"), "orders", "undo", "1"], env=self.home.environment(),
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
        for one in both:
            out, err = one.communicate(timeout=60)
            self.assertEqual(one.returncode, 0, err)
        self.assertEqual(self.rows("SELECT count(*) FROM acts WHERE verb = 'undo'"), [(1,)])
        self.assertEqual(self.rows("SELECT count(*) FROM events WHERE name = 'order.tagged'"), [(6,)])

    def test_acts_are_offered_to_the_shell(self):
        self.ok("orders", "tag", 1001, "+late")
        self.assertEqual(self.ok("__complete", "orders", "undo", ""), "1\ttag: +late\n")

    def test_history_tells_what_changed_when_it_was_learned_and_from_where(self):
        connection = sqlite3.connect(self.home.database)
        order = connection.execute("SELECT order_id FROM orders WHERE receipt_id = 1001").fetchone()[0]
        for name, days, source, data in (
                ("order.placed", 5, "backfill", "{}"),
                ("order.ship_by_moved", 4, "import", '{"changes":[{"field":"ship_by","before":"","after":"2026-11-25T10:00:00Z"}]}'),
                ("order.changed", 1, "sync", '{"changes":[{"field":"item 1 title","before":"Oak","after":"Elm"},7,{"field":8}]}'),
                ("order.odd", 1, "sync", "no JSON")):
            connection.execute("INSERT INTO events (shop_id, name, order_id, occurred_at_utc_s, recorded_at_utc_s, source, data) "
                               "VALUES (?, ?, ?, ?, ?, ?, ?)",
                               (store.SHOP, name, order, store.NOW - (days + 1) * store.DAY, store.NOW - days * store.DAY, source, data))
        connection.execute("UPDATE orders SET is_open = 0, status = 'completed' WHERE receipt_id = 1002")
        connection.commit()
        connection.close()
        self.ok("orders", "tag", 1001, 1002, "+late")
        told = [line.split("\t") for line in self.ok("orders", "history", 1001).splitlines()]
        self.assertEqual([line[2:6] + line[7:8] for line in told],
                         [["order.placed", "", "", "", "backfill"],
                          ["order.ship_by_moved", "ship_by", "", "2026-11-25T10:00:00Z", "import"],
                          ["order.changed", "item 1 title", "Oak", "Elm", "sync"],
                          ["order.changed", "", "", "", "sync"], ["order.changed", "", "", "", "sync"],
                          ["order.odd", "", "", "", "sync"],
                          ["order.tagged", "tag", "none", "late", "user"]])
        self.assertEqual(told[0][1], "2026-11-16T10:00:00Z")
        self.assertEqual(told[0][6], "2026-11-17T10:00:00Z")
        recent = json.loads(self.ok("orders", "history", 1001, "--since", "2d", "--json"))["history"]
        self.assertEqual([one["name"] for one in recent], ["order.changed"] * 3 + ["order.odd", "order.tagged"])
        self.assertEqual((recent[0]["before"], recent[1]["before"]), ("Oak", None))
        for since, count in (("2026-11-21", 5), ("2026-11-22T10:00:00Z", 1), ("23h", 1), ("1w", 7)):
            self.assertEqual(len(self.ok("orders", "history", 1001, "--since", since).splitlines()), count, since)
        self.assertEqual({line.split("\t")[0] for line in self.ok("orders", "history").splitlines()}, {"1001"})
        self.assertEqual({line.split("\t")[0] for line in self.ok("orders", "history", "--all").splitlines()}, {"1001", "1002"})
        self.assertEqual(self.ok("orders", "history", "-", stdin="1001\n").count("\n"), 7)
        self.fails(2, "orders", "history", "--since", "yesterday")
        self.fails(2, "orders", "history", "--since", "12345")
        self.fails(2, "orders", "history", "--all", 1001)
        self.assertIn("1009", self.fails(3, "orders", "history", 1009))
        shown, code = on_terminal(self.home, ["etsyorder", "orders", "history", "1001"], columns=120, NO_COLOR="1")
        self.assertEqual(code, 0)
        self.assertIn("2026-11-17 10:00", shown)
        self.assertRegex(shown, r" placed .*Etsy")
        self.assertNotIn("backfill", shown)
        self.assertRegex(shown, r"ship by moved +ship by +2026-11-25T10:00:00Z +2026-11-18 10:00 +a file")

    def test_show_has_the_latest_of_a_long_history(self):
        for number in range(15):
            self.ok("orders", "tag", 1001, f"+t{number}")
        shown = self.ok("orders", "show", 1001)
        self.assertIn("the latest of 15; all: etsyorder orders history 1001", shown)
        self.assertNotIn("+t2\n", shown)
        self.assertIn("+t3\n", shown)

    def test_opened_is_said_only_of_what_a_browser_got(self):
        url = "https://www.etsy.com/your/orders/sold?order_id=1001"
        self.assertEqual(self.ok("orders", "open", 1001, 1002), f"{url}\n{url[:-1]}2\n", "a pipe")
        browser = self.home.path / "browser"
        browser.write_text('#!/bin/sh\necho "$@" >> "$ETSYORDER_HOME/asked"\n')
        browser.chmod(0o755)
        broken = self.home.path / "broken"
        broken.write_text("#!/bin/sh\nexit 3\n")
        broken.chmod(0o755)

        def on_screen(*words, **extra):
            return on_terminal(self.home, ["etsyorder", "orders", "open", *words], columns=200, **extra)

        asked = self.home.path / "asked"
        for extra in ({}, {"BROWSER": str(broken)}, {"BROWSER": "/nowhere/at-all"}):
            shown, code = on_screen("1001", **extra)
            self.assertEqual(code, 0)
            self.assertRegex(shown, r"1001 +not opened +https://www.etsy.com")
            self.assertIn("no browser could be started", shown)
        shown, code = on_screen("1001", "--print", BROWSER=str(browser))
        self.assertEqual((shown, code, asked.exists()), (url + "\n", 0, False))
        shown, code = on_screen("1001", BROWSER=f"{browser} --new-tab %s:other")
        self.assertEqual(code, 0)
        self.assertRegex(shown, r"1001 +opened +https://www.etsy.com")
        self.assertEqual(asked.read_text(), f"--new-tab {url}\n")
        link = self.home.path / "xdg-open"
        link.write_bytes(browser.read_bytes())
        link.chmod(0o755)
        shown, code = on_screen("1002", DISPLAY=":9", PATH=f"{self.home.path}:{store.BIN}:{os.environ['PATH']}")
        self.assertIn("order_id=1002", asked.read_text())
        self.assertRegex(shown, r"1002 +opened")
        self.assertIn("1009", self.fails(3, "orders", "open", 1009))

    def test_a_query_chooses_what_is_shown_or_opened(self):
        self.ok("orders", "tag", 1002, "+wedding")
        url = "https://www.etsy.com/your/orders/sold?order_id=1002"
        self.assertEqual(self.ok("orders", "open", "--where", "tag:wedding"), url + "\n")
        shown = json.loads(self.ok("orders", "show", "--where", "tag:wedding", "--json", "order"))["orders"]
        self.assertEqual(shown, [{"order": 1002}])
        self.assertEqual(self.ok("orders", "show", "--where", "tag:wedding", 1001), "")
        for verb in ("show", "open"):
            self.assertIn("--where QUERY", self.fails(2, "orders", verb))

    def test_buyers_become_one_and_are_told_apart_again(self):
        connection = sqlite3.connect(self.home.database)
        for number, name in ((2001, "Jane Doe"), (2002, "Jane Smith"), (2003, "Ann Smith")):
            add_order(connection, number, buyer_name=name, buyer_email="jane@mail.example" if number < 2003 else None)
        connection.commit()
        connection.close()
        suggested = json.loads(self.ok("orders", "merge-buyers", "--suggest", "--json"))["suggestions"]
        self.assertEqual(suggested, [{"orders": [2001, 2002], "names": ["Jane Doe", "Jane Smith"], "reasons": ["same e-mail"]}])
        plan = self.ok("orders", "merge-buyers", 2001, "jane smith", "--dry-run")
        self.assertEqual(plan, "2001\tJane Doe\t1\tkept\n2002\tJane Smith\t1\twould be merged\n")
        self.assertEqual(self.rows("SELECT count(*) FROM order_accounts"), [(0,)])
        merged = json.loads(self.ok("orders", "merge-buyers", 2001, 2002, "--json"))["buyers"]
        self.assertEqual([one["outcome"] for one in merged], ["kept", "merged"])
        self.assertEqual(self.ok("orders", "list", "--buyer", "jane doe").count("\n"), 2)
        self.assertIn("already so", self.ok("orders", "merge-buyers", 2002, 2001))
        self.assertEqual(self.ok("orders", "merge-buyers", "--suggest"), "")
        history = self.ok("orders", "history", 2002)
        self.assertIn("order.buyer_merged\tsame_buyer_as_order\tnone\t2001", history)
        self.ok("orders", "undo")
        self.assertEqual(self.ok("orders", "list", "--buyer", "jane doe").count("\n"), 1)
        for words, code in (((2001,), 2), ((), 2), ((2001, 9009), 3), ((2001, "nobody"), 3), ((2001, "smith"), 2)):
            told = self.fails(code, "orders", "merge-buyers", *words)
        self.assertIn("order 2003: Ann Smith", told)
        for word, why in (("nobody", "whole words of the name"), ("nobody@home.example", "has the address"),
                          ("nobody7", 'no buyer is called "nobody7"'), ("  ", "no buyer is called")):
            self.assertIn(why, self.fails(3, "orders", "merge-buyers", 2001, word))
        self.assertEqual(self.ok("orders", "merge-buyers", "-", stdin="2001\n2003\n").count("\n"), 2)

    def test_a_query_chooses_the_orders(self):
        self.ok("orders", "tag", 1001, 1002, "+wedding")
        self.ok("orders", "note", "--where", "tag:wedding", "call back")
        self.ok("orders", "note", "--where", "tag:wedding", "-", stdin="typed\n")
        self.assertEqual(self.ok("orders", "note", "--list", "--where", "tag:wedding").count("\n"), 4)
        self.ok("orders", "tag", "--where", "tag:wedding", "+soon", "-wedding")
        self.assertEqual(self.ok("orders", "list", "--tag", "soon").count("\n"), 2)
        told = self.ok("orders", "history", "--where", "tag:soon", "--json", "order,field")
        self.assertEqual({one["order"] for one in json.loads(told)["history"]}, {1001, 1002})
        self.fails(2, "orders", "tag", "--where", "tag:(", "+x")

    def test_many_orders_are_asked_about_on_a_terminal_only(self):
        connection = sqlite3.connect(self.home.database)
        for number in range(3000, 3030):
            add_order(connection, number)
        connection.commit()
        connection.close()
        words = ["etsyorder", "orders", "tag", "--where", "is:open", "+many"]
        shown, code = on_terminal(self.home, ["sh", "-c", '(echo n) | cat >/dev/null; exec "$@"', "sh", *words, "--no-input"])
        self.assertEqual(code, 0, "nobody is asked with --no-input")
        self.ok("orders", "undo")
        shown, code = on_terminal(self.home, [*words, "--yes"])
        self.assertEqual((code, "Change 33 orders?" in shown), (0, False))
        self.assertEqual(self.ok("orders", "list", "--tag", "many").count("\n"), 33)


if __name__ == "__main__":
    unittest.main()
