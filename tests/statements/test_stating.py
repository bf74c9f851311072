"""What a statement says, how it was found, and the mails about it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.editing import edit_comment
from forum.discussion.models import Comment
from forum.discussion.reports import Cause, Outcome, Report
from forum.mail.models import Mail, State
from forum.moderation.bulk import decide_together
from forum.moderation.decisions import decide
from forum.moderation.forms import BulkForm, DecisionForm
from forum.moderation.models import Decision, Kind, Verb
from forum.moderation.records import LogEntry, LogText
from forum.moderation.sanction_form import SanctionForm
from forum.moderation.sanctions import impose, release
from forum.moderation.stating import RESTORED
from forum.moderation.undoing import UNDO, reverse, reverse_alone, undo
from forum.screening.models import KeptVerdict
from forum.statements.models import Source, Statement
from forum.statements.terms import months_after
from tests.factories import decided, person, say
from tests.statements.conftest import Letters


def statements() -> list[Statement]:
    db.session.flush()
    return list(db.session.scalars(select(Statement).order_by(Statement.id)))


def logged_last() -> dict[str, object]:
    text = db.session.scalars(select(LogText).join(LogEntry).order_by(LogEntry.id.desc()).limit(1)).one()
    return dict(text.words)


def reported(comment: Comment, cause: Cause, outcome: Outcome | None = None, key: str = "k") -> None:
    db.session.add(
        Report(
            comment_id=comment.id,
            revision=comment.revision,
            reporter_key=key,
            cause=cause,
            created_at=clock.now(),
            outcome=outcome,
        )
    )
    db.session.flush()


def noticed(comment: Comment, ruling: str, rule: str = "many-links") -> None:
    db.session.add(
        KeptVerdict(
            comment_id=comment.id,
            version=comment.version,
            revision=comment.revision,
            rule=rule,
            ruling=ruling,
            reason="It was noticed.",
            created_at=clock.now(),
        )
    )
    db.session.flush()


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


@pytest.mark.parametrize(
    ("causes", "ruling", "source"),
    [
        ([Cause.ATTACK], "hold", Source.REPORT),
        ([Cause.LEGAL], None, Source.NOTICE),
        ([Cause.ATTACK, Cause.LEGAL], "hold", Source.NOTICE),
        ([Cause.DISAGREE], None, Source.OWN),
        ([], "hold", Source.RULE),
        ([], "suspect", Source.RULE),
        ([], "note", Source.OWN),
    ],
)
def test_it_says_how_staff_came_to_look(
    ada: Account, sam: Account, article: Article, causes: list[Cause], ruling: str | None, source: Source
) -> None:
    comment = say(ada, article, holds=Hold.ALL)
    for verdict in db.session.scalars(select(KeptVerdict)):
        db.session.delete(verdict)
    for cause in causes:
        reported(comment, cause, key=cause)
    if ruling:
        noticed(comment, ruling)
    decided(comment, Verb.REJECT, sam)
    (one,) = statements()
    assert one.source == source
    assert one.rule == ("many-links" if ruling in ("hold", "suspect") else None)


def test_what_a_rule_said_of_other_words_does_not_count(ada: Account, sam: Account, article: Article) -> None:
    comment = say(ada, article, holds=Hold.ALL)
    noticed(comment, "hold")
    edit_comment(comment, "Other words.", ada, Hold.OPEN)
    decided(comment, Verb.SPOILER, sam)
    decided(comment, Verb.REJECT, sam)
    assert {one.source for one in statements()} == {Source.OWN}


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


def test_whose_mail_went_without_what_holds_again_is_told_of_it(
    ada: Account, sam: Account, article: Article, letters: Letters
) -> None:
    comment = say(ada, article)
    removal = decided(comment, Verb.REMOVE, sam)
    back = reverse(removal.id, sam)[0].decision_id
    db.session.scalars(select(Mail)).first().state = State.SKIPPED  # type: ignore[union-attr]
    undo(back or 0, sam)
    assert [letter.subject for letter in letters()] == ["Your comment was removed"]


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


def test_what_is_added_for_an_author_is_not_told_to_who_answered_them(
    ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    root = say(ada, article)
    say(ben, article, "Well?", root)
    decide(root, DecisionForm(Verb.REMOVE_ALL, "spam", root.version, more="Ada, do not do that again."), sam)
    told = {each.person_id: "Ada, do not" in each.message for each in statements()}
    assert told == {ada.id: True, ben.id: False}


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
