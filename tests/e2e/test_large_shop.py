# SPDX-License-Identifier: MIT
"""`etsyorder sync` of a shop that is larger than Etsy lets anybody page through at once.

Not among the tests that ThreadSanitizer watches (tests/run.sh): with a store of that size GCC 12's cannot map its own memory
("failed to allocate 0x1ec1000009000 bytes") in two of three runs. The same threads run in test_sync.py.
"""
import json
import subprocess
import tempfile
import unittest

from sandbox import BIN
from sandbox_shop import Home, Sandbox
from test_sync import stream


class LargeShop(unittest.TestCase):
    def test_a_shop_beyond_the_offsets_end_is_walked_whole_and_no_page_twice(self):
        count = 12_750  # Etsy pages through 12,000 and a page
        with tempfile.NamedTemporaryFile("w", suffix=".yaml") as shop:
            json.dump({"listings": [{"key": "sign", "title": "Oak sign", "price": "25.00"}],
                       "orders": [{"items": [{"listing": "sign"}], "ordered_ago": f"{n // 3}m"} for n in range(count)]}, shop)
            shop.flush()
            with Sandbox("--shop", shop.name) as etsy, Home(etsy) as home:
                report = home.json("sync", "--only", "orders", timeout=600)
                self.assertEqual(stream(report, "orders")["added"], count)
                self.assertEqual(stream(report, "orders")["unchanged"], 0, "a window begins with what the last one ended with")
                found, low, high, total = home.rows("SELECT count(*), min(receipt_id), max(receipt_id), sum(receipt_id) FROM orders")[0]
                self.assertEqual(found, count)
                self.assertEqual((high - low) % (count - 1), 0, "the sandbox numbers its orders evenly")
                self.assertEqual(total, (low + high) * count // 2)
                self.assertEqual(home.rows("SELECT count(*) FROM events WHERE name = 'order.placed'"), [(count,)])
                self.assertLessEqual(report["requests"], -(-count // 100) + 2, "pages were asked for twice")
                self.assertEqual([one["status"] for one in etsy.requests() if one["status"] != 200], [])
                self.assertEqual(home.json("sync", "--only", "orders")["requests"], 1)
                self.pipe_has_every_line(etsy, count)

    def pipe_has_every_line(self, etsy, count):
        """JSON stops at 10,000 changes and says so; lines are written as they come."""
        with Home(etsy) as home:
            done = home.run("sync", "--only", "orders", timeout=600)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(len({line.split("\t")[0] for line in done.stdout.splitlines()}), count)
        with Home(etsy) as home:
            command = "'%s' sync --only orders | head -n 1; exit ${PIPESTATUS[0]}" % (BIN / "etsyorder")
            env = {name: value for name, value in home.environment.items() if value is not None}
            piped = subprocess.run(["bash", "-c", command], env=env, capture_output=True, text=True, timeout=600, check=True)
            self.assertEqual(len(piped.stdout.splitlines()), 1)
            self.assertEqual(home.rows("SELECT count(*) FROM orders"), [(count,)], "a reader who goes does not end the sync")


if __name__ == "__main__":
    unittest.main()
