"""Our own site: `forum serve` on articles that `forum seed` has filled, with nine people signed in."""

import os
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from forum.app import create_app
from forum.config import load
from forum.db import db
from tests.bench.comparison.asking import HOST, PACKED, Answer, Ask, once
from tests.bench.comparison.contestant import Contestant
from tests.bench.comparison.corpus import ELSEWHERE, FORUM, slug_of, write_articles
from tests.bench.comparison.process import Program, free_port, running
from tests.bench.comparison.words import form_of, words
from tests.factories import person
from tests.visiting import Visitor

WRITERS = 8
COMMENT = re.compile(rb'<article class="comment[" ]')
FILES = re.compile(r'<(?:link rel="stylesheet"[^>]* href|script[^>]* src)="([^"]+)"')


@dataclass(frozen=True)
class Member:
    """A session: the cookie, and what stands in its forms."""

    cookie: str
    token: str


@dataclass(frozen=True)
class OurPoster:
    port: int
    field: str
    members: Sequence[Member]
    slug: str = ELSEWHERE

    def ask(self, writer: int, nth: int) -> Ask:
        member, said = self.members[writer], words(writer, nth)
        key = secrets.token_urlsafe(16)
        headers = {
            "Origin": f"http://{HOST}:{self.port}",
            "Cookie": member.cookie,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        form = {self.field: member.token, "body": said, "key": key}
        return Ask(f"/articles/{self.slug}/comments", "POST", form_of(form), headers)

    def accepted(self, answer: Answer) -> bool:
        return answer.status == 303 and "#c" in answer.headers.get("location", "")


def environment(folder: Path) -> dict[str, str]:
    """As an owner would set it, but for the limits on how often one may write."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("FORUM_")}
    ours = {
        "FORUM_DATA_DIR": str(folder),
        "FORUM_RATE_LIMITS": "0",
        "FORUM_HOLD": "open",
        "FORUM_METRICS_TOKEN": secrets.token_hex(16),
    }
    return kept | ours


def prepare_ours(folder: Path, sizes: Sequence[int]) -> Contestant:
    environ, port = environment(folder), free_port()
    program = Program([*FORUM, "serve", "--port", str(port)], environ, folder, port, Ask("/healthz"))
    with running(program):
        pass  # the first start makes the database
    write_articles(folder, environ, sizes)
    field, (reader, *writers) = _writing_members(environ)
    pages = {size: Ask(f"/articles/{slug_of(size)}", headers=PACKED) for size in sizes}
    live, tag = _watched(program, sizes[0])
    return Contestant(
        name="Forum",
        program=program,
        pages=pages,
        shown=lambda body: len(COMMENT.findall(body)),
        poster=OurPoster(port, field, writers),
        count=Ask(f"/counts?of={slug_of(sizes[0])}", headers=PACKED),
        with_pages=_files(program, pages[sizes[0]]),
        live=Ask(live.path, headers={**PACKED, "If-None-Match": tag}),
        signed_in={
            size: Ask(pages[size].path, headers={**PACKED, "Cookie": reader.cookie}) for size in (sizes[0], sizes[-1])
        },
    )


def _writing_members(environ: Mapping[str, str]) -> tuple[str, Sequence[Member]]:
    app = create_app(load(environ))
    with app.app_context():
        signed_in = sign_in(app, 1 + WRITERS)
        db.engine.dispose()
    return signed_in


def sign_in(app: Flask, number: int) -> tuple[str, Sequence[Member]]:
    """The form's field of the token, and so many people, each in a session of their own."""
    people = [person(f"writer{nth}") for nth in range(number)]
    db.session().expire_on_commit = False
    db.session.commit()
    return str(app.jinja_env.globals["csrf_field"]), [_member(app, Visitor(app, each)) for each in people]


def _member(app: Flask, visitor: Visitor) -> Member:
    name, token = app.config["SESSION_COOKIE_NAME"], visitor.csrf_token()
    cookie = visitor.client.get_cookie(name)
    assert cookie is not None and token is not None
    return Member(f"{name}={cookie.value}", token)


def _watched(program: Program, size: int) -> tuple[Ask, str]:
    """The address that open pages ask, and the tag of its answer."""
    live = Ask(f"/articles/{slug_of(size)}/live", headers=PACKED)
    with running(program):
        answer = once(program.port, live)
    assert answer.status == 200
    return live, answer.headers["etag"]


def _files(program: Program, page: Ask) -> Sequence[Ask]:
    """The style sheet and the script that the page names."""
    with running(program):
        html = once(program.port, Ask(page.path)).body.decode()
    found = FILES.findall(html)
    assert found, "the page names neither a style sheet nor a script"
    return [Ask(path, headers=PACKED) for path in found]
