"""What people send about how they are told."""

from collections.abc import Mapping
from enum import StrEnum

from forum.errors import Invalid
from forum.notifications.kinds import ALWAYS_TOLD, KINDS, Manner
from forum.notifications.models import Frequency, Kind, Place


class Wish(StrEnum):
    """What somebody wants with a place or a person."""

    FOLLOW = "follow"
    SILENCE = "silence"
    LET_GO = "let-go"  # neither


def parse_wish(form: Mapping[str, str]) -> Wish:
    try:
        return Wish(form.get("wish", ""))
    except ValueError:
        raise Invalid("Choose whether to follow it or to hear nothing of it.", "wish") from None


def parse_place(form: Mapping[str, str]) -> tuple[Place, str]:
    """As `Following` names it, whether or not anybody follows it."""
    try:
        return Place(form.get("place", "")), form.get("key", "")[:80]
    except ValueError:
        raise Invalid("There is no such thing to follow.", "place") from None


def parse_manners(form: Mapping[str, str]) -> Mapping[Kind, Manner]:
    """Of each kind that the form names: one that it does not is left as it was, and so is what nobody chooses."""
    found: dict[Kind, Manner] = {}
    for kind in KINDS:
        mail = form.get(f"mail-{kind}")
        if mail is None or kind in ALWAYS_TOLD:
            continue
        try:
            found[kind] = Manner(f"inbox-{kind}" in form, Frequency(mail))
        except ValueError:
            raise Invalid("Choose how often mail comes from the list.", f"mail-{kind}") from None
    return found
