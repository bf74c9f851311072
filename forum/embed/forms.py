"""What a page of another site says when it asks for its reader, checked before anything is shown of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from forum.api.tokens import CHALLENGE, NONCE
from forum.errors import Forbidden, Invalid
from forum.origins.addresses import origin_of
from forum.origins.listing import is_listed

# As long as the addresses that we lead back to anywhere.
LONGEST_WAY_BACK = 1_500


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
        if back is not None and not _leads_to(back, origin):
            raise Invalid("This sign-in does not lead back to where it began. Go back there, and begin again.")
        return cls(origin, challenge, nonce, back)


def _leads_to(back: str, origin: str) -> bool:
    """Whether an address is of a page of `origin`, in every browser's reading."""
    # Written otherwise than it is read (a backslash, a name before an @) it is refused by `origin_of`.
    try:
        return len(back) <= LONGEST_WAY_BACK and back.startswith(f"{origin}/") and origin_of(back) == origin
    except Invalid:
        return False
