#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The benches: what etsyorder takes as a ratio of what the machine can do, measured side by side in this run.

    run.py [--full] [--only WORD] [--bin FOLDER]

Each measure prints a readable line and a JSON line. "must" fails the run beyond a slack of 20% (ratios of one pair
differ that much on a busy machine); "aim" is what we are after. --only: sync, slow, limit, unchanged, start, lint,
import, query, render, check, status or mail.
The default takes under five minutes; --full takes more rounds and Etsy's own limit of 10 requests a second.
Made-up receipts are kept in build/bench/ and used again. Loopback only.
"""
import argparse
import contextlib
import functools
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys

import letters
import lint_store
import mails
import measure
import query_store
import receipts
import servers
import sold_items
import work
from measure import note

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / "build" / "bench"
MIB = 1024 * 1024
PART_NAMES = ("sync", "slow", "limit", "unchanged", "start", "lint", "import", "query", "render", "check",
              "status", "mail")


def build_floor():
    programs = {}
    for name, libraries in (("empty", []), ("empty_sqlite", ["-lsqlite3"]), ("least_write", ["-lsqlite3"]),
                            ("sync_floor", ["-lcurl", "-lsimdjson", "-lsqlite3"]),
                            ("csv_floor", ["-lcsv", "-lsqlite3"])):
        source, program = HERE / "floor" / f"{name}.cpp", WORK / name
        if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
            subprocess.run(["g++", "-O2", "-std=c++20", source, "-o", program, *libraries], check=True)
        programs[name] = program
    return programs


class Bench:
    def __init__(self, arguments):
        self.full = arguments.full
        self.program = arguments.bin / "etsyorder"
        self.sandbox = arguments.bin / "etsyorder-sandbox"
        self.rooms = arguments.bin.parent / "lib"  # their static libraries
        self.report = measure.Report()
        self.floor = build_floor()
        self.home = WORK / "home"

    # --- what every sync needs -----------------------------------------------------------------

    def environment(self, address, home=None, token="1.bench", keystring="bench:bench", shop=receipts.SHOP):
        return {"ETSYORDER_HOME": str(home or self.home), "ETSYORDER_ETSY_URL": address, "ETSYORDER_KEYSTRING": keystring,
                "ETSYORDER_ACCESS_TOKEN": token, "ETSYORDER_SHOP_ID": str(shop), "NO_COLOR": "1"}

    def forget(self, *paths):
        def before():
            for path in paths:
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
        return before

    def stored(self):
        database = sqlite3.connect(self.home / "data" / "etsyorder.db")
        with contextlib.closing(database):
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return database.execute("SELECT count(*) FROM orders").fetchone()[0]

    def sync_job(self, address):
        return [self.program, "sync", "--only", "orders", "--no-input"], self.environment(address), self.forget(self.home)

    # --- parts ---------------------------------------------------------------------------------

    def sync(self):
        """All receipts of a shop, as fast as the machine allows."""
        count, rounds = 100_000, 5 if self.full else 2
        pages = WORK / f"pages-{count}"
        size = receipts.pages(count, pages)
        floor_file = WORK / "floor.db"
        gone = [floor_file, WORK / "floor.db-wal", WORK / "floor.db-shm"]
        with servers.nginx(pages, WORK / "nginx") as address:
            url = f"{address}{servers.PATH}?limit=100&offset="
            runs = measure.in_turn(rounds, {
                "floor": ([self.floor["sync_floor"], floor_file, url], {}, self.forget(*gone)),
                "ours": self.sync_job(address)})
            command, extra, before = self.sync_job(address)
            before()
            peak = measure.peak_bytes([str(word) for word in command], {**os.environ, **extra})
        stored = self.stored()
        self.report.count("sync: receipts missing", count - stored, 0, 0, "receipts")
        ours = runs["ours"]
        self.report.ratio(f"sync: {count} receipts", ours.median, runs["floor"].median, 2.0, 1.3)
        self.report.ratio("sync: peak memory", peak / MIB, 32, 1.0, 0.75, "MiB", slack=1)
        store = (self.home / "data" / "etsyorder.db").stat().st_size
        self.report.ratio("sync: store / JSON", store / MIB, size / MIB, 0.5, 0.4, "MiB", slack=1)
        self.forget(*gone)()

    def slow(self):
        """Pages that come 50 ms late, as over a network: fetching must hide the storing."""
        count, rounds = 10_000, 5 if self.full else 2
        pages = WORK / f"pages-{count}"
        receipts.pages(count, pages)
        with servers.slow(pages, count, 0.05) as address:
            url = f"{address}{servers.PATH}?limit=100&offset=[0-{count - receipts.PAGE}:{receipts.PAGE}]"
            runs = measure.in_turn(rounds, {"curl": (["curl", "-sS", url], {}, None), "ours": self.sync_job(address)})
        self.report.ratio("sync: pages 50 ms late / curl", runs["ours"].median, runs["curl"].median, 1.10, 1.03, slack=1.02)

    def limit(self):
        """Under Etsy's limit per second: the whole limit used, nothing asked in vain."""
        rate = 10 if self.full else 40
        with self.shop("huge", rate) as address:
            servers.ask(f"{address}/_sandbox/requests", "DELETE")
            runs = measure.in_turn(1, {"ours": self.sandbox_job(address)})
            asked = self.pages_asked(address)
        self.report.ratio(f"limit: {rate} a second", runs["ours"].median, asked / rate, 1.05, 1.01, slack=1)
        needed = 100_000 // receipts.PAGE
        # One receipt of each window is read twice, and the newest change is asked for once.
        self.report.count("limit: requests beyond the pages", asked - needed, needed, needed // 100, "requests")

    def unchanged(self):
        """A shop in which nothing has happened since: one request."""
        with self.shop("busy", 0) as address:
            command, extra, before = self.sandbox_job(address)
            before()
            environment = {**os.environ, **extra}
            measure.run_once([str(word) for word in command], environment)
            again = subprocess.run([*command, "--json"], env=environment, capture_output=True, check=True)
        self.report.count("unchanged: requests", json.loads(again.stdout)["sync"]["requests"], 1, 1, "requests")

    def start(self):
        """Commands that need no network, on 100,000 orders."""
        database = self.home / "data" / "etsyorder.db"
        if not database.exists() or self.stored() != 100_000:
            pages = WORK / "pages-100000"
            receipts.pages(100_000, pages)
            with servers.nginx(pages, WORK / "nginx") as address:
                measure.in_turn(1, {"ours": self.sync_job(address)})
        self.stored()
        home = {"ETSYORDER_HOME": str(self.home), "NO_COLOR": "1"}
        one = receipts.receipt_id(54_321)
        self.prepare_tags(one, home)
        rounds = 201 if self.full else 41
        plain = {"notmuch": (["notmuch", "--version"], {}, None), "empty": ([self.floor["empty"]], {}, None),
                 "--version": ([self.program, "--version"], home, None), "--help": ([self.program, "--help"], home, None)}
        runs = measure.in_turn(rounds, plain)
        for name in ("--version", "--help"):
            # The aim is 1.5 times an empty program.
            aim = 1.5 * runs["empty"].median / runs["notmuch"].median
            self.report.ratio(f"start: {name} / notmuch", runs[name].median, runs["notmuch"].median, 1.0, round(aim, 2))
        name = receipts.receipt(54_321, 100_000)["name"].split()[1]
        listing = ["orders", "list", "--limit", "50"]
        queries = {"orders show": ["orders", "show", str(one)], "orders list": listing}
        common = receipts.GIVEN[0].lower()
        for words in (["--all"], ["--late"], ["--personalised"], ["--status", "completed"], ["--status", "canceled"],
                      ["--buyer", name[:3]], ["--buyer", common], ["--all", "--buyer", common], ["--tag", "bench"],
                      ["--due", "7"], ["--all", "--sort", "updated"], ["--all", "--sort", "ship-by"],
                      ["--all", "--sort", "ship-by", "--personalised"], ["--status", "completed", "--sort", "ship-by"]):
            queries[f"orders list {' '.join(words)}"] = [*listing, *words]
        queries["completion of an order"] = ["__complete", "orders", "show", str(one)[:4]]
        jobs = {"floor": ([self.floor["empty_sqlite"], database], {}, None)}
        jobs.update({name: ([self.program, *words], home, None) for name, words in queries.items()})
        runs = measure.in_turn(rounds, jobs)
        for name in queries:
            self.report.ratio(f"start: {name}", runs[name].median, runs["floor"].median, 2.0, 1.5)
        everything = ["orders", "list", "--all", "--limit", "all", "--json"]
        peak = max(measure.peak_bytes([str(self.program), *words], {**os.environ, **home})
                   for words in (*queries.values(), everything))
        self.report.ratio("start: peak memory of a reader", peak / MIB, 16, 1.0, 0.625, "MiB", slack=1)

    def lint(self):
        """The words of 100,000 items."""
        home = WORK / "lint-home"
        if not (home / "complete").exists():
            shutil.rmtree(home, ignore_errors=True)
            lint_store.fill(home, 100_000)
            (home / "complete").touch()
        command = f"'{self.program}' orders lint --all; [ $? = 6 ]"  # there are findings
        command, environment = ["sh", "-c", command], {"ETSYORDER_HOME": str(home), "NO_COLOR": "1"}
        runs = measure.in_turn(5 if self.full else 3, {"ours": (command, environment, None)})
        peak = measure.peak_bytes(command, {**os.environ, **environment})
        self.report.ratio("lint: 100000 items / 2 s", runs["ours"].median, 2.0, 1.0, 0.5, slack=1)
        self.report.ratio("lint: peak memory", peak / MIB, 32, 1.0, 0.75, "MiB", slack=1)

    def query(self):
        """Queries about 1,000,000 orders, against the same about 10,000."""
        small, large = (self.query_home(count) for count in (10_000, 1_000_000))
        rounds = 41 if self.full else 15
        for words in (*query_store.INDEXED, *query_store.BALANCED, *query_store.WALKED):
            command = [self.program, "orders", "list", "--limit", "20", *words]
            found = [len(subprocess.run(command, env={**os.environ, **home}, capture_output=True, check=True).stdout.splitlines())
                     for home in (small, large)]
            name = f"query: {' '.join(words) or 'orders list'} ({found[1]})"
            if found[0] != found[1]:
                raise measure.Failed(f"{name}: {found[0]} of 10,000 orders fit")
            promised, walked = words in query_store.INDEXED, words in query_store.WALKED
            runs = measure.in_turn(3 if walked else rounds, {"small": (command, small, None), "large": (command, large, None)})
            judge = functools.partial(self.report.ratio, must=1.3, aim=1.15) if promised else self.report.figure
            judge(name, runs["large"].median, runs["small"].median)

    def import_(self):
        """A file of 100,000 sold items."""
        count, rounds = 100_000, 5 if self.full else 3
        file, home, floor_file = WORK / f"sold-items-{count}.csv", WORK / "import-home", WORK / "csv-floor.db"
        orders = sold_items.write(count, file)
        gone = [floor_file, WORK / "csv-floor.db-wal", WORK / "csv-floor.db-shm"]
        environment = {"ETSYORDER_HOME": str(home), "NO_COLOR": "1"}
        command = [self.program, "orders", "import", file]
        schema = self.write_schema(environment)
        runs = measure.in_turn(rounds, {
            "floor": ([self.floor["csv_floor"], floor_file, file, schema], {}, self.forget(*gone)),
            "ours": (command, environment, self.forget(home))})
        self.forget(home)()
        peak = measure.peak_bytes([str(word) for word in command], {**os.environ, **environment})
        store = home / "data" / "etsyorder.db"
        with contextlib.closing(sqlite3.connect(store)) as database:
            stored = database.execute("SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM items)").fetchone()
        self.report.count("import: orders missing", orders - stored[0], 0, 0, "orders")
        self.report.count("import: items missing", count - stored[1], 0, 0, "items")
        ours, floor = runs["ours"], runs["floor"]
        self.report.ratio(f"import: {count} items", ours.median, floor.median, 2.0, 1.5)
        self.report.ratio("import: processor time", ours.median_cpu, floor.median_cpu, 2.0, 1.5)
        self.report.ratio("import: peak memory", peak / MIB, 32, 1.0, 0.75, "MiB", slack=1)
        self.report.ratio("import: store / floor", store.stat().st_size / MIB, floor_file.stat().st_size / MIB, 1.5, 1.0, "MiB",
                          slack=1)
        self.forget(*gone)()

    def render(self):
        """A letter of 1 KB, its template compiled beforehand."""
        bench = letters.Letters(WORK, self.rooms)
        self.report.count("render: bytes unlike Ruby's", bench.same_bytes(), 0, 0, "bytes")
        took = bench.seconds(9 if self.full else 5)
        for name, peer, must in (("Jinja2 with autoescape", "jinja", 1 / 15), ("Ruby's liquid", "ruby", 1 / 15), ("C++ by hand", "floor", 3.0)):
            self.report.ratio(f"render: a letter / {name}", took["ours"], took[peer], must, must * 0.8)
        self.report.ratio("render: the first one, compiled too / 0.2 ms", took["first"], 0.0002, 1.0, 0.5, slack=1)
        self.report.ratio("render: compiling 1 MB / 0.1 s", bench.compile_seconds(), 0.1, 1.0, 0.2, slack=1)

    def check(self):
        """100 templates about each of 5,000 open orders, every letter whole; and about 500."""
        folder = WORK / "check-home"
        peaks = {}
        for open_orders in (500, 5_000):
            home = folder / str(open_orders)
            if not (home / "complete").exists():
                shutil.rmtree(home, ignore_errors=True)
                query_store.fill(home, 10_000, open_orders)
                self.write_templates(home / "config" / "templates", 100)
                (home / "complete").touch()
            command = ["taskset", "-c", "0", self.program, "templates", "check", *[f"letter-{i}" for i in range(100)]]
            environment = {"ETSYORDER_HOME": str(home), "NO_COLOR": "1", "ETSYORDER_NOW": "2026-11-22T10:00:00Z"}
            told = subprocess.run([str(word) for word in command], env={**os.environ, **environment}, capture_output=True,
                                  text=True, check=True).stderr
            letters_made = int(re.search(r"(\d+) letters? came out whole", told)[1])
            self.report.count(f"check: letters missing of {open_orders} orders", 100 * open_orders - letters_made, 0, 0, "letters")
            peaks[open_orders] = measure.peak_bytes([str(word) for word in command], {**os.environ, **environment})
        runs = measure.in_turn(5 if self.full else 3, {"ours": (command, environment, None)})
        self.report.ratio("check: 100 templates, 5000 orders / 3 s", runs["ours"].median, 3.0, 1.0, 0.5, slack=1)
        self.report.ratio("check: peak memory, 5000 orders / 500", peaks[5_000] / MIB, peaks[500] / MIB, 1.2, 1.1, "MiB", slack=1)

    def mail(self):
        """2,000 mails of 2 KB to a server on this machine, over one connection."""
        mails.Mails(WORK, self.rooms).judge(self.report, 7 if self.full else 3)

    def status(self):
        """Stages of 5,000 open items, and a forecast from 100,000 finished ones."""
        busy, old = WORK / "work-home", WORK / "done-home"
        for home, fill in ((busy, lambda: work.fill_open(busy, self.program, 5_000)), (old, lambda: work.fill_done(old, 100_000))):
            if not (home / "complete").exists():
                shutil.rmtree(home, ignore_errors=True)
                fill()
                (home / "complete").touch()
        clock = {"ETSYORDER_NOW": "2026-11-22T10:00:00Z", "TZ": "UTC", "NO_COLOR": "1"}
        environment = {"ETSYORDER_HOME": str(busy), **clock}
        one = str(query_store.FIRST_RECEIPT + 9_999 * query_store.STEP)
        rounds = 101 if self.full else 31
        database = busy / "data" / "etsyorder.db"
        touch = "UPDATE orders SET fetched_at_utc_s = fetched_at_utc_s + 1 WHERE order_id = 1"
        jobs = {"floor": ([self.floor["empty_sqlite"], database], {}, None),
                "write": ([self.floor["least_write"], database, touch], {}, None),
                "board": ([self.program, "status", "board"], environment, None),
                "advance": ([self.program, "status", "advance", one], environment, None),
                "back": ([self.program, "status", "back", one], environment, None)}
        runs = measure.in_turn(rounds, jobs)
        self.report.ratio("status: board", runs["board"].median, runs["floor"].median, 2.0, 1.5)
        self.report.figure("status: advance / a program that reads", runs["advance"].median, runs["floor"].median)
        self.report.ratio("status: advance / least durable write", runs["advance"].median, runs["write"].median, 2.0, 1.5)
        runs = measure.in_turn(9 if self.full else 5, {
            "all": ([self.program, "status", "advance", "--where", "is:open"], environment, None),
            "undo": ([self.program, "status", "undo"], environment, None),
            "forecast": ([self.program, "status", "forecast"], {"ETSYORDER_HOME": str(old), **clock}, None)})
        self.report.ratio("status: 5000 items in a transaction / 0.5 s", runs["all"].median, 0.5, 1.0, 0.5, slack=1)
        self.report.ratio("status: forecast of 100000 items / 1 s", runs["forecast"].median, 1.0, 1.0, 0.5, slack=1)

    # --- helpers of the parts --------------------------------------------------------------------

    @staticmethod
    def write_templates(folder, count):
        """Letters as sellers write them: a head, a greeting in a part, the items in a loop, days and amounts."""
        folder.mkdir(parents=True)
        (folder / "_hello.liquid").write_text("Hi {{ buyer.first_name | default: \"there\" }},\n")
        for i in range(count):
            (folder / f"letter-{i}.liquid").write_text(f"""---
about: Letter {i}
subject: "Order {{{{ order.name }}}}, letter {i}"
applies: order.open
ask: {{reason: {{question: "Why?", example: "The oak is late."}}}}
---
{{% render "_hello" %}}
Thank you for order {{{{ order.name }}}} of {{{{ order.placed_at | date: "%-d %B" }}}}. {{{{ reason }}}}
{{% for item in items %}}
{{{{ forloop.index }}}}. {{{{ item.quantity }}}} x {{{{ item.title }}}}{{% if item.personalisation %}}: "{{{{ item.personalisation }}}}"{{% endif %}}
{{%- endfor %}}
{{% if order.ship_by %}}It ships by {{{{ order.ship_by | date: "%A, %-d %B" }}}}, {{{{ order.ship_by | relative }}}}.{{% endif %}}
In all {{{{ order.total | money }}}} for {{{{ order.piece_count }}}} {{{{ order.piece_count | plural: "piece", "pieces" }}}}.
""")

    def write_schema(self, environment):
        """The tables and indexes of an empty store, without triggers, for a floor that puts the same rows into them."""
        home, file = pathlib.Path(environment["ETSYORDER_HOME"]), WORK / "schema.sql"
        self.forget(home)()
        subprocess.run([self.program, "orders", "import", "-"], input=",".join(sold_items.COLUMNS) + "\n", text=True,
                       env={**os.environ, **environment}, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with contextlib.closing(sqlite3.connect(home / "data" / "etsyorder.db")) as database:
            rows = database.execute("SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL "
                                    "AND name NOT LIKE 'sqlite_%' ORDER BY rowid")
            file.write_text("".join(f"{sql};\n" for sql, in rows))
        return file

    @contextlib.contextmanager
    def shop(self, kind, rate):
        words = ["--shop", kind, "--limit-per-second", str(rate), "--limit-per-day", "0"]
        with servers.sandbox(self.sandbox, WORK, *words) as address:
            yield address

    def sandbox_job(self, address):
        """A sync as a signed-in user of the sandbox."""
        state = servers.ask(f"{address}/_sandbox/state")
        tokens = servers.ask(f"{address}/_sandbox/tokens", "POST", {"scopes": "transactions_r shops_r listings_r"})
        home = WORK / "sandbox-home"
        extra = self.environment(address, home, tokens["access_token"], "sandboxkeystring00000001:sandboxsecret",
                                 state["shop_id"])
        return [self.program, "sync", "--only", "orders", "--no-input"], extra, self.forget(home)

    def pages_asked(self, address):
        return servers.ask(f"{address}/_sandbox/requests")["total"]

    @staticmethod
    def query_home(count):
        home = WORK / f"query-{count}"
        if not (home / "complete").exists():
            shutil.rmtree(home, ignore_errors=True)
            query_store.fill(home, count)
            (home / "complete").touch()
        return {"ETSYORDER_HOME": str(home), "ETSYORDER_NOW": "2026-11-22T10:00:00Z", "TZ": "UTC", "NO_COLOR": "1"}

    def prepare_tags(self, first, home):
        """A tag on 60 orders, so that listing it finds a full page."""
        wanted = "\n".join(str(first + 137 * number) for number in range(60))
        subprocess.run([self.program, "orders", "tag", "-", "+bench"], input=wanted, text=True, check=True,
                       stdout=subprocess.DEVNULL, env={**os.environ, **home})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="more rounds")
    parser.add_argument("--only", action="append", choices=PART_NAMES, help="one part; may be given several times")
    parser.add_argument("--bin", type=pathlib.Path, default=ROOT / "build/release/bin", help="folder of the built programs")
    arguments = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    bench = Bench(arguments)
    for part in arguments.only or PART_NAMES:
        method = getattr(bench, "import_" if part == "import" else part)  # a word of Python
        note(f"{part}: {method.__doc__}")
        method()
    if bench.report.failed:
        print(f"Beyond the limit: {', '.join(bench.report.failed)}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
