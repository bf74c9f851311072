"""The start and end tags of a page, in order. Pure.

*Why not `html.parser`.* It reads some broken pages again from every `<` on: a megabyte of `<a <a <a` takes it minutes.
Here every sign is passed once, whatever the page holds. What is between the tags is never looked at.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

# What is text up to its own end tag, for a browser that runs scripts.
RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"})

# Of a value so much is read, in characters: addresses and policies are shorter.
LONGEST = 8_000

_VALUE = r"""(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|[^\s"'>][^\s>]*)"""
_ATTRIBUTE = rf"[^\s/>=][^\s/>=]*(?:\s*=\s*{_VALUE}?)?"
# Each alternative ends at its own end or at the page's, so that nothing is read twice.
_TAG = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    rf"|<(?P<end>/?)(?P<name>[a-z][^\s/>]*)(?P<rest>(?:[\s/=]|{_ATTRIBUTE})*+)(?:>|\Z)"
    r"|<[!?/][^>]*(?:>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_PAIR = re.compile(rf"([^\s/>=][^\s/>=]*)(?:\s*=\s*({_VALUE})?)?", re.DOTALL)
_END_OF = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in RAW}


@dataclass(frozen=True)
class Tag:
    """One tag: its name in lower case, and its attributes as they are meant; of two alike the first counts."""

    name: str
    is_end: bool
    attributes: Mapping[str, str]


def tags_of(page: str) -> Iterator[Tag]:
    at = 0
    while match := _TAG.search(page, at):
        at = match.end()
        if not match["name"]:
            continue
        tag = Tag(match["name"].lower(), bool(match["end"]), dict(_attributes(match["rest"])))
        yield tag
        if tag.name in RAW and not tag.is_end:
            end = _END_OF[tag.name].search(page, at)
            at = end.start() if end else len(page)


def _attributes(rest: str) -> Iterator[tuple[str, str]]:
    found: dict[str, str] = {}
    for name, value in _PAIR.findall(rest):
        text = value[1:].removesuffix(value[0]) if value[:1] in ('"', "'") else value
        found.setdefault(name.lower(), unescape(text[:LONGEST]))
    yield from found.items()
