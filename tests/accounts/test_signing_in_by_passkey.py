"""Signing in by passkey: what a device signed is good once, here, and for its owner."""

import html
import json
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock, ids
from forum.accounts.keys import Passkey, Ticket
from forum.accounts.models import Account, Session
from forum.accounts.passkeys import challenge_of, enter_by_passkey, owner_of, passkeys_of, remove_passkey
from forum.accounts.recovery import COUNT, codes_left
from forum.accounts.second_factors import has_second_factor
from forum.accounts.tickets import LIFE
from forum.db import db
from forum.errors import Forbidden, Invalid, NotFound, Refusal
from tests.accounts.device import PRESENT, Device, asked, enters, keeps
from tests.at_once import at_once, attempt
from tests.visiting import ADDRESS, Visitor

pytestmark = pytest.mark.usefixtures("at_this_address")


def test_a_passkey_lets_its_owner_in_and_remembers_when(ada: Account, ben: Account) -> None:
    mine, bens = Device(), Device(b"another key")
    assert len(keeps(ada, mine, "  My   telephone ")) == COUNT
    keeps(ben, bens)
    assert enters(mine) is ada and enters(bens) is ben
    (row,) = passkeys_of(ada)
    assert (row.name, row.sign_count) == ("My telephone", 2)
    assert row.last_used_at is not None
    assert has_second_factor(ada)


def test_a_device_that_does_not_count_is_let_in_again_and_again(ada: Account) -> None:
    device = Device(count=0)
    keeps(ada, device)
    for _ in range(2):
        device.count = -1  # use() makes it 0
        assert enters(device) is ada


def test_an_answer_is_good_for_its_challenge_once(ada: Account) -> None:
    device = Device()
    keeps(ada, device)
    ticket = asked()
    answer = device.use(challenge_of(ticket))
    with pytest.raises(Invalid, match="could not be checked"):
        enter_by_passkey(asked(), answer)
    assert enter_by_passkey(ticket, answer) is ada
    with pytest.raises(Forbidden, match="used already"):
        enter_by_passkey(ticket, answer)


def test_a_challenge_is_forgotten_after_ten_minutes(ada: Account) -> None:
    device = Device()
    keeps(ada, device)
    ticket = asked()
    with clock.stopped_at(clock.now() + LIFE), pytest.raises(Forbidden):
        enter_by_passkey(ticket, device.use(challenge_of(ticket)))


def test_of_eight_who_send_one_answer_at_once_one_gets_in(app: Flask, ada: Account) -> None:
    device = Device()
    keeps(ada, device)
    ticket = asked()
    arguments = ada.id, ticket.id, device.use(challenge_of(ticket))
    answers = at_once(app, [partial(attempt, app, partial(entered, app, *arguments[1:]))] * 8)
    assert [answer for answer in answers if not isinstance(answer, Refusal)] == [arguments[0]]


def entered(app: Flask, ticket_id: str, answer: str) -> int:
    with app.test_request_context(base_url=ADDRESS, method="POST"):
        return enter_by_passkey(db.session.get_one(Ticket, ticket_id), answer).id


@pytest.mark.parametrize(
    ("what", "lie"),
    [
        ("another site's page", {"origin": "https://evil.example"}),
        ("another port", {"origin": "http://localhost:9"}),
        ("https", {"origin": "https://localhost:8000"}),
        ("another site's name", {"name": "evil.example"}),
        ("nobody was asked who they are", {"flags": PRESENT}),
        ("nobody was there", {"flags": 0}),
        ("it was used less often than before: a copy", {"count": 0}),
        ("another account's", {"owner": (7).to_bytes(8, "big")}),
    ],
)
def test_a_device_that_lies_lets_nobody_in(ada: Account, what: str, lie: dict[str, Any]) -> None:
    device = Device(count=5)
    keeps(ada, device)
    assert enters(device) is ada
    for name, value in lie.items():
        setattr(device, name, value)
    with pytest.raises(Invalid, match="could not be checked"):
        enters(device)


def test_another_key_under_the_same_name_lets_nobody_in(ada: Account) -> None:
    keeps(ada, Device())
    forger = Device(count=9, owner=owner_of(ada))
    with pytest.raises(Invalid, match="could not be checked"):
        enters(forger)


def test_a_passkey_that_was_removed_or_never_known_lets_nobody_in(ada: Account, ben: Account) -> None:
    device = Device()
    with pytest.raises(Invalid, match="does not know that passkey"):
        enters(device)
    keeps(ada, device)
    (row,) = passkeys_of(ada)
    with pytest.raises(NotFound):
        remove_passkey(ben, row.id)
    remove_passkey(ada, row.id)
    with pytest.raises(Invalid, match="does not know that passkey"):
        enters(device)
    assert not has_second_factor(ada) and codes_left(ada) == 0


def options_on(page: str) -> Any:
    (found,) = re.findall(r'options="([^"]*)"', page)
    return json.loads(html.unescape(found))


def test_by_the_pages_one_makes_a_passkey_and_signs_in_with_it(ada: Account, visitor: Callable[..., Visitor]) -> None:
    mine, device = visitor(ada), Device()
    there = mine.post("/me/passkeys").location
    options = options_on(mine.get(there).text)
    assert options["rp"] == {"id": "localhost", "name": "The Courier"}
    assert options["authenticatorSelection"]["userVerification"] == "required"
    refused = mine.post(there, credential="", name="Key")
    assert refused.status_code == 400 and "no passkey was kept" in refused.text
    made = mine.post(there, credential=device.make(bytes.fromhex(there.rpartition("/")[2])), name="Key <1>")
    assert made.text.count("<li><code>") == COUNT
    assert "Key &lt;1&gt;" in mine.get("/me/second-factor").text
    device.owner = owner_of(ada)
    new = visitor()
    there = new.post("/sign-in/passkey", next="/people/ada").location
    assert options_on(new.get(there).text)["userVerification"] == "required"
    assert new.post(there, credential="{}").status_code == 400
    assert new.post(there, credential=device.use(bytes.fromhex(there.rpartition("/")[2]))).location == "/people/ada"
    assert new.get("/me/second-factor").status_code == 200
    assert None not in list(db.session.scalars(select(Session.second_at)))
    assert mine.post(f"/me/passkeys/{_address_of_the_first()}/remove").status_code == 303
    assert passkeys_of(ada) == []


def _address_of_the_first() -> str:
    return ids.to_text(db.session.scalars(select(Passkey.id)).one())


def test_a_page_under_a_number_says_what_to_do(app: Flask) -> None:
    number = "http://127.0.0.1:8000"
    answer = app.test_client().post("/sign-in/passkey", base_url=number, headers={"Origin": number})
    assert answer.status_code == 403 and "Put localhost in its place" in answer.text
