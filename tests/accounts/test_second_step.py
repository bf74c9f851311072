"""The second step of signing in: nobody is in before it, and nobody guesses it."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from forum import clock
from forum.accounts.keys import Ticket
from forum.accounts.models import Account, Session
from forum.accounts.passwords import hash_password
from forum.accounts.recovery import codes_left, use_code
from forum.accounts.second_factors import has_second_factor
from forum.accounts.tickets import MOST_WRONG
from forum.db import db
from tests.accounts.telephone import with_telephone
from tests.visiting import Visitor

PASSWORD = "a long walk home"
Visit = Callable[..., Visitor]


def signing_in(visit: Visit, account: Account) -> Visitor:
    """Somebody who has given the password, and is asked for more."""
    account.password_hash = hash_password(PASSWORD)
    visitor = visit()
    answer = visitor.post("/sign-in", email=account.handle, password=PASSWORD, next="/people/ada?page=2")
    assert (answer.status_code, answer.location) == (303, "/sign-in/second")
    return visitor


def is_signed_in(visitor: Visitor) -> bool:
    return visitor.get("/me/second-factor").status_code == 200


def test_a_password_alone_signs_nobody_in_who_has_a_second_factor(ada: Account, visitor: Visit) -> None:
    telephone, _ = with_telephone(ada)
    somebody = signing_in(visitor, ada)
    assert not is_signed_in(somebody)
    assert list(db.session.scalars(select(Session.id))) == []
    wrong = somebody.post("/sign-in/second", code="000000")
    assert wrong.status_code == 400 and "not right" in wrong.text and not is_signed_in(somebody)
    done = somebody.post("/sign-in/second", code=telephone.shows())
    assert (done.status_code, done.location) == (303, "/people/ada?page=2")
    assert is_signed_in(somebody)
    assert db.session.scalars(select(Session.second_at)).one() is not None


def test_the_first_factor_is_forgotten_after_ten_minutes_and_is_good_once(ada: Account, visitor: Visit) -> None:
    telephone, codes = with_telephone(ada)
    somebody = signing_in(visitor, ada)
    with clock.stopped_at(clock.now() + timedelta(minutes=11)):
        assert somebody.post("/sign-in/second", code=telephone.shows()).location == "/sign-in"
    somebody.client.delete_cookie("forum")
    assert somebody.post("/sign-in/second", code=codes[0]).location == "/sign-in"
    assert db.session.scalars(select(Ticket.used_at)).one() is None


def test_five_wrong_codes_and_one_begins_again(ada: Account, visitor: Visit) -> None:
    telephone, _ = with_telephone(ada)
    guesser = signing_in(visitor, ada)
    for _ in range(MOST_WRONG):
        assert "not right" in guesser.post("/sign-in/second", code="000000").text
    refused = guesser.post("/sign-in/second", code=telephone.shows())
    assert "Too many wrong codes" in refused.text and not is_signed_in(guesser)
    again = signing_in(visitor, ada)
    assert again.post("/sign-in/second", code=telephone.shows()).status_code == 303


def test_who_guesses_on_has_to_wait(ada: Account, visitor: Visit) -> None:
    telephone, _ = with_telephone(ada)
    for _ in range(2):
        guesser = signing_in(visitor, ada)
        for _ in range(MOST_WRONG):
            guesser.post("/sign-in/second", code="000000")
    with clock.stopped_at(clock.now()):
        refused = signing_in_again(guesser).post("/sign-in/second", code=telephone.shows())
        assert refused.status_code == 429 and "many wrong codes. Wait " in refused.text


def signing_in_again(visitor: Visitor) -> Visitor:
    """From another place, so that the password is taken."""
    visitor.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert visitor.post("/sign-in", email="ada", password=PASSWORD).location == "/sign-in/second"
    return visitor


def test_the_last_recovery_codes_warn_their_owner(ada: Account, visitor: Visit) -> None:
    _, codes = with_telephone(ada)
    for code in codes[:6]:
        use_code(ada, code)
    somebody = signing_in(visitor, ada)
    done = somebody.post("/sign-in/second", code=codes[6])
    assert done.location.startswith("/me/second-factor?next=/people/ada")
    page = somebody.get(done.location).text
    assert "Only 3 recovery codes are left." in page and 'href="/people/ada?page=2"' in page


def test_turned_off_nothing_of_it_is_left(ada: Account, visitor: Visit) -> None:
    telephone, _ = with_telephone(ada)
    somebody = signing_in(visitor, ada)
    somebody.post("/sign-in/second", code=telephone.shows())
    assert somebody.post("/me/second-factor/off").status_code == 303
    assert not has_second_factor(ada) and codes_left(ada) == 0
    assert db.session.scalars(select(Session.second_at)).one() is None
    other = visitor()
    assert other.post("/sign-in", email="ada", password=PASSWORD).location == "/"
