"""forum mail, forum outbox and what forum doctor says about both."""

from datetime import timedelta

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.mail.addresses import FOR_GOOD, SUPPRESSED_AT
from forum.outbox.models import Fact
from forum.outbox.record import without_consequences
from tests.cli.conftest import Forum
from tests.factories import say
from tests.mail.servers import Postbox, free_port, serving_mail

# Of a mailbox that is not there: after so many nothing is sent to it.
REFUSALS = SUPPRESSED_AT // FOR_GOOD
FROM = {"FORUM_MAIL_FROM": "forum@courier.example"}


def test_a_test_mail_goes_at_once_and_the_servers_word_is_told(forum_here: Forum) -> None:
    box = Postbox(recipients=("250 OK", "550 No such person"))
    with serving_mail(box) as server:
        there = {**FROM, "FORUM_MAIL_URL": f"smtp://{server.name}"}
        sent = forum_here("mail", "test", "ines@courier.example", **there)
        assert sent.exit_code == 0, sent.output
        assert "The server said: 250 Taken" in sent.stderr
        refused = forum_here("mail", "test", "nobody@courier.example", **there)
        assert refused.exit_code == 1
        assert "Not sent (refused): 550 No such person" in refused.stderr
        assert "ok     The mail server localhost" in forum_here("doctor", **there).stdout
    assert [mail["To"] for mail in box.taken] == ["ines@courier.example"]
    assert "nobody@courier.example: refused. 550 No such person" in forum_here("mail", "list").stdout


def test_a_server_that_is_away_is_a_fault_and_the_mail_waits(forum_here: Forum) -> None:
    there = {**FROM, "FORUM_MAIL_URL": f"smtp://user:hunter2@localhost:{free_port()}"}
    tried = forum_here("mail", "test", "ines@courier.example", **there)
    assert tried.exit_code == 1
    assert "Not sent (waiting): Nothing listens at localhost" in tried.stderr
    looked = forum_here("doctor", **there)
    assert "fault  Mail does not work: Nothing listens" in looked.stdout
    assert "note   1 mails wait" in looked.stdout
    assert "hunter2" not in tried.output + looked.output


def test_a_site_without_mail_says_so(forum_here: Forum) -> None:
    assert "This site cannot send mail" in forum_here("mail", "test", "ines@courier.example").stderr
    assert "note   This site sends no mail. Set FORUM_MAIL_URL" in forum_here("doctor").stdout
    assert "Set FORUM_MAIL_FROM" in forum_here("doctor", FORUM_MAIL_URL="smtp://localhost").stdout


def test_an_address_that_was_refused_too_often_is_shown_and_can_be_allowed(forum_here: Forum) -> None:
    with serving_mail(Postbox(recipients=("550 Gone",) * REFUSALS)) as server:
        there = {**FROM, "FORUM_MAIL_URL": f"smtp://{server.name}"}
        for _ in range(REFUSALS):
            forum_here("mail", "test", "gone@courier.example", **there)
        assert "Nothing is sent to gone@courier.example any more" in forum_here("mail", "list").stdout
        assert forum_here("mail", "test", "gone@courier.example", **there).exit_code == 1
        assert forum_here("mail", "allow", "gone@courier.example").exit_code == 0
        assert forum_here("mail", "test", "gone@courier.example", **there).exit_code == 0
    assert forum_here("mail", "allow", "gone@courier.example").exit_code == 1


def test_what_was_set_aside_is_a_fault_until_it_is_tried_again(forum_here: Forum) -> None:
    now = clock.now()
    db.session.add(Fact(name="Odd", payload={"a": 1}, created_at=now, due_at=now, set_aside_at=now, last_error="why"))
    looked = forum_here("doctor")
    assert looked.exit_code == 1
    assert "fault  1 things failed too often" in looked.stdout
    assert "Odd {'a': 1}: why" in forum_here("outbox", "list").stdout
    assert forum_here("outbox", "retry").exit_code == 0
    assert forum_here("outbox", "list").stdout == ""


def test_what_is_due_for_long_is_a_fault_since_no_worker_runs(
    forum_here: Forum, ada: Account, article: Article
) -> None:
    now = clock.now()
    db.session.add(Fact(name="Odd", payload={}, created_at=now, due_at=now - timedelta(minutes=9)))
    with without_consequences(), clock.stopped_at(now - timedelta(minutes=9)):
        comment = say(ada, article)
        delete_comment(comment, by=ada)
    assert "no worker runs" not in forum_here("doctor").stdout
    db.session.add(Fact(name="Odd", payload={}, created_at=now, due_at=now - timedelta(minutes=11)))
    comment.deleted_at = now - timedelta(minutes=11)
    told = forum_here("doctor").stdout
    assert "fault  2 things are due since" in told
    assert "fault  Words deleted at" in told
    assert told.count("no worker runs. Start forum worker.") == 2
