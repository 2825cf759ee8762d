#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The end-to-end tests against one folder of built programs:
#   tests/e2e/run.sh build/dev/bin ['test_a*.py']
# Each file is a process of its own, as many at a time as there are cores; their output follows file by file.
set -uo pipefail
ETSYORDER_BIN=$(cd "$1" && pwd) || exit 1
export ETSYORDER_BIN PYTHONDONTWRITEBYTECODE=1
cd "$(dirname "$0")" || exit 1
[ -n "$(find . -name "${2:-test_*.py}" -print -quit)" ] || { echo "no test file is called ${2:-test_*.py}" >&2; exit 1; }
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
export ETSYORDER_PRINTED=$out/printed PYTHONPATH=$PWD/recording # all that the programs print is kept ...
mkdir "$ETSYORDER_PRINTED"
status=0
# The longest first, or one core would wait for it at the end.
find . -name "${2:-test_*.py}" -printf '%f\n' | sed 's/^test_sync_[cf]/ &/' | LC_ALL=C sort | tr -d ' ' |
    xargs -P "${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}" -I '{}' \
        sh -c 'python3 -m unittest -v "$(basename "$1" .py)" >"$0/$1" 2>&1' "$out" '{}' || status=1
python3 -m unittest -v check_printed >"$out/zz.py" 2>&1 || status=1 # ... and searched for secrets
cat "$out"/*.py
exit "$status"
