"""An answer that is kept, finished for sending: packed in each way that browsers take it, with its headers."""

import gzip
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

import brotli
from werkzeug.datastructures import Headers
from werkzeug.http import parse_accept_header, parse_etags

from forum.web.pages.pace import Pace
from forum.web.pages.sharing import Terms

HeaderList = list[tuple[str, str]]
# For text of this size the next steps pack two hundredths better and take three times as long.
BROTLI_QUALITY, GZIP_LEVEL = 5, 6
ENCODINGS = ("br", "gzip")
# No browser says more about what it takes. Longer ones are not remembered, or they would fill the memory.
LONGEST_ACCEPT = 200
# What a kept answer weighs beside its bodies, roughly: its headers, twice for each way.
OVERHEAD = 6_000


@dataclass(frozen=True, slots=True)
class Packed:
    """One way to send an answer."""

    body: bytes
    tag: str
    headers: HeaderList
    unchanged: HeaderList  # with which one is told that one has it already


@dataclass(slots=True)
class Kept:
    """An answer, and what it depends on. Bodies are made when somebody first takes them in that way."""

    terms: Terms
    headers: HeaderList
    text: bytes
    pace: Pace
    token: object  # what `changes` said when it was last known to be true
    confirmed: float  # and when that was, on the monotonic clock
    rests_until: float = 0.0
    packed: dict[str, Packed] = field(default_factory=dict)

    def size(self) -> int:
        # Copied, since another thread may pack it in another way at this moment.
        return OVERHEAD + len(self.text) + sum(len(packed.body) for packed in list(self.packed.values()))

    def as_(self, encoding: str) -> Packed:
        found = self.packed.get(encoding)
        if found is None:
            found = self.packed[encoding] = self._pack(encoding)
        return found

    def _pack(self, encoding: str) -> Packed:
        body = _compressed(self.text, encoding)
        # A strong tag names these very bytes: each way of packing has its own.
        digest = blake2b(self.text, digest_size=12).hexdigest()
        tag = f'"{digest}-{encoding}"' if encoding else f'"{digest}"'
        headers = [*self.headers, ("ETag", tag)]
        way = [("Content-Encoding", encoding)] if encoding else []
        whole = [*headers, *way, ("Content-Length", str(len(body)))]
        unchanged = [(name, text) for name, text in headers if name.lower() != "content-type"]
        return Packed(body, tag, whole, unchanged)


def plain_headers(headers: Iterable[tuple[str, str]]) -> HeaderList:
    """Those of the application's answer that hold for every way to send it."""
    kept = Headers(list(headers))
    for name in ("Content-Length", "Content-Encoding", "ETag", "Set-Cookie"):
        kept.remove(name)
    return kept.to_wsgi_list()


def best_encoding(accepted: str) -> str:
    """The way that packs best of those that an Accept-Encoding header names; "" for none."""
    return _best_encoding(accepted) if len(accepted) <= LONGEST_ACCEPT else ""


@lru_cache(maxsize=1_000)
def _best_encoding(accepted: str) -> str:
    wanted = parse_accept_header(accepted)
    qualities = {value.lower(): quality for value, quality in wanted}
    anything = qualities.get("*", 0)
    return next((way for way in ENCODINGS if qualities.get(way, anything) > 0), "")


def names_tag(if_none_match: str, tag: str) -> bool:
    """Whether an If-None-Match header holds the tag, or says that any will do."""
    return if_none_match == tag or parse_etags(if_none_match).contains_weak(tag.strip('"'))


def for_nginx() -> tuple[str, str]:
    """Until when nginx may keep an answer: to the end of this second, which no max-age can say. nginx drops it."""
    return _until_the_end_of(int(time.time()))


@lru_cache(maxsize=2)
def _until_the_end_of(second: int) -> tuple[str, str]:
    return ("X-Accel-Expires", f"@{second}")


def _compressed(text: bytes, encoding: str) -> bytes:
    if encoding == "br":
        packed: bytes = brotli.compress(text, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
        return packed
    return gzip.compress(text, GZIP_LEVEL, mtime=0) if encoding == "gzip" else text
