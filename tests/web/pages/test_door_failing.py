"""What readers get when the application or the database behind the door fails."""

import pytest
from flask import abort
from sqlalchemy.exc import OperationalError

from forum.web.pages import changes, front
from tests.web.pages.tiny import Tiny


def away() -> int:
    raise OperationalError("SELECT", None, Exception("the database is away"))


def test_after_a_fault_in_the_application_the_next_one_is_answered() -> None:
    def fails_once() -> str:
        if not failed:
            failed.append(1)
            raise ValueError("a fault of ours")
        return "the page"

    failed: list[int] = []
    site = Tiny(fails_once)
    site.pages._app.testing = True  # so that it is not turned into an answer
    with pytest.raises(ValueError, match="a fault of ours"):
        site.ask()
    assert site.ask().text == "the page"


def test_while_the_database_is_away_readers_get_the_last_page_and_it_is_left_alone() -> None:
    site = Tiny()
    site.ask()
    site.change()
    looks = []

    def looked() -> int:
        looks.append(1)
        return away()

    site.look = looked
    assert {site.ask().text for _ in range(5)} == {"version 1"}
    assert len(looks) == 1


def test_after_that_it_is_looked_again_even_if_nothing_was_written_since(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "PAUSE", 0.0)
    site = Tiny()
    site.ask()
    site.change()
    site.look = away
    assert site.ask().text == "version 1"
    site.look = lambda: site.version
    assert site.ask().text == "version 2"


def test_when_it_stays_away_readers_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Tiny(lambda: f"version {site.version}" if site.version == 1 else abort(503))
    site.ask()
    site.change()
    assert site.ask().text == "version 1"
    monkeypatch.setattr(front, "OUTAGE", 0.0)
    assert site.ask().status_code == 503
    assert len(site.pages.shelf) == 0


def test_a_fault_of_ours_never_shows_what_is_known_to_be_out_of_date() -> None:
    site = Tiny(lambda: "with the words" if site.version == 1 else abort(500))
    site.ask()
    site.change()
    assert site.ask().status_code == 500
    assert len(site.pages.shelf) == 0
