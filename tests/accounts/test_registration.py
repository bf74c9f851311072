"""Becoming a member."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.addresses import email_key, parse_email
from forum.accounts.credentials import check_password, open_session, session_of
from forum.accounts.forms import Registration, SignIn
from forum.accounts.models import Account, Role
from forum.accounts.names import parse_handle
from forum.accounts.passwords import PASSWORD_MAX, PASSWORD_MIN, hash_password
from forum.accounts.queries import account_by_email, account_by_login, account_or_404, handles_of
from forum.accounts.registration import make_admin, register
from forum.db import db
from forum.errors import Invalid, NotFound, Refusal
from tests.at_once import at_once, attempt
from tests.factories import person

FORM = {"handle": "Ada_L", "email": "Ada@Example.ORG", "password": "a long walk"}


def test_who_registers_is_a_reader_found_by_handle_or_address_in_any_case(app: Flask) -> None:
    ada = register(Registration.parse(FORM))
    assert (ada.handle, ada.role) == ("Ada_L", Role.READER)
    for login in ("ada_l", "ADA_L", "@Ada_L", "ada@example.org", "ADA@EXAMPLE.ORG"):
        assert account_by_login(login) is ada
    assert account_or_404("ADA_l") is ada
    assert account_by_email("ada@EXAMPLE.org") is ada
    assert handles_of({"ada_l", "nobody-here"}) == {"ada_l": "Ada_L"}
    db.session.commit()
    assert check_password("ada_l", FORM["password"]) is ada


def test_the_password_stands_nowhere_and_only_itself_fits(app: Flask) -> None:
    ada = register(Registration.parse(FORM))
    assert ada.password_hash is not None and ada.password_hash.startswith("$argon2id$")
    db.session.commit()
    for wrong in ("", "a long wal", "A long walk", "a long walk "):
        with pytest.raises(Invalid, match="do not go together"):
            check_password("ada_l", wrong)


def test_an_unknown_person_and_one_without_a_password_are_refused_in_the_same_words(ada: Account) -> None:
    db.session.commit()
    for login in ("nobody-here", ada.handle):
        with pytest.raises(Invalid, match="do not go together"):
            check_password(login, "whatever it is")


@pytest.mark.parametrize(
    ("field", "value"), [("handle", "ADA_L"), ("email", "ada@example.org"), ("email", "ADA@EXAMPLE.org")]
)
def test_a_handle_or_an_address_is_taken_once_whatever_its_case(app: Flask, field: str, value: str) -> None:
    register(Registration.parse(FORM))
    other = {"handle": "ben", "email": "ben@example.org", "password": "a short walk", field: value}
    with pytest.raises(Invalid) as refusal:
        register(Registration.parse(other))
    assert refusal.value.field == field


def test_of_eight_who_want_one_handle_at_once_one_gets_it(app: Flask) -> None:
    forms = [Registration.parse({**FORM, "email": f"ada{n}@example.org"}) for n in range(8)]
    answers = at_once(app, [partial(attempt, app, partial(_register, form)) for form in forms])
    assert sum(isinstance(answer, Refusal) for answer in answers) == 7
    assert db.session.scalar(select(func.count()).select_from(Account)) == 1


def _register(form: Registration) -> int:
    return register(form).id


@pytest.mark.parametrize(
    "handle",
    ["", "ab", "a" * 31, "-ada", "ada_", "a da", "ada!", "ädä", "аda", "a/b", "../etc", "admin", "Moderator", "<b>"],
)
def test_a_handle_that_is_no_handle_is_refused(handle: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse_handle(handle)
    assert refusal.value.field == "handle"


@pytest.mark.parametrize("handle", ["ada", "a-b", "A1_2", "a" * 30, " @ada "])
def test_a_handle_may_be_typed_with_its_sign(handle: str) -> None:
    assert parse_handle(handle) == handle.strip().removeprefix("@")


@pytest.mark.parametrize(
    "address", ["", "ada", "ada@", "@example.org", "a@b@example.org", "a b@example.org", f"{'a' * 65}@example.org"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse_email(address)
    assert refusal.value.field == "email"


def test_letters_that_only_look_alike_never_make_two_addresses_one() -> None:
    assert email_key("GITHUB@example.org") == email_key("github@EXAMPLE.ORG")
    assert email_key("gıthub@example.org") != email_key("github@example.org")
    assert email_key("groß@example.org") != email_key("gross@example.org")
    assert email_key("İ@example.org") != email_key("i@example.org")


@pytest.mark.parametrize("password", ["x" * (PASSWORD_MIN - 1), "x" * (PASSWORD_MAX + 1)])
def test_a_password_too_short_or_too_long_is_refused(password: str) -> None:
    with pytest.raises(Invalid) as refusal:
        Registration.parse({**FORM, "password": password})
    assert refusal.value.field == "password"


@pytest.mark.parametrize(("email", "password", "field"), [("", "x", "email"), ("ada", "", "password")])
def test_who_signs_in_says_who_they_are(email: str, password: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        SignIn.parse({"email": email, "password": password})
    assert refusal.value.field == field


def test_an_admin_is_made_of_a_member_or_of_nobody_and_has_no_password(ada: Account) -> None:
    assert make_admin("ada@example.org") is ada
    assert ada.role == Role.ADMIN
    editor = make_admin("press.desk@example.org")
    assert (editor.handle, editor.role, editor.password_hash) == ("pressdesk", Role.ADMIN, None)
    person("pressdesk-2")
    assert make_admin("pressdesk@example.com").handle == "pressdesk-3"
    assert make_admin("admin@example.org").handle == "editor-in-chief"


def test_nobody_goes_by_a_name_that_nobody_took(app: Flask) -> None:
    with pytest.raises(NotFound):
        account_or_404("ghost")
    assert account_by_login("ghost") is account_by_email("ghost@example.org") is None
    assert handles_of([]) == {}


def test_a_new_role_leaves_no_way_in_but_the_link_that_comes_with_it(ada: Account) -> None:
    """Whoever registered with the owner's address is not signed in as an admin."""
    ada.password_hash = hash_password("a squatter's")
    token = open_session(ada)
    make_admin(ada.email)
    assert session_of(token) is None
    assert ada.password_hash is None
