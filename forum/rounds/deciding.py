"""Deciding by a link from a mail, as whoever the mail went to: once, on the version that they read."""

from collections.abc import Mapping

from sqlalchemy.exc import IntegrityError

from forum import clock
from forum.accounts.models import Account
from forum.config import DecideByMail
from forum.db import db
from forum.discussion.queries import comment_to_change
from forum.moderation.decisions import decide
from forum.moderation.forms import DecisionForm
from forum.moderation.models import Decision
from forum.moderation.undoing import undo
from forum.rounds.keys import DeadLink, Errand, errand_of
from forum.rounds.models import MailDecision
from forum.rounds.staff import is_on_staff
from forum.web.site import settings


def is_offered() -> bool:
    """Whether this site's mails carry links that decide."""
    return settings().decide_by_mail == DecideByMail.ON


def holder_of(errand: Errand) -> Account:
    """Who decides; DeadLink when they may not any more, or nobody may by mail."""
    person = db.session.get(Account, errand.person_id, populate_existing=True)
    if not is_offered() or person is None or not is_on_staff(person):
        raise DeadLink
    return person


def use_of(errand: Errand) -> MailDecision | None:
    return db.session.get(MailDecision, errand.digest, populate_existing=True)


def decide_by_mail(token: str, form: Mapping[str, str]) -> Decision:
    """What the link says. DeadLink when it was used, Conflict when the comment was edited or decided meanwhile."""
    errand = errand_of(token)
    person = holder_of(errand)
    comment = comment_to_change(errand.comment_id, person)  # its article is held: of two presses one waits here
    if use_of(errand) is not None:
        raise DeadLink
    said = {"verb": str(errand.verb), "version": str(errand.version), "reason": form.get("reason", "")}
    decision = decide(comment, DecisionForm.parse(said), by=person)
    db.session.add(MailDecision(link_hash=errand.digest, decision_id=decision.id, used_at=clock.now()))
    try:
        db.session.flush()
    except IntegrityError:  # pressed twice at once
        raise DeadLink from None
    return decision


def undo_by_mail(token: str) -> None:
    """Take back what the link did, within the same half minute as anywhere."""
    errand = errand_of(token)
    person, use = holder_of(errand), use_of(errand)
    if use is None:
        raise DeadLink
    undo(use.decision_id, by=person)
