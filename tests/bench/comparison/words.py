"""What writers write: as long as comments are, and never twice the same."""

from collections.abc import Mapping
from functools import cache
from random import Random
from secrets import token_hex
from urllib.parse import urlencode

from forum.demo.phrases import texts

TEXTS = 200


def words(writer: int, nth: int) -> str:
    pool = _pool()
    return f"{pool[(writer + 8 * nth) % len(pool)]} ({writer}, {nth}, {token_hex(6)})"


def form_of(fields: Mapping[str, str]) -> str:
    return urlencode(fields)


@cache
def _pool() -> tuple[str, ...]:
    return tuple(texts(TEXTS, Random(1)))
