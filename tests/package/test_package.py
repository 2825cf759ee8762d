# SPDX-License-Identifier: MIT
"""The Debian package holds everything at its place, and what is in it works. ETSYORDER_DEB names the file."""
import gzip
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEB = pathlib.Path(os.environ["ETSYORDER_DEB"]).resolve()


def output(*words, **extra):
    return subprocess.run(list(map(str, words)), capture_output=True, text=True, timeout=300, check=True, **extra).stdout


def sonames(program):
    """Of the libraries that it opens when it needs them: the names stand in it as whole texts."""
    return {name.decode() for name in re.findall(rb"\0(lib[\w+-]+\.so\.\d+)\0", program.read_bytes())}


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="etsyorder-package-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.root = pathlib.Path(cls.folder.name)
        output("dpkg-deb", "-x", DEB, cls.root)

    def run_installed(self, *words):
        environment = {"PATH": "/usr/bin:/bin", "HOME": self.folder.name, "LC_ALL": "C.UTF-8"}
        return subprocess.run([str(self.root / "usr/bin/etsyorder"), *words], env=environment, capture_output=True,
                              text=True, timeout=60, check=False)

    def test_lintian_finds_nothing(self):
        done = subprocess.run(["lintian", "--fail-on", "error,warning", "--allow-root", str(DEB)], capture_output=True,
                              text=True, timeout=300, check=False)
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_every_manual_page_is_where_man_looks(self):
        for source in (ROOT / "man").glob("*.scd"):
            page = self.root / "usr/share/man" / f"man{source.stem[-1]}" / f"{source.stem}.gz"
            self.assertIn(".TH", gzip.decompress(page.read_bytes()).decode(), page)

    def test_files_that_the_manual_names_are_there(self):
        named = {path for page in (ROOT / "man").glob("*.scd")
                 for path in re.findall(r"_(/usr/share/doc/etsyorder/[^_]+)_", page.read_text())}
        self.assertTrue(named)
        self.assertEqual([path for path in sorted(named) if not (self.root / path[1:]).exists()], [])

    def test_completions_are_where_the_shells_of_debian_look(self):
        for place, source in (("bash-completion/completions/etsyorder", "etsyorder.bash"),
                              ("zsh/vendor-completions/_etsyorder", "_etsyorder"),
                              ("fish/vendor_completions.d/etsyorder.fish", "etsyorder.fish")):
            self.assertEqual((self.root / "usr/share" / place).read_text(), (ROOT / "completions" / source).read_text())

    def test_units_start_a_program_that_is_there(self):
        units = self.root / "usr/lib/systemd/user"
        started = re.findall(r"^ExecStart=(\S+)", (units / "etsyorder-sync.service").read_text(), re.M)
        self.assertEqual(started, ["/usr/bin/etsyorder"])
        self.assertTrue(os.access(self.root / started[0][1:], os.X_OK))
        self.assertTrue((units / "etsyorder-sync.timer").exists())

    def test_libraries_that_are_opened_late_come_with_the_package(self):
        wanted = output("dpkg-deb", "-f", DEB, "Depends", "Recommends")
        late = set().union(*(sonames(program) for folder in ("usr/bin", "usr/libexec/etsyorder")
                             for program in (self.root / folder).iterdir()))
        self.assertIn("libcurl.so.4", late)
        for name in sorted(late):
            found = output("dpkg-query", "-S", f"*/{name}")
            packages = set(re.findall(r"^([a-z0-9.+-]+)", found, re.M))
            self.assertTrue(any(re.search(rf"(?<![\w.+-]){re.escape(one)}(?![\w.+-])", wanted) for one in packages),
                            f"{name} is of {packages}, which the package does not ask for")

    def test_the_programs_find_each_other(self):
        version = self.run_installed("--version")
        self.assertIn(output("dpkg-deb", "-f", DEB, "Version").strip().removesuffix("-1"), version.stdout)
        status = self.run_installed("auth", "status")  # needs the second program
        self.assertEqual(status.returncode, 4, status.stderr)

    def test_the_quickstart_of_the_package_runs_with_what_is_installed(self):
        script = self.root / "usr/share/doc/etsyorder/examples/quickstart.sh"
        environment = {"PATH": f"{self.root}/usr/bin:/usr/bin:/bin", "HOME": self.folder.name, "LC_ALL": "C.UTF-8",
                       "ETSYORDER_NOW": "2026-11-22T10:00:00Z"}
        done = subprocess.run([str(script)], env=environment, cwd=self.folder.name, capture_output=True, text=True,
                              timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(re.search(r"\tstatus\tpaid\tcanceled$", done.stdout, re.M), done.stdout[-2000:])
        self.assertIn("$ etsyorder orders lint ", done.stdout)
        self.assertTrue(re.search(r"^2900000388\tnew\tTom Sample\t", done.stdout, re.M), done.stdout[-2000:])

    def test_examples_that_the_manual_names_are_there(self):
        named = {name for page in (ROOT / "man").glob("*.scd")
                 for name in re.findall(r"/usr/share/doc/etsyorder/(examples/[\w.-]+[a-z])", page.read_text())}
        self.assertIn("examples/import-map.yaml", named)
        for name in sorted(named):
            self.assertTrue((self.root / "usr/share/doc/etsyorder" / name).is_file(), name)


if __name__ == "__main__":
    unittest.main()
