"""The owners' page for people: found by a beginning, and given or taken what only an admin may."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, insert, select, text

from forum import clock
from forum.accounts.credentials import open_session
from forum.accounts.models import Account, Role, Session
from forum.articles.models import Article
from forum.db import db
from forum.ids import new_id
from forum.mail.models import Mail
from forum.people.searching import PAGE_SIZE, people_page
from forum.privacy.holding import hold_of
from tests.factories import person, say
from tests.visiting import Visitor


def found(begins: str) -> list[str]:
    return sorted(account.handle for account in people_page(begins, None)[0])


@pytest.mark.usefixtures("app")
def test_people_are_found_by_how_their_handle_name_or_address_begins() -> None:
    person("ada", display_name="Ada Lovelace")
    person("ben", display_name="Åsa Ek")
    person("c-adams", display_name="ADA OF CLEVES")
    assert found("ad") == ["ada", "c-adams"]
    assert found("@AD") == ["ada"]
    assert found("åsa") == ["ben"]
    assert found("Ben@Example") == ["ben"]
    assert found("lovelace") == found("%") == found("_da") == []


def test_fifty_a_page_the_newest_first(app: Flask, eve: Account, client: Visitor) -> None:
    for number in range(PAGE_SIZE + 5):
        person(f"person-{number}")
    client.sign_in(eve)
    first = client.get("/people?begins=person-")
    assert first.text.count("/manage") == PAGE_SIZE
    assert "@person-54<" in first.text and "@person-4<" not in first.text
    cursor = people_page("person-", None)[1]
    assert f"cursor={cursor}" in first.text
    second = client.get(f"/people?begins=person-&cursor={cursor}")
    assert second.text.count("/manage") == 5
    assert client.get("/people?cursor=nonsense").status_code == 400
    assert "begins with “<bdi>zz</bdi>”" in client.get("/people?begins=zz").text


def test_no_search_looks_at_everybody(app: Flask) -> None:
    """As the database itself says how it would go about it, among ten thousand."""
    rows = []
    for number in range(10_000):
        name, handle = f"Person {number}", f"person-{number}"
        facts: dict[str, Any] = {"id": new_id(), "handle": handle, "handle_key": handle, "handle_skeleton": handle}
        email = f"{handle}@example.org"
        rows.append({**facts, "email": email, "email_key": email, "display_name": name, "created_at": clock.now()})
    db.session.execute(insert(Account), rows)
    db.session.commit()
    db.session.execute(text("ANALYZE"))
    asked: list[tuple[str, Any]] = []

    def note(*words: Any) -> None:
        asked.append((words[2], words[3]))

    event.listen(db.engine, "before_cursor_execute", note)
    people_page("person-99", None)
    event.remove(db.engine, "before_cursor_execute", note)
    ((statement, values),) = asked
    sqlite = db.engine.dialect.name == "sqlite"
    how = "EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN "
    plan = "\n".join(str(tuple(row)) for row in db.session.connection().exec_driver_sql(how + statement, values))
    assert "SCAN account" not in plan and "Seq Scan" not in plan, plan
    for index in ("handle_key", "display_name", "email_key"):
        assert index in plan or (sqlite and "autoindex" in plan), plan


def test_each_stands_there_with_what_an_owner_wants_to_know(eve: Account, ada: Account, client: Visitor) -> None:
    client.sign_in(eve)
    client.post("/people/ada/hold", reason="A court asks.")
    client.post("/people/ada/badge", badge="Reporter")
    ada.erase_at = clock.now() + timedelta(hours=3)
    page = client.get("/people?begins=ada").text
    for words in ("Reporter", "on legal hold", "will be deleted on", "address not confirmed", "Reader"):
        assert words in page


def test_another_role_ends_every_session(eve: Account, ada: Account, client: Visitor) -> None:
    open_session(ada)
    client.sign_in(eve)
    assert client.post("/people/ada/role", role="moderator").status_code == 303
    assert ada.role == Role.MODERATOR
    assert db.session.scalars(select(Session).where(Session.account_id == ada.id)).all() == []


def test_the_last_admin_stays_one(eve: Account, ada: Account, client: Visitor) -> None:
    client.sign_in(eve)
    refused = client.post("/people/eve/role", role="reader")
    assert (refused.status_code, "Make somebody else an admin first" in refused.text) == (403, True)
    client.post("/people/ada/role", role="admin")
    assert client.post("/people/eve/role", role="reader").status_code == 303
    assert (eve.role, ada.role) == (Role.READER, Role.ADMIN)


@pytest.mark.parametrize(
    ("columns", "sentence"), [({"is_guest": True}, "Nobody can sign in"), ({}, "once they keep it")]
)
def test_a_role_is_for_who_can_use_it(eve: Account, client: Visitor, columns: dict[str, Any], sentence: str) -> None:
    ada = person("ada", **columns)
    ada.erase_at = None if columns else clock.now() + timedelta(hours=1)
    client.sign_in(eve)
    refused = client.post("/people/ada/role", role="moderator")
    assert (refused.status_code, sentence in refused.text) == (403, True)


def test_a_browser_is_signed_out_from_afar(eve: Account, ada: Account, visitor: Any) -> None:
    hers, admin = visitor(ada), visitor(eve)
    assert hers.get("/me/data").status_code == 200
    page = admin.get("/people/ada/manage").text
    session = page.split('name="session" value="')[1].partition('"')[0]
    assert admin.post("/people/ada/end-session", session=session).status_code == 303
    assert hers.get("/me/data").status_code == 303
    assert admin.post("/people/ada/end-session", session=session).status_code == 404


def test_a_badge_stands_beside_the_name_at_once(eve: Account, ada: Account, article: Article, client: Visitor) -> None:
    say(ada, article)
    assert "Reporter" not in client.get(f"/articles/{article.slug}").text
    admin = Visitor(client.app, eve)
    admin.post("/people/ada/badge", badge="  Reporter ")
    assert "Reporter" in client.get(f"/articles/{article.slug}").text
    assert admin.post("/people/ada/badge", badge="x" * 41).status_code == 400


def test_held_and_released(eve: Account, ada: Account, client: Visitor) -> None:
    client.sign_in(eve)
    assert "Type the reason" in client.post("/people/ada/hold", reason=" ").text
    client.post("/people/ada/hold", reason="A court asks.")
    row = hold_of(ada)
    assert row is not None and row.by_id == eve.id
    client.post("/people/ada/release")
    db.session.expire_all()
    assert hold_of(ada) is None


def test_a_link_is_mailed_where_mail_is_possible(eve: Account, ada: Account, client: Visitor, mail_is_on: None) -> None:
    client.sign_in(eve)
    assert client.post("/people/ada/mail-link").status_code == 303
    assert [(mail.purpose, mail.recipient) for mail in db.session.scalars(select(Mail))] == [("sign_in", ada.email)]


def test_without_mail_the_page_names_the_command(eve: Account, ada: Account, client: Visitor) -> None:
    client.sign_in(eve)
    assert "forum person sign-in" in client.get("/people/ada/manage").text
    assert client.post("/people/ada/mail-link").status_code == 403


def test_what_could_lock_somebody_out_asks_who_is_there(eve: Account, ada: Account, client: Visitor) -> None:
    client.sign_in(eve)
    with clock.stopped_at(clock.now() + timedelta(minutes=11)):
        assert "again=1" in client.post("/people/ada/role", role="moderator").location
        assert client.get("/people/ada/manage").status_code == 200
    assert ada.role == Role.READER
