"""forum log."""

from sqlalchemy import delete, update

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.moderation.records import LogEntry, LogText
from tests.cli.conftest import Forum
from tests.moderation.logged import some_of_everything, tampered


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


def test_s58_an_end_that_was_cut_off_is_found_by_the_seal_that_was_noted(
    forum_here: Forum, ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    some_of_everything(ada, sam, eve, article)
    noted = forum_here("log", "verify").stdout.split()
    assert forum_here("log", "verify", "--noted", *noted).exit_code == 0
    other = forum_here("log", "verify", "--noted", "5", noted[1])
    assert (other.exit_code, "entry 5 is not the one that was noted" in other.output) == (1, True)
    tampered(delete(LogText).where(LogText.entry_id == 6))
    tampered(delete(LogEntry).where(LogEntry.id == 6))
    assert forum_here("log", "verify").exit_code == 0
    cut = forum_here("log", "verify", "--noted", *noted)
    assert (cut.exit_code, "entry 6, which was noted, is missing" in cut.output) == (1, True)


def test_s58_words_that_somebody_deleted_are_found_and_those_of_who_left_are_not(
    forum_here: Forum, ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    some_of_everything(ada, sam, eve, article)
    assert forum_here("person", "erase", ada.email).exit_code == 0
    assert forum_here("log", "verify").stdout.split()[0] == "7"
    assert '"kind": "erase", "actor": null' in forum_here("log", "list", "--kind", "erase").stdout
    tampered(delete(LogText).where(LogText.entry_id == 6))
    broken = forum_here("log", "verify")
    assert broken.exit_code == 1
    assert "the words of entry 6 were deleted, and no entry says that they were erased" in broken.output
