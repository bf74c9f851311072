"""What could not be faster: the same server with nothing to do, and nginx with the finished page as a file."""

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forum.cli import serve
from tests.bench.comparison.asking import HOST, PACKED, Answer, Ask
from tests.bench.comparison.process import Program, free_port

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

HELLO = b"Hello, world!"
NO_SIGN_INS = json.dumps({"services": []}).encode()
NGINX = """daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log; {user}
events {{}}
http {{
  access_log {folder}/access.log;
  sendfile on;
  keepalive_requests 1000000;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{
    listen {host}:{port};
    location / {{ root {folder}; default_type "text/html; charset=utf-8"; add_header Content-Encoding {encoding}; }}
  }}
}}
"""


def hello(environ: dict[str, Any], start_response: "StartResponse") -> Iterable[bytes]:
    """The least that an application can be; for Waline also the server that knows of no sign-ins."""
    body = NO_SIGN_INS if environ["PATH_INFO"] == "/sign-ins" else HELLO
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


def hello_program(folder: Path, pinned: bool = True) -> Program:
    """Granian with the flags of `forum serve`, and `hello` in the place of our application."""
    port = free_port()
    command = [word for word in serve._server(port, HOST) if word != "--factory"]
    place = next(place for place, word in enumerate(command) if word.startswith("forum.app:"))
    command[place] = "tests.bench.comparison.yardsticks:hello"
    environ = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    return Program(command, environ, folder, port, Ask("/"), pinned)


def nginx_program(folder: Path, page: Answer) -> Program | None:
    """nginx with the page, compressed as ours sends it; None when it is not installed."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        return None
    port, settings = free_port(), folder / "nginx.conf"
    (folder / "page").write_bytes(page.body)
    user = "user root;" if os.geteuid() == 0 else ""
    encoding = page.headers.get("content-encoding", "identity")
    text = NGINX.format(folder=folder, host=HOST, port=port, user=user, encoding=encoding)
    settings.write_text(text, encoding="utf-8")
    return Program([found, "-c", str(settings), "-p", str(folder)], dict(os.environ), folder, port, NGINX_PAGE)


NGINX_PAGE = Ask("/page", headers=PACKED)
