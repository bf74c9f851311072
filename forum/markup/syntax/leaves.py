"""The tokens of a comment one after the other, those within paragraphs too."""

from collections.abc import Iterator
from functools import lru_cache

from markdown_it.token import Token

from forum.markup.syntax import dialect

# Whether a text is blank, whom it mentions and what it spoils is asked within one request: it is parsed for that once.
# So few are kept because nobody asks again afterwards.
_AT_ONCE = 8


@lru_cache(maxsize=_AT_ONCE)
def leaves(source: str) -> tuple[Token, ...]:
    """Every handle is taken for somebody's. The tokens are shared: whoever gets them only looks."""
    return tuple(_leaves(source))


def _leaves(source: str) -> Iterator[Token]:
    for token in dialect.tokens(dialect.COMMENT, source):
        if token.type == "inline":
            yield from token.children or []
        else:
            yield token
