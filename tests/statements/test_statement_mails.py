"""The mails about statements: when they go, and to whom."""

import pytest
from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.mail.models import Mail, State
from forum.moderation.bulk import decide_together
from forum.moderation.forms import BulkForm
from forum.moderation.models import Verb
from forum.moderation.undoing import UNDO, reverse, undo
from tests.factories import decided, person, say
from tests.statements.conftest import Letters
from tests.statements.stated import statements


def test_one_mail_for_a_batch_lists_twenty_and_counts_the_rest(
    ada: Account, ben: Account, sam: Account, article: Article, letters: Letters
) -> None:
    said = [say(ada, article, f"Number {n}.") for n in range(23)] + [say(ben, article, "Mine.")]
    form = BulkForm(Verb.REMOVE, "spam", [(each.id, each.version) for each in said], "spam")
    decide_together(form, sam)
    first, second = letters()
    assert first.subject == "23 of your comments were removed"
    assert first.text.count("/statements/link/") == 20
    assert "And 3 more." in first.text
    assert (second.subject, second.text.count("/statements/link/")) == ("Your comment was removed", 1)


def test_the_mail_waits_for_a_minute_and_an_undo_keeps_it_from_going(
    ada: Account, sam: Account, article: Article, letters: Letters
) -> None:
    decision = decided(say(ada, article), Verb.REMOVE, sam)
    assert [letter.subject for letter in letters()] == ["Your comment was removed"]
    undo(decision.id, sam)
    assert letters() == []
    assert db.session.scalars(select(Mail)).all() != []


@pytest.mark.parametrize("gone", [True, False])
def test_only_who_was_told_is_told_that_it_is_back(
    ada: Account, sam: Account, eve: Account, article: Article, letters: Letters, gone: bool
) -> None:
    decision = decided(say(ada, article, "I was there."), Verb.REMOVE, sam)
    (mail,) = db.session.scalars(select(Mail)).all()
    mail.state = State.SENT if gone else State.WAITING
    with clock.stopped_at(clock.now() + 4 * UNDO):
        reverse(decision.id, eve)
        found = [letter for letter in letters() if letter.subject == "Your comment is back"]
    assert len(found) == gone
    assert not gone or "I was there." in found[0].text


def test_who_gave_no_address_has_a_statement_and_no_mail(sam: Account, article: Article, letters: Letters) -> None:
    guest = person("guest", is_guest=True)
    guest.email = ""
    decided(say(guest, article), Verb.REMOVE, sam)
    assert (len(statements()), letters()) == (1, [])


def test_whose_mail_went_without_what_holds_again_is_told_of_it(
    ada: Account, sam: Account, article: Article, letters: Letters
) -> None:
    comment = say(ada, article)
    removal = decided(comment, Verb.REMOVE, sam)
    back = reverse(removal.id, sam)[0].decision_id
    db.session.scalars(select(Mail)).first().state = State.SKIPPED  # type: ignore[union-attr]
    undo(back or 0, sam)
    assert [letter.subject for letter in letters()] == ["Your comment was removed"]
