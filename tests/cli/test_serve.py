"""forum serve: what it hands to the server, and what it says."""

import os
import re
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Forum
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
    served = forum("serve", "--port", "8123")
    assert isinstance(served.exception, Replaced)
    assert "at http://localhost:8123 (" in served.stderr.splitlines()[-1]
    assert handed_over["FORUM_BASE_URL"] == "http://localhost:8123"


def test_the_address_can_be_given_in_a_file(forum: Forum, handed_over: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "address"
    file.write_text("https://comments.example\n", encoding="utf-8")
    served = forum("serve", FORUM_BASE_URL_FILE=str(file))
    assert isinstance(served.exception, Replaced), served.output
    assert "at https://comments.example (" in served.stderr.splitlines()[-1]
    assert "FORUM_BASE_URL" not in handed_over


def test_its_address_is_the_last_that_is_said(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The server itself used to warn of its threads at every start, on standard output."""
    with serving(tmp_path) as address:
        said = (tmp_path / "server.log").read_text(encoding="utf-8").splitlines()
        assert re.fullmatch(rf"Serving Forum at {address} \(stop with Ctrl\+C\)\.", said[-1])
    assert capfd.readouterr().out == ""
