"""forum demo: the discussions to try, ways in that exist only with them, and taking it all away again."""

import json
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import func, select

from forum.accounts.models import Account, Role, Session
from forum.accounts.queries import account_by_email
from forum.app import create_app
from forum.articles.queries import article_or_404
from forum.cli.demo import withdraw_sign_ins
from forum.config import load
from forum.db import Base, db
from forum.demo.sign_ins import FILE, address_of
from forum.discussion.recount import article_ids, recount_article
from tests.cli.conftest import Forum
from tests.factories import an_article, person, say
from tests.visiting import Visitor


def sizes() -> Mapping[str, int]:
    return {
        name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for name, table in Base.metadata.tables.items()
    }


def test_planting_twice_changes_nothing(forum_here: Forum) -> None:
    first = forum_here("demo", FORUM_DEMO="1")
    assert first.exit_code == 0, first.output
    before = sizes()
    second = forum_here("demo", FORUM_DEMO="1")
    assert sizes() == before
    assert first.stderr.splitlines()[-3:] == second.stderr.splitlines()[-3:]
    assert [recount_article(article_id) for article_id in article_ids()] == [[], [], []]


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
    site = create_app(load({"FORUM_DATA_DIR": str(tmp_path), "FORUM_DEMO": "1"}))
    with site.app_context():
        visitor = Visitor(site)
        visitor.post("/sign-in", email=kept["email"], password=kept["password"])
        assert db.session.scalar(select(func.count()).select_from(Session)) == 1
        withdraw_sign_ins(load({"FORUM_DATA_DIR": str(tmp_path)}))
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


def test_it_is_removed_without_the_setting_once_its_owner_agrees(forum_here: Forum, tmp_path: Path) -> None:
    forum_here("demo", FORUM_DEMO="1")
    say(person("ada"), article_or_404("one-a-week-please"), "I tried it.")
    db.session.commit()
    before = sizes()
    asked = forum_here("demo", "--remove")
    assert asked.exit_code == 1
    what = "the demonstration's 3 articles, 181 comments (1 by people of your own) and 25 people"
    assert f"Remove {what}? [y/N]" in asked.stderr
    assert (sizes(), (tmp_path / FILE).exists()) == (before, True)
    removed = forum_here("demo", "--remove", "--yes")
    assert (removed.exit_code, removed.stderr.splitlines()[-1]) == (0, f"Removed {what}.")
    assert {name: size for name, size in sizes().items() if size} == {"account": 1}
    assert not (tmp_path / FILE).exists()
    again = forum_here("demo", "--remove")
    assert (again.exit_code, again.stderr.splitlines()[-1]) == (0, "Nothing of the demonstration is here.")


def test_where_there_is_no_demonstration_nothing_is_removed(forum_here: Forum) -> None:
    an_article()
    person("ada")
    before = sizes()
    assert forum_here("demo", "--remove", "--yes").stderr.splitlines()[-1] == "Nothing of the demonstration is here."
    assert sizes() == before


def test_who_stays_is_named_and_is_no_moderator_to_sign_in_as(forum_here: Forum) -> None:
    an_article("one-a-week-please", key="demo:one-a-week-please")
    sam = person("sam", Role.MODERATOR, password_hash="kept")
    sam.email = sam.email_key = address_of("sam")
    say(sam, an_article(), "Welcome.")
    removed = forum_here("demo", "--remove", "--yes", FORUM_DEMO="1")
    assert "@sam has said or decided something elsewhere and stays" in removed.stderr
    assert "forum serve plants it again" in removed.stderr
    db.session.refresh(sam)
    assert (sam.role, sam.password_hash) == (Role.READER, None)
    assert "nothing was planted" in forum_here("demo", FORUM_DEMO="1").stderr
