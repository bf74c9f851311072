"""What a device that keeps passkeys is told, and what it tells; in base64url, as browsers send it."""

import json
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass

_WRITTEN = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Place:
    """Where the browser is, as it must say itself: the site's name, and the origin of the page."""

    name: str
    origin: str


@dataclass(frozen=True)
class Person:
    """Whose passkey it will be, as their device shows it."""

    id: bytes
    handle: str
    display_name: str


@dataclass(frozen=True)
class Key:
    """A passkey: its name among all, its public half, and how often it says it was used."""

    credential_id: str
    public_key: str
    sign_count: int


def written(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def named_in(sent: str) -> tuple[str, str]:
    """Which passkey an answer says it is of, and whose; empty where it does not say. Nothing of it is checked yet."""
    try:
        answer = json.loads(sent)
        told = answer["id"], answer["response"].get("userHandle")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "", ""
    name, owner = (part if isinstance(part, str) and _WRITTEN.fullmatch(part) else "" for part in told)
    return name, owner
