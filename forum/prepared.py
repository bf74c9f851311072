"""PostgreSQL, whose statements stay prepared from one request to the next.

*Why.* To plan what a page asks takes the database twice as long as to answer it; so the driver has it prepared once.
But it forgets every prepared statement at a ROLLBACK, and with that a request ends which has only read. So what has
only read ends with COMMIT, which for the database is the same. As soon as anything else is sent than a SELECT, a
transaction that nobody commits is rolled back, as everywhere. (A SELECT of ours calls no function that writes.)
"""

from typing import Any

from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.pool import PoolProxiedConnection

# What a connection knows of the transaction that is under way on it, if it was begun here.
_ONLY_READ = "only read"


class Psycopg(PGDialect_psycopg):
    """SQLAlchemy's own, but for how a transaction ends."""

    supports_statement_cache = True

    def do_rollback(self, dbapi_connection: Any) -> None:
        known = dbapi_connection.record_info if isinstance(dbapi_connection, PoolProxiedConnection) else None
        is_whole = dbapi_connection.pgconn.transaction_status == TransactionStatus.INTRANS
        if known and known.pop(_ONLY_READ, False) and is_whole:
            self.do_commit(dbapi_connection)  # type: ignore[no-untyped-call]
        else:
            super().do_rollback(dbapi_connection)  # type: ignore[no-untyped-call]


registry.register("postgresql.psycopg", __name__, Psycopg.__name__)


def begun(connection: Connection) -> None:
    """A transaction begins on it, and has not written yet."""
    if (known := connection.connection.record_info) is not None:
        known[_ONLY_READ] = True


@event.listens_for(Engine, "before_cursor_execute")
def _note_what_may_write(connection: Connection, cursor: object, statement: str, *rest: object) -> None:
    known = connection.connection.record_info
    if known and not statement.startswith("SELECT"):
        known.pop(_ONLY_READ, None)
