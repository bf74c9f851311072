"""What is made before anybody asks for it."""

from flask import Flask

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from tests.discussion.test_page_cost import counted
from tests.factories import say
from tests.visiting import ADDRESS


def test_the_first_reader_finds_a_page_ready(app: Flask, ada: Account, article: Article) -> None:
    say(ada, article, "I was there.")
    db.session.commit()
    pages = app.extensions["forum.pages"]
    pages.make_ready("/articles/the-bridge", ADDRESS)
    made = pages.made
    with app.app_context(), counted() as cost:
        answer = app.test_client().get("/articles/the-bridge", base_url=ADDRESS, headers={"Accept-Encoding": "br"})
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "br"
    assert pages.made == made
    # PostgreSQL may have to be asked whether the page still stands, if a quarter of a second has passed.
    assert cost.statements <= (0 if db.engine.dialect.name == "sqlite" else 1)


def test_what_is_not_there_is_not_kept(app: Flask) -> None:
    pages = app.extensions["forum.pages"]
    pages.make_ready("/articles/no-such-article", ADDRESS)
    assert len(pages.shelf) == 0
