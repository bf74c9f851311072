"""The grammar of handles: 3 to 30 letters, digits, `_` and `-`, beginning and ending with a letter or a digit."""

import re

# ASCII only: a handle stands in addresses, and is typed after an @ on keyboards of every country.
HANDLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{1,28}[A-Za-z0-9]")
PEOPLE = "/people/"


def is_handle(text: str) -> bool:
    return HANDLE.fullmatch(text) is not None


def profile_path(handle: str) -> str:
    """Where a mention leads; also the only address inside this site that may stand in a comment."""
    return PEOPLE + handle


def is_profile_path(path: str) -> bool:
    return path.startswith(PEOPLE) and is_handle(path[len(PEOPLE) :])
