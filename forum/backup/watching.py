"""How a long piece of work says how far it is, without knowing of a terminal."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

# A bar that moved with every row would take longer than the row.
EVERY = 1_000
Thing = TypeVar("Thing")


class Bar(Protocol):
    """What is moved on; click's progress bar is one."""

    def update(self, n_steps: int) -> None: ...


# `with watch("Writing", 100_000) as bar:`
Watch = Callable[[str, int], AbstractContextManager[Bar]]


def counted(things: Iterable[Thing], bar: Bar) -> Iterator[Thing]:
    """The things, while the bar moves with them."""
    number = 0
    for thing in things:
        number += 1
        if number % EVERY == 0:
            bar.update(EVERY)
        yield thing
    bar.update(number % EVERY)
