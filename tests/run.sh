#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1

usage() {
    cat <<'TEXT'
All tests of etsyorder. Installs what is missing (Debian 12, as root or through sudo), builds, tests.

  ./tests/run.sh                everything but lint; the last line is "N passed, N failed, N skipped"
  ./tests/run.sh --quick        house rules, unit tests and end-to-end tests of the debug build only
  ./tests/run.sh --only NAME    one part; NAME as below, may be given several times
  ./tests/run.sh --bench        only the benches: ratios against what the machine can do

Parts: rules format unit headers e2e asan tsan fuzz package lint
lint (clang-tidy on every file) takes a quarter of an hour on two cores: run it before a release.
Everything is built below build/; logs are in build/logs/. Exit code 0: nothing failed.
TEXT
}

parts=()
while [ $# -gt 0 ]; do
    case $1 in
    --quick) parts=(rules format unit headers e2e) ;;
    --bench) parts=(bench) ;;
    --only)
        case " rules format unit headers e2e asan tsan fuzz package lint " in
        *" ${2:-} "*) parts+=("$2") ;;
        *) usage >&2; exit 2 ;;
        esac
        shift ;;
    -h | --help) usage; exit 0 ;;
    *) echo "run.sh: unknown argument $1" >&2; usage >&2; exit 2 ;;
    esac
    shift
done
[ "${#parts[@]}" -gt 0 ] || parts=(rules format unit headers e2e asan tsan fuzz package)

jobs=${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}
logs=build/logs
mkdir -p "$logs"
rm -f "$logs"/*.log
passed=0 failed=0 skipped=0
failures=() # "step: log file", in the order in which they failed
export PYTHONDONTWRITEBYTECODE=1

# --- counting -------------------------------------------------------------------------------------

# One step is one command whose output goes to a log. Its kind says how its tests are counted:
# check (the command itself is the test), ctest or unittest (their closing lines).
step() { # kind name command...
    local kind=$1 name=$2 log status=0 start
    log=$logs/${name//[^a-z0-9-]/-}.log
    shift 2
    start=$(date +%s)
    if [ "$kind" = check ]; then
        "$@" >"$log" 2>&1 </dev/null || status=$?
    else
        "$@" 2>&1 </dev/null | tee "$log" | show_short || status=${PIPESTATUS[0]}
    fi
    local p=0 f=0 s=0
    case $kind in
    check) [ "$status" = 0 ] && p=1 || f=1 ;;
    ctest) read -r p f s < <(count_ctest "$log") ;;
    unittest) read -r p f s < <(count_unittest "$log") ;;
    esac
    if [ "$status" != 0 ] && [ "$f" = 0 ]; then f=1; fi # ended badly without naming a failed test
    if [ "$status" = 0 ] && [ $((p + s)) = 0 ]; then f=1; echo "no test was run" >>"$log"; fi
    if [ "${CI:-}" = true ] && [ "$s" -gt 0 ]; then f=$((f + $(forbidden_skips "$log"))); fi
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
    printf '%-6s %s (%d s' "$([ "$f" = 0 ] && echo ok || echo FAILED)" "$name" $(($(date +%s) - start))
    [ "$kind" = check ] || printf '; %d passed, %d failed, %d skipped' "$p" "$f" "$s"
    printf ')\n'
    if [ "$f" != 0 ]; then
        failures+=("$name: $log")
        [ "$kind" = check ] && tail -n 40 "$log"
        return 1
    fi
}

# What a person wants to see of a long run: what failed, what was skipped and why.
show_short() { grep --line-buffered -vE '^ *(Start +[0-9]+:|[0-9]+/[0-9]+ Test.*Passed|Test project)|\.\.\. ok$' || true; }

count_ctest() { # log -> passed failed skipped
    awk '/tests? passed, [0-9]+ tests? failed out of/ { for (i = 1; i <= NF; ++i) if ($i == "failed") failed = $(i - 2); total = $NF }
         /\*\*\*Skipped|\*\*\*Not Run \(Disabled\)/ { ++skipped }
         END { print total - failed - skipped, failed + 0, skipped + 0 }' "$1"
}

count_unittest() { # log -> passed failed skipped
    awk '/^Ran [0-9]+ tests?/ { total += $2 }
         /^(OK|FAILED)( \(|$)/ { gsub(/[(),]/, " "); for (i = 2; i <= NF; ++i) {
             split($i, pair, "="); if (pair[1] == "skipped") skipped += pair[2]
             else if (pair[1] == "failures" || pair[1] == "errors") failed += pair[2] } }
         END { passed = total - failed - skipped; print (passed > 0 ? passed : 0), failed + 0, skipped + 0 }' "$1"
}

# In CI a skip is a failure, but for the tests whose data may not be there.
forbidden_skips() { # log -> count
    grep -E '\*\*\*Skipped|Not Run \(Disabled\)|\.\.\. skipped ' "$1" | grep -vcE 'ETSYORDER_(ETSY_SPEC|LIQUID_GOLDEN|TRACKING_DATA)'
}

heading() { printf '\n=== %s\n' "$1"; }

# --- building -------------------------------------------------------------------------------------

build() { # preset: once a run
    local preset=$1 mark="built_$1"
    [ -z "${!mark:-}" ] || return "${!mark}"
    local status=0
    step check "configure-$preset" cmake --preset "$preset" &&
        step check "build-$preset" cmake --build --preset "$preset" -j "$jobs" || status=1
    printf -v "$mark" '%s' "$status"
    return "$status"
}

# ThreadSanitizer needs the address space where older kernels put it.
fixed_addresses() {
    if setarch -R true 2>/dev/null; then setarch -R "$@"; else "$@"; fi
}

# --- the parts ------------------------------------------------------------------------------------

run_rules() {
    heading "House rules: arrows between rooms, files"
    step unittest rules python3 -m unittest discover -v -s tests/tidy
}

run_format() {
    heading "Format"
    step check clang-format bash -c \
        'git ls-files -z --cached --others --exclude-standard "*.cpp" "*.hpp" | xargs -0 clang-format-14 --dry-run -Werror'
}

run_unit() {
    heading "Unit tests"
    build dev && step ctest unit ctest --preset dev -j "$jobs" --no-tests=error -LE rules
}

run_headers() {
    heading "Each header compiles alone"
    build dev && step check headers cmake --build --preset dev -j "$jobs" --target all_verify_interface_header_sets
}

run_e2e() {
    heading "End to end: the built programs"
    build dev && step unittest e2e tests/e2e/run.sh build/dev/bin
}

# The fuzz preset is clang with AddressSanitizer and UndefinedBehaviorSanitizer: one build serves all of these.
run_asan() {
    heading "AddressSanitizer, UndefinedBehaviorSanitizer, leaks (clang)"
    export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
    # clang 14 does not know how glibc 2.36 keeps the thread-local data of a library that is opened late (libjq).
    # So what glibc itself keeps there, after dlopen and for dlerror, looks like a leak.
    # Fontconfig and Pango keep what they found for the life of the process; Cairo 1.16 loses an array per font it embeds.
    # GLib keeps one piece of zeros per thread, and asks for each of its objects alone when told to.
    export G_SLICE=always-malloc
    printf 'leak:_dl_map_object_deps\nleak:_dlerror_run\nleak:libfontconfig.so\nleak:libpango\nleak:libcairo.so\nleak:g_malloc0\n' > build/logs/lsan-suppressions
    # The suppressions name functions: found by the symbolizer in the symbols of libc6-dbg.
    export ASAN_SYMBOLIZER_PATH=/usr/bin/llvm-symbolizer-14
    export LSAN_OPTIONS=use_tls=0:print_suppressions=0:suppressions=$PWD/build/logs/lsan-suppressions
    build fuzz && step ctest unit-asan ctest --preset fuzz -j "$jobs" --no-tests=error -LE rules
    build fuzz && step unittest e2e-asan env ETSYORDER_KILL_EVERY=3 tests/e2e/run.sh build/fuzz/bin
}

run_tsan() {
    heading "ThreadSanitizer"
    # Pango looks for fonts in a thread of its own; Fontconfig's locks are not seen, as it is not built for this.
    printf 'race:libfontconfig.so\n' >build/logs/tsan-suppressions
    export TSAN_OPTIONS=halt_on_error=1:suppressions=$PWD/build/logs/tsan-suppressions
    build tsan && step ctest unit-tsan fixed_addresses ctest --preset tsan -j "$jobs" --no-tests=error -LE rules
    build tsan && step unittest e2e-tsan fixed_addresses env ETSYORDER_KILL_EVERY=3 tests/e2e/run.sh build/tsan/bin "$threaded"
}
threaded='test_[as][uy]*.py' # the programs with threads: auth and sync

fuzz_one() { # target
    local corpus=build/fuzz/corpus/$1 known=tests/fuzz/corpus/$1
    mkdir -p "$corpus"
    # New finds go to the first folder; the second holds what the project keeps.
    "build/fuzz/tests/$1" -max_total_time="${ETSYORDER_FUZZ_SECONDS:-10}" -timeout=10 -rss_limit_mb=2048 \
        -artifact_prefix="build/fuzz/$1-" "$corpus" $([ -d "$known" ] && echo "$known")
}

run_fuzz() {
    heading "Fuzzing (clang)"
    build fuzz || return
    local source
    step check fuzz-targets compgen -G "tests/fuzz/*_fuzz.cpp" || return # none to run is no success
    for source in tests/fuzz/*_fuzz.cpp; do
        step check "$(basename "$source" .cpp)" fuzz_one "$(basename "$source" .cpp)"
    done
}

# Of the debug build, which is there already: a release is made of the same files by the preset "package".
run_package() {
    heading "The Debian package"
    rm -f build/dev/*.deb # of another version
    build dev && step check make-package cmake --build --preset dev --target package &&
        ETSYORDER_DEB=$(ls build/dev/*.deb) step unittest package python3 -m unittest discover -v -s tests/package
}

run_lint() {
    heading "clang-tidy"
    build fuzz && step check clang-tidy bash -c \
        'git ls-files -z --cached --others --exclude-standard "lib/*.cpp" "cmd/*.cpp" |
            xargs -0 -n 1 -P "$0" clang-tidy-14 -p build/fuzz --quiet --warnings-as-errors="*"' "$jobs"
}

run_bench() {
    heading "Benches"
    build release && step check bench python3 tests/bench/run.py
    cat "$logs/bench.log"
}

# --- the run --------------------------------------------------------------------------------------

started=$(date +%s)
heading "Packages"
sections=(build run test) # run: the quickstart is tested too
[ "${parts[0]}" = bench ] && sections+=(bench)
.ci/install-packages "${sections[@]}" || exit 1

for part in "${parts[@]}"; do
    part_started=$(date +%s)
    "run_$part"
    printf '%-6s %s took %d s\n' "" "$part" $(($(date +%s) - part_started))
done

heading "Total: $(($(date +%s) - started)) s"
if [ "${#failures[@]}" -gt 0 ]; then
    echo "Failed:"
    printf '  %s\n' "${failures[@]}"
    echo "The first of them, its last lines:"
    tail -n 25 "${failures[0]#*: }" | sed 's/^/  | /'
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
