"""What every row is made of: one declarative base, moments that keep their zone, names for what a migration drops.

And how many rows a statement changed: of two who do the same at the same moment, that tells who did it.
"""

from datetime import UTC, datetime

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, CursorResult, DateTime, Dialect, Integer, MetaData, TypeDecorator, UpdateBase
from sqlalchemy.orm import DeclarativeBase, registry


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite forgets time zones: this restores them, and refuses a moment without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# Constraints have names, or a migration could not drop them.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


# SQLite gives a row its id only when the column is an INTEGER; everywhere else 63 bits want a BIGINT.
BigInt = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={datetime: UtcDateTime, int: BigInt},
    )


db = SQLAlchemy(metadata=Base.metadata)


def rows_changed(change: UpdateBase) -> int:
    """How many rows an UPDATE or DELETE changed, which it is sent to do. What was loaded of them is left as it was."""
    result = db.session.execute(change, execution_options={"synchronize_session": False})
    assert isinstance(result, CursorResult), "neither an UPDATE nor a DELETE"  # noqa: S101
    return result.rowcount
