"""S55: what the site signs is for one purpose, and outlives a change of its key as long as the old one is named."""

from collections.abc import Callable

import pytest
from flask import Flask

from forum.accounts.keys import Purpose
from forum.accounts.models import Account
from forum.accounts.tickets import by_link, check_code, code_of, link_token, make_ticket
from forum.db import db
from forum.errors import Forbidden, Invalid
from forum.web.seals import Broken, seal, seal_alike, stamp, stamps, unseal, unseal_alike
from tests.visiting import Visitor

OLD, NEW = "o" * 32, "n" * 32


def test_s55_a_stamp_for_one_thing_is_none_for_another(app: Flask) -> None:
    assert stamp("one", "text") not in stamps("other", "text")
    assert stamp("one", "text") not in stamps("one", "texts")
    assert stamp("one", "text") in stamps("one", "text")


def test_s55_what_was_sealed_for_one_thing_opens_for_no_other(app: Flask) -> None:
    sealed = seal("one", "a secret")
    assert "secret" not in sealed
    assert unseal("one", sealed) == "a secret"
    for purpose, given in (("other", sealed), ("one", sealed[:-2] + "AA"), ("one", "")):
        with pytest.raises(Broken):
            unseal(purpose, given)


def test_s55_what_is_sealed_alike_is_the_same_each_time_and_opens_for_no_other(
    app: Flask, settings_are: Callable[..., None]
) -> None:
    settings_are(secret_key=OLD)
    sealed = seal_alike("one", "a secret")
    assert sealed == seal_alike("one", "a secret") != seal_alike("other", "a secret")
    for purpose, given in (("other", sealed), ("one", sealed[:-3]), ("one", ""), ("one", "é"), ("one", "x")):
        with pytest.raises(Broken):
            unseal_alike(purpose, given)
    settings_are(secret_key=NEW, old_secret_keys=(OLD,))
    assert unseal_alike("one", sealed) == "a secret" and seal_alike("one", "a secret") != sealed


def test_s55_old_keys_count_after_a_change_and_removed_ones_do_not(
    ada: Account, settings_are: Callable[..., None]
) -> None:
    settings_are(secret_key=OLD)
    sealed, ticket = seal("one", "a secret"), make_ticket(Purpose.SIGN_IN, email="ada@example.org")
    db.session.commit()
    token, code = link_token(ticket), code_of(ticket)
    settings_are(secret_key=NEW, old_secret_keys=(OLD,))
    assert unseal("one", sealed) == "a secret"
    assert by_link(token, Purpose.SIGN_IN) is ticket
    check_code(ticket, code)
    assert link_token(ticket) != token  # what is new is signed with the new key
    settings_are(secret_key=NEW, old_secret_keys=())
    with pytest.raises(Broken):
        unseal("one", sealed)
    with pytest.raises(Forbidden):
        by_link(token, Purpose.SIGN_IN)
    with pytest.raises(Invalid):
        check_code(ticket, code)


def test_s55_the_token_of_forms_is_no_other_signature(ada: Account, client: Visitor) -> None:
    client.sign_in(ada)
    token = client.csrf_token()
    assert token is not None
    with client.client.session_transaction(base_url="http://localhost:8000") as cookie:
        cookie["_user_id"] = token  # as if it were a session's own
    assert client.post("/people/ben/mute").location.startswith("/sign-in")
