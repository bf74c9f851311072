"""The feed of replies to one person: what it tells, whom, and until when."""

from collections.abc import Callable
from functools import partial

from flask import Flask
from sqlalchemy import select

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.discussion.models import Comment
from forum.discussion.muting import mute
from forum.handlers import HANDLERS
from forum.ids import to_text
from forum.moderation.models import Verb
from forum.notifications.choosing import choose
from forum.notifications.following import silence
from forum.notifications.kinds import Manner
from forum.notifications.models import Frequency, Kind, Place
from forum.outbox.dispatch import dispatch_next
from forum.syndication import picking
from forum.syndication.keys import renew_address, replies_address, replies_token
from forum.syndication.models import RepliesFeed
from forum.web.seals import seal_alike
from tests.at_once import at_once, request
from tests.discussion.test_page_cost import cost_of
from tests.factories import an_article, decided, say
from tests.privacy.leaving import leave
from tests.syndication.reading import faults, read
from tests.visiting import ADDRESS, Visitor

RENEW = "/me/notifications/replies-feed"


def address_of(person: Account, client: Visitor) -> str:
    """Its path."""
    with client.app.test_request_context(base_url=ADDRESS):
        return replies_address(person).removeprefix(ADDRESS)


def spread() -> None:
    """Everybody is told of what was said."""
    db.session.commit()
    while dispatch_next(HANDLERS):
        pass


def told(client: Visitor, person: Account) -> list[str]:
    spread()
    answer = client.get(address_of(person, client))
    assert answer.status_code == 200
    assert faults(answer.data) == []
    return [entry.link.rpartition("/")[2] for entry in read(answer.data).entries]


def test_it_holds_what_others_answered_the_newest_first(
    client: Visitor, ada: Account, ben: Account, article: Article
) -> None:
    mine = say(ada, article)
    say(ada, article, "I answer myself.", mine)
    say(ben, article, "To nobody, naming @ada.")
    answers = [say(ben, article, "Well?", mine), say(ben, an_article("the-ferry"), "And?", None)]
    answers[1] = say(ben, article, "And?", mine)
    assert told(client, ada) == [to_text(answers[1].id), to_text(answers[0].id)]
    assert told(client, ben) == []


def test_of_what_is_gone_of_whom_one_mutes_and_of_what_one_silenced_it_tells_nothing(
    client: Visitor, ada: Account, ben: Account, sam: Account, eve: Account, article: Article
) -> None:
    mine, elsewhere = say(ada, article), say(ada, an_article("the-ferry"))
    stays, removed, deleted = (say(ben, article, f"Number {n}.", mine) for n in range(3))
    by_eve = say(eve, article, "I too.", mine)
    silence(Place.ARTICLE, to_text(elsewhere.article_id), by=ada)
    say(ben, elsewhere.article, "Silence?", elsewhere)
    assert told(client, ada) == [to_text(each.id) for each in (by_eve, deleted, removed, stays)]
    decided(removed, Verb.REMOVE, sam)
    delete_comment(deleted, by=ben)
    mute(eve, by=ada)
    assert told(client, ada) == [to_text(stays.id)]


def test_who_wants_to_be_told_of_replies_nowhere_else_has_them_there(
    client: Visitor, ada: Account, ben: Account, article: Article
) -> None:
    choose(ada, Kind.REPLY, Manner(inbox=False, mail=Frequency.NEVER))
    answer = say(ben, article, "Well?", say(ada, article))
    assert told(client, ada) == [to_text(answer.id)]


def test_it_names_nobody_for_whom_it_is_and_is_kept_and_indexed_by_nobody(
    client: Visitor, ada: Account, ben: Account, talk: tuple[Comment, Comment]
) -> None:
    spread()
    answer = client.get(address_of(ada, client))
    assert read(answer.data).feed.title == "Replies to you – The Courier"
    assert ada.handle not in answer.text.replace("/people/ben", "")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers


def test_its_owner_gives_the_address_up_and_has_another(
    client: Visitor, visitor: Callable[..., Visitor], ada: Account, ben: Account
) -> None:
    first, others = address_of(ada, client), address_of(ben, client)
    page = visitor(ada)
    assert f'href="{ADDRESS}{first}"' in page.get("/me/notifications").text
    assert page.post(RENEW).location == "/me/notifications?said=feed#feed"
    second = address_of(ada, client)
    shown = page.get("/me/notifications?said=feed").text
    assert f'href="{ADDRESS}{second}"' in shown and first not in shown
    assert "The feed has another address." in shown
    page.post(RENEW)
    third = address_of(ada, client)
    statuses = [client.get(path).status_code for path in (first, second, third, others)]
    assert statuses == [404, 404, 200, 200]


def test_of_presses_at_once_each_gives_it_up(app: Flask, client: Visitor, ada: Account) -> None:
    first, number = address_of(ada, client), ada.id
    renew = partial(request, app, lambda: renew_address(db.session.get_one(Account, number)))
    at_once(app, [renew] * 4)
    assert db.session.scalars(select(RepliesFeed.number)).all() == [4]
    assert client.get(first).status_code == 404


def test_what_this_site_never_made_is_no_address(client: Visitor, ada: Account) -> None:
    with client.app.test_request_context(base_url=ADDRESS):
        good = replies_token(ada)
        sealed = [seal_alike("feed of replies", words) for words in ("", "1", "x y", f"{ada.id} 7", "7 0", "1 2 3")]
        sealed += [seal_alike("stop mail", f"{ada.id} 0")]
    for token in (*sealed, good[:-2], good.swapcase(), "x", "é", "A" * 3_000):
        assert client.get(f"/replies/{token}").status_code == 404, token


def test_it_ends_with_the_account(client: Visitor, ada: Account, talk: tuple[Comment, Comment]) -> None:
    address = address_of(ada, client)
    assert client.get(address).status_code == 200
    leave(ada)
    assert client.get(address).status_code == 404


def test_nobody_renews_it_who_is_not_signed_in(client: Visitor, ada: Account) -> None:
    address = address_of(ada, client)
    assert "/sign-in" in client.post(RENEW).location
    assert client.get(address).status_code == 200


def test_it_costs_the_same_however_many_answered(ada: Account, ben: Account, article: Article) -> None:
    mine, me, he = say(ada, article).id, ada.id, ben.id
    costs = []
    for _ in range(2):
        said = db.session.get_one(Comment, mine)
        for n in range(picking.MOST):
            say(db.session.get_one(Account, he), db.session.get_one(Article, said.article_id), f"Number {n}.", said)
        spread()
        costs.append(cost_of(lambda: picking.replies_to(db.session.get_one(Account, me))))
    assert costs[0] == costs[1]
    assert costs[0].statements <= 3  # their account, and what SQLite counts: that it begins
