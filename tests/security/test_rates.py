"""S51: so often and not once more, who is counted, and what happens to the words."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask

from forum import clock
from forum.web import actions
from forum.web.windows import Counts, Windows
from tests.at_once import at_once, request
from tests.security.limited import TRIES
from tests.security.pages import hidden_fields, in_the_box
from tests.security.routes import OF_PROGRAMS, changing, route_named, routes
from tests.security.world import World, rows
from tests.visiting import Visitor

NOW = clock.now()
MINE = 'An hour\'s work: <b>"quoted"</b> & kept.\n\nTwo paragraphs of it.'
# What changes something and is not counted: nobody is kept signed in, and nothing may keep a moderator from their work.
NOT_COUNTED = {"accounts.sign_out_account", "privacy.keep"}
NOT_COUNTED |= {f"people.{name}" for name in ("badge", "end_session", "hold", "mail_link", "release", "role")}
NOT_COUNTED |= {
    f"moderation.{name}" for name in ("decide_on_comment", "decide_on_many", "everything", "sanction", "let_go")
}
NOT_COUNTED |= {
    f"moderation.{name}" for name in ("undo_decision", "reverse_decision", "close_article", "reopen_article")
}
NOT_COUNTED |= {f"moderation.{name}" for name in ("save_rule", "try_rules", "save_article", "save_section")}
NOT_COUNTED |= {"moderation.save_reason", "redress.answer", "moderation.start_trial", "moderation.stop"}
NOT_COUNTED |= {"rounds.decide", "rounds.undo"}
NOT_COUNTED |= {"postroom.again", "postroom.allow"}
NOT_COUNTED |= {"transparency.publish_terms", "measures.answer", "queue.blur"}
NOT_COUNTED |= {"notifications.save_defaults"}
NOT_COUNTED |= {f"webhooks.{name}" for name in ("add", "save", "secret", "remove", "switch_on", "switch_off")}
NOT_COUNTED |= {"webhooks.try_out", "webhooks.again"}
NOT_COUNTED |= {
    f"queue.{name}" for name in ("decide", "undo_here", "lease", "note", "drop_note", "save_view", "drop_view")
}


@pytest.fixture(autouse=True)
def counts(app: Flask, settings_are: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> Counts:
    """Limits are on, and nothing was counted yet."""
    settings_are(rate_limits=True)
    fresh = Counts()
    monkeypatch.setitem(app.extensions, "forum.rates", fresh)
    return fresh


def posts(world: World, visitor: Visitor, times: int, after: int = 0) -> list[int]:
    """The statuses of so many comments, all at one moment, `after` seconds from now."""
    route = route_named(world.app, "discussion.post")
    with clock.stopped_at(NOW + timedelta(seconds=after)):
        return [world.send(visitor, route).status_code for _ in range(times)]


def at(visitor: Visitor, address: str) -> Visitor:
    visitor.client.environ_base["REMOTE_ADDR"] = address
    return visitor


def test_s51_every_form_is_counted_or_said_to_be_free(world: World) -> None:
    assert {route.endpoint for route in changing(world.app)} - actions.BY_ENDPOINT.keys() == NOT_COUNTED
    of_pages = {endpoint for endpoint in actions.BY_ENDPOINT if not endpoint.startswith(OF_PROGRAMS)}
    assert of_pages <= {route.endpoint for route in routes(world.app)}


@pytest.mark.parametrize("name", TRIES)
def test_s51_so_many_pass_and_the_next_is_told_when(world: World, name: str) -> None:
    attempt = TRIES[name]
    limit = attempt.action.limits[0]
    visitor = world.visitor(attempt.role)
    with clock.stopped_at(NOW):
        assert 429 not in [attempt.send(world, visitor).status_code for _ in range(limit.amount)]
        before = rows()
        refused = attempt.send(world, visitor, body=MINE)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == str(limit.get_expiry())
    assert attempt.action.done.format(limit.amount) in refused.text
    assert re.search(r" in (60 seconds|10 minutes|60 minutes)\.</p>", refused.text)
    assert rows() == before
    if attempt.action.then == actions.KEPT:
        assert in_the_box(refused.text) == MINE


def test_s51_the_words_can_be_sent_again_when_it_is_time(world: World) -> None:
    reader = world.visitor("reader")
    assert posts(world, reader, 6) == [303] * 6
    with clock.stopped_at(NOW + timedelta(seconds=20)):
        refused = world.send(reader, route_named(world.app, "discussion.post"), body=MINE)
    assert refused.headers["Retry-After"] == "40"
    assert "You have sent 6 comments within a minute. Your words are kept: send them again in 40 s" in refused.text
    with clock.stopped_at(NOW + timedelta(seconds=60)):
        answer = reader.post(refused.request.path, **hidden_fields(refused.text), body=in_the_box(refused.text))
    assert answer.status_code == 303
    assert [row["body_source"] for row in rows()["comment"].values()].count(MINE) == 1


def test_s51_the_window_moves_and_what_was_refused_does_not_count(world: World) -> None:
    reader = world.visitor("reader")
    assert posts(world, reader, 3) == [303] * 3
    assert posts(world, reader, 9, 30) == [303] * 3 + [429] * 6
    assert posts(world, reader, 4, 60) == [303] * 3 + [429]
    assert posts(world, reader, 4, 90) == [303] * 3 + [429]


def test_s51_an_hour_has_a_limit_of_its_own(world: World) -> None:
    reader = world.visitor("reader")
    for minute in range(10):
        assert posts(world, reader, 6, 60 * minute) == [303] * 6
    with clock.stopped_at(NOW + timedelta(minutes=10)):
        refused = world.send(reader, route_named(world.app, "discussion.post"))
    assert "You have sent 60 comments within an hour" in refused.text
    assert "again in 50 minutes." in refused.text
    assert refused.headers["Retry-After"] == "3000"


def test_s51_as_many_as_may_pass_at_once_and_not_one_more(world: World) -> None:
    route = route_named(world.app, "discussion.post")
    tabs = [world.visitor("reader") for _ in range(12)]
    sending = [
        partial(request, world.app, partial(world.send, tab, route, key=f"tab-{n}")) for n, tab in enumerate(tabs)
    ]
    answers = at_once(world.app, sending)
    assert sorted(answer.status_code for answer in answers) == [303] * 6 + [429] * 6


def test_s51_threads_that_count_together_lose_nothing(app: Flask, counts: Counts) -> None:
    def hammer() -> int:
        return sum(counts.add(actions.PEOPLE.limits, "one") is None for _ in range(100))

    assert sum(at_once(app, [hammer] * 8)) == 120


def test_s51_two_people_do_not_share_and_one_person_does_with_themselves(world: World) -> None:
    assert posts(world, world.visitor("reader"), 7) == [303] * 6 + [429]
    assert posts(world, world.visitor("author"), 1) == [303]
    # Another browser, another address: the same account.
    assert posts(world, at(world.visitor("reader"), "203.0.113.9"), 1) == [429]


def test_s51_a_household_shares_and_its_neighbour_does_not(world: World) -> None:
    for end in range(10):
        assert posts(world, at(world.visitor("nobody"), f"2001:db8:0:1::{end:x}"), 1) == [303]
    assert posts(world, at(world.visitor("nobody"), "2001:db8:0:1:ffff::"), 1) == [429]
    assert posts(world, at(world.visitor("nobody"), "2001:db8:0:2::"), 1) == [303]


def test_s51_no_address_is_kept(world: World, counts: Counts) -> None:
    posts(world, at(world.visitor("nobody"), "203.0.113.9"), 1)
    posts(world, world.visitor("reader"), 1)
    assert len(counts.windows.times) == 4  # a minute's and an hour's, of each
    for key in counts.windows.times:
        assert re.fullmatch(r"LIMITER/[0-9a-f]{32}/\d+/1/(minute|hour)", key)
    assert "203.0.113" not in repr(rows())


def test_s51_another_site_cannot_use_up_what_a_reader_may(world: World) -> None:
    reader = world.visitor("reader")
    address = world.address(route_named(world.app, "discussion.post"))
    for method, status in (("POST", 403), ("OPTIONS", 200)):
        for _ in range(10):
            forged = reader.open(address, method=method, headers={"Origin": "https://evil.example"})
            assert forged.status_code == status
    assert posts(world, reader, 1) == [303]


def test_s51_moderators_are_never_kept_from_deciding(world: World) -> None:
    moderator = world.visitor("moderator")
    decision = route_named(world.app, "moderation.decide_on_comment")
    assert 429 not in [world.send(moderator, decision).status_code for _ in range(130)]


def test_s51_what_is_over_is_forgotten_and_never_is_much_remembered() -> None:
    windows = Windows(most=100)
    counts = Counts(windows)
    with clock.stopped_at(NOW):
        for n in range(1_000):
            counts.add(actions.POST.limits, f"person {n}")
    assert len(windows.times) == 100
    with clock.stopped_at(NOW + timedelta(hours=1)):
        counts.add(actions.POST.limits, "person 999")
    assert len(windows.times) == 2


def test_s51_a_clock_that_is_set_back_locks_nobody_out(world: World) -> None:
    reader = world.visitor("reader")
    assert posts(world, reader, 7) == [303] * 6 + [429]
    assert posts(world, reader, 7, -7_200) == [303] * 6 + [429]


def test_an_owner_can_do_without(world: World, settings_are: Callable[..., None]) -> None:
    settings_are(rate_limits=False)
    assert posts(world, world.visitor("reader"), 10) == [303] * 10
