# SPDX-License-Identifier: MIT
"""The same letter by Jinja2 with autoescape:  render_jinja.py TEMPLATE DATA.json COUNT"""
import json
import sys
import time

import jinja2

path, data, count = sys.argv[1:]
with open(path, encoding="utf-8") as source, open(data, encoding="utf-8") as values:
    letter = jinja2.Environment(autoescape=True, keep_trailing_newline=True).from_string(source.read())
    given = json.load(values)
began = time.perf_counter()
for _ in range(int(count)):
    text = letter.render(**given)
print(json.dumps({"renders_s": round(int(count) / (time.perf_counter() - began)), "bytes": len(text.encode())}))
