"""What a provider of sign-ins says of itself (OpenID Connect Discovery), and the keys that it signs with.

Kept for an hour, and for a few seconds that it does not answer: whoever presses the button twice asks it once.
"""

import json
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, RSAKey

from forum import clock
from forum.errors import Invalid, Refusal
from forum.fetching.door import Answer, Door, NoAnswer
from forum.issuers import Provider
from forum.sso.tokens import Header

WELL_KNOWN = "/.well-known/openid-configuration"
KEPT, PAUSE = timedelta(hours=1), timedelta(seconds=10)
# Keys that a token names and we have not seen are looked for; whoever makes names up has us ask this often at most.
LOOK_AGAIN = timedelta(minutes=1)
# What signs for us, by the kind of key; the others are for providers who share a secret with everybody (RFC 8725).
KINDS: Mapping[str, type[RSAKey] | type[ECKey]] = {"RS256": RSAKey, "ES256": ECKey}
CURVE = "P-256"  # of ES256
MOST_KEYS = 20
_NEVER = datetime.min.replace(tzinfo=UTC)
_log = logging.getLogger(__name__)


class Silent(Refusal):
    """The provider does not answer, or not as providers do."""

    status = 503
    retry_after = int(PAUSE.total_seconds())

    def __init__(self) -> None:
        super().__init__("The site that signs you in does not answer. Try again in a moment, or sign in another way.")


@dataclass(frozen=True)
class Endpoints:
    """Where the provider is asked what."""

    authorization: str
    token: str
    keys: str
    userinfo: str | None
    secret_in_form: bool  # rather than in a header, which houses spell in different ways
    names_itself: bool  # in every answer (RFC 9207)


class Line:
    """The way to one provider; one for the whole process."""

    def __init__(self, known: Provider, door: Door | None = None) -> None:
        self.known = known
        self.door = door or Door(owners=known.issuer)
        self._lock = Lock()
        self._endpoints: Endpoints | None = None
        self._keys: Sequence[Key] = ()
        self._look_at = self._look_for_keys_at = self._keys_until = _NEVER

    def endpoints(self) -> Endpoints:
        """Silent as long as it has never answered."""
        with self._lock:
            if clock.now() >= self._look_at:
                self._look_at = clock.now() + PAUSE
                self._look()
            if self._endpoints is None:
                raise Silent
            return self._endpoints

    def keys(self, header: Header) -> Sequence[Key]:
        """Those that may have signed what says this of itself; looked for anew when it names one that is new."""
        address, kind = self.endpoints().keys, KINDS.get(header["alg"])
        if kind is None:
            return ()
        with self._lock:
            fitting = _fitting(self._keys, kind, header)
            is_known = bool(fitting) and "kid" in header and clock.now() < self._keys_until
            if not is_known and clock.now() >= self._look_for_keys_at:
                self._look_for_keys_at = clock.now() + LOOK_AGAIN
                self._look_for_keys(address)
                fitting = _fitting(self._keys, kind, header)
            return fitting

    def get(self, address: str, headers: Mapping[str, str]) -> Answer:
        """NoAnswer too when it is not to be called at all: why, with names in our own network, is for the log alone."""
        return _called(self.door.get, address, headers)

    def post(self, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """The same."""
        return _called(self.door.post, address, body, headers)

    def _look(self) -> None:
        """What it said before holds until it says something else."""
        try:
            self._endpoints = _endpoints(self.said(self.get(_well_known(self.known), {})), self.known)
            self._look_at = clock.now() + KEPT
        except NoAnswer as error:
            _log.warning("the provider of sign-ins said nothing of itself: %s", error)

    def _look_for_keys(self, address: str) -> None:
        try:
            self._keys = _parsed(self.said(self.get(address, {})).get("keys"))
            self._keys_until = clock.now() + KEPT
        except NoAnswer as error:
            _log.warning("the provider of sign-ins showed no keys: %s", error)

    @staticmethod
    def said(answer: Answer) -> Mapping[str, Any]:
        """The object that it answered. NoAnswer for anything else."""
        if answer.status != 200 or not answer.is_whole:
            raise NoAnswer(f"It answered {answer.status}.")
        try:
            found = json.loads(answer.body)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise NoAnswer("It answered what is no object in JSON.")
        return found


def _called(call: Callable[..., Answer], *sent: object) -> Answer:
    try:
        return call(*sent)
    except Invalid as refusal:
        _log.warning("the provider of sign-ins was not called: %s", refusal.sentence)
        raise NoAnswer("It was not called.") from None


def _well_known(known: Provider) -> str:
    return known.issuer.removesuffix("/") + WELL_KNOWN


def _endpoints(said: Mapping[str, Any], known: Provider) -> Endpoints:
    """NoAnswer when it is another's, or lacks what is needed."""
    if said.get("issuer") != known.issuer:
        own = str(said.get("issuer"))[:200]
        raise NoAnswer(f"It calls itself {own!r}; FORUM_OIDC_ISSUER has to be spelled like that.")
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if not all(_is_address(said.get(name), known) for name in names):
        raise NoAnswer("It lacks an address, or has one that does not begin with https://.")
    userinfo = said.get("userinfo_endpoint")
    ways = said.get("token_endpoint_auth_methods_supported")
    return Endpoints(
        authorization=said["authorization_endpoint"],
        token=said["token_endpoint"],
        keys=said["jwks_uri"],
        userinfo=userinfo if _is_address(userinfo, known) else None,
        secret_in_form=isinstance(ways, list) and "client_secret_post" in ways,
        names_itself=said.get("authorization_response_iss_parameter_supported") is True,
    )


def _is_address(address: Any, known: Provider) -> bool:
    """Nobody on the way reads what goes there; in clear only where the provider itself is on this machine."""
    schemes = ("https://", known.issuer.partition("://")[0] + "://")
    return isinstance(address, str) and address.startswith(schemes) and address.isprintable() and "#" not in address


def _parsed(found: Any) -> Sequence[Key]:
    """Those that can sign; others, for encryption or of kinds that we do not know, are passed over."""
    return tuple(_each(found[:MOST_KEYS])) if isinstance(found, list) else ()


def _each(found: Iterable[Any]) -> Iterable[Key]:
    for one in found:
        if not isinstance(one, dict) or one.get("use", "sig") != "sig":
            continue
        with suppress(JoseError, ValueError, TypeError):
            if one.get("kty") == "RSA":
                yield RSAKey.import_key(one)
            elif one.get("kty") == "EC":
                yield ECKey.import_key(one)


def _fitting(keys: Sequence[Key], kind: type[Key], header: Header) -> Sequence[Key]:
    """By name where the token names one; a key that is only for another way of signing is for that alone."""
    of_kind = [key for key in keys if isinstance(key, kind) and key.get("alg", header["alg"]) == header["alg"]]
    if kind is ECKey:
        of_kind = [key for key in of_kind if key.get("crv") == CURVE]
    return [key for key in of_kind if key.get("kid") == header["kid"]] if "kid" in header else of_kind
