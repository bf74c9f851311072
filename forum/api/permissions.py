"""Which sites' pages may ask for readers."""

from forum.errors import YES, Answer, no
from forum.origins.listing import is_listed


def may_ask_from(origin: str | None) -> Answer:
    """A page of ours, or of a site on the owner's list; None: who asks does not say from where."""
    if origin is not None and is_listed(origin):
        return YES
    return no("This site is not on the list of those whose pages may ask here. Its owner can add it.")
