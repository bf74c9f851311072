"""An article as a news site prints it: the title, a date and a byline, then paragraphs. Pure.

The first line is the title. A one-line credit of a picture is no paragraph, and what a paragraph that ends with a
comma or a colon introduces is a quotation. In doubt words stay in the text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import dropwhile, groupby
from typing import Literal

Block = tuple[Literal["p", "quote"], str]

LONGEST_DATE = 60  # characters; a weekday, a long month, the hour and its zone need forty
LONGEST_CREDIT = 120  # a credit is a label; what is longer has something to say

_MONTHS = "january february march april may june july august september october november december"
_PARTICLES = "and & al bin da de del der di du el for la le of the van via von"
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?) ?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = r"(?P<hour>\d\d?)[:.](?P<minute>\d\d)\s*(?:(?P<half>[ap])\.?m\b\.?)?\s*(?P<zone>[a-z]{1,5})?"
_TIME = rf"(?:,?\s+(?:at\s+)?{_CLOCK})?"
_PRINTED = [
    re.compile(_WEEKDAY + day + _TIME, re.IGNORECASE | re.ASCII)
    for day in (
        r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
        r"(?P<day>\d\d?)(?:st|nd|rd|th)?\s+(?P<month>[a-z]{3,9})\.?,?\s+(?P<year>\d{4})",
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
    )
]
_PICTURE = r"(?:image|photo|photograph|picture|screenshot|screengrab|illustration)s?(?:\s+credits?)?"
_LABEL = re.compile(
    rf"(?i:{_PICTURE}\s*:|{_PICTURE}\s+(?:via|courtesy of)\s|credits?\s*:)|(?i:{_PICTURE}\s+by)\s+(?![a-z])"
)
_COURTESY = re.compile(r"(?i:.*\bcourtesy of\s)")


@dataclass(frozen=True)
class Clipping:
    """What was cut out of a news site; `None` where it says nothing."""

    title: str
    dated: str | None  # ISO 8601, exactly as precise as it was printed
    byline: str | None
    body: str
    blocks: tuple[Block, ...]
    credits_left_out: tuple[str, ...]


def read_clipping(lines: Sequence[str]) -> Clipping:
    """Read a printed article; the first of `lines` is its title."""
    rest = _from_text([line.strip() for line in lines[1:]])
    dated = byline = None
    while rest:
        if dated is None and (found := printed_date(rest[0])):
            dated = found
        elif byline is None and rest[0].lower().startswith("by ") and _is_name(rest[0][3:]):
            byline = rest[0][3:]
        else:
            break
        rest = _from_text(rest[1:])
    groups = [list(group) for said, group in groupby(rest, key=bool) if said]
    paragraphs = [" ".join(" ".join(group).split()) for group in groups if not _is_credit(group)]
    return Clipping(
        title=lines[0],
        dated=dated,
        byline=byline,
        body="\n\n".join(paragraphs),
        blocks=tuple(_blocks(paragraphs)),
        credits_left_out=tuple(group[0] for group in groups if _is_credit(group)),
    )


def blocks_of(body: str) -> tuple[Block, ...]:
    """The paragraphs and quotations of a body that was kept."""
    return tuple(_blocks(body.split("\n\n"))) if body else ()


def printed_date(text: str) -> str | None:
    """ISO 8601 for a date as people print it, never more precise than it stands there."""
    if len(text) > LONGEST_DATE:
        return None
    if iso := _ISO.fullmatch(text):
        written = f"{iso[1]}T{iso[2]}{iso[3] or ''}" if iso[2] else iso[1]
    elif printed := next(filter(None, (form.fullmatch(text) for form in _PRINTED)), None):
        written = _iso_of(printed)
    else:
        return None
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return None
    return written


def _iso_of(printed: re.Match[str]) -> str:
    name = printed["month"].lower()
    months = [f"{number:02}" for number, month in enumerate(_MONTHS.split(), 1) if month.startswith(name)]
    day = f"{printed['year']}-{months[0] if months else name}-{int(printed['day']):02}"
    # An abbreviated zone means different hours to different readers: the day is all that is sure.
    if not printed["hour"] or printed["zone"]:
        return day
    hour, half = int(printed["hour"]), (printed["half"] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "p") if 1 <= hour <= 12 else 99
    return f"{day}T{hour:02}:{printed['minute']}"


def _from_text(lines: Iterable[str]) -> list[str]:
    """`lines` without the empty ones at the beginning."""
    return list(dropwhile(lambda line: not line, lines))


def _blocks(paragraphs: Iterable[str]) -> Iterator[Block]:
    """A paragraph that ends with a comma or a colon lets somebody speak: the next one, and no more."""
    introduced = False
    for paragraph in paragraphs:
        yield "quote" if introduced else "p", paragraph
        introduced = not introduced and paragraph.endswith((",", ":"))


def _is_credit(lines: list[str]) -> bool:
    """A label on a line of its own. In doubt a paragraph: a credit too many is better than a lost sentence."""
    line = lines[0]
    if len(lines) > 1 or len(line) > LONGEST_CREDIT or line.endswith((",", ":")):
        return False
    stopped = line.rstrip("\"'”’)").endswith((".", "!", "?", "…"))
    if label := _LABEL.match(line):
        return not stopped or _is_name(line[label.end() :])
    if courtesy := _COURTESY.match(line):
        return not stopped and _is_name(line[courtesy.end() :])
    return False


def _is_name(text: str) -> bool:
    words = text.split()
    capital = (not word[0].islower() or word in _PARTICLES.split() for word in words)
    return 0 < len(words) <= 12 and words[0][0].isalpha() and all(capital)
