"""A legal hold: nothing is erased, and whom it is about knows why."""

import pytest
from sqlalchemy import select

from forum.accounts.models import Account, LegalHold
from forum.articles.models import Article
from forum.db import db
from forum.errors import Forbidden, Invalid
from forum.mail.letter import render
from forum.mail.models import Mail
from forum.privacy.holding import (
    REASON_MAX,
    hold_account,
    hold_from_the_command_line,
    hold_of,
    parse_reason,
    release_account,
)
from forum.privacy.leaving import ask_for_erasure, let_go_now
from forum.web.site import settings
from tests.factories import say
from tests.privacy.leaving import a_day_later, words_of
from tests.visiting import Visitor


def test_who_is_held_is_not_erased_until_released(ada: Account, eve: Account, article: Article) -> None:
    said = say(ada, article, "Kept as evidence.")
    hold_account(ada, "A court asks.", by=eve)
    ask_for_erasure(ada, with_words=True)
    db.session.commit()
    a_day_later()
    assert (ada.handle, said.body_source) == ("ada", "Kept as evidence.")
    assert release_account(ada)
    db.session.commit()
    a_day_later()
    assert (ada.display_name, said.body_source) == ("Deleted member", "")


def test_others_are_not_held_up(ada: Account, ben: Account, eve: Account) -> None:
    for person in (ada, ben):
        ask_for_erasure(person, with_words=False)
    hold_account(ada, "A court asks.", by=eve)
    db.session.commit()
    a_day_later()
    assert (ada.display_name, ben.display_name) == ("Ada", "Deleted member")


def test_the_person_reads_since_when_and_why(ada: Account, eve: Account, client: Visitor) -> None:
    hold_account(ada, "A court <b>asks</b>.", by=eve)
    client.sign_in(ada)
    page = client.get("/me/data").text
    assert "On legal hold" in page and "A court &lt;b&gt;asks&lt;/b&gt;." in page
    assert "A court &lt;b&gt;asks" in client.get("/me/data/delete").text


def test_the_person_has_a_mail_about_both(ada: Account, eve: Account, mail_is_on: None) -> None:
    hold_account(ada, "A court asks.", by=eve)
    held = db.session.scalars(select(Mail)).one()
    assert "A court asks." in render(held, words_of(held), settings()).text
    ask_for_erasure(ada, with_words=False)
    release_account(ada)
    released = db.session.scalars(select(Mail).where(Mail.purpose == "hold", Mail.id != held.id)).one()
    text = render(released, words_of(released), settings()).text
    assert "no longer on legal hold" in text and "You asked for it to be deleted" in text


def test_who_held_whom_since_when_and_why_is_kept(ada: Account, eve: Account) -> None:
    hold_account(ada, "A court asks.", by=eve)
    hold_account(ada, "Another court asks.", by=eve)
    row = db.session.scalars(select(LegalHold)).one()
    assert (row.account_id, row.by_id, row.reason) == (ada.id, eve.id, "Another court asks.")


def test_only_admins_hold_and_nobody_without_a_reason(ada: Account, ben: Account, sam: Account) -> None:
    for by in (ben, sam):
        with pytest.raises(Forbidden, match="Only admins"):
            hold_account(ada, "Because.", by=by)
    with pytest.raises(Invalid, match="Type the reason"):
        parse_reason(" \n ")
    with pytest.raises(Invalid, match="at most 500"):
        parse_reason("x" * (REASON_MAX + 1))
    assert len(parse_reason("x" * REASON_MAX)) == REASON_MAX
    assert hold_of(ada) is None


def test_from_the_command_line_nobody_is_erased_who_is_held(ada: Account) -> None:
    hold_from_the_command_line(ada, "A court asks.")
    with pytest.raises(Forbidden, match="Release it first"):
        let_go_now(ada, with_words=False)
