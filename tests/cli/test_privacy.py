"""forum person hold, release, export and erase."""

import json
from pathlib import Path

from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.db import db
from forum.privacy.holding import hold_of
from tests.cli.conftest import Forum
from tests.factories import say


def test_somebody_is_held_and_released(forum_here: Forum, ada: Account) -> None:
    assert "@ada is on legal hold." in forum_here("person", "hold", ada.email, "A court asks.").stderr
    db.session.expire_all()
    row = hold_of(ada)
    assert row is not None and (row.reason, row.by_id) == ("A court asks.", None)
    refused = forum_here("person", "erase", ada.email)
    assert (refused.exit_code, "Release it first" in refused.stderr) == (1, True)
    assert "@ada is released." in forum_here("person", "release", ada.email).stderr
    assert "@ada was not on hold." in forum_here("person", "release", ada.email).stderr
    assert forum_here("person", "hold", ada.email, " ").exit_code == 1


def test_everything_about_somebody_is_written_for_the_owner_s_eyes(
    forum_here: Forum, ada: Account, article: Article, tmp_path: Path
) -> None:
    say(ada, article, "Mine.")
    file = tmp_path / "ada.json"
    assert forum_here("person", "export", ada.email, file).exit_code == 0
    assert json.loads(file.read_text("utf-8"))["comments"][0]["text"] == "Mine."
    assert file.stat().st_mode & 0o777 == 0o600
    again = forum_here("person", "export", ada.email, file)
    assert (again.exit_code, "exists already" in again.stderr) == (1, True)


def test_somebody_is_erased_at_once(forum_here: Forum, ada: Account, article: Article) -> None:
    said = say(ada, article, "Mine.")
    done = forum_here("person", "erase", ada.email, "--with-words")
    assert (done.exit_code, "All of it is done." in done.stderr) == (0, True)
    db.session.expire_all()
    assert (ada.display_name, ada.erase_at, said.body_source) == ("Deleted member", None, "")
    assert "Nobody is registered" in forum_here("person", "erase", "ada@example.org").stderr


def test_without_that_word_what_they_said_stays(forum_here: Forum, ada: Account, article: Article) -> None:
    said = say(ada, article, "Mine.")
    assert forum_here("person", "erase", ada.email).exit_code == 0
    db.session.expire_all()
    assert (ada.display_name, said.body_source) == ("Deleted member", "Mine.")


def test_staff_lose_their_role_first(forum_here: Forum, ada: Account) -> None:
    ada.role = Role.ADMIN
    refused = forum_here("person", "erase", ada.email)
    assert (refused.exit_code, "Make it a reader first" in refused.stderr) == (1, True)
