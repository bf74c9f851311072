"""A mail of samples: its words in both parts, and its page in one scheme with the policy that this page alone has."""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from jinja2 import TemplateError

from forum import clock
from forum.config import Settings
from forum.errors import Invalid, NotFound
from forum.mail.headers import given_headers
from forum.mail.letter import Letter, render
from forum.mail.models import Mail
from forum.previews.samples import SAMPLES

_STYLE = re.compile(r"(?<=<style>).*?(?=</style>)", re.DOTALL)
_DARK, _BOTH = "@media (prefers-color-scheme: dark)", "light dark"
# As wide as the telephones that most people have.
_NARROW = "html { max-width: 375px; border-right: 1px dashed #8A8578; }\n"


class Scheme(StrEnum):
    """What the reader's device asks for."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Preview:
    """One mail; or why it cannot be shown. `headers` are those that only this purpose has."""

    purpose: str
    number: int
    title: str
    headers: Mapping[str, str]
    letter: Letter | None
    trouble: str = ""

    @property
    def size(self) -> int:
        """Of the part in HTML, in bytes."""
        return len(self.letter.html.encode()) if self.letter else 0


@dataclass(frozen=True)
class Alone:
    """The part in HTML as a page."""

    html: str
    policy: str


def previews_of(purpose: str, site: Settings) -> Iterator[Preview]:
    """One for each way that a mail of this purpose can read; none for a purpose without samples."""
    samples = SAMPLES[purpose]() if purpose in SAMPLES else {}
    for number, (title, words) in enumerate(samples.items()):
        mail = Mail(id=1, message_id="<1@preview.invalid>", purpose=purpose, recipient="reader@example.org")
        mail.created_at = clock.now()
        headers = words.get("headers", {})
        try:
            letter = render(mail, words, site)
            given_headers(headers)
        except (Invalid, TemplateError) as error:
            yield Preview(purpose, number, title, headers, None, f"This mail cannot be sent: {error}")
        else:
            yield Preview(purpose, number, title, headers, letter)


def letter_or_404(purpose: str, number: int, site: Settings) -> Letter:
    found = next((each for each in previews_of(purpose, site) if each.number == number), None)
    if found is None or found.letter is None:
        raise NotFound("There is no such mail.")
    return found.letter


def alone(letter: Letter, scheme: Scheme, narrow: bool) -> Alone:
    """As a program shows it that follows this scheme, whatever the browser's own is."""
    html = letter.html.replace(_DARK, "@media all" if scheme == Scheme.DARK else "@media not all")
    html = html.replace(_BOTH, scheme)
    html = html.replace("</style>", f"{_NARROW if narrow else ''}</style>", 1)
    styles = [b64encode(sha256(style.encode()).digest()).decode() for style in _STYLE.findall(html)]
    allowed = " ".join(f"'sha256-{style}'" for style in styles) or "'none'"
    parts = ("default-src", "base-uri", "form-action", "frame-ancestors")
    return Alone(html, "; ".join([f"{part} 'none'" for part in parts] + [f"style-src {allowed}"]))
