"""Trying a rule out on what people said in the last 30 days, before it is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import joinedload

from forum import clock
from forum.accounts.models import Account
from forum.accounts.permissions import may_moderate
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.errors import YES, Answer, Invalid, NotFound, no, require
from forum.ids import new_id
from forum.moderation.events import TrialBegun
from forum.moderation.rule_form import RuleForm
from forum.moderation.rules import require_section, version_of
from forum.moderation.trial_rows import Stage, Trial, kept
from forum.moderation.trial_work import found_again
from forum.outbox.record import record
from forum.screening.book import book_read_again
from forum.screening.options import Options, Terms
from forum.screening.verdict import Verdict

KEPT_FOR = timedelta(days=7)
# Of what these go by nothing is kept, so nobody can say what they would have done.
WHY_NOT: Mapping[str, str] = {
    "links-after-approval": "It is about edits, and comments can only be tried as they were first said.",
    "too-fast": "How long somebody took to write is not kept, so it cannot be tried on earlier comments.",
    "lure": "Whether the hidden field was filled in is not kept, so it cannot be tried on earlier comments.",
}
OFF = "A rule that is off finds nothing. Tick “The rule is on” to try it."


@dataclass(frozen=True)
class Sample:
    """A comment that would be held, and what the rule found in it."""

    comment: Comment
    verdict: Verdict


def begin_trial(form: RuleForm, by: Account) -> Trial:
    """Let a worker find out what the rule would have done. What `by` was trying out before is stopped."""
    require(may_moderate(by))
    if form.kind.name in WHY_NOT:
        raise Invalid(WHY_NOT[form.kind.name])
    require_section(form.section)
    if not form.enabled:
        raise Invalid(OFF, "enabled")
    # Of two that somebody begins at one moment, one is second.
    db.session.execute(select(Account.id).where(Account.id == by.id).with_for_update(key_share=True))
    theirs = update(Trial).where(Trial.by_id == by.id, Trial.state == Stage.RUNNING)
    db.session.execute(theirs.values(state=Stage.STOPPED))
    number = new_id()
    trial = Trial(
        id=number,
        by_id=by.id,
        rule=form.kind.name,
        section_name=form.section,
        version=version_of(form.kind.name, form.section) if form.version is None else form.version,
        asked=kept(Terms(form.enabled, form.ruling, Options(form.options))),
        saved=kept(book_read_again().terms(form.section)[form.kind.name]),
        created_at=clock.now(),
        place=number,
    )
    db.session.add(trial)
    record(TrialBegun(number))
    return trial


def stop_trial(trial: Trial, by: Account) -> None:
    """What it has found so far stays."""
    require(may_stop(by, trial))
    running = update(Trial).where(Trial.id == trial.id, Trial.state == Stage.RUNNING)
    db.session.execute(running.values(state=Stage.STOPPED))


def may_stop(by: Account | None, trial: Trial) -> Answer:
    answer = may_moderate(by)
    if not answer or by is None:
        return answer
    return YES if by.id == trial.by_id or by.is_admin else no("Only whoever began it, or an admin, may stop it.")


def trial_or_404(trial_id: int) -> Trial:
    trial = db.session.get(Trial, trial_id)
    if trial is None:
        raise NotFound("There is no such trial: they are kept for a week.")
    return trial


def samples_of(trial: Trial) -> Sequence[Sample]:
    """With author and article at hand, the newest first."""
    verdicts = {one.id: verdict for one, verdict in found_again(trial)}
    known = joinedload(Comment.author), joinedload(Comment.article).joinedload(Article.section)
    query = select(Comment).where(Comment.id.in_(verdicts)).options(*known).order_by(Comment.id.desc())
    return [Sample(comment, verdicts[comment.id]) for comment in db.session.scalars(query)]


def fields_of(trial: Trial) -> Mapping[str, str]:
    """The form of the rule as it was typed."""
    options = trial.asked["options"].items()
    typed = {name: str(value) if isinstance(value, int) else "\n".join(value) for name, value in options}
    return {
        "rule": trial.rule,
        "section": trial.section_name,
        "version": str(trial.version),
        "enabled": "1",
        "ruling": trial.asked["ruling"],
        **typed,
    }


def forget_old_trials() -> None:
    db.session.execute(delete(Trial).where(Trial.created_at < clock.now() - KEPT_FOR))
