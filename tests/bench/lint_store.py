# SPDX-License-Identifier: MIT
"""A store of orders with answers as buyers write them: most plain, every fifth beyond ASCII, one in fifteen with a finding."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
import store  # noqa: E402  (of the end-to-end tests)

ANSWERS = ["Emma", "Noah & Mia", "The Andersons\nest. 2019", "Mr & Mrs Walker", "Oliver", "Grace", "Luna, Theo", "Biscuit",
           "José Ñandú", "さくら 2026", "Łukasz & Zoë", "Home sweet home, since 1998", "Анна", "Forever & Always", "Mia\u200bLou"]


def fill(folder, count):
    home = store.Home.__new__(store.Home)
    (folder / "data").mkdir(parents=True)
    home.database = folder / "data" / "etsyorder.db"
    connection = home.store()
    connection.execute("INSERT INTO listings (shop_id, listing_id, title, content_hash, raw, fetched_at_utc_s) "
                       "VALUES (?, 5, 'Sign', x'00', '{}', 0)", (store.SHOP,))
    connection.execute("INSERT INTO listing_questions (shop_id, listing_id, position, question, instructions, is_required, "
                       "max_characters) VALUES (?, 5, 0, 'Personalization', 'The name, up to 60 characters', 1, 256)",
                       (store.SHOP,))
    for n in range(count):
        words = ANSWERS[n % len(ANSWERS)]
        store.add_order(connection, 3_000_000_000 + n * 7, buyer=n // 2, is_open=n % 2, is_personalised=1,
                        placed_at_utc_s=store.NOW - n * 300,
                        items=[{"listing_id": 5, "answers": [("option", "Wood", "Oak"), ("personalisation", "Personalization", words)]}])
    connection.commit()
    connection.close()
