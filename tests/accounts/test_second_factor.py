"""Second factors: a code works once, codes of recovery too, and nobody gets by without one."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock
from forum.accounts.keys import Authenticator, RecoveryCode
from forum.accounts.models import Account, Role
from forum.accounts.recovery import ALPHABET, COUNT, codes_left, make_codes, use_code
from forum.accounts.registration import give_role
from forum.accounts.second_factors import (
    address_of,
    awaited,
    begin_authenticator,
    confirm_authenticator,
    has_second_factor,
    prove_second,
    secret_of,
)
from forum.db import db
from forum.errors import Conflict, Invalid, Refusal
from tests.accounts.telephone import STEP, Telephone, with_telephone
from tests.at_once import at_once, attempt
from tests.visiting import Visitor

PASSWORD = "a long walk home"
Visit = Callable[..., Visitor]


def test_a_code_works_once(ada: Account) -> None:
    telephone, _ = with_telephone(ada)
    code = telephone.shows()
    assert prove_second(ada, code) is False
    with pytest.raises(Invalid, match="used already"):
        prove_second(ada, code)


def proved(account_id: int, code: str) -> bool:
    return prove_second(db.session.get_one(Account, account_id), code)


def test_of_eight_who_use_a_code_at_once_one_gets_in(app: Flask, ada: Account) -> None:
    telephone, _ = with_telephone(ada)
    answers = at_once(app, [partial(attempt, app, partial(proved, ada.id, telephone.shows()))] * 8)
    assert len([answer for answer in answers if not isinstance(answer, Refusal)]) == 1


@pytest.mark.parametrize(("steps", "counts"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_telephone_may_be_half_a_minute_off_and_no_more(ada: Account, steps: int, counts: bool) -> None:
    telephone, _ = with_telephone(ada)
    with clock.stopped_at(clock.now()):
        code = telephone.shows(steps * STEP)
        if counts:
            assert prove_second(ada, code) is False
        else:
            with pytest.raises(Invalid, match="not right"):
                prove_second(ada, code)


def test_a_code_of_before_counts_no_more_after_a_later_one(ada: Account) -> None:
    telephone, _ = with_telephone(ada)
    with clock.stopped_at(clock.now()):
        prove_second(ada, telephone.shows())
        with pytest.raises(Invalid, match="used already"):
            prove_second(ada, telephone.shows(-STEP))
        assert prove_second(ada, telephone.shows(STEP)) is False


@pytest.mark.parametrize("typed", ["", "000000", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "' OR 1=1 --"])
def test_what_is_no_code_is_refused(ada: Account, typed: str) -> None:
    telephone, _ = with_telephone(ada)
    shown = {telephone.shows(steps * STEP) for steps in (-1, 0, 1)}
    assert typed not in shown, "one time in a third of a million"
    with pytest.raises(Invalid, match="not right"):
        prove_second(ada, typed)


def test_a_code_may_be_typed_in_two_halves(ada: Account) -> None:
    telephone, _ = with_telephone(ada)
    code = telephone.shows()
    assert prove_second(ada, f" {code[:3]} {code[3:]} ") is False


def test_an_authenticator_counts_from_its_first_code_on(ada: Account) -> None:
    begin_authenticator(ada)
    db.session.flush()
    secret = secret_of(awaited(ada))
    assert not has_second_factor(ada)
    with pytest.raises(Invalid, match="not right"):
        prove_second(ada, Telephone(secret).shows())
    with pytest.raises(Invalid, match="not right"):
        confirm_authenticator(ada, "000000")
    code = Telephone(secret).shows()
    confirm_authenticator(ada, code)
    assert has_second_factor(ada)
    with pytest.raises(Invalid, match="used already"):
        prove_second(ada, code)
    with pytest.raises(Conflict, match="Turn it off first"):
        begin_authenticator(ada)


def test_the_app_learns_whose_code_it_shows_and_the_database_never_the_secret(ada: Account) -> None:
    begin_authenticator(ada)
    db.session.flush()
    row = awaited(ada)
    told = urlsplit(address_of(row, ada))
    assert (told.scheme, told.netloc, told.path) == ("otpauth", "totp", "/The%20Courier:ada")
    assert parse_qs(told.query) == {"secret": [secret_of(row)], "issuer": ["The Courier"]}
    kept = str(db.session.execute(select(Authenticator.__table__)).all())
    assert secret_of(row) not in kept and len(secret_of(row)) == 32


def test_ten_recovery_codes_each_work_once_and_are_not_kept(ada: Account, ben: Account) -> None:
    codes = make_codes(ada)
    assert len(set(codes)) == COUNT and all(re.fullmatch(f"[{ALPHABET}]{{5}}-[{ALPHABET}]{{5}}", one) for one in codes)
    kept = str(db.session.execute(select(RecoveryCode.__table__)).all())
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)
    assert not use_code(ben, codes[0])
    assert use_code(ada, codes[0].upper().replace("-", " "))
    assert not use_code(ada, codes[0])
    assert codes_left(ada) == COUNT - 1
    fresh = make_codes(ada)
    assert not use_code(ada, codes[1]) and use_code(ada, fresh[1])


def test_of_eight_who_use_a_recovery_code_at_once_one_gets_in(app: Flask, ada: Account) -> None:
    _, codes = with_telephone(ada)
    answers = at_once(app, [partial(attempt, app, partial(proved, ada.id, codes[0]))] * 8)
    assert answers.count(True) == 1
    assert codes_left(ada) == COUNT - 1


def test_setting_up_shows_the_codes_once_in_a_session_of_a_new_name(ada: Account, client: Visitor) -> None:
    client.sign_in(ada)
    old = client.client.get_cookie("forum")
    assert old is not None
    assert client.post("/me/second-factor").location == "/me/second-factor/authenticator"
    secret = re.sub(
        r"\s", "", re.findall(r'class="secret">(.*?)</code>', client.get("/me/second-factor/authenticator").text)[0]
    )
    picture = client.get("/me/second-factor/authenticator.svg")
    assert picture.mimetype == "image/svg+xml" and picture.headers["Cache-Control"] == "no-store"
    done = client.post("/me/second-factor/authenticator", code=Telephone(secret).shows())
    codes = re.findall(r"<code>(.*?)</code>", done.text)
    assert done.status_code == 200 and len(codes) == COUNT
    page = client.get("/me/second-factor")
    assert "10 of ten are left" in page.text and not any(code in page.text for code in codes)
    assert client.get("/me/second-factor/authenticator").status_code == 404
    thief = Visitor(client.app)
    thief.client.set_cookie("forum", old.value)
    assert thief.get("/me/second-factor").status_code == 303


CHANGES = ["", "/authenticator", "/codes", "/off"]


@pytest.mark.parametrize("path", CHANGES)
def test_who_proved_long_ago_who_they_are_does_so_again(ada: Account, client: Visitor, path: str) -> None:
    client.sign_in(ada)
    with clock.stopped_at(clock.now() + timedelta(minutes=11)):
        assert urlsplit(client.post(f"/me/second-factor{path}").location).path == "/sign-in"


@pytest.mark.parametrize("path", CHANGES)
def test_a_session_of_before_cannot_change_the_second_factor(ada: Account, client: Visitor, path: str) -> None:
    """Whoever came in with a password alone may be why it was set up."""
    client.sign_in(ada)
    with_telephone(ada)
    assert urlsplit(client.post(f"/me/second-factor{path}").location).path == "/sign-in"
    assert has_second_factor(ada)


def test_with_a_new_site_key_old_secrets_and_codes_still_count(ada: Account, settings_are: Callable[..., None]) -> None:
    telephone, codes = with_telephone(ada)
    settings_are(secret_key="new" * 20, old_secret_keys=("5e" * 32,))
    assert prove_second(ada, telephone.shows()) is False
    assert prove_second(ada, codes[0]) is True
    settings_are(secret_key="newer" * 20, old_secret_keys=())
    with pytest.raises(Invalid, match="Use a recovery code"):
        prove_second(ada, "000000")


def test_a_new_role_leaves_no_second_factor_of_before(ada: Account) -> None:
    """It may be a squatter's; and whoever lost theirs, codes and all, is let in again that way."""
    _, codes = with_telephone(ada)
    give_role(ada, Role.MODERATOR)
    assert not has_second_factor(ada)
    assert not use_code(ada, codes[0])
