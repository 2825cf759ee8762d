# SPDX-License-Identifier: MIT
"""`etsyorder orders import`: Etsy's downloads, and what sellers take for them."""
import io
import json
import signal
import sqlite3
import subprocess
import unittest
import zipfile

import sandbox_shop
import store
from sandbox_shop import Sandbox
from terminal import on_terminal

HEAD = ("Sale Date,Item Name,Buyer,Quantity,Price,Order Shipping,Currency,Transaction ID,Listing ID,Date Paid,"
        "Date Shipped,Ship Name,Ship City,Ship Zipcode,Ship Country,Order ID,Variations,SKU\n")


def row(order, item=0, text="For Mom", paid="11/02/2026", shipped=""):
    return (f'11/02/26,"Oak sign, large",Pat Example (pat),1,45.00,5.00,USD,{order * 10 + item},77,{paid},{shipped},'
            f'Pat Example,Springfield,62701,United States,{order},"Size:8,Personalization:{text}",OAK-1\n')


class Import(unittest.TestCase):
    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)

    def file(self, data, name="items.csv"):
        path = self.home.path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def run_import(self, *words, **extra):
        return self.home.run("orders", "import", *words, **extra)

    def imported(self, *words, code=0, **extra):
        done = self.run_import(*words, "--json", **extra)
        self.assertEqual(done.returncode, code, done.stderr)
        return json.loads(done.stdout)["import"]

    def shown(self, order):
        return json.loads(self.home.run("orders", "show", order, "--json").stdout)["orders"][0]

    def test_the_first_file_makes_orders_without_any_key(self):
        done = self.run_import(self.file(HEAD + row(1042) + row(1043, text="1. Mom\n2. Dad, both")))
        self.assertEqual((done.returncode, done.stdout),
                         (0, "1042\tnew\tPat Example\t2\tpaid\n1043\tnew\tPat Example\t3\tpaid\n"), done.stderr)
        self.assertIn("2 rows, 2 new, 0 changed, 0 already so", done.stderr)
        listed = self.home.run("orders", "list")
        self.assertEqual((listed.returncode, listed.stderr, listed.stdout.count("\n")), (0, "", 2))
        order = self.shown(1043)
        self.assertEqual(order["items"][0]["answers"][1]["text"], "1. Mom\n2. Dad, both")
        self.assertEqual((order["synced_at"], order["stale"], order["imported_at"]), (None, False, "2026-11-22T10:00:00Z"))
        self.assertEqual((order["ship_by"], order["address"]["country"]), (None, "US"))

    def test_the_same_file_again_changes_nothing(self):
        path = self.file(HEAD + row(1042))
        self.imported(path)
        again = self.imported(path)
        self.assertEqual((again["files"][0]["already_so"], again["orders"]), (1, []))

    def test_a_dry_run_tells_what_would_become_and_stores_nothing(self):
        path = self.file(HEAD + row(1042))
        planned = self.imported(path, "--dry-run")
        self.assertEqual((planned["dry_run"], planned["orders"][0]["outcome"]), (True, "new"))
        self.assertFalse(self.home.database.exists())
        self.imported(path)
        shipped = self.file(HEAD + row(1042, shipped="11/05/2026"))
        planned = self.imported(shipped, "--dry-run")["orders"][0]
        self.assertEqual(planned["outcome"], "changed")
        self.assertIn({"field": "status", "before": "paid", "after": "completed"}, planned["changes"])
        self.assertEqual(self.shown(1042)["status"], "paid")

    def test_a_dry_run_shows_what_each_row_becomes(self):
        path = self.file(HEAD + row(1042, text="Zoë\n& Bo") + row(1042, item=1, text="Not requested on this item."))
        becomes = self.imported(path, "--dry-run")["orders"][0]["becomes"]
        self.assertEqual([[answer["text"] for answer in item["answers"]] for item in becomes["items"]],
                         [["8", "Zoë\n& Bo"], ["8", "Not requested on this item."]])
        self.assertEqual((becomes["items"][0]["quantity"], becomes["items"][0]["price"]),
                         (1, {"amount": "45.00", "currency": "USD"}))
        self.assertEqual(becomes["amounts"]["shipping"], {"amount": "5.00", "currency": "USD"})
        done = self.run_import(path, "--dry-run")
        self.assertEqual(done.stdout.splitlines(), [
            "1042\tnew\tPat Example\t2\tpaid; shipping 5.00 USD",
            "1042\titem\t\t2\t1 x Oak sign, large, 45.00 USD, SKU OAK-1; Size: 8; words, Personalization: Zoë\\n& Bo",
            "1042\titem\t\t2\t1 x Oak sign, large, 45.00 USD, SKU OAK-1; Size: 8; Personalization: not asked"])
        seen, _ = on_terminal(self.home, ["etsyorder", "orders", "import", path, "--dry-run"])
        self.assertIn("1042 new Pat Example: paid; shipping 5.00 USD", seen)
        self.assertIn("      words, Personalization: Zoë", seen)
        self.assertIn("      & Bo", seen)

    def test_a_dry_run_counts_as_the_import_does(self):
        # Its second row comes long after the first, when some thousand others were looked at.
        apart = self.file(HEAD + row(1042) + "".join(row(order) for order in range(5000, 7500)) + row(1042, item=1))
        shipped = self.file(HEAD + "".join(row(1042, item=item, shipped="11/05/2026") for item in (0, 1)), "shipped.csv")
        planned = self.imported(apart, shipped, "--dry-run")
        self.assertFalse(self.home.database.exists())
        done = self.imported(apart, shipped)
        self.assertEqual([(file["new"], file["changed"]) for file in done["files"]], [(2501, 1), (0, 1)])
        for plan in planned["orders"]:
            self.assertEqual(plan.pop("becomes")["status"], "completed" if plan["outcome"] == "changed" and
                             plan["file"].endswith("shipped.csv") else "paid")
        for order in done["orders"]:
            self.assertIsNone(order.pop("becomes"))
        for field in ("files", "orders"):
            self.assertEqual(planned[field], done[field])
        planned = self.imported(apart, "--dry-run")
        self.assertEqual((planned["files"][0]["already_so"], planned["files"][0]["new"]), (2502, 0))

    def test_bad_rows_are_named_and_the_good_ones_go_in(self):
        path = self.file(HEAD + row(1042) + "bad" + row(1043)[8:] + row(1044))
        done = self.run_import(path)
        self.assertEqual((done.returncode, done.stdout.count("\n")), (6, 2))
        self.assertIn(f'{path}:3: Sale Date "bad" is no date (month/day/year)', done.stderr)
        many = self.file(HEAD + row(1042) + ("bad" + row(1043)[8:]) * 30)
        done = self.run_import(many)
        self.assertEqual(done.stderr.count("is no date"), 20)
        self.assertIn("and 10 more rows", done.stderr)
        self.assertEqual(len(self.imported(many, code=6)["refused"]), 30)

    def test_currency_and_zone_of_the_shop_count_where_the_file_is_silent(self):
        (self.home.path / "config" / "config.yaml").write_text(
            "shops:\n  OakSigns: {currency: GBP, zone: America/New_York}\n")
        silent = (HEAD + row(1042)).replace("Currency,", "").replace("5.00,USD,", "5.00,")
        self.imported("--shop", "OakSigns", self.file(silent))
        order = self.shown(1042)
        self.assertEqual(order["items"][0]["price"], {"amount": "45.00", "currency": "GBP"})
        self.assertEqual(order["placed_at"], "2026-11-02T05:00:00Z")
        self.imported("--shop", "OakSigns", self.file(HEAD + row(1043)))
        self.assertEqual(self.shown(1043)["items"][0]["price"]["currency"], "USD")

    def test_files_of_all_programs_are_read(self):
        plain = HEAD + row(1042, text="Zoë\r\n& Bo")
        cells = plain.encode("utf-16")
        for name, data in (("mark", b"\xef\xbb\xbf" + plain.encode()), ("utf-16", cells),
                           ("windows", plain.replace("\n", "\r\n").encode("cp1252"))):
            with self.subTest(name):
                home = store.Home()
                self.addCleanup(home.close)
                done = home.run("orders", "import", self.file(data))
                self.assertEqual(done.returncode, 0, done.stderr)
                order = json.loads(home.run("orders", "show", 1042, "--json").stdout)["orders"][0]
                self.assertTrue(order["items"][0]["answers"][1]["text"].startswith("Zoë"))
                self.assertEqual("Windows-1252" in done.stderr, name == "windows")

    def test_what_is_no_csv_is_named_and_nothing_is_stored(self):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as made:
            made.writestr("items.csv", HEAD)
        excel = io.BytesIO()
        with zipfile.ZipFile(excel, "w") as made:
            made.writestr("[Content_Types].xml", "<Types/>")
        for words, data in (("zip archive", archive.getvalue()), ("Excel workbook (xlsx)", excel.getvalue()),
                            ("Excel workbook (xls)", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)),
                            ("web page", b"<!DOCTYPE html><html>"), ("empty", b""), ("NUL", b"a,b\n\0\n"),
                            ("its columns are TITLE, PRICE", b"TITLE,PRICE\nx,1\n"),
                            ("opened on line 1 is never closed", b'Order ID,"Item\n1,2\n')):
            with self.subTest(words):
                done = self.run_import(self.file(data))
                self.assertEqual((done.returncode, done.stdout), (1, ""), done.stderr)
                self.assertIn(words, done.stderr)
                self.assertIn("hint: ", done.stderr)

    def test_what_stands_before_a_quote_that_is_never_closed_goes_in(self):
        done = self.run_import(self.file(HEAD + row(1042) + '11/02/26,"open\nand on\n'))
        self.assertEqual((done.returncode, done.stdout.count("new")), (6, 1), done.stderr)
        self.assertIn("the quote opened on line 3 is never closed", done.stderr)

    def test_a_line_without_an_end_is_refused_at_once(self):
        feed = subprocess.Popen(["sh", "-c", "head -c 1000000000 /dev/zero | tr '\\0' x"], stdout=subprocess.PIPE)
        done = subprocess.run([str(store.BIN / "etsyorder"), "orders", "import", "-"], stdin=feed.stdout, timeout=30,
                              capture_output=True, text=True, env=self.home.environment(), check=False)
        feed.stdout.close()
        feed.wait()
        self.assertEqual(done.returncode, 1)
        self.assertIn("longer than 1 MiB", done.stderr)

    def test_a_home_that_cannot_be_made_is_named_with_the_reason(self):
        path = self.file(HEAD + row(1042))
        done = self.run_import(path, ETSYORDER_HOME=str(path))
        self.assertEqual((done.returncode, done.stdout), (1, ""), done.stderr)
        self.assertIn("error: cannot create ", done.stderr)
        self.assertIn("Not a directory", done.stderr)
        self.assertNotIn("etsyorder sync", done.stderr)

    def test_several_shops_need_a_name(self):
        self.imported(self.file(HEAD + row(1042)), "--shop", "Acorn")
        self.imported(self.file(HEAD + row(1043)), "--shop", "Willow")
        done = self.run_import(self.file(HEAD + row(1044)))
        self.assertEqual(done.returncode, 2)
        self.assertIn("Acorn, Willow", done.stderr)
        done = self.run_import(self.file(HEAD + row(1044)), "--shop", "Acron")
        self.assertEqual(done.returncode, 3)
        self.assertIn('did you mean "Acorn"?', done.stderr)

    def test_a_file_that_is_not_there_stops_all_before_anything_is_stored(self):
        done = self.run_import(self.file(HEAD + row(1042)), self.home.path / "none.csv")
        self.assertEqual((done.returncode, done.stdout), (3, ""))
        self.assertFalse(self.home.database.exists())

    def test_killed_in_the_middle_a_second_run_does_the_rest(self):
        lines = [row(order) for order in range(5000, 9000)]
        lines[0] = lines[0].replace("11/02/26", "10/31/26") # in which order the dates are is seen at once
        path = self.file(HEAD + "".join(lines))
        calm = store.Home()
        self.addCleanup(calm.close)
        self.assertEqual(calm.run("orders", "import", path).returncode, 0)
        program = subprocess.Popen([str(store.BIN / "etsyorder"), "orders", "import", "-"], stdin=subprocess.PIPE, text=True,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=self.home.environment())
        program.stdin.write(HEAD + "".join(lines[:3000]))
        program.stdin.flush()
        while program.poll() is None and not (self.home.database.exists() and self.rows() > 0):
            pass
        program.send_signal(signal.SIGKILL) # it waits for more
        program.communicate()
        self.assertEqual(program.returncode, -signal.SIGKILL)
        self.assertEqual(self.rows(), 2000) # in the middle
        self.imported(path)
        self.assertEqual(self.dump(self.home), self.dump(calm))

    def test_a_dry_run_that_is_cut_short_leaves_nothing_of_a_buyer_behind(self):
        temporary = self.home.path / "tmp"
        temporary.mkdir()
        program = subprocess.Popen([str(store.BIN / "etsyorder"), "orders", "import", "--dry-run", "-"], text=True,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                   env=self.home.environment(TMPDIR=str(temporary)))
        program.stdin.write(HEAD + row(1).replace("11/02/26", "10/31/26") + "".join(row(at) for at in range(2, 4000)))
        program.stdin.flush()
        self.assertIn("new", program.stdout.readline()) # it has begun, and waits for more
        program.send_signal(signal.SIGKILL)
        program.communicate()
        self.assertEqual(list(temporary.iterdir()), [])

    def test_interrupted_in_the_middle_it_keeps_what_was_committed_and_a_second_run_does_the_rest(self):
        lines = [row(order) for order in range(5000, 9000)]
        lines[0] = lines[0].replace("11/02/26", "10/31/26") # in which order the dates are is seen at once
        calm = store.Home()
        self.addCleanup(calm.close)
        path = self.file(HEAD + "".join(lines))
        self.assertEqual(calm.run("orders", "import", path).returncode, 0)
        program = subprocess.Popen([str(store.BIN / "etsyorder"), "orders", "import", "-"], stdin=subprocess.PIPE, text=True,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=self.home.environment())
        program.stdin.write(HEAD + "".join(lines[:3000]))
        program.stdin.flush()
        while program.poll() is None and not (self.home.database.exists() and self.rows() > 0):
            pass
        program.send_signal(signal.SIGINT) # it waits for more
        _, told = program.communicate(timeout=60)
        self.assertEqual(program.returncode, 130)
        # It may be told to stop after the commit, before it has counted what that was of.
        self.assertRegex(told, "^interrupted; stored so far: (0|2000) new or changed; the same command again does the rest\n$")
        self.assertEqual(self.rows(), 2000)
        self.assertEqual(self.imported(path)["files"][0]["new"], 2000)
        self.assertEqual(self.dump(self.home), self.dump(calm))

    def test_a_reader_that_goes_away_stops_no_import(self):
        path = self.file(HEAD + "".join(row(order) for order in range(5000, 9000)))
        program = subprocess.Popen([str(store.BIN / "etsyorder"), "orders", "import", str(path)], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True, env=self.home.environment())
        self.assertEqual(program.stdout.readline(), "5000\tnew\tPat Example\t2\tpaid\n")
        program.stdout.close()
        self.assertEqual(program.wait(timeout=60), 0)
        self.assertIn("4000 rows, 4000 new", program.stderr.read())
        program.stderr.close()
        self.assertEqual(self.rows(), 4000)

    def rows(self):
        connection = sqlite3.connect(self.home.database, timeout=5)
        try:
            return connection.execute("SELECT count(*) FROM orders").fetchone()[0]
        except sqlite3.OperationalError: # not made yet
            return 0
        finally:
            connection.close()

    @staticmethod
    def dump(home):
        connection = sqlite3.connect(home.database)
        try:
            return [connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()
                    for table in ("orders", "items", "answers", "buyers", "buyer_words", "file_rows")]
        finally:
            connection.close()


class WithSync(unittest.TestCase):
    def test_files_and_a_sync_make_one_shop_whichever_came_first(self):
        etsy = Sandbox()
        self.addCleanup(etsy.close)
        receipt = etsy.listing("receipts")[0]
        order, transaction = receipt["receipt_id"], receipt["transactions"][0]["transaction_id"]
        seen = []
        for steps in (("import", "sync"), ("sync", "import"), ("import", "sync", "import", "sync")):
            home = sandbox_shop.Home(etsy)
            self.addCleanup(home.__exit__)
            path = home.path / "items.csv"
            path.write_text(HEAD + row(order).replace(str(order * 10), str(transaction)))
            for step in steps:
                done = home.run(*(["orders", "import", path] if step == "import" else ["sync", "--all"]))
                self.assertIn(done.returncode, (0, 6), done.stderr)
            seen.append([home.rows("SELECT count(*), count(DISTINCT receipt_id), min(shop_id), max(shop_id) FROM orders"),
                         home.rows("SELECT count(*), sum(removed_at_utc_s IS NOT NULL) FROM items"),
                         home.rows("SELECT buyer_name, status, is_open, placed_at_utc_s, city, zip, country, total_minor "
                                   "FROM orders WHERE receipt_id = ?", order),
                         home.rows("SELECT count(*) FROM shops"),
                         home.rows("SELECT count(*) FROM file_rows WHERE shop_id > 0")])
            listed = home.run("orders", "list")
            self.assertEqual((listed.returncode, listed.stderr), (0, ""))
        self.assertEqual(seen[0], seen[1])
        self.assertEqual(seen[0], seen[2])
        self.assertEqual((seen[0][3], seen[0][4]), ([(1,)], [(1,)]))


if __name__ == "__main__":
    unittest.main()
