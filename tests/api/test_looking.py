"""What pages ask often: counts, whether anything has happened, what somebody was told, how words would look."""

from collections.abc import Callable

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.ids import to_text
from forum.notifications.models import Kind, Notification
from tests.api.program import Page
from tests.factories import an_article, say

Pages = Callable[..., Page]


def counts(page: Page, *names: str) -> object:
    return page.get("/counts", query_string={"of": list(names)}).get_json()["counts"]


def test_counts_are_asked_by_whatever_a_page_knows_an_article_by(page: Pages, ada: Account) -> None:
    article = an_article(key="post-1", url="https://blog.example/1")
    say(ada, article)
    names = ["the-bridge", "post-1", "https://blog.example/1?utm_source=x", to_text(article.id)]
    assert counts(page(), *names, "unknown", "https://") == dict.fromkeys(names, 1)


def test_nobody_takes_a_count_away_by_another_articles_key(page: Pages, ada: Account) -> None:
    """Two spell one name: the one that was there first is meant."""
    say(ada, an_article("the-bridge"))
    an_article("a-ferry", key="the-bridge")
    assert counts(page(), "the-bridge") == {"the-bridge": 1}


def test_a_hundred_are_counted_at_once_and_no_more(page: Pages) -> None:
    assert counts(page(), *map(str, range(100))) == {}
    assert page().get("/counts", query_string={"of": list(map(str, range(101)))}).status_code == 400
    assert page().get("/counts").status_code == 400


def test_a_page_that_stays_open_learns_what_was_said(page: Pages, article: Article, ada: Account) -> None:
    where = f"/articles/{to_text(article.id)}/live"
    before = page().get(where).get_json()
    comment = say(ada, article)
    after = page().get(where).get_json()
    assert after["version"] > before["version"]
    assert (after["count"], after["latest"]) == (1, [{"id": to_text(comment.id), "parent": None}])


def test_one_is_told_what_one_was_told(page: Pages, article: Article, ada: Account, ben: Account) -> None:
    reply = say(ben, article, "Quite.", say(ada, article))
    row = Notification(
        person_id=ada.id, occasion="x", kind=Kind.REPLY, reasons=[Kind.REPLY], created_at=reply.created_at
    )
    row.comment_id, row.article_id = reply.id, article.id
    db.session.add(row)
    there = page(ada)
    (told,) = there.get("/notifications?unread=1").get_json()["notifications"]
    assert (told["kind"], told["why"], told["is_read"]) == ("reply", "somebody answered your comment", False)
    assert told["comment"]["body_html"] == "<p>Quite.</p>\n"
    assert there.get("/me").get_json()["unread"] == 1
    assert page(ben).get("/notifications").get_json() == {"notifications": [], "older": None}


def test_words_are_shown_as_they_will_be(page: Pages, article: Article, ada: Account) -> None:
    answer = page().post("/previews", {"body": "By @ada: >!the butler!<"})
    assert 'href="/people/ada"' in answer.get_json()["body_html"]
