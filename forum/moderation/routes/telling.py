"""The log in words: what somebody did, to whom, and how it was before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.moderation.records import LogEntry, LogText
from forum.screening.rulebook import BY_NAME
from forum.web.jinja import moment

# By kind of an entry; where a person follows, the words end with what leads to them.
_SAID: Mapping[str, str] = {
    "approve": "approved a comment by",
    "trust": "approved a comment and trusts",
    "reject": "rejected a comment by",
    "remove": "removed a comment by",
    "remove-all": "removed, with its replies, a comment by",
    "spoiler": "hid as a spoiler a comment by",
    "unspoiler": "showed again a comment by",
    "pick": "picked a comment by",
    "unpick": "took the pick from a comment by",
    "pin": "pinned a comment by",
    "unpin": "unpinned a comment by",
    "lock": "locked a thread by",
    "unlock": "unlocked a thread by",
    "move": "moved a thread by",
    "escalate": "handed to the admins a comment by",
    "undo": "undid a decision on a comment by",
    "reverse": "reversed a decision on a comment by",
    "close": "closed the comments",
    "reopen": "reopened the comments",
    "article": "set up the discussion",
    "section": "set up a section",
    "rule": "changed a rule",
    "warn": "warned",
    "hold": "put on hold",
    "mute": "muted",
    "ban": "banned",
    "end-warn": "took back a warning of",
    "end-hold": "ended the hold of",
    "end-mute": "ended the mute of",
    "end-ban": "ended the ban of",
    "warning-read": "read a warning",
    "appeal": "appealed against a decision",
    "appeal-upheld": "upheld an appeal by",
    "appeal-declined": "declined an appeal by",
    "appeal-moot": "found nothing to take back after an appeal by",
    "reason": "changed a reason",
    "terms": "published another version",
    "origin": "changed what another site’s pages may do",
    "origin-added": "listed another site",
    "origin-removed": "took another site from the list",
    "webhook": "changed a webhook",
    "webhook-added": "added a webhook",
    "webhook-failed": "has a webhook that took nothing for three days: it was switched off",
    "webhook-removed": "removed a webhook",
    "webhook-secret": "made the secret of a webhook anew",
    "role": "changed the role of",
    "badge": "changed the badge of",
    "legal-hold": "changed the legal hold of",
    "erase": "erased what was said of",
}
_NAMES: Mapping[str, str] = {
    "picked_at": "Editors’ pick",
    "pinned_at": "pinned",
    "is_wrapped": "hidden as a spoiler",
    "is_locked": "locked",
    "escalated_at": "handed to the admins",
    "trusted_at": "author trusted",
    "slow_seconds": "seconds between comments",
    "stance": "whose comments wait",
    "enabled": "on",
    "opens_articles": "its articles are opened",
    "ruling": "what happens",
    "words": "words",
    "public_line": "public line",
    "is_of_law": "about the law",
}
# Said in the sentence already, or by a link beside it.
_SAID_ELSEWHERE = frozenset({"state_reason", "article_id"})
# Of these the sentence says all that was changed.
_PLAIN = frozenset(
    {"pick", "unpick", "pin", "unpin", "lock", "unlock", "spoiler", "unspoiler", "escalate", "close", "reopen"}
)


@dataclass(frozen=True)
class Told:
    """An entry as it is read."""

    entry: LogEntry
    sentence: str
    names_person: bool  # the sentence ends where a name belongs
    reason: str | None
    revision: int | None
    changes: Sequence[str]
    is_erased: bool  # its words went with the person


def told(entry: LogEntry, text: LogText | None) -> Told:
    words = text.words if text else {}
    names_person = entry.person_id is not None and entry.kind not in ("warning-read", "appeal")
    return Told(
        entry,
        sentence=_SAID.get(entry.kind, entry.kind) if names_person else _alone(entry.kind),
        names_person=names_person,
        reason=words.get("reason"),
        revision=words.get("revision"),
        changes=[] if entry.kind in _PLAIN else list(_changes(words)),
        is_erased=text is None,
    )


def title(kind: str) -> str:
    """What to choose in a list of kinds: Removed a comment."""
    words = _alone(kind)
    return words[:1].upper() + words[1:]


def _alone(kind: str) -> str:
    """The sentence without what leads to a name."""
    return _SAID.get(kind, kind).removesuffix(" by").removesuffix(" of")


def _changes(words: Mapping[str, Any]) -> Iterator[str]:
    if "rule" in words:
        yield BY_NAME[words["rule"]].title if words["rule"] in BY_NAME else words["rule"]
    if "origin" in words:
        yield words["origin"]
    if "published" in words:
        yield words["published"]
    if "shared" in words:
        yield words["shared"]
    if words.get("section"):
        yield f"in {words['section']}"
    before, after = words.get("before"), words.get("after")
    if isinstance(after, Mapping):
        yield from _facts(before if isinstance(before, Mapping) else {}, after)
    elif isinstance(before, str) or isinstance(after, str):
        yield f"{before or 'none'} → {after or 'none'}"


def _facts(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for name, now in after.items():
        was = before.get(name)
        if now == was or name in _SAID_ELSEWHERE:
            continue
        if name == "until":
            yield f"until {moment(datetime.fromisoformat(now))}"
        elif isinstance(now, list):
            yield from _lines(name, was or [], now)
        else:
            yield f"{_NAMES.get(name, name)}: {_value(name, was)} → {_value(name, now)}"


def _lines(name: str, was: Sequence[str], now: Sequence[str]) -> Iterator[str]:
    for what, some, others in (("added", now, was), ("taken away", was, now)):
        lines = [line for line in some if line not in others]
        if lines:
            yield f"{name} {what}: {', '.join(lines)}"


def _value(name: str, value: Any) -> str:
    if name.endswith("_at") or isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)
