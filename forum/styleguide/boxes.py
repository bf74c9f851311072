"""The box to write in, with everything that may stand in it and go wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.forms import MAX_BODY, parse_body
from forum.discussion.models import Comment
from forum.errors import Invalid
from forum.markup.render import to_html
from forum.moderation.models import Sanction
from forum.styleguide.cast import ADA, CLOSED, IRONWAKE, JO, LEILA, MARISOL, PEOPLE, WARNED, Specimen, said
from forum.styleguide.moderating import WARNING

WORDS = "The cameo was shot **before** the ratings came in, so it proves nothing about renewal."
# As forum.web.rates says it to whoever posts six times a minute.
TOO_OFTEN = "You have sent 6 comments within a minute. Your words are kept: send them again in 41 seconds."


@dataclass(frozen=True)
class Box(Specimen):
    """A composer, and what server or script have put there."""

    viewer: Account | None = ADA
    article: Article = IRONWAKE
    parent: Comment | None = None
    words: str = ""
    preview: str | None = None
    refusal: Invalid | None = None
    trouble: str = ""  # one of those that the template names
    complaint: str = ""  # any other that script passes on
    left: str = ""
    over: bool = False
    busy: bool = False
    suggested: Sequence[Account] = ()
    warned_of: Sequence[Sanction] = ()


def _refused(text: str) -> Invalid:
    """What the form itself says to such a text."""
    try:
        parse_body(text)
    except Invalid as refusal:
        return refusal
    raise ValueError(f"this is not refused: {text!r:.40}")


BOXES: Sequence[Box] = [
    Box("box-nobody", "Signed out", "Anybody writes first and says afterwards who they are.", viewer=None),
    Box("box-member", "Signed in", "At the head of every open discussion."),
    Box("box-words", "With words", "While one writes.", words=WORDS),
    Box(
        "box-reply",
        "Reply",
        "Beneath the comment that it answers, or on a page of its own.",
        parent=said("answered", JO, "I could not possibly comment on the rest."),
    ),
    Box(
        "box-restored",
        "Restored draft",
        "The browser has kept what was not sent.",
        words="\n".join([WORDS] * 3),
        trouble="restored",
    ),
    Box(
        "box-mention",
        "Somebody is about to be named",
        "After an @ and the beginning of a name.",
        words="As @l",
        suggested=[LEILA, MARISOL, JO],
    ),
    Box("box-left", "Near the end", "From 80 % of the characters on.", words=WORDS, left="412 left"),
    Box(
        "box-over",
        "Over the limit",
        "Nobody is stopped while typing.",
        words=WORDS,
        left="37 too many",
        over=True,
    ),
    Box("box-preview", "Preview", "The server’s own rendering.", words=WORDS, preview=to_html(WORDS, PEOPLE)),
    Box(
        "box-busy",
        "Being sent",
        "Until an answer comes, where the words cannot be shown in place.",
        words=WORDS,
        busy=True,
    ),
    Box(
        "box-refused",
        "Refused",
        "On the page that answers a form, without script.",
        words=WORDS,
        refusal=_refused("x" * (MAX_BODY + 37)),
    ),
    Box("box-too-often", "Too often", "More than one person needs in a while.", words=WORDS, complaint=TOO_OFTEN),
    Box("box-lost", "No connection", "The words are safe.", words=WORDS, trouble="lost"),
    Box("box-online", "Connection is back", "After that.", words=WORDS, trouble="online"),
    Box("box-failed", "The site has trouble", "An answer that is none.", words=WORDS, trouble="failed"),
    Box("box-ended", "Session ended", "Signed out elsewhere, or long ago.", words=WORDS, trouble="ended"),
    Box(
        "box-warned",
        "Warned by a moderator",
        "Until they say that they have read it.",
        viewer=WARNED,
        words=WORDS,
        warned_of=[WARNING],
    ),
    Box("box-closed", "Closed", "In the place of the box.", article=CLOSED),
    Box("box-closed-words", "Closed meanwhile", "The words can still be copied.", article=CLOSED, words=WORDS),
]
