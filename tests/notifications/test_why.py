"""Why somebody was told something, and why they got a mail about it, or none."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.models import Comment, Mute
from forum.ids import to_text
from forum.mail.models import Mail, State
from forum.moderation.models import Verb
from forum.notifications.choosing import manners_of
from forum.notifications.following import key_of, stance
from forum.notifications.models import Frequency, Kind, Place, Post
from tests.discussion.test_page_cost import counted
from tests.factories import decided, say
from tests.notifications.telling import tell
from tests.visiting import Visitor


@pytest.fixture
def answer(ada: Account, ben: Account, article: Article) -> Comment:
    return say(ben, article, "Ten came. ||They danced.||", say(ada, article, "Nine came."))


def a_mail(person: Account, state: State, **columns: Any) -> Mail:
    mail = Mail(
        message_id=f"<{state}@localhost>",
        purpose="told",
        recipient=person.email,
        account_id=person.id,
        payload={},
        created_at=clock.now(),
        state=state,
        **columns,
    )
    db.session.add(mail)
    db.session.flush()
    return mail


def test_each_reason_is_said_and_leads_to_where_it_is_chosen(ada: Account, answer: Comment, client: Visitor) -> None:
    told = tell(ada, Kind.REPLY, answer, reasons=[Kind.REPLY, Kind.ARTICLE])
    client.sign_in(ada)
    page = client.get(f"/notifications/{to_text(told.id)}/why").text
    for kind, why in ((Kind.REPLY, "somebody answered your comment"), (Kind.ARTICLE, "you follow this article")):
        assert why in page and f'href="/me/notifications#kind-{kind}"' in page
        assert f'id="kind-{kind}"' in client.get("/me/notifications").text
    assert "Ten came." in page and "They danced" not in page
    assert f"/notifications/{to_text(told.id)}/why" in client.get("/notifications").text


BECAME: Mapping[str, tuple[Mapping[str, Any], str]] = {
    "waits": ({"post": Post.WAITS, "mail_due_at": clock.now() + timedelta(minutes=10)}, "It waits until"),
    "digest": ({"post": Post.DIGEST, "mail_due_at": clock.now() + timedelta(days=1)}, "together with others at"),
    "skipped": (
        {"post": Post.SKIPPED, "mail_reason": "You had seen it."},
        "None was sent. <bdi>You had seen it.</bdi>",
    ),
    "not wanted": ({"post": Post.NONE}, "since none of this kind was wanted"),
    "of long ago": (
        {"post": Post.WRITTEN, "mail_id": 7, "mailed_at": clock.now()},
        "How it went on is kept for thirty",
    ),
}


@pytest.mark.parametrize("name", BECAME)
def test_what_became_of_the_mail_is_said(ada: Account, answer: Comment, client: Visitor, name: str) -> None:
    columns, says = BECAME[name]
    told = tell(ada, Kind.REPLY, answer, **columns)
    client.sign_in(ada)
    for page in (f"/notifications/{to_text(told.id)}/why", "/notifications/mail"):
        assert says in client.get(page).text


@pytest.mark.parametrize("state", State)
def test_how_far_a_written_mail_has_come_is_said(ada: Account, answer: Comment, client: Visitor, state: State) -> None:
    said = {State.SENT: "It was sent.", State.REFUSED: "refused it. It said: <bdi>550 &lt;no&gt; such mailbox</bdi>"}
    mail = a_mail(ada, state, last_reply="550 <no> such mailbox", sent_at=clock.now() if state == State.SENT else None)
    told = tell(ada, Kind.REPLY, answer, post=Post.WRITTEN, mail_id=mail.id)
    client.sign_in(ada)
    page = client.get(f"/notifications/{to_text(told.id)}/why").text
    assert said.get(state, "") in page
    assert ("550" in page) == (state != State.SENT)


def test_what_stands_in_no_inbox_is_explained_all_the_same(ada: Account, answer: Comment, client: Visitor) -> None:
    tell(ada, Kind.REPLY, answer, in_inbox=False, post=Post.SKIPPED, mail_reason="you wanted none of it")
    client.sign_in(ada)
    assert "answered you" not in client.get("/notifications").text
    assert "you wanted none of it" in client.get("/notifications/mail").text


def test_from_here_it_stops_by_one_button_each(
    ada: Account, ben: Account, article: Article, answer: Comment, client: Visitor
) -> None:
    told = tell(ada, Kind.REPLY, answer)
    client.sign_in(ada)
    address = f"/notifications/{to_text(told.id)}/why"
    page = client.get(address).text
    for action in (f"/c/{to_text(answer.id)}/follow", f"/articles/{article.slug}/follow"):
        assert f'action="{action}"' in page
        client.post(action, wish="silence")
    for action in ("/people/ben/mute", "/me/notifications/reply/no-mail"):
        assert f'action="{action}"' in page
        client.post(action)
    places = (Place.THREAD, key_of(answer)), (Place.ARTICLE, key_of(article))
    assert stance(ada, *places) == dict.fromkeys(places, True)
    assert db.session.get(Mute, (ada.id, ben.id)) is not None
    assert manners_of([ada.id])[ada.id][Kind.REPLY].mail == Frequency.NEVER
    page = client.get(address).text
    assert "You muted it." in page and "You silenced it." in page and "No mail of this kind comes." in page


def test_words_that_were_taken_away_since_are_not_shown(
    ada: Account, sam: Account, answer: Comment, client: Visitor
) -> None:
    told = tell(ada, Kind.REPLY, answer)
    decided(answer, Verb.REMOVE, sam)
    client.sign_in(ada)
    for address in (f"/notifications/{to_text(told.id)}/why", "/notifications/mail"):
        page = client.get(address).text
        assert "Ten came." not in page and "Ben" not in page and "a comment that is gone" in page


def test_what_the_law_wants_told_offers_no_end(ada: Account, sam: Account, article: Article, client: Visitor) -> None:
    held = say(ada, article, "I wait.", holds=Hold.ALL)
    decided(held, Verb.REJECT, sam)
    told = tell(ada, Kind.NOT_PUBLISHED, held)
    client.sign_in(ada)
    page = client.get(f"/notifications/{to_text(told.id)}/why").text
    assert "The law wants you told" in page and "Make it stop" not in page and "A mail of its own" in page


def test_both_lists_cost_the_same_however_long_they_are(
    ada: Account, ben: Account, article: Article, client: Visitor
) -> None:
    client.sign_in(ada)
    root, mail = say(ada, article, "Nine came."), a_mail(ada, State.SENT)
    for address in ("/notifications/mail", "/notifications"):
        costs = []
        for number in range(4):
            tell(ada, Kind.REPLY, say(ben, article, f"Answer {number}.", root), mail_id=mail.id, post=Post.WRITTEN)
            with counted() as cost:
                assert f"on <bdi>{article.title}</bdi>" in client.get(address).text
            costs.append(cost.statements)
        assert costs[0] == costs[-1], address
