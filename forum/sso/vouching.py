"""What an issuer says about somebody, read with care: pure."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from forum.accounts.addresses import parse_email
from forum.accounts.models import Role
from forum.errors import Invalid
from forum.markup.visible import CONTROL, displayable

LONGEST = 255  # of an id, by OpenID Connect (section 2); names and marks of one use are no longer
BADGE_MAX = 40
# How far the clocks of two houses may be apart.
LEEWAY = timedelta(seconds=60)
# Ways to prove who one is (RFC 8176): what one has, and what one knows or is. One of each is two factors; an app's code
# or a key alone is one, of whoever picked it up. SMS is left out, as it goes to whoever talks the number over.
HELD = frozenset({"otp", "hwk", "swk", "sc"})
KNOWN_OR_BORN = frozenset({"pwd", "pin", "kba", "fpt", "face", "iris", "retina", "vbm"})


@dataclass(frozen=True)
class Vouched:
    """Somebody, in the words of an issuer that we trust to know them."""

    issuer: str
    subject: str
    name: str = ""
    email: str = ""  # only what is said to be theirs for sure
    badge: str | None = None
    role: Role = Role.READER
    may_post: bool = False
    with_second: bool = False
    signed_in_at: datetime | None = None  # when they last showed it who they are, if it says


def subject_of(claims: Mapping[str, Any]) -> str:
    return required_text(claims, "sub")


def required_text(claims: Mapping[str, Any], name: str) -> str:
    """What is compared letter by letter, and so has to be there and stay as it is."""
    text = claims.get(name)
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST or CONTROL.search(text):
        raise Invalid(f"The sign-in lacks its “{name}”, a text of at most {LONGEST} characters.", "assertion")
    return text


def name_of(claims: Mapping[str, Any], *names: str) -> str:
    """The first that is said, and is no address: some houses have nothing else, and names are for all to see.

    Whether anybody may be called so here is judged later.
    """
    texts = (claims.get(name) for name in names)
    found = next((text for text in texts if isinstance(text, str) and text.strip() and "@" not in text), "")
    return displayable(found)[:LONGEST].strip()


def email_of(claims: Mapping[str, Any]) -> str:
    """Nothing but what was proved to be theirs: true, not "true", and not merely said."""
    address = claims.get("email")
    if claims.get("email_verified") is not True or not isinstance(address, str):
        return ""
    try:
        return parse_email(address)
    except Invalid:
        return ""


def badge_of(claims: Mapping[str, Any]) -> str | None:
    """The first of what they may wear."""
    badges = claims.get("badges")
    first = badges[0] if isinstance(badges, list) and badges else None
    return " ".join(displayable(first).split())[:BADGE_MAX].strip() or None if isinstance(first, str) else None


def gave_second_factor(claims: Mapping[str, Any]) -> bool:
    said = claims.get("amr")
    ways = {way for way in said if isinstance(way, str)} if isinstance(said, list) else set()
    return "mfa" in ways or bool(ways & HELD and ways & KNOWN_OR_BORN)


def signed_in_at(claims: Mapping[str, Any]) -> datetime | None:
    return moment_of(claims, "auth_time") if claims.get("auth_time") is not None else None


def audience_of(claims: Mapping[str, Any]) -> Collection[Any]:
    """For whom it was made: one name, or several."""
    audience = claims.get("aud")
    return audience if isinstance(audience, list) else [audience]


def moment_of(claims: Mapping[str, Any], name: str) -> datetime:
    """Seconds since 1970, as RFC 7519 has them."""
    seconds = claims.get(name)
    if not isinstance(seconds, int | float) or isinstance(seconds, bool) or not math.isfinite(seconds):
        raise Invalid(f"The sign-in lacks its “{name}”, in seconds since 1970.", "assertion")
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise Invalid(f"The sign-in has an “{name}” that is no moment.", "assertion") from None
