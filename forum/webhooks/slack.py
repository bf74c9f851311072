"""The same in a line or two of text, as Slack and what imitates it take them.

Readers' words are text there too: no link of theirs, and nobody is called by `@here` or `<!channel>`.
"""

import re
from collections.abc import Mapping
from typing import Any

from forum.markup.excerpt import ELLIPSIS
from forum.webhooks.names import EVENTS

MOST_WORDS = 600
_CALLS = re.compile(r"@(?=\w)")
# Between the sign and the word, and seen by nobody.
_APART = "@\u2060"


def text_of(event: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """What is sent; `data` as `telling` has it."""
    lines = [f"*{EVENTS.get(event, 'A test')}*", *_about(data)]
    return {"text": "\n".join(line for line in lines if line), "unfurl_links": False}


def _about(data: Mapping[str, Any]) -> list[str]:
    comment, appeal = (data.get(name) or {} for name in ("comment", "appeal"))
    author, article = comment.get("author") or {}, comment.get("article") or {}
    whose = " on ".join(plain(each) for each in (author.get("name"), article.get("title")) if each)
    words = comment.get("words") or ""
    return [
        plain(data.get("message", "")),
        whose,
        f"> {plain(_short(words))}" if words else "",
        *(_link(each["address"]) for each in (comment, appeal) if each.get("address")),
    ]


def plain(text: str) -> str:
    """Text that means nothing but itself."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _CALLS.sub(_APART, " ".join(escaped.split()))


def _short(words: str) -> str:
    return words if len(words) <= MOST_WORDS else words[:MOST_WORDS].rstrip() + ELLIPSIS


def _link(address: str) -> str:
    return f"<{address}>"
