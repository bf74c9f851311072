"""How a row is spelled in a backup: a line of JSON, the same whichever database it comes from."""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Double,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    cast,
)
from sqlalchemy.types import TypeEngine, UserDefinedType

from forum.db import UtcDateTime
from forum.errors import Invalid

Row = Mapping[str, Any]


class JsonAsText(UserDefinedType[str]):
    """A JSON column carried as the text that it is: read and written anew, 'null' would become NULL."""

    cache_ok = True

    def get_col_spec(self, **options: object) -> str:
        return "JSON"

    def column_expression(self, colexpr: ColumnElement[Any]) -> ColumnElement[str]:
        return cast(colexpr, Text)


# The kinds of column there are, and what each is read and written as on both databases. The order matters: a moment
# is no date here, but JSON and text are told apart by the first that fits.
KINDS: Sequence[tuple[type[TypeEngine[Any]], TypeEngine[Any]]] = (
    (JSON, JsonAsText()),
    (Boolean, Boolean(create_constraint=False)),
    (Integer, BigInteger()),  # SQLite's integers have 64 bits under any name
    (Float, Double()),
    (DateTime, UtcDateTime()),
    (Date, Date()),
    (LargeBinary, LargeBinary()),
    (String, Text()),
)


def carried(column: Column[Any]) -> TypeEngine[Any]:
    """What a column is carried as. Raises Invalid for a kind that nobody has thought of."""
    for kind, as_ in KINDS:
        if isinstance(column.type, kind):
            return as_
    raise Invalid(f"{column} is of a kind that a backup cannot hold: {column.type!r}.")


def line_of(row: Sequence[Any]) -> bytes:
    """The row in JSON: moments and days in ISO 8601, bytes in base64."""
    return _encoder.encode(list(row)).encode() + b"\n"


def reader_of(table: Table) -> Callable[[bytes], Row]:
    """Turns a line back into a row of the table."""
    names = [column.name for column in table.columns]
    spelled = [(place, _READ[type(c.type)]) for place, c in enumerate(table.columns) if type(c.type) in _READ]

    def read(line: bytes) -> Row:
        values = json.loads(line)
        for place, meant in spelled:
            if values[place] is not None:
                values[place] = meant(values[place])
        return dict(zip(names, values, strict=True))

    return read


def _spell(value: object) -> str:
    if isinstance(value, date):  # a moment is one too
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    raise TypeError(f"a backup cannot hold {type(value).__name__}")


_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_spell)
_READ: Mapping[type[TypeEngine[Any]], Callable[[str], Any]] = {
    UtcDateTime: datetime.fromisoformat,
    Date: date.fromisoformat,
    LargeBinary: base64.b64decode,
}
