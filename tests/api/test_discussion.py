"""Reading and taking part by a program: the same discussion as on the pages, told as facts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article, Openness
from forum.config import Hold
from forum.db import db
from forum.discussion.models import Comment, State
from forum.discussion.permissions import UNDO
from forum.ids import to_text
from forum.moderation.models import Verb
from tests.api.program import BLOG, Page, listed
from tests.at_once import at_once, request
from tests.factories import an_article, decided, rows_of, say

Pages = Callable[..., Page]


def under(article: Article) -> str:
    return f"/articles/{to_text(article.id)}/comments"


def at(comment: Comment) -> str:
    return f"/comments/{to_text(comment.id)}"


def said() -> int:
    return db.session.scalar(select(func.count()).select_from(Comment)) or 0


def test_a_page_of_comments_is_in_reading_order(page: Pages, article: Article, ada: Account, ben: Account) -> None:
    first, other = say(ada, article, "First."), say(ben, article, "Other.")
    reply = say(ben, article, "Reply.", first)
    told = page().get(f"{under(article)}?sort=oldest").get_json()
    assert [each["id"] for each in told["comments"]] == [to_text(each.id) for each in (first, reply, other)]
    assert [(each["level"], each["parent"]) for each in told["comments"]] == [
        (0, None),
        (1, to_text(first.id)),
        (0, None),
    ]
    assert told["comments"][0]["body_html"] == "<p>First.</p>\n"
    assert told["comments"][0]["body"] is None, "what was typed is its author's"


def test_what_a_page_leaves_out_is_found_by_its_cursors(page: Pages, article: Article, ada: Account) -> None:
    ids = rows_of(article, ada, [None, *[0] * 60, *[None] * 60])
    found, cursor = set[str](), ""
    while cursor is not None:
        told = page().get(f"{under(article)}?sort=oldest{cursor and f'&cursor={cursor}'}").get_json()
        found |= {each["id"] for each in told["comments"]}
        for each in told["comments"]:
            after = each["after"]
            while each["has_more"] and after:
                rest = page().get(f"{under(article)}?sort=oldest&parent={each['id']}&cursor={after}").get_json()
                found |= {reply["id"] for reply in rest["comments"]}
                after = rest["next"]
        cursor = told["next"]
    assert found == {to_text(number) for number in ids}


def test_a_comment_that_is_asked_for_is_there_wherever_it_ranks_and_what_it_answers(
    page: Pages, article: Article, ada: Account, ben: Account, sam: Account
) -> None:
    first = say(ada, article, "First.")
    chain = [first]
    for depth in range(10):
        chain.append(say(ben, article, f"Deeper by {depth}.", chain[-1]))
    waits = say(ada, article, "It waits.", holds=Hold.ALL)
    rows_of(article, ben, [None] * 60)

    def told(words: str, who: Account | None = None) -> list[str]:
        answer = page(who).get(f"{under(article)}?{words}")
        assert answer.status_code == 200
        return [each["id"] for each in answer.get_json()["comments"]]

    name = [to_text(each.id) for each in chain]
    first_page = told("")
    assert name[0] not in first_page and len(first_page) == 50
    assert told(f"show={name[2]}")[:3] == name[:3]
    assert told(f"show={name[9]}") == name[6:11], "as deep as that, with three above it and its own replies"
    assert told(f"parent={name[9]}&show={name[9]}") == name[6:11]
    assert told(f"parent={name[9]}") == name[10:]
    mine = to_text(waits.id)
    assert mine in told(f"show={mine}", ada)
    for gone in (mine, "7zzzzzzzzzzzz", to_text(say(ben, an_article("the-ferry")).id)):
        assert told(f"show={gone}", ben) == first_page
    assert page().get(f"{under(article)}?show=1").status_code == 400


def test_a_tombstone_keeps_its_place_and_nothing_else(
    page: Pages, article: Article, ada: Account, ben: Account, sam: Account
) -> None:
    gone = say(ada, article, "The canary sang.")
    reply = say(ben, article, "Did it?", gone)
    decided(gone, Verb.REMOVE, sam)
    told, answer = page(ben).get(under(article)).get_json()["comments"]
    assert (told["standing"], told["notice"]) == ("removed", "Comment removed by a moderator: off topic")
    empty = ("author", "body", "body_html", "created_at", "edited_at")
    assert [told[name] for name in empty] == [None] * len(empty)
    assert not any(told["may"].values()) and told["recommend_count"] == 0
    assert answer["parent"] == to_text(gone.id) and answer["id"] == to_text(reply.id)


def test_words_that_wait_are_told_to_their_author_alone(
    page: Pages, article: Article, ada: Account, ben: Account, settings_are: Callable[..., None]
) -> None:
    settings_are(hold=Hold.ALL)
    answer = page(ada).post(under(article), {"body": "I was there."})
    assert answer.status_code == 201
    told = answer.get_json()
    assert told["standing"] == "waiting" and told["notice"].startswith("Only you can see this.")
    assert told["may"] == {"reply": False, "edit": True, "delete": True, "recommend": False, "report": False}
    for other in (page(ben), page()):
        assert other.get(f"/comments/{told['id']}").status_code == 404
        assert other.get(under(article)).get_json()["comments"] == []


def test_which_rule_caught_it_is_not_told(page: Pages, article: Article, ada: Account) -> None:
    comment = say(ada, article)
    comment.state = State.SUSPECTED
    assert page(ada).get(at(comment)).get_json()["standing"] == "waiting"


def test_f13_one_key_says_one_thing(page: Pages, article: Article, ada: Account) -> None:
    there, key = page(ada), {"Idempotency-Key": '"8e03978e-40d5-43e8-bc93-6894a57f9324"'}
    once, again = (there.post(under(article), {"body": "Once."}, headers=key) for _ in range(2))
    assert (once.status_code, again.status_code) == (201, 201)
    assert once.get_json()["id"] == again.get_json()["id"]
    other = an_article("the-ferry")
    for where, words in ((article, "Twice."), (other, "Once.")):
        refused = there.post(under(where), {"body": words}, headers=key)
        assert (refused.status_code, refused.get_json()["title"]) == (422, "Key used already")
    assert said() == 1
    assert there.post(under(article), {"body": "Twice."}, headers={"Idempotency-Key": "k2"}).status_code == 201


def test_f13_a_key_is_its_authors(page: Pages, article: Article, ada: Account, ben: Account) -> None:
    key = {"Idempotency-Key": "the-same"}
    assert page(ada).post(under(article), {"body": "Mine."}, headers=key).status_code == 201
    assert page(ben).post(under(article), {"body": "His."}, headers=key).status_code == 201
    assert page(ben).post(under(article), {"body": "His."}, headers={"Idempotency-Key": "a b"}).status_code == 400


def test_f11_the_same_sent_at_once_is_said_once(app: Flask, page: Pages, article: Article, ada: Account) -> None:
    there = page(ada)
    where = under(article)

    def send() -> str:
        answer = there.post(where, {"body": "Once."}, headers={"Idempotency-Key": "k"})
        return str(answer.get_json()["id"])

    assert len(set(at_once(app, [lambda: request(app, send)] * 6))) == 1
    assert said() == 1


def test_ones_own_comment_is_edited_deleted_and_brought_back(page: Pages, article: Article, ada: Account) -> None:
    there, comment = page(ada), say(ada, article, "I was their.")
    edited = there.ask("PATCH", at(comment), {"body": "I was there."}).get_json()
    assert (edited["body"], edited["body_html"]) == ("I was there.", "<p>I was there.</p>\n")
    assert there.ask("DELETE", at(comment)).status_code == 204
    assert there.get(at(comment)).status_code == 404
    assert there.post(f"{at(comment)}/restore").get_json()["body"] == "I was there."
    there.ask("DELETE", at(comment))
    with clock.stopped_at(clock.now() + UNDO * 2):
        assert there.post(f"{at(comment)}/restore").status_code == 403


def test_a_recommendation_counts_once_and_is_taken_back(
    page: Pages, article: Article, ada: Account, ben: Account
) -> None:
    there, comment = page(ben), say(ada, article)
    for _ in range(2):
        told = there.ask("PUT", f"{at(comment)}/recommendation").get_json()
        assert told == {"recommend_count": 1, "is_recommended": True}
    assert there.get(at(comment)).get_json()["is_recommended"] is True
    assert there.ask("DELETE", f"{at(comment)}/recommendation").get_json()["recommend_count"] == 0


def test_a_report_is_sent_and_taken_back(page: Pages, article: Article, ada: Account, ben: Account) -> None:
    there, comment = page(ben), say(ada, article)
    answer = there.post(f"{at(comment)}/report", {"cause": "spam"})
    assert answer.status_code == 201 and comment.report_count == 1
    assert there.ask("DELETE", f"{at(comment)}/report").status_code == 204
    assert comment.report_count == 0
    guests = page().post(f"{at(comment)}/report", {"cause": "spam"}).get_json()
    assert "receipt=" in guests["url"], "whoever is signed out has this key to it"


def test_people_and_articles_are_heeded_as_on_their_pages(
    page: Pages, article: Article, ada: Account, ben: Account
) -> None:
    there, comment = page(ben), say(ada, article)
    where = f"/articles/{to_text(article.id)}"
    assert there.ask("PUT", "/people/ada/mute").status_code == 204
    assert there.get(at(comment)).get_json()["is_muted"] is True
    assert there.ask("DELETE", "/people/ada/mute").status_code == 204
    assert there.ask("PUT", f"{where}/follow").get_json() == {"follows": True}
    assert there.get(where).get_json()["follows"] is True
    assert there.ask("DELETE", f"{where}/follow").get_json() == {"follows": None}


def test_a_closed_discussion_says_so(page: Pages, article: Article, ada: Account) -> None:
    article.state = Openness.CLOSED
    assert page().get(f"/articles/{to_text(article.id)}").get_json()["closed"] == "Comments are closed."
    refused = page(ada).post(under(article), {"body": "Late."})
    assert (refused.status_code, refused.get_json()["detail"]) == (403, "Comments are closed.")


def test_an_article_of_this_site_is_found_by_its_slug(page: Pages, article: Article) -> None:
    assert page().get(f"/articles?slug={article.slug}").get_json()["id"] == to_text(article.id)
    assert page().get("/articles?slug=nothing").status_code == 404
    assert page().get("/articles").status_code == 400


def test_an_article_is_opened_by_who_speaks_first(page: Pages, ada: Account) -> None:
    wanted = {"url": f"{BLOG}/posts/1?utm_source=mail", "key": "post-1", "title": "A post"}
    assert page().post("/articles", wanted).status_code == 401
    opened = page(ada).post("/articles", wanted).get_json()
    assert (opened["title"], opened["address"], opened["key"]) == ("A post", f"{BLOG}/posts/1", "post-1")
    assert page(ada).post("/articles", wanted).get_json()["id"] == opened["id"]
    for query in (f"url={BLOG}/posts/1%3Futm_medium=x", "key=post-1", f"key=post-1&url={BLOG}/other"):
        assert page().get(f"/articles?{query}").get_json()["id"] == opened["id"]
    assert page(ada).post("/articles", {"url": "https://other.example/1"}).status_code == 403
    listed(opens_articles=False)
    assert page(ada).post("/articles", {"url": f"{BLOG}/posts/2"}).status_code == 403


@pytest.mark.parametrize("why", ["muted", "warned", "banned"])
def test_whoever_may_say_nothing_opens_nothing(page: Pages, ada: Account, ben: Account, why: str) -> None:
    """Or their title would stand where their comment may not."""
    wanted = {"url": f"{BLOG}/posts/1", "key": "post-1", "title": "Read me"}
    there = page(ada)
    moment = {"muted": "muted_until", "warned": "warned_at", "banned": "banned_at"}[why]
    setattr(ada, moment, clock.now() + timedelta(days=1))
    db.session.commit()
    assert there.post("/articles", wanted).status_code in {401, 403}
    assert page().get("/articles?key=post-1").status_code == 404
    opened = page(ben).post("/articles", wanted).get_json()
    if why != "banned":
        assert there.post("/articles", wanted).get_json()["id"] == opened["id"]
