"""Somebody comes back from a provider with a code, which is worth a token that says who they are."""

import base64
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote_plus, urlencode

from authlib.oidc.core import CodeIDToken
from joserfc.errors import JoseError
from joserfc.jwt import Token

from forum import clock
from forum.accounts.credentials import is_of_late
from forum.accounts.models import Role
from forum.errors import Forbidden, Invalid
from forum.fetching.door import NoAnswer
from forum.issuers import Claim, Factor, Provider
from forum.sso.asking import LATE, Question
from forum.sso.provider import Endpoints, Line, Silent
from forum.sso.tokens import opened
from forum.sso.vouching import (
    LEEWAY,
    LONGEST,
    Vouched,
    badge_of,
    email_of,
    gave_second_factor,
    name_of,
    signed_in_at,
    subject_of,
)

REFUSED = "The site that you come from did not sign you in. Begin again from here, or sign in another way."
LONGEST_CODE = 4_000
# What the provider itself hands over holds every group that somebody is in, if it likes.
LONGEST_TOKEN = 64_000


@dataclass(frozen=True)
class Reply:
    """What the browser brought back, in an address that anybody could have made."""

    code: str
    state: str
    issuer: str | None

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "Reply":
        code, state = form.get("code", ""), form.get("state", "")
        if form.get("error") or not code or len(code) > LONGEST_CODE or len(state) > LONGEST:
            raise Invalid(REFUSED)
        return cls(code, state, form.get("iss") or None)


def vouched_by_code(reply: Reply, question: Question, line: Line, back: str) -> Vouched:
    """Whom the provider vouches for. The caller holds no row: the provider is asked, for seconds.

    Forbidden when the reply is none to this question, Invalid when what it is worth is nothing, Silent when the
    provider is.
    """
    endpoints = line.endpoints()
    if not hmac.compare_digest(reply.state.encode(), question.state.encode()):
        raise Forbidden(LATE)
    is_named = reply.issuer is not None or endpoints.names_itself
    if is_named and reply.issuer != line.known.issuer:
        raise Forbidden(LATE)
    try:
        tokens = _tokens(reply, question, line, back)
        token = opened(tokens.get("id_token") or "", line.keys, LONGEST_TOKEN)
        told = _userinfo(tokens, line, endpoints)
    except NoAnswer:
        raise Silent from None
    _require_ours(token, tokens, question, line.known)
    if told and told.get("sub") != token.claims["sub"]:
        raise Invalid(REFUSED)
    return _vouched(token.claims, told, line.known)


def _tokens(reply: Reply, question: Question, line: Line, back: str) -> Mapping[str, Any]:
    """Invalid when the provider knows the code no more."""
    endpoints, known = line.endpoints(), line.known
    form = {"grant_type": "authorization_code", "code": reply.code, "redirect_uri": back}
    form |= {"code_verifier": question.verifier}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    if endpoints.secret_in_form:
        form |= {"client_id": known.client_id, "client_secret": known.client_secret}
    else:
        # Each is spelled as in a form before the two are joined (RFC 6749, section 2.3.1).
        pair = f"{quote_plus(known.client_id)}:{quote_plus(known.client_secret)}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    answer = line.post(endpoints.token, urlencode(form).encode(), headers)
    if answer.status in (400, 401, 403):
        raise Invalid(REFUSED)
    tokens = line.said(answer)
    if not all(isinstance(tokens.get(name, ""), str) for name in ("id_token", "access_token")):
        raise Invalid(REFUSED)
    return tokens


def _userinfo(tokens: Mapping[str, Any], line: Line, endpoints: Endpoints) -> Mapping[str, Any]:
    """What it says elsewhere: many say names and groups only there."""
    access = tokens.get("access_token", "")
    if endpoints.userinfo is None or not access:
        return {}
    if not access.isascii() or not access.isprintable():
        raise Invalid(REFUSED)
    return line.said(line.get(endpoints.userinfo, {"Authorization": f"Bearer {access}"}))


def _require_ours(token: Token, tokens: Mapping[str, Any], question: Question, known: Provider) -> None:
    """Made by that provider, for us, for this question, now (OpenID Connect Core, section 3.1.3.7)."""
    options = {"iss": _must_be(known.issuer), "aud": _must_be(known.client_id)}
    params = {"nonce": question.nonce, "client_id": known.client_id, "access_token": tokens.get("access_token")}
    try:
        claims = CodeIDToken(token.claims, token.header, options, params)
        claims.validate(now=int(clock.now().timestamp()), leeway=LEEWAY.seconds)
    except (JoseError, ValueError, TypeError):
        raise Invalid(REFUSED) from None
    if question.again:
        _require_of_late(signed_in_at(token.claims))


def _require_of_late(signed_in: datetime | None) -> None:
    """Who is asked to show anew who they are is not served by having been signed in there all morning."""
    if signed_in is None:
        raise Invalid("The site that you come from does not say when you signed in there. Prove it another way.")
    if not is_of_late(signed_in):
        raise Invalid("Sign in there once more, so that we know it is you.")


def _must_be(value: str) -> dict[str, Any]:
    return {"essential": True, "value": value}


def _vouched(claims: Mapping[str, Any], told: Mapping[str, Any], known: Provider) -> Vouched:
    """What is signed comes before what is only told; an address and whether it was proved are of one piece."""
    said = {**told, **claims}
    posting = known.posting_claim or Claim("may_post", "true")
    return Vouched(
        issuer=known.issuer,
        subject=subject_of(claims),
        name=name_of(said, "name", "preferred_username", "nickname"),
        email=email_of(claims if "email" in claims else told),
        badge=badge_of(said),
        role=Role.MODERATOR if known.staff_claim and _holds(said, known.staff_claim) else Role.READER,
        may_post=_holds(said, posting),
        with_second=known.second_factor == Factor.ACCEPT and gave_second_factor(claims),
        signed_in_at=signed_in_at(claims),
    )


def _holds(said: Mapping[str, Any], claim: Claim) -> bool:
    """Whether it is the value or holds it; a name with dots leads into objects where nothing is called so."""
    found: Any = said.get(claim.name)
    if claim.name not in said:
        found = said
        for step in claim.name.split("."):
            found = found.get(step) if isinstance(found, dict) else None
    held = found if isinstance(found, list) else [found]
    return any(claim.value == ("true" if one is True else one) for one in held)
