"""An article's file, read into a `Manuscript`: Markdown, or plain text as a news site prints it. Pure.

Front matter is read as it is written, every value a string: YAML's own dates would turn or invent a zone.
"""

import re
from dataclasses import dataclass, replace
from itertools import dropwhile
from typing import Literal, cast, get_args

import yaml

from forum.articles.canonical import LONGEST_SLUG, LONGEST_URL, canonical_url, slug_of
from forum.articles.newsprint import LONGEST_DATE, Block, printed_date, read_clipping
from forum.errors import Invalid

State = Literal["open", "first", "held", "closed"]

LARGEST = 1_000_000  # bytes; the text of a long novel
LONGEST_FRONT = 20_000  # characters; reading YAML is slow, and all values at their longest need a fifth of it
# Every key of the front matter, with the most characters that its value may have.
KEYS = {"title": 300, "slug": LONGEST_SLUG, "key": 200, "url": LONGEST_URL, "section": 80, "tags": 80}
KEYS |= {"date": LONGEST_DATE, "byline": 200, "standfirst": 1000, "state": 8, "closes": LONGEST_DATE, "prompt": 300}
STATES = get_args(State)


@dataclass(frozen=True)
class Manuscript:
    """What an article's file says; `None` where it says nothing."""

    title: str
    slug: str | None = None
    key: str | None = None
    url: str | None = None  # canonical
    section: str | None = None
    tags: tuple[str, ...] = ()
    dated: str | None = None  # ISO 8601, exactly as precise as the file gives it
    byline: str | None = None
    standfirst: str | None = None
    state: State | None = None
    closes: str | None = None  # ISO 8601, a day or a moment
    prompt: str | None = None
    format: Literal["markdown", "text"] = "markdown"
    body: str = ""
    blocks: tuple[Block, ...] = ()  # of a text
    credits_left_out: tuple[str, ...] = ()


def parse_manuscript(text: str, *, fallback_slug: str | None = None) -> Manuscript:
    """Read an article's file; `fallback_slug`, such as the file's name, is for a file that gives no slug."""
    lines = _lines(text)
    if lines[0].rstrip() == "---":
        manuscript = _with_front_matter(lines)
    elif re.match(r"#\s+[^\s#]", lines[0]):
        words = lines[0].split()
        closed = len(words) > 2 and not words[-1].strip("#")
        title = _value("title", " ".join(words[1:-1] if closed else words[1:]))
        manuscript = Manuscript(title, body="\n".join(lines[1:]).strip("\n"))
    else:
        manuscript = _as_printed(lines)
    if manuscript.slug or not fallback_slug:
        return manuscript
    return replace(manuscript, slug=slug_of(fallback_slug))


def _lines(text: str) -> list[str]:
    if len(text.encode("utf-8", "replace")) > LARGEST:
        raise Invalid("The file is larger than 1 MB. Leave in it only the article's own text.")
    text = _readable(text).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Invalid("The file is empty. Give at least a title.")
    return list(dropwhile(lambda line: not line.strip(), text.split("\n")))


def _readable(text: str) -> str:
    if re.search("[\0\ud800-\udfff]", text):
        raise Invalid("The file holds bytes that are not text. Save it as UTF-8 and try again.")
    return text


def _value(key: str, written: str) -> str:
    value = " ".join(_readable(written).split())
    if len(value) > KEYS[key]:
        raise Invalid(f"The {key} is longer than {KEYS[key]:,} characters. Shorten it.", key)
    return value


def _with_front_matter(lines: list[str]) -> Manuscript:
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() in ("---", "...")), None)
    if end is None:
        raise Invalid("The front matter has no end. Close it with a line of three hyphens: ---")
    entries = _entries("\n".join(lines[1:end]))
    said = {key: values[0] for key, values in entries.items() if values}
    if "title" not in said:
        raise Invalid("The article has no title. Add a line to the front matter: title: What happened", "title")
    if "slug" in said and said["slug"] != slug_of(said["slug"]):
        raise Invalid(f"The slug may hold a-z, 0-9 and hyphens only, such as {slug_of(said['slug'])}.", "slug")
    if said.get("state", "open") not in STATES:
        raise Invalid(f"The state {said['state']} is unknown. Use one of: {', '.join(STATES)}.", "state")
    for key in said.keys() & {"date", "closes"}:
        said[key] = _date_of(key, said[key])
    return Manuscript(
        title=said["title"],
        slug=said.get("slug"),
        key=said.get("key"),
        url=canonical_url(said["url"]) if "url" in said else None,
        section=said.get("section"),
        tags=tuple(dict.fromkeys(entries.get("tags", ()))),
        dated=said.get("date"),
        byline=said.get("byline"),
        standfirst=said.get("standfirst"),
        state=cast(State | None, said.get("state")),
        closes=said.get("closes"),
        prompt=said.get("prompt"),
        body="\n".join(lines[end + 1 :]).strip("\n"),
    )


def _entries(source: str) -> dict[str, list[str]]:
    if len(source) > LONGEST_FRONT:
        raise Invalid("The front matter is too long. Put the article's own text below its closing line ---")
    try:
        front = yaml.compose(source, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        raise Invalid("The front matter cannot be read. Put a value that holds a colon in quotation marks.") from error
    if not isinstance(front, yaml.MappingNode):
        raise Invalid("The front matter says nothing. Write a line for each thing, such as title: What happened")
    entries: dict[str, list[str]] = {}
    for key, value in ((str(key.value), value) for key, value in front.value):
        if key not in KEYS:
            raise Invalid(f"The front matter does not know the key {key[:40]}. Use only: {', '.join(KEYS)}.", key)
        if key in entries:
            raise Invalid(f"The key {key} stands twice. Keep one of the two lines.", key)
        entries[key] = [_value(key, text) for text in _texts(key, value) if text.strip()]
    return entries


def _texts(key: str, node: yaml.Node) -> list[str]:
    if isinstance(node, yaml.ScalarNode):
        nothing = node.style is None and node.value in ("~", "null")
        return [] if nothing else node.value.split(",") if key == "tags" else [node.value]
    if key != "tags":
        raise Invalid(f"The {key} must be one piece of text. Put it on one line, in quotation marks.", key)
    if not isinstance(node, yaml.SequenceNode) or not all(isinstance(tag, yaml.ScalarNode) for tag in node.value):
        raise Invalid("The tags must be a plain list, such as [Netflix, Marvel].", key)
    return [tag.value for tag in node.value]


def _date_of(key: str, written: str) -> str:
    if found := printed_date(written):
        return found
    forms = "2015-11-24, 2015-11-24T10:30 or 2015-11-24T10:30+01:00"
    raise Invalid(f"The value of {key}, {written}, is not a date that can be read. Write {forms}.", key)


def _as_printed(lines: list[str]) -> Manuscript:
    clipping = read_clipping(lines)
    return Manuscript(
        title=_value("title", clipping.title),
        dated=clipping.dated,
        byline=_value("byline", clipping.byline) if clipping.byline else None,
        format="text",
        body=clipping.body,
        blocks=clipping.blocks,
        credits_left_out=clipping.credits_left_out,
    )
