"""forum demo: the discussion to try, and ways in that exist only with it."""

import json
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Account, Session
from forum.accounts.queries import account_by_email
from forum.app import create_app
from forum.articles.models import Article
from forum.cli.demo import withdraw_sign_ins
from forum.config import load
from forum.db import Base, db
from forum.demo.planting import set_stage
from forum.demo.sign_ins import FILE
from forum.discussion.models import Comment, Revision, State
from forum.discussion.recount import article_ids, recount_article
from forum.moderation.models import Decision
from tests.cli.conftest import Forum
from tests.factories import an_article, person
from tests.visiting import Visitor


def sizes() -> dict[str, int]:
    return {
        name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for name, table in Base.metadata.tables.items()
    }


def plant() -> None:
    for step in set_stage():
        step.take()
    db.session.commit()


def test_what_is_planted_equals_a_recount(app: Flask) -> None:
    plant()
    article_id = db.session.scalars(select(Article.id)).one()
    assert recount_article(article_id) == []


def test_every_kind_of_comment_is_there_as_readers_would_have_left_it(app: Flask) -> None:
    plant()
    by_state = {state: db.session.scalars(select(Comment).where(Comment.state == state)).all() for state in State}
    assert len(by_state[State.LIVE]) > 40
    [held] = by_state[State.HELD]
    assert held.state_reason == "First comments wait for a moderator."
    [removed] = by_state[State.REMOVED]
    assert removed.reply_count
    assert db.session.scalars(select(Decision.comment_id)).all() == [removed.id]
    [deleted] = by_state[State.DELETED]
    assert (deleted.body_source, deleted.reply_count > 0) == ("", True)
    [revision] = db.session.scalars(select(Revision)).all()
    edited = db.session.get_one(Comment, revision.comment_id)
    assert edited.edited_at and edited.body_source != revision.body_source


def test_the_first_comment_is_of_the_day_of_the_article(app: Flask) -> None:
    plant()
    first = db.session.scalar(select(func.min(Comment.created_at)))
    assert first and first.isoformat() == "2015-11-24T14:05:00+00:00"
    moments = db.session.scalars(select(Comment.created_at).order_by(Comment.id)).all()
    assert moments == sorted(moments)


def test_planting_twice_changes_nothing(forum_here: Forum) -> None:
    first = forum_here("demo", FORUM_DEMO="1")
    assert first.exit_code == 0, first.output
    before = sizes()
    second = forum_here("demo", FORUM_DEMO="1")
    assert sizes() == before
    assert first.stderr.splitlines()[-3:] == second.stderr.splitlines()[-3:]
    assert [recount_article(article_id) for article_id in article_ids()] == [[]]


def test_without_the_setting_it_is_refused(forum: Forum, tmp_path: Path) -> None:
    refused = forum("demo")
    assert refused.exit_code == 1
    assert "set FORUM_DEMO=1" in refused.stderr
    assert not (tmp_path / FILE).exists()


def test_off_loopback_it_is_refused(forum: Forum) -> None:
    refused = forum("demo", FORUM_DEMO="1", FORUM_BASE_URL="https://forum.example")
    assert refused.exit_code == 1
    assert "on this machine's own address only" in refused.stderr


def test_the_sign_ins_work_and_only_their_owner_can_read_them(forum: Forum, tmp_path: Path) -> None:
    forum("demo", FORUM_DEMO="1")
    file = tmp_path / FILE
    assert file.stat().st_mode & 0o777 == 0o600
    found = json.loads(file.read_text(encoding="utf-8"))
    assert list(found) == ["reader", "moderator", "admin"]
    site = create_app(load({"FORUM_DATA_DIR": str(tmp_path), "FORUM_DEMO": "1"}))
    with site.app_context():
        for role, entry in found.items():
            answer = Visitor(site).post("/sign-in", email=entry["email"], password=entry["password"])
            assert answer.status_code == 303
            account = account_by_email(entry["email"])
            assert account and (account.role, account.handle) == (role, entry["handle"])
        others = select(func.count()).where(Account.password_hash.is_not(None))
        assert db.session.scalar(others) == len(found)


def test_without_the_demonstration_its_sign_ins_are_gone(forum: Forum, tmp_path: Path) -> None:
    forum("demo", FORUM_DEMO="1")
    kept = json.loads((tmp_path / FILE).read_text(encoding="utf-8"))["reader"]
    settings = load({"FORUM_DATA_DIR": str(tmp_path)})
    site = create_app(settings)
    with site.app_context():
        visitor = Visitor(site)
        visitor.post("/sign-in", email=kept["email"], password=kept["password"])
        assert db.session.scalar(select(func.count()).select_from(Session)) == 1
        withdraw_sign_ins(settings)
        assert db.session.scalar(select(func.count()).select_from(Session)) == 0
        assert visitor.post("/sign-in", email=kept["email"], password=kept["password"]).status_code == 400
    assert not (tmp_path / FILE).exists()
    forum("demo", FORUM_DEMO="1")
    again = json.loads((tmp_path / FILE).read_text(encoding="utf-8"))["reader"]
    assert again["password"] != kept["password"]


def test_nothing_is_planted_among_articles_of_the_owners(forum_here: Forum) -> None:
    an_article()
    assert "nothing was planted" in forum_here("demo", FORUM_DEMO="1").stderr
    assert db.session.scalar(select(func.count()).select_from(Account)) == 0


def test_nobody_who_is_here_already_is_spoken_for(forum_here: Forum) -> None:
    person("theo")
    refused = forum_here("demo", FORUM_DEMO="1")
    assert refused.exit_code == 1
    assert "Somebody here goes by @theo already" in refused.stderr
    assert sizes()["account"] == 1
