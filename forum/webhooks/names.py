"""What others can be told of, by the name under which they are told, and as admins choose it."""

from collections.abc import Mapping
from enum import StrEnum

TEST = "test"

EVENTS: Mapping[str, str] = {
    "comment.published": "A comment appears for everybody",
    "comment.held": "A comment waits for a moderator",
    "comment.edited": "A comment was edited by its author",
    "comment.rejected": "A comment that waited was turned down",
    "comment.removed": "A comment was removed by a moderator",
    "comment.deleted": "A comment was deleted by its author",
    "comment.restored": "A removed or deleted comment came back",
    "comment.picked": "An editor picked a comment",
    "comment.unpicked": "A pick was taken back",
    "comment.reported": "A comment was reported",
    "appeal.sent": "An author appeals against a decision",
    "appeal.decided": "An appeal was decided",
    "person.sanctioned": "Somebody was warned, held, muted or banned",
    "person.released": "A hold, mute, ban or warning was ended",
}


class Format(StrEnum):
    """What a delivery looks like."""

    JSON = "json"
    SLACK = "slack"


FORMATS: Mapping[Format, str] = {
    Format.JSON: "JSON, for a program of yours",
    Format.SLACK: "Slack, Mattermost and whatever else takes a text",
}


class State(StrEnum):
    """What became of a delivery."""

    WAITING = "waiting"
    FAILED = "failed"  # and it will be tried again
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


OPEN = (State.WAITING, State.FAILED)
SWITCHED_OFF = "Not sent: the webhook was switched off."
STATES: Mapping[State, str] = {
    State.WAITING: "Waiting",
    State.FAILED: "Failed, will be tried again",
    State.DELIVERED: "Delivered",
    State.GIVEN_UP: "Given up",
}
