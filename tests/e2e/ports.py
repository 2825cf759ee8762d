# SPDX-License-Identifier: MIT
"""Ports that two programs of a test must know in advance, so that 0 is no answer.

Closing a probe and telling its port would hand it to anybody: the kernel gives ports of its own range to
whoever connects or listens next. These lie below that range, and each is this process's until it ends.
"""
import errno
import pathlib
import random
import socket

_held = []  # the reservations: abstract Unix sockets, which the kernel lets go of with the process


def free_port():
    first_of_kernel = int(pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    candidates = list(range(max(1024, first_of_kernel - 10000), first_of_kernel))
    random.shuffle(candidates)
    for port in candidates:
        reservation = socket.socket(socket.AF_UNIX)
        try:
            reservation.bind(f"\0etsyorder-test-port-{port}")
            if _nobody_listens(port):
                _held.append(reservation)
                return port
        except OSError:
            pass  # another test has reserved it
        reservation.close()
    raise AssertionError("no free port below the kernel's own range")


def _nobody_listens(port):
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family) as probe:
                probe.bind((address, port))
        except OSError as error:
            if family == socket.AF_INET or error.errno == errno.EADDRINUSE:
                return False
    return True
