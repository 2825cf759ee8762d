# SPDX-License-Identifier: MIT
"""disk_shim.c as a library to preload, built once by each process that asks for it."""
import atexit
import functools
import os
import pathlib
import subprocess
import tempfile


@functools.lru_cache(maxsize=None)
def library():
    folder = tempfile.TemporaryDirectory(prefix="etsyorder-shim-")
    atexit.register(folder.cleanup)
    built = pathlib.Path(folder.name) / "disk_shim.so"
    source = pathlib.Path(__file__).with_name("disk_shim.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(built), str(source), "-ldl"], check=True)
    return str(built)


def environment(**shim):
    """For a program that is to run with it: shim.environment(SHIM_KILL_AT=7)."""
    return {"LD_PRELOAD": library(), "ASAN_OPTIONS": "verify_asan_link_order=0:" + os.environ.get("ASAN_OPTIONS", ""),
            **{name: str(value) for name, value in shim.items()}}
