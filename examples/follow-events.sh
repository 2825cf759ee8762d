#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Keeps a file of everything that happens, one JSON object a line, for whatever reads such files:
#
#   ./follow-events.sh events.jsonl          # until Ctrl-C
#   ./follow-events.sh events.jsonl once     # what there is by now, such as from cron
#
# It goes on after the last line of the file, so it may be stopped at any time: nothing is lost and nothing is written
# twice. Start it once a file.
set -euo pipefail

if [ $# -lt 1 ] || [ $# -gt 2 ] || [ "${2-once}" != once ]; then
    echo "usage: $0 FILE [once]" >&2
    exit 2
fi
file=$1
touch "$file"

# A line that was cut off, such as by a full disk, ends without a line feed. Its event is told again.
if [ -n "$(tail -c 1 "$file")" ]; then
    whole=$(sed '$d' "$file" | wc -c)
    truncate -s "$whole" "$file"
fi
last=$(tail -n 1 "$file" | sed -n 's/^{"id":\([0-9]*\),.*/\1/p')

if [ $# = 2 ]; then
    etsyorder events list --since "${last:-0}" --jq '.events[] | tojson' >>"$file"
else
    exec etsyorder events follow --since "${last:-0}" --json >>"$file"
fi
