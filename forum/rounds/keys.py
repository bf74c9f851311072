"""The link to one decision: sealed for one person, one version of one comment and one verb, until its day is over.

It is the same however often the mail is tried, and stands nowhere but in it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from forum import clock, ids
from forum.errors import NotFound
from forum.moderation.models import Verb
from forum.web.seals import Broken, seal_alike, unseal_alike
from forum.web.site import absolute

LASTS = timedelta(hours=24)
_PURPOSE = "decide by mail"
# A seal of what stands in one is shorter by far.
LONGEST = 200
_LABELS: Mapping[Verb, str] = {Verb.APPROVE: "Approve", Verb.REJECT: "Reject", Verb.REMOVE: "Remove"}


class DeadLink(NotFound):
    """Whatever is wrong with a link, it is said alike: who made it up learns nothing."""

    def __init__(self) -> None:
        super().__init__("This link does not work, or no longer: it is older than a day, was used, or is not yours.")


@dataclass(frozen=True)
class Errand:
    """What a link is for."""

    person_id: int
    comment_id: int
    version: int
    verb: Verb
    until: datetime

    @property
    def digest(self) -> str:
        """By which it is known that it was used; of what it says, since one seal can be spelled in several ways."""
        return hashlib.sha256(_spelled(self).encode()).hexdigest()


def label(verb: Verb, is_held: bool) -> str:
    """What its button says: to approve what everybody reads is to leave it as it is."""
    return "Leave as it is" if verb == Verb.APPROVE and not is_held else _LABELS[verb]


def address_of(errand: Errand) -> str:
    return absolute(f"/moderation/by-mail/{token_of(errand)}")


def token_of(errand: Errand) -> str:
    return seal_alike(_PURPOSE, _spelled(errand))


def errand_of(token: str) -> Errand:
    """DeadLink for one that this site never made, or that is too old."""
    try:
        if len(token) > LONGEST:
            raise Broken
        person, comment, version, verb, until = unseal_alike(_PURPOSE, token).split(" ")
        at = datetime.fromtimestamp(int(until), UTC)
        errand = Errand(ids.from_text(person), ids.from_text(comment), int(version), Verb(verb), at)
    except (Broken, ValueError):
        raise DeadLink from None
    if errand.until <= clock.now():
        raise DeadLink
    return errand


def _spelled(errand: Errand) -> str:
    of = f"{ids.to_text(errand.person_id)} {ids.to_text(errand.comment_id)}"
    return f"{of} {errand.version} {errand.verb} {int(errand.until.timestamp())}"
