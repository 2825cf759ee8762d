#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The house rules about single files: length, licence line, marks, spaces, released migrations.

`files.py [TREE]` prints what breaks a rule and exits 1.
"""
import hashlib
import pathlib
import re
import subprocess
import sys

LONGEST = 400  # lines
SOURCES = (".cpp", ".hpp", ".py")  # these have a greatest length
CODE = {".cpp", ".hpp", ".py", ".sh", ".cmake", ".sql", ".fish", ".bash"}
TEXT = CODE | {".scd", ".md", ".json", ".yaml", ".yml", ".txt", ""}
LICENCE = "SPDX-License-Identifier: MIT"
# Kept byte for byte on purpose, or not ours to shape.
DATA = ("tests/golden/", "tests/fuzz/corpus/", "tests/e2e/prism/", "LICENSE")
RELEASED = "tests/tidy/released-migrations.txt"


def files_of(root):
    """Tracked files and new ones that are not ignored; every file where there is no repository."""
    try:
        listed = subprocess.run(
            ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            check=True, capture_output=True).stdout.decode()
        names = [name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        names = [path.relative_to(root).as_posix() for path in root.rglob("*")]
    return sorted(name for name in names if (root / name).is_file() and not name.startswith(DATA))


def is_code(name, text):
    path = pathlib.PurePosixPath(name)
    return path.suffix in CODE or path.name == "CMakeLists.txt" or text.startswith("#!")


def length(name, text):
    lines = text.count("\n")
    if name.endswith(SOURCES) and lines > LONGEST:
        yield f"{name}: {lines} lines; more than {LONGEST} hold two ideas"


def licence(name, text):
    head = "\n".join(text.split("\n", 3)[:3])
    if is_code(name, text) and LICENCE not in head:
        yield f"{name}: the first lines do not say {LICENCE}"


def marks(name, text):
    if is_code(name, text) and not name.startswith("tests/tidy/"):
        for number, line in enumerate(text.split("\n"), 1):
            if re.search(r"\b(FIXME|XXX)\b|\bTODO\b(?!\s*\(?#\d+)", line):
                yield f"{name}:{number}: a TODO names its number, e.g. TODO(#12); other marks are not used"


def spaces(name, text):
    for number, line in enumerate(text.split("\n"), 1):
        if line != line.rstrip(" \t\r"):
            yield f"{name}:{number}: space at the end of the line"
    if text and not text.endswith("\n"):
        yield f"{name}: no newline at the end of the file"


def ranges(name, text):
    """clang 14 cannot compile what returns a subrange in GCC 12's library: found here, not at the end of a long build."""
    if name.endswith((".cpp", ".hpp")):
        for number, line in enumerate(text.split("\n"), 1):
            if used := re.search(r"std::ranges::(unique|remove|remove_if|partition|stable_partition|rotate|search|find_end)\b", line):
                yield f"{name}:{number}: clang 14 has no {used[0]}; take std::{used[1]}"


PER_FILE = [length, licence, marks, spaces, ranges]


def released_migrations(root):
    """A migration that users' databases have run is never edited again."""
    listed = root / RELEASED
    if not listed.exists():
        return
    for line in listed.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            digest, name = line.split()
            path = root / name
            if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                yield f"{name}: a released migration was changed; write a new one instead"


def texts(root):
    for name in files_of(root):
        if pathlib.PurePosixPath(name).suffix in TEXT:
            try:
                yield name, (root / name).read_text(encoding="utf-8")
            except UnicodeDecodeError:
                pass  # a picture or another binary


def findings(root):
    root = pathlib.Path(root)
    found = [finding for name, text in texts(root) for rule in PER_FILE for finding in rule(name, text)]
    return found + list(released_migrations(root))


def main():
    root = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2]
    found = findings(root)
    for finding in found:
        print(finding, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
