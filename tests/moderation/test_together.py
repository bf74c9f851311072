"""Deciding about many at once, and about people."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum import clock
from forum.accounts.credentials import open_session, session_of
from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment, State
from forum.discussion.recount import recount_article
from forum.errors import Conflict, Forbidden, Invalid
from forum.ids import to_text
from forum.moderation.bulk import decide_everything_by, decide_together, preview_of
from forum.moderation.forms import BulkForm
from forum.moderation.linked import KEPT_FOR, forget_old_networks, linked_with
from forum.moderation.log import length
from forum.moderation.models import Decision, Kind, Verb
from forum.moderation.sanction_form import SanctionForm
from forum.moderation.sanctions import history_of, impose, lasting, release
from forum.moderation.undoing import undo
from tests.factories import an_article, decided, person, say
from tests.visiting import Visitor


def test_many_are_decided_with_one_reason_and_undone_as_one(
    ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    root = say(ada, article)
    comments = [root, say(ben, article, "Well?", root), say(ben, an_article("the-ferry"), "Elsewhere.")]
    seen = [(comment.id, comment.version) for comment in comments]
    decided(comments[1], Verb.REMOVE, sam)
    _, outcomes = decide_together(BulkForm(Verb.REMOVE, "spam", seen), sam)
    assert [outcome.is_done for outcome in outcomes] == [True, False, True]
    assert "removed this" in outcomes[1].refusal
    assert [comment.state_reason for comment in comments] == ["spam", "off topic", "spam"]
    assert length() == 3
    undo(int(outcomes[0].decision_id or 0), by=sam)
    db.session.expire_all()
    assert [comment.state for comment in comments] == [State.LIVE, State.REMOVED, State.LIVE]
    assert recount_article(article.id) == []


def test_everything_by_a_person_is_seen_first_and_undone_as_one(
    ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    comments = [say(ada, article, f"Spam {n}.") for n in range(7)]
    say(ben, article, "Ben's.")
    preview = preview_of(ada, Verb.REMOVE, by=sam)
    assert (preview.count, preview.newest[0].body_source) == (7, "Spam 6.")
    _, outcomes = decide_everything_by(ada, Verb.REMOVE, "spam", by=sam)
    assert (len(outcomes), article.comment_count) == (7, 1)
    undo(int(outcomes[3].decision_id or 0), by=sam)
    assert article.comment_count == 8
    assert {comment.state for comment in comments} == {State.LIVE}
    with pytest.raises(Invalid, match="nothing of theirs"):
        decide_everything_by(person("silent"), Verb.REMOVE, "spam", by=sam)


@pytest.mark.one_database
def test_two_hundred_are_the_most() -> None:
    items = [f"{to_text(number)}~1" for number in range(1, 202)]
    with pytest.raises(Invalid, match="200 comments are the most"):
        BulkForm.parse({"verb": "approve"}, items)
    assert len(BulkForm.parse({"verb": "approve"}, items[1:]).items) == 200


def test_who_is_warned_reads_it_before_they_write_and_keeps_their_words(
    ada: Account, sam: Account, article: Article, client: Visitor
) -> None:
    impose(ada, SanctionForm(Kind.WARN, "Be kind."), by=sam)
    client.sign_in(ada)
    refused = client.post(f"/articles/{article.slug}/comments", body="My long words.", key="k")
    assert refused.status_code == 403
    assert "My long words." in refused.text
    assert "Be kind." in client.get("/me/warnings").text
    back = client.post("/me/warnings", box=article.slug, body="My long words.")
    assert "My long words." in client.get(back.location).text
    assert client.post(f"/articles/{article.slug}/comments", body="My long words.", key="k").status_code == 303


def test_who_is_muted_writes_again_when_it_is_over(ada: Account, sam: Account, article: Article) -> None:
    impose(ada, SanctionForm(Kind.MUTE, "Cool down.", days=3), by=sam)
    with pytest.raises(Forbidden, match="you can comment again from"):
        say(ada, article)
    with pytest.raises(Conflict):
        impose(ada, SanctionForm(Kind.MUTE, "Again.", days=3), by=sam)
    with clock.stopped_at(clock.now() + timedelta(days=3, seconds=1)):
        say(ada, article)
        assert lasting(ada, Kind.MUTE) is None


def test_s02_a_ban_ends_every_session_and_lets_nobody_in_until_it_is_lifted(
    ada: Account, sam: Account, article: Article, client: Visitor
) -> None:
    client.sign_in(ada)
    assert client.get("/me").status_code == 200
    token = open_session(ada)
    row = impose(ada, SanctionForm(Kind.BAN, "Threats."), by=sam)
    db.session.commit()
    assert session_of(token) is None
    assert client.get("/me").location.startswith("/sign-in")
    with pytest.raises(Forbidden, match="You were banned"):
        say(ada, article)
    release(row.id, ada, by=sam)
    say(ada, article)
    assert [(was.kind, was.reason, by, was.ended_at is not None) for was, by in history_of(ada)] == [
        (Kind.BAN, "Threats.", "Sam", True)
    ]


def test_nobody_acts_on_themselves_or_above_their_rank_or_on_the_last_admin(sam: Account, eve: Account) -> None:
    ban = SanctionForm(Kind.BAN, "Because.")
    for by, whom in ((sam, sam), (sam, eve), (sam, person("mod", Role.MODERATOR)), (eve, eve)):
        with pytest.raises(Forbidden):
            impose(whom, ban, by=by)
    other = person("chief", Role.ADMIN)
    impose(other, ban, by=eve)
    with pytest.raises(Forbidden, match="only admin"):
        impose(eve, ban, by=other)
    assert eve.banned_at is None


def test_who_signs_in_from_the_same_place_is_hinted_at_for_a_month(ada: Account, ben: Account, sam: Account) -> None:
    for account, network in ((ada, "198.51.100.7"), (ben, "198.51.100.7"), (sam, "192.0.2.1")):
        open_session(account, network=network)
    db.session.flush()
    assert [account.handle for account in linked_with(ada, by=sam)] == ["ben"]
    with pytest.raises(Forbidden):
        linked_with(ada, by=ben)
    with clock.stopped_at(clock.now() + KEPT_FOR):
        forget_old_networks()
    assert linked_with(ada, by=sam) == []


def test_pinned_stands_first_and_once_and_picks_are_told(
    ada: Account, sam: Account, article: Article, client: Visitor
) -> None:
    said = [say(ada, article, f"Number {n}.") for n in range(60)]
    decided(said[10], Verb.PIN, sam)
    decided(said[11], Verb.PICK, sam)
    db.session.commit()
    page = client.get(f"/articles/{article.slug}?sort=oldest").text
    assert page.index("Number 10.") < page.index("Number 0.")
    assert page.count("<p>Number 10.</p>") == 1
    assert (page.count(">Pinned<"), page.count("Editors’ pick<")) == (1, 1)
    decided(said[10], Verb.REMOVE, sam)
    db.session.commit()
    assert "Pinned" not in client.get(f"/articles/{article.slug}?sort=oldest").text
    assert db.session.scalar(select(func.count()).select_from(Decision)) == 3
    assert db.session.get_one(Comment, said[10].id).pinned_at is not None
