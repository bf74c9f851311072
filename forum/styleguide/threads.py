"""Comments in their places: nested, flat, folded, left out."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from forum.accounts.models import Account
from forum.discussion.models import Comment, State
from forum.discussion.tree import Node, Replies, assemble
from forum.styleguide.cast import ADA, DON, JO, LEILA, MARISOL, SAM, said

CHAIN: Sequence[tuple[Account, str]] = [
    (MARISOL, "The lighthouse was lit in the first shot and dark in the last."),
    (DON, "It proves nothing about renewal."),
    (JO, "We shot it in March, for what it is worth."),
    (ADA, "So it was planned before the ratings came in?"),
    (MARISOL, "Which is the fourth level, and the last that is indented."),
    (DON, "From here on replies stand flat, one below the other."),
    (JO, "And whose parent is not directly above says whom it answers."),
]


def _reply(name: str, to: Comment, by: Account, source: str, **columns: Any) -> Comment:
    return said(name, by, source, parent_id=to.id, parent=to, depth=to.depth + 1, **columns)


def _chain() -> list[Comment]:
    (by, source), *answers = CHAIN
    chain = [said("chain-0", by, source, recommend_count=12, reply_count=8)]
    for place, (who, words) in enumerate(answers, 1):
        chain.append(_reply(f"chain-{place}", chain[-1], who, words, reply_count=1))
    return chain


def _some(*shown: Comment) -> Replies:
    return Replies(shown=shown, after=shown[-1], rest=False)


def _nested() -> list[Node]:
    """A root with two of its eight replies; the first goes down to where the page of the thread goes on."""
    chain = _chain()
    root, flat = chain[0], chain[5]
    children: dict[int, Replies] = {above.id: _some(below) for above, below in pairwise(chain)}
    children[root.id] = _some(chain[1], _reply("second", root, SAM, "Let us keep it friendly."))
    children[chain[4].id] = _some(flat, _reply("beside", chain[4], ADA, "I stand beside it."))
    return assemble([root], children)


def _folded() -> list[Node]:
    root = said("folded", LEILA, "This branch is shut, and the place of the next comment is kept.", reply_count=2)
    gone = said("gone", DON, "", state=State.REMOVED, state_reason="personal attack", reply_count=1)
    replies: Mapping[int, Replies] = {
        root.id: _some(_reply("folded-1", root, ADA, "Nobody sees me."), _reply("folded-2", root, JO, "Nor me.")),
        gone.id: _some(_reply("gone-1", gone, ADA, "Let us stay with the lighthouse.")),
    }
    return assemble([root, gone], replies)


NODES: Sequence[Node] = [*_nested(), *_folded()]
FOLDED = frozenset({NODES[1].comment.id})
