"""Where somebody is signed in: they see it, end it, and are told of what is new."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from forum import clock
from forum.accounts.credentials import IDLE_LIFE, SESSION_LIFE
from forum.accounts.keys import Ticket
from forum.accounts.models import Account, Session
from forum.accounts.notices import REMEMBERED
from forum.accounts.tickets import link_token
from forum.db import db
from forum.ids import new_id, to_text
from forum.mail.models import Mail
from tests.accounts.letters import PASSWORD, is_in, mails_to, subjects
from tests.visiting import Visitor

A_MOMENT = timedelta(seconds=1)
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"


Visits = Callable[..., Visitor]


def test_somebody_sees_where_they_are_signed_in_and_ends_it(member: Account, ben: Account, visitor: Visits) -> None:
    here = visitor(member)
    telephone, borrowed = visitor(), visitor()
    for browser, sign in ((telephone, SAFARI), (borrowed, FIREFOX)):
        browser.client.environ_base["HTTP_USER_AGENT"] = sign
        browser.post("/sign-in", email="ada", password=PASSWORD)
    page = here.get("/me/sessions").text
    assert "Safari on iPhone" in page and "Firefox on Windows" in page
    assert page.count("this browser") == 1
    assert "Sign out everywhere else" in page
    row = db.session.scalars(select(Session).where(Session.device == "Firefox on Windows")).one()
    end = f"/me/sessions/{to_text(row.id)}/end"
    assert visitor(ben).post(end).status_code == 404
    assert visitor().post(end).location.startswith("/sign-in")
    assert is_in(borrowed)
    assert here.post(end).location == "/me/sessions"
    assert not is_in(borrowed) and is_in(telephone) and is_in(here)
    assert here.post(end).status_code == 404
    assert here.post(f"/me/sessions/{to_text(new_id())}/end").status_code == 404
    assert here.post("/me/sessions/end-others").location == "/me/sessions"
    assert not is_in(telephone) and is_in(here)
    assert "Sign out everywhere else" not in here.get("/me/sessions").text


def test_what_has_ended_by_itself_is_not_listed(member: Account, visitor: Visits) -> None:
    start = clock.now()
    with clock.stopped_at(start - IDLE_LIFE - A_MOMENT):
        visitor(member)
    here = visitor(member)
    assert "This browser alone." in here.get("/me").text


def test_a_browser_is_known_to_have_been_here_to_the_hour(member: Account, visitor: Visits) -> None:
    start = clock.now().replace(minute=30)
    with clock.stopped_at(start):
        here, there = visitor(member), visitor(member)
    with clock.stopped_at(start + timedelta(hours=2)):
        there.get("/me")
        assert f"{start:%H}:00 UTC" in here.get("/me/sessions").text
        there.post("/me/sessions/end-others")
        assert not is_in(here)


def test_a_session_ends_when_it_lies_idle_and_when_it_is_old(member: Account, visitor: Visits) -> None:
    start = clock.now()
    idle, busy = visitor(member), visitor(member)
    with clock.stopped_at(start + IDLE_LIFE - timedelta(hours=1)):
        assert is_in(idle)  # to look is not enough
        assert busy.post("/me/profile", display_name="Ada", handle="ada", bio="").status_code == 303
    with clock.stopped_at(start + IDLE_LIFE + timedelta(minutes=1)):
        assert not is_in(idle) and is_in(busy)
        busy.post("/me/profile", display_name="Ada", handle="ada", bio="")
    with clock.stopped_at(start + SESSION_LIFE + timedelta(minutes=1)):
        assert not is_in(busy)


# Notices


def test_a_sign_in_from_a_new_kind_of_browser_is_told(mail: None, member: Account, visitor: Visits) -> None:
    def sign_in(sign: str) -> None:
        browser = visitor()
        browser.client.environ_base["HTTP_USER_AGENT"] = sign
        assert browser.post("/sign-in", email="ada", password=PASSWORD).status_code == 303

    start = clock.now()
    for sign in (FIREFOX, FIREFOX, SAFARI, FIREFOX):
        sign_in(sign)
    assert subjects("ada@example.org") == ["New sign-in: Firefox on Windows", "New sign-in: Safari on iPhone"]
    letter = mails_to("ada@example.org")[0]
    assert "/sign-in" in letter and "/me/sessions" in letter
    assert f"{start.day} {start:%B %Y}" in letter
    with clock.stopped_at(clock.now() + REMEMBERED + A_MOMENT):
        sign_in(SAFARI)
    assert len(mails_to("ada@example.org")) == 3


def test_who_has_just_joined_is_told_nothing_of_their_first_browser(mail: None, visitor: Visits) -> None:
    new = visitor()
    new.post("/sign-in/mail", email="new@example.org")
    db.session.commit()
    ticket = db.session.scalars(select(Ticket)).one()
    answer = new.post(f"/sign-in/link/{link_token(ticket)}", password=PASSWORD)
    assert answer.status_code == 303
    assert is_in(new)
    assert mails_to("new@example.org") == []
    # Who gave no name is asked how they sign, once, on their way.
    assert answer.location == "/me/profile?next=/"
    page = new.get(answer.location).text
    assert "Choose how you sign" in page and 'value="Reader"' in page
    sent = new.post("/me/profile", display_name="Nia", handle="nia", bio="", next="/articles/the-bridge")
    assert sent.location == "/articles/the-bridge"
    again = visitor()
    again.post("/sign-in/mail", email="new@example.org")
    db.session.commit()
    ticket = db.session.scalars(select(Ticket).where(Ticket.used_at.is_(None))).one()
    assert again.post(f"/sign-in/link/{link_token(ticket)}").location == "/"


def test_where_no_mail_goes_nothing_is_written(member: Account, visitor: Visits) -> None:
    here = visitor()
    here.client.environ_base["HTTP_USER_AGENT"] = FIREFOX
    here.post("/sign-in", email="ada", password=PASSWORD)
    here.post("/me/password", password="a long walk home")
    assert is_in(here)
    assert db.session.scalars(select(Mail)).all() == []
