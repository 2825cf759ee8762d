# SPDX-License-Identifier: MIT
"""What the manual pages print to be typed works as it is printed."""
import json
import pathlib
import re
import shutil
import stat
import subprocess
import tempfile
import unittest

import signed
import store
from sandbox import BIN, ROOT, SANITIZERS, Sandbox


def blocks(page, part):
    """The literal blocks of one section, in order."""
    section = re.search(rf"^# {part}$(.*?)(?=^# |\Z)", (ROOT / "man" / page).read_text(), re.M | re.S)[1]
    return re.findall(r"^```\n(.*?)^```$", section, re.M | re.S)


class ShopFile(unittest.TestCase):
    def test_the_shop_of_the_page_starts_and_has_its_orders(self):
        text, = blocks("etsyorder-sandbox.1.scd", "SHOP FILES")
        with tempfile.TemporaryDirectory() as folder:
            shop = pathlib.Path(folder, "my-shop.yaml")
            shop.write_text(text)
            with Sandbox("--shop", shop) as sandbox:
                orders = sandbox.receipts()["results"]
                self.assertEqual([(one["name"], one["status"]) for one in orders],
                                 [("Ben Muster", "Paid"), ("Anna Beispiel", "Completed")])
                cup = orders[0]["transactions"][0]
                self.assertEqual([v["formatted_value"] for v in cup["variations"]],
                                 ["https://i.sandbox.example/ben.jpg", "Opa Karl"])
                self.assertEqual(sandbox.get("{s}/reviews").json["count"], 1)


class PipelinesFile(unittest.TestCase):
    """The whole file of the page, and the standard one that stands in for none."""

    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)

    def stages(self, text=None):
        if text is not None:
            (self.home.path / "config/pipelines.yaml").write_text(text)
        done = self.home.run("status", "pipelines", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)["pipelines"]

    def test_the_file_of_the_page_works(self):
        whole, _ = blocks("etsyorder-pipelines.5.scd", "DESCRIPTION")
        stages = [(one["pipeline"], one["stage"]) for one in self.stages(whole)]
        self.assertEqual(stages[:6], [("wedding", stage) for stage in
                                      ("waiting", "design", "cutting", "engraving", "packing", "ready")])
        self.assertNotIn("workshop", {pipeline for pipeline, _ in stages})

    def test_the_standard_of_the_page_is_what_holds_without_a_file(self):
        _, standard = blocks("etsyorder-pipelines.5.scd", "DESCRIPTION")
        without = self.stages()
        self.assertEqual(self.stages(standard), without)
        self.assertEqual(self.stages(""), without)

    def test_a_stage_that_was_renamed_as_the_page_says_is_migrated(self):
        whole, _ = blocks("etsyorder-pipelines.5.scd", "DESCRIPTION")
        renamed, = blocks("etsyorder-pipelines.5.scd", "WHEN THE FILE CHANGES")
        connection = self.home.store()
        store.add_order(connection, 3512345678, tags=["wedding"])
        connection.commit()
        connection.close()
        self.stages(whole)
        self.assertEqual(self.home.run("status", "set", "cutting", "3512345678").returncode, 0)
        old, = re.findall(r"^ *- \{name: cutting.*\n", whole, re.M)
        self.stages(whole.replace(old, renamed))
        self.assertEqual(self.home.run("status", "advance", "3512345678").returncode, 5)
        done = self.home.run("status", "pipelines", "--migrate", "--jq", ".items[] | .from, .to")
        self.assertEqual((done.returncode, done.stdout), (0, "cutting\nsawing\n"), done.stderr)


class Typed(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="etsyorder-test-")
        self.addCleanup(self.folder.cleanup)

    def type(self, text, environment, shell="bash"):
        environment = {**SANITIZERS, **environment, "HOME": self.folder.name, "PATH": f"{BIN}:{environment['PATH']}"}
        return subprocess.run([shell, "-c", text], cwd=self.folder.name, env=environment, capture_output=True,
                              text=True, timeout=60, check=False)


class Units(unittest.TestCase):
    def test_what_the_page_says_is_no_failure_of_the_timer_is_none_for_systemd(self):
        unit = (ROOT / "cmd" / "packaging" / "etsyorder-sync.service.in").read_text()
        page = (ROOT / "man" / "etsyorder-sync.1.scd").read_text()
        told = re.search(r"^# SYSTEMD$.*?^([^.]*?) do not count as failed there\.", page, re.M | re.S)[1]
        self.assertEqual(sorted(map(int, re.findall(r"\((\d+)\)", told))),
                         sorted(map(int, re.search(r"^SuccessExitStatus=(.*)$", unit, re.M)[1].split())))


@unittest.skipUnless(shutil.which("curl") and shutil.which("jq"), "the examples are typed with curl and jq")
class SandboxExamples(Typed):
    def setUp(self):
        super().setUp()
        self.start, self.cancel, self.bad_day, self.lost = blocks("etsyorder-sandbox.1.scd", "EXAMPLES")

    def test_a_sandbox_is_started_and_an_order_canceled(self):
        done = self.type(f"set -eu\n{self.start}trap 'kill $!' EXIT\n{self.cancel}", {"PATH": "/usr/bin:/bin"})
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(json.loads(done.stdout.splitlines()[-1])["status"], "Canceled")

    def test_the_fault_of_the_bad_day_is_one(self):
        with Sandbox(*self.bad_day.split()[1:]) as sandbox:
            self.assertEqual(sandbox.control("GET", "/faults")["faults"], [{"spec": "receipts:500:0.1", "left": None}])

    def test_a_refresh_is_lost_and_not_the_sign_in(self):
        sandbox = signed.Sandbox()
        self.addCleanup(sandbox.close)
        home = signed.Home(sandbox)
        self.addCleanup(home.close)
        self.assertEqual(home.log_in().returncode, 0)
        done = self.type(self.lost, home.environment())
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn("auth login", done.stderr)
        self.assertEqual(sandbox.control("GET", "/faults")["faults"], [{"spec": "token:lost:x1", "left": 0}])


class Cron(Typed):
    """cron runs a line with sh and mails what it prints."""

    def setUp(self):
        super().setUp()
        lines = [re.fullmatch(r"\*/10 \* \* \* \*  (.*)\n", block)[1]
                 for block in blocks("etsyorder-sync.1.scd", "EXAMPLES")]
        self.assertFalse([line for line in lines if "%" in line])  # to cron that is the end of the line
        self.plain, self.patient = lines
        self.sandbox = Sandbox("--now", "2026-11-22T10:00:00Z", "--freeze")
        self.addCleanup(self.sandbox.close)

    def mail(self, line, **extra):
        token = self.sandbox.control("POST", "/tokens")["access_token"]
        done = self.type(line, {
            "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "ETSYORDER_HOME": self.folder.name + "/home",
            "ETSYORDER_NOW": "2026-11-22T10:00:00Z", "ETSYORDER_ETSY_URL": self.sandbox.url,
            "ETSYORDER_KEYSTRING": f"{self.sandbox.keystring}:{self.sandbox.secret}", "ETSYORDER_ACCESS_TOKEN": token,
            "ETSYORDER_SHOP_ID": str(self.sandbox.shop), **extra}, shell="sh")
        return done.stdout + done.stderr

    def test_all_is_well_and_nothing_is_mailed(self):
        for line in (self.plain, self.patient):
            self.assertEqual(self.mail(line), "")
        log = pathlib.Path(self.folder.name, "etsyorder-sync.log")
        self.assertTrue(json.loads(log.read_text())["sync"]["complete"])

    def test_the_log_names_buyers_and_is_for_its_owner_alone(self):
        self.assertEqual(self.mail(self.plain), "")
        log = pathlib.Path(self.folder.name, "etsyorder-sync.log")
        self.assertTrue(json.loads(log.read_text())["sync"]["orders"][0]["buyer"])
        self.assertEqual(stat.S_IMODE(log.stat().st_mode), 0o600)

    def test_a_sign_in_that_ended_is_mailed_in_its_own_words(self):
        for line in (self.plain, self.patient):
            self.assertIn("Etsy no longer accepts the sign-in", self.mail(line, ETSYORDER_ACCESS_TOKEN="12345678.x"))

    def test_offline_is_mailed_by_the_plain_line_only(self):
        away = {"ETSYORDER_ETSY_URL": "http://127.0.0.1:9"}
        self.assertIn("offline", self.mail(self.plain, **away))
        self.assertEqual(self.mail(self.patient, **away), "")

    def test_what_needs_a_look_is_mailed_by_the_patient_line(self):
        narrow = self.sandbox.control("POST", "/tokens", scopes="transactions_r shops_r")["access_token"]
        self.assertEqual(self.mail(self.plain, ETSYORDER_ACCESS_TOKEN=narrow), "")
        other = self.folder.name + "/other"  # in the first one listings are not due again
        self.assertIn("listings", self.mail(self.patient, ETSYORDER_ACCESS_TOKEN=narrow, ETSYORDER_HOME=other))


if __name__ == "__main__":
    unittest.main()
