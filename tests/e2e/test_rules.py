# SPDX-License-Identifier: MIT
"""`etsyorder rules`: what is told or done when, looked at before it happens."""
import sqlite3
import unittest

import store
from status_case import FINDINGS, NOT_FOUND, USAGE, StatusCase
from store import add_order
from terminal import on_terminal

FIELDS = {"due", "expires", "rule", "order", "order_name", "shop", "to", "becomes", "reason", "reason_at", "does", "template", "via",
          "subject", "text", "problem", "key"}
THANKS = "- {name: thanks, when: order.paid, after: 48h, until: order.canceled, expires: 23h, send: {template: hello}}\n"


class RulesCase(StatusCase):
    def setUp(self):
        super().setUp()
        folder = self.home.path / "config" / "templates"
        folder.mkdir()
        (folder / "hello.liquid").write_text("Hi {{ buyer.first_name }}, {{ order.days_left }} days left.")

    def fill(self, connection):
        super().fill(connection)
        for at, order in enumerate(range(1, 4)):  # paid a day, two days and three days ago
            self.happens(connection, order, "order.paid", -1 - at)

    def happens(self, connection, order, name, days):
        connection.execute("INSERT INTO events (shop_id, name, order_id, occurred_at_utc_s, recorded_at_utc_s, source, data) "
                           "VALUES (?, ?, ?, ?, ?, 'sync', '{}')", (store.SHOP, name, order, self.now(days), store.NOW))

    def change(self, *statements):
        connection = sqlite3.connect(self.home.database)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    def rules(self, text):
        (self.home.path / "config" / "rules.yaml").write_text(text)

    def known(self, text):
        """The rules, as if they had acted for ever and told nothing."""
        self.rules(text)
        self.ok("rules", "run")
        self.change("UPDATE rules SET since_event_id = 0, since_utc_s = 0", "DELETE FROM outbox", "DELETE FROM rule_plans",
                    "DELETE FROM events WHERE name LIKE 'telling.%' OR name LIKE 'order.tagged' OR name LIKE 'letter.%'",
                    "DELETE FROM order_tags WHERE tag <> 'batch-7'")

    def plan(self, *words):
        return self.json("tellings", "rules", "plan", *words)

    def times(self, *words):
        return [(one["due"], one["order"]) for one in self.plan(*words)]


class Plan(RulesCase):
    def test_each_telling_has_its_time_reason_and_text(self):
        self.known(THANKS)
        first, second = self.plan()
        self.assertEqual(set(first), FIELDS)
        self.assertEqual([(one["due"], one["order"]) for one in (first, second)],
                         [("2026-11-22T10:00:00Z", 1002), ("2026-11-23T10:00:00Z", 1001)])
        self.assertEqual((second["rule"], second["reason"], second["reason_at"], second["to"], second["via"], second["template"]),
                         ("thanks", "order.paid", "2026-11-21T10:00:00Z", "buyer", ["hand"], "hello"))
        # As it will read then: the order ships in five days from now.
        self.assertEqual((first["text"], second["text"]), ("Hi Ann, 5 days left.", "Hi Ann, 4 days left."))

    def test_the_plan_ends_where_it_is_told_to_and_is_about_whom_it_is_told(self):
        self.known(THANKS + "- {name: soon, at: ship_by - 1 day, tag: late}\n")
        self.assertEqual(len(self.plan()), 5)
        self.assertEqual(len(self.plan("--until", "23h")), 1)
        self.assertEqual(len(self.plan("soon")), 3)
        self.assertEqual([one["rule"] for one in self.plan("--order", 1001)], ["thanks", "soon"])
        self.assertEqual(self.plan("thanks", "--until", "0s"), self.plan("--until", "1 min"))

    def test_what_is_past_does_not_come(self):
        self.known(THANKS)
        self.assertNotIn(1003, [one["order"] for one in self.plan("--until", "3660 days")])

    def test_what_would_not_come_is_counted_and_shown_when_asked(self):
        self.known("- {name: a, when: order.paid, after: 48h, expires: 23h, if: order.tags contains \"batch-7\", tag: x}\n")
        done = self.home.run("rules", "plan")
        self.assertIn("1 more would not come", done.stderr)
        self.assertEqual([one["order"] for one in self.plan()], [1001])
        self.assertEqual([(one["order"], one["becomes"]) for one in self.plan("--all")],
                         [(1002, "cancelled"), (1001, "done")])

    def test_a_letter_with_a_hole_would_be_held_and_says_why(self):
        self.known(THANKS)
        (self.home.path / "config" / "templates" / "hello.liquid").write_text("Look: {{ links.proof }}")
        held = self.plan()[0]
        self.assertEqual((held["becomes"], held["text"]), ("held", None))
        self.assertIn("links.proof", held["problem"])
        self.rules(THANKS.replace("hello", "hallo"))
        self.assertIn('there is no template "hallo"', self.plan()[0]["problem"])

    def test_an_end_that_came_first_takes_the_telling_away(self):
        self.known(THANKS)
        self.change(f"INSERT INTO events (shop_id, name, order_id, occurred_at_utc_s, recorded_at_utc_s, source, data) "
                    f"VALUES ({store.SHOP}, 'order.canceled', 1, {store.NOW}, {store.NOW}, 'sync', '{{}}')")
        self.assertEqual(self.times(), [("2026-11-22T10:00:00Z", 1002)])

    def test_a_moment_follows_the_day_that_etsy_moves(self):
        self.known("- {name: soon, at: ship_by - 1 business day at 8:30, tag: late}\n")
        self.assertEqual(self.times()[0], ("2026-11-26T08:30:00Z", 1001))
        self.change(f"UPDATE orders SET ship_by_utc_s = {self.now(8)} WHERE order_id = 1")
        self.assertEqual(self.times()[-1], ("2026-11-27T08:30:00Z", 1001))  # the 30th is a Monday

    def test_holidays_of_the_shop_are_no_business_days(self):
        self.known("- {name: soon, at: ship_by - 1 business day, tag: late}\n")
        (self.home.path / "config" / "pipelines.yaml").write_text("ship_by: {holidays: [2026-11-26]}\n")
        self.assertEqual(self.times()[0], ("2026-11-25T09:00:00Z", 1001))

    def test_a_cron_line_comes_in_the_shops_zone_for_the_orders_it_finds(self):
        (self.home.path / "config" / "config.yaml").write_text("zone: America/New_York\n")
        self.known("- {name: seen, cron: \"0 9 * * mon-fri\", orders: \"tag:batch-7\", tag: seen}\n"
                   "- {name: digest, cron: \"0 7 * * *\", run: [notify, now]}\n")
        self.assertEqual(self.times("seen", "--until", "48h"), [("2026-11-23T14:00:00Z", 1001)])
        self.assertEqual(self.times("digest", "--until", "24h"), [("2026-11-22T12:00:00Z", None)])

    def test_a_cron_line_of_every_minute_is_cut_off_and_says_so(self):
        self.known("- {name: often, cron: \"* * * * *\", run: x}\n")
        done = self.home.run("rules", "plan", "--json", "due")
        self.assertEqual(done.stdout.count("due"), 1000)
        self.assertIn("comes more than 1000 times", done.stderr)

    def test_an_order_whose_person_was_forgotten_is_told_of_no_more(self):
        self.known(THANKS)
        self.ok("data", "forget", "--order", 1002, "--force", "--yes")
        self.assertEqual(self.times(), [("2026-11-23T10:00:00Z", 1001)])

    def test_a_new_rule_has_no_plan_for_what_was_before_it(self):
        self.rules(THANKS + "- {name: soon, at: ship_by - 1 day, tag: late}\n")
        self.assertEqual({one["rule"] for one in self.plan()}, {"soon"})
        self.ok("rules", "run")
        self.assertEqual({one["rule"] for one in self.plan()}, {"soon"})

    def test_what_was_told_is_no_plan_any_more_and_what_is_due_still_is(self):
        self.known(THANKS.replace("hello}", "hello, to: seller}"))
        self.assertEqual([one["order"] for one in self.plan()], [1003, 1002, 1001][1:])
        self.ok("rules", "run")
        self.assertEqual([one["order"] for one in self.plan()], [1001])

    def test_without_rules_the_plan_is_empty_and_says_where_they_belong(self):
        done = self.home.run("rules", "plan")
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertIn("rules.yaml", done.stderr)

    def test_a_terminal_shows_the_first_line_of_each_letter(self):
        self.known(THANKS)
        printed, code = on_terminal(self.home, ["etsyorder", "rules", "plan"], columns=200)
        self.assertEqual(code, 0)
        self.assertIn("Hi Ann, 5 days left.", printed)
        self.assertIn("2026-11-23 10:00", printed)
        self.assertIn('the rule "thanks" was not released yet', printed)


class Test(RulesCase):
    def test_the_past_is_played_back_and_counted(self):
        self.rules(THANKS + "- {name: never, when: order.refunded, tag: x}\n")
        done = self.home.run("rules", "test", "--since", "2 days")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("thanks would have fired 2 times", done.stderr)
        self.assertIn("never would have fired 0 times", done.stderr)
        told = self.json("tellings", "rules", "test", "--since", "2 days")
        self.assertEqual([(one["due"], one["order"]) for one in told],
                         [("2026-11-21T10:00:00Z", 1003), ("2026-11-22T10:00:00Z", 1002)])
        self.assertEqual(len(self.json("tellings", "rules", "test", "--since", "1h")), 1)

    def test_plan_and_test_meet_without_a_gap(self):
        self.rules(THANKS)
        later = {"ETSYORDER_NOW": "2026-12-22T10:00:00Z"}
        self.assertIn("thanks would have fired 3 times", self.home.run("rules", "test", **later).stderr)


class Lint(RulesCase):
    def test_a_sound_file_has_no_findings(self):
        self.rules(THANKS)
        self.assertEqual(self.json("findings", "rules", "lint"), [])
        self.assertEqual(self.json("findings", "config", "check"), [])

    def test_slips_and_doubts_are_told_with_their_lines(self):
        self.rules("- name: a\n  when: order.payed\n  tag: x\n")
        done = self.home.run("rules", "lint", "--json", "line,code")
        self.assertEqual((done.returncode, done.stdout),
                         (FINDINGS, '{"schema":1,"findings":[{"line":2,"code":"unknown_event"}]}\n'))
        self.assertEqual(self.home.run("config", "check").returncode, FINDINGS)
        self.rules(THANKS.replace("hello", "helo") + "- {name: b, when: status.moved, stage: cuting}\n")
        done = self.home.run("rules", "lint", "--json", "rule,code,hint")
        self.assertEqual(done.returncode, FINDINGS)
        for words in ('"rule":"thanks","code":"unknown_template","hint":"did you mean \\"hello\\"?"',
                      '"rule":"b","code":"unknown_stage","hint":"did you mean \\"cutting\\"?"', '"code":"circle"'):
            self.assertIn(words, done.stdout)

    def test_all_verbs_refuse_a_file_that_cannot_be_read(self):
        self.rules("- {name: a, cron: \"0 0 31 2 *\", run: x}\n")
        for verb in ("plan", "test", "list"):
            error = self.fails(USAGE, "rules", verb)
            self.assertIn("rules.yaml:1", error)
            self.assertIn("no day is ever like that", error)


class Words(RulesCase):
    def test_list_shows_what_was_understood(self):
        self.rules(THANKS)
        rule, = self.json("rules", "rules", "list")
        self.assertEqual(rule, {"name": "thanks", "state": "new", "trigger": "when order.paid", "after": "48 h", "if": None,
                                "until": ["order.canceled"], "repeat": None, "does": "tell the buyer: hello",
                                "expires": "23 h", "once": False, "line": 1})

    def test_list_says_what_the_program_knows_of_a_rule(self):
        self.rules(THANKS + "- {name: tag, when: order.paid, tag: x}\n")
        states = lambda: {one["name"]: one["state"] for one in self.json("rules", "rules", "list")}
        self.assertEqual(states(), {"thanks": "new", "tag": "new"})
        self.ok("rules", "run")
        self.assertEqual(states(), {"thanks": "unreleased", "tag": "acts"})
        self.ok("rules", "release", "thanks")
        self.ok("rules", "pause", "tag")
        self.assertEqual(states(), {"thanks": "acts", "tag": "paused"})
        self.rules(THANKS.replace("order.paid", "order.placed"))
        self.assertEqual(states(), {"thanks": "new"})

    def test_wrong_words_are_refused(self):
        self.rules(THANKS)
        self.assertIn('did you mean "thanks"?', self.fails(NOT_FOUND, "rules", "plan", "thansk"))
        self.assertIn("no length of time", self.fails(USAGE, "rules", "plan", "--until", "soon"))
        self.assertIn("--since", self.fails(USAGE, "rules", "test", "--since", "-3d"))
        self.fails(NOT_FOUND, "rules", "plan", "--order", 4711)
        self.assertIn("did you mean", self.fails(USAGE, "rules", "plna"))

    def test_a_wrong_query_of_a_rule_is_told_where_it_stands(self):
        self.rules("- {name: a, cron: \"0 9 * * *\", orders: \"due:<\", tag: x}\n")
        self.assertIn("rules.yaml", self.fails(USAGE, "rules", "plan"))

    def test_names_of_rules_are_completed(self):
        self.rules(THANKS)
        self.assertIn("thanks\ttell the buyer: hello", self.ok("__complete", "rules", "plan", "th"))


class Several(RulesCase):
    def fill(self, connection):
        super().fill(connection)
        add_order(connection, 1004, ship_by_utc_s=self.now(5))

    def test_an_order_without_such_an_event_is_left_alone(self):
        self.rules(THANKS)
        self.assertNotIn(1004, [one["order"] for one in self.plan("--all")])


if __name__ == "__main__":
    unittest.main()
