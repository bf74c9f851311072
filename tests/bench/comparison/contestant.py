"""What is asked of each contestant, and how it says yes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tests.bench.comparison.asking import Answer, Ask
from tests.bench.comparison.process import Program


class Poster(Protocol):
    """Somebody who writes; handed to a process of its own."""

    def ask(self, writer: int, nth: int) -> Ask:
        """The form that this writer sends as their nth comment, in words that nobody has said before."""
        ...

    def accepted(self, answer: Answer) -> bool:
        """Whether the comment is kept."""
        ...


@dataclass(frozen=True)
class Contestant:
    """A system with its articles filled, ready to be started."""

    name: str
    program: Program
    pages: Mapping[int, Ask]  # the first page by the size of its article
    shown: Callable[[bytes], int]  # how many comments stand in such an answer
    poster: Poster
    count: Ask
    with_pages: Sequence[Ask | bytes]  # what a reader's first view needs beside the page
    live: Ask | None = None
    signed_in: Mapping[int, Ask] = field(default_factory=dict)
    notes: Sequence[str] = ()
