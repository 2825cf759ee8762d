# SPDX-License-Identifier: MIT
"""A store with a few orders, and a folder of templates beside it, for the tests of letters."""
import contextlib
import json
import sqlite3
import unittest

import store
from store import add_order
from terminal import on_terminal

USAGE, NOT_FOUND, CONFLICT, FINDINGS, KILLED = 2, 3, 5, 6, -9


class Letters(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        connection = self.home.store()
        add_order(connection, 1001, buyer_name="Anna <Miller>", is_gift=1, gift_message="With love",
                  items=[{"title": "Oak sign", "answers": [("personalisation", "Name", "MÜLLER")]}, {"title": "Hook"}])
        add_order(connection, 1002, buyer_name="", total_minor=None)
        add_order(connection, 1003, is_open=0, is_shipped=1, status="completed")
        connection.commit()
        connection.close()
        self.folder = self.home.path / "config" / "templates"
        self.folder.mkdir()

    def write(self, name, text):
        path = self.folder / f"{name}.liquid"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def ok(self, *words, code=0, **extra):
        done = self.home.run("templates", *words, **extra)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout

    def json(self, *words, code=0):
        answer = json.loads(self.ok(*words, code=code))
        self.assertEqual(answer.pop("schema"), 1)
        return next(iter(answer.values()))

    def fails(self, code, *words, **extra):
        done = self.home.run("templates", *words, **extra)
        self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
        self.assertEqual(sum(line.startswith("error: ") for line in done.stderr.splitlines()), 1, done.stderr)
        return done.stderr

    def rows(self, sql="SELECT * FROM letters"):
        with contextlib.closing(sqlite3.connect(self.home.database)) as connection:
            return connection.execute(sql).fetchall()

    def terminal(self, *words, **extra):
        return on_terminal(self.home, ["etsyorder", "templates", *map(str, words)], **extra)
