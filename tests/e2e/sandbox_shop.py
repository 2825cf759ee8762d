# SPDX-License-Identifier: MIT
"""A running etsyorder-sandbox and private etsyorder homes that sync from it.

    with Sandbox("--shop", "small") as etsy, Home(etsy) as home:
        home.run("sync")
"""
import json
import os
import pathlib
import sqlite3
import subprocess
import tempfile
import urllib.request

import sandbox
from sandbox import BIN, SANITIZERS

NOW = "2026-11-22T10:00:00Z"


def ask(url, method="GET", body=None, headers=None):
    """The parsed JSON answer of a request that must succeed."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method=method, headers=headers or {})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read())


class Sandbox(sandbox.Sandbox):
    """On a free port; its clock stands still at NOW unless `clock` says otherwise."""

    def __init__(self, *arguments, clock=("--now", NOW, "--freeze"), limits=(0, 0)):
        super().__init__("--port", "0", *clock, "--limit-per-day", limits[1], *arguments, limit_per_second=limits[0])
        self.token = self.new_token()

    def door(self, method, path, body=None):
        """The control door: door("POST", "orders/3000000011/cancel")."""
        return ask(f"{self.url}/_sandbox/{path}", method, body)

    def new_token(self, **scopes):
        return self.door("POST", "tokens", scopes or {})["access_token"]

    def requests(self, part=""):
        """What clients asked since the last forget_requests(), paths that contain `part`."""
        return [one for one in self.door("GET", "requests")["results"] if part in one["path"]]

    def forget_requests(self):
        self.door("DELETE", "requests")

    def listing(self, path, page=100, **query):
        """All results of an API list, as any client would page through them (up to the offset's end)."""
        headers = {"x-api-key": f"{self.keystring}:{self.secret}", "Authorization": f"Bearer {self.token}"}
        results, offset = [], 0
        while True:
            words = "&".join(f"{k}={v}" for k, v in {**query, "limit": page, "offset": offset}.items())
            answer = ask(f"{self.url}/v3/application/shops/{self.shop}/{path}?{words}", headers=headers)
            results += answer["results"]
            offset += len(answer["results"])
            if offset >= answer["count"] or not answer["results"]:
                return results


class Home:
    """One ETSYORDER_HOME in a temporary folder, signed in by environment."""

    def __init__(self, etsy, **extra):
        self._folder = tempfile.TemporaryDirectory(prefix="etsyorder-test-")
        self.path = pathlib.Path(self._folder.name)
        self.database = self.path / "data" / "etsyorder.db"
        self.environment = {"PATH": os.environ["PATH"], "ETSYORDER_HOME": str(self.path), "TZ": "UTC",
                            "LC_ALL": "C.UTF-8", "ETSYORDER_NOW": NOW, "ETSYORDER_ETSY_URL": etsy.url,
                            "ETSYORDER_KEYSTRING": f"{etsy.keystring}:{etsy.secret}",
                            "ETSYORDER_ACCESS_TOKEN": etsy.token, "ETSYORDER_SHOP_ID": str(etsy.shop),
                            **SANITIZERS, **extra}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._folder.cleanup()

    def start(self, *words, **extra):
        env = {k: v for k, v in {**self.environment, **extra}.items() if v is not None}
        return subprocess.Popen([str(BIN / "etsyorder"), *map(str, words)], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)

    def run_unread(self, *words, timeout=120, **extra):
        """As run(), but nobody reads what is printed: the pipe is closed before the program starts."""
        env = {k: v for k, v in {**self.environment, **extra}.items() if v is not None}
        reader, writer = os.pipe()
        os.close(reader)
        try:
            return subprocess.run([str(BIN / "etsyorder"), *map(str, words)], stdin=subprocess.DEVNULL, stdout=writer,
                                  stderr=subprocess.PIPE, text=True, env=env, timeout=timeout, check=False)
        finally:
            os.close(writer)

    def run(self, *words, timeout=120, **extra):
        process = self.start(*words, **extra)
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def json(self, *words, **extra):
        """The object below the command's own key of a run that must succeed."""
        done = self.run(*words, "--json", **extra)
        if done.returncode not in (0, 6):
            raise AssertionError(f"{words} ended with {done.returncode}: {done.stderr}")
        answer = json.loads(done.stdout)
        del answer["schema"]
        return next(iter(answer.values()))

    def rows(self, sql, *values):
        connection = sqlite3.connect(self.database)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def dump(self):
        """Every row of every table, but who holds a lease."""
        connection = sqlite3.connect(self.database)
        try:
            tables = [name for name, in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('leases') ORDER BY name")]
            return {table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in tables}
        finally:
            connection.close()

    def broken_promises(self):
        """What SQLite's own checks find; empty in a sound store."""
        connection = sqlite3.connect(self.database)
        try:
            return ([row for row in connection.execute("PRAGMA integrity_check") if row != ("ok",)] +
                    connection.execute("PRAGMA foreign_key_check").fetchall())
        finally:
            connection.close()
