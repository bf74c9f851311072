"""The shape of a discussion as crowds make it. Pure, and small: a million comments take some forty megabytes."""

from array import array
from dataclasses import dataclass, field
from random import Random

ROOT = -1
# One comment in four answers the article; the rest answer each other.
ROOT_SHARE = 0.25
# Of the answers most go to what was said lately, the others anywhere.
RECENT_SHARE, RECENT = 0.6, 500
# Beneath this few go on: most readers turn back to a shallower comment, some pairs never stop.
DEEP, GO_DEEPER = 6, 0.3
TRIES = 4
# Pareto's exponent: a third of all comments is recommended at all, on average 1.3 times, a few by hundreds.
ADMIRATION = 1.6


def _numbers() -> "array[int]":
    return array("i")


@dataclass
class Shape:
    """By position, the oldest first: the place of each comment and the numbers that stand on it."""

    parents: "array[int]" = field(default_factory=_numbers)
    roots: "array[int]" = field(default_factory=_numbers)
    depths: "array[int]" = field(default_factory=_numbers)
    recommends: "array[int]" = field(default_factory=_numbers)
    replies: "array[int]" = field(default_factory=_numbers)
    descendants: "array[int]" = field(default_factory=_numbers)


def grow(count: int, people: int, chance: Random) -> Shape:
    """`count` comments that at most `people` - 1 recommend each: nobody recommends their own."""
    shape = Shape()
    # Every comment is here once, and once more for each reply: who is answered is answered again.
    tickets = _numbers()
    for position in range(count):
        parent = _parent(shape, tickets, chance)
        shape.parents.append(parent)
        shape.roots.append(position if parent == ROOT else shape.roots[parent])
        shape.depths.append(0 if parent == ROOT else shape.depths[parent] + 1)
        shape.recommends.append(min(int(chance.paretovariate(ADMIRATION)) - 1, people - 1))
        shape.replies.append(0)
        shape.descendants.append(0)
        tickets.append(position)
        if parent != ROOT:
            tickets.append(parent)
            shape.replies[parent] += 1
            shape.descendants[shape.roots[parent]] += 1
    return shape


def _parent(shape: Shape, tickets: "array[int]", chance: Random) -> int:
    if not tickets or chance.random() < ROOT_SHARE:
        return ROOT
    for _ in range(TRIES):
        reach = min(RECENT, len(tickets)) if chance.random() < RECENT_SHARE else len(tickets)
        parent = tickets[len(tickets) - 1 - int(chance.random() * reach)]
        if shape.depths[parent] < DEEP or chance.random() < GO_DEEPER:
            return parent
    return shape.roots[parent]
