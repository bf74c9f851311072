"""forum log."""

from sqlalchemy import update

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.moderation.records import LogEntry
from tests.cli.conftest import Forum
from tests.moderation.test_log import some_of_everything, tampered


def test_s58_the_command_says_where_the_log_was_changed(
    forum_here: Forum, ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    some_of_everything(ada, sam, eve, article)
    held = forum_here("log", "verify")
    assert (held.exit_code, held.stdout.split()[0]) == (0, "6")
    assert '"kind": "role"' in forum_here("log", "list").stdout
    assert forum_here("log", "list", "--actor", "sam", "--kind", "warn").stdout.count("\n") == 1
    tampered(update(LogEntry).where(LogEntry.id == 5).values(kind="bodge"))
    broken = forum_here("log", "verify")
    assert broken.exit_code == 1
    assert "entry 5 was changed" in broken.output
