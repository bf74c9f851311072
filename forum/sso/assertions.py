"""Signing in by a token that a newspaper signed about its reader (JWT, RFC 7519).

*Why it names the page.* What stands in a newspaper's page can be read by every script there, whoever wrote it, and sent
on to our own sign-in, which gives far more: a browser that stays signed in, and with all that its reader may do. So a
token for a page names the page's origin, and counts there alone; one that names none counts on our own page alone.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from joserfc.jwk import Key, OctKey, RSAKey

from forum import clock
from forum.accounts.models import Role
from forum.errors import Invalid, NotFound
from forum.issuers import Assertions, Factor
from forum.sso.accounts import Arrival, arrival_of
from forum.sso.tokens import Header, opened
from forum.sso.used import use
from forum.sso.vouching import (
    LEEWAY,
    Vouched,
    audience_of,
    badge_of,
    email_of,
    gave_second_factor,
    moment_of,
    name_of,
    required_text,
    signed_in_at,
    subject_of,
)
from forum.web.site import settings

# A token is made for one sign-in, a moment before it: whoever finds it in a log or a history is late.
LIFE = timedelta(minutes=10)
LATE = "This sign-in has expired. Go back to the page that you came from and try again."


def arrival_by_assertion(assertion: str, origin: str | None = None) -> Arrival:
    """Who comes by the token, which is now used, to a page of `origin` or to our own; made when they come first.

    The caller commits. Invalid when it is not signed for this place, expired or says too little; Forbidden when it was
    used before, and when nobody may sign in to that account; NotFound on a site that takes none.
    """
    known = settings().sso
    if known is None:
        raise NotFound("Nobody signs in to this site by a token.")
    claims = opened(assertion.strip(), lambda header: _keys(known, header)).claims
    _require_for(claims, origin)
    vouched, until = read_assertion(claims, known, settings().base_url)
    use(known.issuer, required_text(claims, "jti"), until)
    return arrival_of(vouched)


def read_assertion(claims: Mapping[str, Any], known: Assertions, site: str) -> tuple[Vouched, datetime]:
    """What it says, and until when it is taken. Invalid when it is not for us, not for now, or for too long."""
    if claims.get("iss", known.issuer) != known.issuer:
        raise Invalid("This sign-in comes from somebody whom this site does not know.", "assertion")
    if "aud" in claims and site not in audience_of(claims):
        raise Invalid("This sign-in was made for another site.", "assertion")
    until = _expiry(claims)
    role = Role.MODERATOR if known.names_staff and claims.get("role") == Role.MODERATOR else Role.READER
    vouched = Vouched(
        issuer=known.issuer,
        subject=subject_of(claims),
        name=name_of(claims, "name"),
        email=email_of(claims),
        badge=badge_of(claims),
        role=role,
        may_post=claims.get("may_post") is True,
        with_second=known.second_factor == Factor.ACCEPT and gave_second_factor(claims),
        signed_in_at=signed_in_at(claims),
    )
    return vouched, until


def _require_for(claims: Mapping[str, Any], origin: str | None) -> None:
    """Letter by letter, as browsers spell an origin."""
    if claims.get("origin") == origin:
        return
    if origin is None:
        raise Invalid("This sign-in was made for a page of another site, and counts there alone.", "assertion")
    raise Invalid(f"This sign-in was not made for this page: its “origin” has to be {origin}.", "assertion")


def _expiry(claims: Mapping[str, Any]) -> datetime:
    now, made, expires = clock.now(), moment_of(claims, "iat"), moment_of(claims, "exp")
    begins = moment_of(claims, "nbf") if "nbf" in claims else made
    if not timedelta(0) < expires - made <= LIFE:
        raise Invalid(f"A sign-in lasts {LIFE.seconds // 60} minutes at most; this one says otherwise.", "assertion")
    if now >= expires + LEEWAY:
        raise Invalid(LATE, "assertion")
    if max(made, begins) > now + LEEWAY:
        raise Invalid("This sign-in is for later. The clock of the site that you come from is wrong.", "assertion")
    return expires + LEEWAY


def _keys(known: Assertions, header: Header) -> Iterable[Key]:
    """A secret signs HS256 and a key pair RS256, whatever else the token says."""
    if header.get("typ", "JWT") not in ("JWT", "jwt"):
        return ()
    return _by_algorithm(known).get(header["alg"], ())


@lru_cache(maxsize=2)
def _by_algorithm(known: Assertions) -> Mapping[str, tuple[Key, ...]]:
    return {
        "HS256": tuple(OctKey.import_key(secret) for secret in known.secrets),
        "RS256": tuple(RSAKey.import_key(pem) for pem in known.public_keys),
    }
