# SPDX-License-Identifier: MIT
"""Servers of ready-made receipt pages on loopback: nginx (as fast as it gets) and a slow one.

Both take the offset from the query and ignore time windows, but for changes: nothing has changed since any time.
"""
import contextlib
import http.server
import json
import pathlib
import re
import socket
import subprocess
import threading
import time
import urllib.request

import receipts

PATH = f"/v3/application/shops/{receipts.SHOP}/receipts"
NGINX = """worker_processes 1; daemon off; pid {work}/nginx.pid; error_log {work}/nginx.log crit;
events {{ worker_connections 256; }}
http {{
  access_log off; sendfile on; tcp_nodelay on; keepalive_requests 10000000; default_type application/json;
  client_body_temp_path {work}/b; proxy_temp_path {work}/p; fastcgi_temp_path {work}/f; uwsgi_temp_path {work}/u; scgi_temp_path {work}/s;
  open_file_cache max=4000 inactive=300s; open_file_cache_valid 300s;
  map $arg_offset $offset {{ default $arg_offset; "" 0; }}
  map $arg_min_last_modified $page {{ default none; "" o$offset; }}
  server {{ listen 127.0.0.1:{port}; root {pages}; location = {path} {{ try_files /$page.json /end.json =404; }} }}
}}
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def await_port(port, process, seconds=20):
    deadline = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if time.monotonic() > deadline or (process and process.poll() is not None):
                raise
            time.sleep(0.02)


@contextlib.contextmanager
def ended(process):
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


@contextlib.contextmanager
def nginx(pages, work):
    """Gives the address, without a slash at its end."""
    work = pathlib.Path(work)
    work.mkdir(parents=True, exist_ok=True)
    for folder in (work, pathlib.Path(pages)):  # a worker of root's nginx runs as somebody else
        folder.chmod(0o755)
    port = free_port()
    (work / "nginx.conf").write_text(NGINX.format(work=work, port=port, pages=pages, path=PATH))
    command = ["nginx", "-c", str(work / "nginx.conf"), "-p", str(work), "-g", "user root;" if work.owner() == "root" else ""]
    with ended(subprocess.Popen(command, stderr=subprocess.DEVNULL)) as process:
        await_port(port, process)
        yield f"http://127.0.0.1:{port}"


class SlowPages(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body in one go

    def do_GET(self):
        offset = re.search(r"[?&]offset=(\d+)", self.path)
        body = self.server.pages.get(int(offset[1]) if offset else 0, self.server.end)
        time.sleep(self.server.late_s)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def slow(pages, count, late_s):
    """Every page `late_s` seconds late, as over a network. Gives the address."""
    pages = pathlib.Path(pages)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), SlowPages) as server:
        server.daemon_threads = True
        server.late_s = late_s
        server.pages = {at: (pages / f"o{at}.json").read_bytes() for at in range(0, count, receipts.PAGE)}
        server.end = (pages / "end.json").read_bytes()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


@contextlib.contextmanager
def sandbox(program, work, *words):
    """Etsy's stand-in. Gives the address."""
    port_file = pathlib.Path(work) / "sandbox.port"
    port_file.unlink(missing_ok=True)
    command = [str(program), "--portfile", str(port_file), *words]
    with ended(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)) as process:
        deadline = time.monotonic() + 120
        while not port_file.exists() or not port_file.read_text().strip():
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{' '.join(command)} did not start")
            time.sleep(0.02)
        yield f"http://127.0.0.1:{int(port_file.read_text())}"


def ask(url, method="GET", body=None):
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read() or "null")
