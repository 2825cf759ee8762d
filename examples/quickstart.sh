#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

usage() {
    cat <<'TEXT'
The main job from end to end, on made-up orders: builds etsyorder, starts a server that behaves like
Etsy, signs in, fetches the shop's orders, looks at them, and imports a file of another shop. Nothing
of yours is read or changed: all of it lives in a temporary folder that is removed at the end.

  ./examples/quickstart.sh           run through
  ./examples/quickstart.sh --keep    leave the server and the folder, to try things by hand

Needs Debian 12 (root or sudo where packages are missing). Outside of the source tree the installed
programs are used, and ETSYORDER_BIN names a folder with others; ETSYORDER_NOW sets the clock of the
story, e.g. 2026-11-22T10:00:00Z.
TEXT
}

keep=no
case "${1:-}" in
"") ;;
--keep) keep=yes ;;
-h | --help) usage; exit 0 ;;
*) usage >&2; exit 2 ;;
esac

# --- the programs ---------------------------------------------------------------------------------

say() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; } # a heading
bold='' faint='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$'\e[1m' faint=$'\e[2m' plain=$'\e[0m'; fi

build() {
    "$root/.ci/install-packages" build run
    local log=$root/build/quickstart.log
    mkdir -p "$root/build"
    exec 8>"$root/build/.quickstart.lock"
    flock 8 # two runs at once: the second finds it built
    [ -e "$root/build/release/bin/etsyorder" ] || echo "Building, which takes a few minutes the first time ..."
    if ! (cd "$root" && cmake --preset release && cmake --build --preset release -j "${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}") \
        >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        echo "quickstart: the build failed; all of its output is in $log" >&2
        exit 1
    fi
    exec 8>&-
}

if [ -n "${ETSYORDER_BIN:-}" ]; then
    bin=$(cd "$ETSYORDER_BIN" && pwd)
elif [ ! -e "$root/.ci/install-packages" ]; then # this file was installed, and the programs with it
    bin=$(dirname "$(command -v etsyorder)") || { echo "quickstart: etsyorder is not installed" >&2; exit 1; }
    command -v curl >/dev/null || { echo "quickstart: needs curl: apt install curl" >&2; exit 1; }
else
    build
    bin=$root/build/release/bin
fi

# --- a world of its own ---------------------------------------------------------------------------

home=$(mktemp -d "${TMPDIR:-/tmp}/etsyorder-quickstart.XXXXXX")
sandbox_pid=
browser_pid=
cleanup() {
    local status=$?
    [ -z "$browser_pid" ] || kill "$browser_pid" 2>/dev/null || true
    if [ "$keep" = no ] || [ "$status" != 0 ]; then
        if [ -n "$sandbox_pid" ]; then
            kill "$sandbox_pid" 2>/dev/null || true
            wait "$sandbox_pid" 2>/dev/null || true
        fi
        rm -rf "$home"
    fi
    exit "$status"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Whatever the user has set for a real shop stays out of this one; only the clock is taken over.
now=${ETSYORDER_NOW:-}
while IFS= read -r name; do unset "$name"; done < <(compgen -e | grep '^ETSYORDER_' || true)
export ETSYORDER_HOME=$home
[ -z "$now" ] || export ETSYORDER_NOW=$now
PATH=$bin:$PATH

show_text() { printf '%s$ %s%s\n' "$bold" "$1" "$plain"; }
show() { show_text "$(quoted "$@")"; } # a command as one would type it

run() { # a command: shown, then run; the story ends here should it fail
    show "$@"
    "$@"
}

quoted() { # words, in quotes where a shell needs them
    local word text=
    for word in "$@"; do
        case $word in
        '&') text+=' &' ;;
        *[!A-Za-z0-9_./:=,@%+-]* | '') text+=" '${word//\'/\'\\\'\'}'" ;;
        *) text+=" $word" ;;
        esac
    done
    printf '%s' "${text# }"
}

free_port() { # one on which nobody listens
    local port
    while :; do
        port=$((20000 + RANDOM % 10000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
}

wait_for() { # pid file pattern: until the line is there; fails when the process is gone
    local line deadline=$((SECONDS + 30))
    while [ $SECONDS -lt $deadline ]; do
        line=$(grep -m 1 -oE "$3" "$2" 2>/dev/null || true)
        [ -z "$line" ] || { echo "$line"; return 0; }
        kill -0 "$1" 2>/dev/null || break
        sleep 0.05
    done
    cat "$2" >&2
    return 1
}

# --- the story ------------------------------------------------------------------------------------

say "1. A shop to play with: a server on this machine that behaves like Etsy"
redirect_port=$(free_port)
export ETSYORDER_REDIRECT_PORT=$redirect_port
sandbox=(etsyorder-sandbox --shop busy --seed 1 --auto-grant
    --redirect-uri "http://localhost:$redirect_port/callback")
[ -z "$now" ] || sandbox+=(--now "$now")
show "${sandbox[@]}" '&'
setsid "${sandbox[@]}" >"$home/sandbox.log" 2>&1 </dev/null &
sandbox_pid=$!
wait_for "$sandbox_pid" "$home/sandbox.log" 'point etsyorder at it' >/dev/null
cat "$home/sandbox.log"
field() { awk -v name="$1" '$1 == name { print $2; exit }' "$home/sandbox.log"; }
ETSYORDER_ETSY_URL=$(field ready)
export ETSYORDER_ETSY_URL
show export "ETSYORDER_ETSY_URL=$ETSYORDER_ETSY_URL"
show export "ETSYORDER_HOME=$ETSYORDER_HOME"

say "2. Sign in. The page asks whether etsyorder may see the orders; here a script says yes"
show_text 'echo KEYSTRING:SECRET | etsyorder auth login --no-browser'
printf '%s:%s\n' "$(field keystring)" "$(field secret)" |
    etsyorder auth login --no-browser 2>"$home/login.log" &
browser_pid=$! # of the last command in the pipe: the login
page=$(wait_for "$browser_pid" "$home/login.log" 'http://[^ ]+/oauth/connect[^ ]*')
printf '%s%s%s\n' "$faint" "$(cat "$home/login.log")" "$plain"
curl -sSL -o "$home/answer.html" "$page"
wait "$browser_pid"
browser_pid=

say "3. Fetch the orders"
run etsyorder sync

say "4. What is to be made, soonest first"
run etsyorder orders list --limit 12

say "5. One order, with the words to engrave exactly as the buyer typed them"
order=$(etsyorder orders list --personalised --limit 1 --jq '.orders[0].order')
run etsyorder orders show "$order"

say "6. What would come out wrong, before it is made. Exit code 6 says that there is something"
show etsyorder orders lint --level error
etsyorder orders lint --level error || [ $? = 6 ]

say "7. A letter about it. One with a hole in it does not come out: exit code 6, and what is missing"
run etsyorder templates render order-thanks --order "$order"
letter=(etsyorder templates render delay --order "$order" --set "reason=The oak is late." --no-input)
show "${letter[@]}"
"${letter[@]}" || [ $? = 6 ]
run etsyorder templates check

say "8. It is made, stage by stage. Etsy knows nothing of stages: they are yours, in a file"
mkdir -p "$ETSYORDER_HOME/config"
cat >"$ETSYORDER_HOME/config/pipelines.yaml" <<'PIPELINES'
pipelines:
  - name: engraved
    stages:
      - {name: engraving, public: We engrave it, days: 2}
      - {name: polishing, public: It is polished, days: 1}
      - {name: packed, public: It is on its way soon, days: 1, needs: tracking}
PIPELINES
show_text "cat $ETSYORDER_HOME/config/pipelines.yaml"
cat "$ETSYORDER_HOME/config/pipelines.yaml"
run etsyorder status board --cards 2
run etsyorder status set polishing "$order"
show etsyorder status advance "$order" # a gate: there is no tracking code yet
etsyorder status advance "$order" || [ $? = 5 ]
run etsyorder status why "$order"
run etsyorder status board --cards 1

say "9. A buyer cancels. Etsy says so only to those who look again; sync does"
show curl -X POST "$ETSYORDER_ETSY_URL/_sandbox/orders/$order/cancel"
curl -sS -o /dev/null -X POST "$ETSYORDER_ETSY_URL/_sandbox/orders/$order/cancel"
run etsyorder sync --only open_orders

say "10. No key yet? A file that Etsy lets every seller download is enough. Here one of a second shop"
cd "$(dirname "$0")"
download=EtsySoldOrderItems2026-10.csv
run etsyorder orders import --shop OakAndEmber --dry-run "$download"
run etsyorder orders import --shop OakAndEmber "$download"
run etsyorder orders list --shop OakAndEmber

# --- what next ------------------------------------------------------------------------------------

if [ "$keep" = no ]; then
    say "That was it. All of it is removed again"
    cat <<TEXT
  $0 --keep     leaves the shop running, to try these:
  etsyorder orders list --late
  etsyorder orders lint
  etsyorder templates list
  etsyorder orders tag $order +urgent
  etsyorder orders list --json order,buyer,ship_by
  etsyorder --help
With a key of your own:  etsyorder auth login
TEXT
else
    say "The shop runs on"
    cat <<TEXT
In another shell, to go on where this story ends:
  export PATH=$bin:\$PATH
  export ETSYORDER_HOME=$ETSYORDER_HOME
  export ETSYORDER_ETSY_URL=$ETSYORDER_ETSY_URL
  export ETSYORDER_REDIRECT_PORT=$ETSYORDER_REDIRECT_PORT
Then for example:
  etsyorder orders list --late
  curl -X POST $ETSYORDER_ETSY_URL/_sandbox/orders && etsyorder sync
To stop it and remove everything:
  kill $sandbox_pid; rm -r $home
TEXT
fi
