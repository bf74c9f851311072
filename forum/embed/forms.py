"""What a page of another site says when it asks for its reader, checked before anything is shown of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from forum.api.tokens import CHALLENGE, NONCE
from forum.errors import Forbidden, Invalid
from forum.origins.addresses import origin_of
from forum.origins.listing import is_listed
from forum.web.returning import LONGEST


@dataclass(frozen=True)
class Asked:
    """A page of `origin` would know who its reader is. (RFC 7636: the challenge is the digest of what it keeps.)"""

    origin: str
    challenge: str
    nonce: str
    back: str | None  # the page itself, when there is no other window that waits

    @classmethod
    def parse(cls, given: Mapping[str, str]) -> "Asked":
        """Forbidden when no such site is listed; Invalid when the rest is not as our own script sends it."""
        origin = given.get("origin", "")
        if not is_listed(origin):
            raise Forbidden(
                "The page that you come from is on no site that is listed here, so it is not told who you are. "
                "You can close this window."
            )
        challenge, nonce, back = given.get("challenge", ""), given.get("nonce", ""), given.get("return") or None
        if not CHALLENGE.fullmatch(challenge) or not NONCE.fullmatch(nonce):
            raise Invalid(
                "This sign-in was not begun rightly. Go back to the page that you came from, and begin again."
            )
        asked = {"origin": origin, "challenge": challenge, "nonce": nonce, "return": back or ""}
        if back is not None and not (_leads_to(back, origin) and _length(asked) <= LONGEST):
            raise Invalid("This sign-in does not lead back to where it began. Go back there, and begin again.")
        return cls(origin, challenge, nonce, back)


def _leads_to(back: str, origin: str) -> bool:
    """Whether an address is of a page of `origin`, in every browser's reading."""
    # Written otherwise than it is read (a backslash, a name before an @) it is refused by `origin_of`.
    try:
        return back.startswith(f"{origin}/") and origin_of(back) == origin
    except Invalid:
        return False


def _length(asked: Mapping[str, str]) -> int:
    """Of the address that all of it is asked by, as a browser writes it: who signs in first is led back to that."""
    return len(f"/embed/sign-in?{urlencode(asked)}") + 2 * asked["return"].count("~")
