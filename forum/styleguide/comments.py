"""A comment in every state, under the eyes that see it so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from forum.accounts.models import Account
from forum.discussion.models import Comment, State
from forum.discussion.reading import Marks
from forum.styleguide.cast import (
    ADA,
    DON,
    JO,
    LEILA,
    MARISOL,
    MAXIMILIANA,
    NO_MARKS,
    NOW,
    SAM,
    Specimen,
    number,
    said,
)

WORDS = "Four, if you count the lighthouse. They would not have paid for that cameo if the network was on the fence."
WAITS = "First comments wait for a moderator."


@dataclass(frozen=True)
class Said(Specimen):
    """A comment as it stands on a page."""

    comment: Comment
    marks: Marks = NO_MARKS
    marked: bool = False  # the one that somebody came for
    is_new: bool = False  # since the viewer's last visit
    arrivals: str = ""  # what script says has come beneath it
    open: bool = False  # its menu


def _shown(name: str, title: str, when: str, comment: Comment, viewer: Account | None = None) -> Said:
    return Said(name, title, when, viewer, comment)


def _simple(name: str, title: str, when: str, source: str) -> Said:
    return _shown(name, title, when, said(name, MARISOL, source, recommend_count=3))


def _in_state(state: State, viewer: Account | None, title: str, when: str, reason: str | None = None) -> Said:
    name = f"{state}-{viewer.handle if viewer else 'nobody'}"
    comment = said(name, ADA, "I have seen the call sheet.", state=state, state_reason=reason)
    return _shown(name, title, when, comment, viewer)


def _opened(specimen: Said, name: str, title: str, when: str) -> Said:
    """The same words once a reader has opened what was covered."""
    comment = said(name, MARISOL, specimen.comment.body_source, recommend_count=3)
    comment.body_html = comment.body_html.replace("<details", "<details open")
    return _shown(name, title, when, comment)


_BLOCK = _simple(
    "spoiler-block",
    "Block spoiler, shut",
    "Lines that begin with “>!”; the label says how far one must have watched.",
    ">! [S1 E8] The lighthouse keeper is her sister.\n\nThat is the whole season in one scene.",
)
_INLINE = _simple(
    "spoiler-inline",
    "Inline spoiler, shut",
    "Words between double bars, in the middle of a sentence.",
    "So ||the sister|| did it, and nobody at the harbour noticed until the second storm.",
)

PLAIN: Sequence[Said] = [
    _shown(
        "chosen",
        "Pinned, and picked",
        "A moderator put it first; an editor singled it out.",
        said("chosen", MARISOL, "I was on the pier that night.", picked_at=NOW, pinned_at=NOW),
    ),
    _shown(
        "locked",
        "Locked",
        "A moderator has stopped its thread: nobody answers there any more.",
        said("locked", MARISOL, "I was on the pier that night.", is_locked=True),
    ),
    _shown("live", "Plain", "What most comments are.", said("live", MARISOL, WORDS, recommend_count=42)),
    _shown(
        "approved",
        "Approved, of somebody with a badge",
        "A moderator has looked, which readers need not know; the badge says why one should listen.",
        said("approved", JO, "We shot it in March, for what it is worth.", state=State.APPROVED, recommend_count=31),
        ADA,
    ),
    _shown("own", "One’s own", "Nobody recommends themselves.", said("own", ADA, WORDS, recommend_count=1), ADA),
    Said(
        "recommended",
        "Recommended by the reader",
        "Pressed once more, it is taken back.",
        ADA,
        said("recommended", MARISOL, WORDS, recommend_count=43),
        marks=replace(NO_MARKS, recommended=frozenset({number("recommended")})),
    ),
    _shown(
        "edited",
        "Edited, seen signed out",
        "More than five minutes after it was posted an edit is marked; the mark leads to what it said before.",
        said("edited", MARISOL, WORDS, edited_at=NOW - timedelta(hours=1)),
    ),
    _shown(
        "edited-member",
        "Edited, seen signed in",
        "The menu leads to what it said before.",
        said("edited-member", MARISOL, WORDS, edited_at=NOW - timedelta(hours=1)),
        ADA,
    ),
    Said(
        "new",
        "New, with new replies",
        "It came since the last visit; the replies came while the page was open.",
        None,
        said("new", MARISOL, WORDS),
        is_new=True,
        arrivals="2 new replies",
    ),
    Said("marked", "Marked", "The address of the page leads to it.", None, said("marked", MARISOL, WORDS), marked=True),
]

WAITING: Sequence[Said] = [
    _in_state(State.UNCONFIRMED, ADA, "Unconfirmed", "Its author owes a proof of address.", "Confirm your address."),
    _in_state(State.HELD, ADA, "Held", "A rule of the site holds it until a moderator has looked.", WAITS),
    _in_state(State.HELD, None, "Held, its place", "Kept only where it was answered before.", WAITS),
    _in_state(State.SUSPECTED, SAM, "Suspected", "A check found something and says what.", "It holds 9 links."),
    _in_state(State.REJECTED, ADA, "Rejected", "A moderator refused it before anybody read it.", "off topic"),
    _in_state(State.REMOVED, SAM, "Removed", "Moderators still read what was taken away.", "personal attack"),
    _in_state(State.REMOVED, None, "Removed, its place", "It was public, and was answered.", "personal attack"),
    _in_state(State.DELETED, None, "Deleted, its place", "Its author took it back after it was answered."),
    Said(
        "muted",
        "Muted",
        "The reader has muted its author; it can be opened.",
        ADA,
        said("muted", DON, "I will say it again, as often as it takes."),
        marks=replace(NO_MARKS, muted=frozenset({DON.id})),
    ),
]

WRITTEN: Sequence[Said] = [
    _shown("long-name", "A very long name", "Sixty characters.", said("long-name", MAXIMILIANA, WORDS), ADA),
    _shown(
        "right-to-left",
        "From right to left",
        "A name and words in Arabic, with a paragraph in English between them.",
        said("right-to-left", LEILA, "المنارة هي **المفتاح** كله.\n\nAs the episode says: “keep it lit”.\n\n> متى؟"),
    ),
    _simple(
        "long-word",
        "A long word and a long address",
        "They break rather than push the page sideways.",
        f"{'Leuchtturmwärter' * 7} https://ironwake.example/{'season-two/' * 9}?from=the-styleguide&with=a-query",
    ),
    _INLINE,
    _opened(_INLINE, "spoiler-inline-open", "Inline spoiler, open", "After a press on it."),
    _BLOCK,
    _opened(_BLOCK, "spoiler-block-open", "Block spoiler, open", "After a press on it."),
    _simple(
        "quotation",
        "Quotation and mention",
        "What Quote puts into the box, and a name that is one.",
        "> It proves nothing.\n>> Four, if you count the lighthouse.\n\n@jo-reyes was *there*, ~~twice~~.",
    ),
    _simple(
        "lists",
        "Lists and code",
        "No headings, no pictures.",
        "- the lamp\n- the keeper\n  1. the sister\n  2. the `lighthouse.log`\n\n```\n03:14  lit\n03:15  out\n```",
    ),
]

MENUS: Sequence[Said] = [
    Said(f"menu-{eyes}", title, when, viewer, said(f"menu-{eyes}", ADA, "What can be done with this?"), open=True)
    for eyes, title, when, viewer in (
        ("author", "Menu of one’s own comment", "Behind the three dots, for its author.", ADA),
        ("reader", "Menu of another’s", "For everybody else who is signed in.", MARISOL),
        ("moderator", "Menu for moderators", "With the way to a decision.", SAM),
    )
]
ALL: Sequence[Said] = [*PLAIN, *WAITING, *WRITTEN, *MENUS]
