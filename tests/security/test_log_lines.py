"""S49: nobody forges a line of the log, and none tells a secret or what somebody wrote."""

import json
import logging
from collections.abc import Iterator

import pytest

from forum import ids
from forum.web.logs import JsonHandler
from tests.security.people import NAME
from tests.security.routes import actor, routes
from tests.security.world import PASSWORD, World
from tests.visiting import ADDRESS, Visitor
from tests.web.lines import Log, log_of

FORGED = '{"at":"2026-01-01T00:00:00.000Z","level":"error","event":"forged"}'
# What ends a line or a string somewhere, bare and spelled out.
ENDS = {
    "a newline": "\n",
    "a return": "\r",
    "both": "\r\n",
    "a vertical tab": "\v",
    "a form feed": "\f",
    "file, group, record and unit": "\x1c\x1d\x1e\x1f",
    "next line": "\x85",
    "line and paragraph": "\u2028\u2029",
    "NUL": "\0",
    "a backspace": "\b" * 200,
    "an escape": "\x1b[2K\x1b[1A",
    "a title": "\x1b]0;forged\x07",
    "a bell": "\x07",
    "delete": "\x7f",
    "a control of eight bits": "\x9b2K",
    "a quote": '"',
    "a quote and a brace": '"}',
    "a backslash": "\\",
    "an escaped quote": '\\"',
    "an escaped newline": "\\n",
    "a percent sign": "%s%n%(x)s{0}",
    "percent-encoded": "%0A%0D",
    "encoded twice": "%250A",
    "HTML": "<br>\n<script>",
    "no UTF-8": "\xff\xfe\n",
    "half a pair": "\xed\xa0\x80",
    "overlong": "\xc0\x8a",
    "full width": "＂＼",
    "right to left": "\u202e\u2066",
    "no character": "\ufffe",
    "very much": "x" * 10_000 + "\n",
}


@pytest.fixture
def log(world: World) -> Iterator[Log]:
    with log_of(world.app) as found:
        yield found


def only_line(log: Log) -> dict[str, object]:
    """Of one request there is one line, which every reader of lines takes for one, and for nothing else."""
    raw = log.raw()
    assert raw.isascii()
    assert [character for character in raw if not character.isprintable()] == ["\n"]
    assert raw.endswith("\n")
    assert len(raw.splitlines()) == 1
    line = json.loads(raw)
    assert (line["event"], line["level"]) == ("request", "info")
    assert len(raw) < 2_000
    return dict(line)


def as_sent(text: str) -> str:
    """As a server hands bytes on: each as the character of that number."""
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


@pytest.mark.parametrize("kind", ENDS)
@pytest.mark.parametrize("cookie", ["", "forum=x"])
def test_s49_no_path_forges_a_line(log: Log, kind: str, cookie: str) -> None:
    end = ENDS[kind]
    for before in ("/articles/", "/people/", "/sign-in/link/", "/nothing/", ""):
        for text in (as_sent(f"{end}{FORGED}{end}"), f"{end}{FORGED}{end}"):
            if any(ord(character) > 255 for character in text):
                continue  # no server hands that on
            log.open("/", environ_overrides={"PATH_INFO": f"{before}{text}", "HTTP_COOKIE": cookie})
            only_line(log)


@pytest.mark.parametrize("kind", ENDS)
def test_s49_no_name_of_a_request_forges_a_line(log: Log, kind: str) -> None:
    for text in (f"12345678{ENDS[kind]}", f"{ENDS[kind]}12345678", f'12345678{ENDS[kind]}","forged":"1'):
        log.open("/", environ_overrides={"HTTP_X_REQUEST_ID": text})
        line = only_line(log)
        assert len(str(line["id"])) == 8
        assert "forged" not in line


@pytest.mark.parametrize("text", ["short", "x" * 65, "", " 12345678", "12345678 ", "1234\t5678", "１２３４５６７８"])
def test_s49_a_name_of_another_kind_is_not_taken_over(log: Log, text: str) -> None:
    log.open("/healthz", environ_overrides={"HTTP_X_REQUEST_ID": text})
    assert only_line(log)["id"] != text


@pytest.mark.parametrize("kind", ENDS)
def test_s49_no_method_query_or_header_forges_a_line(log: Log, kind: str) -> None:
    end = ENDS[kind]
    for name in ("REQUEST_METHOD", "QUERY_STRING", "HTTP_HOST", "HTTP_USER_AGENT", "HTTP_REFERER", "HTTP_COOKIE"):
        text = as_sent(f"{end}{FORGED}")
        log.open("/articles/nothing", environ_overrides={name: text, "REMOTE_ADDR": "203.0.113.77"})
        line = only_line(log)
        assert "forged" not in str(line) or name == "REQUEST_METHOD"
        assert "203.0.113.77" not in str(line)


@pytest.mark.parametrize("kind", ENDS)
def test_s49_what_the_code_says_of_somebodys_words_stays_one_line(log: Log, kind: str) -> None:
    logger = logging.Logger("forum.somewhere")
    logger.addHandler(JsonHandler(log.lines, lambda: None))
    logger.warning("not taken: %s", f"{ENDS[kind]}{FORGED}")
    raw = log.raw()
    assert raw.isascii()
    assert len(raw.splitlines()) == 1
    assert json.loads(raw)["level"] == "warning"


def keys_of(world: World) -> set[str]:
    """Everything in an address that opens a door."""
    return {key for keys in world.keys.values() for name, key in keys.items() if name in ("token", "ticket")}


def test_s49_no_line_holds_a_token_a_cookie_a_password_or_words(world: World, log: Log) -> None:
    secrets = {NAME, PASSWORD, "canary", world.words, *keys_of(world), "otto@example.org", "rita@example.org"}
    for route in routes(world.app):
        visitor: Visitor = world.visitor(actor(route.endpoint))
        cookie = visitor.client.get_cookie("forum")
        token = visitor.csrf_token()
        assert cookie is not None
        assert token is not None
        secrets |= {cookie.value, token}
        address = world.address(route)
        sent = {"Cookie": f"forum={cookie.value}", "Origin": ADDRESS}
        if route.method == "GET":
            log.open(f"{address}?cursor=canary&next=/canary&token={world.token}", headers=sent)
        else:
            fields = world.fields(route) | {"csrf": token, "next": "/canary"}
            fields |= {"body": "The canary sang."} if "body" in fields else {}
            log.open(address, route.method, data=fields, headers=sent)
        raw = log.raw()
        assert len(raw.splitlines()) == 1, route
        assert [secret for secret in secrets if secret in raw] == [], route
        line = json.loads(raw)
        assert line["route"] == route.endpoint
        if {"token", "ticket"} & set(route.arguments):
            assert "<t" in line["path"], route  # the rule stands there, with the name of what it takes


def test_s49_an_address_that_is_nearly_that_of_a_key_is_not_told(world: World, log: Log) -> None:
    for path in (f"/sign-in/link/{world.token}/", f"/sign-in/link/{world.token}/x", f"//sign-in/link/{world.token}"):
        log.open(path)
        assert world.token not in log.raw()
    for method in ("PUT", "HEAD", "OPTIONS", "DELETE"):
        log.open(f"/sign-in/link/{world.token}", method, headers={"Origin": ADDRESS})
        assert world.token not in log.raw()
    log.open(f"/c/{ids.to_text(world.comment_id)}")
    assert ids.to_text(world.comment_id) in log.raw()  # what is no secret is told
