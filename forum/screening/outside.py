"""A second opinion: a program of the owner's own is asked, over HTTP, what it thinks of words.

*Why signed.* The other side shall know that it is asked by this site and by nobody else, and that the question is a
fresh one: `X-Forum-Signature` is `sha256=` and the HMAC of the secret over `X-Forum-Timestamp` (Unix seconds), a dot
and the body. Redirects are not followed: a signed question goes where its owner sent it and nowhere else.

*Why not through `forum.fetching`.* That door is for addresses that somebody types into a page. This one stands in the
settings of whoever runs the machine: it may well be a program inside the network, at a port of its own, and one that
thinks for longer than the door waits.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from forum.hosts import Check
from forum.screening.verdict import Ruling

# Seconds for each step of the way. Nobody waits for it: the words are out already.
PATIENCE = 5.0
LONGEST_ANSWER = 64 << 10  # bytes
PUBLISH = "publish"


class NoAnswer(Exception):
    """The other side did not answer, or nothing that can be understood; it is asked again later."""


@dataclass(frozen=True)
class Opinion:
    """What the other side thinks; None of it when the words may stay as they are."""

    ruling: Ruling | None
    reason: str


def ask(check: Check, question: Mapping[str, Any], at: int) -> Opinion:
    """What the other side says to `question`, asked at `at` (Unix seconds). NoAnswer says why there is no opinion."""
    body = json.dumps(question, ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json",
        "X-Forum-Timestamp": str(at),
        "X-Forum-Signature": f"sha256={signature(check.secret, at, body)}",
    }
    try:
        status, answer = _exchanged(check.url, body, headers)
    except (OSError, HTTPException) as error:
        raise NoAnswer(f"{_host(check)} did not answer: {type(error).__name__}") from error
    if status != 200:
        raise NoAnswer(f"{_host(check)} answered {status}")
    return _understood(answer, check)


def signature(secret: str, at: int, body: bytes) -> str:
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()


def _exchanged(url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE)
    try:
        connection.request("POST", f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", body, dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.read(LONGEST_ANSWER + 1)
    finally:
        connection.close()


def _understood(answer: bytes, check: Check) -> Opinion:
    try:
        said = json.loads(answer[:LONGEST_ANSWER])
        ruling, reason = said["ruling"], str(said.get("reason") or "")
        if ruling == PUBLISH:
            return Opinion(None, reason)
        return Opinion({Ruling(name): Ruling(name) for name in ("note", "hold", "suspect")}[ruling], reason)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NoAnswer(
            f'{_host(check)} answered what means nothing here: send {{"ruling": "publish"}}, or note, hold or suspect'
        ) from None


def _host(check: Check) -> str:
    return urlsplit(check.url).hostname or check.url
