"""The step that gives each address a score: what was known of refusals stays known, up and down."""

import pytest
from sqlalchemy import text

from forum.db import db
from tests.migrations.test_steps import elsewhere, go

__all__ = ["elsewhere"]
MAIL = (
    "INSERT INTO mail (id, message_id, purpose, recipient, payload, created_at, state, tries, doubts)"
    " VALUES (:id, '<1@here>', 'test', 'ada@example.org', '{}', '2026-11-29 06:00:00+00:00', 'sent', 1, 0)"
)
REFUSED = (
    "INSERT INTO undeliverable (address, refusals, last_reply, last_at)"
    " VALUES (:address, :refusals, '550 Gone', '2026-11-29 06:00:00+00:00')"
)


def told(column: str) -> list[int]:
    return list(db.session.scalars(text(f"SELECT {column} FROM undeliverable ORDER BY address")))


@pytest.mark.usefixtures("elsewhere")
def test_refusals_become_points_and_back_and_mails_of_one_name_stay_apart_below() -> None:
    go("head")
    go("0014")
    for address, refusals in (("a@x", 0), ("b@x", 1), ("c@x", 2), ("d@x", 3)):
        db.session.execute(text(REFUSED), {"address": address, "refusals": refusals})
    db.session.execute(text(MAIL), {"id": 1})
    go("head")
    assert told("score") == [0, 2, 4, 4]
    for number in (2, 3):
        db.session.execute(text(MAIL), {"id": number})
    go("0014")
    assert told("refusals") == [0, 1, 3, 3]
    names = db.session.scalars(text("SELECT message_id FROM mail ORDER BY id")).all()
    assert names == ["<1@here>", "<2.1@here>", "<3.1@here>"]
    go("head")
    assert told("score") == [0, 2, 4, 4]
