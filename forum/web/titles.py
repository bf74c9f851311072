"""What a refusal is called, at the head of a page and in what a program is told."""

from collections.abc import Mapping

TITLES: Mapping[int, str] = {
    401: "Your session has ended",
    403: "Not allowed",
    404: "Not found",
    405: "Not possible",
    409: "Changed meanwhile",
    413: "Too much",
    415: "Not JSON",
    422: "Key used already",
    429: "Too often",
    503: "Busy",
    507: "No room left",
}


def title_of(status: int) -> str:
    return TITLES.get(status, "That did not work")
