"""What mails about comments have in common: who did what, how much of it fits, and how it stops by one click."""

from collections.abc import Mapping
from html import escape

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from forum.discussion.models import Comment
from forum.notifications.kinds import CLOSEST
from forum.notifications.models import Kind

ANOTHER_ADDRESS = "Your address is another one since."
FORGOTTEN = "What it was about was cleared away."
# A mail's HTML stays below what programs cut off (`letter.LARGEST_HTML`) with all that stands around. In bytes.
LONGEST = 24_000
# What somebody did, to stand after their name; of one's own words, what became of them.
_DID: Mapping[Kind, str] = {
    Kind.REPLY: "answered you",
    Kind.MENTION: "named you",
    Kind.THREAD: "spoke in a thread that you follow",
    Kind.PERSON: "said something",
    Kind.ARTICLE: "spoke on an article that you follow",
    Kind.SECTION: "spoke in a section that you follow",
    Kind.PUBLISHED: "Your comment was published",
    Kind.PICKED: "An editor picked your comment",
}


def headline(kind: Kind, comment: Comment) -> Mapping[str, str]:
    """Whose name is apart from what they did, so that one from right to left turns nothing else around."""
    return {"who": comment.author.display_name if kind in CLOSEST else "", "did": _DID[kind]}


def with_all_around() -> Select[Comment]:
    answered = joinedload(Comment.parent).joinedload(Comment.author)
    with_all = joinedload(Comment.author), joinedload(Comment.article), answered
    return select(Comment).options(*with_all).execution_options(populate_existing=True)


def fitting(text: str) -> str:
    """All of it, unless signs that HTML writes out would make more of it than mail programs show."""
    if size(text) <= LONGEST:
        return text
    while size(text) > LONGEST:
        text = text[: len(text) * 4 // 5]
    return f"{text.rstrip()} …\n\n(The rest is on the site.)"


def size(text: str) -> int:
    """Of what the template makes of it, in bytes: a line ends in a sign of its own, a paragraph in two."""
    return len(escape(text).encode()) + 6 * text.count("\n") + 24 * text.count("\n\n")


def one_click(address: str) -> Mapping[str, str]:
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
