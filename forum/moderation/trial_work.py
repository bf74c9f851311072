"""Trying a rule out, some comments at a time: the rule reads what people said in 30 days as it was said then.

Each piece is looked up, judged while nothing of the database is held, and counted in a transaction that also says how
far the trial has come. So whoever dies in between has counted nothing, and of two who read the same piece one counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select, update

from forum import clock, ids
from forum.db import db, rows_changed
from forum.discussion.models import Comment
from forum.moderation.catches import LATELY
from forum.moderation.events import TrialBegun
from forum.moderation.past import Said, said, submissions
from forum.moderation.trial_rows import Stage, Trial, revived
from forum.outbox.claiming import Later
from forum.outbox.dispatch import Turn
from forum.screening.kind import Kind
from forum.screening.models import WHOLE_SITE, Rule
from forum.screening.options import Terms
from forum.screening.pipeline import verdict_of
from forum.screening.submission import Submission
from forum.screening.verdict import Ruling, Verdict

# Looked up in some hundredths of a second, for which SQLite lets nobody else write.
AT_ONCE = 500
# Then others have their turn: a mail does not wait for the end of a trial.
IN_TURN, BREATH = 8, timedelta(milliseconds=50)
SAMPLES = 20


@dataclass(frozen=True)
class Piece:
    """Some comments that were looked up, with all that it takes to judge them."""

    kind: Kind
    asked: Terms
    saved: Terms
    total: int
    numbers: Sequence[int]  # of all that were read
    comments: Sequence[Said]  # those that are judged
    shown: Sequence[Submission]  # of each what the check is shown as asked for, and
    was_shown: Sequence[Submission]  # as saved; nothing while the rule is off


def try_out(begun: TrialBegun, turn: Turn) -> None:
    """What follows from that somebody tries a rule out. Begun once more it goes on where it was."""
    for _ in range(IN_TURN):
        if not read_on(begun.trial_id):
            return
        turn.settle()
    raise Later(clock.now() + BREATH, "There is more to read.")


def read_on(trial_id: int) -> bool:
    """Read the next comments, the newest first; whether there are more. Ends the transaction that it finds."""
    trial = db.session.get(Trial, trial_id, populate_existing=True)
    if trial is None or not trial.is_running:
        return False
    piece, place, samples = _looked_up(trial), trial.place, list(trial.samples)
    db.session.rollback()  # nobody waits for us while we judge
    figures, found = _judged(piece)
    is_last = len(piece.numbers) < AT_ONCE
    reached = {
        "total": piece.total,
        "place": piece.numbers[-1] if piece.numbers else place,
        "samples": [*samples, *found][:SAMPLES],
        "state": Stage.DONE if is_last else Stage.RUNNING,
    }
    more = {name: getattr(Trial, name) + number for name, number in figures.items()}
    here = (Trial.id == trial_id, Trial.state == Stage.RUNNING, Trial.place == place)
    return rows_changed(update(Trial).where(*here).values(**reached, **more)) == 1 and not is_last


def _looked_up(trial: Trial) -> Piece:
    asked, saved = revived(trial.asked), revived(trial.saved)
    begin = Comment.id >= ids.first_of(trial.created_at - LATELY)
    total = trial.total
    if total is None:
        total = db.session.scalar(select(func.count()).where(begin, Comment.id < trial.id)) or 0
    numbers, comments = said(begin, Comment.id < trial.place, most=AT_ONCE)
    comments = _within(trial, comments)
    shown = was_shown = submissions(comments, trial.rule, asked)
    if not saved.enabled:
        was_shown = []
    elif saved.options != asked.options:
        was_shown = submissions(comments, trial.rule, saved)
    return Piece(trial.kind, asked, saved, total, numbers, comments, shown, was_shown)


def _within(trial: Trial, comments: Sequence[Said]) -> Sequence[Said]:
    """Those for which the rule counts: in its section, or where no section has a rule of its own."""
    if trial.section_name != WHOLE_SITE:
        return [one for one in comments if one.section == trial.section_name]
    own = select(Rule.section_name).where(Rule.name == trial.rule, Rule.section_name != WHOLE_SITE)
    apart = set(db.session.scalars(own))
    return [one for one in comments if one.section not in apart]


def _judged(piece: Piece) -> tuple[Mapping[str, int], Sequence[int]]:
    """What is to be added to the figures, and the comments on which the rule would act."""
    rulings = [_ruling(piece.kind, piece.asked, submission) for submission in piece.shown]
    were = [_ruling(piece.kind, piece.saved, submission) for submission in piece.was_shown]
    acted = [one for one, ruling in zip(piece.comments, rulings, strict=True) if ruling == piece.asked.ruling]
    figures = {
        "done": len(piece.numbers),
        "judged": len(piece.comments),
        "held": len(acted),
        "of_staff": len(rulings) - rulings.count(None) - len(acted),
        "approved": sum(one.is_approved for one in acted),
        "today": were.count(piece.saved.ruling),
    }
    return figures, [one.id for one in acted]


def _ruling(kind: Kind, terms: Terms, submission: Submission) -> Ruling | None:
    verdict = verdict_of(kind, terms, submission)
    return verdict.ruling if verdict else None


def found_again(trial: Trial) -> Sequence[tuple[Said, Verdict]]:
    """The samples, with what the rule finds in them. What its author took back meanwhile is not among them."""
    asked = revived(trial.asked)
    _, comments = said(Comment.id.in_(trial.samples), most=SAMPLES)
    shown = submissions(comments, trial.rule, asked)
    verdicts = [verdict_of(trial.kind, asked, submission) for submission in shown]
    return [(one, verdict) for one, verdict in zip(comments, verdicts, strict=True) if verdict is not None]
