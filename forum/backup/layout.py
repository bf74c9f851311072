"""The tables of a revision, as our own steps make them, and those steps run on a database."""

from collections.abc import Sequence
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, MetaData, StaticPool, Table, create_engine

from forum import migrations
from forum.backup.spelling import carried

# Alembic's own table: the manifest says the revision, the steps write it.
REVISIONS = "alembic_version"


def head() -> str:
    """The revision that this version of the site needs."""
    return str(_steps().get_current_head())


def is_known(revision: str) -> bool:
    """Whether this version has the step: it has not when a newer one made it."""
    try:
        return _steps().get_revision(revision) is not None
    except CommandError:
        return False


def revision_of(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def migrate(connection: Connection, revision: str) -> None:
    """Run the steps up to the revision, in the transaction that is open."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def tables_at(revision: str) -> Sequence[Table]:
    """The tables that the steps up to the revision make, those that others refer to first."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    found = MetaData()
    with engine.begin() as connection:
        migrate(connection, revision)
        found.reflect(connection)
    engine.dispose()
    tables = [table for table in found.sorted_tables if table.name != REVISIONS]
    for table in tables:
        for column in table.columns:
            column.type = carried(column)
    return tables


def _steps() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent).replace("%", "%%"))
    return config
