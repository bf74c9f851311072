"""S43 and S44 for programs: role × operation × state. What a page's form may do, the API may, and no more."""

from collections.abc import Mapping
from typing import Any

import pytest

from forum import ids
from forum.api.routes.blueprint import OPERATIONS
from forum.articles.models import Openness
from tests.security.audiences import WORDS
from tests.security.grids import CLOSED, READ
from tests.security.operations import (
    BODIES,
    FORMS,
    ON_A_COMMENT,
    OTHERS,
    ask,
    changing,
    grid_of,
    looking,
    outcome,
    page_of,
)
from tests.security.people import NAME, ROLES
from tests.security.reread import rows
from tests.security.world import World

STATES = tuple(READ)
# A page that names the person whose page it is, or who is signed in.
NAMING = {"me"}


def differences(world: World, cases: Mapping[str, tuple[str, ...]], state: str, openness: Openness) -> dict[str, Any]:
    """The cells in which the API does not agree; a refusal must also have changed no row."""
    found: dict[str, Any] = {}
    world.put(state, openness)
    for case, expected in cases.items():
        changes = OPERATIONS[case.split()[0]].method != "GET"
        for role, cell in zip(ROLES, expected, strict=True):
            page = page_of(world, role)
            before = rows() if changes else None
            got = outcome(ask(world, page, case))
            if before is not None and got.startswith("4") and rows() != before:
                got += ", and rows changed"
            if before is not None and got == "ok":
                world.put(state, openness)
            if got != cell:
                found[f"{case} × {state} × {role}"] = f"{got}, not {cell}"
    return found


def test_s43_every_operation_has_a_row() -> None:
    assert OPERATIONS.keys() == {case.split()[0] for case in ON_A_COMMENT} | OTHERS.keys()
    assert FORMS.keys() == {each.name for each in changing()}
    assert BODIES.keys() == {each.name for each in OPERATIONS.values() if each.takes is not None}
    about_a_comment = {each.name for each in OPERATIONS.values() if "comment_id" in each.path}
    assert about_a_comment <= {case.split()[0] for case in ON_A_COMMENT}


@pytest.mark.parametrize("state", STATES)
def test_s43_each_role_does_by_a_program_what_it_does_on_a_page(world: World, state: str) -> None:
    cases = {case: grid[state] for case, grid in ON_A_COMMENT.items()}
    assert differences(world, cases, state, Openness.OPEN) == {}


@pytest.mark.one_database
def test_s43_each_role_asks_every_other_operation_as_the_table_says(world: World) -> None:
    assert differences(world, OTHERS, "live", Openness.OPEN) == {}


@pytest.mark.parametrize("state", ["live", "held", "removed-answered", "deleted"])
def test_s43_a_closed_article_takes_no_words_of_a_program_either(world: World, state: str) -> None:
    closed = {
        "edit": grid_of("edit", CLOSED["discussion.edit_form"])[state],
        "post reply": grid_of("post", CLOSED["discussion.post reply"])[state],
        "post": ("401", "403", "403", "403", "403"),
    }
    assert differences(world, closed, state, Openness.CLOSED) == {}


@pytest.mark.parametrize("state", STATES)
def test_s44_the_words_and_the_name_are_told_to_whom_they_are_for(world: World, state: str) -> None:
    """By every operation that there is: a new one is looked at unnamed. Staff are readers here."""
    world.put(state)
    nobody, reader, author, *_ = WORDS[state]
    for role, expected in zip(ROLES, (nobody, reader, author, reader, reader), strict=True):
        page = page_of(world, role)
        told = {each.name: ask(world, page, each.name).text for each in looking()}
        told["reply"] = ask(world, page, "comments reply").text
        with_words = {name for name, text in told.items() if world.words in text}
        named = {name for name, text in told.items() if NAME in text} - NAMING
        if expected == "yes":
            assert {"comment", "comments"} <= with_words, (role, with_words)
        else:
            assert with_words == set(), role
            assert named == set() or role == "author", (role, named)


@pytest.mark.parametrize("state", ["unconfirmed", "held", "suspected", "rejected", "removed", "deleted"])
def test_s44_what_one_may_not_know_of_is_told_like_what_is_not_there(world: World, state: str) -> None:
    """Same status and same bytes, save the id that was asked for; to staff, who are readers here, as well."""
    world.put(state)
    hidden, absent = world.comment_id, ids.new_id()
    for case in ON_A_COMMENT:
        for role in ("nobody", "reader", "moderator"):
            page, answers = page_of(world, role), []
            for comment_id in (hidden, absent):
                world.comment_id = comment_id
                answer = ask(world, page, case)
                answers.append((answer.status_code, answer.text.replace(ids.to_text(comment_id), "ID")))
            assert answers[0] == answers[1], (case, role)


def test_s44_what_never_was_is_404_for_everybody(world: World) -> None:
    world.comment_id, world.article_id = ids.new_id(), ids.new_id()
    for each in looking():
        if "<id:" in each.path:
            for role in ROLES:
                assert outcome(ask(world, page_of(world, role), each.name)) == "404", (each.name, role)


def test_s14_a_token_of_staff_is_a_readers(world: World) -> None:
    """They decide on pages of this site, where another site's script cannot."""
    world.put("held")
    for role in ("moderator", "admin"):
        assert world.words not in ask(world, page_of(world, role), "comments").text
