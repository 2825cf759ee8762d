#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A job that moves a batch one stage on, such as when the laser is through with it:
#
#   ./advance-batch.sh engraving batch-7
#
# moves all items in the stage engraving of orders that have the tag batch-7. It may run twice: what has gone on
# already is in that stage no more. A tag that no order has ends it with 3. Set ETSYORDER_HOME where the job does not run
# as you.
set -euo pipefail

if [ $# != 2 ]; then
    echo "usage: $0 STAGE TAG" >&2
    exit 2
fi
stage=$1 tag=$2

status=0
known=$(etsyorder orders list --all --where "tag:$tag" --limit 1) || status=$?
if [ "$status" = 0 ] && [ -z "$known" ]; then # a misspelt tag is not a batch that is done
    echo "$tag: no order has this tag" >&2
    exit 3
fi

# --if-stage refuses an item of which some pieces are elsewhere: a batch goes on as a whole, or not at all.
if [ "$status" = 0 ]; then
    etsyorder status advance --where "stage:$stage tag:$tag" --if-stage "$stage" --by ci || status=$?
fi

case $status in
0) echo "$tag: nothing of it is in $stage any more" ;;
5) # Held up, waiting, in need of something, or moved by somebody else. What it was stands above; the list says where all
    # of it is. Nothing was changed.
    echo "$tag: left as it was, a person must look" >&2
    etsyorder status list --where "tag:$tag" --header >&2
    ;;
75) echo "$tag: could not be done now, run it again" >&2 ;;
*) echo "$tag: failed" >&2 ;;
esac
exit "$status"
