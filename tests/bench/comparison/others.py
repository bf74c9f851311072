"""Isso and Waline, filled with the comments of our site."""

import gzip
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.bench import isso, waline
from tests.bench.comparison.asking import HOST, PACKED, Answer, Ask
from tests.bench.comparison.contestant import Contestant
from tests.bench.comparison.corpus import ELSEWHERE, said_under, slug_of
from tests.bench.comparison.process import Program, free_port, running
from tests.bench.comparison.words import words

JSON = {"Content-Type": "application/json"}
NO_LIMITS = "[guard]\nenabled = false\n"


@dataclass(frozen=True)
class IssoPoster:
    def ask(self, writer: int, nth: int) -> Ask:
        said = {"author": f"Writer {writer}", "email": f"writer{writer}@example.org", "text": words(writer, nth)}
        return Ask(f"/new?uri={quote('/' + ELSEWHERE, safe='')}", "POST", json.dumps(said), JSON)

    def accepted(self, answer: Answer) -> bool:
        return answer.status == 201


def prepare_isso(folder: Path, comments: Path, sizes: Sequence[int]) -> Contestant:
    """In `folder`, with what stands in our database `comments`. Raises isso.NotInstalled."""
    programs, port = isso.install() / "bin", free_port()
    settings, database = folder / "isso.cfg", folder / "comments.db"
    general = f"[general]\ndbpath = {database}\nhost = http://localhost:{port}/\n"
    settings.write_text(general + NO_LIMITS, encoding="utf-8")
    python = [str(programs / "python"), "-m", "gunicorn", "--bind", f"{HOST}:{port}"]
    command = [*python, "--workers", "1", "--threads", "4", "--preload", "isso.run"]
    environ = {"ISSO_SETTINGS": str(settings), "HOME": str(folder), "PATH": f"{programs}:{os.environ['PATH']}"}
    program = Program(command, environ, folder, port, Ask("/config"))
    with running(program):
        pass  # the first start makes the tables
    first = 1
    for number, (slug, size) in enumerate([*((slug_of(size), size) for size in sizes), (ELSEWHERE, 0)], 1):
        isso.fill(database, number, f"/{slug}", said_under(comments, slug, first))
        first += size
    asked = "sort=oldest&nested_limit=5&offset=0"
    uris = json.dumps([f"/{slug_of(sizes[0])}"])
    return Contestant(
        name=f"Isso {isso.VERSION}",
        program=program,
        pages={size: Ask(f"/?uri={quote('/' + slug_of(size), safe='')}&{asked}", headers=PACKED) for size in sizes},
        shown=_shown_by_isso,
        poster=IssoPoster(),
        count=Ask("/count", "POST", uris, JSON),
        with_pages=[Ask("/js/embed.min.js"), Ask("/css/isso.css"), Ask("/config")],
    )


def _shown_by_isso(body: bytes) -> int:
    told: dict[str, Any] = json.loads(body)
    return sum(1 + len(each["replies"]) for each in told["replies"])


@dataclass(frozen=True)
class WalinePoster:
    def ask(self, writer: int, nth: int) -> Ask:
        who = {"nick": f"Writer {writer}", "mail": f"writer{writer}@example.org", "link": "", "ua": waline.BROWSER}
        return Ask(
            "/api/comment", "POST", json.dumps({**who, "comment": words(writer, nth), "url": f"/{ELSEWHERE}"}), JSON
        )

    def accepted(self, answer: Answer) -> bool:
        return answer.status == 200 and json.loads(answer.body)["errno"] == 0


def prepare_waline(folder: Path, comments: Path, sizes: Sequence[int], sign_ins: str) -> Contestant:
    """In `folder`, with what stands in our database `comments`. Raises waline.NotInstalled.

    At every request it asks a server of its makers with whose accounts one can sign in; `sign_ins` stands for that.
    """
    home, port, database = waline.install(), free_port(), folder / "waline.sqlite"
    waline.make_tables(database)
    first = 1
    for size in sizes:
        waline.fill(database, f"/{slug_of(size)}", said_under(comments, slug_of(size), first))
        first += size
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "SQLITE_PATH": str(folder),
        "JWT_TOKEN": "nobody signs in here",
        "OAUTH_URL": sign_ins,
        "IPQPS": "0",
        "AKISMET_KEY": "false",
    }
    count = f"/api/comment?type=count&url={quote('/' + slug_of(sizes[0]), safe='')}&lang=en-US"
    asked = "pageSize=10&page=1&lang=en-US&sortBy=insertedAt_desc"
    return Contestant(
        name=f"Waline {waline.VERSION}",
        program=Program(["node", str(home / waline.SERVER), str(port)], environ, folder, port, Ask(count)),
        pages={
            size: Ask(f"/api/comment?path={quote('/' + slug_of(size), safe='')}&{asked}", headers=PACKED)
            for size in sizes
        },
        shown=_shown_by_waline,
        poster=WalinePoster(),
        count=Ask(count),
        with_pages=[
            gzip.compress((home / waline.CLIENT / name).read_bytes(), 6) for name in ("waline.js", "waline.css")
        ],
    )


def _shown_by_waline(body: bytes) -> int:
    told: dict[str, Any] = json.loads(body)
    return sum(1 + len(each["children"]) for each in told["data"]["data"])
