"""A newspaper that signs who its readers are, by hand: nothing of ours makes its tokens."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from itertools import count
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from forum import clock
from forum.accounts.models import Account
from forum.issuers import Assertions
from forum.sso.assertions import arrival_by_assertion

SECRET, OTHER_SECRET = "a-secret-of-the-newspaper-0123456789", "the-secret-that-follows-it-9876543210"
NEWSPAPER = Assertions(issuer="sso", secrets=(SECRET,))
_numbers = count()


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def joined(header: dict[str, Any], claims: Any) -> str:
    """What is signed of a token."""
    return ".".join(base64url(json.dumps(part).encode()) for part in (header, claims))


def hs256(signed: str, secret: str) -> str:
    return f"{signed}.{base64url(hmac.digest(secret.encode(), signed.encode(), hashlib.sha256))}"


def claims(subject: str = "42", **more: Any) -> dict[str, Any]:
    """Of a token that is made now; what is None is left out."""
    now = int(clock.now().timestamp())
    said = {"sub": subject, "name": "Ada Lovelace", "iat": now, "exp": now + 300, "jti": f"use-{next(_numbers)}"}
    return {name: value for name, value in (said | more).items() if value is not None}


def token(subject: str = "42", secret: str = SECRET, header: dict[str, Any] | None = None, **more: Any) -> str:
    """Signed as a newspaper does; a claim of None is left out."""
    return hs256(joined({"alg": "HS256", "typ": "JWT"} | (header or {}), claims(subject, **more)), secret)


def comes_by(assertion: str, origin: str | None = None) -> Account:
    """Who comes in by it: on our own page, or on one of `origin`."""
    return arrival_by_assertion(assertion, origin).account


def minutes_ago(minutes: float) -> int:
    return int((clock.now() - timedelta(minutes=minutes)).timestamp())


@dataclass(frozen=True)
class KeyPair:
    """Of RS256."""

    private: rsa.RSAPrivateKey

    @property
    def public(self) -> str:
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        return self.private.public_key().public_bytes(serialization.Encoding.PEM, form).decode()

    def token(self, subject: str = "42", header: dict[str, Any] | None = None, **more: Any) -> str:
        signed = joined({"alg": "RS256", "typ": "JWT"} | (header or {}), claims(subject, **more))
        return f"{signed}.{base64url(self.private.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


@cache
def key_pair(number: int) -> KeyPair:
    """Always the same of a number: making one takes a while."""
    return KeyPair(rsa.generate_private_key(65537, 2048))


def with_keys(*numbers: int) -> Assertions:
    return replace(NEWSPAPER, secrets=(), public_keys=tuple(key_pair(number).public for number in numbers))
