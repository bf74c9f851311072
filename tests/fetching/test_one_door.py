"""S42: one package calls others. Who else opens a socket, or names what could, is listed with the reason."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import forum

pytestmark = pytest.mark.one_database
PACKAGE = Path(next(iter(forum.__path__)))
OPENERS = ("socket", "ssl", "http.client", "urllib.request", "smtplib", "ftplib", "asyncio", "socketserver", "xmlrpc")
OTHERS = ("requests", "urllib3", "httpx", "aiohttp", "websockets", "pycurl")
WHO: Mapping[str, str] = {
    "fetching/door.py": "the door itself",
    "fetching/resolving.py": "the names of whom it calls",
    "fetching/wire.py": "the deadline on its line",
    "screening/outside.py": "the one address that the owner wrote into the settings, inside the network or not",
    "mail/line.py": "the owner's mail server",
    "mail/answers.py": "the errors of that line",
    "mail/exchange.py": "the certificates of that line",
    "cli/mail_checks.py": "the same, for `forum doctor`",
    "cli/serve.py": "calls nobody: it looks whether its own port is free",
}


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def opens(tree: ast.AST) -> bool:
    return any(name == each or name.startswith(f"{each}.") for name in imported(tree) for each in OPENERS + OTHERS)


def test_s42_only_those_open_sockets() -> None:
    found = {
        str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.py") if opens(ast.parse(path.read_text("utf-8")))
    }
    assert found == WHO.keys()


@pytest.mark.parametrize(
    "line", ["import socket", "from http import client", "import urllib.request as r", "from ssl import SSLContext"]
)
def test_the_rule_sees_every_way_to_import(line: str) -> None:
    assert opens(ast.parse(line)) and not opens(ast.parse("from urllib.parse import quote"))
