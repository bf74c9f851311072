"""Sending somebody to a provider to sign in there: what they take along, and what we remember of it meanwhile.

*Why a sealed cookie.* Whoever comes back has to be who went: `state` ties the answer to this browser, `nonce` the token
to this question, and the verifier (PKCE, RFC 7636) the code to us. All three stay with the browser itself, for ten
minutes and unreadable, so that to look at a page still changes no row.
"""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from forum import clock
from forum.errors import Forbidden
from forum.sso.provider import Line
from forum.web.seals import Broken, seal, unseal

# Long enough to look for the telephone that the provider asks for.
LIFE = timedelta(minutes=10)
SCOPE = "openid profile email"
PURPOSE = "sign-in elsewhere"
LATE = "That sign-in was not begun in this browser, or too long ago. Begin again from here."


@dataclass(frozen=True)
class Question:
    """What this browser went to the provider with, and where its reader was going."""

    state: str
    nonce: str
    verifier: str
    next: str
    began: int  # Unix seconds
    again: bool = False  # by somebody who is signed in, and has to show anew who they are

    @property
    def until(self) -> datetime:
        return datetime.fromtimestamp(self.began, UTC) + LIFE

    def sealed(self) -> str:
        return seal(PURPOSE, json.dumps(asdict(self)))


def ask(destination: str, again: bool) -> Question:
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Question(state, nonce, verifier, destination, int(clock.now().timestamp()), again)


def address_for(question: Question, line: Line, back: str) -> str:
    """Where the browser is sent; `back` is where it comes back to. Silent when the provider is."""
    anew = {"prompt": "login", "max_age": "0"} if question.again else {}
    address: str = prepare_grant_uri(
        line.endpoints().authorization,
        line.known.client_id,
        "code",
        redirect_uri=back,
        scope=SCOPE,
        state=question.state,
        nonce=question.nonce,
        code_challenge=create_s256_code_challenge(question.verifier),
        code_challenge_method="S256",
        **anew,
    )
    return address


def remembered(sealed: object) -> Question:
    """What this browser went with. Forbidden when it went with nothing, or stayed away too long."""
    try:
        question = Question(**json.loads(unseal(PURPOSE, sealed if isinstance(sealed, str) else "")))
    except Broken:
        raise Forbidden(LATE) from None
    if clock.now() > question.until:
        raise Forbidden(LATE)
    return question
