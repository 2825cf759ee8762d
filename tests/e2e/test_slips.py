# SPDX-License-Identifier: MIT
"""etsyorder orders export --to slips: the PDF is rendered and looked at."""
import html
import json
import pathlib
import re
import shutil
import subprocess
import unittest

import store
from store import DAY, NOW, add_order
from terminal import on_terminal

TOOLS = ("pdftoppm", "pdftotext", "pdfinfo", "zbarimg")
DPI = 100
POEM = ("Roses are red, violets are blue, " * 40)[:1000].strip()
# Width, height and margin in millimetres.
PAPERS = {"a4": (210, 297, 15), "letter": (215.9, 279.4, 15), "a6": (105, 148, 7)}


def output(*words, text=True):
    return subprocess.run(list(map(str, words)), capture_output=True, text=text, timeout=120, check=True).stdout


def squeezed(text):
    return "".join(text.split())


class Picture:
    """A page in shades of gray, from pdftoppm."""

    def __init__(self, data):
        magic, self.width, self.height, most = re.match(rb"(P5)\s+(\d+)\s+(\d+)\s+(\d+)\s", data).groups()
        head = re.match(rb"P5\s+\d+\s+\d+\s+\d+\s", data).end()
        self.width, self.height = int(self.width), int(self.height)
        self.pixels = data[head:]
        assert magic == b"P5" and most == b"255" and len(self.pixels) == self.width * self.height

    def row(self, y, left=0, right=None):
        return self.pixels[y * self.width + left:y * self.width + (self.width if right is None else right)]

    def has_ink(self, left, top, right, bottom):
        return any(min(self.row(y, left, right), default=255) < 128 for y in range(top, bottom))

    def ink_height(self, left, top, right, bottom):
        rows = [y for y in range(top, bottom) if min(self.row(y, left, right), default=255) < 128]
        return rows[-1] - rows[0] + 1 if rows else 0


@unittest.skipUnless(all(shutil.which(tool) for tool in TOOLS), "poppler-utils and zbar-tools are not installed")
class Slips(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        self.connection = self.home.store()
        self.addCleanup(self.connection.close)
        self.pdf = self.home.path / "slips.pdf"

    def order(self, receipt, *answers, **given):
        items = given.pop("items", None) or [{"answers": [("personalisation", "Personalization", text) for text in answers]}]
        add_order(self.connection, receipt, is_personalised=1, ship_by_utc_s=NOW + (receipt % 100) * DAY, items=items, **given)

    def export(self, *words):
        self.connection.commit()
        done = self.home.run("orders", "export", "--out", self.pdf, "--force", *words)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def pages(self):
        return int(re.search(r"^Pages:\s+(\d+)", output("pdfinfo", self.pdf), re.M)[1])

    def text(self, *words):
        return output("pdftotext", *words, self.pdf, "-")

    def pictures(self, dpi=DPI):
        output("pdftoppm", "-gray", "-r", dpi, self.pdf, self.home.path / "page")
        return [Picture(path.read_bytes()) for path in sorted(self.home.path.glob("page-*.pgm"))]

    def scanned(self):
        output("pdftoppm", "-gray", "-r", DPI, self.pdf, self.home.path / "scan")
        found = []
        for path in sorted(self.home.path.glob("scan-*.pgm")):
            done = subprocess.run(["zbarimg", "-q", "--raw", "--nodbus", str(path)], capture_output=True, text=True, timeout=60,
                                  check=False)
            found.append(done.stdout.strip())
        return found

    def boxes(self, word):
        """Where the word stands, in points: left, top, right, bottom."""
        found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', self.text("-bbox"))
        return [tuple(map(float, box)) for *box, text in found if html.unescape(text) == word]

    def test_one_page_an_order_and_the_code_is_its_number(self):
        for receipt in (3512345601, 3512345602, 3512345603):
            self.order(receipt, "Mia")
        for paper in PAPERS:
            self.assertIn("3 orders, 3 pages", self.export("--paper", paper).stderr)
            self.assertEqual(self.pages(), 3)
            self.assertEqual(self.scanned(), ["3512345601", "3512345602", "3512345603"], paper)
            self.assertEqual(self.scanned_as_references(), 0)

    def test_the_configured_paper_is_taken_and_a_flag_beats_it(self):
        size = lambda: re.search(r"^Page size:\s+([\d.]+) x", output("pdfinfo", self.pdf), re.M)[1]
        self.order(3512345601, "Mia")
        (self.home.path / "config" / "config.yaml").write_text("slips: {paper: letter}\n")
        self.export()
        self.assertEqual(size(), "612")
        self.export("--paper", "a6")
        self.assertEqual(size()[:3], "297")
        (self.home.path / "config" / "config.yaml").write_text("slips: {paper: a3}\n")
        self.assertEqual(self.home.run("orders", "export", "--to", "slips").returncode, 2)

    def scanned_as_references(self):
        return self.home.run("orders", "show", "-", stdin="\n".join(self.scanned())).returncode

    def test_the_words_are_exactly_the_buyers(self):
        words = ["Mia & Lou\nest. 2010", "José Ñandú \"the 2nd\" <3", "Straße 0042; a,b", "李雷 と さくら 한글", "♥ 👩\u200d👩\u200d👧 👍🏽 🇩🇪",
                 "Олена Київ", "Ελένη", POEM]
        for index, text in enumerate(words):
            self.order(3512345600 + index, text)
        self.export()
        self.assertEqual(self.pages(), len(words))
        for page, text in enumerate(words, 1):
            self.assertIn(squeezed(text), squeezed(self.text("-f", page, "-l", page)), text)

    def lines(self, picture, letter, dpi):
        """Of words of this one letter: the pixels of each line's box, and the column of the bar beside it."""
        found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">' + letter + "+</word>",
                           self.text("-bbox"))
        for box in found:
            left, top, right, bottom = (round(float(edge) * dpi / 72) for edge in box)
            middle = picture.row((top + bottom) // 2, 0, left)
            yield left, top, right, bottom, next(x for x, shade in enumerate(middle) if shade < 128)

    def test_a_word_that_is_too_long_gets_no_hyphen_and_its_bar_goes_on(self):
        self.order(3512345601, "nm" * 30, "I" * 3 + "\n" + "I" * 3)
        self.export("--paper", "a6")
        picture, = self.pictures(dpi=150)
        first, second, *_ = broken = list(self.lines(picture, "[nm]", 150))
        for left, top, _, bottom, _ in broken: # the last n or m ends where it stands on the line, and no sign is behind it
            rows = [picture.row(y, left) for y in range(top, bottom)]
            ends = [max(x for x, shade in enumerate(row) if shade < 128) for row in rows if min(row) < 128]
            self.assertLess(max(ends) - ends[-1], 4)
        has_gap = lambda one, other: any(picture.row(y)[one[4] + 1] > 200 for y in range(one[3] - 4, other[1] + 8))
        self.assertFalse(has_gap(first, second))
        self.assertTrue(has_gap(*self.lines(picture, "I", 150)))

    def test_text_from_right_to_left_is_all_there(self):
        self.order(3512345601, "שלום", "ليلى حداد")
        self.export()
        text = self.text()
        self.assertIn("שלום", text)
        for letter in "ليلى حداد":
            self.assertIn(letter, text)

    def test_what_looks_like_nothing_is_written_out(self):
        self.order(3512345601, "Mia\u200bLou\u00a0Ann\x1b[0m ")
        self.export()
        self.assertIn("Mia<U+200B>Lou<U+00A0>Ann<U+001B>[0m<U+0020>", squeezed(self.text()))

    def test_the_words_are_larger_than_the_rest_and_nothing_is_cut(self):
        for paper, (wide, high, margin) in PAPERS.items():
            shutil.rmtree(self.home.path / "data")
            (self.home.path / "data").mkdir()
            self.connection = self.home.store()
            self.order(3512345601, "HHHHHH", items=[{"title": "HHHHHH", "answers": [("personalisation", "Line", "HHHHHH")]}])
            self.order(3512345602, items=[{"title": "HHHHHH", "answers": [("personalisation", "Line", POEM + " HHHHHH")]}])
            self.order(3512345603, "x" * 1000, "W" * 300)
            self.order(3512345604, "ليلى حداد " * 60, "李雷と" * 200, "👍🏽" * 120)
            self.order(3512345605, items=[{"title": "A title that is quite long, as they are at Etsy " * 3, "sku": f"SKU-{n}",
                                           "answers": [("option", "Size", "8 x 10 inches"), ("personalisation", "Name", f"Guest {n}")]}
                                          for n in range(40)])
            self.export("--paper", paper)
            for path in self.home.path.glob("page-*"):
                path.unlink()
            pictures = self.pictures()
            border = int(margin / 25.4 * DPI) - 3
            for number, picture in enumerate(pictures, 1):
                self.assertLessEqual(abs(picture.width - wide / 25.4 * DPI), 2)
                for box in ((0, 0, picture.width, border), (0, picture.height - border, picture.width, picture.height),
                            (0, 0, border, picture.height), (picture.width - border, 0, picture.width, picture.height)):
                    self.assertFalse(picture.has_ink(*box), f"{paper}, page {number}: ink at the margin {box}")
            heights = []
            for left, top, right, bottom in self.boxes("HHHHHH")[:2]:  # the title, then the words
                scale = DPI / 72
                heights.append(pictures[0].ink_height(int(left * scale), int(top * scale), int(right * scale), int(bottom * scale)))
            self.assertGreater(heights[1], heights[0] * 1.5, paper)
            title, words = (box for box in self.boxes("HHHHHH")[2:4])
            self.assertGreater(words[3] - words[1], title[3] - title[1], f"{paper}: a long text is small")
            text = squeezed(self.text())
            for n in range(40):
                self.assertIn(f"Guest{n}", text)
            self.assertIn("W" * 300, text)
            self.assertEqual(text.count("👍🏽"), 120)

    def test_a_long_order_says_which_page_it_is(self):
        self.order(3512345601, items=[{"title": f"Card {n}", "answers": [("personalisation", "Name", f"Guest {n}")]} for n in range(40)])
        self.export()
        count = self.pages()
        self.assertGreater(count, 2)
        for page in range(1, count + 1):
            self.assertIn(f"Order 3512345601 · page {page} of {count}", self.text("-f", page, "-l", page))
        self.assertIn("continued", self.text("-f", 2, "-l", 2))

    def test_what_is_on_it(self):
        self.order(3512345601, first_line="12 Example Road", city="Springfield", state="IL", zip="01234", country="US",
                   message_from_buyer="Please hurry", buyer_name="Ann Example",
                   items=[{"title": "Oak sign", "sku": "OAK-1", "quantity": 3, "shipping_upgrade": "Express",
                           "answers": [("option", "Wood", "Oak"), ("not_asked", "Line 2", "Not requested on this item.")]},
                          {"title": "Gone", "removed_at_utc_s": NOW}, {"title": "Pattern", "is_digital": 1}])
        self.export()
        text = " ".join(self.text("-layout").split())
        for words in ("AcornSigns", "Order 3512345601", "Ann Example", "12 Example Road", "Springfield IL 01234", "Please hurry", "3×",
                      "SKU OAK-1", "Wood: Oak", "Express", "19 Nov 2026", "As of 22 Nov 2026", "digital: nothing to pack"):
            self.assertIn(words, text)
        for words in ("Gone", "USD", "25.00", "Not requested"):
            self.assertNotIn(words, text)

    def test_prices_only_when_asked_for_and_never_on_a_gift(self):
        self.order(3512345601, "Mia", buyer_name="Plain")
        self.order(3512345602, "Lou", buyer_name="Gift", is_gift=1, gift_message="Für dich", gift_sender="Zoë",
                   message_from_buyer="to the shop only")
        done = self.export("--prices")
        plain, gift = self.text("-f", 1, "-l", 1), self.text("-f", 2, "-l", 2)
        self.assertIn("31.25 USD", plain)
        self.assertNotRegex(gift, r"USD|\d\.\d\d")
        self.assertNotIn("to the shop only", gift)
        self.assertIn("from Zoë", gift)
        self.assertIn("Für dich", gift)
        self.assertIn("(address not given by Etsy)", gift)
        self.assertIn("note to you is not on the slip", done.stderr)
        self.assertIn("a gift: the slip has no prices: 3512345602", done.stderr)

    def test_what_should_not_be_shipped_says_so(self):
        self.order(3512345601, status="canceled", is_open=0)
        self.order(3512345602, is_open=0, gone_at_utc_s=NOW)
        done = self.export("--all")
        self.assertIn("Canceled: do not ship", self.text())
        self.assertIn("Etsy no longer knows this order", self.text())
        self.assertIn("3512345601", done.stderr)

    def test_the_same_orders_give_the_same_bytes(self):
        self.order(3512345601, "Mia ♥ 👍🏽", "李雷")
        self.export()
        first = self.pdf.read_bytes()
        self.export()
        self.assertEqual(self.pdf.read_bytes(), first)
        piped = subprocess.run([store.BIN / "etsyorder", "orders", "export", "--to", "slips"], env=self.home.environment(),
                               capture_output=True, timeout=60, check=True)
        self.assertEqual(piped.stdout, first)

    def test_a_text_without_end_is_cut_and_says_so(self):
        self.order(3512345601, "Mia " * 25_000, "\n" * 100_000)
        done = self.export()
        self.assertLess(self.pages(), 60)
        self.assertIn("[cut here: there is more]", self.text())
        self.assertIn("3512345601", done.stderr)
        self.assertIn("cut", done.stderr)

    def test_a_character_without_a_font_is_named(self):
        self.order(3512345601, "Mia 李雷")
        self.assertNotIn("font", self.export().stderr)
        fonts = self.home.path / "fonts.conf"
        fonts.write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
                         f"<dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>{self.home.path}/cache</cachedir></fontconfig>")
        done = self.home.run("orders", "export", "--out", self.pdf, "--force", FONTCONFIG_FILE=str(fonts))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("no font of this machine has U+674E, U+96F7", done.stderr)
        self.assertIn("fonts-noto-cjk", done.stderr)
        self.assertEqual(self.pages(), 1)
        self.assertIn("Mia", self.text())

    def test_a_terminal_gets_no_pdf_and_no_orders_make_no_file(self):
        self.connection.commit()
        done = self.home.run("orders", "export", "--to", "slips", "--out", self.pdf)
        self.assertEqual((done.returncode, self.pdf.exists()), (0, False))
        self.assertIn("nothing is written", done.stderr)
        self.order(3512345601, "Mia")
        self.connection.commit()
        shown, code = on_terminal(self.home, [str(store.BIN / "etsyorder"), "orders", "export", "--to", "slips"])
        self.assertEqual(code, 2)
        self.assertNotIn("%PDF", shown)

    def test_orders_from_standard_input_reach_the_program_that_draws(self):
        self.order(3512345601, "Mia")
        self.order(3512345602, "Lou")
        self.connection.commit()
        done = self.home.run("--color", "never", "orders", "export", "-", "--out", self.pdf, "--json", stdin="3512345602\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        report = json.loads(done.stdout)["export"]
        self.assertEqual((report["to"], report["orders"], report["pages"], report["rows"]), ("slips", 1, 1, None))
        self.assertEqual(self.home.run("orders", "export", "7", "--to", "slips").returncode, 3)

    def test_an_installed_program_finds_the_one_that_draws(self):
        self.order(3512345601, "Mia")
        self.connection.commit()
        for place in ("bin/etsyorder", "libexec/etsyorder/etsyorder-online", "libexec/etsyorder/etsyorder-paper"):
            to = self.home.path / place
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(store.BIN / to.name, to)
        for words in (["orders", "export", "--to", "slips"], ["--color", "never", "orders", "export", "--to", "slips"]):
            done = subprocess.run([self.home.path / "bin/etsyorder", *words], env=self.home.environment(), capture_output=True,
                                  timeout=60, check=False)
            self.assertEqual((done.returncode, done.stdout[:5]), (0, b"%PDF-"), done.stderr)

    def test_a_copy_without_the_program_that_draws_says_so(self):
        alone = pathlib.Path(self.home.path / "bin" / "etsyorder")
        alone.parent.mkdir()
        shutil.copy2(store.BIN / "etsyorder", alone)
        self.connection.commit()
        done = subprocess.run([alone, "orders", "export", "--to", "slips"], env=self.home.environment(), capture_output=True,
                              text=True, timeout=30, check=False)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("etsyorder-paper", done.stderr)


if __name__ == "__main__":
    unittest.main()
