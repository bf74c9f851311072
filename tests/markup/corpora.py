"""Hostile and awkward input: our own files in tests/corpora, the others beside the repository if they are there."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

OWN = Path(__file__).parents[1] / "corpora"
SHARED = Path(__file__).parents[3] / "shared" / "corpora"

Case = dict[str, Any]

HOSTILE = ["xss_ammonia", "xss_bleach", "xss_dompurify", "xss_markdown_it_py", "xss_owasp", "xss_payloadbox"]
ORDINARY = ["commonmark_spec", "commonmark_regression", "gfm_extensions"]


def cases(name: str) -> list[Case]:
    """The cases of a corpus, by the file's name without its ending; skips the test when it is not to be had."""
    file = OWN / f"{name}.json"
    if not file.exists():
        file = SHARED / f"{name}.json"
    if not file.exists():
        # Others' collections are not copied into the project; our own (own_*) always run.
        pytest.skip(f"{name} is not here: {file.parent}")
    return _read(file)


@cache
def _read(file: Path) -> list[Case]:
    found: list[Case] = json.loads(file.read_text("utf-8"))["cases"]
    return found


def payload(case: Case) -> str:
    """The hostile string of a case, whatever its corpus calls it; a pathological one is expanded to about 10 kB."""
    if "segments" in case:
        return expand(case["segments"], case["n_at_10kB"])
    return next(str(case[key]) for key in ("payload", "markdown", "text", "url", "input", "next") if key in case)


def expand(segments: list[list[Any]], n: int) -> str:
    """`[text, "n"]` is written n times, `[text, 3]` three times, `[text, "i=1..n"]` once for each i, filled in."""
    return "".join(_segment(text, times, n) for text, times in segments)


def _segment(text: str, times: str | int, n: int) -> str:
    if times == "n":
        return text * n
    if isinstance(times, int):
        return text * times
    first, last = times.removeprefix("i=").split("..")
    ends = {"n": n, "n-1": n - 1}
    return "".join(_filled(text, i) for i in range(int(first), ends[last] + 1))


def _filled(text: str, i: int) -> str:
    return text.replace("{indent:2*i}", "  " * i).replace("{`*i}", "`" * i).replace("{i}", str(i))
