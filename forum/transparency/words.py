"""What is counted and listed, in words for everybody."""

from collections.abc import Mapping

from forum.moderation.models import Verb
from forum.redress.answering import OUTCOMES
from forum.statements.models import Source

DONE: Mapping[str, str] = {
    "reject": "Not published",
    "remove": "Removed",
    "spoiler": "Hidden as a spoiler",
    "warn": "Warned",
    "hold": "Made to wait for a moderator",
    "mute": "Muted",
    "ban": "Banned",
}
MEASURES: Mapping[str, str] = {
    "warn": "A person was warned",
    "hold": "A person was made to wait for a moderator",
    "mute": "A person was muted for a while",
    "ban": "A person was banned",
}
FOUND: Mapping[Source, str] = {
    Source.REPORT: "A reader reported it",
    Source.NOTICE: "Somebody sent a legal notice",
    Source.RULE: "A rule held it",
    Source.OWN: "A moderator came upon it",
}
DECIDED: Mapping[str, str] = {
    Verb.APPROVE: "Approved",
    Verb.TRUST: "Approved, and the author trusted",
    Verb.REJECT: "Rejected",
    Verb.REMOVE: "Removed",
    Verb.REMOVE_ALL: "Removed with the replies",
    Verb.SPOILER: "Hidden as a spoiler",
    Verb.UNSPOILER: "Shown again",
    Verb.PICK: "Picked",
    Verb.UNPICK: "Pick taken away",
    Verb.PIN: "Pinned",
    Verb.UNPIN: "Unpinned",
    Verb.LOCK: "Thread locked",
    Verb.UNLOCK: "Thread opened again",
    Verb.MOVE: "Thread moved",
    Verb.CLOSE: "Article closed",
    Verb.REOPEN: "Article opened again",
    Verb.REVERSE: "A decision taken back",
}
REPORTED: Mapping[str, str] = {
    "upheld": "Something was done",
    "declined": "The comment stays",
    "gone": "Its author had deleted it",
    "noted": "Noted: the reader disagrees",
}
ANSWERED: Mapping[str, str] = {str(name): f"A moderator {words}" for name, words in OUTCOMES.items()}
