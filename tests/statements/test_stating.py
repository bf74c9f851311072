"""What a statement says, and when it is withdrawn."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.mail.models import Mail, State
from forum.moderation.decisions import decide
from forum.moderation.forms import DecisionForm
from forum.moderation.models import Decision, Kind, Verb
from forum.moderation.sanction_form import SanctionForm
from forum.moderation.sanctions import impose, release
from forum.moderation.stating import RESTORED
from forum.moderation.undoing import UNDO, reverse, reverse_alone, undo
from forum.statements.models import Source
from forum.statements.terms import months_after
from tests.factories import decided, say
from tests.statements.conftest import Letters
from tests.statements.stated import logged_last, statements


def test_a_removal_says_what_was_done_why_and_that_it_was_no_machine(
    ada: Account, sam: Account, article: Article
) -> None:
    comment = say(ada, article)
    form = DecisionForm(Verb.REMOVE, "personal attack", comment.version, reason_name="attack", more="Line three.")
    decision = decide(comment, form, sam)
    (one,) = statements()
    assert (one.decision_id, one.person_id, one.comment_id, one.revision) == (decision.id, ada.id, comment.id, 1)
    assert (one.action, one.reason_name, one.public_line, one.source) == (
        "remove",
        "attack",
        "personal attack",
        Source.OWN,
    )
    assert one.message.endswith("\n\nLine three.")
    assert not one.is_of_law
    assert decision.reason_name == "attack"
    assert logged_last() | {"seconds": 0} == logged_last()
    assert (logged_last()["ground"], logged_last()["source"]) == ("attack", "own")


def test_the_log_counts_the_seconds_that_it_waited(ada: Account, sam: Account, article: Article) -> None:
    with clock.stopped_at(datetime(2026, 3, 1, tzinfo=UTC)):
        comment = say(ada, article, holds=Hold.ALL)
    with clock.stopped_at(datetime(2026, 3, 1, 0, 10, tzinfo=UTC)):
        decided(comment, Verb.APPROVE, sam)
        assert logged_last()["seconds"] == 600
    assert statements() == []


def test_a_reversal_withdraws_it_and_the_reversal_of_that_states_it_anew(
    ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    comment = say(ada, article)
    form = DecisionForm(Verb.REMOVE, "against the law", comment.version, reason_name="illegal", more="Section 5.")
    first = decide(comment, form, sam)
    reverse(first.id, eve)
    (one,) = statements()
    assert one.withdrawn_at is not None
    again = db.session.scalars(select(Decision.id).order_by(Decision.id.desc()).limit(1)).one()
    reverse(again, sam)
    former, latter = statements()
    assert (latter.message, latter.is_of_law, latter.reason_name) == (former.message, True, "illegal")
    assert (former.withdrawn_at is None, latter.withdrawn_at) == (False, None)


def test_an_approval_of_what_was_removed_withdraws_it_too(ada: Account, sam: Account, article: Article) -> None:
    comment = say(ada, article)
    decided(comment, Verb.REMOVE, sam)
    decided(comment, Verb.APPROVE, sam)
    assert [one.withdrawn_at is None for one in statements()] == [False]


def test_hiding_as_a_spoiler_moves_no_revision_and_is_withdrawn_when_shown(
    ada: Account, sam: Account, article: Article
) -> None:
    comment = say(ada, article)
    decided(comment, Verb.SPOILER, sam)
    assert (comment.revision, [one.action for one in statements()]) == (1, ["spoiler"])
    decided(comment, Verb.UNSPOILER, sam)
    assert [one.withdrawn_at is None for one in statements()] == [False]


def test_of_who_has_left_the_log_says_why_there_is_none(ada: Account, sam: Account, article: Article) -> None:
    comment = say(ada, article)
    ada.erased_at = clock.now()
    decided(comment, Verb.REMOVE, sam)
    assert statements() == []
    assert logged_last()["unstated"] == "its author has left"


@pytest.mark.parametrize("kind", list(Kind))
def test_a_sanction_is_stated_and_letting_go_withdraws_it(
    ada: Account, sam: Account, letters: Letters, kind: Kind
) -> None:
    row = impose(ada, SanctionForm(kind, "Be kind to whom you answer.", 3), sam)
    (one,) = statements()
    assert (one.sanction_id, one.action, one.message, one.until) == (
        row.id,
        kind,
        "Be kind to whom you answer.",
        row.until,
    )
    (letter,) = letters()
    assert "Be kind to whom you answer." in letter.text
    assert "/statements/link/" in letter.text
    assert ("/me/comments" in letter.text) == (kind != Kind.BAN)
    release(row.id, ada, sam)
    assert letters() == []


@pytest.mark.parametrize(
    ("moment", "later"),
    [
        (datetime(2026, 8, 31, 12, tzinfo=UTC), datetime(2027, 2, 28, 12, tzinfo=UTC)),
        (datetime(2027, 8, 31, 12, tzinfo=UTC), datetime(2028, 2, 29, 12, tzinfo=UTC)),
        (datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC)),
        (datetime(2026, 6, 30, tzinfo=UTC), datetime(2026, 12, 30, tzinfo=UTC)),
    ],
)
def test_six_months_on_is_the_same_day_or_the_last_of_the_month(moment: datetime, later: datetime) -> None:
    assert months_after(moment, 6) == later


def test_what_is_added_for_an_author_is_not_told_to_who_answered_them(
    ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    root = say(ada, article)
    say(ben, article, "Well?", root)
    decide(root, DecisionForm(Verb.REMOVE_ALL, "spam", root.version, more="Ada, do not do that again."), sam)
    told = {each.person_id: "Ada, do not" in each.message for each in statements()}
    assert told == {ada.id: True, ben.id: False}


@pytest.mark.parametrize("slip", [Verb.REVERSE, Verb.APPROVE])
def test_after_a_slip_what_was_stated_holds_again_and_is_told_once(
    ada: Account, sam: Account, eve: Account, article: Article, letters: Letters, slip: Verb
) -> None:
    comment = say(ada, article)
    removal = decided(comment, Verb.REMOVE, sam)
    mail = db.session.scalars(select(Mail)).one()
    mail.state, mail.sent_at = State.SENT, clock.now()
    with clock.stopped_at(clock.now() + 4 * UNDO):
        back = reverse(removal.id, eve)[0].decision_id if slip == Verb.REVERSE else decided(comment, slip, eve).id
        undo(back or 0, eve)
        (one,) = statements()
        assert (one.decision_id, one.withdrawn_at, logged_last()["unstated"]) == (removal.id, None, RESTORED)
        assert [letter.subject for letter in letters()] == ["Your comment was removed"]
    with clock.stopped_at(clock.now() + 5 * UNDO):
        reverse_alone(removal.id, eve)
        assert one.withdrawn_at is not None and comment.is_public
        assert [letter.subject for letter in letters()] == ["Your comment is back"]
