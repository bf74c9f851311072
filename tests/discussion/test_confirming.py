"""Words first, then who says them: nothing is published, opened or lost by halves."""

from collections.abc import Callable
from datetime import timedelta
from email.headerregistry import Address
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum import clock
from forum.accounts.keys import Purpose, Ticket
from forum.accounts.models import Account, Role
from forum.accounts.tickets import LIFE, WORDS_LIFE, link_token
from forum.articles.models import Article, Openness
from forum.db import db
from forum.discussion.confirming import publish_as_guest
from forum.discussion.drafts import draft_named, keep_draft
from forum.discussion.mails import confirmation_words
from forum.discussion.models import Comment, Draft, State
from forum.errors import NotFound
from forum.hosts import MailServer, Tls
from forum.ids import to_text
from forum.mail.purposes import NotNeeded
from tests.accounts.telephone import with_telephone
from tests.at_once import at_once, attempt
from tests.visiting import Visitor

ADA = "ada@example.org"


@pytest.fixture(autouse=True)
def mails(settings_are: Callable[..., None]) -> None:
    settings_are(mail_url=MailServer("localhost", 25, Tls.NEVER), mail_from=Address("forum"), guests=True)


def asked(visitor: Visitor, article: Article, address: str = ADA, body: str = "I was there.") -> Ticket:
    """Written, and a mail asked for."""
    words = visitor.post(f"/articles/{article.slug}/comments", body=body).location
    assert visitor.post(words, name="Ada", email=address).status_code == 303
    tickets = select(Ticket).where(Ticket.purpose == Purpose.WORDS).order_by(Ticket.created_at.desc())
    return db.session.scalars(tickets.limit(1)).one()


def comments() -> list[Comment]:
    return list(db.session.scalars(select(Comment), execution_options={"populate_existing": True}))


def is_signed_in(visitor: Visitor) -> bool:
    return visitor.get("/me").status_code == 200


def test_the_link_publishes_and_signs_in(ada: Account, article: Article, client: Visitor) -> None:
    link = f"/words/link/{link_token(asked(client, article))}"
    other = Visitor(client.app)
    assert other.post(link).location.endswith(f"#c{_named(comments()[0])}")
    assert [(comment.author_id, comment.state) for comment in comments()] == [(ada.id, State.LIVE)]
    assert is_signed_in(other) and not is_signed_in(client)
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 0


def test_who_says_the_same_again_is_shown_where_it_stands(ada: Account, article: Article, client: Visitor) -> None:
    for _ in range(2):
        answer = Visitor(client.app).post(f"/words/link/{link_token(asked(client, article))}")
        assert answer.location.endswith(f"#c{_named(comments()[0])}")
        db.session.commit()
    assert len(comments()) == 1


def test_s11_a_link_that_lay_about_publishes_and_opens_nothing(ada: Account, article: Article, client: Visitor) -> None:
    link = f"/words/link/{link_token(asked(client, article))}"
    with clock.stopped_at(clock.now() + LIFE + timedelta(seconds=1)):
        assert client.post(link).status_code == 303
        assert not is_signed_in(client)
    assert len(comments()) == 1


def test_a_day_later_it_is_too_late(ada: Account, article: Article, client: Visitor) -> None:
    link = f"/words/link/{link_token(asked(client, article))}"
    with clock.stopped_at(clock.now() + WORDS_LIFE + timedelta(seconds=1)):
        assert client.post(link).status_code == 403
    assert comments() == []


@pytest.mark.parametrize("late", [False, True])
def test_s14_who_has_a_second_factor_is_asked_for_it(
    ada: Account, article: Article, client: Visitor, late: bool
) -> None:
    with_telephone(ada)
    ada.confirmed_at = clock.now()
    link = f"/words/link/{link_token(asked(client, article))}"
    with clock.stopped_at(clock.now() + (LIFE + timedelta(seconds=1) if late else timedelta(0))):
        # A mail that is too old to be a first factor is none.
        assert client.post(link).location.startswith("/sign-in?next=" if late else "/sign-in/second")
        assert not is_signed_in(client)
    assert comments() == []
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 1


def test_words_that_cannot_be_taken_any_more_are_in_the_box(ada: Account, article: Article, client: Visitor) -> None:
    link = f"/words/link/{link_token(asked(client, article))}"
    article.state = Openness.CLOSED
    db.session.commit()
    box = client.post(link).location
    assert "I was there." in client.get(box.partition("#")[0]).text
    assert comments() == []


def test_what_waits_of_staff_is_screened_as_a_readers(
    sam: Account, article: Article, client: Visitor, settings_are: Callable[..., None]
) -> None:
    article.state = Openness.HELD
    link = f"/words/link/{link_token(asked(client, article, 'sam@example.org'))}"
    settings_are(second_factor="staff")
    client.post(link)
    assert [comment.state for comment in comments()] == [State.HELD]
    assert sam.role == Role.MODERATOR


def test_a_guest_who_presses_twice_says_it_once(app: Flask, article: Article) -> None:
    token = keep_draft(article, "I was there.")
    db.session.commit()

    def press() -> None:
        publish_as_guest(token, "Somebody")
        db.session.commit()

    answers = at_once(app, [partial(attempt, app, press)] * 4)
    assert sum(isinstance(answer, NotFound) for answer in answers) == 3
    assert [comment.state for comment in comments()] == [State.HELD]
    assert draft_named(token) is None


def test_the_mail_shows_enough_and_advertises_nothing(article: Article, client: Visitor) -> None:
    body = "Buy at https://evil.example/x and www.evil.example now. " + "So it was. " * 100
    words = confirmation_words({"ticket": asked(client, article, body=body).id})
    assert not isinstance(words, NotNeeded)
    assert "evil" not in words["said"] and "(a link)" in words["said"]
    assert len(words["said"]) < 450


def _named(comment: Comment) -> str:
    return to_text(comment.id)
