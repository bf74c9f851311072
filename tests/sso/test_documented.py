"""What the documentation tells a newspaper to do is what the site takes."""

import re
from html import escape
from pathlib import Path
from typing import Any

from flask import Flask

from tests.api.program import Page, listed
from tests.sso.newspaper import SECRET
from tests.visiting import ADDRESS, Visitor

GUIDE = Path(__file__).parents[2] / "docs" / "sign-in.md"
READER = {"id": 42, "name": "Ada Lovelace", "email": "ada@example.org", "proved": 1, "subscribes": 1}
THERE = "/articles/the-bridge?sort=newest&show=all#c0abc"


def example() -> dict[str, Any]:
    """What its pieces of Python define."""
    known: dict[str, Any] = {}
    for piece in re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL):
        exec(piece, known)
    return known


def test_the_example_signs_a_reader_in(newspaper: None, client: Visitor) -> None:
    known = example()
    page, _, token = known["sign_in_address"](ADDRESS, SECRET, READER, THERE).partition("#")
    form = client.get(page.removeprefix(ADDRESS))
    assert form.status_code == 200 and f'name="next" value="{escape(THERE)}"' in form.text
    answer = client.post("/sign-in/token", assertion=token, next=THERE)
    assert (answer.status_code, answer.location) == (303, THERE)
    account = client.get("/me").text
    assert "Ada Lovelace" in account and "ada@example.org" in account


def test_the_example_for_a_page_signs_a_reader_in_there(newspaper: None, app: Flask) -> None:
    element = example()["element"](ADDRESS, SECRET, READER, listed())
    assertion = element.partition('sso="')[2].partition('"')[0]
    answer = Page(app).post("/tokens", {"grant": "sso", "assertion": assertion})
    assert answer.get_json()["me"]["name"] == "Ada Lovelace"
