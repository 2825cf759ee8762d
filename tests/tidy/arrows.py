#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The house rules about who may know whom, read from the tree itself.

The order of the rooms stands in ARCHITECTURE.md (the block under "Room map"): an arrow points to a
room on a lower line only; rooms on one line do not know each other. A room's own arrows are the
ROOMS of its lib/ROOM/CMakeLists.txt. `arrows.py [TREE]` prints what breaks a rule and exits 1.
"""
import pathlib
import re
import sys

# Which room may name which outside library: by include or by the library's own prefixes.
OUTSIDE = {
    "curl": (r"<curl/", r"\bcurl_(easy|multi|share|global|slist)_|\bCURL[A-Z]*_", {"lib/net"}),
    "libmicrohttpd": (r"<microhttpd", r"\bMHD_", {"lib/httpd"}),
    "SQLite": (r"<(sqlite3|SQLiteCpp/)", r"\bsqlite3_|\bSQLite::", {"lib/db"}),
    "libcsv": (r"<csv\.h>", r"\bcsv_(init|parse|fini|free|set_\w+)\b|\bCSV_[A-Z]", {"lib/csv"}),
    "CLI11": (r"<CLI/", r"\bCLI::", {"cmd"}),
    "Cairo": (r"<(cairo|pango)", r"\b(cairo|pango)_", {"lib/paper"}),
    "qrcodegen": (r"<qrcodegen", r"\bqrcodegen::", {"lib/paper"}),
    "ICU": (r"<unicode/", r"\bu(spoof|script)_", {"lib/lint"}),
    "jq": (r"<(jq|jv)\.h", r"\bjq_|\bjv_", {"cmd/etsyorder/frame"}),
}
# The library hands results back; only programs print.
PRINTING = re.compile(
    r"\bstd::(cout|cerr|clog|wcout|wcerr|print|println)\b|\bfmt::print\b|"
    r"(?<![\w])(?:std::)?(printf|fprintf|vprintf|vfprintf|puts|fputs|putchar|fputc|perror)\s*\(|"
    r"\bstd(out|err)\b|\bSTD(OUT|ERR)_FILENO\b"
)
# Slow to compile, so never in a header that another room reads.
HEAVY = re.compile(r"<(nlohmann/json\.hpp|simdjson\.h|simdjson/|CLI/)")
INCLUDE = re.compile(r'^\s*#\s*include\s+("[^"]+"|<[^>]+>)', re.MULTILINE)
STRINGS_AND_COMMENTS = re.compile(
    r'R"([^(\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|/\*.*?\*/', re.DOTALL
)


def code_only(text):
    """The text with comments and string contents blanked, line numbers kept."""
    return STRINGS_AND_COMMENTS.sub(lambda match: re.sub(r"[^\n]", " ", match.group(0)), text)


def room_levels(architecture):
    """{room: line number of the map, lowest room has the highest number}"""
    found = re.search(r"## Room map.*?```[a-z]*\n(.*?)```", architecture, re.DOTALL)
    if not found:
        raise SystemExit('arrows.py: ARCHITECTURE.md has no code block under "## Room map"')
    levels = {}
    for number, line in enumerate(found.group(1).splitlines()):
        for room in re.findall(r"\blib/([a-z]+)/", line):
            levels[room] = number
    return levels


def declared_edges(cmake):
    """{room: rooms it may include} of one lib/*/CMakeLists.txt"""
    edges = {}
    cmake = re.sub(r"#[^\n]*", "", cmake)
    for call in re.findall(r"\betsyorder_room\(([^)]*)\)", cmake):
        words = call.split()
        name, rooms, keyword = words[0], [], None
        for word in words[1:]:
            if word in ("ROOMS", "LIBRARIES", "SOURCES"):
                keyword = word
            elif keyword == "ROOMS":
                rooms.append(word)
        edges[name] = set(rooms)
    return edges


def reachable(edges, room):
    """Every room that `room` may include: what it names, and what those name."""
    seen, todo = set(), [room]
    while todo:
        for lower in edges.get(todo.pop(), ()):
            if lower not in seen:
                seen.add(lower)
                todo.append(lower)
    return seen


class Tree:
    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.levels = room_levels((self.root / "ARCHITECTURE.md").read_text(encoding="utf-8"))
        self.edges = {}
        for path in sorted(self.root.glob("lib/*/CMakeLists.txt")):
            self.edges.update(declared_edges(path.read_text(encoding="utf-8")))
        self.sources = {}
        for top in ("lib", "cmd"):
            for path in sorted((self.root / top).rglob("*")):
                if path.suffix in (".cpp", ".hpp") and path.is_file():
                    name = path.relative_to(self.root).as_posix()
                    self.sources[name] = path.read_text(encoding="utf-8")

    def includes(self, name):
        """[(line, text of the include with its quotes)]"""
        text = self.sources[name]
        return [(text.count("\n", 0, m.start(1)) + 1, m.group(1)) for m in INCLUDE.finditer(text)]

    def resolve(self, name, include):
        """The file of the tree that an include names, or None for one of the system."""
        wanted = include.strip('"<>')
        program = "/".join(name.split("/")[:2])
        for candidate in (f"lib/{wanted}", f"{program}/{wanted}", f"{name.rsplit('/', 1)[0]}/{wanted}"):
            if candidate in self.sources:
                return candidate
        return None


def place(name):
    """("lib", room) or ("cmd", program)"""
    parts = name.split("/")
    return parts[0], parts[1]


def wrong_edges(tree):
    for room, lower_rooms in sorted(tree.edges.items()):
        if room not in tree.levels:
            yield f"lib/{room}: the room is not on the room map of ARCHITECTURE.md"
            continue
        for lower in sorted(lower_rooms):
            if lower not in tree.levels:
                yield f"lib/{room}/CMakeLists.txt: names room {lower}, which is not on the room map"
            elif tree.levels[lower] <= tree.levels[room]:
                yield f"lib/{room}/CMakeLists.txt: the arrow to {lower} does not point down the room map"


def wrong_includes(tree):
    for name in tree.sources:
        kind, here = place(name)
        allowed = reachable(tree.edges, here) | {here} if kind == "lib" else None
        for line, include in tree.includes(name):
            first = include.strip('"<>').split("/")[0]
            target = tree.resolve(name, include)
            if kind == "lib":
                names_room = first in tree.levels and (include[0] == '"' or target)
                if names_room and first not in allowed:
                    yield f"{name}:{line}: room {here} includes {include}, but its ROOMS do not lead to {first}"
                elif target and target.startswith("cmd/"):
                    yield f"{name}:{line}: the library includes a program's file {include}"
            elif include[0] == '"' and target is None:
                yield f"{name}:{line}: {include} is neither a room's file nor one of this program"
            elif target and target.startswith("cmd/") and place(target)[1] != here:
                yield f"{name}:{line}: program {here} includes a file of another program, {target}"


def wrong_names(tree):
    for name, text in tree.sources.items():
        code = code_only(text)
        for library, (include, names, homes) in OUTSIDE.items():
            if any(name.startswith(home + "/") for home in homes):
                continue
            for line, included in tree.includes(name):
                if re.match(include, included):
                    yield f"{name}:{line}: includes {included}; only {', '.join(sorted(homes))} may know {library}"
            for match in re.finditer(names, code):
                line = code.count("\n", 0, match.start()) + 1
                yield f"{name}:{line}: names {match.group(0)}; only {', '.join(sorted(homes))} may know {library}"


def printing(tree):
    for name, text in tree.sources.items():
        if name.startswith("lib/"):
            code = code_only(text)
            for match in PRINTING.finditer(code):
                line = code.count("\n", 0, match.start()) + 1
                yield f"{name}:{line}: {match.group(0).strip()}: the library never prints"


def heavy_headers(tree):
    """A heavy library reaches another room (or program) through a header."""
    heavy = {}  # header -> the heavy include it brings, through any depth

    def brings(name, seen):
        if name in heavy:
            return heavy[name]
        found = None
        for _, include in tree.includes(name):
            if HEAVY.match(include):
                found = include
                break
            target = tree.resolve(name, include)
            if target and target.endswith(".hpp") and target not in seen:
                found = brings(target, seen | {target})
                if found:
                    break
        heavy[name] = found
        return found

    for name in tree.sources:
        for line, include in tree.includes(name):
            target = tree.resolve(name, include)
            if target and target.startswith("lib/") and place(target) != place(name):
                heavy_include = brings(target, {target})
                if heavy_include:
                    yield f"{name}:{line}: {include} brings {heavy_include} into another room"


RULES = [wrong_edges, wrong_includes, wrong_names, printing, heavy_headers]


def findings(root):
    tree = Tree(root)
    return [finding for rule in RULES for finding in rule(tree)]


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2]
    found = findings(root)
    for finding in found:
        print(finding, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
