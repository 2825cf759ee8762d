#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A spreadsheet says where everything is: export, edit, look, import.
#
#   ./spreadsheet-round-trip.sh making packing     all that is in making is in packing now
#
# The awk lines stand for you and your spreadsheet. They keep only the rows that they changed: each row that is imported
# counts, and an old one would put back what somebody has moved on since.
set -euo pipefail

if [ $# != 2 ]; then
    echo "usage: $0 FROM TO" >&2
    exit 2
fi
for stage in "$@"; do
    etsyorder status list --stage "$stage" --limit 1 >/dev/null 2>&1 || etsyorder status list --stage "$stage"
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# item, stage, quantity and reason are the first four columns, and none of them has a separator within. A quantity says how
# many pieces stand in the stage in all, so those of the item that are there already are added.
etsyorder status export --separator tab --out "$folder/work.csv"
awk -F '\t' -v OFS='\t' -v from="$1" -v to="$2" '
    NR == FNR { if ($2 == to) there[$1] = $3; next }
    FNR == 1 { print }
    $2 == from { $2 = to; $3 += there[$1]; $4 = "from the spreadsheet"; print }
' "$folder/work.csv" "$folder/work.csv" >"$folder/edited.csv"

if [ "$(wc -l <"$folder/edited.csv")" = 1 ]; then
    echo "nothing is in $1"
    exit 0
fi

# 6: a row cannot be used. The list above says which and why, and nothing is imported.
etsyorder status import "$folder/edited.csv" --dry-run
etsyorder status import "$folder/edited.csv" --by spreadsheet
echo "to take it back: etsyorder status undo"
