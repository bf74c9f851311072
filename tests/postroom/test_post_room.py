"""The owners' page for mail: what did not arrive and why, and what they can do about it."""

from collections.abc import Callable
from datetime import timedelta
from email.headerregistry import Address

import pytest
from sqlalchemy import event

from forum import clock, ids
from forum.accounts.models import Account
from forum.db import db
from forum.hosts import MailServer, Tls
from forum.mail.addresses import FOR_GOOD, SUPPRESSED_FOR, note_trouble, suppressed_until
from forum.mail.models import MOST_DOUBTS, Mail, State
from forum.mail.post import write
from forum.outbox.models import Fact
from tests.visiting import Visitor

PLACE = "/moderation/mail"


@pytest.fixture(autouse=True)
def can_send(settings_are: Callable[..., None]) -> None:
    settings_are(
        mail_url=MailServer("localhost", 25, Tls.NEVER), mail_from=Address(username="forum", domain="courier.example")
    )


@pytest.fixture
def owner(eve: Account, client: Visitor) -> Visitor:
    client.sign_in(eve)
    return client


def written(state: State, to: str = "nobody@example.org", reply: str | None = None, of: Account | None = None) -> Mail:
    """A mail that has come so far, with nothing that would still follow."""
    mail = write("sign_in", to, {}, account_id=of.id if of else None)
    db.session.flush()
    db.session.query(Fact).delete()
    mail.state, mail.last_reply, mail.tries = state, reply, 2
    mail.doubts = MOST_DOUBTS if state == State.DOUBTFUL else 0
    db.session.commit()
    return mail


def state_of(mail: Mail) -> tuple[State, int, int]:
    db.session.refresh(mail)
    return mail.state, mail.doubts, mail.tries


def again(mail: Mail) -> str:
    return f"{PLACE}/{ids.to_text(mail.id)}/again"


def test_where_there_was_no_mail_each_part_says_so(owner: Visitor) -> None:
    page = owner.get(PLACE).text
    for words in (
        "No mail was written.",
        "Of every mail that was sent it is known whether it was taken.",
        "No mail was given up.",
        "Every mail could be written.",
        "Mail is sent to every address.",
    ):
        assert words in page
    assert "This site cannot send mail" not in page


def test_a_site_that_cannot_send_says_so(owner: Visitor, settings_are: Callable[..., None]) -> None:
    settings_are(mail_url=None)
    assert "This site cannot send mail. Its owner sets FORUM_MAIL_URL for that." in owner.get(PLACE).text


def test_mails_are_counted_by_how_far_they_have_come(owner: Visitor) -> None:
    for state, count in ((State.SENT, 3), (State.SKIPPED, 2), (State.REFUSED, 1)):
        for _ in range(count):
            written(state)
    page = owner.get(PLACE).text
    for title, count in (("Taken by their server", 3), ("Not needed any more", 2), ("Refused for good", 1)):
        assert f'<th scope="row">{title}</th><td>{count}</td>' in page
    assert page.count('class="bars__bar"') == 3


def test_what_nobody_took_is_shown_with_the_last_answer_and_tried_again(owner: Visitor, ada: Account) -> None:
    mail = written(State.SET_ASIDE, ada.email, "451 4.3.0 <b>Come back later</b>", ada)
    page = owner.get(PLACE).text
    assert "Sign in, to" in page
    assert "<bdi>Ada</bdi>" in page
    assert "451 4.3.0 &lt;b&gt;Come back later&lt;/b&gt;" in page
    assert owner.post(again(mail)).status_code == 303
    assert state_of(mail) == (State.WAITING, 0, 0)
    assert [fact.payload for fact in db.session.query(Fact)] == [{"mail_id": mail.id}]
    assert "No mail was given up." in owner.get(PLACE).text
    twice = owner.post(again(mail))
    assert twice.status_code == 409
    assert "This mail is tried again already, or was sent." in twice.text
    assert db.session.query(Fact).count() == 1


def test_what_may_have_arrived_is_sent_once_more_and_the_page_warns_of_it(owner: Visitor) -> None:
    mail = written(State.DOUBTFUL, reply="localhost:25 took too long.")
    page = owner.get(PLACE).text
    assert "<bdi>nobody@example.org</bdi>" in page
    assert "They may get it twice." in page
    assert "localhost:25 took too long." in page
    assert owner.post(again(mail)).status_code == 303
    assert state_of(mail) == (State.WAITING, MOST_DOUBTS - 1, 0)


def test_what_could_not_be_written_is_shown_and_tried_again(owner: Visitor) -> None:
    mail = write("sign_in", "ben@example.org", {})
    db.session.flush()
    fact = db.session.query(Fact).one()
    fact.set_aside_at, fact.tries, fact.last_error = clock.now(), 9, "UndefinedError: 'code' is undefined"
    db.session.commit()
    page = owner.get(PLACE).text
    assert "UndefinedError: &#39;code&#39; is undefined" in page
    assert owner.post(again(mail)).status_code == 303
    db.session.refresh(fact)
    assert fact.set_aside_at is None
    assert fact.tries == 0
    assert "Every mail could be written." in owner.get(PLACE).text


def test_a_silent_address_says_until_when_and_is_tried_again(owner: Visitor) -> None:
    for _ in range(2):
        note_trouble("gone@example.org", FOR_GOOD, "550 No such person")
        db.session.flush()
    note_trouble("once@example.org", FOR_GOOD, "550 No such person")
    page = owner.get(PLACE).text
    until = clock.now() + SUPPRESSED_FOR
    assert f"until {until.day} {until:%B %Y}" in page
    assert "550 No such person" in page
    assert "once@example.org" not in page
    assert owner.post(f"{PLACE}/address", address="gone@example.org").status_code == 303
    assert suppressed_until("gone@example.org") is None
    assert "Mail is sent to every address." in owner.get(PLACE).text
    late = owner.post(f"{PLACE}/address", address="gone@example.org")
    assert late.status_code == 404
    assert "Mail is sent to this address already." in late.text


def test_nobody_but_an_admin_sees_or_sends_anything(ada: Account, sam: Account, client: Visitor) -> None:
    mail = written(State.SET_ASIDE)
    for somebody in (ada, sam):
        client.sign_in(somebody)
        answers = (client.get(PLACE), client.post(again(mail)), client.post(f"{PLACE}/address", address=mail.recipient))
        assert [answer.status_code for answer in answers] == [403, 403, 403]
        assert all("nobody@example.org" not in answer.text for answer in answers)
    assert state_of(mail)[0] == State.SET_ASIDE


def test_however_many_there_are_the_page_asks_the_database_as_often(owner: Visitor, ada: Account, ben: Account) -> None:
    with clock.stopped_at(clock.now() - timedelta(hours=1)):
        written(State.SET_ASIDE, of=ada)
    few = _asked(owner)
    for state in (State.SET_ASIDE, State.DOUBTFUL):
        for of in (ada, ben) * 5:
            written(state, of=of)
    assert _asked(owner) == few


def _asked(owner: Visitor) -> int:
    told = list[str]()
    event.listen(db.engine, "before_cursor_execute", note := lambda c, cursor, statement, *rest: told.append(statement))
    try:
        assert owner.get(PLACE).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(told)
