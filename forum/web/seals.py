"""What the site signs and seals: a key of its own for each purpose, so that a stamp for one is none for another.

After the site's key was changed, what was signed with an old one (`FORUM_OLD_SECRET_KEYS`) still counts, and what is
new is signed with the new one.
"""

import base64
import hmac
from collections.abc import Iterator
from contextlib import suppress

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from forum.web.site import settings

# Hexadecimal digits: 128 bits.
STAMP_LENGTH = 32


class Broken(Exception):
    """It was sealed for something else, or with a key that the site no longer has."""


def keys() -> Iterator[str]:
    """The site's own first, then those that it had before."""
    yield settings().secret_key
    yield from settings().old_secret_keys


def stamp(purpose: str, text: str) -> bytes:
    """32 bytes that only this site can make of `text`, for this purpose."""
    return _stamp(settings().secret_key, purpose, text)


def stamps(purpose: str, text: str) -> list[bytes]:
    """Every one that counts: of the key that the site has, and of those that it had."""
    return [_stamp(key, purpose, text) for key in keys()]


def stamped(purpose: str, name: str) -> str:
    """`name`, and behind it what only this site can have written there: a key whose first half alone is kept."""
    return name + stamp(purpose, name).hex()[:STAMP_LENGTH]


def is_stamped(purpose: str, name: str, given: str) -> bool:
    """Whether `given` is that, by the key that the site has or one that it had."""
    right = (name + one.hex()[:STAMP_LENGTH] for one in stamps(purpose, name))
    return any(hmac.compare_digest(one.encode(), given.encode()) for one in right)


def seal(purpose: str, text: str) -> str:
    """The text, for nobody to read who has only the database."""
    return _box(purpose).encrypt(text.encode()).decode()


def unseal(purpose: str, sealed: str) -> str:
    try:
        return _box(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Broken from None


def seal_alike(purpose: str, text: str) -> str:
    """The same, and the same each time: for an address on a page that everyone shares. (AES-SIV, RFC 5297.)"""
    sealed = next(_sivs(purpose)).encrypt(text.encode(), None)
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def unseal_alike(purpose: str, sealed: str) -> str:
    try:
        closed = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
    except ValueError:
        raise Broken from None
    for box in _sivs(purpose):
        with suppress(InvalidTag, ValueError):
            return box.decrypt(closed, None).decode()
    raise Broken


def _sivs(purpose: str) -> Iterator[AESSIV]:
    return (AESSIV(hmac.digest(key.encode(), f"seal alike {purpose}".encode(), "sha256")) for key in keys())


def _stamp(key: str, purpose: str, text: str) -> bytes:
    return hmac.digest(hmac.digest(key.encode(), f"stamp {purpose}".encode(), "sha256"), text.encode(), "sha256")


def _box(purpose: str) -> MultiFernet:
    made = (hmac.digest(key.encode(), f"seal {purpose}".encode(), "sha256") for key in keys())
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])
