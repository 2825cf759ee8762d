# SPDX-License-Identifier: MIT
"""Golden cases: tests/golden/NAME holds cmd, out, err and exit.

cmd is a shell command, run in a home with the small shop below; a first line `# terminal COLUMNS` runs it
on a pseudo terminal (what it shows is then `out`). ETSYORDER_GOLDEN=write rewrites what differs: review
the diff like code.
"""
import os
import re
import subprocess
import unittest

import store
from store import DAY, NOW, add_order
from terminal import on_terminal

GOLDEN = store.ROOT / "tests" / "golden"


def small_shop(home):
    connection = home.store()
    add_order(connection, 1001, buyer_name="Ann Example", buyer=1, ship_by_utc_s=NOW - 2 * DAY, is_personalised=1,
              tags=["urgent"], message_from_buyer="Please hurry!\nThank you", payment_method="cc",
              items=[{"title": "Oak sign, engraved", "sku": "OAK-1", "listing_id": 555,
                      "answers": [("option", "Wood", "Oak"), ("personalisation", "Line 1", "Mia\u200bLou "),
                                  ("not_asked", "Line 2", "Not requested on this item.")]}])
    add_order(connection, 1002, buyer_name="José Ñandú", ship_by_utc_s=NOW, is_gift=1, gift_message="Für dich",
              gift_sender="Zoë", items=[{"title": "Ring with a name that is longer than a line should be"}, {"title": "Box"}])
    add_order(connection, 1003, buyer_name="李 雷 👩‍👩‍👧", ship_by_utc_s=NOW + 5 * DAY, buyer=1,
              items=[{"title": "Oak sign", "quantity": 3}])
    order = add_order(connection, 1004, buyer_name="Олена", is_open=0, is_shipped=1, status="completed", country="UA",
                      city="Київ", zip="01001", first_line="вул. Прикладна 1")
    connection.execute("INSERT INTO shipments (shop_id, order_id, position, carrier, tracking_code, notified_at_utc_s) "
                       "VALUES (?, ?, 0, 'dhl', 'EX123', ?)", (store.SHOP, order, NOW - DAY))
    connection.execute("INSERT INTO refunds (shop_id, order_id, position, amount_minor, currency, reason, refunded_at_utc_s) "
                       "VALUES (?, ?, 0, 500, 'USD', 'scratched', ?)", (store.SHOP, order, NOW - 3600))
    connection.execute("INSERT INTO events (shop_id, name, order_id, occurred_at_utc_s, recorded_at_utc_s, source, data) "
                       "VALUES (?, 'order.shipped', ?, ?, ?, 'sync', ?)",
                       (store.SHOP, order, NOW - DAY, NOW - 600,
                        '{"changes":[{"field":"shipped","before":"no","after":"yes"}]}'))
    connection.commit()
    connection.close()


class Golden(unittest.TestCase):
    maxDiff = None

    def check_case(self, folder):
        home = store.Home()
        self.addCleanup(home.close)
        small_shop(home)
        command = (folder / "cmd").read_text()
        if terminal := re.match(r"# terminal (\d+)\n", command):
            out, code = on_terminal(home, ["bash", "-c", command], columns=int(terminal[1]))
            err = ""
        else:
            result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False,
                                    env=home.environment(PATH=f"{store.BIN}:{os.environ['PATH']}"))
            out, err, code = result.stdout, result.stderr, result.returncode
        seen = {"out": out.replace(str(home.path), "HOME"), "err": err.replace(str(home.path), "HOME"), "exit": f"{code}\n"}
        for name, text in seen.items():
            file = folder / name
            if os.environ.get("ETSYORDER_GOLDEN") == "write" and (not file.exists() or file.read_text() != text):
                file.write_text(text)
            self.assertEqual(file.read_text(), text, f"{file.relative_to(store.ROOT)}; ETSYORDER_GOLDEN=write accepts it")


def add_cases():
    for folder in sorted(path for path in GOLDEN.iterdir() if path.is_dir()):
        def test(self, folder=folder):
            self.check_case(folder)
        setattr(Golden, "test_" + folder.name.replace("-", "_"), test)


add_cases()

if __name__ == "__main__":
    unittest.main()
