# SPDX-License-Identifier: MIT
"""`etsyorder events`: what every change told, from any event on, and as it comes."""
import json
import queue
import re
import signal
import threading
import unittest

import store
from sandbox_shop import Home as SyncHome
from sandbox_shop import Sandbox
from status_case import NOT_FOUND, USAGE, StatusCase
from terminal import on_terminal
from test_import_others import CSV, MAP

PATIENCE = 60  # seconds; what is waited for comes at once
INTERRUPTED = 130
FIELDS = {"id", "occurred_at", "name", "order", "what", "order_name", "subject", "shop", "recorded_at", "source", "data"}


class Lines:
    """What a process prints, line by line, for as long as a test has patience."""

    def __init__(self, stream):
        self._lines = queue.Queue()
        threading.Thread(target=self._read, args=(stream,), daemon=True).start()

    def _read(self, stream):
        for line in stream:
            self._lines.put(line)
        self._lines.put(None)

    def next(self):
        """None: it ended."""
        return self._lines.get(timeout=PATIENCE)


class EventsCase(StatusCase):
    def follow(self, *words):
        process = self.home.start("events", "follow", *words)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process, Lines(process.stdout)

    def events(self, *words):
        return self.json("events", "events", "list", *words)

    def newest(self):
        return self.rows("SELECT coalesce(max(event_id), 0) FROM events")[0][0]

    def told(self, *words):
        return [(one["name"], one["order"]) for one in self.events(*words)]


class List(EventsCase):
    def test_each_change_is_told_oldest_first_with_the_fields_of_the_contract(self):
        self.ok("orders", "tag", 1001, "+urgent")
        self.ok("status", "set", "engraving", "1001.1", "--quantity", 2, "--reason", "first two")
        self.ok("orders", "note", 1002, "call back")
        events = self.events()
        self.assertEqual([one["name"] for one in events], ["order.tagged", "status.moved", "order.noted"])
        self.assertEqual([one["id"] for one in events], sorted(one["id"] for one in events))
        for one in events:
            self.assertEqual(set(one), FIELDS)
        tagged, moved, noted = events
        self.assertEqual((tagged["order"], tagged["order_name"], tagged["shop"], tagged["source"], tagged["subject"]),
                         (1001, None, store.SHOP, "user", None))
        self.assertEqual(tagged["data"], {"added": ["urgent"], "removed": []})
        self.assertEqual(tagged["what"], "tagged (+urgent)")
        self.assertEqual(tagged["occurred_at"], "2026-11-22T10:00:00Z")
        self.assertEqual(moved["data"]["reason"], "first two")
        self.assertEqual(moved["subject"], moved["data"]["item"])
        self.assertEqual(noted["data"]["changes"][0]["after"], "call back")

    def test_a_list_goes_on_behind_the_event_that_was_seen(self):
        for tag in ("a", "b", "c"):
            self.ok("orders", "tag", 1001, "+" + tag)
        first, second, third = (one["id"] for one in self.events())
        self.assertEqual([one["id"] for one in self.events("--since", first)], [second, third])
        self.assertEqual(self.events("--since", third), [])
        done = json.loads(self.ok("events", "list", "--since", 0, "--limit", 2, "--json", "id"))
        self.assertEqual((done["events"], done["more"]), ([{"id": first}, {"id": second}], True))
        done = json.loads(self.ok("events", "list", "--limit", 2, "--json", "id"))
        self.assertEqual((done["events"], done["more"]), ([{"id": second}, {"id": third}], True))
        done = json.loads(self.ok("events", "list", "--limit", 3, "--json", "id"))
        self.assertFalse(done["more"])
        done = self.home.run("events", "list", "--since", 0, "--limit", 1)
        self.assertIn(f"--since {first} goes on", done.stderr)

    def test_events_are_chosen_by_name_order_and_shop(self):
        self.ok("orders", "tag", 1001, "+urgent")
        self.ok("status", "hold", "1001.1")
        self.ok("status", "resume", "1001.1")
        self.ok("orders", "tag", 1002, "+urgent")
        self.assertEqual(self.told("--name", "status.*"), [("status.held", 1001), ("status.resumed", 1001)])
        self.assertEqual(self.told("--name", "order.tagged", "--name", "*.held", "--order", 1001),
                         [("order.tagged", 1001), ("status.held", 1001)])
        self.assertEqual(self.told("--order", 1002), [("order.tagged", 1002)])
        self.assertEqual(self.told("--order", 1003), [])
        self.assertEqual(len(self.told("--shop", "AcornSigns")), 4)

    def test_what_files_told_has_the_name_of_its_order(self):
        for name, text in (("other.csv", CSV), ("map.yaml", MAP)):
            (self.home.path / name).write_text(text)
        self.ok("orders", "import", "--map", self.home.path / "map.yaml", self.home.path / "other.csv")
        placed = self.events("--name", "order.placed")
        self.assertEqual([one["order_name"] for one in placed], ["#A-1042", None])
        self.assertTrue(placed[0]["source"].startswith("import"))
        self.assertEqual(self.events("--order", "A-1042"), self.events("--order", placed[0]["order"]))
        self.assertRegex(self.ok("events", "list"), r"\torder\.placed\t#A-1042\tplaced\n")

    def test_a_terminal_gets_the_latest_in_words_and_nothing_raw(self):
        self.ok("orders", "tag", 1001, "+ur\u202egent")
        connection = self.connect()
        connection.execute("INSERT INTO events (shop_id, name, order_id, occurred_at_utc_s, recorded_at_utc_s, source, data) "
                           "VALUES (77, 'listing.added', NULL, ?, ?, 'sync', ?)",
                           (store.NOW, store.NOW, json.dumps({"title": "red \x1b[31mtext"})))
        connection.commit()
        connection.close()
        shown, code = on_terminal(self.home, ["etsyorder", "events", "list"], NO_COLOR="1", columns=120)
        self.assertEqual(code, 0)
        self.assertRegex(shown, r"\d+ +just now +order\.tagged +1001 +tagged \(\+ur<U\+202E>gent\)")
        self.assertNotIn("\x1b", shown)

    def test_wrong_words_are_refused_and_the_nearest_is_named(self):
        self.ok("orders", "tag", 1001, "+urgent")
        newest = self.newest()
        for verb in ("list", "follow"):
            self.assertIn('did you mean "order.placed"?', self.fails(USAGE, "events", verb, "--name", "order.plcaed"))
            self.assertIn('did you mean "status.*"?', self.fails(USAGE, "events", verb, "--name", "statsu.*"))
            for number in ("x", "1.5", "99999999999999999999"):
                self.fails(USAGE, "events", verb, "--since", number)
            said = self.fails(NOT_FOUND, "events", verb, "--since", newest + 1)
            self.assertIn(f"there is no event {newest + 1}", said)
            self.assertIn(f"the newest event is {newest}", said)
            self.assertIn("order 4711", self.fails(NOT_FOUND, "events", verb, "--order", 4711))
        self.fails(USAGE, "events", "list", "--limit", "-1")
        self.assertEqual(self.home.run("events", "list", "--json=bogus").returncode, USAGE)

    def test_a_number_stays_known_when_the_newest_event_is_gone(self):
        self.ok("orders", "tag", 1001, "+urgent")
        newest = self.newest()
        self.sql(f"DELETE FROM events WHERE event_id = {newest}")
        self.assertEqual(self.events("--since", newest), [])

    def test_names_are_the_same_in_manual_contract_and_completions(self):
        words = self.home.run("__complete", "events", "list", "--name", "").stdout.splitlines()
        names = {word.split("\t")[0] for word in words if ".*\t" not in word}
        self.assertIn("order.placed", names)
        page = (store.ROOT / "man" / "etsyorder-events.7.scd").read_text()
        page = page[page.index("# EVENTS OF ORDERS"):page.index("# RESTORED BACKUPS")]
        heads = "".join(line for line in page.splitlines() if line.startswith("*"))
        self.assertEqual(set(re.findall(r"\*([a-z]+\.[a-z_]+)\*", heads)), names)
        contract = (store.ROOT / "docs" / "json-output.md").read_text()
        contract = contract[contract.index("\n## Events\n"):]
        rows = "".join(line.split("|")[1] for line in contract.splitlines() if line.startswith("| `"))
        self.assertEqual(set(re.findall(r"`([a-z]+\.[a-z_]+)`", rows)), names)

    def test_every_kind_of_stage_and_parcel_that_the_code_has_is_an_event(self):
        words = self.home.run("__complete", "events", "list", "--name", "").stdout.splitlines()
        names = {word.split("\t")[0] for word in words}
        written = set()
        for path in (store.ROOT / "lib").rglob("*.cpp"):
            if path.name != "event_names.cpp" and "events/event_log.hpp" in (text := path.read_text()):
                written |= set(re.findall(r'"((?:order|listing|review|shop|letter)\.[a-z_]+)"', text))
        parcel = (store.ROOT / "lib/orders/parcel.hpp").read_text()
        states = re.search(r"enum class ParcelState \{([^}]*)\}", parcel).group(1).replace(" ", "").split(",")
        written |= {f"parcel.{state}" for state in states if state != "sending"}
        kinds = (store.ROOT / "lib/status/status_repository.hpp").read_text()
        written |= {f"status.{kind}" for kind in re.findall(r'"([a-z]+)"', re.search(r"std::string kind;.*", kinds).group(0))}
        self.assertGreater(len(written), 25)
        self.assertLessEqual(written, names)

    def test_without_a_store_it_says_so(self):
        self.home.database.unlink()
        self.fails(NOT_FOUND, "events", "list")
        self.fails(NOT_FOUND, "events", "follow")


class Follow(EventsCase):
    def test_what_is_there_comes_first_and_then_what_another_process_commits(self):
        self.ok("orders", "tag", 1001, "+a")
        process, lines = self.follow("--since", "0", "--json", "id,name,order")
        self.assertEqual(json.loads(lines.next())["order"], 1001)
        self.ok("orders", "tag", 1002, "+b")
        second = json.loads(lines.next())
        self.assertEqual((second["name"], second["order"]), ("order.tagged", 1002))
        self.ok("status", "hold", 1003)
        self.assertEqual(json.loads(lines.next())["name"], "status.held")
        process.send_signal(signal.SIGINT)
        self.assertIsNone(lines.next())
        self.assertEqual(process.wait(PATIENCE), INTERRUPTED)
        self.assertEqual(process.stderr.read(), "")

    def test_without_a_number_only_what_comes_from_now_on(self):
        self.ok("orders", "tag", 1001, "+a")
        process, lines = self.follow()
        self.assertEqual(process.stderr.readline(), f"events after {self.newest()}, as they come\n")
        self.ok("orders", "tag", 1002, "+b")
        self.assertRegex(lines.next(), r"^\d+\t2026-11-22T10:00:00Z\torder\.tagged\t1002\ttagged \(\+b\)\n$")

    def test_only_what_was_asked_for_is_printed_in_the_form_that_was_asked_for(self):
        process, lines = self.follow("--since", "0", "--name", "order.*", "--format", "{{ order }} {{ name }}")
        process.stderr.readline()
        self.ok("status", "hold", 1001)
        self.ok("orders", "tag", 1002, "+b")
        self.assertEqual(lines.next(), "1002 order.tagged\n")
        _, lines = self.follow("--since", "0", "--order", "1001", "--jq", ".name")
        self.assertEqual(lines.next(), "status.held\n")

    def test_more_events_than_are_read_at_once_come_all_and_once(self):
        count = 1203
        connection = self.connect()
        connection.executemany("INSERT INTO events (shop_id, name, occurred_at_utc_s, recorded_at_utc_s, source, data) "
                               "VALUES (77, ?, 0, 0, 'sync', '{}')",
                               [("listing.added" if number % 3 else "listing.changed",) for number in range(count)])
        connection.commit()
        connection.close()
        expected = self.rows("SELECT event_id, name FROM events ORDER BY event_id")
        for words, wanted in (((), expected), (("--name", "*.added"), [row for row in expected if row[1] == "listing.added"])):
            process, lines = self.follow("--since", "0", "--json", "id,name", *words)
            self.assertEqual([tuple(json.loads(lines.next()).values()) for _ in wanted], wanted)
            process.send_signal(signal.SIGINT)
            self.assertIsNone(lines.next())

    def test_it_ends_when_its_reader_does_though_nothing_comes(self):
        process = self.home.start("events", "follow")
        self.addCleanup(process.stderr.close)
        process.stderr.readline()
        process.stdout.close()
        self.assertEqual(process.wait(PATIENCE), 0)
        self.assertEqual(process.stderr.read(), "")

    def test_a_restore_that_takes_events_away_is_told(self):
        done = self.home.run("backup", "make")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.ok("orders", "tag", 1001, "+a")
        newest = self.newest()
        process, lines = self.follow("--since", "0", "--json", "id")
        self.assertEqual(json.loads(lines.next())["id"], newest)
        backup = self.json("backups", "backup", "list")[0]["name"]
        done = self.home.run("restore", backup, "--yes")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIsNone(lines.next())
        self.assertEqual(process.wait(PATIENCE), NOT_FOUND)
        self.assertIn(f"there is no event {newest}", process.stderr.read())

    def test_a_terminal_gets_lines_in_its_width(self):
        self.ok("orders", "note", 1001, "x" * 400)
        shown, _ = on_terminal(self.home, ["etsyorder", "events", "follow", "--since", "0"], NO_COLOR="1", columns=60,
                               asked=("order.noted", lambda: "\x03"))
        line = next(line for line in shown.splitlines() if "order.noted" in line)
        self.assertRegex(line, r"^\d+  2026-11-22 10:00  order\.noted  1001  noted \(")
        self.assertLessEqual(len(line), 60)


class Synced(unittest.TestCase):
    def test_what_a_sync_brings_is_told_once_and_what_the_next_one_finds_comes_after_it(self):
        with Sandbox("--shop", "small") as etsy, SyncHome(etsy) as home:
            home.json("sync")
            first = home.json("events", "list")
            placed = sorted(one["order"] for one in first if one["name"] == "order.placed")
            self.assertEqual(placed, sorted(number for number, in home.rows("SELECT receipt_id FROM orders")))
            self.assertLessEqual({"listing.added", "review.received"}, {one["name"] for one in first})
            self.assertEqual({one["shop"] for one in first}, {etsy.shop})
            number, = home.rows("SELECT receipt_id FROM orders WHERE is_open = 1 LIMIT 1")[0]
            etsy.door("POST", f"orders/{number}/cancel", {})
            home.json("sync", ETSYORDER_NOW="2026-11-22T16:00:01Z")
            found = home.json("events", "list", "--since", first[-1]["id"], "--name", "order.*")
            self.assertEqual([(one["name"], one["order"], one["source"]) for one in found], [("order.canceled", number, "sync")])
            self.assertTrue(found[0]["what"].startswith("canceled (status: paid -> canceled"), found[0]["what"])


class Resume(EventsCase):
    def test_a_reader_that_is_stopped_again_and_again_loses_nothing_and_repeats_nothing(self):
        """While another process writes, and under a small limit."""
        def write():
            for number in range(40):
                self.home.run("orders", "tag", 1001 + number % 3, f"+tag{number}")

        writer = threading.Thread(target=write)
        writer.start()
        seen = []
        alive = True
        while alive:
            alive = writer.is_alive()  # what comes after the last look is seen by one more
            while True:
                page = self.events("--since", seen[-1] if seen else 0, "--limit", 3)
                seen += [one["id"] for one in page]
                if not page:
                    break
        writer.join()
        self.assertEqual(seen, [row for row, in self.rows("SELECT event_id FROM events ORDER BY event_id")])
        self.assertEqual(len(seen), 40)

    def test_a_follower_that_is_killed_goes_on_behind_its_last_whole_line(self):
        for number in range(30):
            self.ok("orders", "tag", 1001, f"+tag{number}")
        seen = []
        while len(seen) < 30:
            process, lines = self.follow("--since", str(seen[-1] if seen else 0), "--json", "id")
            for _ in range(7):
                if len(seen) < 30:
                    seen.append(json.loads(lines.next())["id"])
            process.kill()
        self.assertEqual(seen, [row for row, in self.rows("SELECT event_id FROM events ORDER BY event_id")])


if __name__ == "__main__":
    unittest.main()
