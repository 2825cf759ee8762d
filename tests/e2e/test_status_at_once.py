# SPDX-License-Identifier: MIT
"""`etsyorder status` from two terminals at once, and killed at every step it takes on the disk."""
import shutil
import unittest

import shim
from status_case import CONFLICT, StatusCase
from store import add_order

KILLED = -9
ROUNDS = 12
BATCH = 200


class AtOnce(StatusCase):
    def both(self, *words, processes=4):
        """The exit codes of the same command from several processes at once."""
        started = [self.home.start(*words) for _ in range(processes)]
        told = [(one, *one.communicate(timeout=60)) for one in started]
        for one, _, err in told:
            self.assertIn(one.returncode, (0, CONFLICT), err)
        return [one.returncode for one, _, _ in told]

    def test_compare_and_set_moves_an_item_once_and_all_are_content(self):
        for round_ in range(ROUNDS):
            stage, after = ("cutting", "engraving") if round_ % 2 == 0 else ("engraving", "cutting")
            self.both("status", "set", after, 1002, "--if-stage", stage)
            self.assertEqual(self.where()["1002.1"], {after: 1})
            self.assertEqual(self.rows("SELECT count(*) FROM status_updates"), [(round_ + 1,)])

    def test_one_step_on_with_compare_and_set_is_never_two(self):
        for round_ in range(ROUNDS):
            self.both("status", "advance", 1002, "--if-stage", "cutting")
            self.assertEqual(self.where()["1002.1"], {"engraving": 1})
            self.assertEqual(self.rows("SELECT count(*) FROM status_updates WHERE kind = 'moved'"), [(2 * round_ + 1,)])
            self.ok("status", "back", 1002)

    def test_each_step_on_that_says_so_is_one_and_no_other_is(self):
        for _ in range(ROUNDS):
            codes = self.both("status", "advance", 1002, processes=2)
            self.assertIn(0, codes)
            stages = ["cutting", "engraving", "packing"]
            self.assertEqual(self.where()["1002.1"], {stages[codes.count(0)]: 1}, codes)
            self.ok("status", "set", "cutting", 1002)

    def test_pieces_are_neither_lost_nor_made(self):
        for _ in range(ROUNDS):
            codes = self.both("status", "advance", "1001.1", "--from", "cutting", "--quantity", 1, processes=3)
            moved = self.where()["1001.1"]
            self.assertEqual(sum(moved.values()), 5)
            self.assertEqual(moved.get("engraving", 0), codes.count(0))
            self.ok("status", "set", "cutting", "1001.1")


class Killed(StatusCase):
    def fill(self, connection):
        for number in range(BATCH):
            add_order(connection, 5000 + number, tags=["batch-7"], ship_by_utc_s=self.now(5))

    def stages(self):
        return self.rows("SELECT stage, count(*) FROM item_stages GROUP BY stage")

    def facts(self):
        return {table: self.rows(f"SELECT count(*) FROM {table}")[0][0] for table in ("status_updates", "acts", "act_steps", "events")}

    def test_a_killed_batch_has_moved_all_or_nothing_and_set_makes_it_whole(self):
        kept = self.home.path / "kept"
        shutil.copytree(self.home.path / "data", kept)
        words = ("status", "advance", "--where", "stage:cutting tag:batch-7")
        again = ("status", "set", "engraving", "--where", "tag:batch-7")
        self.ok(*words)
        after = self.facts()
        self.assertEqual((self.stages(), after["status_updates"], after["acts"]), ([("engraving", BATCH)], BATCH, 1))
        step = killed = 0
        while True:
            step += 1
            shutil.rmtree(self.home.path / "data")
            shutil.copytree(kept, self.home.path / "data")
            done = self.home.run(*words, **shim.environment(SHIM_KILL_AT=step))
            if done.returncode == 0:
                break
            killed += 1
            self.assertEqual(done.returncode, KILLED, done.stderr)
            self.assertIn(self.stages(), ([], [("engraving", BATCH)]), f"killed at step {step}")
            self.ok(*again)
            self.assertEqual((self.stages(), self.facts()), ([("engraving", BATCH)], after), f"killed at step {step}")
        self.assertGreater(killed, 10)


if __name__ == "__main__":
    unittest.main()
