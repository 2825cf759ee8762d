# SPDX-License-Identifier: MIT
"""`etsyorder status`: what a seller, a script and a pipe get of each verb."""
import json
import unittest

from status_case import CONFLICT, FINDINGS, NOT_FOUND, USAGE, StatusCase
from store import add_order
from terminal import on_terminal

MOVE_FIELDS = {"item", "title", "quantity", "from", "to", "outcome", "why", "order", "number", "name", "dry_run"}


class Status(StatusCase):
    def test_an_item_goes_through_its_stages_and_says_so_in_a_pipe(self):
        self.assertEqual(self.ok("status", "advance", "1001.1"), "1001.1\tOak sign\t5\tcutting\tengraving\tmoved\t\n")
        self.assertEqual(self.ok("status", "advance", "1001.1", "--quantity", 2),
                         "1001.1\tOak sign\t2\tengraving\tpacking\tmoved\t\n")
        self.assertEqual(self.where(), {"1001.1": {"engraving": 3, "packing": 2}, "1001.2": {"cutting": 1},
                                        "1002.1": {"cutting": 1}, "1003.1": {"cutting": 1}})
        self.ok("status", "back", "1001.1", "--reason", "a crack", "--by", "anna")
        self.assertEqual(self.where()["1001.1"], {"engraving": 5})
        told = [line.split("\t") for line in self.ok("status", "history", "1001.1").splitlines()]
        self.assertEqual([line[2:8] for line in told],
                         [["moved", "cutting", "engraving", "5", "", ""], ["moved", "engraving", "packing", "2", "", ""],
                          ["moved", "packing", "engraving", "2", "anna", "a crack"]])

    def test_json_has_its_fields(self):
        (moved,) = self.json("items", "status", "advance", "1002")
        self.assertEqual(set(moved), MOVE_FIELDS)
        self.assertEqual((moved["item"], moved["order"], moved["number"], moved["outcome"]), ("1002.1", 1002, 1, "moved"))
        for verb, name, some in (("list", "items", {"stage", "pipeline", "public", "owner", "since", "held", "reason", "of"}),
                                 ("board", "board", {"stage", "items", "pieces", "late", "held", "known", "next_ship_by"}),
                                 ("pipelines", "pipelines", {"days", "needs", "owner", "public", "match", "was"})):
            rows = self.json(name, "status", verb)
            self.assertLessEqual(some, set(rows[0]), verb)
        board = {row["stage"]: row["items"] for row in self.json("board", "status", "board")}
        self.assertEqual(board, {"cutting": 3, "engraving": 1, "packing": 0, "ready": 0})
        (why,) = self.json("items", "status", "why", "1002.1")
        self.assertEqual((why["next_stage"], why["next_command"], why["in_the_way"]),
                         ("packing", "etsyorder status advance 1002.1", None))
        self.assertEqual([one["to"] for one in why["updates"]], ["engraving"])

    def test_the_next_command_of_why_does_what_it_says(self):
        for stage in ("engraving", "packing"):
            (why,) = self.json("items", "status", "why", "1002.1")
            self.assertEqual(why["next_stage"], stage)
            self.ok(*why["next_command"].split()[1:])
            self.assertEqual(self.where()["1002.1"], {stage: 1})
        self.ok("status", "hold", "1002.1")
        (why,) = self.json("items", "status", "why", "1002.1")
        self.assertEqual(why["next_command"], "etsyorder status resume 1002.1")
        self.ok(*why["next_command"].split()[1:])
        (why,) = self.json("items", "status", "why", "1002.1")
        self.assertIn("needs tracking", why["in_the_way"])
        self.assertEqual(why["next_command"], "etsyorder orders ship 1002 --tracking CODE")
        self.ok("orders", "ship", 1002, "--by-hand", "--tracking", "LX473124829GB", "--yes")
        (why,) = self.json("items", "status", "why", "1002.1")
        self.assertEqual(why["next_stage"], "ready")

    def test_repeating_is_harmless_and_says_already(self):
        self.ok("status", "set", "engraving", 1002)
        before = self.stored()
        self.assertIn("\talready\t", self.ok("status", "set", "engraving", 1002))
        self.assertIn("\talready\t", self.ok("status", "advance", 1002, "--if-stage", "cutting"))
        self.ok("status", "hold", 1003)
        held = self.stored()
        self.assertNotEqual(before, held)
        self.assertIn("already so", self.ok("status", "hold", 1003))
        self.assertIn("already so", self.ok("status", "resume", 1002))
        self.assertEqual(self.stored(), held)

    def test_compare_and_set_is_a_conflict_where_it_stands_elsewhere(self):
        self.ok("status", "set", "engraving", 1002)
        before = self.stored()
        for words in (("advance", 1002, "--if-stage", "packing"), ("set", "packing", 1002, "--if-stage", "cutting"),
                      ("advance", 1002, "--if-stage", "ready"), ("back", 1002, "--if-stage", "cutting")):
            self.assertIn("it stands in engraving", self.fails(CONFLICT, "status", *words))
        self.assertEqual(self.stored(), before)

    def test_a_gate_is_a_conflict_that_says_what_is_missing(self):
        for words in (("set", "ready", 1002), ("set", "ready", 1002, "--quantity", 1)):
            self.assertIn("needs tracking: the order has no tracking code", self.fails(CONFLICT, "status", *words))
        self.fails(USAGE, "status", "set", "ready", 1002, "--anyway")
        self.ok("status", "set", "ready", 1002, "--anyway", "--reason", "picked up")
        self.assertIn("picked up; in spite of: ready needs tracking", self.ok("status", "history", 1002))

    def test_an_unknown_stage_is_told_with_the_nearest(self):
        for words in (("set", "engravin", 1002), ("advance", 1002, "--if-stage", "engravin"), ("list", "--stage", "engravin"),
                      ("advance", "--where", "stage:engravin"), ("list", "--where", "-stage:packing stage:engravin")):
            told = self.fails(USAGE, "status", *words)
            self.assertIn('no stage "engravin"', told)
            self.assertIn("engraving", told)
        self.fails(USAGE, "orders", "list", "stage:engravin")

    def test_wrong_words_are_usage_and_what_is_not_there_is_not_found(self):
        for verb in ("advance", "back", "hold", "resume", "why"):
            self.fails(USAGE, "status", verb)
            self.fails(NOT_FOUND, "status", verb, 1009)
            self.fails(NOT_FOUND, "status", verb, "1001.3")
        self.fails(USAGE, "status", "block", 1001)
        self.fails(USAGE, "status", "block", 1001, "--reason", "x", "--waits-for", "godot")
        self.fails(USAGE, "status", "set", 1001)
        self.fails(USAGE, "status", "advance", 1001, "--quantity", 0)
        self.fails(CONFLICT, "status", "advance", "1001.1", "--quantity", 6)
        self.fails(NOT_FOUND, "status", "undo")
        self.fails(NOT_FOUND, "status", "board", "--pipeline", "none")
        self.assertEqual(self.rows("SELECT count(*) FROM status_updates"), [(0,)])

    def test_items_come_one_a_line(self):
        self.ok("status", "advance", "-", stdin="item\tbuyer\n1001.2\tAnn\n 1003.1 \tAnn\n\n")
        self.assertEqual({item for item, at in self.where().items() if at == {"engraving": 1}}, {"1001.2", "1003.1"})
        listed = self.ok("status", "list", "--where", "stage:engraving")
        self.assertEqual([line.split("\t")[0] for line in listed.splitlines()], ["1001.2", "1003.1"])
        self.ok("status", "set", "packing", "-", stdin=listed)
        self.assertEqual(self.where()["1003.1"], {"packing": 1})
        self.ok("status", "advance", "-", stdin="")
        self.fails(NOT_FOUND, "status", "advance", "-", stdin="1001.2\n1001.9\n")
        self.assertEqual(self.where()["1001.2"], {"packing": 1})

    def test_a_list_of_a_stage_moves_only_its_pieces_where_the_stage_is_said_again(self):
        self.ok("status", "advance", "1001.1", "--quantity", 2)
        listed = self.ok("status", "list", "--stage", "engraving")
        self.ok("status", "advance", "-", "--from", "engraving", stdin=listed)
        self.assertEqual(self.where()["1001.1"], {"cutting": 3, "packing": 2})

    def test_a_query_moves_only_the_pieces_in_its_stage(self):
        self.ok("status", "advance", "1001.1", "--quantity", 2)
        self.ok("status", "advance", "--where", "stage:engraving tag:batch-7")
        self.assertEqual(self.where(), {"1001.1": {"cutting": 3, "packing": 2}, "1001.2": {"cutting": 1},
                                        "1002.1": {"cutting": 1}, "1003.1": {"cutting": 1}})

    def test_queries_know_stages_of_items_nobody_has_moved(self):
        def found(query):
            return self.ok("orders", "list", query, "--json", "order")
        self.ok("status", "set", "packing", 1002)
        self.ok("status", "advance", "1001.1", "--quantity", 1)
        for query, orders in (("stage:cutting", [1001, 1003]), ("stage:packing", [1002]), ("-stage:cutting", [1002]),
                              ("stage:eng*", [1001]), ("stage:ready", []), ("stage:cutting -stage:engraving", [1003]),
                              ("stage:packing OR stage:engraving", [1001, 1002])):
            got = sorted(row["order"] for row in json.loads(found(query))["orders"])
            self.assertEqual(got, orders, query)
        self.sql("UPDATE orders SET is_open = 0, status = 'completed' WHERE receipt_id IN (1002, 1003)")
        self.assertEqual(json.loads(found("stage:packing"))["orders"], [])
        for query, orders in (("stage:packing is:closed", [1002]), ("stage:cutting is:closed", [])):
            self.assertEqual([row["order"] for row in json.loads(found(query))["orders"]], orders, query)

    def test_a_plan_changes_nothing(self):
        before = self.stored()
        for words in (("advance", 1001), ("set", "packing", 1002), ("hold", 1001), ("block", 1001, "--reason", "x")):
            self.assertIn("would", self.ok("status", *words, "--dry-run"))
        self.ok("status", "pipelines", "--migrate", "--dry-run")
        self.assertEqual(self.home.run("status", "set", "ready", 1002, "--dry-run").returncode, CONFLICT)
        self.assertEqual(self.stored(), before)

    def test_what_is_refused_keeps_the_rest_unless_one_keeps_going(self):
        self.ok("status", "hold", 1002)
        before = self.stored()
        self.assertIn("nothing was changed", self.fails(CONFLICT, "status", "advance", 1001, 1002, 1003))
        self.assertEqual(self.stored(), before)
        done = self.home.run("status", "advance", 1001, 1002, 1003, "--keep-going", "--json")
        self.assertEqual(done.returncode, CONFLICT)
        self.assertEqual([one["outcome"] for one in json.loads(done.stdout)["items"]], ["moved", "moved", "refused", "moved"])
        self.assertEqual(self.where()["1002.1"], {"cutting": 1})

    def test_undo_takes_back_what_nobody_has_moved_on_since(self):
        self.ok("status", "advance", 1002, 1003)
        self.ok("status", "undo")
        self.assertEqual(self.where()["1002.1"], {"cutting": 1})
        self.fails(NOT_FOUND, "status", "undo")
        self.ok("status", "advance", 1002, 1003)
        self.ok("status", "advance", 1003)
        acts = [row[0] for row in self.rows("SELECT act_id FROM acts ORDER BY act_id")]
        plan = self.home.run("status", "undo", acts[-2], "--dry-run")
        self.assertEqual(plan.returncode, FINDINGS)
        done = self.home.run("status", "undo", acts[-2], "--json")
        self.assertEqual(done.returncode, FINDINGS)
        self.assertEqual(sorted(one["outcome"] for one in json.loads(done.stdout)["undo"]), ["changed since", "undone"])
        self.assertEqual((self.where()["1002.1"], self.where()["1003.1"]), ({"cutting": 1}, {"packing": 1}))
        self.fails(CONFLICT, "status", "undo", acts[-2])

    def test_check_finds_what_is_late_will_be_or_waits(self):
        self.assertEqual(self.home.run("status", "check").returncode, 0)  # a Sunday, with five working days left
        connection = self.connect()
        add_order(connection, 1004, ship_by_utc_s=self.now(-1))
        add_order(connection, 1005, ship_by_utc_s=self.now(2))
        connection.commit()
        connection.close()
        self.ok("status", "block", 1003, "--reason", "which font?", ETSYORDER_NOW="2026-11-10T10:00:00Z")
        done = self.home.run("status", "check", "--json")
        self.assertEqual(done.returncode, FINDINGS)
        found = {row["item"]: row for row in json.loads(done.stdout)["items"]}
        self.assertEqual({item: row["finding"] for item, row in found.items()},
                         {"1004.1": "late", "1005.1": "will be late", "1003.1": "waits for buyer"})
        self.assertEqual((found["1005.1"]["days_needed"], found["1005.1"]["days_left"]), (3, 2))  # it was ordered on Thursday
        self.assertTrue(found["1005.1"]["extend_to"].startswith("2026-12-15"), found["1005.1"])
        self.assertIsNone(found["1004.1"]["extend_to"])
        self.assertEqual(found["1003.1"]["buyer_waited"], 8)
        whole = self.home.run("status", "check", "--all", "--json")
        by_item = {row["item"]: row for row in json.loads(whole.stdout)["items"]}
        stages = [(one["stage"], one["days"], one["last_begin"][:10]) for one in by_item["1002.1"]["stages"]]
        self.assertEqual(stages, [("cutting", 0, "2026-11-25"), ("engraving", 2, "2026-11-25"), ("packing", 1, "2026-11-27"),
                                  ("ready", 0, "2026-11-27")])

    def test_a_wrong_file_stops_every_verb_with_its_line(self):
        for text, word in (("pipelines:\n- {name: a, stages: [include: a]}\n", "includes itself"),
                           ("pipelines:\n- {name: a, stages: [x, x]}\n", "twice"), ("pipelines:\n\t- x\n", "no YAML")):
            self.pipelines(text)
            for words in (("list",), ("board",), ("advance", 1002), ("pipelines",), ("check",)):
                told = self.fails(USAGE, "status", *words)
                self.assertIn(word, told)
                self.assertIn("pipelines.yaml:2", told)
        self.assertEqual(self.home.run("orders", "list").returncode, 0)

    def test_a_wrong_query_is_told_by_its_line_before_any_item_is_looked_at(self):
        for query, word in (("due:soon", "due"), ("stage:ready", "asks for a stage")):
            self.pipelines("pipelines:\n- name: a\n  match:\n    query: \"%s\"\n  stages: [x]\n" % query)
            for words in (("status", "pipelines"), ("status", "list")):
                told = self.fails(USAGE, *words)
                self.assertIn("pipelines.yaml:4: ", told)
                self.assertIn(word, told)
            done = self.home.run("config", "check", "--json")
            (found,) = json.loads(done.stdout)["findings"]
            self.assertEqual((done.returncode, found["line"], found["code"]), (FINDINGS, 4, "bad_query"))
        self.pipelines("pipelines:\n- {name: a, match: {query: \"query:rush total:>9\"}, stages: [x]}\n")
        self.ok("config", "check")

    def test_a_changed_file_moves_items_in_flight_by_a_shown_plan(self):
        self.ok("status", "set", "engraving", 1002)
        self.ok("status", "set", "packing", 1003)
        self.pipelines("pipelines:\n- name: signs\n  stages: [cutting, {name: laser, was: engraving}, ready]\n")
        self.assertIn("no longer", self.fails(CONFLICT, "status", "advance", 1002))
        self.assertIn("1002.1", self.ok("status", "list", "--stage", "engraving"))
        before = self.stored()
        plan = self.home.run("status", "pipelines", "--migrate", "--dry-run")
        self.assertEqual(plan.returncode, FINDINGS)
        self.assertIn("1002.1\tOak sign\tengraving\tlaser\twould be moved\t", plan.stdout)
        self.assertIn("1003.1\tOak sign\tpacking\t\tleft where it is", plan.stdout)
        self.assertEqual(self.stored(), before)
        self.ok("status", "pipelines", "--migrate", "--move", "packing=ready")
        self.assertEqual((self.where()["1002.1"], self.where()["1003.1"]), ({"laser": 1}, {"ready": 1}))
        self.assertEqual(self.ok("status", "pipelines", "--migrate"), "")
        self.fails(USAGE, "status", "pipelines", "--migrate", "--move", "packing=nowhere")

    def test_a_pipeline_that_is_gone_is_shown_with_the_one_that_takes_its_items(self):
        self.ok("status", "set", "engraving", 1002)
        self.ok("status", "set", "packing", 1003)
        self.pipelines("pipelines:\n- name: plates\n  stages: [cutting, engraving, {name: laser, was: oiling}]\n")
        plan = self.home.run("status", "pipelines", "--migrate", "--dry-run")
        self.assertEqual(plan.returncode, FINDINGS)
        self.assertIn("1002.1\tOak sign\tengraving\tengraving\twould be moved\t\tsigns\tplates\n", plan.stdout)
        self.assertIn("\tsigns\t\n", plan.stdout)  # 1003, of which nobody knows where to
        rows = json.loads(self.home.run("status", "pipelines", "--migrate", "--dry-run", "--json").stdout)["items"]
        self.assertEqual([(row["item"], row["from"], row["from_pipeline"], row["to_pipeline"]) for row in rows],
                         [("1002.1", "engraving", "signs", "plates"), ("1003.1", "packing", "signs", None)])
        shown, _ = on_terminal(self.home, ["etsyorder", "status", "pipelines", "--migrate", "--dry-run"], NO_COLOR="1")
        self.assertRegex(shown, "signs: engraving +plates: engraving")
        told = self.fails(USAGE, "status", "pipelines", "--migrate", "--move", "packing=laser", "--move", "packing=cutting")
        self.assertIn('"packing" is there twice', told)
        self.ok("status", "pipelines", "--migrate", "--move", "packing=laser")
        self.assertEqual((self.where()["1002.1"], self.where()["1003.1"]), ({"engraving": 1}, {"laser": 1}))

    def test_the_history_of_an_order_names_the_item_of_each_update(self):
        self.ok("status", "advance", "1001.2")
        self.ok("status", "hold", "1001.1")
        self.ok("orders", "tag", 1001, "+rush")
        rows = self.json("history", "orders", "history", 1001)
        self.assertEqual([(row["name"], row["field"], row["item"]) for row in rows],
                         [("status.moved", "stage", "1001.2"), ("status.held", None, "1001.1"),
                          ("order.tagged", "tag", None)])
        piped = [line.split("\t") for line in self.ok("orders", "history", 1001).splitlines()]
        self.assertEqual([line[-1] for line in piped], ["1001.2", "1001.1", ""])
        shown, _ = on_terminal(self.home, ["etsyorder", "orders", "history", "1001"], NO_COLOR="1")
        self.assertRegex(shown, "stage of item 2 +cutting +engraving")
        self.assertRegex(shown, "put on hold +item 1")

    def test_pieces_are_picked_only_where_every_side_of_an_or_names_a_stage(self):
        self.ok("status", "advance", 1002)
        self.ok("status", "advance", "1001.1", "--quantity", 2)
        listed = lambda query: sorted(line.split("\t")[0] + " " + line.split("\t")[4]
                                      for line in self.ok("status", "list", "--where", query).splitlines())
        self.assertEqual(listed("stage:engraving or tag:batch-7"),
                         ["1001.1 cutting", "1001.1 engraving", "1001.2 cutting", "1002.1 engraving"])
        self.assertEqual(listed("stage:engraving tag:batch-7"), ["1001.1 engraving"])
        self.assertEqual(listed("stage:engraving (tag:batch-7 or order:1002)"), ["1001.1 engraving", "1002.1 engraving"])
        self.assertEqual(listed("stage:engraving or stage:ready"), ["1001.1 engraving", "1002.1 engraving"])

    def test_a_limit_cuts_lists_and_says_so(self):
        for item in ("1001.1", "1001.2", "1002.1"):
            self.ok("status", "advance", item)
            self.ok("status", "batch", "--name", f"of-{item[-3:].replace('.', '-')}", item)
        for words, name, count in ((("list",), "items", 4), (("history",), "updates", 3), (("batch",), "batches", 3),
                                   (("batch", "--by", "title"), "groups", 1)):
            whole = self.json(name, "status", *words)
            self.assertEqual(len(whole), count, words)
            for limit, more in ((1, count > 1), (count or 1, False), ("all", False), (0, False)):
                done = self.home.run("status", *words, "--limit", limit, "--json")
                told = json.loads(done.stdout)
                shown = min(count, limit) if isinstance(limit, int) and limit else count
                self.assertEqual((told[name], told["more"]), (whole[:shown], more), (words, limit))
                piped = self.home.run("status", *words, "--limit", limit)
                self.assertEqual(("only the first 1:" in piped.stderr, len(piped.stdout.splitlines())), (more, shown))
            self.assertIn("--limit", self.fails(USAGE, "status", *words, "--limit", "x"))
        self.fails(USAGE, "status", "batch", "--name", "a", 1003, "--limit", 1)

    def test_a_terminal_gets_fifty_lines_and_a_pipe_all(self):
        connection = self.connect()
        for number in range(5000, 5060):
            add_order(connection, number)
        connection.commit()
        connection.close()
        shown, _ = on_terminal(self.home, ["etsyorder", "status", "list"], NO_COLOR="1")
        self.assertIn("only the first 50", shown)
        self.assertEqual(len(self.ok("status", "list").splitlines()), 64)

    def test_what_a_person_is_forgotten_with_is_gone_from_the_history(self):
        self.ok("status", "block", 1002, "--reason", "Zebediah phoned", "--by", "Zebediah")
        self.ok("status", "advance", 1002, "--anyway", "--reason", "Zebediah agreed")
        self.sql("UPDATE orders SET is_open = 0, status = 'completed', is_shipped = 1 WHERE receipt_id = 1002")
        done = self.home.run("data", "forget", "--order", 1002, "--yes")
        self.assertEqual(done.returncode, 0, done.stderr)
        left = b"".join(path.read_bytes() for path in (self.home.path / "data").glob("etsyorder.db*"))
        self.assertNotIn(b"Zebediah", left)
        self.assertEqual(self.rows("SELECT kind, from_stage, to_stage, by_whom, reason FROM status_updates"),
                         [("blocked", "cutting", "cutting", "", ""), ("moved", "cutting", "engraving", "", "")])

    def test_words_on_a_terminal(self):
        shown, code = on_terminal(self.home, ["etsyorder", "status", "advance", "1002"], NO_COLOR="1")
        self.assertEqual(code, 0)
        self.assertIn("1 item moved", shown)
        shown, code = on_terminal(self.home, ["etsyorder", "status", "why", "1002"], NO_COLOR="1")
        self.assertEqual(code, 0)
        self.assertRegex(shown, r"next: +etsyorder status advance 1002\.1")
        for verb in ("list", "check", "history", "pipelines"):
            shown, code = on_terminal(self.home, ["etsyorder", "status", verb], NO_COLOR="1", columns=80)
            self.assertEqual(code, 0, shown)
            self.assertLessEqual(max(map(len, shown.splitlines())), 80, shown)


if __name__ == "__main__":
    unittest.main()
