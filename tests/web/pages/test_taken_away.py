"""What is taken away is gone at once, and from the memory as well."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.ids import to_text
from tests.factories import say
from tests.visiting import Visitor, told_of_writing
from tests.web.pages.asking import ask, seen, shared_pages

PAGE = "/articles/the-bridge"
CANARY = "The canary sang of everything."


@pytest.fixture
def said(ada: Account, article: Article) -> Comment:
    return say(ada, article, CANARY)


def places(comment: Comment) -> list[str]:
    """Every address at which a comment is, with its words or by its name."""
    name = to_text(comment.id)
    page = f"/c/{name}"
    return [
        *(PAGE, f"{PAGE}?sort=newest", f"{PAGE}?sort=oldest", f"{PAGE}?show={name}", page, f"{page}/history"),
        *("/people/ada", f"{PAGE}/live", "/"),
    ]


@pytest.mark.parametrize("way", ["removed by a moderator", "deleted by its author"])
def test_what_is_taken_away_is_gone_at_once_from_everywhere(
    app: Flask, visitor: Callable[..., Visitor], ada: Account, sam: Account, said: Comment, way: str
) -> None:
    everywhere, name, version = places(said), to_text(said.id), said.version
    before = [seen(app, path) for path in everywhere]
    # Of its words the front page, the history and the watching script know nothing.
    assert sum(CANARY in page for page in before) == 6
    assert name in before[everywhere.index(f"{PAGE}/live")]
    if way == "removed by a moderator":
        form = {"verb": "remove", "reason": "off-topic", "version": str(version)}
        assert visitor(sam).post(f"/c/{name}/decision", **form).status_code == 303
    else:
        assert visitor(ada).post(f"/c/{name}/delete").status_code == 303
    for path in everywhere:
        answer = ask(app, path)
        assert answer.status_code == (404 if path.startswith("/c/") else 200), path
        assert CANARY not in answer.text
        assert name in path or name not in answer.text
    assert ask(app, "/counts?of=the-bridge").get_json() == {"the-bridge": 0}


def test_a_page_of_what_is_gone_is_not_kept_any_longer(
    app: Flask, visitor: Callable[..., Visitor], ada: Account, said: Comment
) -> None:
    page = f"/c/{to_text(said.id)}"
    for path in (page, f"{page}/history"):
        assert ask(app, path).status_code == 200
    assert len(shared_pages(app).shelf) == 2
    visitor(ada).post(f"{page}/delete")
    for path in (page, f"{page}/history"):
        assert ask(app, path).status_code == 404
    assert len(shared_pages(app).shelf) == 0


def test_an_article_that_is_gone_is_gone(app: Flask, article: Article) -> None:
    assert ask(app, PAGE).status_code == 200
    db.session.execute(text("DELETE FROM article"))
    db.session.commit()
    told_of_writing(app)
    assert ask(app, PAGE).status_code == 404
    assert "The bridge" not in seen(app, "/")
    assert len(shared_pages(app).shelf) == 1


def test_who_has_the_page_is_sent_the_new_one_when_it_has_changed(app: Flask, ada: Account, article: Article) -> None:
    tag = ask(app, PAGE).headers["ETag"]
    assert ask(app, PAGE, If_None_Match=tag).status_code == 304
    say(ada, article)
    db.session.commit()
    told_of_writing(app)
    changed = ask(app, PAGE, If_None_Match=tag)
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag


def test_as_many_pages_are_kept_as_there_is_room_for(
    app: Flask, ada: Account, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(app, PAGE)
    shelf = shared_pages(app).shelf
    monkeypatch.setattr(shelf, "most", 5 * shelf.bytes)
    for n in range(30):
        assert ask(app, f"{PAGE}?show=none-{n}").status_code == 200
        ask(app, PAGE)
        assert shelf.bytes <= shelf.most
    assert 2 <= len(shelf) <= 5
    # What is asked for all the time stays.
    made = shared_pages(app).made
    ask(app, PAGE)
    assert shared_pages(app).made == made
