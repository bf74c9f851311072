"""The style guide shows all that there is, says the same each time, and is made of nothing that was kept."""

import re
from collections import Counter
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sqlalchemy.orm import object_session

from forum.accounts.models import Account
from forum.assets import STATIC, TEMPLATES
from forum.discussion.models import State
from forum.styleguide import cast, comments, threads
from forum.styleguide.boxes import BOXES
from forum.web.bundles import SHEETS
from tests.discussion.test_page_cost import counted
from tests.visiting import Visitor

PAGE = "/styleguide"
# Classes of readers' pages that no specimen bears, and why.
NOT_SHOWN: Mapping[str, str] = {
    "letter": "a page of the demonstration on its own machine, and tested there",
    "mails": "the same",
    "revisions": "a page of its own, and a stop of the tour that axe makes",
    "profile": "the same: a person's page",
    "profile__bio": "the same",
    "links": "the same",
    "qr": "the same",
    "secret": "the same",
    "recovery": "the same",
    "post": "the same: what became of mails, and what each looks like",
    "post__sample": "the same",
    "post__said": "the same",
    "code": "the same: what an admin pastes into another site",
    "checked": "the same: what a look at such a page has found",
    "snippet": "the same",
    "field--code": "the page that waits for a code, a stop of the tour too",
}


class Elements(HTMLParser):
    """Every element's name with its attributes, in their order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def values(self, *names: str) -> list[str]:
        """The words of these attributes, wherever they stand."""
        return [word for _, given in self.found for name in names for word in given.get(name, "").split()]


@pytest.fixture
def shown(client: Visitor) -> Elements:
    return Elements(client.get(PAGE).text)


def sheet(name: str) -> str:
    return Path(STATIC, "css", f"{name}.css").read_text(encoding="utf-8")


def classes(css: str) -> set[str]:
    """Those that its selectors name."""
    without_comments = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    selectors = re.findall(r"([^{};]+)\{", without_comments)
    return {name for selector in selectors for name in re.findall(r"\.([a-z][\w-]*)", selector)}


def test_every_state_of_a_comment_is_shown() -> None:
    assert {specimen.comment.state for specimen in comments.ALL} == set(State)


def test_every_trouble_that_a_box_may_have_is_shown() -> None:
    template = (TEMPLATES / "discussion" / "_troubles.html").read_text(encoding="utf-8")
    named = set(re.findall(r'^  "(\w+)": ', template, re.MULTILINE))
    assert len(named) > 3
    assert {box.trouble for box in BOXES} >= named | {"restored"}


def test_every_class_that_readers_see_is_shown(shown: Elements) -> None:
    named = {name for sheets in SHEETS.values() for sheet_name in sheets for name in classes(sheet(sheet_name))}
    assert len(named) > 80
    assert sorted(named - set(shown.values("class"))) == sorted(NOT_SHOWN)


def test_a_new_class_without_a_specimen_is_noticed() -> None:
    assert classes("/* .not */ .a:has(> .b-c) { d: 0.5em; &.e--f { g: url(h.i) } }") == {"a", "b-c", "e--f"}


def test_every_colour_has_a_swatch(shown: Elements) -> None:
    colours = set(re.findall(r"--([\w-]+): light-dark", sheet("tokens")))
    assert len(colours) > 15
    assert {f"swatch--{colour}" for colour in colours} <= set(shown.values("class"))


def test_every_class_of_its_own_sheet_is_of_use(shown: Elements) -> None:
    assert classes(sheet("styleguide")) - set(shown.values("class")) == set()


def test_no_statement_reaches_the_database(client: Visitor) -> None:
    with counted() as cost:
        client.get(PAGE)
    assert cost.statements == 0


def test_who_looks_costs_no_more_than_on_any_page(client: Visitor, ada: Account) -> None:
    client.sign_in(ada)
    costs = []
    for page in ("/sign-out", PAGE):
        with counted() as cost:
            assert "Ada" in client.get(page).text
        costs.append(cost.statements)
    assert costs[0] >= costs[1]


def test_nobody_and_nothing_of_it_is_in_a_session(client: Visitor) -> None:
    client.get(PAGE)
    nodes = [node.comment for node in threads.NODES]
    rows = [cast.IRONWAKE, cast.ADA, *(specimen.comment for specimen in comments.ALL), *nodes]
    assert [row for row in rows if object_session(row) is not None] == []


def test_two_looks_at_it_are_the_same(client: Visitor) -> None:
    assert client.get(PAGE).data == client.get(PAGE).data


def test_each_id_stands_there_once_and_what_is_referred_to_is_there(shown: Elements) -> None:
    ids = Counter(given["id"] for _, given in shown.found if "id" in given)
    assert [name for name, times in ids.items() if times > 1] == []
    referred = shown.values("for", "aria-labelledby", "aria-describedby", "popovertarget")
    # These name the parts of a page that script takes out of an answer: here there is no script, and no answer.
    to_labels = [word for tag, given in shown.found if tag == "swap-form" for word in given.get("for", "").split()]
    assert set(referred) - set(ids) <= set(to_labels)


def test_nothing_on_it_takes_the_focus_or_runs(shown: Elements) -> None:
    assert [tag for tag, given in shown.found if tag == "script" or "autofocus" in given] == []


def test_search_engines_leave_it_alone(shown: Elements) -> None:
    assert ("meta", {"name": "robots", "content": "noindex"}) in shown.found
