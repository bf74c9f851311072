"""What the site writes about itself: one line for each thing, and nobody waits for it."""

import json
import logging
import re
from collections.abc import Iterator

import pytest
from flask import Flask

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.web.logs import JsonHandler, moment
from forum.web.observing import request_id
from tests.factories import say
from tests.security.breaking import SECRET, broken
from tests.visiting import ADDRESS, told_of_writing
from tests.web.lines import Log, log_of


@pytest.fixture
def log(app: Flask) -> Iterator[Log]:
    with log_of(app) as found:
        yield found


@pytest.fixture
def heard(log: Log) -> Iterator[Log]:
    """What the code says goes there too."""
    handler, logger = JsonHandler(log.lines, request_id), logging.getLogger("forum")
    logger.addHandler(handler)
    yield log
    logger.removeHandler(handler)


def test_each_request_is_one_line_however_it_was_answered(log: Log, ada: Account, article: Article) -> None:
    say(ada, article)
    tag = log.open("/articles/the-bridge").headers["ETag"]
    log.open("/articles/the-bridge?sort=best&utm_source=canary")
    log.open("/articles/the-bridge", headers={"If-None-Match": tag})
    log.open("/articles/the-bridge", "HEAD")
    log.open("/articles/nothing")
    log.open("/nothing/here")
    log.open("/sign-in", "POST", data={"email": "ada@example.org", "password": "canary"}, headers={"Origin": ADDRESS})
    log.open("/healthz")
    told = log.told()
    assert [(line["method"], line["route"], line["path"], line["status"]) for line in told] == [
        ("GET", "discussion.article", "/articles/the-bridge", 200),
        ("GET", "discussion.article", "/articles/the-bridge", 200),
        ("GET", "discussion.article", "/articles/the-bridge", 304),
        ("HEAD", "discussion.article", "/articles/the-bridge", 200),
        ("GET", "discussion.article", "/articles/nothing", 404),
        ("GET", "none", "", 404),
        ("POST", "accounts.sign_in_account", "/sign-in", 400),
        ("GET", "healthz", "/healthz", 200),
    ]
    for line in told:
        assert list(line) == ["at", "level", "event", "id", "method", "route", "path", "status", "ms"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["at"])
        assert re.fullmatch(r"[0-9a-f]{8}", line["id"])
        assert line["ms"] >= 0
    assert len({line["id"] for line in told}) == len(told)


def test_a_path_is_written_as_people_read_it_whoever_answered(log: Log) -> None:
    for path in ("/articles/%C3%BCber", "/people/%C3%BCber"):
        log.open(path)
        told_of_writing(log.app)
    log.open("/articles/%C3%BCber", headers={"Cookie": "forum=x"})
    assert [line["path"] for line in log.told()] == ["/articles/über", "/people/über", "/articles/über"]


def test_a_proxys_name_for_the_request_is_taken_over(log: Log) -> None:
    log.open("/healthz", headers={"X-Request-Id": "7d1b5d6e-0c1f_A.9"})
    assert log.told()[0]["id"] == "7d1b5d6e-0c1f_A.9"


def test_the_page_of_a_fault_names_its_line_which_tells_where_and_nothing_of_anybody(
    heard: Log, ada: Account, article: Article
) -> None:
    words = "An hour's work of a canary"
    db.session.commit()
    with broken("draft"):
        answer = heard.open(
            "/articles/the-bridge/comments",
            "POST",
            data={"body": words},
            headers={"Origin": ADDRESS, "Cookie": "c=canary"},
        )
    assert answer.status_code == 500
    (reference,) = re.findall(r"<code>([^<]+)</code>", answer.text)
    raw = heard.raw()
    fault, request = (json.loads(line) for line in raw.splitlines())
    assert fault["id"] == request["id"] == reference
    assert (fault["level"], fault["from"], request["status"]) == ("error", "forum.web.errors", 500)
    assert reference in fault["event"]
    assert "forum/discussion/routes" in fault["trace"]
    assert "Error" in fault["trace"].splitlines()[-1]
    # What the database said is somebody's row, or may be.
    for telling in (words, "canary", SECRET, "example.org"):
        assert telling not in raw


def test_what_a_fault_of_the_code_says_is_told_and_what_it_came_of(log: Log) -> None:
    handler = JsonHandler(log.lines, lambda: None)
    logger = logging.Logger("forum.somewhere")
    logger.addHandler(handler)
    try:
        try:
            int("words of a reader")
        except ValueError as first:
            raise TypeError("a list has no such method") from first
    except TypeError:
        logger.exception("It failed.")
    (line,) = log.told()
    assert "words of a reader" not in line["trace"].replace('int("words of a reader")', "")
    assert line["trace"].index("builtins.ValueError\n") < line["trace"].index("which led to")
    assert line["trace"].endswith("builtins.TypeError: a list has no such method\n")


def test_a_line_whose_words_do_not_fit_their_places_fails_nobody(log: Log) -> None:
    logger = logging.Logger("forum.somewhere")
    logger.addHandler(JsonHandler(log.lines, lambda: None))
    logger.info("%d of %s", "many")
    logger.info("%d", "three")
    assert [line["event"] for line in log.told()] == ["%d of %s", "%d"]


def test_a_moment_is_told_in_utc_to_the_millisecond() -> None:
    assert moment(0.0) == "1970-01-01T00:00:00.000Z"
    assert moment(1795541555.9876) == "2026-11-24T17:32:35.987Z"


def test_outside_of_requests_there_is_no_name_of_one(app: Flask) -> None:
    assert request_id() is None
    db.session.commit()
