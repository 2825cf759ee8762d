# SPDX-License-Identifier: MIT
"""A database belongs to the server it was synced from: a rehearsal never mixes with the real shop."""
import sqlite3
import unittest

from odd_etsy import OddEtsy
from sandbox_shop import Home

CONFLICT, TRY_LATER = 5, 75
REAL = "https://openapi.etsy.com"
NOWHERE = "https://etsy.invalid"  # no such name can exist; must be refused before it is looked up
RECEIPT = {"receipt_id": 1, "name": "Ann", "status": "Paid", "is_paid": True, "is_shipped": False,
           "created_timestamp": 1795000000, "updated_timestamp": 1795000000, "transactions": []}


class Server(unittest.TestCase):
    def setUp(self):
        self.etsy = OddEtsy([RECEIPT])
        self.addCleanup(self.etsy.__exit__)
        self.home = Home(self.etsy)
        self.addCleanup(self.home.__exit__)

    def sync(self, *words, **extra):
        return self.home.run("sync", "--only", "orders", *words, **extra)

    def synced(self):
        self.assertEqual(self.sync().returncode, 0)
        self.etsy.asked.clear()

    def come_from(self, server):
        connection = sqlite3.connect(self.home.database)
        connection.execute("UPDATE shops SET server = ?", (server,))
        connection.commit()
        connection.close()

    def refused(self, done, *words):
        self.assertEqual((done.returncode, done.stdout), (CONFLICT, ""), done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    def test_the_server_is_remembered_by_the_first_sync(self):
        self.synced()
        self.assertEqual(self.home.rows("SELECT shop_id, server FROM shops"), [(77, self.etsy.url)])

    def test_a_sandbox_is_kept_out_of_the_real_shops_database(self):
        self.synced()
        self.come_from(REAL)
        before = self.home.dump()
        for words in ([], ["--plan"]):
            self.refused(self.sync(*words), REAL, self.etsy.url, str(self.home.database), "ETSYORDER_HOME",
                         "unset ETSYORDER_ETSY_URL")
        self.assertEqual(self.home.dump(), before)
        self.assertEqual(self.etsy.asked, [], "asked before it was refused")

    def test_so_is_another_shop_of_the_sandbox(self):
        self.synced()
        self.come_from(REAL)
        before = self.home.dump()
        self.refused(self.sync(ETSYORDER_SHOP_ID="98765432"), REAL, "ETSYORDER_HOME")
        self.assertEqual(self.home.dump(), before)

    def test_the_real_shop_is_kept_out_of_a_rehearsal(self):
        self.synced()
        before = self.home.dump()
        self.refused(self.sync(ETSYORDER_ETSY_URL=NOWHERE), self.etsy.url, NOWHERE, "rehearsal")
        self.assertEqual(self.home.dump(), before)

    def test_the_port_of_a_server_on_this_machine_may_change(self):
        self.synced()
        other = OddEtsy([RECEIPT, {**RECEIPT, "receipt_id": 2, "updated_timestamp": 1795000001}])
        self.addCleanup(other.__exit__)
        done = self.sync(ETSYORDER_ETSY_URL=other.url.replace("127.0.0.1", "localhost"))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.home.rows("SELECT count(*) FROM orders"), [(2,)])

    def test_a_first_sync_that_stored_nothing_binds_the_database_to_nobody(self):
        self.assertEqual(self.sync(ETSYORDER_ETSY_URL="http://127.0.0.1:9").returncode, TRY_LATER)
        self.come_from(REAL)
        self.synced()
        self.assertEqual(self.home.rows("SELECT server FROM shops"), [(self.etsy.url,)])


if __name__ == "__main__":
    unittest.main()
