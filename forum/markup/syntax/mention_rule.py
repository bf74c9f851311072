"""`@handle` to a mention: not inside words, mail addresses, links or code."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from forum.markup.handles import is_handle

# bob@example, medium.com/@someone, @@twice
_BEFORE = re.compile(r"[^\W_]|[@/+-]")
# Forty are enough to see that thirty are exceeded.
_RUN = re.compile(r"[A-Za-z0-9_-]{1,40}")
# More letters; a second @ or a domain, which make it somebody of another site.
_AFTER = re.compile(r"[^\W_]|@|\.[^\W_]")


def install(md: MarkdownIt) -> None:
    md.inline.add_terminator_char("@")
    md.inline.ruler.push("mention", _mention)


def _mention(state: StateInline, silent: bool) -> bool:
    at = state.pos
    if state.src[at] != "@" or state.linkLevel or (at and _BEFORE.match(state.src[at - 1])):
        return False
    run = _RUN.match(state.src, at + 1, state.posMax)
    handle = run[0].rstrip("_-") if run else ""
    end = at + 1 + len(handle)
    if not is_handle(handle) or _AFTER.match(state.src, end):
        return False
    people = state.env["people"]
    person = handle if people is None else people.get(handle.casefold(), "")
    if not is_handle(person):
        return False
    if not silent:
        token = state.push("mention", "a", 0)
        token.content = f"@{handle}"
        token.meta["person"] = person
    state.pos = end
    return True
