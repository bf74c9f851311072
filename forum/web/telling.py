"""What the log and the numbers say of a request, and where in its environ that stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from json import dumps
from typing import Any

# The request's id, the endpoint that answers, and the path as it may be told.
ID, ROUTE, PATH = "forum.id", "forum.route", "forum.path"
UNKNOWN = "none"
LONGEST_PATH = 200


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of an answer, whoever gets it and when."""

    route: str
    status: str
    words: str  # of its line, from the method to the status


def told_of(environ: Mapping[str, Any], status: str) -> Told:
    route = environ.get(ROUTE, UNKNOWN)
    method, path = _quoted(environ["REQUEST_METHOD"]), _quoted(environ.get(PATH, ""))
    return Told(route, status, f'"method":{method},"route":"{route}","path":{path},"status":{status}')


def _quoted(text: str) -> str:
    # Cut before it is remembered: made-up addresses are long.
    return _as_json(text[:LONGEST_PATH])


@lru_cache(maxsize=5_000)
def _as_json(text: str) -> str:
    return dumps(text)
