"""Who else may say who somebody is, as the owner writes it in the settings: a newspaper, a provider of sign-ins."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from forum.environment import choice, read
from forum.errors import Invalid
from forum.hosts import safe_host
from forum.sign_in_pages import SignInPage, sign_in_page

# A key of HS256 is as long as what it makes, or guessing it is easier than forging that (RFC 7518, section 3.2).
SECRET_LENGTH = 32
# What RSA needs today (RFC 7518, section 3.3).
MODULUS_BITS = 2048
# One that signs, and the one before or after it while they are changed.
MOST_KEYS = 2
ISSUER_LENGTH = 255
_PEM = re.compile(r"-----BEGIN ([A-Z ]+)-----.*?-----END \1-----", re.DOTALL)


class Factor(StrEnum):
    """Whether a second factor that was given elsewhere counts here."""

    ASK = "ask"
    ACCEPT = "accept"


class Posting(StrEnum):
    """Who may say something."""

    EVERYONE = "everyone"
    CLAIM = "claim"  # of whom an issuer says so: subscribers


@dataclass(frozen=True)
class Assertions:
    """A newspaper that signs who its readers are (JWT, RFC 7519)."""

    issuer: str
    secrets: tuple[str, ...] = field(repr=False)  # of HS256
    public_keys: tuple[str, ...] = ()  # of RS256, in PEM
    names_staff: bool = False
    second_factor: Factor = Factor.ASK
    page: SignInPage | None = None  # where it signs them in


@dataclass(frozen=True)
class Claim:
    """Something that is said of somebody, and what it must be or hold: groups=moderators."""

    name: str
    value: str


@dataclass(frozen=True)
class Provider:
    """Where people sign in by OpenID Connect."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = ""  # what the button says
    second_factor: Factor = Factor.ASK
    staff_claim: Claim | None = None
    posting_claim: Claim | None = None


def assertions(environ: Mapping[str, str]) -> Assertions | None:
    """None as long as there is no key: then nobody can sign anything."""
    secrets = tuple((read(environ, "SSO_SECRETS") or "").split())
    public_keys = _public_keys(read(environ, "SSO_PUBLIC_KEYS") or "")
    if not secrets and not public_keys:
        if read(environ, "SSO_SIGN_IN"):
            raise Invalid(
                "FORUM_SSO_SIGN_IN leads to whoever signs: it needs FORUM_SSO_SECRETS or FORUM_SSO_PUBLIC_KEYS."
            )
        return None
    if len(secrets) > MOST_KEYS or len(public_keys) > MOST_KEYS:
        raise Invalid(f"FORUM_SSO_SECRETS and FORUM_SSO_PUBLIC_KEYS hold at most {MOST_KEYS} keys each. Take one away.")
    if any(len(secret) < SECRET_LENGTH for secret in secrets):
        raise Invalid(f"FORUM_SSO_SECRETS holds one shorter than {SECRET_LENGTH} characters. Make a longer one.")
    return Assertions(
        issuer=_issuer_name(read(environ, "SSO_ISSUER") or "sso"),
        secrets=secrets,
        public_keys=public_keys,
        names_staff=read(environ, "SSO_STAFF") == "1",
        second_factor=_factor(environ, "SSO_SECOND_FACTOR"),
        page=sign_in_page(read(environ, "SSO_SIGN_IN"), read(environ, "SSO_NAME")),
    )


def provider(environ: Mapping[str, str]) -> Provider | None:
    """None as long as there is no FORUM_OIDC_ISSUER."""
    issuer = read(environ, "OIDC_ISSUER")
    if issuer is None:
        return None
    client_id, client_secret = read(environ, "OIDC_CLIENT_ID"), read(environ, "OIDC_CLIENT_SECRET")
    if client_id is None or client_secret is None:
        raise Invalid("FORUM_OIDC_ISSUER needs FORUM_OIDC_CLIENT_ID and FORUM_OIDC_CLIENT_SECRET, from the provider.")
    return Provider(
        issuer=_issuer_address(issuer),
        client_id=client_id,
        client_secret=client_secret,
        name=read(environ, "OIDC_NAME") or f"Sign in with {urlsplit(issuer).hostname}",
        second_factor=_factor(environ, "OIDC_SECOND_FACTOR"),
        staff_claim=_claim(environ, "OIDC_STAFF_CLAIM"),
        posting_claim=_claim(environ, "OIDC_POSTING_CLAIM"),
    )


def posting(environ: Mapping[str, str], known: Assertions | Provider | None, guests: bool) -> Posting:
    """Who may post. Invalid where nobody could, and where guests would be both asked in and shut out."""
    found = choice(Posting, "POSTING", read(environ, "POSTING") or Posting.EVERYONE)
    if found == Posting.CLAIM and known is None:
        raise Invalid("FORUM_POSTING=claim needs somebody who says who may post: set FORUM_SSO_… or FORUM_OIDC_….")
    if found == Posting.CLAIM and guests:
        raise Invalid("FORUM_POSTING=claim and FORUM_GUESTS=1 contradict each other. Keep one of them.")
    return found


def _factor(environ: Mapping[str, str], name: str) -> Factor:
    return choice(Factor, name, read(environ, name) or Factor.ASK)


def _claim(environ: Mapping[str, str], name: str) -> Claim | None:
    given = read(environ, name)
    if given is None:
        return None
    # The name may be an address with an = in it; the value is a plain word.
    claim, sign, value = given.rpartition("=")
    if not sign or not claim or not value:
        raise Invalid(f"FORUM_{name} is {given!r}; it must be as groups=moderators.")
    return Claim(claim, value)


def _issuer_name(given: str) -> str:
    if len(given) > ISSUER_LENGTH or not given.isprintable():
        raise Invalid(f"FORUM_SSO_ISSUER must be a name of at most {ISSUER_LENGTH} characters.")
    return given


def _issuer_address(given: str) -> str:
    """As the provider spells it, with or without a slash at the end."""
    if safe_host(given) is None or set("@?# ") & set(given) or len(given) > ISSUER_LENGTH:
        raise Invalid(
            f"FORUM_OIDC_ISSUER is {given!r}; it must be as https://accounts.example, or http:// on this machine."
        )
    return given


def _public_keys(given: str) -> tuple[str, ...]:
    """Each in its PEM armour, one after the other."""
    found = tuple(match.group() for match in _PEM.finditer(given))
    if _PEM.sub("", given).strip() or any(not _is_fit(key) for key in found):
        raise Invalid(
            "FORUM_SSO_PUBLIC_KEYS must be one or two public RSA keys in PEM (-----BEGIN PUBLIC KEY-----), of at least "
            f"{MODULUS_BITS} bits."
        )
    return found


def _is_fit(pem: str) -> bool:
    try:
        key = load_pem_public_key(pem.encode())
    except ValueError:  # a private key, or none at all
        return False
    return isinstance(key, RSAPublicKey) and key.key_size >= MODULUS_BITS
