"""A client that a program made of the document alone, on the real server: it signs in, finds, posts and reads."""

import importlib
import json
import sqlite3
import subprocess
import sys
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from forum.ids import to_text
from tests.serving import serving

MADE = "made_of_the_document"
SAID = "Said by a program that nobody wrote, and “quoted”."


def made_of(document: bytes, folder: Path) -> None:
    (folder / "openapi.json").write_bytes(document)
    # Nothing is formatted afterwards: it is not for people to read.
    (folder / "how.json").write_text(json.dumps({"post_hooks": []}))
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none", "--fail-on-warning"]
    where = ["--path", folder / "openapi.json", "--output-path", folder / MADE, "--config", folder / "how.json"]
    subprocess.run([*command, *map(str, where)], check=True, cwd=folder, capture_output=True)


def test_a_client_made_of_the_document_posts_a_comment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(tmp_path, FORUM_DEMO="1") as address:
        with urllib.request.urlopen(f"{address}/api/v1/openapi.json") as answer:
            document = answer.read()
        made_of(document, tmp_path)
        monkeypatch.syspath_prepend(str(tmp_path))
        post_with(address, json.loads((tmp_path / "demo-sign-ins.json").read_text())["reader"], an_id(tmp_path))


def an_id(folder: Path) -> str:
    """Of an article that the demonstration has open."""
    with closing(sqlite3.connect(folder / "forum.sqlite3")) as database:
        return to_text(database.execute("SELECT id FROM article WHERE slug LIKE 'one-a-week%'").fetchone()[0])


def post_with(address: str, sign_in: dict[str, str], article_id: str) -> None:
    """As a page of the site itself, whose browser has the session's cookie."""
    as_page = {"Origin": address, "Sec-Fetch-Site": "same-origin"}
    with httpx.Client(base_url=address, headers=as_page) as browser:
        fields = {name: sign_in[name] for name in ("email", "password")}
        assert browser.post("/sign-in", data=fields).status_code == 303
        cookies = dict(browser.cookies)
    client = part("client").Client(base_url=f"{address}/api/v1", headers=as_page, cookies=cookies)
    token = call("make_token", client=client, body=part("models").SessionGrant(grant="session"))
    signed_in = part("client").AuthenticatedClient(
        base_url=f"{address}/api/v1", headers=as_page, token=token.access_token
    )
    assert call("me", client=signed_in).handle == sign_in["handle"]
    where = call("article", article_id=article_id, client=signed_in)
    made = call("post", article_id=where.id, client=signed_in, body=part("models").NewComment(body=SAID))
    assert (made.body, made.author.handle) == (SAID, sign_in["handle"])
    newest = part("models").CommentsSort.NEWEST
    told = call("comments", article_id=where.id, client=client, sort=newest)
    assert made.id in [each.id for each in told.comments]
    refused = call("post", article_id=where.id, client=signed_in, body=part("models").NewComment(body="  "))
    assert (type(refused).__name__, refused.status, refused.field) == ("Problem", 400, "body")


def part(name: str) -> Any:
    return importlib.import_module(f"{MADE}.{name}")


def call(operation: str, **words: Any) -> Any:
    return part(f"api.default.{operation}").sync(**words)
