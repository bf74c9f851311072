"""Who is told of a comment, and why: over all ties that there can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.notifications.kinds import CLOSEST
from forum.notifications.models import Kind
from forum.notifications.recipients import Deaf, Said, Tie, recipients

AUTHOR, ADA, BEN = 1, 2, 3
PEOPLE = st.integers(min_value=1, max_value=6)
TIES = st.lists(st.builds(Tie, PEOPLE, st.sampled_from(CLOSEST)), max_size=20)
SOME = st.frozensets(PEOPLE, max_size=3)
DEAF = st.builds(Deaf, SOME, SOME, SOME)
PUBLIC, NOT_PUBLIC = Said(AUTHOR, is_public=True), Said(AUTHOR, is_public=False)


def test_whoever_has_several_reasons_is_told_once_by_the_closest() -> None:
    ties = [Tie(ADA, Kind.ARTICLE), Tie(ADA, Kind.REPLY), Tie(ADA, Kind.MENTION), Tie(ADA, Kind.REPLY)]
    assert recipients(PUBLIC, ties, Deaf()) == {ADA: (Kind.REPLY, Kind.MENTION, Kind.ARTICLE)}


def test_nobody_is_told_of_what_they_said_themselves() -> None:
    assert recipients(PUBLIC, [Tie(AUTHOR, kind) for kind in CLOSEST], Deaf()) == {}


@pytest.mark.parametrize("reason", ["gone", "muting_author", "silencing_place"])
def test_whoever_does_not_want_to_hear_is_not_told(reason: str) -> None:
    ties = [Tie(ADA, Kind.REPLY), Tie(BEN, Kind.MENTION)]
    assert recipients(PUBLIC, ties, Deaf(**{reason: frozenset({ADA})})) == {BEN: (Kind.MENTION,)}


@given(TIES, DEAF)
def test_what_is_not_public_is_told_to_nobody(ties: list[Tie], deaf: Deaf) -> None:
    assert recipients(NOT_PUBLIC, ties, deaf) == {}


@given(TIES, DEAF)
def test_told_are_exactly_those_who_have_a_tie_and_want_to_hear(ties: list[Tie], deaf: Deaf) -> None:
    told = recipients(PUBLIC, ties, deaf)
    out = deaf.gone | deaf.muting_author | deaf.silencing_place | {AUTHOR}
    assert told.keys() == {tie.person_id for tie in ties} - out
    for person, kinds in told.items():
        assert set(kinds) == {tie.kind for tie in ties if tie.person_id == person}
        assert list(kinds) == sorted(kinds, key=CLOSEST.index)


@given(st.permutations([Tie(ADA, kind) for kind in CLOSEST]))
def test_the_order_of_the_ties_says_nothing(ties: list[Tie]) -> None:
    assert recipients(PUBLIC, ties, Deaf()) == {ADA: CLOSEST}
