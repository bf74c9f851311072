"""A backup into PostgreSQL, in one transaction: others see the old rows or the new ones."""

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import OperationalError

from forum.backup.filling import Restoration, fill
from forum.backup.layout import is_known, revision_of, tables_at
from forum.backup.making import back_up_in
from forum.backup.moment import engine_on
from forum.backup.occupants import others_connected
from forum.backup.rows import holds_rows
from forum.backup.workplace import default_file
from forum.errors import Conflict, Invalid
from forum.migrations.upgrading import TURN


def into_postgresql(restoration: Restoration) -> None:
    """Raises a refusal, and then the database is as it was."""
    engine = engine_on(restoration.settings.database_url)
    with engine.connect() as connection:
        in_use = holds_rows(connection)
        if others := others_connected(connection):
            restoration.say(f"{others} other connections are open. If they are the site's, it should be stopped first.")
    if in_use:
        restoration.require_leave()
        aside = default_file(restoration.settings, "before-restore")
        back_up_in(restoration.work, restoration.settings, aside, restoration.watch)
        restoration.say(f"What was in the database is kept: {aside}. Remove it when all is well.")
    with engine.begin() as connection:
        _make_room(connection)
        fill(connection, restoration.archive, restoration.watch)


def _make_room(connection: Connection) -> None:
    """Nobody migrates meanwhile, and our tables go; those of others in the same database stay."""
    connection.execute(text("SET LOCAL lock_timeout = '5s'"))
    try:
        connection.execute(select(func.pg_advisory_xact_lock(TURN)))
        revision = revision_of(connection)
        if revision is None:
            return
        if not is_known(revision):
            raise Invalid(f"The database is at {revision}, of a newer version. Restore into an empty one (createdb).")
        tables_at(revision)[0].metadata.drop_all(connection)
    except OperationalError as error:
        raise Conflict("The database is being used. Stop the site, and restore again.") from error
