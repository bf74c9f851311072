"""Keys of forms: they make a form that is sent twice harmless, and tell how long somebody wrote."""

import base64
import re
import secrets

from forum import clock
from forum.web.seals import stamp, stamps

KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")
_STAMPED = re.compile(r"([A-Za-z0-9_-]{16})_([0-9]{9,11})_([A-Za-z0-9_-]{16})")
# Whoever left the page open over night did not write all that time: it tells nothing any more.
_OLD = 12 * 60 * 60


def new_key() -> str:
    """A key for a form that is about to be shown; it says when, in a way that nobody else can."""
    said = f"{secrets.token_urlsafe(12)}_{int(clock.now().timestamp())}"
    return f"{said}_{_text(stamp('form', said))}"


def seconds_since(key: str | None) -> int | None:
    """How long ago the form was shown; None when its key does not tell: a script's own, a forged one, an old one."""
    match = _STAMPED.fullmatch(key or "")
    if match is None:
        return None
    said = f"{match[1]}_{match[2]}"
    if match[3] not in [_text(each) for each in stamps("form", said)]:
        return None
    seconds = int(clock.now().timestamp()) - int(match[2])
    return seconds if 0 <= seconds <= _OLD else None


def _text(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest[:12]).decode()
