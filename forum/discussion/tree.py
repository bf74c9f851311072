"""A page of comments as a tree: pure, and without recursion, since a chain may be ten thousand deep."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from forum.discussion.models import Comment

# Replies are indented to this level; beneath it they stand flat and say whom they answer.
FLAT_LEVEL = 4


@dataclass(frozen=True)
class Replies:
    """What a page shows of the replies to one comment."""

    shown: Sequence[Comment]
    after: Comment | None  # the last of them in their order, where the rest goes on
    rest: bool  # whether it leaves some out


@dataclass
class Node:
    """A comment in its place on one page."""

    comment: Comment
    level: int  # of indentation, 0 to FLAT_LEVEL
    names_parent: bool = False  # the parent is not directly above, so that the byline says who is answered
    more: int = 0  # replies that this page leaves out, of those that everybody is shown
    rest: bool = False  # whether it leaves any out
    after: Comment | None = None  # after which of its replies the rest goes on
    replies: list["Node"] = field(default_factory=list)

    @property
    def shown(self) -> int:
        """How many comments the page shows beneath this one."""
        return sum(1 + reply.shown for reply in self.replies)


def assemble(tops: Iterable[Comment], children: Mapping[int, Replies]) -> list[Node]:
    """`tops` and everything beneath them; `children` holds, by parent, the replies in the order to show."""
    nodes = [Node(comment, 0) for comment in tops]
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        waiting += _add_replies(node, children)
    return nodes


def _add_replies(node: Node, children: Mapping[int, Replies]) -> list[Node]:
    """Hang the replies of one comment beneath it; returns those that may have replies of their own."""
    _note_rest(node, children)
    if node.level < FLAT_LEVEL - 1:
        node.replies = [Node(reply, node.level + 1) for reply in _shown(node.comment, children)]
        _name_parents(node)
        return node.replies
    # The last level that is indented: the whole branch beneath stands in one list, in reading order.
    pending = [*reversed(_shown(node.comment, children))] if node.level < FLAT_LEVEL else []
    while pending:
        flat = Node(pending.pop(), FLAT_LEVEL)
        _note_rest(flat, children)
        node.replies.append(flat)
        pending += reversed(_shown(flat.comment, children))
    _name_parents(node)
    return []


def _shown(comment: Comment, children: Mapping[int, Replies]) -> Sequence[Comment]:
    return children[comment.id].shown if comment.id in children else ()


def _note_rest(node: Node, children: Mapping[int, Replies]) -> None:
    counted = sum(1 for reply in _shown(node.comment, children) if reply.is_public or reply.reply_count)
    node.more = max(node.comment.reply_count - counted, 0)
    replies = children.get(node.comment.id)
    node.rest = node.more > 0 or (replies is not None and replies.rest)
    node.after = replies.after if replies else None


def _name_parents(node: Node) -> None:
    above = node.comment.id
    for reply in node.replies:
        reply.names_parent = reply.comment.parent_id != above
        above = reply.comment.id
