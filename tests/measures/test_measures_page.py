"""The page of measures, as staff see it."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from forum.accounts.models import Account
from tests.measures.history import History, history_of
from tests.visiting import Visitor

PAGE = "/moderation/measures"
Visit = Callable[[Account | None], Visitor]


@pytest.fixture
def history(app: Flask) -> History:
    return history_of(4)


def test_each_chart_has_its_table_and_says_what_it_shows(history: History, visitor: Visit) -> None:
    page = visitor(history.staff[0]).get(PAGE).text
    charts = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(charts) == 6
    for chart in charts:
        assert 'role="img"' in chart
        named = re.search(r'aria-labelledby="(\S+) (\S+)"', chart)
        assert named is not None
        assert all(f'id="{name}"' in chart for name in named.groups())
    assert page.count("<table") == 6
    assert page.count('<th scope="row">') == 6 * 12
    assert "style=" not in page


def test_a_moderator_sees_nobody_else_s_load(history: History, visitor: Visit) -> None:
    sam, mate, eve = history.staff
    mine = visitor(sam).get(PAGE).text
    assert "What you decided" in mine
    assert mate.display_name not in mine
    assert eve.display_name not in mine
    everybody = visitor(eve).get(PAGE).text
    assert all(each.display_name in everybody for each in history.staff)


def test_too_little_is_said_to_be_too_little(app: Flask, sam: Account, visitor: Visit) -> None:
    page = visitor(sam).get(PAGE).text
    assert page.count("Fewer than 5 ") == 6
    assert "<svg" not in page
    assert "Nothing waits." in page


def test_the_queue_leads_there(sam: Account, visitor: Visit) -> None:
    assert f'href="{PAGE}"' in visitor(sam).get("/moderation/queue").text


def test_it_is_for_moderators(app: Flask, ada: Account, visitor: Visit) -> None:
    assert visitor(ada).get(PAGE).status_code == 403
    assert visitor(None).get(PAGE).status_code == 303
