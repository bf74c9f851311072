"""Comments that say nothing."""

from forum.markup.syntax.leaves import leaves
from forum.markup.visible import has_ink


def is_blank(source: str) -> bool:
    """Whether nothing could be seen once it is rendered: `&#8203;` and empty lists are as blank as spaces."""
    return not has_ink(source) or not any(has_ink(token.content) for token in leaves(source))
