# SPDX-License-Identifier: MIT
"""What orders look like: on a terminal, in a pipe, as JSON, and when something is wrong."""
import json
import os
import signal
import sqlite3
import subprocess
import time
import unittest

import store
from store import DAY, NOW, add_order
from terminal import on_terminal


def shown_on_terminal(home, *words, columns=100, **extra):
    return on_terminal(home, [store.BIN / "etsyorder", *words], columns, **extra)


def open_files(pid):
    names = []
    for entry in os.scandir(f"/proc/{pid}/fd"):
        try:
            names.append(os.path.basename(os.readlink(entry.path)))
        except OSError:  # closed in between
            pass
    return names


class Output(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        connection = self.home.store()
        add_order(connection, 1001, buyer_name="Ann Example", buyer=1, ship_by_utc_s=NOW - 2 * DAY,
                  is_personalised=1, tags=["urgent", "oak"],
                  items=[{"title": "Oak sign", "answers": [("personalisation", "Personalization", "Mia\u200bLou \n\u00a0 & Ben\t")]}])
        add_order(connection, 1002, buyer_name="José Ñandú", ship_by_utc_s=NOW, is_gift=1,
                  items=[{"title": "Ring"}, {"title": "Box"}])
        add_order(connection, 1003, buyer_name="Ann Example", buyer=1, ship_by_utc_s=NOW + 5 * DAY,
                  placed_at_utc_s=NOW - DAY, items=[{"title": "Oak sign", "quantity": 3}])
        add_order(connection, 1004, buyer_name="Bad\x1b]0;owned\x07 \u202eBuyer\tTab", ship_by_utc_s=None)
        add_order(connection, 1005, buyer_name="李 雷", is_open=0, is_shipped=1, status="completed")
        connection.commit()
        connection.close()

    def test_the_open_orders_come_soonest_first_and_late_ones_on_top(self):
        result = self.home.run("orders", "list")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual([line.split("\t")[0] for line in result.stdout.splitlines()], ["1001", "1002", "1003", "1004"])
        self.assertEqual(result.stdout.splitlines()[0],
                         "1001\tAnn Example\t1\tOak sign\ttrue\t2026-11-20T10:00:00Z\tpaid\toak,urgent\tfalse\tfalse\t\t77")
        self.assertEqual(result.stderr, "")

    def test_flags_that_could_mean_nothing_are_refused(self):
        for words, part in ((["list", "--jq", ""], "--jq is empty"),
                            (["show", "1001", "--raw", "--json", "buyer"], "it has other fields")):
            result = self.home.run("orders", *words)
            self.assertEqual((result.returncode, result.stdout), (2, ""))
            self.assertIn(part, result.stderr)

    def test_a_field_named_twice_comes_once(self):
        result = self.home.run("orders", "list", "1002", "--json", "order,gift,order")
        self.assertEqual(result.stdout, '{"schema":1,"orders":[{"order":1002,"gift":true}],"more":false}\n')

    def test_an_unknown_status_is_told_with_the_nearest_one(self):
        result = self.home.run("orders", "list", "--status", "payd")
        self.assertEqual((result.returncode, result.stdout), (0, ""))
        self.assertEqual(result.stderr, '"payd" is no status of Etsy\'s that is known here; did you mean "paid"?\n')
        self.assertEqual(self.home.run("orders", "list", "--status", "Partially Refunded").stderr, "")

    def test_a_store_without_a_shop_is_no_empty_list(self):
        connection = sqlite3.connect(self.home.database)
        connection.executescript("DELETE FROM orders; DELETE FROM shops")
        connection.close()
        result = self.home.run("orders", "list", "--json")
        self.assertEqual((result.returncode, result.stdout), (3, ""))
        self.assertIn("there are no orders here yet", result.stderr)

    def test_a_narrow_terminal_gets_whole_lines_and_hears_what_is_left_out(self):
        for columns in (40, 60, 79):
            shown, _ = shown_on_terminal(self.home, "orders", "list", columns=columns, TERM="dumb")
            self.assertNotIn("\x1b", shown)
            lines = shown.splitlines()
            table = [line for line in lines if line[:4].isdigit()]
            self.assertEqual(len(table), 4, shown)
            self.assertLessEqual(max(map(len, table)), columns)
        self.assertIn("the terminal is too narrow for: ", shown_on_terminal(self.home, "orders", "list", columns=45)[0])

    def test_a_wrong_zone_is_shown_with_its_place_and_refused(self):
        (self.home.path / "config/config.yaml").write_text("zone: Europe/Berlinn\n")
        result = self.home.run("config", "show", "--origin")
        self.assertEqual(result.returncode, 2)
        self.assertIn("config.yaml:1", result.stdout)
        self.assertIn("Europe/Berlinn", result.stderr)

    def test_each_filter_leaves_what_it_names(self):
        def orders(*words):
            result = self.home.run("orders", "list", *words)
            self.assertEqual(result.returncode, 0, result.stderr)
            return [int(line.split("\t")[0]) for line in result.stdout.splitlines()]
        self.assertEqual(sorted(orders("--all")), [1001, 1002, 1003, 1004, 1005])
        self.assertEqual(orders("--late"), [1001])
        self.assertEqual(orders("--due", "0"), [1001, 1002])
        self.assertEqual(orders("--due", "5"), [1001, 1002, 1003])
        self.assertEqual(orders("--personalised"), [1001])
        self.assertEqual(orders("--buyer", "exam"), [1001, 1003])
        self.assertEqual(orders("--tag", "oak"), [1001])
        self.assertEqual(orders("--status", "Completed"), [1005])
        self.assertEqual(orders("--limit", "2"), [1001, 1002])
        self.assertEqual(orders("--buyer", "exam an"), [1001, 1003])
        self.assertEqual(orders("--buyer", "nobody"), [])
        self.assertEqual(orders("--sort", "placed")[0], 1003)
        self.assertEqual(orders("--all")[0], 1003)
        self.assertEqual(sorted(orders("1005", "#1001")), [1001, 1005])

    def test_days_are_those_of_the_zone(self):
        # 2026-11-22T10:00Z is already the 23rd on Kiritimati.
        result = self.home.run("orders", "list", "1002", "--json", "days_left", ETSYORDER_ZONE="Pacific/Kiritimati")
        self.assertEqual(json.loads(result.stdout)["orders"], [{"days_left": 0}])
        result = self.home.run("orders", "list", "1001", "--json", "days_left", ETSYORDER_ZONE="Pacific/Kiritimati")
        self.assertEqual(json.loads(result.stdout)["orders"], [{"days_left": -2}])
        result = self.home.run("orders", "list", ETSYORDER_ZONE="Mars/Olympus")
        self.assertEqual(result.returncode, 2)
        self.assertIn("Mars/Olympus", result.stderr)

    def test_repeat_buyers_are_seen(self):
        result = self.home.run("orders", "list", "--json", "order,repeat_buyer")
        seen = {one["order"]: one["repeat_buyer"] for one in json.loads(result.stdout)["orders"]}
        self.assertEqual(seen, {1001: False, 1002: False, 1003: True, 1004: False})

    def test_a_terminal_gets_words_colours_and_lines_that_fit(self):
        shown, code = shown_on_terminal(self.home, "orders", "list", columns=100)
        self.assertEqual(code, 0)
        self.assertIn("\x1b[31m2 days late\x1b[0m", shown)
        self.assertIn("\x1b[33mtoday\x1b[0m", shown)
        self.assertIn("in 5 days", shown)
        self.assertIn("3x Oak sign", shown)
        self.assertIn("Ring +1", shown)

    def test_an_order_that_etsy_no_longer_knows_stands_out_where_there_is_one(self):
        self.assertNotIn("at Etsy", shown_on_terminal(self.home, "orders", "list", "--all")[0])
        with sqlite3.connect(self.home.database) as connection:
            connection.execute("UPDATE orders SET is_open = 0, gone_at_utc_s = ? WHERE receipt_id = 1003", (NOW,))
        connection.close()
        shown, _ = shown_on_terminal(self.home, "orders", "list", "--all", columns=120)
        self.assertIn("at Etsy", shown)
        line = next(line for line in shown.splitlines() if "1003" in line)
        self.assertIn("\x1b[31mno longer known\x1b[0m", line)
        self.assertNotIn("1003", shown_on_terminal(self.home, "orders", "list")[0])

    def test_a_buyer_cannot_write_to_the_terminal(self):
        for words in (["orders", "list"], ["orders", "show", "1004"]):
            shown, code = shown_on_terminal(self.home, *words, columns=200)
            self.assertEqual(code, 0)
            self.assertNotIn("\x1b]", shown)
            self.assertNotIn("\x07", shown)
            self.assertNotIn("\u202e", shown)
            self.assertIn("Bad<U+001B>]0;owned<U+0007> <U+202E>Buyer<U+0009>Tab", shown)
        piped = self.home.run("orders", "list", "1004").stdout
        self.assertNotIn("\x1b", piped)
        self.assertIn("Bad\\x1b]0;owned\\x07", piped)
        self.assertEqual(len(piped.splitlines()[0].split("\t")), 12)

    def test_no_color_and_the_color_flag_are_heeded(self):
        self.assertNotIn("\x1b[", shown_on_terminal(self.home, "orders", "list", "--color", "never")[0])
        self.assertIn("\x1b[", self.home.run("orders", "show", "1001", "--color", "always").stdout)
        self.assertNotIn("\x1b[", self.home.run("orders", "show", "1001").stdout)
        self.assertNotIn("\x1b[", shown_on_terminal(self.home, "orders", "show", "9", "--color", "never")[0])
        self.assertNotIn("\x1b[", shown_on_terminal(self.home, "orders", "show", "9", NO_COLOR="1")[0])
        self.assertNotIn("\x1b[", shown_on_terminal(self.home, "orders", "list", NO_COLOR="1")[0])
        (self.home.path / "config/config.yaml").write_text("color: never\n")
        self.assertNotIn("\x1b[", shown_on_terminal(self.home, "orders", "list")[0])

    def test_show_makes_odd_characters_visible(self):
        shown = self.home.run("orders", "show", "1001").stdout
        self.assertIn("    Mia<U+200B>Lou<U+0020>\n    <U+00A0> & Ben<U+0009>\n", shown)
        self.assertIn("https://www.etsy.com/your/orders/sold?order_id=1001", shown)
        self.assertIn("2 days late", shown)
        self.assertIn("31.25 USD", shown)
        self.assertIn("10 minutes ago", shown)

    def test_json_keeps_personalisation_byte_for_byte(self):
        order = json.loads(self.home.run("orders", "show", "1001", "--json").stdout)["orders"][0]
        self.assertEqual(order["items"][0]["answers"][0]["text"], "Mia\u200bLou \n\u00a0 & Ben\t")
        self.assertIsNone(order["address"])
        self.assertEqual(order["amounts"]["total"], {"amount": "31.25", "currency": "USD"})

    def test_stale_data_says_so(self):
        later = "2026-11-24T10:00:00Z"
        self.assertIn("may be out of date: etsyorder sync",
                      self.home.run("orders", "show", "1001", ETSYORDER_NOW=later).stdout)
        self.assertTrue(json.loads(self.home.run("orders", "show", "1001", "--json", "stale",
                                                 ETSYORDER_NOW=later).stdout)["orders"][0]["stale"])
        self.assertIn("was last synced 2 days ago", shown_on_terminal(self.home, "orders", "list", ETSYORDER_NOW=later)[0])

    def test_several_orders_and_standard_input(self):
        listed = self.home.run("orders", "list", "--late").stdout
        result = self.home.run("orders", "show", "-", "1003", "--jq", ".orders[].order", stdin=listed)
        self.assertEqual(result.stdout, "1001\n1003\n", result.stderr)

    def test_no_orders_on_standard_input_are_none(self):
        for nothing in ("", "\n\n"):
            result = self.home.run("orders", "list", "-", stdin=nothing)
            self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", ""))
            result = self.home.run("orders", "list", "-", "--json", "order", stdin=nothing)
            self.assertEqual(result.stdout, '{"schema":1,"orders":[],"more":false}\n')
            self.assertEqual(self.home.run("orders", "tag", "-", "+rush", stdin=nothing).stdout, "")

    def test_an_unknown_order_is_3_and_hints_at_the_nearest(self):
        result = self.home.run("orders", "show", "1001", "1010")
        self.assertEqual(result.returncode, 3)
        self.assertIn("Order 1001", result.stdout)
        self.assertIn("order 1010 is not here", result.stderr)
        self.assertIn("did you mean 100", result.stderr)
        result = self.home.run("orders", "show", "1010", "--json")
        self.assertEqual(json.loads(result.stderr)["error"]["kind"], "not_found")
        self.assertEqual(result.stdout, "")
        self.assertEqual(self.home.run("orders", "show", "abc").returncode, 2)

    def test_fields_and_jq_are_checked(self):
        for words in (["--json", "ordr"], ["--json="], ["--jq", ".["], ["--jq", ".orders + 1"]):
            result = self.home.run("orders", "list", *words)
            self.assertEqual(result.returncode, 2, words)
            self.assertEqual(json.loads(result.stderr)["error"]["kind"], "usage", words)
            self.assertEqual(result.stdout, "", words)
        for words in (["orders", "show", "9"], ["orders", "tag", "1001", "+x"], ["config", "show"], ["sync"], ["sync", "--plan"]):
            self.assertEqual(self.home.run(*words, "--json", "ordr").returncode, 2, words)
            self.assertEqual(self.home.run(*words, "--jq", ".[").returncode, 2, words)
        for words, field in ((["sync"], "requests_left_today"), (["sync", "--plan"], "calls_per_second")):
            self.assertIn(field, json.loads(self.home.run(*words, "--json=").stderr)["error"]["reason"])
        self.assertIn("days_left", json.loads(self.home.run("orders", "list", "--json=").stderr)["error"]["reason"])

    def test_an_empty_value_of_a_filter_does_not_widen_the_list(self):
        for flag in ("--tag", "--status", "--buyer"):
            result = self.home.run("orders", "list", flag, "")
            self.assertEqual((result.returncode, result.stdout), (2, ""), flag)

    def test_help_of_a_command_that_takes_minus_words(self):
        self.assertIn("etsyorder orders tag", self.home.run("orders", "tag", "1001", "-h").stdout)
        self.home.run("orders", "tag", "1001", "+y")
        self.assertIn("changed", self.home.run("orders", "tag", "1001", "+-y").stdout)

    def test_a_wrong_filter_stops_a_writer_before_it_writes(self):
        for words in (["--jq", ".["], ["--json", "ordr"]):
            self.assertEqual(self.home.run("orders", "tag", "1001", "+rush", *words).returncode, 2, words)
            self.assertNotIn("rush", self.home.run("orders", "list", "1001").stdout, words)

    def test_a_list_that_the_limit_cut_says_so(self):
        def listed(*words):
            return json.loads(self.home.run("orders", "list", "--all", "--json", "order", *words).stdout)
        for words, count, more in ((["--limit", "4"], 4, True), (["--limit", "5"], 5, False), ([], 5, False),
                                   (["--limit", "all"], 5, False), (["--limit", "0"], 5, False)):
            document = listed(*words)
            self.assertEqual((len(document["orders"]), document["more"]), (count, more), words)
        piped = self.home.run("orders", "list", "--limit", "2")
        self.assertEqual((len(piped.stdout.splitlines()), piped.returncode), (2, 0))
        self.assertIn("only the first 2", piped.stderr)
        for word in ("-1", "some", "100001", "2x", ""):
            self.assertEqual(self.home.run("orders", "list", "--limit", word).returncode, 2, word)

    def test_a_buyer_without_a_word_is_refused(self):
        for text in (".", "", " - "):
            result = self.home.run("orders", "list", "--buyer", text)
            self.assertEqual((result.returncode, result.stdout), (2, ""), text)

    def test_the_header_names_the_columns_of_a_pipe(self):
        first = self.home.run("orders", "list", "--header").stdout.splitlines()[0]
        self.assertEqual(first, "order\tbuyer\titem_count\tfirst_item\tpersonalised\tship_by\tstatus\ttags\tgift\trepeat_buyer\tgone_at\tshop")

    def test_tags_are_planned_set_and_repeated_without_harm(self):
        plan = self.home.run("orders", "tag", "1001", "1003", "+rush", "-oak", "--dry-run", "--json", "order,outcome,added,removed")
        self.assertEqual(json.loads(plan.stdout)["orders"],
                         [{"order": 1001, "outcome": "would change", "added": ["rush"], "removed": ["oak"]},
                          {"order": 1003, "outcome": "would change", "added": ["rush"], "removed": []}])
        self.assertIn("oak,urgent", self.home.run("orders", "list", "1001").stdout)
        for outcome in ("changed", "already so"):
            result = self.home.run("orders", "tag", "-", "+rush", "-oak", stdin="1001\n1003\n")
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertEqual([line.split("\t")[2] for line in result.stdout.splitlines()], [outcome] * 2)
        events = json.loads(self.home.run("orders", "show", "1001", "--json", "events").stdout)["orders"][0]["events"]
        self.assertEqual([(one["name"], one["data"]["added"], one["data"]["removed"]) for one in events],
                         [("order.tagged", ["rush"], ["oak"])])

    def test_one_unknown_order_stops_all_tagging(self):
        result = self.home.run("orders", "tag", "1001", "9999", "+rush")
        self.assertEqual(result.returncode, 3)
        self.assertNotIn("rush", self.home.run("orders", "list", "1001").stdout)
        self.assertEqual(self.home.run("orders", "tag", "1001").returncode, 2)
        self.assertEqual(self.home.run("orders", "tag", "1001", "+two words").returncode, 2)
        nobody = self.home.run("orders", "tag", "+rush", stdin="1001\n")
        self.assertEqual(nobody.returncode, 2)
        self.assertIn("no order was named", nobody.stderr)
        self.assertEqual(self.home.run("orders", "tag", "1001", "+a", "-a").returncode, 2)

    def test_nothing_synced_yet_is_one_clear_message(self):
        empty = store.Home()
        self.addCleanup(empty.close)
        result = empty.run("orders", "list")
        self.assertEqual(result.returncode, 3)
        self.assertIn("etsyorder sync", result.stderr)
        self.assertFalse(empty.database.exists())

    def test_a_shop_by_number_or_name(self):
        for shop in ("77", "AcornSigns", "acornSIGNS"):
            self.assertEqual(self.home.run("orders", "list", "--shop", shop).returncode, 0)
        result = self.home.run("orders", "list", "--shop", "AcornSings")
        self.assertEqual(result.returncode, 3)
        self.assertIn('did you mean "AcornSigns"?', result.stderr)
        for words in (["list"], ["show", "1001"], ["tag", "1001", "+x"]):
            self.assertEqual(self.home.run("orders", *words, "--shop", "78").returncode, 3, words)

    def test_a_closed_pipe_is_no_error_and_a_full_disk_is(self):
        with open("/dev/full", "w", encoding="ascii") as full:
            result = subprocess.run([store.BIN / "etsyorder", "orders", "list"], stdout=full, stderr=subprocess.PIPE,
                                    text=True, env=self.home.environment(), check=False, timeout=60)
        self.assertEqual(result.returncode, 1)
        self.assertIn("No space left", result.stderr)
        shell = subprocess.run(["bash", "-c", f"set -o pipefail; {store.BIN}/etsyorder orders list | true"],
                               capture_output=True, text=True, env=self.home.environment(), check=False, timeout=60)
        self.assertEqual((shell.returncode, shell.stderr), (0, ""))

    def test_a_disk_that_fails_under_a_reader_is_told(self):
        # The kernel's way to say that a page of a mapped file cannot be read.
        process = subprocess.Popen([store.BIN / "etsyorder", "orders", "list", "-", "--json"], env=self.home.environment(),
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 30
        while "etsyorder.db" not in open_files(process.pid):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.01)
        process.send_signal(signal.SIGBUS)
        out, err = process.communicate(timeout=30)
        self.assertEqual((process.returncode, out), (1, ""))
        self.assertEqual(json.loads(err)["error"]["summary"], "the database cannot be read")

    def test_an_interrupt_is_130(self):
        with subprocess.Popen([store.BIN / "etsyorder", "orders", "show", "-"], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.home.environment()) as process:
            deadline = time.monotonic() + 30
            while "etsyorder.db" not in open_files(process.pid):  # it is past its start and waits for lines
                self.assertLess(time.monotonic(), deadline)
                time.sleep(0.01)
            process.send_signal(signal.SIGINT)
            self.assertEqual(process.wait(30), 130)

    def test_config_says_where_a_value_came_from(self):
        (self.home.path / "config/config.yaml").write_text("sync:\n  shop_every: 2d\n")
        options = json.loads(self.home.run("config", "show", "--json", ETSYORDER_KEYSTRING="hush",
                                           ETSYORDER_ZONE="UTC").stdout)["options"]
        by_key = {one["key"]: one for one in options}
        self.assertEqual((by_key["sync.shop_every"]["value"], by_key["sync.shop_every"]["origin"]), ("2d", "file"))
        self.assertTrue(by_key["sync.shop_every"]["place"].endswith("config.yaml:2"))
        self.assertEqual(by_key["zone"]["place"], "ETSYORDER_ZONE")
        self.assertEqual(by_key["etsy.keystring"]["value"], "(set, not shown)")

    def test_a_broken_config_names_file_and_line(self):
        (self.home.path / "config/config.yaml").write_text("shop: 1\nzoen: UTC\n")
        result = self.home.run("orders", "list", "--json")
        error = json.loads(result.stderr)["error"]
        self.assertEqual(result.returncode, 2)
        self.assertIn("config.yaml:2", error["summary"])
        self.assertEqual(error["hint"], 'did you mean "zone"?')


if __name__ == "__main__":
    unittest.main()
