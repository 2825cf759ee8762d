# SPDX-License-Identifier: MIT
"""`etsyorder status board`: it fits the terminal, and what strangers write does nothing to it."""
import re
import unicodedata
import unittest

from status_case import PIPELINES, StatusCase
from store import add_order
from terminal import on_terminal

HOSTILE = ["\x1b[31mred\x1b]0;title\x07", "right\u202eleft", "line\nbreak\r\ttab", "wide 漢字漢字漢字漢字漢字漢字漢字漢字漢字",
           "é" * 300, "combined e\u0301\u0301\u0301", "\u200b\u200d zero", "back\b\b\b\x7f", "x" * 500, "👩‍👩‍👧 family"]


def width(line):
    """Columns at least: marks take none, and nor does what is joined to the sign before it."""
    line = re.sub("\u200d.", "", line)
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


class Board(StatusCase):
    def fill(self, connection):
        super().fill(connection)
        for number, word in enumerate(HOSTILE):
            add_order(connection, 2000 + number, buyer_name=word, ship_by_utc_s=self.now(number - 3),
                      items=[{"title": word, "sku": word, "quantity": 3}])

    def shown(self, *words, columns=80):
        shown, code = on_terminal(self.home, ["etsyorder", "status", "board", *words], NO_COLOR="1", columns=columns)
        self.assertEqual(code, 0, shown)
        return shown

    def test_no_line_is_wider_than_the_terminal(self):
        self.ok("status", "advance", "1001.1", "--quantity", 2)
        self.ok("status", "hold", 1002, "--reason", "x" * 400)
        self.pipelines(PIPELINES.replace("pipelines:\n", "pipelines:\n- name: carved-with-great-care\n  match: {tag: rare}\n"
                                         "  stages: [whittling-for-days, ready]\n"))
        self.ok("orders", "tag", 1003, "+rare")
        for columns in (1, 2, 7, 19, 20, 40, 80, 200):
            for words in ((), ("--cards", "100"), ("--cards", "0")):
                for line in self.shown(*words, columns=columns).splitlines():
                    self.assertLessEqual(width(line), columns, repr(line))

    def test_what_strangers_write_does_not_reach_the_terminal_raw(self):
        for columns in (40, 200):
            shown = self.shown("--cards", "100", columns=columns)
            for char in shown:
                self.assertTrue(char == "\n" or unicodedata.category(char) != "Cc", repr(char))
            self.assertNotIn("\u202e", shown)
        for verb in (("list",), ("why", "--where", "is:open"), ("check",)):
            shown, _ = on_terminal(self.home, ["etsyorder", "status", *verb], NO_COLOR="1", columns=120)
            self.assertFalse([c for c in shown if c != "\n" and unicodedata.category(c) == "Cc"], verb)
            self.assertNotIn("\u202e", shown)

    def test_a_line_of_a_pipe_is_an_item_whatever_its_title(self):
        self.assertEqual(len(self.ok("status", "list").splitlines()), 4 + len(HOSTILE))

    def test_a_card_says_how_many_of_how_many_who_and_until_when(self):
        self.ok("status", "advance", "1001.1", "--quantity", 2)
        shown = self.shown("--where", "stage:engraving", columns=200)
        self.assertRegex(shown, r"cutting 0 +engraving 1 +packing 0 +ready 0")
        self.assertIn("2 of 5x Oak sign", shown)
        self.assertIn("Ann Example", shown)
        self.assertIn("in 5 days", shown)

    def test_more_items_than_are_shown_are_counted(self):
        self.assertIn(f"+ {4 + len(HOSTILE) - 6} more", self.shown())
        self.assertIn(f"+ {4 + len(HOSTILE) - 1} more", self.shown("--cards", "1"))
        self.assertNotIn(" more", self.shown("--cards", "100"))

    def test_stages_that_are_gone_are_on_the_board_and_said_to_be(self):
        self.ok("status", "set", "engraving", 1002)
        self.pipelines("pipelines:\n- {name: signs, stages: [cutting, packing]}\n")
        self.assertIn("engraving 1 (no longer", self.shown(columns=200))
        rows = {row["stage"]: row["known"] for row in self.json("board", "status", "board")}
        self.assertEqual(rows, {"cutting": True, "packing": True, "engraving": False})

    def test_a_board_that_is_watched_is_drawn_anew_when_another_process_changes_anything(self):
        def move():
            self.ok("status", "set", "packing", 1003)
            return ""

        _, code = on_terminal(self.home, ["etsyorder", "status", "board", "--watch", "--where", "1001 OR 1002 OR 1003"],
                              NO_COLOR="1", asked=[("cutting 4", move), ("packing 1", lambda: "\x03")])
        self.assertEqual(code, 130)

    def test_an_empty_board_has_its_stages(self):
        self.sql("UPDATE orders SET is_open = 0, status = 'completed'")
        shown = self.shown()
        for stage in ("cutting 0", "engraving 0", "packing 0", "ready 0"):
            self.assertIn(stage, shown)


if __name__ == "__main__":
    unittest.main()
