"""S41: whatever is sent besides what a form asks for changes nothing."""

from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Date, DateTime, Float, Integer
from sqlalchemy.types import TypeDecorator, TypeEngine

from forum.db import Base
from forum.web import limits
from tests.security.columns import MAY_ADD, MAY_CHANGE
from tests.security.reread import Rows, rows
from tests.security.routes import FIELDS, actor, changing, route_named, state_for
from tests.security.world import World, outcome
from tests.visiting import ADDRESS


def planted(kind: TypeEngine[Any]) -> str:
    """A value that such a column would take, and that stands nowhere by itself."""
    kind = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    if isinstance(kind, (Integer, Float, Boolean)):
        return "4242424242"
    if isinstance(kind, (Date, DateTime)):
        return "1999-12-31T23:59:59"
    return '["planted"]' if isinstance(kind, JSON) else "planted"


def every_column() -> dict[str, str]:
    """By name, and by what a careless binding would also read: `account.role`, `account[role]`."""
    found: dict[str, str] = {}
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            value = {"role": "admin", "state": "approved", "is_staff": "1"}.get(column.name) or planted(column.type)
            found |= {column.name: value, f"{table.name}.{column.name}": value, f"{table.name}[{column.name}]": value}
    return found


def changed(before: Rows, after: Rows) -> tuple[set[str], set[str], str]:
    """The columns that are different now, the tables with rows added, and every new value as text."""
    columns: set[str] = set()
    added: set[str] = set()
    values: list[Any] = []
    for table, kept in before.items():
        for key, row in after[table].items():
            old = kept.get(key)
            if old is None:
                added.add(table)
                values += row.values()
            else:
                columns |= {f"{table}.{name}" for name in row if row[name] != old[name]}
                values += [row[name] for name in row if row[name] != old[name]]
    return columns, added, repr(values)


def test_s41_the_tables_name_every_route_that_changes_something(world: World) -> None:
    assert set(MAY_CHANGE) == {route.endpoint for route in changing(world.app)}


@pytest.fixture
def no_form_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them at once: that a form has only so many fields is looked at by itself, and would hide the rest."""
    monkeypatch.setattr(limits, "MAX_FIELDS", 10_000)


@pytest.mark.parametrize("endpoint", FIELDS)
def test_s41_no_form_sets_a_column_that_is_not_its_own(world: World, no_form_is_too_long: None, endpoint: str) -> None:
    route = route_named(world.app, endpoint)
    every = {name: text for name, text in every_column().items() if name not in FIELDS[endpoint]}
    world.put_back(route, state_for(endpoint))
    visitor = world.visitor(actor(endpoint))
    before = rows()
    # In the form and in the address: neither is a way in.
    fields = every | world.fields(route) | {"csrf": visitor.csrf_token() or ""}
    response = visitor.open(
        world.address(route), method="POST", data=fields, query_string=every, headers={"Origin": ADDRESS}
    )
    assert outcome(response) == "ok", endpoint
    columns, added, values = changed(before, rows())
    assert columns <= MAY_CHANGE[endpoint], endpoint
    assert added <= MAY_ADD.get(endpoint, set()), endpoint
    for value in ("planted", "4242424242", "(1999", "'admin'", "approved", "<Role.ADMIN", "<State.APPROVED"):
        assert value not in values, (endpoint, value)
