"""S43 and S44: role × route × state, every cell as the tables in `grids` and `audiences` have it."""

from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask

from forum import ids
from forum.articles.models import Openness
from forum.ids import new_id
from tests.security.audiences import ELSEWHERE, WORDS
from tests.security.grids import CLOSED, ON_A_COMMENT, READ, Grid
from tests.security.people import NAME, ROLES
from tests.security.reread import rows
from tests.security.routes import FIELDS, changing, readable, route_named, routes
from tests.security.world import World, outcome

STATES = tuple(READ)
BEARING_A_NAME = {
    *("discussion.person", "people.listing", "people.manage"),
    *("moderation.person", "moderation.everything_form", "moderation.log", "queue.queue"),
    *("redress.listing", "redress.one"),
    *("syndication.person", "syndication.comments"),  # theirs, and of the whole site, where others of theirs are live
    "rounds.look",  # by a key that leads to another comment of theirs, which is live and waits for its moderator
}


def sent(world: World, case: str) -> dict[str, str]:
    """What a variant of a route sends besides its form."""
    match case.split()[1:]:
        case ["reply"]:
            return {"parent": ids.to_text(world.comment_id)}
        case ["preview"]:
            return {"preview": "1"}
        case [verb]:
            return {"verb": verb}
    return {}


def differences(world: World, cases: dict[str, tuple[str, ...]], state: str, openness: Openness) -> dict[str, Any]:
    """The cells in which the site does not agree; a refusal must also have changed no row."""
    found: dict[str, Any] = {}
    world.begin_again(state, openness)
    for case, expected in cases.items():
        route = route_named(world.app, case.split()[0])
        for role, cell in zip(ROLES, expected, strict=True):
            visitor = world.visitor(role)
            # That looking changes nothing is S17.
            before = rows() if route.method != "GET" else None
            got = outcome(world.send(visitor, route, **sent(world, case)))
            if before is not None and got.startswith("4") and rows() != before:
                got += ", and rows changed"
            if before is not None and got == "ok":
                world.put_back(route, state, openness)
            if got != cell:
                found[f"{case} × {state} × {role}"] = f"{got}, not {cell}"
    return found


def column(grids: Mapping[str, Grid], state: str) -> dict[str, tuple[str, ...]]:
    return {case: grid[state] for case, grid in grids.items()}


def test_s43_every_route_has_a_row(app: Flask) -> None:
    with_row = {case.split()[0] for case in ON_A_COMMENT} | set(ELSEWHERE)
    assert {route.endpoint for route in routes(app)} == with_row
    assert {route.endpoint for route in changing(app)} == set(FIELDS)
    assert all(set(grid) == set(STATES) for grid in [*ON_A_COMMENT.values(), *CLOSED.values(), WORDS])
    about_a_comment = {route.endpoint for route in routes(app) if "comment_id" in route.arguments}
    assert about_a_comment <= {case.split()[0] for case in ON_A_COMMENT}


@pytest.mark.parametrize("state", STATES)
def test_s43_each_role_does_with_each_comment_what_the_table_says(world: World, state: str) -> None:
    assert differences(world, column(ON_A_COMMENT, state), state, Openness.OPEN) == {}


@pytest.mark.parametrize("state", ["live", "held", "removed-answered", "deleted"])
def test_s43_a_closed_article_takes_no_words_and_everything_else(world: World, state: str) -> None:
    assert differences(world, column({**ON_A_COMMENT, **CLOSED}, state), state, Openness.CLOSED) == {}


@pytest.mark.one_database
def test_s43_each_role_uses_every_other_route_as_the_table_says(world: World) -> None:
    assert differences(world, ELSEWHERE, "live", Openness.OPEN) == {}


def test_s43_nobody_posts_to_a_closed_article(world: World) -> None:
    assert differences(world, {"discussion.post": ("403",) * 5}, "live", Openness.CLOSED) == {}


@pytest.mark.parametrize("state", STATES)
def test_s44_the_words_and_the_name_are_shown_to_whom_they_are_for(world: World, state: str) -> None:
    """On every page that there is, found by its route: a new page is looked at unnamed."""
    world.begin_again(state)
    for role, expected in zip(ROLES, WORDS[state], strict=True):
        visitor = world.visitor(role)
        shown = {route.endpoint: world.send(visitor, route).text for route in readable(world.app)}
        told = {endpoint for endpoint, page in shown.items() if world.words in page}
        if role == "author":
            told -= {"privacy.export", "redress.mine"}  # whatever is kept of theirs is theirs to have
        # Everybody's own name stands at the top of their pages, and on the pages that bear it.
        named = {endpoint for endpoint, page in shown.items() if NAME in page} - BEARING_A_NAME
        if expected == "yes":
            assert {"discussion.permalink", "discussion.article", "discussion.person"} <= told, (role, told)
        else:
            assert told == set(), role
            assert named == set() or role == "author", (role, named)


def test_s44_a_tombstone_with_many_replies_names_nobody(world: World) -> None:
    """Not even in what is read aloud about the replies that the page leaves out."""
    world.put("removed-answered", replies=8)
    for endpoint in ("discussion.article", "discussion.permalink"):
        page = world.send(world.visitor("nobody"), route_named(world.app, endpoint)).text
        assert page.count("Did it?") >= 3
        assert NAME not in page


@pytest.mark.parametrize("state", ["unconfirmed", "held", "suspected", "rejected", "removed", "deleted"])
def test_s44_what_one_may_not_know_of_looks_like_what_is_not_there(world: World, state: str) -> None:
    """Same status and same bytes, save the id that was asked for."""
    world.begin_again(state)
    hidden, absent = world.comment_id, new_id()
    for case in ON_A_COMMENT:
        route = route_named(world.app, case.split()[0])
        for role in ("nobody", "reader"):
            pages = []
            for comment_id in (hidden, absent):
                world.comment_id, world.made = comment_id, 1_000
                response = world.send(world.visitor(role), route, **sent(world, case))
                name = ids.to_text(comment_id)
                text = _without_tokens(response.text.replace(name, "ID"))
                pages.append((response.status_code, (response.location or "").replace(name, "ID"), text))
            assert pages[0] == pages[1], (case, role)


def test_s44_what_never_was_is_404_for_everybody(world: World) -> None:
    files = {"filename": "none.css", "name": "none.js"}
    nothing = {"comment_id": new_id(), "slug": "no-such-article", "handle": "nobody-here", **files}
    for route in readable(world.app):
        if not set(route.arguments) & set(nothing):
            continue
        for role in ROLES:
            response = world.visitor(role).get(world.address(route, **nothing))
            assert outcome(response) in ("404", "in"), (route, role)


def _without_tokens(page: str) -> str:
    """The page without the session's token and the form's key, which differ from one look to the next."""
    return "\n".join(line for line in page.splitlines() if 'name="csrf"' not in line and 'name="key"' not in line)
