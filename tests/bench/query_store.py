# SPDX-License-Identifier: MIT
"""A store of any number of orders, made inside SQLite: a million take under two minutes. Everything follows from the
order's number, so the same count is always the same store.

What a query finds is of two kinds. A fixed number of orders, spread evenly over all there are, whatever the count: open
orders (500), tags, a SKU, a listing, a total, words. And shares of all orders, as gifts are.
"""
import contextlib
import pathlib
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
import store  # noqa: E402  (of the end-to-end tests)

OPEN = 500  # of them, unless said otherwise
FIRST_RECEIPT, STEP = 3_000_000_000, 7

# i: 0 to count - 1, the oldest first. rare: 1 in so many that there are 20 of them.
ORDERS = """
INSERT INTO orders (shop_id, order_id, receipt_id, buyer_id, buyer_name, buyer_email, status, is_open, is_paid, is_shipped, is_gift,
    is_personalised, placed_at_utc_s, updated_at_utc_s, ship_by_utc_s, first_line, city, zip, country, message_from_buyer,
    currency, total_minor, subtotal_minor, content_hash, fetched_at_utc_s)
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :count),
named AS (SELECT i, i / 2 AS b, i >= :count - :open AS op FROM n)
SELECT :shop, i + 1, :first + i * :step, b + 1, given.name || ' X' || (b % (:count / 8)), 'b' || b || '@mail.example',
    CASE WHEN op THEN 'paid' WHEN i % (:count / 40) = 3 THEN 'canceled' ELSE 'completed' END,
    op, i % (:count / 20) <> 11, NOT op, i % 12 = 0, i % 3 = 0,
    :now - (:count - i) * 600, :now - (:count - i) * 590,
    CASE WHEN op THEN :now + (i % 40 - 5) * 86400 ELSE :now - (:count - i) * 600 + 7 * 86400 END,
    (i % 90 + 1) || ' Mill Lane', 'Leeds', 'LS1 4DY', CASE WHEN i % (:count / 20) = 5 THEN 'IS' ELSE 'GB' END,
    CASE i % 5 WHEN 0 THEN 'please be quick, it is a present' ELSE '' END,
    'EUR', CASE WHEN i % (:count / 20) = 6 THEN 99900 ELSE 1000 + (i * 7919) % 9000 END, 1000, zeroblob(16), :now
FROM named JOIN given ON given.g = b % (:count / 8) % 8
"""
ITEMS = """
INSERT INTO items (shop_id, item_id, order_id, transaction_id, position, listing_id, title, sku, quantity, price_minor, currency)
SELECT :shop, order_id, order_id, order_id, 0, CASE WHEN order_id % (:count / 20) = 7 THEN 4000 ELSE 1000 + order_id % 200 END,
    CASE WHEN order_id % (:count / 20) = 8 THEN 'Zephyr harp' WHEN order_id % 5 THEN 'Oak sign, engraved' ELSE 'Ring' END,
    CASE WHEN order_id % (:count / 20) = 9 THEN 'RARE-9' ELSE 'S-' || (order_id % 200) END, 1 + order_id % 2, 1000, 'EUR'
FROM orders
"""
ANSWERS = """
INSERT INTO answers (shop_id, item_id, position, kind, question, text)
SELECT :shop, order_id, 0, 0, NULL, CASE order_id % 4 WHEN 0 THEN 'Emma' WHEN 1 THEN 'Noah and Mia' WHEN 2 THEN 'José' ELSE 'Biscuit' END
FROM orders WHERE is_personalised
"""
BUYERS = """
INSERT INTO buyers (shop_id, buyer_id, etsy_user_id)
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :count / 2)
SELECT :shop, i + 1, 10000000 + i FROM n
"""
WORDS = """
INSERT INTO buyer_words
SELECT :shop, lower(given.name), buyer_id FROM buyers JOIN given ON given.g = (buyer_id - 1) % (:count / 8) % 8
UNION SELECT :shop, 'x' || ((buyer_id - 1) % (:count / 8)), buyer_id FROM buyers
"""
# A tag, and of how many orders apart it is on: a fixed number of orders, or a share.
TAGS = [("wedding", ":count / 200"), ("fair", ":count / 1000"), ("often", "100")]
TAG = "INSERT INTO order_tags SELECT :shop, '{}', order_id FROM orders WHERE order_id % ({}) = 0"
GIVEN = ["Ann", "Jane", "Zoe", "Olu", "Bob", "Mia", "Leo", "Eva"]


def fill(folder, count, open_orders=OPEN):
    """`count`: a multiple of 1000, at least 10,000."""
    (folder / "data").mkdir(parents=True)
    home = store.Home.__new__(store.Home)
    home.database = folder / "data" / "etsyorder.db"
    with contextlib.closing(sqlite3.connect(home.database)) as first:
        first.execute("PRAGMA page_size = 16384")  # as the program has it
        first.execute("PRAGMA journal_mode = WAL")
    connection = home.store()
    connection.commit()
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -1000000")
    connection.execute("CREATE TEMP TABLE given (g INTEGER PRIMARY KEY, name TEXT)")
    connection.executemany("INSERT INTO given VALUES (?, ?)", enumerate(GIVEN))
    values = {"shop": store.SHOP, "count": count, "open": open_orders, "first": FIRST_RECEIPT, "step": STEP, "now": store.NOW}
    for sql in (BUYERS, ORDERS, WORDS, ITEMS, ANSWERS, *(TAG.format(*tag) for tag in TAGS)):
        connection.execute(sql, values)
    connection.execute("INSERT INTO saved_queries VALUES (0, 'rush', 'due:<3d (is:gift or tag:often)', ?)", (store.NOW,))
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


# Words of the query, found on both stores in equal number up to the limit of the list. Those an index tells:
INDEXED = [
    [], ["due:<3d"], ["is:late -is:gift"], ["is:gift"], ["is:personalised"], ["is:repeat"], ["total:>50eur"], ["from:jane"],
    ["engrav*"], ['"oak sign"'], ["-tag:often"], ["not (tag:often or is:gift)"], ["sku:s-7"], ["listing:1007"], ["query:rush"],
    ["order:3000000007"], ["order:3000000007..3000000700"], ["3000000007", "--all"], ["tag:wedding", "--all"], ["tag:wed*", "--all"],
    ["tag:wedding -is:gift", "--all"], ["tag:wedding or order:3000000007", "--all"],
    ["has:tag", "--all"], ["from:x77", "--all"], ['from:"mia x77"', "--all"], ["from:jane", "--all"], ["from:x77 tag:often", "--all"],
    ["status:canceled"], ["is:canceled"], ["is:unpaid", "--all"], ["is:closed"], ["is:completed"],
    ["placed:2026-11-01..2026-11-15"], ["placed:2026-10.. is:gift"], ["updated:<3d"], ["due:2026-11-10..2026-11-12", "--all"],
    ["is:gift", "--all"], ["is:repeat", "--all"], ["is:personalised", "--all"], ["total:>50eur", "--all"], ["engrav*", "--all"],
    ["sku:rare-9", "--all"], ["listing:4000", "--all"], ["total:>500eur", "--all"], ["total:>500", "--all"],
]
# Neither few nor many: to look at each and to walk until the list is full cost the same, and so most (ADR 0024).
BALANCED = [["tag:fair", "--all"], ["tag:often", "--all"], ["sku:s-7", "--all"]]
# Of all orders ever, what hardly any order has and no index tells: all of them are read (man 7 etsyorder-query).
WALKED = [["zephyr", "--all"], ["item:harp", "--all"], ["country:is", "--all"], ["-is:gift country:is", "--all"]]
