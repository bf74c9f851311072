"""What a mail belongs to and how it is stopped is read from the bytes as it was meant, whatever its length."""

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import event, select

from forum import clock
from forum.db import db
from forum.errors import Forbidden, Invalid
from forum.hosts import MailServer, Tls
from forum.mail.headers import GIVEN, LONGEST, USUAL
from forum.mail.letter import Letter, packed
from forum.mail.models import Mail, State
from forum.mail.post import ToWrite, write, write_many
from forum.mail.queries import mails_named
from forum.outbox.models import Fact
from tests.mail.conftest import Site
from tests.mail.servers import Postbox, free_port, serving_mail
from tests.security.test_mail import NAMES, cases

STOP = f"<https://courier.example/stop/{'a' * 400}>"
CHAIN = " ".join(f"<{number:013}.comment@courier.example>" for number in range(60))
HEADERS = {
    "In-Reply-To": "<0000000000001.comment@courier.example>",
    "References": CHAIN,
    "List-Id": '"A long walk" <a-long-walk.courier.example>',
    "List-Unsubscribe": STOP,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
}
THREAD = "<0000000000002.comment@courier.example>"


def sealed(app: Flask, name: str = THREAD, **headers: str) -> bytes:
    mail = Mail(id=1, message_id=name, purpose="test", recipient="ada@example.org", created_at=clock.now())
    letter = Letter("A test", "Your words.\n", "<p>Your words.</p>\n")
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return packed(letter, mail, app.extensions["forum.settings"], headers=given).as_bytes()


def unfolded(raw: bytes) -> dict[str, str]:
    """As a program reads them that knows RFC 5322 alone: nothing is decoded."""
    head = raw.split(b"\r\n\r\n")[0].decode("ascii").replace("\r\n ", " ")
    return dict(line.split(": ", 1) for line in head.split("\r\n"))


def test_every_header_is_read_as_it_was_given(app: Flask) -> None:
    raw = sealed(app, **HEADERS)
    read = message_from_bytes(raw, policy=policy.default)
    assert {name: unfolded(raw)[name] for name in HEADERS} == HEADERS
    assert {name: str(read[name]) for name in HEADERS} == HEADERS
    assert (read["Message-ID"], read["Auto-Submitted"]) == (THREAD, "auto-generated")
    assert len(read) == len(set(read))
    assert "Precedence" not in read
    lines = raw.split(b"\r\n\r\n")[0].split(b"\r\n")
    assert all(line.strip() for line in lines)
    assert [line for line in lines if len(line) > USUAL] == [f"List-Unsubscribe: {STOP}".encode()]


def test_a_long_name_of_a_mail_is_not_encoded(app: Flask) -> None:
    name = f"<{'a' * 200}@courier.example>"
    assert f"Message-ID: {name}\r\n".encode() in sealed(app, name)


@pytest.mark.parametrize("name", sorted(GIVEN))
@pytest.mark.parametrize("value", [*NAMES, "", " ", "ä", "<a@b>\r\n", "=?utf-8?q?x?="])
def test_s48_what_is_hostile_is_no_header(app: Flask, name: str, value: str) -> None:
    _refused(app, name, value)


def test_s48_no_case_of_the_corpus_is_a_header(app: Flask) -> None:
    hostile = {value for _, value in cases("exactly one To")}
    assert len(hostile) == 17
    for name in sorted(GIVEN):
        for value in hostile:
            _refused(app, name, value)


def _refused(app: Flask, name: str, value: str) -> None:
    """Alone, and within what the header may say otherwise."""
    within = {"List-Id": f"<{value}.example>", "List-Unsubscribe-Post": f"List-Unsubscribe=One-Click{value} "}
    for hostile in (value, within.get(name, f"<https://{value} @b>"), f"{HEADERS[name]}\r\nBcc: {value}"):
        with pytest.raises(Invalid):
            sealed(app, **{name: hostile})


@pytest.mark.parametrize("name", ["Bcc", "To", "Subject", "Precedence", "Message-ID", "list-id", "X\r\nBcc"])
def test_no_other_header_is_added(app: Flask, name: str) -> None:
    with pytest.raises(Invalid, match="adds no header"):
        sealed(app, **{name: "<a@b>"})


def test_a_line_that_no_server_takes_is_refused(app: Flask) -> None:
    room = LONGEST - len("List-Unsubscribe: <https://courier.example/>")
    assert sealed(app, List_Unsubscribe=f"<https://courier.example/{'a' * room}>")
    with pytest.raises(Invalid, match="so long"):
        sealed(app, List_Unsubscribe=f"<https://courier.example/{'a' * (room + 1)}>")


def test_two_people_get_a_mail_of_one_name_that_says_where_it_belongs(site: Site) -> None:
    box = Postbox()
    with serving_mail(box) as server:
        site.uses(server)
        site.purposes({"test": lambda facts: {"headers": HEADERS, "to_name": facts["name"]}})
        for name in ("Ada", "Ben"):
            write("test", f"{name.lower()}@example.org", {"name": name}, message_id=THREAD)
        db.session.commit()
        site.deliver()
        site.postman.exchange.hang_up(unused_for=0)
    assert [mail["To"] for mail in box.taken] == ["Ada <ada@example.org>", "Ben <ben@example.org>"]
    for mail in box.taken:
        assert {name: mail[name] for name in HEADERS} == HEADERS
        assert _names(mail) == [THREAD]


def _names(mail: EmailMessage) -> list[str]:
    return [str(name) for name in mail.get_all("Message-ID", [])]


def test_a_mail_with_a_header_that_cannot_travel_is_not_sent_and_says_why(site: Site) -> None:
    site.uses(MailServer("localhost", free_port(), Tls.NEVER))
    site.purposes({"test": lambda facts: {"headers": {"List-Id": "<ä.example>"}}})
    site.write()
    site.deliver()
    assert site.states() == [State.REFUSED]
    assert "This is no List-Id" in (site.mails()[0].last_reply or "")


@pytest.mark.parametrize("name", ["", "a@b", "<a>", "<a@b>, <c@d>", "<a@b>\r\nBcc: x@y", f"<{'a' * 250}@b>", "<ä@b>"])
def test_what_is_no_name_of_a_mail_is_not_written(site: Site, name: str) -> None:
    site.uses(MailServer("localhost", 25, Tls.NEVER))
    with pytest.raises(Invalid):
        write("test", "ada@example.org", {}, message_id=name)


def test_a_thousand_mails_are_written_in_two_statements_and_each_is_taken_once(site: Site) -> None:
    box, soon, told = Postbox(), clock.now(), list[str]()
    letters = [ToWrite("test", f"reader-{n}@example.org", {"n": n}, None, soon, THREAD) for n in range(1000)]
    with serving_mail(box) as server:
        site.uses(server)
        db.session.commit()
        event.listen(db.engine, "before_cursor_execute", note := _noting(told))
        numbers = write_many(letters)
        db.session.commit()
        event.remove(db.engine, "before_cursor_execute", note)
        assert [statement.split("(")[0].strip() for statement in told] == ["INSERT INTO mail", "INSERT INTO outbox"]
        kept = mails_named([*numbers, 1])
        assert [kept[number].recipient for number in numbers] == [letter.to for letter in letters]
        assert set(db.session.scalars(select(Fact.due_at))) == {soon}
        assert site.deliver() == 1000
        site.postman.exchange.hang_up(unused_for=0)
    assert sorted(mail["To"] for mail in box.taken) == sorted(letter.to for letter in letters)
    assert write_many([]) == []


def _noting(told: list[str]) -> Callable[..., None]:
    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith("BEGIN"):
            told.append(statement)

    return note


@pytest.mark.usefixtures("site")
def test_a_site_without_a_server_writes_none_of_many() -> None:
    with pytest.raises(Forbidden, match="This site cannot send mail"):
        write_many([ToWrite("test", "ada@example.org", {})])
