"""A new address proves itself, the old one is told, and the other sessions end."""

import re
from collections.abc import Callable

from forum.accounts.models import Account
from forum.accounts.tickets import MOST_MAILS, code_of
from tests.accounts.changed import fresh, ticket_for
from tests.accounts.letters import is_in, mails_to, subjects
from tests.factories import person
from tests.visiting import Visitor

Visits = Callable[..., Visitor]


def test_a_new_address_proves_itself_by_code(mail: None, member: Account, visitor: Visits) -> None:
    here, there = visitor(member), visitor(member)
    page = here.post("/me/address", email="ada@new.example").location
    assert fresh(member).email == "ada@example.org"
    assert "ada@new.example" in here.get(page).text
    assert here.post(page, code="000000x").status_code == 400
    assert here.post(page, code=code_of(ticket_for("ada@new.example"))).location == "/me"
    assert (fresh(member).email, member.email_key) == ("ada@new.example", "ada@new.example")
    assert member.confirmed_at is not None
    assert is_in(here) and not is_in(there)
    assert subjects("ada@example.org") == ["Your address is about to be changed", "Your address was changed"]


def test_a_new_address_proves_itself_by_link_on_any_device_and_only_by_its_button(
    mail: None, member: Account, visitor: Visits
) -> None:
    here, telephone = visitor(member), visitor()
    here.post("/me/address", email="ada@new.example")
    (letter,) = mails_to("ada@new.example")
    path = re.search(r"/me/address/link/\w+", letter)
    assert path is not None
    for _ in range(2):
        page = telephone.get(path[0])
        assert page.status_code == 200 and "ada@new.example" in page.text
        assert page.headers["Referrer-Policy"] == "strict-origin"
    assert fresh(member).email == "ada@example.org"
    assert telephone.post(path[0]).location == "/me"
    assert fresh(member).email == "ada@new.example"
    # The telephone is not signed in, and the browser that asked is signed out: the mail may have been another's to ask.
    assert not is_in(here) and not is_in(telephone)
    assert telephone.post(path[0]).status_code == 403
    assert mails_to("ada@new.example") == []


def test_an_address_that_has_an_account_gets_the_same_page_and_its_mail_says_so(
    mail: None, member: Account, ben: Account, visitor: Visits
) -> None:
    here = visitor(member)
    answers = [here.post("/me/address", email=email) for email in ("BEN@example.org", "nobody@example.org")]
    assert [answer.status_code for answer in answers] == [303, 303]
    pages = []
    for answer, email in zip(answers, ("BEN@example.org", "nobody@example.org"), strict=True):
        ticket = answer.location.rpartition("/")[2]
        # The later wish has taken the place of the earlier one.
        pages.append(here.get(answer.location).text.replace(ticket, "TICKET").replace(email, "ADDRESS"))
    assert "used" in pages[0] and "ADDRESS" in pages[1]
    here.post("/me/address", email="BEN@example.org")
    page = here.get(f"/me/address/code/{ticket_for('BEN@example.org').id}").text
    assert page.replace(ticket_for("BEN@example.org").id, "TICKET").replace("BEN@example.org", "ADDRESS") == pages[1]
    (letter,) = mails_to("BEN@example.org")
    assert letter.startswith("This address has an account") and "nothing was changed" in letter
    assert "/me/address/link/" not in letter
    assert not re.search(r"\b\d{6}\b", letter)


def test_an_address_that_got_an_account_meanwhile_stays_with_it(mail: None, member: Account, visitor: Visits) -> None:
    here = visitor(member)
    page = here.post("/me/address", email="new@example.org").location
    code = code_of(ticket_for("new@example.org"))
    person("new")
    answer = here.post(page, code=code)
    assert answer.status_code == 400
    assert "has an account already" in answer.text
    assert fresh(member).email == "ada@example.org"


def test_another_persons_code_page_is_nobody_elses(mail: None, member: Account, ben: Account, visitor: Visits) -> None:
    page = visitor(member).post("/me/address", email="ada@new.example").location
    code = code_of(ticket_for("ada@new.example"))
    bens = visitor(ben)
    assert bens.get(page).status_code == 403
    assert bens.post(page, code=code).status_code == 403
    assert visitor().post(page, code=code).location.startswith("/sign-in")
    assert fresh(member).email == "ada@example.org"


def test_nobody_is_sent_more_mails_than_an_address_gets(mail: None, member: Account, visitor: Visits) -> None:
    here = visitor(member)
    page = here.post("/me/address", email="ada@new.example").location
    for _ in range(MOST_MAILS - 1):
        page = here.post(page, again="1").location
    refused = here.post(page, again="1")
    assert refused.status_code == 429
    assert f"{MOST_MAILS} mails were sent" in refused.text
    assert here.post("/me/address", email="ada@new.example").status_code == 429
    assert len(mails_to("ada@new.example")) == 1  # of five the newest counts


def test_where_no_mail_goes_the_address_is_taken_on_trust(member: Account, ben: Account, visitor: Visits) -> None:
    here, there = visitor(member), visitor(member)
    refused = here.post("/me/address", email="ben@example.org")
    assert refused.status_code == 400 and "has an account already" in refused.text
    assert here.post("/me/address", email="no address").status_code == 400
    assert is_in(there)
    assert here.post("/me/address", email="ada@new.example").location == "/me"
    assert (fresh(member).email, member.confirmed_at) == ("ada@new.example", None)
    assert is_in(here) and not is_in(there)
