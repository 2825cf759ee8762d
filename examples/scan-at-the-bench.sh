#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Labels for the bench, then a barcode scanner that says what is done:
#
#   ./scan-at-the-bench.sh labels making labels.pdf     print, cut, and put one to each item
#   ./scan-at-the-bench.sh scan making                  scan a label whenever an item is done with that stage
#
# A scanner is a keyboard that types the code and Enter. Ctrl-D ends it.
set -euo pipefail

case "${1:-} $#" in
"labels 3") etsyorder status labels --where "stage:$2" --out "$3" --force ;;
"scan 2")
    # Each scan counts at once, and one that goes wrong is told and does not stop the next. With --if-stage a label that is
    # scanned twice moves its item once. ETSYORDER_BY says for the history who stands there.
    etsyorder status advance - --each --if-stage "$2" --by "${ETSYORDER_BY:-bench}"
    ;;
*)
    echo "usage: $0 labels STAGE FILE.pdf | $0 scan STAGE" >&2
    exit 2
    ;;
esac
