"""A finished page with holes where one reader's own belongs, and slots with several fillings to choose from.

Pure. A hole is a word that nobody outside can guess: it passes unchanged through whatever a template does to it, and
nothing that a reader writes can contain it.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

_SECRET = secrets.token_hex(12)


def hole(name: str) -> str:
    """What stands in the page where `name` (of small letters) is to be filled in."""
    return f"hole{name}{_SECRET}"


@dataclass(frozen=True)
class Stencil:
    """The bytes around the slots, in turn with the slots' names: one more piece than names."""

    pieces: Sequence[bytes]
    slots: Sequence[int]

    def size(self) -> int:
        return sum(len(piece) for piece in self.pieces)

    def fill(self, choose: Callable[[int], bytes], words: Mapping[bytes, bytes]) -> bytes:
        """The page, each slot filled as `choose` says and each hole with the word for it."""
        parts = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            parts += choose(slot), piece
        page = b"".join(parts)
        for place, word in words.items():
            page = page.replace(place, word)
        return page


def cut(page: str, ends: Iterable[tuple[int, str, str]]) -> tuple[Stencil, dict[int, bytes]]:
    """The stencil of a page, and what stood in its slots.

    `ends` gives, in the order of the page, the name of each slot, with what it begins and with what it ends.
    """
    pieces, slots, found, at = [], [], {}, 0
    for name, opening, closing in ends:
        begin = page.index(opening, at)
        end = page.index(closing, begin) + len(closing)
        pieces.append(page[at:begin].encode())
        slots.append(name)
        found[name] = page[begin:end].encode()
        at = end
    return Stencil([*pieces, page[at:].encode()], slots), found
