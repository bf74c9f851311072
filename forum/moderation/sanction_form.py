"""What a moderator sends about a person."""

from collections.abc import Mapping
from dataclasses import dataclass

from forum.errors import Invalid
from forum.moderation.models import Kind

REASON_MAX = 500
# Long enough to cool down; who should be away for longer is banned.
MUTE_DAYS = (1, 3, 7, 30)


@dataclass(frozen=True)
class SanctionForm:
    """What is done to a person, and why."""

    kind: Kind
    reason: str
    days: int = 0  # of a mute

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "SanctionForm":
        text = form.get("kind", "")
        if text not in list(Kind):
            raise Invalid("Choose what to do: warn, hold, mute or ban.", "kind")
        reason = " ".join(form.get("reason", "").split())
        if not reason:
            raise Invalid("Type the reason: the person is told.", "reason")
        if len(reason) > REASON_MAX:
            raise Invalid(f"A reason has at most {REASON_MAX} characters. Shorten it.", "reason")
        return cls(Kind(text), reason, _days(form) if text == Kind.MUTE else 0)


def _days(form: Mapping[str, str]) -> int:
    if form.get("days") not in {str(days) for days in MUTE_DAYS}:
        raise Invalid("Choose for how many days.", "days")
    return int(form["days"])
