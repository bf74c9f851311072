"""Which comments fit on one page: at most fifty, whatever the size of the thread.

Roots (or the replies to one comment) come in their order, each with up to three replies, then the next level, until
the fifty are full. Places are kept for the comment that somebody came for and for all above it.
"""

from collections.abc import Sequence

from forum.accounts.models import Account
from forum.discussion.cursors import cursor_after
from forum.discussion.first_replies import REPLIES_EACH, first_replies
from forum.discussion.models import Comment
from forum.discussion.ranking import Sort
from forum.discussion.tree import Replies

PAGE_SIZE = 50
# Below the top of a page: four indented levels, then as many flat ones; past that a thread continues on its own page.
LEVELS = 8


class Filling:
    """A page that is being filled: how many more comments fit, and which of them are on it in any case."""

    def __init__(self, beside: int, came_for: Sequence[Comment]) -> None:
        """`beside` comments stand on the page already; `came_for` is a chain from a root down."""
        self.room = PAGE_SIZE - beside - len(came_for)
        self._came_for = {comment.parent_id: comment for comment in came_for}

    def came_for(self, parent_id: int | None) -> Comment | None:
        return self._came_for.get(parent_id)

    def cost(self, comment: Comment) -> int:
        return 0 if self._came_for.get(comment.parent_id) is comment else 1

    def take_tops(self, rows: Sequence[Comment], sort: Sort) -> tuple[list[Comment], str | None]:
        """As many of `rows` as fit with their first replies, and where the next page begins."""
        tops: list[Comment] = []
        estimate = self.room
        for row in rows:
            estimate -= self.cost(row) + min(row.reply_count, REPLIES_EACH)
            if tops and estimate < 0:
                break
            tops.append(row)
        self.room -= sum(self.cost(top) for top in tops)
        next_cursor = cursor_after(tops[-1], sort) if len(tops) < len(rows) else None
        root = self._came_for.get(None)
        # The comment that somebody came for stands first when its place is on another page.
        return (tops if root is None or root in tops else [root, *tops]), next_cursor

    def take_replies(self, parent_id: int, found: Sequence[Comment]) -> Replies:
        """Of the first replies to a comment those that fit."""
        in_order: list[Comment] = []
        for reply in found[:REPLIES_EACH]:
            if self.cost(reply) > self.room:
                break
            self.room -= self.cost(reply)
            in_order.append(reply)
        wanted = self._came_for.get(parent_id)
        shown = in_order if wanted is None or wanted in in_order else [*in_order, wanted]
        return Replies(
            shown=shown,
            after=in_order[-1] if in_order else None,
            rest=any(reply not in shown for reply in found),
        )


def descend(tops: Sequence[Comment], filling: Filling, sort: Sort, viewer: Account | None) -> dict[int, Replies]:
    """The replies to show beneath `tops`, by parent, level by level until the page is full."""
    children: dict[int, Replies] = {}
    level = list(tops)
    for _ in range(LEVELS):
        # Who is signed in may have, or may decide on, replies that are not counted because they wait.
        parents = [comment.id for comment in level if comment.reply_count or viewer or filling.came_for(comment.id)]
        if filling.room <= 0 and not any(filling.came_for(parent) for parent in parents):
            break
        level = []
        for parent_id, found in first_replies(parents, sort, viewer).items():
            children[parent_id] = filling.take_replies(parent_id, found)
            level += children[parent_id].shown
        if not level:
            break
    return children
