"""Every figure equals a recount in plain Python, over a history made up from a seed, on both databases."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from math import ceil

import pytest
from flask import Flask

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import State
from forum.discussion.reports import Outcome
from forum.measures.answers import Agreed, Answered, reports_answered, second_looks
from forum.measures.deciding import Made, Posted, Took, made, posted, took
from forum.measures.loads import loads
from forum.measures.waiting import waiting
from forum.moderation.models import Decision, Verb
from forum.moderation.undoing import reverse, undo
from tests.discussion.test_page_cost import counted
from tests.factories import decided, say
from tests.measures.history import HEAD_START, History, history_of

SEEDS = (1, 2, 3)
SIDES = {Verb.APPROVE: True, Verb.TRUST: True, Verb.REJECT: False, Verb.REMOVE: False, Verb.REMOVE_ALL: False}


def week(moment: datetime, now: datetime) -> int:
    """From 0 to 11; below 0 what is older."""
    monday = datetime(now.year, now.month, now.day, tzinfo=now.tzinfo) - timedelta(days=now.weekday())
    return 11 - -((moment - monday) // timedelta(weeks=1))


def by_week(found: Counter[int]) -> Mapping[int, int]:
    return {place: count for place, count in found.items() if place >= 0}


@pytest.fixture(params=SEEDS)
def history(app: Flask, request: pytest.FixtureRequest) -> History:
    return history_of(request.param)


def stood(history: History) -> list[Decision]:
    return [
        each
        for each in history.decisions
        if each.verb in SIDES and each.id not in history.slips and week(each.created_at, history.now) >= 0
    ]


def test_decisions_and_those_overturned(history: History) -> None:
    with clock.stopped_at(history.now):
        decided = Counter(week(each.created_at, history.now) for each in stood(history))
        gone = Counter(week(each.created_at, history.now) for each in stood(history) if each.id in history.overturned)
        assert sum(gone.values()) > 5
        assert made() == {place: Made(count, gone[place]) for place, count in decided.items()}


def test_a_reversal_that_was_undone_has_overturned_nothing(
    article: Article, ada: Account, sam: Account, eve: Account
) -> None:
    removal = decided(say(ada, article), Verb.REMOVE, sam)
    back = reverse(removal.id, eve)[0].decision_id
    assert back is not None and list(made().values()) == [Made(1, 1)]
    undo(back, eve)
    assert list(made().values()) == [Made(1, 0)]


def test_time_to_decision_is_the_nearest_rank(history: History) -> None:
    times: dict[int, list[int]] = {}
    for each in stood(history):
        if each.id in history.waits:
            times.setdefault(week(each.created_at, history.now), []).append(history.waits[each.id])
    expected = {}
    for place, seconds in times.items():
        seconds.sort()
        half, most = (seconds[ceil(len(seconds) * percent / 100) - 1] for percent in (50, 90))
        expected[place] = Took(len(seconds), half, most)
    assert sum(each.decided for each in expected.values()) > 50
    with clock.stopped_at(history.now):
        assert took() == expected


def test_comments_that_needed_a_person(history: History) -> None:
    all_of_them, needed = Counter[int](), Counter[int]()
    for comment in history.comments:
        if comment.state != State.UNCONFIRMED:
            all_of_them[week(comment.created_at, history.now)] += 1
            needed[week(comment.created_at, history.now)] += comment.due_at is not None
    with clock.stopped_at(history.now):
        assert posted() == {place: Posted(count, needed[place]) for place, count in by_week(all_of_them).items()}


def test_reports_that_were_answered(history: History) -> None:
    at = {each.id: week(each.created_at, history.now) for each in history.decisions}
    answered = Counter((at[each.decision_id or 0], each.outcome) for each in history.reports)
    decided = {place for place, outcome in answered if place >= 0 and outcome != Outcome.GONE}
    assert len(decided) > 5
    with clock.stopped_at(history.now):
        assert reports_answered() == {
            place: Answered(answered[place, Outcome.UPHELD], answered[place, Outcome.DECLINED]) for place in decided
        }


def test_agreement_of_second_looks(history: History) -> None:
    decisions = {each.id: each for each in history.decisions}
    same, otherwise = Counter[int](), Counter[int]()
    for look in history.looks:
        decision = decisions[look.decision_id]
        agrees = SIDES.get(decision.verb, False) == look.lets_stand
        (same if agrees else otherwise)[week(decision.created_at, history.now)] += 1
    places = {place for place in (*same, *otherwise) if place >= 0}
    with clock.stopped_at(history.now):
        assert second_looks() == {place: Agreed(same[place], otherwise[place]) for place in places}


def test_the_load_is_each_one_s_own_and_admins_see_all(history: History) -> None:
    sam, _, eve = history.staff
    expected: dict[int, Counter[int]] = {}
    for each in stood(history):
        expected.setdefault(each.by_id, Counter())[week(each.created_at, history.now)] += 1
    with clock.stopped_at(history.now):
        assert {load.account_id: load.by_week for load in loads(sam)} == {sam.id: expected[sam.id]}
        assert {load.account_id: load.by_week for load in loads(eve)} == expected


def test_what_waits_now(history: History) -> None:
    ages = []
    for number, comment in enumerate(history.comments[:25]):
        since = history.now - timedelta(seconds=977 * number + 1)
        comment.state = State.SUSPECTED if number % 3 else State.HELD
        comment.due_at = since - HEAD_START if number % 3 else since
        ages.append(history.now - since)
    for comment in history.comments[25:]:
        comment.state = State.LIVE
    db.session.flush()
    ages.sort()
    with clock.stopped_at(history.now):
        found = waiting()
    assert found is not None
    assert (found.count, found.half, found.longest) == (25, ages[12], ages[24])


def test_nothing_is_asked_for_each_week_or_person(history: History) -> None:
    with clock.stopped_at(history.now), counted() as cost:
        for figure in (made, took, posted, reports_answered, second_looks, waiting):
            figure()
        loads(history.staff[2])
    assert cost.statements <= 8  # one for each, and one more that begins a transaction


def test_a_site_without_a_past_says_nothing(app: Flask, eve: Account) -> None:
    assert (made(), took(), posted(), reports_answered(), second_looks(), waiting()) == ({}, {}, {}, {}, {}, None)
    assert loads(eve) == []
