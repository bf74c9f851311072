"""S35: what is no text is refused without echo and never a fault; what is text comes back byte for byte."""

from collections.abc import Iterator

import pytest

from forum import ids
from forum.db import db
from forum.discussion.models import Comment
from forum.web.errors import BOXES
from tests.markup.corpora import cases
from tests.security.reread import rows
from tests.security.routes import Route, actor, changing, readable, route_named
from tests.security.test_content import posted
from tests.security.world import World
from tests.visiting import ADDRESS

NO_TEXT = {
    "NUL": "%00",
    "a bare NUL": "\x00",
    "a lone surrogate": "%ED%A0%80",
    "a bare surrogate": "\xed\xa0\x80",
    "a pair of surrogates": "%ED%A0%BD%ED%B8%80",
    "no UTF-8": "%FF",
    "bare Latin-1": "caf\xe9",
    "cut short": "%E2%82",
    "overlong": "%C0%AF",
    "beyond Unicode": "%F4%90%80%80",
}
NO_CHARACTER = {"U+FFFE": "%EF%BF%BE", "U+FDD0": "%EF%B7%90", "U+10FFFF": "%F4%8F%BF%BF"}
PARAMETERS = ("sort", "cursor", "show", "draft", "next", "quote", "anything")
# Those in which nothing can be seen (a hyphen alone is an empty list), and U+FFFE, which is no character.
REFUSED_NAUGHTY = {f"blns-{n}" for n in (1, 57, 94, 95, 96, 97, 98, 99, 435, 438)}


def bodies(world: World, route: Route, bad: str) -> Iterator[tuple[str, bytes]]:
    """The form once for each field (one nobody asked for among them), with `bad` in it, and once in a name."""
    fields = world.fields(route) | {"csrf": "x", "parent": ids.to_text(world.comment_id), "anything": "x", "next": "/"}
    for name in fields:
        pairs = [f"{key}=planted{bad if key == name else ''}" for key in fields]
        yield name, "&".join(pairs).encode("latin-1")
    yield "a name", f"planted{bad}=x".encode("latin-1")


@pytest.mark.one_database
@pytest.mark.parametrize("kind", [*NO_TEXT, *NO_CHARACTER])
def test_s35_no_field_of_any_form_takes_what_is_no_text(world: World, kind: str) -> None:
    before = rows()
    for route in changing(world.app):
        visitor = world.visitor(actor(route.endpoint))
        before = rows()
        for name, body in bodies(world, route, (NO_TEXT | NO_CHARACTER)[kind]):
            response = visitor.open(
                world.address(route),
                method="POST",
                data=body,
                content_type="application/x-www-form-urlencoded",
                headers={"Origin": ADDRESS},
            )
            assert response.status_code == 400, (route, name)
            # A code that is no character is easily pasted: those words, and only those, come back in a box.
            keeps_words = kind in NO_CHARACTER and bool(world.fields(route).keys() & set(BOXES))
            assert "planted" not in response.text or keeps_words
        assert rows() == before, route


@pytest.mark.one_database
@pytest.mark.parametrize("kind", [*NO_TEXT, *NO_CHARACTER])
def test_s35_no_address_takes_what_is_no_text(world: World, kind: str) -> None:
    bad = (NO_TEXT | NO_CHARACTER)[kind]
    for route in [*readable(world.app), *changing(world.app)]:
        visitor = world.visitor("reader")
        for parameter in PARAMETERS:
            response = visitor.open(
                world.address(route),
                method=route.method,
                environ_overrides={"QUERY_STRING": f"{parameter}=planted{bad}"},
                headers={"Origin": ADDRESS},
            )
            assert response.status_code == 400, (route, parameter)
            assert "planted" not in response.text.replace("next=", ""), (route, parameter)


def test_s35_no_part_of_a_path_takes_what_is_no_text(world: World) -> None:
    for path in (
        "/people/otto{}",
        "/articles/x{}",
        "/c/{}",
        "/sign-in/link/x{}",
        "/static/{}",
        "/{}",
        "/people/{}/mute",
    ):
        for raw in ("\x00", "\xed\xa0\x80", "\xff", "\xe2\x82", "\xc0\xaf", "\xef\xbf\xbe"):
            for method in ("GET", "HEAD", "POST"):
                response = world.visitor("reader").open(
                    "/x", method=method, environ_overrides={"PATH_INFO": path.format(raw)}, headers={"Origin": ADDRESS}
                )
                assert response.status_code == 400, (path, raw, method)


HEADERS = ("Referer", "Cookie", "User-Agent", "Accept-Language", "If-None-Match", "Range", "X-Forwarded-For")
HOSTILE_VALUES = ("\xff\xfe", "forum=\xed\xa0\x80", "http://[::1", "bytes=-1-,x", "a" * 9_000, f"{ADDRESS}/\xff")


@pytest.mark.one_database
def test_s35_no_header_is_a_fault(world: World) -> None:
    for route in [*readable(world.app), *changing(world.app)]:
        visitor = world.visitor(actor(route.endpoint))
        for value in HOSTILE_VALUES:
            if route.method == "POST":  # what was done may have ended the session
                visitor = world.visitor(actor(route.endpoint))
            data = world.fields(route) | {"csrf": visitor.csrf_token() or ""} if route.method == "POST" else None
            headers = {"Origin": ADDRESS} | dict.fromkeys(set(HEADERS) - {"Cookie"}, value)
            response = visitor.open(world.address(route), method=route.method, data=data, headers=headers)
            assert response.status_code < 500, (route, value)
            response = visitor.open(world.address(route), method=route.method, data=data, headers={"Cookie": value})
            assert response.status_code < 500, (route, value)


def test_s35_naughty_strings_come_back_byte_for_byte(world: World) -> None:
    author = world.visitor("author")
    kept: dict[int, str] = {}
    for case in cases("blns"):
        if case["id"] in REFUSED_NAUGHTY:
            answer = world.send(author, route_named(world.app, "discussion.post"), body=case["text"])
            assert answer.status_code == 400, case
        else:
            kept[posted(world, author, case["text"])] = case["text"]
    for comment_id, text in kept.items():
        assert db.session.get_one(Comment, comment_id).body_source.encode() == text.encode()
