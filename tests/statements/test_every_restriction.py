"""Every decision that restricts somebody has one statement, or a reason in the log why it has none."""

import os
from collections.abc import Callable, Sequence
from random import Random

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.articles.queries import article_to_change
from forum.config import Hold
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.discussion.editing import edit_comment
from forum.discussion.models import Comment, State
from forum.errors import Refusal
from forum.moderation.bulk import decide_everything_by, decide_together
from forum.moderation.decisions import decide
from forum.moderation.forms import BulkForm, DecisionForm
from forum.moderation.log import verified
from forum.moderation.models import Decision, Kind, Sanction, Verb
from forum.moderation.permissions import ON_COMMENTS
from forum.moderation.records import LogEntry, LogText
from forum.moderation.sanction_form import SanctionForm
from forum.moderation.sanctions import impose, release
from forum.moderation.stating import LEFT, RESTORED
from forum.moderation.undoing import reverse, undo
from forum.privacy.erasing import erase
from forum.redress.resubmitting import resubmit
from forum.statements.models import Statement
from forum.statements.reasons import shared_reasons
from tests.factories import person, say

# With LONG=1 as many as would show what is rare.
HISTORIES, STEPS = (60, 120) if os.environ.get("LONG") else (6, 60)
AWAY = {State.REJECTED: "reject", State.REMOVED: "remove"}


def restricting(decision: Decision) -> str | None:
    """What the two rows before and after say, without a word of the code that is tried."""
    if decision.comment_id is None or decision.before is None or decision.after is None:
        return None
    if decision.state_after in AWAY and decision.state_before != decision.state_after:
        return AWAY[decision.state_after]
    if decision.after.get("is_wrapped") and not decision.before.get("is_wrapped"):
        return "spoiler"
    return None


def decisions(random: Random, said: Sequence[Comment], moderator: Account) -> list[Callable[[], object]]:
    """What a moderator decides, about one and about some."""
    comment, reason = random.choice(said), random.choice(shared_reasons())

    def choose() -> object:
        verb = random.choice([verb for verb in ON_COMMENTS if verb != Verb.MOVE])
        form = DecisionForm(verb, reason.public_line, comment.version, reason_name=reason.name, more="And more.")
        return decide(comment, form, moderator)

    def many() -> object:
        some = [(row.id, row.version) for row in random.sample(said, min(len(said), 4))]
        verb = random.choice((Verb.REMOVE, Verb.REJECT, Verb.SPOILER, Verb.APPROVE))
        return decide_together(BulkForm(verb, reason.public_line, some, reason.name), moderator)

    def everything() -> object:
        line, name = reason.public_line, reason.name
        return decide_everything_by(comment.author, Verb.REMOVE, line, moderator, name)

    return [*[choose] * 6, many, many, everything]


def step(random: Random, article: Article, readers: list[Account], staff: list[Account]) -> object:
    """Something that readers or staff do, whatever stands there."""
    reader, moderator = random.choice(readers), random.choice(staff)
    article_to_change(article.id)
    said = db.session.scalars(select(Comment).order_by(Comment.id)).all()
    comment = random.choice(said)
    decided = db.session.scalars(select(Decision.id).order_by(Decision.id.desc()).limit(6)).all()

    def let_go() -> None:
        rows = db.session.scalars(select(Sanction).where(Sanction.ended_at.is_(None))).all()
        row = random.choice(rows) if rows else None
        if row is not None:
            release(row.id, db.session.get_one(Account, row.account_id), moderator)

    actions: list[Callable[[], object]] = [
        *decisions(random, said, moderator),
        lambda: say(reader, article, f"Said {random.random()}.", holds=random.choice(list(Hold))),
        lambda: say(reader, article, f"Said {random.random()}.", comment),
        lambda: edit_comment(comment, f"Edited {random.random()}.", comment.author, Hold.OPEN),
        lambda: delete_comment(comment, comment.author),
        lambda: resubmit(comment, f"Sent again {random.random()}.", comment.author, Hold.OPEN),
        *[lambda: undo(random.choice(decided or [0]), moderator)] * 2,
        *[lambda: reverse(random.choice(decided or [0]), moderator)] * 4,
        lambda: impose(reader, SanctionForm(random.choice(list(Kind)), "Be kind.", 3), moderator),
        let_go,
    ]
    return random.choice(actions)()


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_after_any_history_every_restriction_has_one_statement(
    app: Flask, article: Article, sam: Account, eve: Account, seed: int
) -> None:
    random, readers = Random(seed), [person(f"reader-{number}") for number in range(3)]
    for reader in readers:
        say(reader, article, f"{reader.handle} was there.", holds=random.choice([Hold.OPEN, Hold.ALL]))
    done = 0
    for number in range(STEPS):
        if number == STEPS * 2 // 3:
            erase(readers[0], by=None)
        try:
            with db.session.begin_nested():
                step(random, article, readers, [sam, eve])
            done += 1
        except Refusal:
            pass
        db.session.flush()
    assert done > STEPS // 3
    db.session.expire_all()
    require_all_stated()
    require_standing()
    db.session.commit()
    length = db.session.scalar(select(func.max(LogEntry.id)))
    assert [number for number, _ in verified()][-1] == length


def require_all_stated() -> None:
    """Decisions and sanctions against statements, one to one, and those without against the log."""
    made = {row.id: row for row in db.session.scalars(select(Decision))}
    expected = {number: what for number, row in made.items() if (what := restricting(row))}
    rows = db.session.scalars(select(Statement)).all()
    stated = {row.decision_id: row.action for row in rows if row.decision_id}
    assert len(stated) == len([row for row in rows if row.decision_id])
    assert stated.items() <= expected.items()
    unstated = [made[number] for number in expected.keys() - stated.keys()]
    logged: dict[str, list[int]] = {LEFT: [], RESTORED: []}
    for entry, text in db.session.execute(select(LogEntry, LogText).join(LogText, LogText.entry_id == LogEntry.id)):
        if "unstated" in text.words:
            logged[text.words["unstated"]].append(entry.comment_id or 0)
    left = dict(db.session.execute(select(Account.id, Account.erased_at).where(Account.erased_at.is_not(None))).all())
    after = [row for row in unstated if (at := left.get(row.person_id or 0)) and row.created_at >= at]
    assert sorted(logged[LEFT]) == sorted(row.comment_id or 0 for row in after)
    restored = [row for row in unstated if row not in after]
    # Of who left later the log has no words any more.
    told = sorted(row.comment_id or 0 for row in restored if row.person_id not in left)
    assert sorted(logged[RESTORED]) == told
    assert {row.verb for row in restored} <= {Verb.UNDO}
    assert {(row.comment_id, expected[row.id]) for row in restored} <= {(row.comment_id, row.action) for row in rows}
    sanctions = set(db.session.scalars(select(Sanction.id)))
    assert {row.sanction_id for row in rows if row.sanction_id} == sanctions


def require_standing() -> None:
    """What holds of a comment is what it stands at, once."""
    holds = select(Statement).where(Statement.withdrawn_at.is_(None), Statement.comment_id.is_not(None))
    by_comment: dict[int, list[str]] = {}
    for row in db.session.scalars(holds):
        by_comment.setdefault(row.comment_id or 0, []).append(row.action)
    for comment in db.session.scalars(select(Comment)):
        actions = sorted(by_comment.get(comment.id, []))
        assert len(set(actions)) == len(actions)
        away = AWAY.get(comment.state)
        if comment.state != State.DELETED:
            assert (
                [each for each in actions if each != "spoiler"] in ([away], [])
                if away
                else [each for each in actions if each != "spoiler"] == []
            )
            assert "spoiler" not in actions or comment.is_wrapped
