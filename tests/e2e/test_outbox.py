# SPDX-License-Identifier: MIT
"""`etsyorder rules run` and `outbox`: what is due is handed over once, however often it is run or killed."""
import json
import os
import shutil
import unittest

import shim
from status_case import CONFLICT, NOT_FOUND, USAGE
from terminal import on_terminal
from test_rules import RulesCase

KILLED = -9
EVERY = int(os.environ.get("ETSYORDER_KILL_EVERY", "1"))
RULES = """- {name: hello, when: order.tagged, after: 1h, until: order.noted, send: {template: hello, to: seller}}
- {name: soon, at: ship_by - 4 days, tag: soon}
- {name: cut, at: ship_by - 4 days, stage: engraving}
- {name: thanks, when: order.tagged, send: {template: hello}}
"""
FIELDS = {"id", "due", "state", "rule", "order", "to", "problem", "text", "subject", "template", "channel", "reason", "reason_at",
          "expires", "letter", "tries", "created_at", "changed_at", "order_name", "shop"}


class OutboxCase(RulesCase):
    def setUp(self):
        super().setUp()
        self.clock = "2026-11-22T10:00:00Z"

    def go(self, *words, **extra):
        return self.home.run(*words, ETSYORDER_NOW=self.clock, **extra)

    def did(self, *words):
        done = self.go("rules", "run", *words, "--json", "rule,order,state")
        self.assertEqual(done.returncode, 0, done.stderr)
        return [tuple(one.values()) for one in json.loads(done.stdout)["tellings"]]

    def outbox(self, *words):
        return json.loads(self.go("outbox", "list", *words, "--json").stdout)["tellings"]

    def begin(self, rules=RULES):
        """The rules are known, and order 1001 is tagged an hour ago."""
        self.rules(rules)
        self.assertEqual(self.did(), [])
        self.ok("orders", "tag", 1001, "+x")
        self.clock = "2026-11-22T11:00:00Z"


class Run(OutboxCase):
    def test_what_is_due_is_done_once_and_buyers_wait_for_a_release(self):
        self.begin()
        self.assertEqual(self.did(), [("thanks", 1001, "held"), ("hello", 1001, "handed")])
        self.assertEqual(self.did(), [])
        held, handed = self.outbox()
        self.assertEqual(set(held), FIELDS)
        self.assertIn("was not released yet", held["problem"])
        self.assertEqual((handed["text"], handed["channel"], handed["to"]), ("Hi Ann, 5 days left.", "hand", "seller"))
        self.assertEqual(self.go("rules", "release", "thanks").returncode, 0)
        self.assertEqual(self.did(), [("thanks", 1001, "handed")])
        self.assertEqual(self.did(), [])

    def test_a_rehearsal_changes_nothing_and_says_the_same(self):
        self.begin()
        before = self.rows("SELECT * FROM outbox")
        self.assertEqual(self.did("--dry-run"), [("thanks", 1001, "held"), ("hello", 1001, "handed")])
        told = self.go("rules", "run", "--dry-run").stderr
        self.assertIn("1 would be handed over to you\n1 would be held\nnothing was changed", told)
        self.assertNotIn("outbox next", told)
        self.assertEqual(self.rows("SELECT * FROM outbox"), before)
        self.assertEqual(len(self.did()), 2)

    def test_tags_and_stages_are_set_and_remembered_with_the_rule(self):
        self.begin()
        self.clock = "2026-11-23T10:00:00Z"
        self.assertEqual([one for one in self.did() if one[2] == "done"],
                         [(rule, order, "done") for order in (1001, 1002, 1003) for rule in ("soon", "cut")])
        self.assertEqual(json.loads(self.go("orders", "show", 1002, "--json").stdout)["orders"][0]["tags"], ["soon"])
        self.assertEqual(set(self.rows("SELECT stage FROM item_stages")), {("engraving",)})
        self.assertEqual(self.rows("SELECT DISTINCT source, by_whom FROM status_updates"), [("rule", "cut")])

    def test_the_plan_is_what_then_comes(self):
        self.begin("- {name: a, at: ship_by - 4 days at 11:30, send: {template: hello, to: seller}}\n"
                   "- {name: b, when: order.tagged, after: 20h, repeat: {every: 1 day, max: 2}, "
                   "quiet: {from: \"05:00\", to: \"09:30\"}, send: {template: hello, to: seller}}\n"
                   "- {name: c, cron: \"15 */6 * * *\", run: [x]}\n")
        self.did()
        plan = json.loads(self.go("rules", "plan", "--until", "3 days", "--json").stdout)["tellings"]
        came = []
        for hour in range(11, 11 + 72):  # every hour of three days
            self.clock = f"2026-11-{22 + hour // 24}T{hour % 24:02}:59:59Z"
            done = json.loads(self.go("rules", "run", "--json").stdout)["tellings"]
            came += [(one["due"], one["rule"], one["order"], one["state"]) for one in done]
        expected = [(one["due"], one["rule"], one["order"], one["becomes"]) for one in plan]
        self.assertEqual(sorted(came, key=str), sorted(expected, key=str))
        self.assertEqual(len(came), 3 + 2 + 12)

    def test_two_at_once_do_not_do_the_same(self):
        self.begin()
        runs = [self.home.start("rules", "run", "--json", "rule", ETSYORDER_NOW=self.clock) for _ in range(4)]
        ends = [(run.communicate()[0], run.returncode) for run in runs]
        for out, code in ends:
            self.assertIn(code, (0, CONFLICT))
        self.assertEqual(sum(out.count('"rule"') for out, _ in ends), 2)
        self.assertEqual(self.rows("SELECT count(*) FROM events WHERE name = 'telling.handed'"), [(1,)])

    def test_a_wrong_file_stops_before_anything_is_done(self):
        self.begin()
        self.rules("- {name: a, when: order.eaten, tag: x}\n")
        self.assertEqual(self.go("rules", "run").returncode, USAGE)
        self.assertEqual(self.outbox(), [])

    def test_a_rule_that_is_taken_out_takes_what_it_planned_with_it(self):
        self.begin()
        self.rules("")
        self.assertEqual(self.did(), [])
        self.assertEqual(self.outbox("--all"), [])
        self.rules(RULES)  # it was taken out for a moment only
        self.assertEqual(self.did(), [("thanks", 1001, "held"), ("hello", 1001, "handed")])

    def test_a_run_is_about_all_shops(self):
        self.begin()
        self.assertEqual(self.go("rules", "run", "--shop", "AcornSigns").returncode, USAGE)

    def test_a_rule_of_another_kind_under_the_same_name_ends(self):
        self.begin("- {name: x, cron: \"*/5 * * * *\", send: {template: hello, to: seller}}\n")
        self.rules("- {name: x, when: order.tagged, tag: y}\n")
        self.clock = "2026-11-22T11:10:00Z"
        self.assertEqual(self.did(), [])
        self.assertEqual(self.outbox("--all"), [])

    def test_another_letter_must_be_released_again(self):
        self.begin()
        self.did()
        self.assertEqual(self.go("rules", "release", "thanks").returncode, 0)
        (self.home.path / "config" / "templates" / "other.liquid").write_text("Something else")
        self.rules(RULES.replace("{name: thanks, when: order.tagged, send: {template: hello}}",
                                 "{name: thanks, when: order.tagged, send: {template: other}}"))
        row, = [one for one in self.did() if one[0] == "thanks"]
        self.assertEqual(row, ("thanks", 1001, "held"))
        self.assertEqual(self.outbox("--rule", "thanks")[0]["template"], "other")

    def test_words_of_a_forgotten_person_are_gone_from_the_outbox(self):
        self.begin()
        self.did()
        self.assertIn(("Hi Ann, 5 days left.",), self.rows("SELECT text FROM outbox"))
        self.assertEqual(self.go("data", "forget", "--order", 1001, "--force", "--yes").returncode, 0)
        self.assertEqual(self.rows("SELECT DISTINCT text, subject FROM outbox WHERE order_id = 1"), [("", None)])
        self.assertNotIn(b"Hi Ann", self.home.database.read_bytes())


class Seller(OutboxCase):
    def test_what_was_handed_over_is_sent_when_the_seller_says_so(self):
        self.begin()
        self.did()
        handed, = self.outbox("--state", "handed")
        printed = self.go("outbox", "next")
        self.assertEqual(printed.stdout, "Hi Ann, 5 days left.\n")
        self.assertIn(f"etsyorder outbox done {handed['id']}", printed.stderr)
        self.assertEqual(self.go("outbox", "done", handed["id"], "--dry-run").returncode, 0)
        self.assertEqual(self.outbox("--state", "handed"), [handed])
        self.assertIn("changed", self.go("outbox", "done", handed["id"]).stdout)
        self.assertIn("already so", self.go("outbox", "done", "-", stdin=f"{handed['id']}\n").stdout)
        self.assertEqual(self.go("outbox", "next").stdout, "")
        shown = json.loads(self.go("outbox", "show", handed["id"], "--json").stdout)["telling"]
        self.assertEqual((shown["state"], shown["text"]), ("sent", "Hi Ann, 5 days left."))

    def test_a_terminal_is_asked_whether_it_was_sent(self):
        self.begin()
        self.did()
        for answer, state in (("n\n", "handed"), ("y\n", "sent")):
            printed, code = on_terminal(self.home, ["etsyorder", "outbox", "next"], asked=("Sent?", lambda answer=answer: answer),
                                        ETSYORDER_NOW=self.clock)
            self.assertEqual(code, 0, printed)
            self.assertIn("Hi Ann, 5 days left.", printed)
            self.assertEqual(self.rows("SELECT state FROM outbox WHERE rule = 'hello'"), [(state,)])

    def test_states_that_forbid_it_change_nothing(self):
        self.begin()
        self.did()
        held, handed = self.outbox()
        refused = self.go("outbox", "done", handed["id"], held["id"])
        self.assertEqual(refused.returncode, CONFLICT)
        self.assertIn(f"telling {held['id']} is held", refused.stderr)
        self.assertEqual(self.outbox(), [held, handed])
        self.assertEqual(self.go("outbox", "cancel", held["id"], handed["id"]).returncode, 0)
        self.assertEqual(self.go("outbox", "release", held["id"]).returncode, CONFLICT)
        self.assertEqual(self.outbox(), [])
        self.assertEqual(self.did(), [])

    def test_a_queued_one_may_wait_and_go_on(self):
        self.rules(RULES)
        self.did()
        one = self.outbox("--all", "--rule", "soon")[0]
        self.assertEqual(self.go("outbox", "hold", one["id"]).returncode, 0)
        self.clock = "2026-11-23T10:00:00Z"
        self.assertNotIn(("soon", one["order"], "done"), self.did())
        self.assertEqual(self.go("outbox", "release", one["id"]).returncode, 0)
        self.assertIn(("soon", one["order"], "done"), self.did())

    def test_wrong_words_are_refused(self):
        self.begin()
        self.assertEqual(self.go("outbox", "done", 99).returncode, NOT_FOUND)
        self.assertEqual(self.go("outbox", "show", 99).returncode, NOT_FOUND)
        for words in (["done"], ["done", "x"], ["cancel", "0"], ["list", "--state", "lost"], ["list", "--all", "--state", "held"]):
            self.assertEqual(self.go("outbox", *words).returncode, USAGE, words)
        self.assertEqual(self.go("rules", "pause", "nope").returncode, NOT_FOUND)

    def test_a_list_is_cut_off_where_it_is_told_to_be(self):
        self.begin()
        done = self.go("outbox", "list", "--all", "--limit", "2", "--json", "id")
        self.assertEqual(done.stdout.count('"id"'), 2)
        self.assertIn('"more":true', done.stdout)
        self.assertEqual({one["order"] for one in self.outbox("--all", "--order", 1002)}, {1002})

    def test_a_paused_rule_waits_until_it_goes_on(self):
        self.begin()
        self.assertEqual(self.go("rules", "pause", "hello").returncode, 0)
        self.assertIn("already so", self.go("rules", "pause", "hello").stdout)
        self.assertEqual(self.did(), [("thanks", 1001, "held")])
        self.assertEqual(self.go("rules", "resume", "hello").returncode, 0)
        self.assertEqual(self.did(), [("hello", 1001, "handed")])


class Crash(OutboxCase):
    def end(self):
        rows = self.rows("SELECT rule, order_id, occurrence, state, problem, text, tries FROM outbox")
        events = self.rows("SELECT name, order_id, count(*) FROM events WHERE name LIKE 'telling.%' OR name LIKE 'status.%' "
                           "OR name = 'order.tagged' GROUP BY name, order_id")
        return sorted(rows, key=str), events, self.rows("SELECT * FROM order_tags"), self.rows("SELECT stage FROM item_stages")

    def test_killed_at_every_step_on_the_disk_and_run_again_it_ends_the_same(self):
        self.begin()
        self.clock = "2026-11-22T12:00:00Z"
        kept = self.home.path / "kept"
        shutil.copytree(self.home.path / "data", kept)

        def again():
            shutil.rmtree(self.home.path / "data")
            shutil.copytree(kept, self.home.path / "data")

        self.assertEqual(self.go("rules", "run").returncode, 0)
        self.assertEqual(self.go("rules", "run").returncode, 0)
        whole, step = self.end(), 1
        while True:
            again()
            done = self.go("rules", "run", **shim.environment(SHIM_KILL_AT=step))
            if done.returncode == 0:
                break
            self.assertEqual(done.returncode, KILLED, done.stderr)
            for _ in range(2):
                self.assertEqual(self.go("rules", "run").returncode, 0)
            self.assertEqual(self.end(), whole, f"killed at step {step}")
            step += EVERY
        self.assertGreater(step, 20)


if __name__ == "__main__":
    unittest.main()
