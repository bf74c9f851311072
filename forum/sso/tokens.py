"""Signed words (JWS, RFC 7515): pure.

*Why the keys come from the caller.* A token says itself how it is signed and with which key, and whoever forges one
says what suits them: no signature at all, or a public key taken for a secret. So what it says chooses among the keys
that we hold for that very way of signing, and nothing else (RFC 8725).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import Key
from joserfc.jwt import Token, decode

from forum.errors import Invalid

# Who somebody is takes some hundred bytes; whoever brings it in a form or an address has hardly room for more.
LONGEST = 8_000
NOT_ONE = "That is no sign-in that was made for this site. Go back to the page that you came from and try again."

Header = Mapping[str, Any]
# The keys that may have signed what says this of itself; none where it is signed as nothing here may be.
Keys = Callable[[Header], Iterable[Key]]


def opened(token: str, keys: Keys, longest: int = LONGEST) -> Token:
    """What the token says, once one of the keys has signed it. Invalid otherwise, in the same words for all."""
    header = _header(token, longest)
    # What is critical to understand, we do not understand (RFC 7515, section 4.1.11).
    if "crit" in header or not isinstance(header.get("alg"), str):
        raise Invalid(NOT_ONE, "assertion")
    for key in keys(header):
        registry = jws.JWSRegistry(algorithms=[header["alg"]], strict_check_header=False)
        try:
            return decode(token, key, registry=registry)
        except (JoseError, ValueError, TypeError, RecursionError):
            continue
    raise Invalid(NOT_ONE, "assertion")


def _header(token: str, longest: int) -> Header:
    if not token.isascii() or len(token) > longest or token.count(".") != 2:
        raise Invalid(NOT_ONE, "assertion")
    try:
        found: Any = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError, TypeError, RecursionError):
        raise Invalid(NOT_ONE, "assertion") from None
    if not isinstance(found, dict):
        raise Invalid(NOT_ONE, "assertion")
    return found
