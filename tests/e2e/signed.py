# SPDX-License-Identifier: MIT
"""The sandbox and a private etsyorder home for tests that sign in.

Everything the programs print and every command line they run under is kept (PRINTED), and so is
every secret the tests come across (SECRETS): a test compares the two in the end.
"""
import html
import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

from ports import free_port

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("ETSYORDER_BIN", ROOT / "build/dev/bin"))
KEYSTRING = "testkeystring0123456789"
SECRET = "t0psecret99"
PATIENCE = 30  # seconds until a test gives up waiting for something that should take a moment

if os.environ.get("ETSYORDER_PRINTED"):
    import sitecustomize  # recording/sitecustomize.py

PRINTED = []  # (where, text)
SECRETS = {SECRET}

# Proxies of the machine must not see loopback requests.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def until(condition, what):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.01)
    raise AssertionError(f"waited {PATIENCE} s for {what}")


def command_lines(pid):
    """What any user of the machine can read about a process and its children."""
    lines = []
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            stat = (entry / "stat").read_text()
            parent = int(stat.rsplit(")", 1)[1].split()[1])
            if int(entry.name) == pid or parent == pid:
                lines.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
        except (OSError, ValueError, IndexError):
            pass  # it ended meanwhile
    return lines


class Running:
    """One etsyorder process; its output is collected while it runs."""

    def __init__(self, words, env, stdin=None, **options):
        self.words = words
        self.process = subprocess.Popen([str(BIN / "etsyorder"), *map(str, words)], env=env, text=True, **options,
                                        stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for line in command_lines(self.process.pid):
            PRINTED.append(("command line", line))
        self.out, self.err = "", ""
        self._readers = [threading.Thread(target=self._read, args=(name,), daemon=True) for name in ("out", "err")]
        for reader in self._readers:
            reader.start()
        if stdin is not None:
            self.process.stdin.write(stdin)
            self.process.stdin.flush()

    def _read(self, name):
        stream = self.process.stdout if name == "out" else self.process.stderr
        for line in stream:
            setattr(self, name, getattr(self, name) + line)
        stream.close()

    def type(self, text):
        self.process.stdin.write(text)
        self.process.stdin.flush()

    def finish(self):
        if self.process.stdin:
            self.process.stdin.close()
        try:
            self.process.wait(PATIENCE)
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
        for reader in self._readers:
            reader.join()
        PRINTED.append((" ".join(map(str, self.words)), self.out + self.err))
        if os.environ.get("ETSYORDER_PRINTED"):
            sitecustomize.keep(self.process.args, self.out, self.err)
        self.returncode = self.process.returncode
        return self

    def connect_page(self):
        """The address the command tells its user to open."""
        def told():
            return re.search(r"^http\S+/oauth/connect\?\S+", self.err, re.M)
        until(lambda: told() or self.process.poll() is not None, "the address")
        found = told()
        if not found:
            raise AssertionError(f"ended with {self.process.returncode}, no address: {self.finish().err}")
        return found.group(0)


class Sandbox:
    def __init__(self, *options, keystring=KEYSTRING, redirect_port=None):
        self._folder = tempfile.TemporaryDirectory(prefix="etsyorder-test-")
        folder = pathlib.Path(self._folder.name)
        self.keystring = keystring
        self.redirect_port = redirect_port or free_port()
        self._log = open(folder / "log", "w", encoding="utf-8")
        self._process = subprocess.Popen(
            [BIN / "etsyorder-sandbox", "--keystring", keystring, "--secret", SECRET, "--redirect-uri",
             f"http://localhost:{self.redirect_port}/callback", "--portfile", folder / "port", *options],
            stdout=self._log, stderr=subprocess.STDOUT)
        until(lambda: (folder / "port").exists() or self._process.poll() is not None, "the sandbox")
        self.url = f"http://127.0.0.1:{(folder / 'port').read_text().strip()}"

    def close(self):
        self._process.terminate()
        self._process.wait(PATIENCE)
        self._log.close()
        self._folder.cleanup()

    def control(self, method, path, body=None):
        request = urllib.request.Request(f"{self.url}/_sandbox{path}", method=method,
                                         data=None if body is None else json.dumps(body).encode(),
                                         headers={"Content-Type": "application/json"})
        with OPENER.open(request, timeout=PATIENCE) as answer:
            return json.load(answer)

    def fault(self, text):
        self.control("POST", "/faults", {"fault": text})

    def requests(self, path):
        return [r for r in self.control("GET", "/requests")["results"] if r["path"] == path]

    def refreshes(self):
        return self.control("GET", "/state")["refreshes"]

    def tokens(self):
        tokens = self.control("POST", "/tokens", {})
        SECRETS.update((tokens["access_token"], tokens["refresh_token"]))
        return tokens


class Home:
    """One ETSYORDER_HOME in a temporary folder, pointed at a sandbox."""

    def __init__(self, sandbox):
        self.sandbox = sandbox
        self._folder = tempfile.TemporaryDirectory(prefix="etsyorder-test-")
        self.path = pathlib.Path(self._folder.name)
        self.session = self.session_at(sandbox.url)

    def close(self):
        self._folder.cleanup()

    def session_at(self, url):
        host = url.split("://")[1].replace(":", "-")
        return self.path / "state" / f"session-{host}.json"

    def environment(self, **extra):
        env = {"PATH": os.environ["PATH"], "ETSYORDER_HOME": str(self.path), "TZ": "UTC", "LC_ALL": "C.UTF-8",
               "ETSYORDER_ETSY_URL": self.sandbox.url, "ETSYORDER_REDIRECT_PORT": str(self.sandbox.redirect_port)}
        env.update({k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")})  # where sanitizers report
        env.update(extra)
        return {k: v for k, v in env.items() if v is not None}

    def start(self, *words, stdin=None, **extra):
        return Running(words, self.environment(**extra), stdin)

    def run(self, *words, stdin="", **extra):
        done = self.start(*words, stdin=stdin, **extra).finish()
        self.learn_secrets()
        return done

    def status(self, **extra):
        done = self.run("auth", "status", "--json", **extra)
        return done.returncode, json.loads(done.out)["auth"] if done.out else None

    def stored(self):
        return json.loads(self.session.read_text())

    def learn_secrets(self):
        try:
            for shop in self.stored()["shops"]:
                SECRETS.update((shop["access_token"], shop["refresh_token"]))
        except (OSError, ValueError, KeyError):
            pass  # nobody signed in, or a test damaged the file

    def start_login(self, *words, **extra):
        extra = {"ETSYORDER_KEYSTRING": KEYSTRING, "ETSYORDER_SHARED_SECRET": SECRET, **extra}
        return self.start("auth", "login", "--no-browser", *words, **extra)

    def log_in(self, *words, **extra):
        login = self.start_login(*words, **extra)
        browse(login.connect_page())
        login.finish()
        self.learn_secrets()
        return login


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def decide(page, decision="grant"):
    """Answers the sandbox's form; returns where the browser is sent, without going there."""
    with OPENER.open(page, timeout=PATIENCE) as answer:
        form = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', answer.read().decode()))
    form = {html.unescape(k): html.unescape(v) for k, v in form.items()}
    target = urllib.parse.urljoin(page, "/oauth/connect")
    stay = urllib.request.build_opener(urllib.request.ProxyHandler({}), Stay)
    try:
        stay.open(target, urllib.parse.urlencode({**form, "decision": decision}).encode(), timeout=PATIENCE)
    except urllib.error.HTTPError as answer:
        if answer.code == 302:
            address = answer.headers["Location"]
            SECRETS.update(urllib.parse.parse_qs(urllib.parse.urlsplit(address).query).get("code", []))
            return address
        raise
    raise AssertionError("the connect page did not redirect")


def visit(address):
    try:
        with OPENER.open(address, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read().decode()


def browse(page, decision="grant"):
    return visit(decide(page, decision))


def interrupt(running):
    running.process.send_signal(signal.SIGINT)
