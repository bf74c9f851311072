"""Each step of the schema, up and down and up again, on a database with something in it."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, select, text

from forum import clock, migrations
from forum.accounts.models import Role
from forum.app import create_app
from forum.config import Hold
from forum.db import Base, db
from forum.discussion.deleting import delete_comment
from forum.discussion.editing import SILENT_EDIT, edit_comment
from forum.discussion.models import Comment, Revision
from forum.discussion.recommending import recommend
from forum.discussion.visiting import note_visit
from forum.statements.models import Appeal, Statement
from tests.databases import settings_for
from tests.factories import an_article, person, say
from tests.redress.appealed import appealed_removal


@pytest.fixture
def elsewhere(nowhere_yet: str, tmp_path: Path) -> Iterator[Flask]:
    """A site of its own, whose database may be taken apart."""
    site = create_app(settings_for(nowhere_yet, tmp_path))
    with site.app_context():
        yield site
        db.session.remove()
        db.engine.dispose()


def go(to: str) -> None:
    db.session.commit()
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with db.engine.begin() as connection:
        config.attributes["connection"] = connection
        (command.upgrade if to == "head" else command.downgrade)(config, to)


def test_the_steps_know_every_table() -> None:
    """A table whose module is not named there would be dropped by the next step that is written by comparing."""
    folder = Path(migrations.__file__).parent
    named = {
        f"{node.module}.{name.name}"
        for node in ast.walk(ast.parse((folder / "env.py").read_text()))
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    assert {mapper.class_.__module__ for mapper in Base.registry.mappers} - named == set()


def differences() -> list[Any]:
    with db.engine.connect() as connection:
        found = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(found, Base.metadata))


def indexes(table: str) -> dict[str | None, tuple[Any, ...]]:
    """By name, the columns and among which rows."""
    found = inspect(db.engine).get_indexes(table)
    return {index["name"]: (index["column_names"], _among(index.get("dialect_options", {}))) for index in found}


def _among(options: Mapping[str, Any]) -> str:
    return "".join(str(value) for name, value in options.items() if name.endswith("_where"))


@pytest.mark.usefixtures("elsewhere")
def test_up_down_and_up_again_is_the_same_and_what_the_models_say() -> None:
    go("head")
    assert differences() == []
    first = {name: indexes(name) for name in Base.metadata.tables}
    go("base")
    go("head")
    assert differences() == []
    assert {name: indexes(name) for name in Base.metadata.tables} == first
    partial = {name for name, (_, among) in first["comment"].items() if "parent_id IS" in among}
    assert len(partial) == 7


@pytest.mark.usefixtures("elsewhere")
def test_a_discussion_outlives_the_step_down_and_up_and_what_was_deleted_has_no_words_below() -> None:
    go("head")
    article, ada, ben = an_article(), person("ada"), person("ben")
    kept, deleted = say(ada, article, "I stay."), say(ada, article, "I regret this.")
    recommend(kept, by=ben)
    with clock.stopped_at(clock.now() + 2 * SILENT_EDIT):
        edit_comment(kept, "I stay here.", ada, Hold.OPEN)
        edit_comment(deleted, "I regret this much.", ada, Hold.OPEN)
        delete_comment(deleted, by=ada)
    note_visit(article, by=ben, seen=[])
    go("0001")
    words = db.session.execute(text("SELECT body_source, body_html FROM comment ORDER BY id")).all()
    assert [tuple(row) for row in words] == [("I stay here.", "<p>I stay here.</p>\n"), ("", "")]
    assert db.session.scalars(select(Revision.body_source)).all() == ["I stay."]
    go("head")
    assert db.session.scalars(select(Comment.recommend_count).order_by(Comment.id)).all() == [1, 0]
    assert db.session.scalar(text("SELECT count(*) FROM recommendation")) == 1
    assert db.session.scalar(text("SELECT count(*) FROM visit")) == 0


@pytest.mark.usefixtures("elsewhere")
def test_what_people_appealed_against_outlives_the_step_before_terms_and_back() -> None:
    go("head")
    article, ada, sam = an_article(), person("ada"), person("sam", Role.MODERATOR)
    _, row = appealed_removal(ada, sam, article)
    number, statement = row.id, row.statement_id
    go("0011")
    go("head")
    assert differences() == []
    assert db.session.execute(select(Appeal.id, Appeal.statement_id)).all() == [(number, statement)]
    assert db.session.scalars(select(Statement.id)).all() == [statement]
