"""One-use proofs by mail: S10 to S13, and what each purpose makes of them."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum import clock
from forum.accounts.keys import Purpose, Ticket
from forum.accounts.mails import sign_in_words
from forum.accounts.models import Account
from forum.accounts.signing_in import ask_for_mail, enter_with
from forum.accounts.tickets import (
    LIFE,
    MOST_MAILS,
    MOST_WRONG,
    awaiting,
    by_link,
    check_code,
    code_of,
    link_token,
    make_ticket,
    use,
)
from forum.db import db
from forum.errors import Forbidden, Invalid, Refusal, TooOften
from forum.mail.models import Mail
from forum.mail.purposes import NotNeeded
from tests.at_once import at_once, attempt

A_MOMENT = timedelta(seconds=1)


pytestmark = pytest.mark.usefixtures("mail")


def for_ada() -> Ticket:
    ticket = make_ticket(Purpose.SIGN_IN, email="ada@example.org")
    db.session.commit()
    return ticket


def test_s11_link_and_code_let_in_once(ada: Account) -> None:
    ticket = for_ada()
    assert enter_with(by_link(link_token(ticket), Purpose.SIGN_IN)) is ada
    db.session.commit()
    for try_again in (
        lambda: by_link(link_token(ticket), Purpose.SIGN_IN),
        lambda: awaiting(ticket.id, Purpose.SIGN_IN),
        lambda: use(ticket),
    ):
        with pytest.raises(Forbidden, match=r"used|too old"):
            try_again()


def test_s11_they_expire(ada: Account) -> None:
    ticket = for_ada()
    with clock.stopped_at(clock.now() + LIFE - A_MOMENT):
        assert by_link(link_token(ticket), Purpose.SIGN_IN) is ticket
    with clock.stopped_at(clock.now() + LIFE + A_MOMENT), pytest.raises(Forbidden):
        by_link(link_token(ticket), Purpose.SIGN_IN)


@pytest.mark.parametrize("other", [purpose for purpose in Purpose if purpose != Purpose.SIGN_IN])
def test_s11_what_is_for_one_purpose_is_for_no_other(ada: Account, other: Purpose) -> None:
    token = link_token(for_ada())
    with pytest.raises(Forbidden):
        by_link(token, other)
    moved = db.session.get_one(Ticket, token[:32])
    moved.purpose = other
    db.session.commit()
    with pytest.raises(Forbidden):
        by_link(token, other)  # not even when the row is moved: the stamp is the purpose's own


@pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: t + "0", lambda t: t[:32], lambda t: t[::-1], str.upper])
def test_s11_a_token_that_was_never_given_opens_nothing(ada: Account, spoil: Callable[[str], str]) -> None:
    token = link_token(for_ada())
    with pytest.raises(Forbidden):
        by_link(spoil(token), Purpose.SIGN_IN)


def test_s11_nothing_that_opens_a_door_stands_in_the_database(ada: Account) -> None:
    ticket = ask_for_mail("ada@example.org")
    db.session.commit()
    kept = str([db.session.execute(select(table)).all() for table in db.metadata.sorted_tables])
    assert link_token(ticket) not in kept
    assert code_of(ticket) not in kept


def test_s11_a_later_request_voids_the_earlier(ada: Account) -> None:
    first, second = for_ada(), for_ada()
    with pytest.raises(Forbidden):
        by_link(link_token(first), Purpose.SIGN_IN)
    assert by_link(link_token(second), Purpose.SIGN_IN) is second


def test_s12_of_eight_at_once_one_gets_in(app: Flask, ada: Account) -> None:
    token, ada_id = link_token(for_ada()), ada.id
    enter = partial(attempt, app, lambda: enter_with(by_link(token, Purpose.SIGN_IN)).id)
    answers = at_once(app, [enter] * 8)
    assert [answer for answer in answers if not isinstance(answer, Refusal)] == [ada_id]


def test_s12_of_eight_who_make_one_account_at_once_one_does(app: Flask) -> None:
    token = link_token(make_ticket(Purpose.SIGN_IN, email="new@example.org", name="Newt"))
    db.session.commit()
    answers = at_once(app, [partial(attempt, app, lambda: enter_with(by_link(token, Purpose.SIGN_IN)).handle)] * 8)
    assert [answer for answer in answers if not isinstance(answer, Refusal)] == ["newt"]
    assert db.session.scalar(select(func.count()).select_from(Account)) == 1


def test_a_code_has_five_tries_and_its_link_more(ada: Account) -> None:
    ticket = for_ada()
    code = code_of(ticket)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(MOST_WRONG):
        with pytest.raises(Invalid, match="not the code"):
            check_code(ticket, wrong)
    for typed in (wrong, code):
        with pytest.raises(Invalid, match="Too many"):
            check_code(ticket, typed)
    assert by_link(link_token(ticket), Purpose.SIGN_IN) is ticket


@pytest.mark.parametrize("spaced", ["{0}{1}", " {0} {1} ", "{0}-{1}"])
def test_a_code_may_be_typed_as_people_type_it(ada: Account, spaced: str) -> None:
    ticket = for_ada()
    code = code_of(ticket)
    check_code(ticket, spaced.format(code[:3], code[3:]))


def test_of_many_codes_at_once_no_more_than_five_are_weighed(app: Flask, ada: Account) -> None:
    ticket = for_ada()
    number, wrong = ticket.id, f"{(int(code_of(ticket)) + 1) % 1_000_000:06}"

    def guess() -> None:
        try:
            check_code(awaiting(number, Purpose.SIGN_IN), wrong)
        finally:
            db.session.commit()

    answers = at_once(app, [partial(attempt, app, guess)] * 12)
    told = [answer.sentence for answer in answers if isinstance(answer, Invalid)]
    assert len(told) == 12
    assert sum("not the code" in sentence for sentence in told) == MOST_WRONG


@pytest.mark.parametrize("address", ["ada@example.org", "nobody@example.org"])
def test_s10_known_or_not_an_address_gets_one_mail_each_and_five_an_hour(ada: Account, address: str) -> None:
    for number in range(MOST_MAILS):
        ask_for_mail(address)
        db.session.commit()
        assert db.session.scalar(select(func.count()).where(Mail.recipient == address)) == number + 1
    with pytest.raises(TooOften, match="5 mails were sent to this address"):
        ask_for_mail(address)
    with clock.stopped_at(clock.now() + timedelta(hours=1)):
        ask_for_mail(address)


def test_s10_only_the_mail_says_whether_there_is_an_account(ada: Account) -> None:
    known, unknown = ask_for_mail("ADA@example.org"), ask_for_mail("new@example.org", name="Newt")
    first, second = (sign_in_words({"ticket": ticket.id}) for ticket in (known, unknown))
    assert not isinstance(first, NotNeeded) and not isinstance(second, NotNeeded)
    assert (first["is_new"], first["name"]) == (False, "Ada")
    assert (second["is_new"], second["name"]) == (True, "Newt")


def test_a_mail_that_comes_too_late_is_not_sent(ada: Account) -> None:
    ticket = ask_for_mail("ada@example.org")
    db.session.commit()
    with clock.stopped_at(clock.now() + LIFE + A_MOMENT):
        assert isinstance(sign_in_words({"ticket": ticket.id}), NotNeeded)
    use(ticket)
    assert isinstance(sign_in_words({"ticket": ticket.id}), NotNeeded)


def test_mails_for_one_thing_keep_nobody_from_another(ada: Account) -> None:
    for _ in range(MOST_MAILS):
        make_ticket(Purpose.WORDS, email="ada@example.org")
    ask_for_mail("ada@example.org")
