"""The words of the mail that tells staff what waits, made when it is sent (`forum.mail.purposes`)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from forum import ids
from forum.accounts.models import Account
from forum.db import db
from forum.discussion.models import WAITING, Comment
from forum.discussion.reports import Cause
from forum.mail.models import Mail
from forum.mail.purposes import NotNeeded, Purposes
from forum.markup.visible import without_directions
from forum.moderation.models import Verb
from forum.moderation.permissions import may_decide
from forum.notifications.keys import Stop, stop_address
from forum.notifications.models import Kind
from forum.notifications.naming import host, list_id
from forum.queue.records import why
from forum.reporting.forms import SHORT_CAUSES
from forum.reporting.queries import causes_of
from forum.rounds.deciding import is_offered
from forum.rounds.keys import LASTS, Errand, address_of, label
from forum.rounds.remaining import waiting_among, with_all
from forum.rounds.staff import is_on_staff
from forum.web.jinja import moment
from forum.web.site import absolute

# More is better read in the queue, where the rest waits as well.
IN_FULL = 5
# Characters of readers' words in one mail, shared among them: five thousand that are all escaped fit into 30 kB.
ROOM = 3_000
# What is said of what waits, and of what everybody reads already.
_VERBS = {True: (Verb.APPROVE, Verb.REJECT), False: (Verb.REMOVE, Verb.APPROVE)}


def waiting_words(facts: Mapping[str, Any]) -> Mapping[str, Any] | NotNeeded:
    person = db.session.get(Account, facts["person"], populate_existing=True)
    mail = db.session.get(Mail, facts["mail"])
    if person is None or not is_on_staff(person):
        return NotNeeded("They do not moderate here any more.")
    if mail is None or mail.recipient != person.email:
        return NotNeeded("Their address has changed since.")
    left = waiting_among(person, facts["comments"])
    if not left:
        return NotNeeded("All that waited was decided meanwhile.")
    return {
        "name": person.display_name,
        "to_name": person.display_name,
        "each": _told(with_all(left[:IN_FULL]), person, mail.created_at),
        "more": len(left) - IN_FULL + facts["beyond"] if len(left) > IN_FULL else facts["beyond"],
        "queue": absolute("/moderation/queue"),
        "by_mail": is_offered(),
        "until": moment(mail.created_at + LASTS),
        "stop": stop_address(Stop(person.id, kind=Kind.WAITING)),
        "stop_reports": stop_address(Stop(person.id, kind=Kind.REPORTS)),
        "headers": _headers(person, Kind(facts.get("kind", Kind.WAITING))),
    }


def _headers(person: Account, kind: Kind) -> Mapping[str, str]:
    """One thread for each of the staff, of which none has the first mail; of each kind a list, stopped as a whole."""
    thread = f"<{ids.to_text(person.id)}.waiting@{host()}>"
    return {
        "In-Reply-To": thread,
        "References": thread,
        "List-Id": list_id(kind),
        "List-Unsubscribe": f"<{stop_address(Stop(person.id, kind=kind))}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _told(comments: Sequence[Comment], person: Account, written: datetime) -> list[Mapping[str, Any]]:
    causes = causes_of([comment.id for comment in comments])
    room = ROOM // len(comments)
    return [
        {
            "author": comment.author.display_name,
            "article": comment.article.title,
            "why": _why(comment) if comment.state in WAITING else _reported(causes.get(comment.id, ())),
            "escalated": comment.escalated_at is not None,
            "hidden": comment.is_wrapped,
            **_words(comment.body_source, room),
            "page": absolute(f"/moderation/queue?at={ids.to_text(comment.id)}"),
            "links": _links(comment, person, written) if is_offered() else [],
        }
        for comment in comments
    ]


def _why(comment: Comment) -> str:
    """In the words of the queue."""
    said = [each.reason for each in why(comment) if each.holds] or [comment.state_reason or "No rule spoke against it."]
    return f"It waits: {' '.join(reason.rstrip('.') + '.' for reason in said)}"


def _reported(causes: Sequence[tuple[Cause, int]]) -> str:
    """Of what, and how often; never by whom."""
    said = (f"{SHORT_CAUSES[cause]}{f' × {count}' if count > 1 else ''}" for cause, count in causes)
    return f"It was reported: {', '.join(said)}."


def _words(source: str, room: int) -> Mapping[str, Any]:
    """As they were typed: what is a spoiler stands between its bars."""
    plain = without_directions(source)
    return {"words": plain[:room].rstrip(), "cut": max(len(plain) - room, 0)}


def _links(comment: Comment, person: Account, written: datetime) -> list[Mapping[str, str]]:
    is_held = comment.state in WAITING
    verbs = [verb for verb in _VERBS[is_held] if may_decide(person, comment, verb)]
    until = written.replace(microsecond=0) + LASTS
    return [
        {
            "label": label(verb, is_held),
            "address": address_of(Errand(person.id, comment.id, comment.version, verb, until)),
        }
        for verb in verbs
    ]


PURPOSES: Purposes = {"waiting": waiting_words}
