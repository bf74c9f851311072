"""The database does not answer: readers get the last page, and who wants to write is told."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.web.pages import front
from tests.factories import say
from tests.security.breaking import away
from tests.visiting import Visitor, told_of_writing
from tests.web.pages.asking import ask, shared_pages

PAGE = "/articles/the-bridge"


@pytest.fixture
def known(app: Flask, ada: Account, article: Article) -> Iterator[None]:
    """A page that is there, of before something was written."""
    say(ada, article, "I was there.")
    assert "I was there." in ask(app, PAGE).text
    say(ada, article, "I was there twice.")
    db.session.commit()
    told_of_writing(app)
    yield
    told_of_writing(app)


@pytest.mark.usefixtures("known")
def test_readers_get_the_last_page_and_the_true_one_as_soon_as_it_can_be_made(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with away(monkeypatch):
        for _ in range(3):
            last = ask(app, PAGE)
            assert last.status_code == 200
            assert "I was there." in last.text
            assert "twice" not in last.text
    told_of_writing(app)
    assert "I was there twice." in ask(app, PAGE).text


@pytest.mark.usefixtures("known")
def test_after_a_while_they_are_told(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    outage = pytest.MonkeyPatch()
    outage.setattr(front, "OUTAGE", 0.0)
    with away(monkeypatch):
        told = ask(app, PAGE)
        assert told.status_code == 503
        assert told.headers["Retry-After"] == "5"
        assert not told.cache_control.public
    outage.undo()


@pytest.mark.usefixtures("known")
def test_a_page_that_nobody_had_asked_for_is_not_made_up(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with away(monkeypatch):
        assert ask(app, f"{PAGE}?sort=oldest").status_code == 503
    assert len(shared_pages(app).shelf) == 1


@pytest.mark.usefixtures("known")
def test_who_writes_is_told_to_try_again_and_has_written_nothing(
    app: Flask, visitor: Callable[..., Visitor], ada: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = visitor(ada)
    with away(monkeypatch):
        answer = member.post(f"{PAGE}/comments", body="An hour's work.")
        assert answer.status_code == 503
        assert "An hour&#39;s work." in answer.text
        assert ask(app, PAGE).status_code == 200
    assert db.session.scalar(text("SELECT count(*) FROM comment")) == 2
