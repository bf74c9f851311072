"""The tokens of a comment one after the other, those within paragraphs too."""

from collections.abc import Iterator, Mapping

from markdown_it.token import Token

from forum.markup.syntax import dialect


def leaves(source: str, people: Mapping[str, str] | None = None) -> Iterator[Token]:
    for token in dialect.tokens(dialect.COMMENT, source, people):
        if token.type == "inline":
            yield from token.children or []
        else:
            yield token
