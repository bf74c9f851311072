"""Rules that are tried out: read piece by piece, stopped, gone on with after a death, looked at and saved."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock, ids
from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.discussion.models import Comment
from forum.errors import Forbidden, Invalid
from forum.handlers import HANDLERS
from forum.moderation import trial_work
from forum.moderation.rule_form import RuleForm
from forum.moderation.trial_rows import Stage, Trial
from forum.moderation.trial_work import read_on
from forum.moderation.trials import KEPT_FOR, WHY_NOT, begin_trial, forget_old_trials, samples_of, stop_trial
from forum.outbox.claiming import LEASE, claim_next
from forum.outbox.dispatch import Turn, dispatch_next, run_chore
from forum.outbox.models import Fact
from forum.screening.models import Rule
from tests.at_once import at_once, request
from tests.factories import person, rows_of, say
from tests.moderation.trying import BANNED, follow_up, tried
from tests.visiting import Visitor

TRIALS = "/moderation/rules/trials"


@pytest.fixture
def talk(ada: Account, article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty comments, every third of which speaks of the casino; they are read seven at a time."""
    monkeypatch.setattr(trial_work, "AT_ONCE", 7)
    numbers = rows_of(article, ada, [None] * 60)
    for comment in db.session.scalars(select(Comment).where(Comment.id.in_(numbers[::3]))):
        comment.body_source = "Meet me at the casino."
    db.session.commit()


def begun(by: Account, **fields: str) -> Trial:
    trial = begin_trial(RuleForm.parse(BANNED | fields), by)
    db.session.commit()
    return trial


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


@pytest.mark.parametrize("rule", sorted(WHY_NOT))
def test_what_goes_by_what_is_not_kept_is_not_offered(client: Visitor, eve: Account, rule: str) -> None:
    client.sign_in(eve)
    page = client.get(f"/moderation/rules?rule={rule}").text
    assert WHY_NOT[rule] in page and "Try it on the last 30 days" not in page
    refused = client.post(TRIALS, rule=rule, enabled="1", ruling="hold", seconds="5")
    assert refused.status_code == 400 and WHY_NOT[rule] in refused.text


def test_a_form_that_cannot_be_used_says_why_and_loses_nothing(client: Visitor, eve: Account) -> None:
    client.sign_in(eve)
    refused = client.post(TRIALS, **(BANNED | {"patterns": "(a+", "words": "buy now"}))
    assert refused.status_code == 400 and "cannot be used" in refused.text
    assert re.search(r'name="patterns"[^>]* aria-invalid="true" aria-describedby="refusal">\s*\(a\+<', refused.text)
    assert "buy now" in refused.text
    off = client.post(TRIALS, **(BANNED | {"enabled": "", "words": "buy now"}))
    assert "A rule that is off finds nothing" in off.text and "buy now" in off.text
    with pytest.raises(Invalid, match="no such section"):
        begun(eve, section="Gardens")
    assert db.session.scalars(select(Trial)).all() == []


@pytest.mark.usefixtures("talk")
def test_the_page_goes_on_by_itself_until_it_is_done_and_the_rule_is_saved(client: Visitor, eve: Account) -> None:
    client.sign_in(eve)
    address = client.post(TRIALS, **(BANNED | {"version": "0", "patterns": "<b>"})).location
    trial = db.session.scalars(select(Trial)).one()
    for _ in range(2):
        assert read_on(trial.id)
        db.session.commit()
    running = client.get(address).text
    assert (
        "14 of 60 comments read" in running
        and '<progress class="trial__progress" aria-label="Comments read"' in running
    )
    assert 'value="14" max="60"' in running and '<noscript><meta http-equiv="refresh" content="2">' in running
    follow_up(trial)
    done = client.get(address).text
    assert "refresh" not in done and "<progress" not in done
    assert "20 of 60" in done and "33.3%" in done and "A banned word: casino" in done
    again = client.get(f"/moderation/rules?rule=banned-words&trial={ids.to_text(trial.id)}").text
    assert ">\ncasino</textarea>" in again and "&lt;b&gt;" in again and 'name="version" value="0"' in again
    fields = dict(re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', done, re.DOTALL))
    fields["patterns"] = fields["patterns"].replace("&lt;", "<").replace("&gt;", ">")
    assert client.post("/moderation/rules", **fields).status_code == 303
    rule = db.session.scalars(select(Rule)).one()
    assert (rule.options, rule.version) == ({"words": ["casino"], "patterns": ["<b>"]}, 1)
    overtaken = client.post("/moderation/rules", **fields)
    assert overtaken.status_code == 409 and "casino" in overtaken.text


@pytest.mark.usefixtures("talk")
def test_a_moderator_tries_and_cannot_save(client: Visitor, sam: Account) -> None:
    client.sign_in(sam)
    page = client.get("/moderation/rules?rule=banned-words").text
    assert "Try it on the last 30 days" in page and "Save this rule" not in page
    address = client.post(TRIALS, **BANNED).location
    follow_up(db.session.scalars(select(Trial)).one())
    page = client.get(address).text
    assert "20 of 60" in page and "Save this rule" not in page
    assert client.post("/moderation/rules", **BANNED).status_code == 403
    assert client.get(f"{TRIALS}/{ids.to_text(ids.new_id())}").status_code == 404
