"""The door in front of the application: who makes a page, who gets the last one, and what happens when that fails."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Response, abort
from flask.typing import ResponseReturnValue

from forum.web.pages import front
from tests.web.pages.tiny import Tiny

# In which a thread gets somewhere that it should not get to, or does not.
A_MOMENT = 0.2


def test_a_page_is_made_once_and_handed_out_until_something_is_written() -> None:
    site = Tiny()
    assert {site.ask().text for _ in range(5)} == {"version 1"}
    assert (site.pages.made, site.pages.handed_out) == (1, 5)
    site.changes.written()
    assert site.ask().text == "version 1"
    assert site.pages.made == 1
    site.change()
    assert site.ask().text == "version 2"
    assert site.pages.made == 2


def test_while_one_makes_a_page_anew_the_others_get_the_last_one() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slowly() -> str:
        if site.version == 2:
            begun.set()
            assert go_on.wait(10)
        return f"version {site.version}"

    site = Tiny(slowly)
    site.ask()
    site.change()
    with ThreadPoolExecutor(1) as pool:
        maker = pool.submit(site.ask)
        assert begun.wait(10)
        assert {site.ask().text for _ in range(3)} == {"version 1"}
        go_on.set()
        assert maker.result().text == "version 2"
    assert site.ask().text == "version 2"
    assert site.pages.made == 2


def test_a_page_that_nobody_has_made_yet_is_made_once_for_all_who_ask_at_the_same_moment() -> None:
    entered, another = [], threading.Event()

    def counted() -> str:
        entered.append(1)
        if len(entered) > 1:
            another.set()
        another.wait(A_MOMENT)
        return "the page"

    site = Tiny(counted)
    gate = threading.Barrier(6)

    def asks() -> str:
        gate.wait()
        return site.ask().text

    with ThreadPoolExecutor(6) as pool:
        answers = [asked.result() for asked in [pool.submit(asks) for _ in range(6)]]
    assert answers == ["the page"] * 6
    assert len(entered) == 1


def test_who_has_waited_long_enough_for_another_is_answered_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "WAIT", 0.01)
    begun, go_on = threading.Event(), threading.Event()

    def the_first_is_slow() -> str:
        if not begun.is_set():
            begun.set()
            assert go_on.wait(10)
        return "the page"

    site = Tiny(the_first_is_slow)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(site.ask)
        assert begun.wait(10)
        assert site.ask().text == "the page"
        go_on.set()
        assert first.result().text == "the page"


def test_what_is_written_while_a_page_is_made_is_looked_for_again() -> None:
    def overtaken() -> str:
        words = f"version {site.version}"
        if site.version == 1:
            site.change()
        return words

    site = Tiny(overtaken)
    assert site.ask().text == "version 1"
    assert site.ask().text == "version 2"


def test_a_page_that_is_gone_is_dropped() -> None:
    site = Tiny(lambda: "here" if site.version == 1 else abort(404))
    assert site.ask().status_code == 200
    assert len(site.pages.shelf) == 1
    site.change()
    assert site.ask().status_code == 404
    assert len(site.pages.shelf) == 0
    site.look = lambda: None
    assert site.ask().status_code == 404


@pytest.mark.parametrize("status", [201, 203, 206, 301, 303, 400, 403, 404, 500])
def test_only_a_plain_answer_is_kept(status: int) -> None:
    site = Tiny(lambda: ("not for everybody", status, {"Set-Cookie": "a=b"}))
    for _ in range(2):
        answer = site.ask()
        assert (answer.status_code, answer.text) == (status, "not for everybody")
        assert "Cache-Control" not in answer.headers
    assert len(site.pages.shelf) == 0


def test_no_cookie_is_ever_kept_with_a_page() -> None:
    site = Tiny(lambda: ("the page", 200, {"Set-Cookie": "a=b", "X-Other": "kept"}))
    for _ in range(2):
        assert "Set-Cookie" not in site.ask().headers
    assert site.ask().headers["X-Other"] == "kept"


def test_what_the_application_answers_with_is_closed() -> None:
    closed = []

    def page() -> ResponseReturnValue:
        response = Response(iter(["the ", "page"]))
        response.call_on_close(lambda: closed.append(1))
        return response

    assert Tiny(page).ask().text == "the page"
    assert closed == [1]


def test_in_full_swing_a_page_is_a_little_behind_instead_of_being_made_all_the_time() -> None:
    site = Tiny()
    for _ in range(60):
        site.change()
        site.ask()
    # Ten at once, and two for each second that this has taken.
    assert 10 <= site.pages.made < 60
