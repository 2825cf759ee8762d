# SPDX-License-Identifier: MIT
"""An etsyorder-sandbox of one's own, and a small client for it."""
import base64
import hashlib
import http.client
import json
import os
import pathlib
import re
import subprocess
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("ETSYORDER_BIN", ROOT / "build/dev/bin"))
KEYSTRING, SECRET, SHOP, USER = "sandboxkeystring00000001", "sandboxsecret", 98765432, 12345678
REDIRECT = "http://localhost:8713/callback"
SANITIZERS = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
ALL_SCOPES = "transactions_r transactions_w shops_r listings_r email_r"


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)


class Sandbox:
    """Runs until close(); every option of the program can be given as a word."""

    def __init__(self, *options, limit_per_second=0):
        self.process = subprocess.Popen(
            [str(BIN / "etsyorder-sandbox"), "--limit-per-second", str(limit_per_second), *map(str, options)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **SANITIZERS})
        said = []
        for line in self.process.stdout:
            said.append(line)
            if "ETSYORDER_ETSY_URL=" in line:
                break
        else:
            raise AssertionError("the sandbox did not start: " + self.process.communicate()[1])
        text = "".join(said)
        self.url = re.search(r"ready (\S+)", text)[1]
        self.keystring = re.search(r"keystring\s+(\S+)", text)[1]
        self.secret = re.search(r"secret\s+(\S+)", text)[1]
        self.shop = int(re.search(r"id (\d+)", text)[1])
        self.token = None

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
        _, problems = self.process.communicate(timeout=60)
        if self.process.returncode != 0 or problems:
            raise AssertionError(f"the sandbox ended with {self.process.returncode}: {problems}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def request(self, method, target, body=None, headers=None):
        host = urllib.parse.urlsplit(self.url)
        connection = http.client.HTTPConnection(host.hostname, host.port, timeout=30)
        try:
            connection.request(method, target, body=body, headers=headers or {})
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def control(self, method, path, **body):
        answer = self.request(method, "/_sandbox" + path, json.dumps(body) if body else None)
        if answer.status >= 300:
            raise AssertionError(f"{path}: {answer.status} {answer.body!r}")
        return answer.json

    def key(self):
        return {"x-api-key": f"{KEYSTRING}:{SECRET}"}

    def api(self, method, path, body=None, headers=None, token=None, **query):
        """One call below /v3/application with key and token; {s} in the path is the shop."""
        if token is None:
            self.token = token = self.token or self.control("POST", "/tokens", scopes=ALL_SCOPES)["access_token"]
        target = "/v3/application" + path.replace("{s}", f"/shops/{SHOP}")
        if query:
            target += "?" + urllib.parse.urlencode(query)
        return self.request(method, target, body, {**self.key(), "authorization": "Bearer " + token, **(headers or {})})

    def get(self, path, **query):
        return self.api("GET", path, **query)

    def receipts(self, **query):
        answer = self.get("{s}/receipts", **query)
        if answer.status != 200:
            raise AssertionError(f"{answer.status} {answer.body!r}")
        return answer.json

    # --- sign-in -----------------------------------------------------------------------------------

    @staticmethod
    def challenge(verifier):
        return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()

    def connect_query(self, verifier, **changes):
        query = {"response_type": "code", "client_id": KEYSTRING, "redirect_uri": REDIRECT, "scope": ALL_SCOPES,
                 "state": "s3cret-state", "code_challenge": self.challenge(verifier), "code_challenge_method": "S256"}
        query.update(changes)
        return {name: value for name, value in query.items() if value is not None}

    def post_form(self, target, **fields):
        return self.request("POST", target, urllib.parse.urlencode(fields),
                            {"content-type": "application/x-www-form-urlencoded"})

    def take_code(self, verifier, **changes):
        answer = self.post_form("/oauth/connect", decision="grant", **self.connect_query(verifier, **changes))
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(answer.headers["location"]).query))["code"]

    def exchange(self, code, verifier, **changes):
        return self.post_form("/v3/public/oauth/token", **{
            "grant_type": "authorization_code", "client_id": KEYSTRING, "redirect_uri": REDIRECT, "code": code,
            "code_verifier": verifier, **changes})

    def refresh(self, token):
        return self.post_form("/v3/public/oauth/token", grant_type="refresh_token", client_id=KEYSTRING,
                              refresh_token=token)
