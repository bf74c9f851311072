"""Where a newspaper signs its readers in, as the owner writes it in the settings: a button of ours leads there."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from forum.errors import Invalid
from forum.hosts import safe_host

LONGEST = 1000
# What stands in its address for where a reader is going, and for whether they are to show anew who they are.
NEXT, AGAIN = "{next}", "{again}"


@dataclass(frozen=True)
class SignInPage:
    """It sends its reader back with a token."""

    address: str
    name: str  # what the button says

    def to(self, there: str, again: bool) -> str:
        """For who wants to go on to `there`, a path of ours."""
        return self.address.replace(AGAIN, "1" if again else "0").replace(NEXT, quote(there, safe=""))


def sign_in_page(address: str | None, name: str | None) -> SignInPage | None:
    """None where readers come from the newspaper's own pages alone. Invalid when it leads nowhere, or anywhere."""
    if address is None:
        return None
    host = safe_host(address)
    rest = address.replace(NEXT, "").replace(AGAIN, "")
    is_fit = address.isprintable() and NEXT in address and not set("{} ") & set(rest) and len(address) <= LONGEST
    if host is None or not is_fit or set("{}@") & set(urlsplit(address).netloc):
        raise Invalid(
            f"FORUM_SSO_SIGN_IN is {address!r}; it must be as https://www.example/sign-in?next={NEXT}, with {AGAIN} or "
            "without, or http:// on this machine."
        )
    return SignInPage(address, name or f"Sign in with {host}")
