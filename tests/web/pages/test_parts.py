"""The parts of the cache by themselves: how often, how much, which addresses."""

import pytest
from flask import Flask

from forum.web.pages import addresses
from forum.web.pages.addresses import Addresses
from forum.web.pages.pace import A_SECOND, AT_ONCE, Pace
from forum.web.pages.sharing import shared
from forum.web.pages.shelf import Shelf


class Thing:
    def __init__(self, weight: int) -> None:
        self.weight = weight

    def size(self) -> int:
        return self.weight


class Clock:
    """Seconds, put forward by hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def test_after_ten_changes_in_a_row_two_a_second_are_followed() -> None:
    clock = Clock()
    pace = Pace(clock)
    assert [pace.take() for _ in range(AT_ONCE + 3)] == [True] * AT_ONCE + [False] * 3
    for _ in range(20):
        clock.at += 1
        assert [pace.take() for _ in range(4)] == [True] * A_SECOND + [False] * (4 - A_SECOND)
    clock.at += 0.25
    assert not pace.take()
    clock.at += 0.25
    assert pace.take()


def test_however_long_it_was_quiet_no_more_than_ten_follow_at_once() -> None:
    clock = Clock()
    pace = Pace(clock)
    clock.at += 3600
    assert [pace.take() for _ in range(AT_ONCE + 1)] == [True] * AT_ONCE + [False]


def shelf_of(*names: str, most: int = 100) -> Shelf[Thing]:
    shelf: Shelf[Thing] = Shelf(most)
    for name in names:
        shelf.put(name, Thing(29))  # and a letter for its name
    return shelf


def test_a_shelf_holds_so_many_bytes_and_what_nobody_asked_for_makes_room() -> None:
    shelf = shelf_of("a", "b", "c")
    assert (len(shelf), shelf.bytes) == (3, 90)
    assert shelf.get("a") is not None
    shelf.put("d", Thing(29))
    assert [name for name in "abcd" if shelf.get(name)] == ["a", "c", "d"]
    assert shelf.bytes == 90


def test_what_has_grown_is_weighed_again_and_pushes_others_out() -> None:
    shelf = shelf_of("a", "b", "c")
    thing = shelf.get("a")
    assert thing is not None
    thing.weight = 69
    shelf.weigh_again("a", thing)
    assert [name for name in "abc" if shelf.get(name)] == ["a", "c"]
    assert shelf.bytes == 100
    shelf.drop("a")
    assert shelf.bytes == 30


def test_what_was_replaced_meanwhile_does_not_come_back_by_being_weighed() -> None:
    shelf = shelf_of("a")
    older, newer = shelf.get("a"), Thing(10)
    assert older is not None
    shelf.put("a", newer)
    shelf.weigh_again("a", older)
    assert shelf.get("a") is newer
    shelf.drop("a")
    shelf.weigh_again("a", older)
    assert shelf.get("a") is None
    assert (len(shelf), shelf.bytes) == (0, 0)


def test_what_is_larger_than_the_shelf_is_not_kept_and_long_names_weigh_too() -> None:
    shelf = shelf_of("a")
    shelf.put("b", Thing(1000))
    shelf.put("n" * 1000, Thing(1))
    assert (len(shelf), shelf.bytes) == (0, 0)


def known(monkeypatch: pytest.MonkeyPatch, most: int) -> Addresses:
    monkeypatch.setattr(addresses, "MOST", most)
    app = Flask("tiny")
    app.add_url_rule("/page/<name>", "page", shared("n", personal=("mine",))(lambda name: name))
    app.add_url_rule("/other", "other", lambda: "not shared")
    return Addresses(app)


def asked(found: Addresses, path: str, query: str = "") -> addresses.Address | None:
    return found.of({"PATH_INFO": path, "QUERY_STRING": query})


def test_made_up_addresses_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    found = known(monkeypatch, 10)
    for n in range(100):
        assert asked(found, "/page/a", f"utm_source={n}")
        assert asked(found, f"/nothing/{n}") is None
        assert asked(found, "/page/a", f"utm_source={n}{'x' * 1000}")
        assert len(found._known) <= 10
    assert max(len(path) + len(query) for path, query in found._known) < 300
    assert asked(found, "/page/a", "n=" + "x" * 5000) is None


def test_of_an_address_only_what_counts_is_the_pages_name(monkeypatch: pytest.MonkeyPatch) -> None:
    found = known(monkeypatch, 10)
    plain = asked(found, "/page/a")
    assert plain is not None
    for query in ("utm_source=mail", "N=2", "x", "&&", "=1", "n%5B%5D=1"):
        assert asked(found, "/page/a", query) == plain
    assert asked(found, "/page/a", "n=2&utm_source=mail&n=3") == asked(found, "/page/a", "%6E=2&n=3")
    assert asked(found, "/page/a", "n=2") != plain
    # What looks alike when it is joined is not the same page.
    names = [asked(found, *given) for given in (("/page/a?n=2", ""), ("/page/a", "n=2"), ("/page/a", "n=%3Fn=2"))]
    assert len({one.name for one in names if one}) == 3
    for query in ("mine=1", "mine", "%6Dine=", "n=2&mine=1"):
        assert asked(found, "/page/a", query) is None
    for path in ("/other", "/page/", "/page/a/", "/page/a/b", ""):
        assert asked(found, path) is None


@pytest.mark.parametrize("bad", ["caf\xe9", "%E9", "%00", "\x00", "%ED%A0%80", "\xc3%A9", "%EF%BF%BE"])
def test_what_is_no_text_goes_to_the_application_to_be_refused(monkeypatch: pytest.MonkeyPatch, bad: str) -> None:
    found = known(monkeypatch, 10)
    for query in (f"n={bad}", f"utm_source={bad}", bad):
        assert asked(found, "/page/a", query) is None
    if "%" not in bad:
        assert asked(found, f"/page/{bad}") is None
