"""TRUST.md is true: every promise is held by tests that bear its number, and every such test is in the table."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def promises() -> dict[str, list[str]]:
    """By number, the files that TRUST.md names for it."""
    rows = re.findall(r"^\| S(\d\d) \|.*\| (.+) \|$", (ROOT / "TRUST.md").read_text("utf-8"), re.MULTILINE)
    return {number: re.findall(r"`([^`]+)`", files) for number, files in rows}


def held() -> dict[str, set[str]]:
    """By number, the files whose tests bear it."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "tests").rglob("test_*.py"):
        for name in re.findall(r"^def (test_s\d\d\w*)", path.read_text("utf-8"), re.MULTILINE):
            for number in re.findall(r"(?<=_s)\d\d(?=_)", name):
                found.setdefault(number, set()).add(path.relative_to(ROOT).as_posix())
    return found


def test_every_promise_is_held_by_the_tests_that_it_names() -> None:
    named = {number: set(files) for number, files in promises().items()}
    bearing = held()
    assert named.keys() == bearing.keys()
    # More may be named than bears the number: a tour of all pages, a journey.
    assert {number: files - named[number] for number, files in bearing.items() if files - named[number]} == {}


def test_every_file_that_a_promise_names_is_there() -> None:
    for files in promises().values():
        for file in files:
            assert (ROOT / file).is_file(), file
