# SPDX-License-Identifier: MIT
"""--format: rows as a Liquid text says, by every kind of command, and what is refused."""
import json
import sqlite3
import subprocess
import unittest

import store
from store import DAY, NOW, add_order
from terminal import on_terminal


class Format(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        connection = self.home.store()
        add_order(connection, 1001, buyer_name="Ann Example", buyer=1, ship_by_utc_s=NOW - 2 * DAY, tags=["urgent", "oak"],
                  is_personalised=1, items=[{"title": "Oak sign", "answers": [("personalisation", "Name", "Mia\u200bLou")]}])
        add_order(connection, 1002, buyer_name="<José> & Söhne", ship_by_utc_s=NOW, items=[{"title": "Ring"}, {"title": "Box"}])
        add_order(connection, 1003, buyer_name="Bad\x1b]0;owned\x07 \u202eBuyer\tTab", ship_by_utc_s=None)
        connection.commit()
        connection.close()

    def formatted(self, *words, code=0):
        result = self.home.run(*words)
        self.assertEqual(result.returncode, code, result.stderr)
        return result.stdout

    def refused(self, *words):
        result = self.home.run(*words)
        self.assertEqual((result.returncode, result.stdout), (2, ""), words)
        return result.stderr

    def test_a_list_prints_a_line_a_row(self):
        self.assertEqual(self.formatted("orders", "list", "--format", "{{ order.id }} {{ order.buyer.name }}"),
                         "1001 Ann Example\n1002 <José> & Söhne\n1003 Bad\x1b]0;owned\x07 \u202eBuyer\tTab\n")
        self.assertEqual(self.formatted("orders", "list", "--format", "- {{ order.name }} {{ order.buyer.first_name }}", "1001"),
                         "- 1001 Ann\n")

    def test_fields_are_those_of_json(self):
        listed = json.loads(self.home.run("orders", "list", "--json").stdout)["orders"]
        for field, value in listed[0].items():
            shown = self.formatted("orders", "list", "1001", f"--format={{{{ {field} }}}}|{{% if {field} == nil %}}nil{{% endif %}}")
            if field == "order":  # the object of that name wins
                self.assertTrue(shown.startswith("{"), shown)
            elif value is None:
                self.assertEqual(shown, "|nil\n", field)
            elif isinstance(value, bool):
                self.assertEqual(shown, f"{str(value).lower()}|\n", field)
            elif isinstance(value, list):
                self.assertEqual(shown, "".join(value) + "|\n", field)
            elif field != "total":
                self.assertEqual(shown, f"{value}|\n", field)
        self.assertEqual(self.formatted("orders", "list", "1001", "--format", "{{ total.amount }} {{ total.currency }}"), "31.25 USD\n")

    def test_the_facts_of_letters_are_those_of_the_order(self):
        self.assertEqual(self.formatted("orders", "list", "1001", "--format",
                                        "{{ order.total }} {{ order.total | money: order.currency }} {{ order.items.size }} "
                                        "{{ order.buyer.first_name }} {{ order.days_left }} {{ order.ship_by | relative }}"),
                         "31.25 $31.25 1 Ann -2 2 days ago\n")
        self.assertEqual(self.formatted("orders", "show", "1001", "--format", "{{ order.name }} {{ order.buyer.orders }}"), "1001 1\n")

    def test_amounts_know_their_currency(self):
        self.assertEqual(self.formatted("orders", "list", "1001", "--format", "{{ order.total | money }} {{ total | money }} "
                                        "{{ total | money: 'usd' }} {{ total | money: order.currency }}"),
                         "$31.25 $31.25 $31.25 $31.25\n")
        self.assertEqual(self.formatted("orders", "show", "1001", "--format", "{{ order.total | money }} {{ items[0].price | money }}"),
                         "$31.25 $25.00\n")
        self.assertIn("money: the amount is in USD, not in EUR",
                      self.refused("orders", "list", "1001", "--format", "{{ total | money: 'EUR' }}"))
        for amount in ("order.total", "order.total | plus: 1", "order.items[0].price | round"):
            self.assertIn("money: the amount is in USD, not in EUR",
                          self.refused("orders", "list", "1001", "--format", "{{ " + amount + " | money: 'EUR' }}"))

    def test_of_nothing_filters_make_nothing(self):
        connection = sqlite3.connect(self.home.database)
        connection.execute("UPDATE orders SET total_minor = NULL WHERE receipt_id = 1003")
        connection.commit()
        connection.close()
        for lax in ((), ("--lax",)):
            self.assertEqual(self.formatted("orders", "list", "1003", *lax, "--format",
                                            "{{ total | money }}.{{ order.total | money }}.{{ ship_by | relative }}.{{ ship_by | date: '%d' }}."
                                            "{{ order.ship_by | business_days }}.{{ total | money | default: 'none' }}"), ".....none\n")
        self.assertIn("unknown filter", self.refused("orders", "list", "--lax", "--format", "{{ total | mony }}"))

    def test_escapes_and_ends_of_lines(self):
        self.assertEqual(self.formatted("orders", "list", "--format", r"{{ order.id }}\t{{ days_left }}\n"), "1001\t-2\n1002\t0\n1003\t\n")
        self.assertEqual(self.formatted("orders", "list", "--format", "{{ order.id }}\n"), "1001\n1002\n1003\n")
        self.assertEqual(self.formatted("orders", "list", "--format", r"{% if late %}{{ order.id }}\n{% endif %}"), "1001\n")
        self.assertEqual(self.formatted("orders", "list", "1001", "--format", r"{{ tags | join: '\n' }}\\n"), "oak\nurgent\\n\n")

    def test_no_rows_are_no_output(self):
        self.assertEqual(self.formatted("orders", "list", "--tag", "none", "--format", "{{ order.id }}\\n--\\n"), "")

    def test_every_kind_of_result_has_a_row_by_its_name(self):
        for words, format_text, wanted, code in (
                (["orders", "show", "1001", "1002"], "{{ order.id }} {{ order.buyer.name }} {% for item in items %}{{ item.title }};{% endfor %}",
                 "1001 Ann Example Oak sign;\n1002 <José> & Söhne Ring;Box;\n", 0),
                (["orders", "lint"], "{{ finding.code }} {{ finding.order }} {{ severity }}", "invisible-character 1001 error\n", 6),
                (["orders", "lint", "--codes"], "{% if code.code == 'emoji' %}{{ code.severity }}\\n{% endif %}", "warning\n", 0),
                (["orders", "lint", "--explain", "emoji"], "{{ code.severity }}", "warning\n", 0),
                (["orders", "tag", "1001", "+x", "-oak"], "{{ order.order }} {{ order.added }} {{ removed }}", "1001 x oak\n", 0),
                (["orders", "note", "1002", "call back"], "{{ order.order }} {{ outcome }}", "1002 written\n", 0),
                (["orders", "note", "--list"], "{{ note.order }} {{ note.text }}", "1002 call back\n", 0),
                (["orders", "history", "1002"], "{{ history.order }} {{ history.field }}", "1002 note 1\n", 0),
                (["orders", "save", "late", "is:late"], "{{ saved.name }} {{ outcome }}", "late saved\n", 0),
                (["orders", "saved"], "{{ saved.name }} is {{ query }}", "late is is:late\n", 0),
                (["config", "show"], "{% if option.key == 'backup.keep' %}{{ option.value }}\\n{% endif %}", "7\n", 0),
                (["config", "check"], "{{ finding.code }}", "", 0),
                (["doctor", "--offline"], "{% if check.check == 'schema' %}{{ status }}\\n{% endif %}", "ok\n", 6),
                (["auth", "logout"], "{{ logout.done }}", "false\n", 0),
                (["backup"], "{{ backup.path | split: '/' | last }}", "etsyorder-20261122T100000Z\n", 0),
                (["backup", "list"], "{{ backup.name }} {{ backup.made_at }}", "etsyorder-20261122T100000Z 2026-11-22T10:00:00Z\n", 0),
                (["backup", "verify"], "{{ backup.name }} {{ whole }}", "etsyorder-20261122T100000Z true\n", 0)):
            self.assertEqual(self.formatted(*words, "--format", format_text, code=code), wanted, words)

    def test_whoever_is_not_signed_in_hears_so(self):
        result = self.home.run("auth", "status", "--format", "{{ auth.server }}")
        self.assertEqual((result.returncode, result.stdout), (4, ""))
        self.assertIn("nobody is signed in", result.stderr)

    def test_a_terminal_gets_what_a_pipe_gets_without_what_could_harm_it(self):
        words = [store.BIN / "etsyorder", "orders", "list", "--all", "--format", r"{{ order.id }}\t{{ buyer }}"]
        shown, code = on_terminal(self.home, words)
        self.assertEqual(code, 0)
        self.assertIn("1003\tBad<U+001B>]0;owned<U+0007> <U+202E>Buyer\tTab\n", shown)
        self.assertIn("1002\t<José> & Söhne\n", shown)
        shown, _ = on_terminal(self.home, [store.BIN / "etsyorder", "orders", "show", "1001", "--format", "{{ order.id }}"])
        self.assertEqual(shown, "1001\n")
        shown, _ = on_terminal(self.home, [store.BIN / "etsyorder", "doctor", "--offline", "--format", "{{ check.check }}"])
        self.assertIn("schema\n", shown)
        shown, _ = on_terminal(self.home, [store.BIN / "etsyorder", "orders", "open", "1001", "--format", "{{ order.url }} {{ outcome }}"])
        self.assertEqual(shown, "https://www.etsy.com/your/orders/sold?order_id=1001 not opened\n")

    def test_unknown_names_are_refused_with_their_place(self):
        self.assertEqual(self.refused("orders", "list", "--format", r"{{ order.id }}\t{{ buyr }}").splitlines()[:3],
                         ['error: --format:1:20: unknown variable "buyr"', r"  {{ order.id }}\t{{ buyr }}", "                     ^^^^"])
        for format_text, part in (("{{ odrer }}", 'did you mean "order"?'), ("{{ order.buyer.nam }}", 'did you mean "order.buyer.name"?'),
                                  ("{{ total.amuont }}", "total has: amount, currency"), ("{{ buyer | upcas }}", 'did you mean "upcase"?'),
                                  ("{{ order.id", "not closed"), ("{% nothing %}", "nothing"), ("{% if late %}", "if"),
                                  ("{% render 'letter' %}", "letter")):
            self.assertIn(part, self.refused("orders", "list", "--format", format_text))
        self.assertEqual(self.formatted("orders", "list", "--lax", "--format", "{{ odrer.nothing }}{{ order.nope }}."), ".\n.\n.\n")
        self.assertIn("unknown variable", self.refused("orders", "list", "--tag", "none", "--format", "{{ buyr }}"))

    def test_a_wrong_format_is_noticed_before_anything_is_changed(self):
        for format_text in ("{{ order", "{{ nope }}", "{{ order.order | nope }}"):
            for words in (["orders", "tag", "1001", "+x"], ["orders", "note", "1001", "words"], ["orders", "save", "x", "is:late"],
                          ["backup"], ["init"], ["data", "forget", "1001", "--yes"]):
                self.refused(*words, "--format", format_text)
        self.assertEqual(self.formatted("orders", "list", "1001", "--format", "{{ tags | join: ',' }} {{ notes }} {{ buyer }}"),
                         "oak,urgent 0 Ann Example\n")
        self.assertEqual(self.home.run("orders", "saved").stdout, "")
        self.assertFalse((self.home.path / "data" / "backups").exists())

    def test_flags_that_could_mean_nothing_are_refused(self):
        for words, part in ((["--format", ""], "--format is empty"), (["--format="], "--format is empty"), (["--format"], "--format: 1 required LIQUID missing"),
                            (["--format", "--limit", "1"], '"--limit" is a flag'), (["--lax"], "--lax needs --format"),
                            (["--format", "x", "--json"], "--format and --json cannot both be given"),
                            (["--format", "x", "--json", "order"], "--format and --json"), (["--json", "--format", "x"], "--format and --json"),
                            (["--format", "x", "--jq", "."], "--format and --jq cannot both be given")):
            self.assertIn(part, self.refused("orders", "list", *words))
        self.assertIn("--format cannot be used here", self.refused("orders", "show", "1001", "--raw", "--format", "x"))
        self.assertIn("--format reports on an export", self.refused("orders", "export", "--to", "csv", "--format", "x"))
        env = self.home.environment()
        done = subprocess.run([bytes(store.BIN / "etsyorder"), b"orders", b"list", b"--format", b"{{ order.id }}\xff"], env=env,
                              capture_output=True, check=False)
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertIn(b"--format is not UTF-8", done.stderr)

    def test_a_broken_configuration_can_be_looked_at_with_a_format(self):
        (self.home.path / "config/config.yaml").write_text("zone: Europe/Berlinn\n")
        self.assertIn("zone", self.formatted("config", "check", "--format", "{{ finding.problem }} {{ now }}", code=6))

    def test_the_moment_is_in_the_zone_of_the_shop(self):
        (self.home.path / "config/config.yaml").write_text("zone: Pacific/Kiritimati\n")
        self.assertEqual(self.formatted("orders", "list", "1001", "--format", "{{ now }} {{ 'now' | date: '%d' }}"),
                         "2026-11-23 00:00:00 +1400 23\n")

    def test_completion_offers_it(self):
        self.assertIn("--format\t", self.home.run("__complete", "orders", "list", "--fo").stdout)
        self.assertEqual(self.home.run("__complete", "orders", "--format", "x", "").stdout.split("\t")[0], "list")
        self.assertIn("--lax", self.home.run("__complete", "--la").stdout)


class LongList(unittest.TestCase):
    def test_memory_does_not_grow_with_the_list(self):
        home = store.Home()
        self.addCleanup(home.close)
        store.fill(home.database, 20_000)

        def kilobytes(width):
            """Of its own memory, with most of its lines read and the others waiting for somebody to read on."""
            row = "{{ order.id }} " + "x" * width
            with home.start("orders", "list", "--all", "--format", row) as started:
                count = 15_000 * (len("3000000000 ") + width + 1)
                while count > 0:
                    piece = started.stdout.buffer.raw.read(min(count, 65536))
                    self.assertTrue(piece, "it ended early")
                    count -= len(piece)
                with open(f"/proc/{started.pid}/status", encoding="ascii") as status:
                    own = next(int(line.split()[1]) for line in status if line.startswith("RssAnon:"))
                started.stdout.buffer.raw.readall()
            self.assertEqual(started.returncode, 0)
            return own
        self.assertLess(kilobytes(400) - kilobytes(30), 2000)  # the text alone has 8 MB


if __name__ == "__main__":
    unittest.main()
