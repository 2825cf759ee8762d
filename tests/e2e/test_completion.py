# SPDX-License-Identifier: MIT
"""bash, zsh and fish complete live values by asking the program."""
import json
import os
import pty
import select
import shutil
import subprocess
import time
import unittest

import store


class Completion(unittest.TestCase):
    def setUp(self):
        self.home = store.Home()
        self.addCleanup(self.home.close)
        connection = self.home.store()
        store.add_order(connection, 3512345678, buyer_name="Jane Example", tags=["urgent", "$(id)"])
        store.add_order(connection, 3598765432, buyer_name="Ann: Example")
        store.add_order(connection, 4100000001, buyer_name="Olu Example")
        connection.commit()
        connection.close()
        self.path = f"{store.BIN}:{os.environ['PATH']}"

    def complete(self, *words):
        result = self.home.run("__complete", *words)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return [line.split("\t")[0] for line in result.stdout.splitlines()]

    def verbs(self):
        tree = json.loads(self.home.run("__commands").stdout)
        return [verb["name"] for noun in tree["nouns"] if noun["name"] == "orders" for verb in noun["verbs"]]

    def needs(self, shell):
        if shutil.which(shell) is None:
            self.skipTest(f"{shell} is not installed")

    def test_the_program_knows_what_could_come_next(self):
        self.assertEqual(self.complete("ord"), ["orders"])
        self.assertEqual(self.complete("orders", ""), self.verbs())
        self.assertEqual(self.complete("orders", "show", "35"), ["3598765432", "3512345678"])
        self.assertEqual(self.complete("orders", "list", "--pers"), ["--personalised", "--personalized"])
        self.assertEqual(self.complete("orders", "list", "--sort", ""), ["ship-by", "placed", "updated"])
        self.assertEqual(self.complete("orders", "list", "--tag", "u"), ["urgent"])
        self.assertEqual(self.complete("orders", "list", "--shop", ""), ["77", "AcornSigns"])
        self.assertEqual(self.complete("orders", "list", "--json", "bu"), ["buyer"])
        self.assertEqual(self.complete("orders", "list", "--json", "order,bu"), ["order,buyer"])
        self.assertEqual(self.complete("orders", "list", "--json=bu"), ["--json=buyer"])
        self.assertEqual(self.complete("sync", "--json", "req"), ["requests", "requests_left_today"])
        self.assertEqual(self.complete("completion", ""), ["bash", "zsh", "fish"])
        self.assertEqual(self.complete("--color", "a"), ["auto", "always"])
        self.assertEqual(self.complete("--color=n"), ["--color=never"])
        self.assertIn("--version", self.complete("--v"))

    def test_values_with_a_known_set_are_offered(self):
        self.assertEqual(self.complete("orders", "list", "--status", "pa"),
                         ["paid", "payment processing", "partially refunded"])
        self.assertEqual(self.complete("orders", "list", "--status=c"), ["--status=completed", "--status=canceled"])
        self.assertEqual(self.complete("orders", "list", "--tag=u"), ["--tag=urgent"])
        self.assertEqual(self.complete("sync", "--only", "orders,o"), ["orders,open_orders"])
        self.assertEqual(self.complete("auth", "login", "--scope", "transactions_r,transactions"),
                         ["transactions_r,transactions_w"])
        self.assertEqual(self.complete("orders", "tag", "3512345678", "+u"), ["+urgent"])
        self.assertEqual(self.complete("orders", "tag", "41"), ["4100000001"])
        self.assertEqual(self.complete("orders", "tag", "3512345678", "-u"), ["-urgent"])
        self.assertEqual(self.complete("orders", "tag", "3598765432", "-u"), [], "it has no such tag")
        self.assertEqual(self.complete("orders", "tag", "-", "-u"), ["-urgent"])

    def test_templates_are_offered_where_they_fit(self):
        folder = self.home.path / "config" / "templates"
        folder.mkdir()
        for name, text in (("hours", "---\ntags: [shop, proof]\n---\n9 to 5"), ("_foot", "Bye"), ("order-thanks.pt-br", "Obrigado")):
            (folder / f"{name}.liquid").write_text(text)
        for verb in ("rm", "rename"):
            self.assertEqual(self.complete("templates", verb, ""), ["hours", "order-thanks", "_foot"])
        for verb in ("show", "edit", "check", "export"):
            self.assertEqual(self.complete("templates", verb, "_f"), ["_foot"])
        self.assertEqual(self.complete("templates", "new", "x", "--from", "_f"), ["_foot"])
        self.assertEqual(self.complete("templates", "render", "_"), [])
        self.assertIn("hours", self.complete("templates", "render", ""))
        for verb in ("list", "show", "render", "edit", "new", "import", "search"):
            self.assertEqual(self.complete("templates", verb, "--lang", ""), ["de", "en", "pt-br"])
        self.assertEqual(self.complete("templates", "rm", "--lang", ""), ["pt-br"])
        self.assertEqual(self.complete("templates", "list", "--tag", "sho"), ["shop"])
        self.assertIn("delay", self.complete("templates", "list", "--tag", ""))

    def test_help_takes_a_noun_and_a_verb(self):
        self.assertEqual(self.complete("help", "ord"), ["orders"])
        self.assertEqual(self.complete("help", "orders", "sho"), ["show"])
        self.assertEqual(self.complete("help", "orders", "show", ""), [])
        self.assertEqual(self.complete("help", "sync", ""), [])

    def test_the_buyer_describes_the_order(self):
        self.assertIn("3512345678\tJane Example\n", self.home.run("__complete", "orders", "show", "351").stdout)

    def test_it_never_fails_loudly(self):
        for words in ((), ("",), ("bogus", "x", ""), ("orders", "bogus", ""), ("orders", "show", "--"), ("--jq", "")):
            self.complete(*words)
        self.home.database.write_bytes(b"this is no database, but it is long enough to be looked at" * 100)
        self.assertEqual(self.complete("orders", "show", ""), [])
        self.home.database.unlink()
        self.assertEqual(self.complete("orders", "show", ""), [])
        (self.home.path / "config/config.yaml").write_text("\tbroken: [")
        self.assertEqual(self.complete("orders", "show", ""), [])

    def test_every_verb_and_flag_is_offered(self):
        tree = json.loads(self.home.run("__commands").stdout)
        self.assertLessEqual({noun["name"] for noun in tree["nouns"]}, set(self.complete("")))
        for noun in tree["nouns"]:
            if noun["verbs"]:
                self.assertEqual(set(self.complete(noun["name"], "")), {verb["name"] for verb in noun["verbs"]})
            for path, flags in [([noun["name"]], noun["flags"])] + [([noun["name"], verb["name"]], verb["flags"])
                                                                    for verb in noun["verbs"]]:
                self.assertEqual(set(self.complete(*path, "--")), set(flags) | set(tree["flags"]), path)

    def test_the_scripts_are_those_of_the_tree(self):
        for shell, file in (("bash", "etsyorder.bash"), ("zsh", "_etsyorder"), ("fish", "etsyorder.fish")):
            self.assertEqual(self.home.run("completion", shell).stdout, (store.ROOT / "completions" / file).read_text())

    def test_bash_completes_an_order_number(self):
        self.needs("bash")
        script = """
            eval "$(etsyorder completion bash)"
            COMP_WORDS=(etsyorder orders show 41); COMP_CWORD=3; _etsyorder; echo "${COMPREPLY[*]}"
            COMP_WORDS=(etsyorder orders list --json = buy); COMP_CWORD=5; _etsyorder; echo "${COMPREPLY[*]}"
            COMP_WORDS=(etsyorder orders ''); COMP_CWORD=2; _etsyorder; echo "${COMPREPLY[*]}"
            COMP_WORDS=(etsyorder orders list --tag '$'); COMP_CWORD=4; _etsyorder; echo "${COMPREPLY[*]}"
            COMP_WORDS=(etsyorder orders list --status pay); COMP_CWORD=4; _etsyorder; echo "${COMPREPLY[*]}"
        """
        result = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, text=True, timeout=60, check=False,
                                env=self.home.environment(PATH=self.path))
        self.assertEqual(result.stdout, f"4100000001\nbuyer\n{' '.join(self.verbs())}\n\\$\\(id\\)\npayment\\ processing\n", result.stderr)

    def test_fish_completes_an_order_number(self):
        self.needs("fish")
        script = 'etsyorder completion fish | source; complete -C "etsyorder orders show 35"; complete -C "etsyorder orders "'
        result = subprocess.run(["fish", "--no-config", "-c", script], capture_output=True, text=True, timeout=60,
                                check=False, env=self.home.environment(PATH=self.path, HOME=str(self.home.path)))
        self.assertEqual([line.split("\t") for line in result.stdout.splitlines()[:2]],
                         [["3598765432", "Ann: Example"], ["3512345678", "Jane Example"]], result.stderr)
        self.assertEqual([line.split("\t")[0] for line in result.stdout.splitlines()[2:]], self.verbs())

    def test_zsh_completes_an_order_number(self):
        self.needs("zsh")
        pid, terminal = pty.fork()
        if pid == 0:
            os.execvpe("zsh", ["zsh", "-f", "-i"], self.home.environment(PATH=self.path, TERM="dumb",
                                                                        HOME=str(self.home.path), PS1="> "))
        self.addCleanup(os.close, terminal)
        self.addCleanup(os.waitpid, pid, 0)
        self.addCleanup(os.write, terminal, b"\x15exit\n")
        os.write(terminal, b"autoload -U compinit; compinit -u -D; source <(etsyorder completion zsh); echo rea''dy\n")
        self.wait_for(terminal, b"ready")
        os.write(terminal, b"etsyorder orders show 41\t")
        self.wait_for(terminal, b"4100000001")

    def wait_for(self, terminal, text):
        seen = b""
        deadline = time.monotonic() + 30
        while text not in seen:
            self.assertLess(time.monotonic(), deadline, seen.decode(errors="replace"))
            if select.select([terminal], [], [], 0.1)[0]:
                seen += os.read(terminal, 65536)


if __name__ == "__main__":
    unittest.main()
