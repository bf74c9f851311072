"""Links: bare addresses become links, and a link that names another host than its own shows where it leads."""

import re
import unicodedata
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from forum.markup import links, visible

_SCHEMES = ("https", "http")
_WORD = re.compile(r"\w")
# A bare address ends at white space, at a mark of the dialect and where a URL cannot go on.
_ADDRESS = re.compile(rf"[^\s<>\"`|\\^{{}}\x00-\x20]{{1,{links.LONGEST}}}")
_SENTENCE = frozenset("?!.,:;*_~'’”»…。，、！？：；」』")
_BRACKETS = {")": "(", "]": "[", "）": "（"}
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_NAME = re.compile(r"[\w.\-]+")
_MAIL_NAME = re.compile(r"[\w.+\-]+@[\w.\-]+")


def install(md: MarkdownIt) -> None:
    md.inline.ruler.push("address", _address)
    md.core.ruler.push("real_hosts", _real_hosts)


def _address(state: StateInline, silent: bool) -> bool:
    """A bare address, found at its colon; it looks back a few characters and ahead at most LONGEST."""
    pos, src = state.pos, state.src
    if silent or state.linkLevel or not src.startswith("://", pos):
        return False
    scheme = next((name for name in _SCHEMES if src[max(pos - len(name), 0) : pos].lower() == name), "")
    return bool(scheme) and _link_from(state, pos - len(scheme))


def _link_from(state: StateInline, start: int) -> bool:
    src, length = state.src, state.pos - start
    if start and _WORD.match(src[start - 1]):
        return False
    if not state.pending.endswith(src[start : state.pos]):  # those letters belong to another token
        return False
    found = _ADDRESS.match(src, start, state.posMax)
    typed = _without_sentence(found[0]) if found else ""
    href = links.outside(typed)
    if href is None:
        return False
    state.pending = state.pending[:-length]
    state.push("link_open", "a", 1).attrs = {"href": href}
    state.push("text", "", 0).content = links.shown(typed)
    state.push("link_close", "a", -1)
    state.pos = start + len(typed)
    return True


def _without_sentence(address: str) -> str:
    """The address without the punctuation of the sentence around it; brackets stay when they are in pairs."""
    surplus = {end: address.count(end) - address.count(begin) for end, begin in _BRACKETS.items()}
    end = len(address)
    while end and (address[end - 1] in _SENTENCE or surplus.get(address[end - 1], 0) > 0):
        if address[end - 1] in surplus:
            surplus[address[end - 1]] -= 1
        end -= 1
    return address[:end]


def _real_hosts(state: StateCore) -> None:
    for token in state.tokens:
        if token.children:
            token.children = list(_with_hosts(token.children))


def _with_hosts(children: list[Token]) -> Iterator[Token]:
    """The tokens of a paragraph; after a link that names another host comes the host it leads to."""
    label: list[Token] | None = None
    href = ""
    for token in children:
        if token.type == "link_open":
            href, label = str(token.attrs["href"]), []
            if not href:  # [words]() leads nowhere and stays as it is typed
                token.type, token.nesting, token.content = "text", 0, "["
        elif label is not None and token.type != "link_close":
            token.content = visible.without_directions(token.content)
            label.append(token)
        yield token
        if token.type == "link_close" and label is not None:
            if not href:
                token.type, token.nesting, token.content = "text", 0, "]()"
            elif _misleads("".join(part.content for part in label), links.real(href)):
                yield Token("real_host", "", 0, content=links.real(href))
            label = None


def _misleads(label: str, real: str) -> bool:
    """Whether the label shows nothing or another host, or the real one has letters that others resemble."""
    if not visible.has_ink(label):
        return True
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", label))
    if _MAIL_NAME.fullmatch(plain.strip()) and plain.strip().casefold() == real.casefold():
        return False
    named = {_bare(name[0]) for name in _NAME.finditer(plain)} - {""}
    ours = _bare(real.rpartition("@")[2].partition(":")[0] or real)
    return bool(named - {ours}) or ("xn--" in ours and ours not in named)


def _bare(name: str) -> str:
    """The host that a word names, without www.; nothing when it names none."""
    word = name.strip(".-_")
    if "." not in word or not _WORD.match(word):
        return ""
    ending = word.rpartition(".")[2]
    numbers = word.count(".") == 3 and ending.isdigit()  # 192.0.2.1, but not "Python 3.11"
    if not numbers and (len(ending) < 2 or not ending[0].isalpha()):
        return ""
    return (links.host(word) or word.casefold()).removeprefix("www.")
