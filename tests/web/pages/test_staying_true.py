"""The page that everyone shares is true: every change is seen at the next look, and nothing else costs anything."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from flask import Flask

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.articles.registry import add_article
from forum.config import Hold
from forum.db import db
from forum.discussion.deleting import delete_comment, restore_comment
from forum.discussion.editing import edit_comment
from forum.discussion.recommending import recommend, withdraw_recommendation
from forum.moderation.models import Verb
from tests.cli.conftest import Forum
from tests.cli.conftest import forum as forum
from tests.cli.conftest import forum_here as forum_here
from tests.discussion.test_page_cost import counted
from tests.factories import an_article, decided, say
from tests.visiting import Visitor, told_of_writing
from tests.web.pages.asking import ask, seen, shared_pages

PAGE = "/articles/the-bridge"
# Whoever reads, when the discussion of the bridge is closed.
CLOSED = "Comments closed"


def on_sqlite() -> bool:
    return bool(db.engine.dialect.name == "sqlite")


def one_look() -> int:
    """On SQLite the beginning of a transaction is a statement as well."""
    return 1 + on_sqlite()


def test_while_nothing_is_written_a_page_costs_no_statement(app: Flask, ada: Account, article: Article) -> None:
    say(ada, article)
    first = ask(app, PAGE)
    with counted() as cost:
        again = ask(app, PAGE)
    assert again.data == first.data
    # PostgreSQL is looked at four times a second, and one of these may just have come.
    assert cost.statements <= (0 if on_sqlite() else one_look())


def test_what_is_written_elsewhere_costs_one_look_and_no_other_page_is_made(
    app: Flask, ada: Account, article: Article
) -> None:
    other = an_article("the-ferry")
    for path in (PAGE, "/articles/the-ferry"):
        ask(app, path)
    say(ada, other)
    db.session.commit()
    told_of_writing(app)
    made = shared_pages(app).made
    with counted() as cost:
        ask(app, PAGE)
    assert (cost.statements, shared_pages(app).made) == (one_look(), made)
    with counted() as cost:
        ask(app, "/articles/the-ferry")
    assert shared_pages(app).made == made + 1
    assert cost.statements > one_look()


def test_what_another_process_writes_is_seen_although_nobody_tells(app: Flask, ada: Account, article: Article) -> None:
    ask(app, PAGE)
    say(ada, article, "Said elsewhere.")
    db.session.commit()
    until = clock.now() + timedelta(seconds=10)
    while "Said elsewhere." not in ask(app, PAGE).text:
        assert clock.now() < until, "it was never seen"


def test_who_posts_through_the_site_is_read_by_everybody_at_once(
    app: Flask, visitor: Callable[..., Visitor], ada: Account, article: Article
) -> None:
    assert "Said just now." not in ask(app, PAGE).text
    member = visitor(ada)
    assert member.post(f"{PAGE}/comments", body="Said just now.").status_code == 303
    assert "Said just now." in ask(app, PAGE).text


def test_every_change_of_a_comment_is_seen_at_the_next_look(
    app: Flask, ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    assert "I was there." not in seen(app, PAGE)
    comment = say(ada, article, "I was there.")
    assert "I was there." in seen(app, PAGE)
    reply = say(ben, article, "So was I.", comment)
    assert "So was I." in seen(app, PAGE)
    edit_comment(comment, "I was not there.", ada, Hold.OPEN)
    assert "I was not there." in seen(app, PAGE)
    recommend(comment, by=ben)
    recommended = seen(app, PAGE)
    withdraw_recommendation(comment, by=ben)
    assert seen(app, PAGE) != recommended
    delete_comment(reply, by=ben)
    assert "So was I." not in seen(app, PAGE)
    restore_comment(reply, by=ben)
    assert "So was I." in seen(app, PAGE)
    decided(reply, Verb.REMOVE, sam)
    assert "So was I." not in seen(app, PAGE)


def test_what_waits_is_seen_when_it_is_approved_and_no_longer_when_it_is_removed(
    app: Flask, ben: Account, sam: Account, article: Article
) -> None:
    held = say(ben, article, "I wait.", holds=Hold.ALL)
    assert "I wait." not in seen(app, PAGE)
    decided(held, Verb.APPROVE, sam)
    assert "I wait." in seen(app, PAGE)
    decided(held, Verb.REMOVE, sam)
    assert "I wait." not in seen(app, PAGE)


def test_every_change_of_an_article_is_seen_on_its_page_and_in_front(app: Flask) -> None:
    for title in ("The bridge", "The bridge is open", "A bridge too far"):
        add_article(f"---\ntitle: {title}\nslug: the-bridge\nkey: 7\n---\n\nOf {title}.", "bridge.md")
        assert f"<p>Of {title}.</p>" in seen(app, PAGE)
        assert title in seen(app, "/")
    add_article("---\ntitle: A bridge\nslug: the-bridge\nkey: 7\nstate: closed\n---\n\nOver.", "bridge.md")
    assert "Comments are closed." in seen(app, PAGE)


def test_the_hour_at_which_it_closes_is_seen_though_nothing_is_written(app: Flask, article: Article) -> None:
    article.closes_at = datetime(2026, 5, 1, 12, tzinfo=UTC)
    db.session.commit()
    with clock.stopped_at(article.closes_at - timedelta(seconds=1)):
        assert CLOSED not in ask(app, PAGE).text
    with clock.stopped_at(article.closes_at):
        assert CLOSED in ask(app, PAGE).text
        with counted() as cost:
            assert CLOSED in ask(app, PAGE).text
    assert cost.statements <= (0 if on_sqlite() else one_look())


def test_a_section_that_closes_by_age_is_seen_on_each_of_its_articles_and_on_no_other(
    app: Flask, forum_here: Forum
) -> None:
    for slug, section in (("the-bridge", "Roads"), ("the-tunnel", "Roads"), ("the-ferry", "Water")):
        front = f"title: {slug}\nslug: {slug}\nsection: {section}\ndate: 2020-01-01"
        add_article(f"---\n{front}\n---\n\nIt is open.", f"{slug}.md")
    pages = [f"/articles/{slug}" for slug in ("the-bridge", "the-tunnel", "the-ferry")]
    assert [CLOSED in seen(app, page) for page in pages] == [False, False, False]
    assert forum_here("section", "Roads", "--closes-after", "30").exit_code == 0
    assert [CLOSED in seen(app, page) for page in pages] == [True, True, False]
    made = shared_pages(app).made
    # Said twice, it changes nothing.
    assert forum_here("section", "Roads", "--closes-after", "30").exit_code == 0
    assert forum_here("section", "Roads").exit_code == 0
    assert [CLOSED in seen(app, page) for page in pages] == [True, True, False]
    assert shared_pages(app).made == made
    assert forum_here("section", "Roads", "--never-closes").exit_code == 0
    assert [CLOSED in seen(app, page) for page in pages] == [False, False, False]
