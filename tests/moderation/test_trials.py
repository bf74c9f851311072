"""Rules that are tried out: read piece by piece, stopped, gone on with after a death."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock, ids
from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.errors import Forbidden
from forum.handlers import HANDLERS
from forum.moderation.rule_form import RuleForm
from forum.moderation.trial_rows import Stage, Trial
from forum.moderation.trial_work import read_on
from forum.moderation.trials import KEPT_FOR, forget_old_trials, samples_of, stop_trial
from forum.outbox.claiming import LEASE, claim_next
from forum.outbox.dispatch import Turn, dispatch_next, run_chore
from forum.outbox.models import Fact
from tests.at_once import at_once, request
from tests.factories import person, say
from tests.moderation.trying import BANNED, begun, follow_up, tried


def figures(trial: Trial) -> tuple[int, int, int | None]:
    db.session.refresh(trial)
    return trial.held, trial.done, trial.total


@pytest.mark.usefixtures("talk")
def test_a_worker_that_dies_is_gone_on_after_and_nothing_counts_twice(eve: Account) -> None:
    trial = begun(eve)
    claim = claim_next()
    db.session.commit()
    assert claim is not None
    for _ in range(3):
        assert read_on(trial.id)
        Turn(claim).settle()
    assert figures(trial) == (7, 21, 60)
    assert read_on(trial.id)
    db.session.rollback()  # dead before it was committed
    assert figures(trial) == (7, 21, 60)
    assert not dispatch_next(HANDLERS)  # somebody may still be at it
    with clock.stopped_at(clock.now() + 2 * LEASE):
        follow_up(trial)
    assert (figures(trial), trial.state) == ((20, 60, 60), Stage.DONE)
    assert db.session.scalars(select(Fact)).all() == []


@pytest.mark.usefixtures("talk")
def test_of_two_workers_at_the_same_piece_one_counts(app: Flask, eve: Account) -> None:
    trial, outcomes = begun(eve), list[bool]()
    number = trial.id
    for _ in range(5):
        outcomes += at_once(app, [lambda: request(app, lambda: read_on(number)) for _ in range(2)])
    assert figures(trial)[1] == 7 * outcomes.count(True)
    follow_up(trial)
    assert figures(trial) == (20, 60, 60)


@pytest.mark.usefixtures("talk")
def test_what_is_stopped_stays_as_it_is(eve: Account) -> None:
    trial = begun(eve)
    assert read_on(trial.id)
    db.session.commit()
    stop_trial(trial, by=eve)
    follow_up(trial)
    assert (figures(trial), trial.state) == ((2, 7, 60), Stage.STOPPED)
    stop_trial(trial, by=eve)


@pytest.mark.usefixtures("talk")
def test_whoever_tries_out_another_rule_stops_the_one_before(eve: Account, sam: Account) -> None:
    first, of_a_colleague, second = begun(eve), begun(sam), begun(eve, words="roulette")
    for trial in (first, of_a_colleague, second):
        follow_up(trial)
    assert [trial.state for trial in (first, of_a_colleague, second)] == [Stage.STOPPED, Stage.DONE, Stage.DONE]
    assert (of_a_colleague.held, second.held) == (20, 0)


@pytest.mark.usefixtures("talk")
def test_a_trial_is_forgotten_after_a_week(eve: Account) -> None:
    trial = begun(eve)
    for after, left in ((KEPT_FOR - timedelta(minutes=1), 1), (KEPT_FOR + timedelta(minutes=1), 0)):
        with clock.stopped_at(trial.created_at + after):
            run_chore(forget_old_trials)
        assert len(db.session.scalars(select(Trial.id)).all()) == left
        db.session.commit()
        assert dispatch_next(HANDLERS) or left == 0  # what follows from one that is gone is nothing


def test_only_30_days_and_what_is_still_there_are_read(eve: Account, ada: Account, article: Article) -> None:
    old, recent, gone, last = (say(ada, article, f"At the casino, for the {n}th time.") for n in range(4))
    for comment, days in ((old, 31), (recent, 29)):
        comment.created_at = clock.now() - timedelta(days=days)
        comment.id = comment.root_id = ids.first_of(comment.created_at) + 5
        db.session.flush()
    delete_comment(gone, by=ada)
    trial = tried(RuleForm.parse(BANNED), by=eve)
    assert (trial.total, trial.judged, trial.held) == (3, 2, 2)
    assert [sample.comment.id for sample in samples_of(trial)] == [last.id, recent.id]
    assert samples_of(trial)[0].verdict.matched == ("casino",)
    delete_comment(last, by=ada)
    assert [sample.comment.id for sample in samples_of(trial)] == [recent.id]
    assert "casino" not in str(db.session.scalars(select(Trial.samples)).one())


def test_readers_try_nothing_and_only_its_owner_or_an_admin_stops(ada: Account, sam: Account, eve: Account) -> None:
    colleague = person("carl", Role.MODERATOR)
    with pytest.raises(Forbidden):
        begun(ada)
    for owner, other in ((sam, colleague), (eve, sam)):
        with pytest.raises(Forbidden):
            stop_trial(begun(owner), by=other)
    trial = begun(sam)
    stop_trial(trial, by=eve)
    db.session.refresh(trial)
    assert trial.state == Stage.STOPPED
