"""What others are told when something happened: under which name, of what, and what makes it one. Nothing is read."""

from dataclasses import dataclass
from typing import Any

from forum.discussion.events import CommentEdited, CommentReported, CommentStood
from forum.discussion.models import PUBLIC, WAITING, State
from forum.moderation.events import CommentPicked, PersonSanctioned
from forum.redress.events import AppealDecided, AppealSent

_ENDS = {
    State.REJECTED: "comment.rejected",
    State.REMOVED: "comment.removed",
    State.DELETED: "comment.deleted",
}
_GONE = frozenset({State.REMOVED, State.DELETED})


@dataclass(frozen=True)
class Occasion:
    """Something to tell: `key` is the same whenever the same fact is followed up."""

    event: str
    key: str
    ids: dict[str, int]


def occasion_of(happened: Any) -> Occasion | None:
    """None for what nobody outside is told, such as that a moderator let stand what everybody read already."""
    return _of_comments(happened) or _of_people(happened)


def _of_comments(happened: Any) -> Occasion | None:
    match happened:
        case CommentStood(comment_id, version, was, became):
            name = _standing(State(was), State(became))
            return Occasion(name, f"stood {comment_id} {version}", {"comment": comment_id}) if name else None
        case CommentEdited(comment_id, revision):
            return Occasion("comment.edited", f"edited {comment_id} {revision}", {"comment": comment_id})
        case CommentPicked(comment_id, version, picked):
            name = "comment.picked" if picked else "comment.unpicked"
            return Occasion(name, f"picked {comment_id} {version}", {"comment": comment_id})
        case CommentReported(report_id):
            return Occasion("comment.reported", f"reported {report_id}", {"report": report_id})
    return None


def _of_people(happened: Any) -> Occasion | None:
    match happened:
        case AppealSent(appeal_id):
            return Occasion("appeal.sent", f"appeal {appeal_id}", {"appeal": appeal_id})
        case AppealDecided(appeal_id):
            return Occasion("appeal.decided", f"appeal decided {appeal_id}", {"appeal": appeal_id})
        case PersonSanctioned(sanction_id, None):
            return Occasion("person.released", f"released {sanction_id}", {"sanction": sanction_id})
        case PersonSanctioned(sanction_id, _):
            return Occasion("person.sanctioned", f"sanction {sanction_id}", {"sanction": sanction_id})
    return None


def _standing(was: State, became: State) -> str | None:
    if became in PUBLIC:
        if was in PUBLIC:
            return None
        return "comment.restored" if was in _GONE else "comment.published"
    if became in WAITING:
        return None if was in WAITING else "comment.held"
    return _ENDS.get(became)
