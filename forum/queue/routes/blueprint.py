"""The blueprint on which the modules beside this one hang their routes."""

from collections.abc import Mapping

from flask import Blueprint

from forum.moderation.models import Verb

bp = Blueprint("queue", __name__)
# What has a key of its own, as it stands on the button. Nothing that takes people away has one.
KEYS: Mapping[str, str] = {Verb.APPROVE: "A", Verb.TRUST: "T", Verb.SPOILER: "S", Verb.ESCALATE: "E", Verb.LOCK: "L"}
LABELS: Mapping[str, str] = {
    Verb.APPROVE: "Approve",
    Verb.TRUST: "Approve and trust",
    Verb.SPOILER: "Hide as a spoiler",
    Verb.UNSPOILER: "Show it again",
    Verb.ESCALATE: "Hand to the admins",
    Verb.LOCK: "Lock the thread",
    Verb.UNLOCK: "Unlock the thread",
    Verb.PICK: "Editors’ pick",
    Verb.UNPICK: "Take the pick away",
    Verb.PIN: "Pin",
    Verb.UNPIN: "Unpin",
}
