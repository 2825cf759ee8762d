# SPDX-License-Identifier: MIT
"""Runs a program on a pseudo terminal."""
import fcntl
import os
import pty
import select
import struct
import termios
import time

import store


def on_terminal(home, words, columns=100, typed="", asked=None, **extra):
    """What the terminal shows (with line ends as in a file), and the exit code. `typed` waits on its keyboard. `asked`: a question
    and what to do once it stands there, which returns what is typed then; or a list of such pairs, one after the other."""
    asked = [asked] if isinstance(asked, tuple) else list(asked or [])
    environment = home.environment(**{"TERM": "xterm", "PATH": f"{store.BIN}:{os.environ['PATH']}", **extra})
    controller, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    pid = os.fork()
    if pid == 0:
        os.close(controller)
        os.login_tty(terminal) if hasattr(os, "login_tty") else attach(terminal)
        os.execvpe(words[0], list(map(str, words)), environment)
    os.close(terminal)
    os.write(controller, typed.encode())
    shown = b""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if select.select([controller], [], [], 0.1)[0]:
            try:
                piece = os.read(controller, 65536)
            except OSError:  # the other side is closed
                break
            if not piece:
                break
            shown += piece
            if asked and asked[0][0].encode() in shown:
                os.write(controller, asked.pop(0)[1]().encode())
    os.close(controller)
    _, status = os.waitpid(pid, 0)
    return shown.decode().replace("\r\n", "\n"), os.waitstatus_to_exitcode(status)


def attach(terminal):
    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    for descriptor in range(3):
        os.dup2(terminal, descriptor)
    os.close(terminal)
