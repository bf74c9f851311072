"""forum serve."""

import errno
import os
import resource
import socket
import sys
import time
from collections.abc import Mapping

import click

from forum.cli.demo import plant_when_empty, withdraw_sign_ins
from forum.cli.opening import opened, say, sentences
from forum.config import load
from forum.db import db
from forum.discussion.deleting import erase_deleted
from forum.errors import Invalid
from forum.rooms import THREADS

# How long requests under way may take to finish when the server is told to stop, in seconds.
STOP_WITHIN = 10
# How many may be connected, and how many more wait for that. A thousand who say nothing shall shut nobody out, and who
# has not said what they want within ten seconds is let go.
CONNECTIONS, WAITING, HEADERS_MS = 8_192, 2_048, 10_000
# How long a server that is about to end is waited for, in seconds.
PATIENCE, OFTEN = 3, 0.1


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65_535), help="The port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
def serve(port: int, host: str) -> None:
    """Serve the site until it is stopped (Ctrl+C)."""
    environ = _at(port, os.environ)
    with sentences():
        settings = load(environ)
        _require_free(host, port)
    with opened(settings):
        if settings.demo:
            plant_when_empty(settings)
        else:
            withdraw_sign_ins(settings)
        erase_deleted()
        db.session.commit()
    _allow_files(CONNECTIONS + WAITING)
    say(f"Serving {settings.site_name} at {settings.base_url} (stop with Ctrl+C).")
    # The server takes this process's place: what was loaded to prepare the database costs no memory afterwards.
    os.execve(sys.executable, _server(port, host), _environment(environ))  # noqa: S606 - our own interpreter


def _require_free(host: str, port: int) -> None:
    """Invalid when we could not listen there, or another server does: the system would let both, and share out the
    readers between the two.
    """
    try:
        kind, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise Invalid(f"It cannot be served at {host}:{port}: {error.strerror}.") from None
    until = time.monotonic() + PATIENCE
    while True:
        with socket.socket(kind, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                return probe.bind(address)
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise Invalid(f"It cannot be served at {host}:{port}: {error.strerror}.") from None
        if time.monotonic() > until:
            another = f"--port {port + 1} (PORT={port + 1} make run)"
            raise Invalid(f"Port {port} is in use, by this site or another program. Stop that, or take {another}.")
        time.sleep(OFTEN)


def _allow_files(number: int) -> None:
    """Each connection is an open file; as many as the system lets us have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = number if hard == resource.RLIM_INFINITY else min(number, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _at(port: int, environ: Mapping[str, str]) -> Mapping[str, str]:
    """A site that is not told its address is at the port that it listens on."""
    if environ.get("FORUM_BASE_URL") or environ.get("FORUM_BASE_URL_FILE"):
        return environ
    return {**environ, "FORUM_BASE_URL": f"http://localhost:{port}"}


def _server(port: int, host: str) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "forum.app:warmed"),
        *("--host", host, "--port", str(port), "--workers", "1", "--blocking-threads", str(THREADS)),
        *(
            "--backlog",
            str(WAITING),
            "--backpressure",
            str(CONNECTIONS),
            "--http1-header-read-timeout",
            str(HEADERS_MS),
        ),
        # Below an error it only warns of as many threads, most of which wait.
        *("--respawn-failed-workers", "--workers-kill-timeout", str(STOP_WITHIN), "--no-ws", "--log-level", "error"),
    ]


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    return {**environ, "PYTHONUNBUFFERED": "1"}
