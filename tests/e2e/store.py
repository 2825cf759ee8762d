# SPDX-License-Identifier: MIT
"""A private etsyorder home with a store filled by hand, for tests of commands that only read.

Rows go straight into SQLite, by the program's own migrations: the tests then know every byte.
"""
import hashlib
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("ETSYORDER_BIN", ROOT / "build/dev/bin"))
NOW = 1_795_341_600  # 2026-11-22T10:00:00Z
DAY = 86_400
SHOP = 77
ANSWER_KINDS = ["personalisation", "file", "not_asked", "option"]  # stored by number


class Home:
    """One ETSYORDER_HOME in a temporary folder; the clock stands at NOW."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="etsyorder-test-")
        self.path = pathlib.Path(self._folder.name)
        (self.path / "data").mkdir()
        (self.path / "config").mkdir()
        self.database = self.path / "data" / "etsyorder.db"

    def close(self):
        self._folder.cleanup()

    def environment(self, **extra):
        env = {"PATH": os.environ["PATH"], "ETSYORDER_HOME": str(self.path), "TZ": "UTC", "LC_ALL": "C.UTF-8",
               "ETSYORDER_NOW": "2026-11-22T10:00:00Z"}
        # Sanitizers report through these.
        env.update({k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")})
        env.update(extra)
        return env

    def run(self, *words, stdin="", **extra):
        return subprocess.run([str(BIN / "etsyorder"), *map(str, words)], input=stdin, text=True, timeout=60,
                              capture_output=True, env=self.environment(**extra), check=False)

    def start(self, *words, **extra):
        """Like run(), without waiting for the end."""
        return subprocess.Popen([str(BIN / "etsyorder"), *map(str, words)], text=True, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.environment(**extra))

    def store(self):
        """A connection to a new, empty store of the newest schema."""
        connection = sqlite3.connect(self.database)
        connection.execute("PRAGMA journal_mode = WAL")
        for path in sorted((ROOT / "lib/db/migrations").glob("*.sql")):
            text = path.read_text()
            connection.executescript(text)
            version = int(path.stem[:4])
            connection.execute("INSERT INTO schema_migrations VALUES (?, ?, ?)",
                               (version, path.stem, hashlib.sha256(text.encode()).hexdigest()))
            connection.execute(f"PRAGMA user_version = {version}")
        connection.execute(f"PRAGMA application_id = {0x6574736f}")
        connection.execute("INSERT INTO shops (shop_id, name, currency) VALUES (?, 'AcornSigns', 'USD')", (SHOP,))
        connection.execute("INSERT INTO sync_streams (shop_id, stream, completed_at_utc_s) VALUES (?, 'orders', ?)",
                           (SHOP, NOW - 600))
        return connection


def add_order(connection, receipt, **given):
    """Inserts an order with items; every column may be given by name."""
    buyer_name = given.pop("buyer_name", "Ann Example")
    items = given.pop("items", [{}])
    tags = given.pop("tags", [])
    user = given.pop("buyer", receipt)
    row = connection.execute("SELECT buyer_id FROM buyers WHERE shop_id = ? AND etsy_user_id = ?", (SHOP, user)).fetchone()
    if row is None:
        row = (connection.execute("INSERT INTO buyers (shop_id, etsy_user_id) VALUES (?, ?)", (SHOP, user)).lastrowid,)
        for word in set(buyer_name.lower().split()):
            connection.execute("INSERT INTO buyer_words VALUES (?, ?, ?)", (SHOP, word, row[0]))
    values = {"shop_id": SHOP, "receipt_id": receipt, "buyer_id": row[0], "buyer_name": buyer_name,
              "buyer_words": "".join(f" {word}" for word in buyer_name.lower().split()), "status": "paid",
              "is_open": 1, "is_paid": 1, "placed_at_utc_s": NOW - 3 * DAY, "updated_at_utc_s": NOW - DAY,
              "ship_by_utc_s": NOW + 3 * DAY, "currency": "USD", "total_minor": 3125, "subtotal_minor": 2500,
              "shipping_minor": 625, "content_hash": b"0" * 16, "fetched_at_utc_s": NOW - 600, **given}
    order = connection.execute(
        f"INSERT INTO orders ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})", tuple(values.values())).lastrowid
    for position, item in enumerate(items):
        answers = item.pop("answers", [])
        line = {"shop_id": SHOP, "order_id": order, "transaction_id": receipt * 10 + position, "position": position,
                "title": "Oak sign", "quantity": 1, "price_minor": 2500, "currency": "USD", **item}
        item_id = connection.execute(f"INSERT INTO items ({', '.join(line)}) VALUES ({', '.join('?' * len(line))})",
                                     tuple(line.values())).lastrowid
        for at, (kind, question, text) in enumerate(answers):
            connection.execute("INSERT INTO answers (shop_id, item_id, position, kind, question, text) VALUES (?,?,?,?,?,?)",
                               (SHOP, item_id, at, ANSWER_KINDS.index(kind), question, text))
    for tag in tags:
        connection.execute("INSERT INTO order_tags VALUES (?, ?, ?)", (SHOP, tag, order))
    return order


def fill(path, count):
    """`count` orders, most of them shipped, for measurements."""
    home = Home.__new__(Home)
    home.database = pathlib.Path(path)
    connection = home.store()
    first = ["Ann", "Jane", "José", "李", "Мария", "Jürgen", "Zoë", "Olu"]
    for n in range(count):
        is_open = n % 50 == 0
        add_order(connection, 3_000_000_000 + n * 7, buyer_name=f"{first[n % 8]} Example{n % 1000}", buyer=n // 2,
                  is_open=int(is_open), is_shipped=int(not is_open), status="paid" if is_open else "completed",
                  placed_at_utc_s=NOW - (count - n) * 300, updated_at_utc_s=NOW - (count - n) * 200,
                  ship_by_utc_s=NOW + (n % 40 - 10) * DAY, is_personalised=n % 3 == 0, tags=["wedding"] if n % 100 == 0 else [],
                  items=[{"answers": [("personalisation", "Personalization", f"Name {n}")]}] * 1)
    connection.commit()
    connection.close()


if __name__ == "__main__":
    fill(sys.argv[1], int(sys.argv[2]))
