"""forum serve: what it hands to the server, and what it says."""

import os
import re
import socket
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Forum
from tests.mail.servers import free_port
from tests.serving import serving


class Replaced(Exception):
    """The server would have taken this process's place."""


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The environment that the server gets; no server is started."""
    got: dict[str, str] = {}

    def take_place(program: str, words: list[str], environ: dict[str, str]) -> None:
        assert (program, words[0]) == (sys.executable, sys.executable)
        got.update(environ)
        raise Replaced

    monkeypatch.setattr(os, "execve", take_place)
    return got


def test_a_site_that_is_told_no_address_is_at_its_port(forum: Forum, handed_over: dict[str, str]) -> None:
    port = free_port()
    served = forum("serve", "--port", str(port))
    assert isinstance(served.exception, Replaced)
    assert f"at http://localhost:{port} (" in served.stderr.splitlines()[-1]
    assert handed_over["FORUM_BASE_URL"] == f"http://localhost:{port}"


def test_the_address_can_be_given_in_a_file(forum: Forum, handed_over: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "address"
    file.write_text("https://comments.example\n", encoding="utf-8")
    served = forum("serve", "--port", str(free_port()), FORUM_BASE_URL_FILE=str(file))
    assert isinstance(served.exception, Replaced), served.output
    assert "at https://comments.example (" in served.stderr.splitlines()[-1]
    assert "FORUM_BASE_URL" not in handed_over


def test_its_address_is_the_last_that_is_said(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The server itself used to warn of its threads at every start, on standard output."""
    with serving(tmp_path) as address:
        said = (tmp_path / "server.log").read_text(encoding="utf-8").splitlines()
        assert re.fullmatch(rf"Serving Forum at {address} \(stop with Ctrl\+C\)\.", said[-1])
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize("shares", [False, True], ids=["another program", "a second server of ours"])
def test_where_somebody_listens_it_says_so_before_it_says_that_it_serves(
    forum: Forum, handed_over: dict[str, str], shares: bool
) -> None:
    """Two servers of ours on one port would both be let in, and each reader be sent to either."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, shares)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        served = forum("serve", "--port", str(port))
    assert served.exit_code != 0 and handed_over == {}
    assert f"Port {port} is in use" in served.stderr and "Serving" not in served.stderr
    assert f"--port {port + 1}" in served.stderr


def test_a_host_that_is_not_this_machine_is_named(forum: Forum, handed_over: dict[str, str]) -> None:
    for host in ("192.0.2.1", "nowhere.invalid"):
        served = forum("serve", "--host", host, "--port", str(free_port()))
        assert served.exit_code != 0 and handed_over == {}
        assert f"It cannot be served at {host}:" in served.stderr
