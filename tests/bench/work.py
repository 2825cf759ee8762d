# SPDX-License-Identifier: MIT
"""Shops with work on hand, and with years of work done: stages and the history of them."""
import contextlib
import os
import random
import sqlite3
import subprocess

import query_store

STAGES = ("new", "making", "packing", "ready")  # of who has written no pipelines.yaml
DAY = 86_400


def fill_open(folder, program, count):
    """So many open items, every second one moved on by the program itself."""
    query_store.fill(folder, 10_000, count)
    first = 10_000 - count
    moved = "".join(f"{query_store.FIRST_RECEIPT + i * query_store.STEP}\n" for i in range(first, 10_000, 2))
    subprocess.run([program, "status", "advance", "-"], input=moved, text=True, check=True, stdout=subprocess.DEVNULL,
                   env={**os.environ, "ETSYORDER_HOME": str(folder)})


def fill_done(folder, count):
    """So many items that went through all stages, the last of them in the last twelve weeks; and 5,000 open ones."""
    query_store.fill(folder, count + 5_000, 5_000)
    chance = random.Random(1)
    with contextlib.closing(sqlite3.connect(folder / "data" / "etsyorder.db")) as database:
        rows = []
        for item, in database.execute("SELECT item_id FROM items ORDER BY item_id LIMIT ?", (count,)):
            at = query_store.store.NOW - chance.randrange(1, 90) * DAY
            for before, after in reversed(list(zip(STAGES, STAGES[1:]))):
                rows.append((at, query_store.store.SHOP, item, item, before, after))
                at -= chance.randrange(3600, 3 * DAY)
        database.executemany(
            "INSERT INTO status_updates (at_utc_s, shop_id, order_id, item_id, kind, pipeline, from_stage, to_stage, quantity, "
            "source, by_whom, reason) VALUES (?, ?, ?, ?, 'moved', 'standard', ?, ?, 1, 'user', '', '')", sorted(rows))
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
