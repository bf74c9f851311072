"""Whom a comment mentions, so that the caller can look them up before rendering."""

from forum.markup.syntax.leaves import leaves


def mentioned(source: str) -> set[str]:
    """The case-folded handles that the renderer would link if each belonged to somebody."""
    return {token.meta["person"].casefold() for token in leaves(source) if token.type == "mention"}
