"""Every mail arrives once, or somebody can see why not."""

from datetime import timedelta

import pytest

from forum import clock
from forum.errors import Forbidden
from forum.hosts import MailServer, Tls
from forum.mail.addresses import FOR_GOOD, SUPPRESSED_AT, reachable_again
from forum.mail.delivery import KEEP_TRYING
from forum.mail.models import State
from forum.mail.purposes import NotNeeded
from forum.outbox.claiming import LEASE
from tests.mail.conftest import Site
from tests.mail.servers import CLOSE, SILENT, Postbox, dawdling, free_port, serving_mail

# Of a mailbox that is not there: after so many nothing is sent to it.
REFUSALS = SUPPRESSED_AT // FOR_GOOD
HOUR = timedelta(hours=1)


def test_mails_are_taken_once_each_over_one_line(site: Site) -> None:
    box = Postbox()
    with serving_mail(box) as server:
        site.uses(server)
        for name in ("ada", "ben", "eve"):
            site.write(f"{name}@example.org")
        assert site.deliver() == 3
        site.postman.exchange.hang_up(unused_for=0)
    assert [mail["To"] for mail in box.taken] == ["ada@example.org", "ben@example.org", "eve@example.org"]
    assert [mail["Message-ID"] for mail in box.taken] == [mail.message_id for mail in site.mails()]
    assert site.states() == [State.SENT] * 3
    assert box.greeted == 1


def test_a_site_without_a_server_writes_no_mail(site: Site) -> None:
    with pytest.raises(Forbidden, match="This site cannot send mail"):
        site.write()


def test_f18_f19_a_server_that_is_down_then_busy_then_fine_gets_every_mail_once(site: Site) -> None:
    port, now = free_port(), clock.now()
    site.uses(MailServer("localhost", port, Tls.NEVER))
    with clock.stopped_at(now):
        for number in range(5):
            site.write(f"reader-{number}@example.org")
    for minute in range(0, 60, 3):
        with clock.stopped_at(now + timedelta(minutes=minute)):
            site.deliver()
    assert site.states() == [State.WAITING] * 5
    assert "Nothing listens" in (site.mails()[0].last_reply or "")
    box = Postbox(recipients=("451 Later", "451 Later"), texts=("421 Good bye", "452 Full"))
    with serving_mail(box, port):
        for hour in range(1, 24):
            with clock.stopped_at(now + hour * HOUR):
                site.deliver()
        site.postman.exchange.hang_up(unused_for=0)
    assert site.states() == [State.SENT] * 5
    assert sorted(mail["To"] for mail in box.taken) == [f"reader-{number}@example.org" for number in range(5)]


def test_f18_after_two_days_a_mail_is_set_aside(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    site.uses(MailServer("localhost", free_port(), Tls.NEVER))
    now = clock.now()
    site.write()
    for hour in range(0, 54, 3):
        with clock.stopped_at(now + hour * HOUR):
            site.deliver()
    assert site.states() == [State.SET_ASIDE]
    assert site.mails()[0].tries > KEEP_TRYING / (3 * HOUR)
    assert [entry.levelname for entry in caplog.records][-1] == "ERROR"
    assert "ada@example.org" not in caplog.text


def test_f20_a_mailbox_that_is_not_there_is_not_tried_again_and_then_not_at_all(site: Site) -> None:
    box = Postbox(recipients=("550 No such person",) * REFUSALS)
    with serving_mail(box) as server:
        site.uses(server)
        for _ in range(REFUSALS + 1):
            site.write("nobody@Example.org")
        assert site.deliver() == REFUSALS + 1
        assert site.states() == [State.REFUSED] * (REFUSALS + 1)
        first, *_, last = site.mails()
        assert first.last_reply == "550 No such person"
        assert "refused our mail too often" in (last.last_reply or "")
        assert last.tries == 0
        # Its owner has mended it.
        assert reachable_again("nobody@example.org")
        site.write("nobody@example.org")
        site.deliver()
        site.postman.exchange.hang_up(unused_for=0)
    assert len(box.taken) == 1


def test_a_text_that_is_refused_is_no_fault_of_the_mailbox(site: Site) -> None:
    box = Postbox(texts=("554 We take no such thing",) * (REFUSALS + 1))
    with serving_mail(box) as server:
        site.uses(server)
        for _ in range(REFUSALS + 2):
            site.write()
        site.deliver()
        site.postman.exchange.hang_up(unused_for=0)
    assert site.states() == [*[State.REFUSED] * (REFUSALS + 1), State.SENT]


@pytest.mark.parametrize("manners", [SILENT, CLOSE])
def test_f21_without_an_answer_a_mail_is_repeated_once_under_the_same_id(site: Site, manners: str) -> None:
    box, now = Postbox(texts=(manners, manners)), clock.now()
    with serving_mail(box) as server:
        site.uses(server)
        site.write()
        site.deliver()
        assert site.states() == [State.IN_DOUBT]
        for hour in range(1, 6):
            with clock.stopped_at(now + hour * HOUR):
                site.deliver()
        site.write()
        site.deliver()
        site.postman.exchange.hang_up(unused_for=0)
    assert site.states() == [State.DOUBTFUL, State.SENT]
    first, repeated, other = (next(line for line in text.splitlines() if b"Message-ID" in line) for text in box.arrived)
    assert first == repeated != other


def test_f22_a_server_that_sends_a_byte_at_a_time_is_left_in_the_end(site: Site) -> None:
    with dawdling(pause=0.05) as server:
        site.uses(server)
        site.write()
        site.deliver()
    assert site.states() == [State.WAITING]
    assert (site.mails()[0].last_reply or "").endswith("took too long.")


def test_f23_who_dies_before_the_answer_leaves_a_mail_in_doubt(site: Site) -> None:
    """The worker's end is an exception that nobody catches, at the moment when the text has gone out."""
    box, now = Postbox(), clock.now()
    with serving_mail(box) as server:
        site.uses(server)
        site.write()
        hand_over = site.postman.exchange.hand_over
        site.postman.exchange.hand_over = lambda *given: [hand_over(*given), exit()][0]  # type: ignore[method-assign]
        with pytest.raises(SystemExit):
            site.deliver()
        site.postman.exchange.hand_over = hand_over  # type: ignore[method-assign]
        from_anew = site.states()
        assert from_anew == [State.IN_DOUBT]
        assert site.deliver() == 0  # the dead one's lease
        with clock.stopped_at(now + 2 * LEASE):
            site.deliver()
        site.postman.exchange.hang_up(unused_for=0)
    assert site.states() == [State.SENT]
    assert len(box.taken) == 2
    assert box.taken[0]["Message-ID"] == box.taken[1]["Message-ID"]


def test_f26_a_mail_whose_reason_is_gone_is_not_sent_and_says_why(site: Site) -> None:
    site.uses(MailServer("localhost", free_port(), Tls.NEVER))
    site.purposes({"test": lambda facts: NotNeeded(f"{facts['what']} was deleted")})
    site.write(what="The comment")
    site.deliver()
    assert [(mail.state, mail.last_reply, mail.tries) for mail in site.mails()] == [
        (State.SKIPPED, "The comment was deleted", 0)
    ]
