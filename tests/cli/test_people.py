"""forum person: the ways in that need no password."""

from urllib.parse import urlsplit

from forum.accounts.models import Account
from forum.accounts.queries import account_by_email
from tests.cli.conftest import Forum
from tests.visiting import Visitor


def test_an_admin_is_made_and_the_link_works_once(forum_here: Forum, client: Visitor) -> None:
    made = forum_here("person", "admin", "ines@example.org")
    link = urlsplit(made.stdout.strip().splitlines()[-1])
    account = account_by_email("ines@example.org")
    assert account is not None
    assert (account.role, account.password_hash) == ("admin", None)
    assert client.post(link.path).status_code == 303
    assert client.post(link.path).status_code == 403


def test_somebody_known_gets_a_link_and_keeps_their_role(forum_here: Forum, ada: Account, client: Visitor) -> None:
    printed = forum_here("person", "sign-in", ada.email).stdout
    assert ada.role == "reader"
    assert client.post(urlsplit(printed.strip()).path).status_code == 303


def test_there_is_no_link_for_a_stranger(forum: Forum) -> None:
    refused = forum("person", "sign-in", "nobody@example.org")
    assert refused.exit_code == 1
    assert "Nobody is registered with nobody@example.org." in refused.stderr
