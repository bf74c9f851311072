"""Whether a page carries its discussion, and else what to mend, sentence by sentence. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto

from forum.errors import Invalid
from forum.origins.addresses import path_of, site_of
from forum.origins.naming import parse_key
from forum.origins.policy import needed
from forum.origins.reading import ELEMENT, SCRIPT_PATH, Element, Page
from forum.origins.snippets import EXAMPLE

NOTHING = (
    "Nothing of ours is on this page. What a script of the page puts there, or only somebody signed in is shown, "
    "cannot be seen from here."
)
TAKEN_OUT = (
    f"The element is not there, only what goes with it. Some systems take out tags that they do not know: put "
    f"<{ELEMENT}></{ELEMENT}> where the comments belong."
)
NO_SCRIPT = f"The element is there, its script {SCRIPT_PATH} is not. Paste the whole text."
AN_EXAMPLE = "Its title is still that of the example. Say here for which page the text is, and paste it again."
NO_LINK = "Whoever has no JavaScript sees nothing there: the link inside the element is missing."


class Known(Enum):
    """What the articles and the list say about the page's address, its canonical one if it has one."""

    DISCUSSED = auto()
    OPENED_BY_ITSELF = auto()
    NOT_ADDED = auto()
    UNLISTED = auto()


# Where there is no discussion, and none will be.
NOT_DISCUSSED: Mapping[Known, str] = {
    Known.NOT_ADDED: (
        "Nobody has added this article, and this site opens none by itself. Add it, or let it open articles."
    ),
    Known.UNLISTED: (
        "It says that its address is {canonical}, which is on no listed site: mend its link rel=canonical, "
        "or list that site as well."
    ),
}


def carrier_of(page: Page) -> str:
    """With what a page carries it: "the element, with the key season-2"."""
    keys = [element.key for element in page.elements if element.key]
    what = "the element" if len(page.elements) == 1 else f"{len(page.elements)} elements"
    if page.has_declared:
        what += " with the comments in it"
    if not keys:
        return f"{what}, known by its address"
    return f"{what}, with the {'key' if len(keys) == 1 else 'keys'} {', '.join(keys)}"


def to_mend(page: Page, ours: str, site: str, known: Known) -> Iterator[str]:
    """What keeps readers from the discussion, of a page on `site`; `ours` is our own address. Nothing: it is there."""
    scripts = [script for script in page.scripts if path_of(script.url) == SCRIPT_PATH]
    own = [script for script in scripts if site_of(script.url) == ours]
    links = [link for link in page.links if site_of(link) == ours]
    if not page.elements:
        yield TAKEN_OUT if own or links else NOTHING
    elif not own and not page.has_declared:
        yield _another(scripts[0].url, ours) if scripts else NO_SCRIPT
    if not own and page.links and not links and not scripts:
        yield _another(page.links[0], ours)
    if page.elements:
        yield from _wrong_keys(page.elements)
        if known in NOT_DISCUSSED:
            yield NOT_DISCUSSED[known].format(canonical=page.canonical)
    if own:
        yield from needed(page.policies, site, ours, [script.nonce for script in own])


def to_note(page: Page) -> Iterator[str]:
    """What could be better where it is found."""
    if not all(element.has_link or element.is_included for element in page.elements):
        yield NO_LINK
    if any(element.title == EXAMPLE for element in page.elements):
        yield AN_EXAMPLE


def _another(url: str, ours: str) -> str:
    return f"It asks {site_of(url) or 'no site'} for the comments, but this site is {ours}. Copy the text again."


def _wrong_keys(elements: Sequence[Element]) -> Iterator[str]:
    for element in elements:
        try:
            parse_key(element.key)
        except Invalid as refusal:
            yield refusal.sentence
