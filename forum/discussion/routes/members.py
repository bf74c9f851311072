"""An article's page for who is signed in: made once for all of them, with each one's own filled in.

*Why.* Where readers sign in through their newspaper nobody is signed out, and the page that everyone shares is of no
use. But the pages of two members differ in a few words: their name and token, and at single comments what they have
recommended, muted or written themselves. So the page is made for a stand-in, with holes where the words belong, and
each comment is a slot with four looks. Filling it in takes less than a tenth of the time of making it.

*When it is not used:* for staff, who see what waits; for who has words here that only they can see; for drafts and
undone deletions. Then the page is made for that one reader, by the same templates: a test compares the two byte by
byte.
"""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, field
from enum import StrEnum
from types import SimpleNamespace
from typing import Any

from flask import Response, current_app, render_template
from flask.typing import ResponseReturnValue
from markupsafe import escape

from forum import ids
from forum.accounts.models import Account
from forum.articles.closing import is_closed
from forum.articles.models import Article
from forum.clock import now
from forum.discussion.glance import Glance
from forum.discussion.keys import new_key
from forum.discussion.latest import newest_id
from forum.discussion.models import Comment
from forum.discussion.queries import marked_by
from forum.discussion.ranking import Sort
from forum.discussion.reading import Marks, Page, load_page
from forum.discussion.tree import Node
from forum.discussion.visiting import Since
from forum.web import csrf
from forum.web.pages.shelf import Shelf
from forum.web.pages.stencil import Stencil, cut, hole

HANDLE, NAME, INITIALS, COLOUR = map(hole, ("handle", "name", "initials", "colour"))
TOKEN, KEY, BEFORE, SEEN = map(hole, ("token", "key", "before", "seen"))
GLANCE = Glance(*map(hole, ("unread", "follow", "followon", "followthen", "silence", "silenceon", "silencethen")))
# Stands there only for who has been here before.
LAST_VISIT = f' before="{BEFORE}" seen="{SEEN}"'
NO_MARKS = Marks(frozenset(), frozenset())
# What comments and their people take in memory beside their words, roughly.
EACH = 4_000


class Look(StrEnum):
    """How one comment looks to one reader."""

    PLAIN = "plain"
    OWN = "own"
    RECOMMENDED = "recommended"
    MUTED = "muted"


@dataclass
class MembersPage:
    """A page of an article at one version, ready to be filled in."""

    version: int
    closed: bool
    page: Page
    show: Comment | None
    stencil: Stencil
    nodes: dict[int, Node]
    looks: dict[tuple[int, Look], bytes] = field(default_factory=dict)

    def is_of(self, article: Article) -> bool:
        """Whether it is still the page of the article as it stands now."""
        return (self.version, self.closed) == (article.version, is_closed(article, now()))

    def size(self) -> int:
        """Bytes, roughly."""
        words = sum(len(node.comment.body_html) + len(node.comment.body_source) + EACH for node in self.nodes.values())
        return self.stencil.size() + words + sum(len(look) for look in self.looks.values())

    def for_(self, viewer: Account, marks: Marks, since: Since | None, glance: Glance) -> bytes:
        last_visit = f' before="{since.before.isoformat()}" seen="{" ".join(since.seen)}"' if since else ""
        words = {
            LAST_VISIT: last_visit,
            HANDLE: viewer.handle,
            NAME: escape(viewer.display_name),
            INITIALS: escape(viewer.initials),
            COLOUR: viewer.colour,
            TOKEN: csrf.token(),
            KEY: new_key(),
            **dict(zip(astuple(GLANCE), astuple(glance), strict=True)),
        }
        filled = {place.encode(): str(word).encode() for place, word in words.items()}
        return self.stencil.fill(lambda comment_id: self._look(comment_id, viewer, marks), filled)

    def _look(self, comment_id: int, viewer: Account, marks: Marks) -> bytes:
        comment = self.nodes[comment_id].comment
        if comment.author_id == viewer.id:
            look = Look.OWN
        elif comment.author_id in marks.muted:
            look = Look.MUTED
        else:
            look = Look.RECOMMENDED if comment_id in marks.recommended else Look.PLAIN
        found = self.looks.get((comment_id, look))
        if found is None:
            found = self.looks[comment_id, look] = self._drawn(self.nodes[comment_id], look)
        return found

    def _drawn(self, node: Node, look: Look) -> bytes:
        comment = node.comment
        recommended = frozenset({comment.id} if look == Look.RECOMMENDED else ())
        muted = frozenset({comment.author_id} if look == Look.MUTED else ())
        facts: dict[str, Any] = {"comment": comment, "node": node, "page": self.page, "show": self.show}
        facts |= {"marks": Marks(recommended, muted), "viewer": _stand_in(comment.author_id if look == Look.OWN else 0)}
        with csrf.token_shown_as(TOKEN):
            return render_template("discussion/_comment.html", **facts).encode()


def members_page(
    article: Article, viewer: Account, since: Since | None, sort: Sort, cursor: str | None, show: Comment | None
) -> ResponseReturnValue:
    """The page for `viewer`, who has nothing on it that others cannot see; what came after `since` is new to them."""
    shelf: Shelf[MembersPage] = current_app.extensions["forum.members"]
    name = f"{article.id}/{sort}/{cursor or ''}/{show.id if show else ''}"
    ready = shelf.get(name)
    if ready is None or not ready.is_of(article):
        ready = _made(article, load_page(article, None, sort, cursor, show=show), show)
        shelf.put(name, ready)
    marks = Marks(*marked_by(viewer, ready.nodes.keys()))
    looks = len(ready.looks)
    glance: Glance = current_app.extensions["forum.glance"](viewer, article)
    filled = ready.for_(viewer, marks, since, glance)
    if len(ready.looks) > looks:
        shelf.weigh_again(name, ready)
    return Response(filled, content_type="text/html; charset=utf-8")


def _made(article: Article, page: Page, show: Comment | None) -> MembersPage:
    """The page as everybody sees it who is signed in and has done nothing here."""
    since = SimpleNamespace(before=SimpleNamespace(isoformat=lambda: BEFORE), seen=[SEEN])
    facts: dict[str, Any] = {"article": article, "page": page, "show": show, "newest": newest_id(article.id)}
    facts |= {"marks": NO_MARKS, "words": "", "undo": None, "viewer": _stand_in(0), "since": since, "key": KEY}
    with csrf.token_shown_as(TOKEN):
        whole = render_template("discussion/article.html", **facts)
    nodes = {node.comment.id: node for node in _in_order(page.nodes)}
    stencil, plain = cut(whole, ((comment_id, '<article class="comment', "</article>") for comment_id in nodes))
    for comment_id, html in plain.items():
        assert f'id="c{ids.to_text(comment_id)}"'.encode() in html, "another comment's words"  # noqa: S101
    looks = {(comment_id, Look.PLAIN): html for comment_id, html in plain.items()}
    return MembersPage(article.version, is_closed(article, now()), page, show, stencil, nodes, looks)


def _in_order(nodes: Sequence[Node]) -> Iterator[Node]:
    """As they stand on the page; pages are never deep."""
    for node in nodes:
        yield node
        yield from _in_order(node.replies)


def _stand_in(account_id: int) -> SimpleNamespace:
    """Somebody signed in, of whom only the id is a fact."""
    free = {"banned_at": None, "muted_until": None, "warned_at": None, "is_kept_from_posting": False}
    return SimpleNamespace(
        id=account_id,
        handle=HANDLE,
        display_name=NAME,
        initials=INITIALS,
        colour=COLOUR,
        is_staff=False,
        **free,
        glance=GLANCE,
    )
