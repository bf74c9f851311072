"""What a statement means for whom it is for: in words, how far it reaches, and until when it can be appealed."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, datetime, time

from forum.statements.models import Source, Statement

# As long as the law gives people at least (Digital Services Act, Article 20).
APPEAL_MONTHS = 6
TITLES: Mapping[str, str] = {
    "reject": "Your comment was not published",
    "remove": "Your comment was removed",
    "spoiler": "Your comment was hidden as a spoiler",
    "warn": "A moderator has warned you",
    "hold": "From now on your comments wait for a moderator",
    "mute": "A moderator has asked you to pause",
    "ban": "You were banned from commenting",
}
# Of more than one, in a mail.
SHORT: Mapping[str, str] = {"reject": "not published", "remove": "removed", "spoiler": "hidden as a spoiler"}
LIFTED: Mapping[str, str] = {
    "reject": "Your comment is back",
    "remove": "Your comment is back",
    "spoiler": "Your comment is shown again",
    "warn": "A warning was taken back",
    "hold": "Your comments no longer wait",
    "mute": "You can comment again",
    "ban": "You are no longer banned",
}
_SCOPES: Mapping[str, str] = {
    "reject": "Nobody but you and the moderators can read it, for as long as this stands.",
    "remove": "Nobody but you and the moderators can read it, for as long as this stands. Replies to it stay.",
    "spoiler": "Everybody can read it, but has to open it first, for as long as this stands.",
    "warn": "You can read, and write again once you have said that you read this.",
    "hold": "All that you write is read by a moderator before others see it, until a moderator ends that.",
    "mute": "You can read and sign in, but not write.",
    "ban": "You can neither write nor sign in, until a moderator ends that. What you have said stays.",
}
FOUND: Mapping[Source, str] = {
    Source.REPORT: "A reader reported it. We do not tell who.",
    Source.NOTICE: "Somebody sent a notice that it is against the law.",
    Source.RULE: "One of our rules held it for a moderator.",
    Source.OWN: "A moderator came upon it.",
}


def title(statement: Statement) -> str:
    return TITLES[statement.action]


def scope(statement: Statement) -> str:
    return _SCOPES[statement.action]


def is_about_words(statement: Statement) -> bool:
    """Rather than about the person."""
    return statement.sanction_id is None and statement.action in SHORT


def ground(statement: Statement) -> str:
    if statement.is_of_law:
        return "We think that it is against the law."
    return "It is against the rules of this house."


def automation(statement: Statement) -> str:
    """What was done by a machine, and what was not."""
    if statement.rule:
        return "A rule held it back automatically until somebody had looked. A person decided, not a machine."
    return "Nothing of this was automatic: a person decided."


def appeal_until(statement: Statement) -> datetime:
    """The end of the same day of the month, or of its last, six months on: people are told the day alone."""
    return datetime.combine(months_after(statement.created_at, APPEAL_MONTHS), time.max, UTC)


def months_after(moment: datetime, months: int) -> datetime:
    years, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + years, month + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))
