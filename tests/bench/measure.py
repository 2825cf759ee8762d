# SPDX-License-Identifier: MIT
"""Runs commands in turn (A B A B), takes the time and the memory of each run, and judges ratios of medians."""
import json
import os
import statistics
import sys
import tempfile
import time

QUIET = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
         (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
SLACK = 1.2  # what ratios of one pair differ by from run to run on a busy machine


class Failed(Exception):
    pass


class Runs:
    """What one command took, over several runs."""

    def __init__(self):
        self.seconds, self.cpu_seconds = [], []

    @property
    def median(self):
        return statistics.median(self.seconds)

    @property
    def median_cpu(self):
        return statistics.median(self.cpu_seconds)


def run_once(command, environment):
    """(seconds, seconds of processors)"""
    began = time.perf_counter()
    child = os.posix_spawnp(command[0], command, environment, file_actions=QUIET)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - began
    if status != 0:
        raise Failed(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return seconds, usage.ru_utime + usage.ru_stime


def peak_bytes(command, environment):
    """Of one run. For programs smaller than this one: a child counts from what its parent had, so a small one starts it."""
    with tempfile.NamedTemporaryFile() as told:
        run_once(["/usr/bin/time", "-q", "-o", told.name, "-f", "%M", *command], environment)
        return int(told.read()) * 1024


def in_turn(rounds, jobs):
    """jobs: {name: (command, extra environment, what to do before each run or None)}; {name: Runs}"""
    runs = {name: Runs() for name in jobs}
    for _ in range(rounds):
        for name, (command, extra, before) in jobs.items():
            if before:
                before()
            seconds, cpu_seconds = run_once([str(word) for word in command], {**os.environ, **extra})
            runs[name].seconds.append(seconds)
            runs[name].cpu_seconds.append(cpu_seconds)
    return runs


class Report:
    """One readable line and one JSON line a measure. A measure passes up to its "must" and the slack."""

    def __init__(self):
        self.failed = []

    def ratio(self, name, ours, limit, must, aim, unit="s", slack=SLACK):
        ratio = ours / limit
        passed = ratio <= must * slack
        self._print(name, ours, limit, ratio, must, aim, unit, passed)

    def count(self, name, ours, limit, must, unit):
        """Not a ratio: `ours` must not exceed `must`."""
        self._print(name, ours, limit, ours / limit if limit else float(ours), must, must, unit, ours <= must)

    def figure(self, name, ours, limit, unit="s"):
        """A ratio that nothing is demanded of."""
        self._print(name, ours, limit, ours / limit, float("inf"), 0, unit, True)

    def _print(self, name, ours, limit, ratio, must, aim, unit, passed):
        if not passed:
            self.failed.append(name)
        verdict = "aim" if ratio <= aim else "ok" if ratio <= must else "slack" if passed else "FAILED"
        scale, shown = (1000, "ms") if unit == "s" and limit < 0.1 else (1, unit)
        verdict = verdict if must < float("inf") else "told"
        print(f"{verdict:<6} {name:<34} {ratio:6.2f} x   ours {ours * scale:.4g} {shown}, limit {limit * scale:.4g} {shown}, "
              f"must {must:g}, aim {aim:g}", flush=True)
        print(json.dumps({"name": name, "ours": round(ours, 6), "limit": round(limit, 6), "unit": unit, "ratio": round(ratio, 3),
                          **({} if must == float("inf") else {"must": must, "aim": aim}), "pass": passed}), flush=True)


def note(text):
    print(f"       {text}", file=sys.stderr, flush=True)
