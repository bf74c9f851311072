"""A real nginx in front of the real server, by the very file that owners are given (docs/nginx.conf)."""

import gzip
import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from pwd import getpwnam
from urllib.parse import urlsplit

import brotli

from tests.databases import missing
from tests.serving import free_port

GIVEN = Path(__file__).parents[2] / "docs" / "nginx.conf"
# Around that file, as a distribution's own would be: without a service, and everything in one folder.
AROUND = """
daemon off;
master_process off;
pid {folder}/pid;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/proxied;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/forum.conf;
}}
"""
READY_WITHIN = 10.0


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        match self.headers.get("Content-Encoding"):
            case "br":
                whole: bytes = brotli.decompress(self.body)
            case "gzip":
                whole = gzip.decompress(self.body)
            case _:
                whole = self.body
        return whole.decode()


def asked(address: str, path: str, method: str = "GET", **headers: str) -> Answer:
    """What a program gets that sends just these headers: `asked(address, "/", Accept_Encoding="br")`."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): text for name, text in headers.items()})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


@contextmanager
def nginx_before(address: str) -> Iterator[str]:
    """nginx in front of the server at `address`; yields its own address once it answers."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        missing("nginx is not installed, so no cache is tried in front of the forum: apt-get install nginx")
    port = free_port()
    # Not in the folder of the tests, where nobody else may look.
    with tempfile.TemporaryDirectory(prefix="forum-nginx-", ignore_cleanup_errors=True) as folder:
        user = _written_for(Path(folder), port, urlsplit(address).port)
        command = [program, "-p", folder, "-c", f"{folder}/nginx.conf", "-e", f"{folder}/error.log"]
        with subprocess.Popen(command, user=user, group=user and getpwnam(user).pw_gid, cwd="/") as server:
            try:
                _wait_for(port, server, Path(folder))
                yield f"http://localhost:{port}"
            finally:
                server.terminate()
                server.wait(READY_WITHIN)


def _written_for(folder: Path, port: int, forum: int | None) -> str | None:
    """The files that nginx reads; as whom it should run, if not as who we are."""
    text = GIVEN.read_text(encoding="utf-8").partition("server {\n    listen 80;")[0]
    for ours, here in (
        ("127.0.0.1:8000", f"127.0.0.1:{forum}"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{port}; listen [::1]:{port};"),
        ("server_name comments.example.org;", "server_name localhost;"),
        ("    ssl_certificate ", "    # "),
        ("    ssl_certificate_key ", "    # "),
        ("/var/cache/nginx/forum", f"{folder}/cache"),
    ):
        assert ours in text, f"docs/nginx.conf no longer says {ours}"
        text = text.replace(ours, here)
    (folder / "forum.conf").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
    if os.geteuid() != 0:
        return None
    os.chown(folder, getpwnam("nobody").pw_uid, -1)
    return "nobody"


def _wait_for(port: int, server: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    log = folder / "error.log"
    raise RuntimeError(f"nginx did not start:\n{log.read_text() if log.exists() else ''}")
