# SPDX-License-Identifier: MIT
"""The rooms lib/mime and lib/net against Python's smtplib: the same mails to Postfix's smtp-sink, one connection each."""
import contextlib
import json
import pathlib
import statistics
import subprocess

import servers
from letters import LIBRARIES, PYTHON

HERE = pathlib.Path(__file__).resolve().parent


def build(work, rooms):
    """The program, of the rooms' libraries as they are built."""
    libraries = [rooms / room / f"libetsyorder_{room}.a" for room in ("mime", "net", "base")]
    program = work / "send_ours"
    subprocess.run(["g++", "-O2", "-std=c++20", "-I", HERE.parents[1] / "lib", HERE / "mail" / "send_ours.cpp", *libraries,
                    *LIBRARIES, "-o", program], check=True)
    return program


@contextlib.contextmanager
def sink():
    """Takes every mail and forgets it. Gives the port."""
    port = servers.free_port()
    command = ["/usr/sbin/smtp-sink", "-u", "nobody", f"127.0.0.1:{port}", "1000"]
    with servers.ended(subprocess.Popen(command, stderr=subprocess.DEVNULL)) as process:
        servers.await_port(port, process)
        yield port


class Mails:
    def __init__(self, work, rooms):
        self.ours = build(work, rooms)

    def judge(self, report, rounds, count=2_000):
        """smtplib sends what was written beforehand: Python takes longer to write a mail than to send it."""
        jobs = {"sent": [self.ours, "wire"], "written and sent": [self.ours, "whole"],
                "smtplib": [PYTHON, HERE / "mail" / "send_smtplib.py"]}
        told = {name: [] for name in jobs}
        with sink() as port:
            for _ in range(rounds):
                for name, command in jobs.items():
                    words = [*command, str(port), str(count)]
                    told[name].append(json.loads(subprocess.run(words, check=True, capture_output=True).stdout))
        took = {name: statistics.median(1 / run["mails_s"] for run in runs) for name, runs in told.items()}
        for name in ("sent", "written and sent"):
            report.ratio(f"mail: {name} / smtplib", took[name], took["smtplib"], 2.0, 1.0)
            report.count(f"mail: not taken, {name}", max(run["lost"] for run in told[name]), 0, 0, "mails")
            connections = max(run["connections"] for run in told[name])
            report.count(f"mail: connections, {name}", connections, 1, 1 + count // 100, "connections")
