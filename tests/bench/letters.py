# SPDX-License-Identifier: MIT
"""The room lib/liquid against Jinja2, Ruby's liquid and a letter written by hand in C++: the same letter by all of them."""
import json
import pathlib
import re
import statistics
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
LETTER = HERE / "letter"
PYTHON = "/usr/bin/python3"  # the one that sees Debian's python3-jinja2
# What lib/base needs, which the room links.
LIBRARIES = ["-labsl_time", "-labsl_time_zone", "-labsl_strings", "-labsl_base", "-labsl_int128", "-labsl_throw_delegate",
             "-lutf8proc"]


def build(work, rooms):
    """The programs, of the rooms' libraries as they are built."""
    libraries = [rooms / room / f"libetsyorder_{room}.a" for room in ("liquid", "base")]
    ours, floor = work / "render_ours", work / "render_floor"
    compiler = ["g++", "-O2", "-std=c++20"]
    subprocess.run([*compiler, "-I", HERE.parents[1] / "lib", LETTER / "render_ours.cpp", *libraries, *LIBRARIES, "-o", ours],
                   check=True)
    subprocess.run([*compiler, LETTER / "render_floor.cpp", "-o", floor], check=True)
    return ours, floor


def told(*command):
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


class Letters:
    def __init__(self, work, rooms):
        self.work = work
        self.ours, self.floor = build(work, rooms)
        self.letter, self.data = LETTER / "letter.liquid", LETTER / "letter.json"

    def same_bytes(self):
        """The number of bytes by which our letter differs from Ruby's."""
        texts = [subprocess.run([*command, self.letter, self.data, "0"], check=True, capture_output=True).stdout
                 for command in ([self.ours], ["ruby", LETTER / "render_ruby.rb"])]
        return abs(len(texts[0]) - len(texts[1])) + sum(a != b for a, b in zip(*texts))

    def seconds(self, rounds):
        """{who: seconds a letter}, medians of runs in turn; "first": compiling it and rendering it once."""
        jinja = self.work / "letter.jinja"
        jinja.write_text(re.sub(r" \| escape", "", self.letter.read_text(encoding="utf-8")), encoding="utf-8")
        commands = {"ours": [self.ours, self.letter, self.data, "100000"],
                    "floor": [self.floor, "300000"],
                    "jinja": [PYTHON, LETTER / "render_jinja.py", jinja, self.data, "10000"],
                    "ruby": ["ruby", LETTER / "render_ruby.rb", self.letter, self.data, "4000"]}
        runs = {name: [] for name in commands}
        first = []
        for _ in range(rounds):
            for name, command in commands.items():
                result = told(*command)
                runs[name].append(1 / result["renders_s"])
                if name == "ours":
                    first.append(result["first_s"])
        return {**{name: statistics.median(found) for name, found in runs.items()}, "first": statistics.median(first)}

    def compile_seconds(self):
        """Of 1 MB: the letter over and over."""
        text = self.letter.read_text(encoding="utf-8")
        long = self.work / "long.liquid"
        long.write_text(text * (1_000_000 // len(text.encode())), encoding="utf-8")
        return min(told(self.ours, long)["compile_s"] for _ in range(3))
