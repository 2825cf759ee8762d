# SPDX-License-Identifier: MIT
"""What the tests of `etsyorder status` share: three orders, a pipeline with a gate, and what is stored."""
import json
import sqlite3
import unittest

import store
from store import add_order

FAILED, USAGE, NOT_FOUND, CONFLICT, FINDINGS = 1, 2, 3, 5, 6

PIPELINES = """pipelines:
- name: signs
  stages:
  - {name: cutting, public: We cut it, days: 1, owner: anna}
  - {name: engraving, public: We engrave it, days: 2}
  - {name: packing, days: 1}
  - {name: ready, days: 0, needs: tracking}
"""


class StatusCase(unittest.TestCase):
    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        self.pipelines(PIPELINES)
        connection = self.home.store()
        self.fill(connection)
        connection.commit()
        connection.close()

    def fill(self, connection):
        due = self.now(5)
        add_order(connection, 1001, ship_by_utc_s=due, tags=["batch-7"],
                  items=[{"quantity": 5}, {"title": "Pine sign"}])
        add_order(connection, 1002, ship_by_utc_s=due)
        add_order(connection, 1003, ship_by_utc_s=due)

    def pipelines(self, text):
        (self.home.path / "config" / "pipelines.yaml").write_text(text)

    @staticmethod
    def now(days):
        return store.NOW + days * store.DAY

    def ok(self, *words, stdin="", **extra):
        done = self.home.run(*words, stdin=stdin, **extra)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def fails(self, code, *words, stdin=""):
        done = self.home.run(*words, stdin=stdin)
        self.assertEqual((done.returncode, done.stdout), (code, ""), f"{words}: {done.stderr}")
        self.assertEqual(sum(line.startswith("error: ") for line in done.stderr.splitlines()), 1, done.stderr)
        return done.stderr

    def json(self, name, *words):
        return json.loads(self.ok(*words, "--json"))[name]

    def where(self):
        """Pieces by stage, of each item."""
        items = {}
        for row in self.json("items", "status", "list"):
            items.setdefault(row["item"], {})[row["stage"]] = row["quantity"]
        return items

    def connect(self):
        return sqlite3.connect(self.home.database, timeout=30)

    def sql(self, text):
        connection = self.connect()
        connection.execute(text)
        connection.commit()
        connection.close()

    def rows(self, text):
        connection = self.connect()
        try:
            return connection.execute(text).fetchall()
        finally:
            connection.close()

    def stored(self):
        """Every row that these verbs write."""
        return {table: self.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4")
                for table in ("item_stages", "item_holds", "status_updates", "acts", "act_steps", "events")}
