"""Registering, signing in and getting back in by mail."""

from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.accounts.passwords import hash_password
from tests.browser.newsroom import Newsroom
from tests.browser.reader import Reader, Readers
from tests.journeys.post import Mailbox, code_in, link_in, text_of


def asks_for_a_mail(reader: Reader, address: str) -> None:
    reader.open("/sign-in")
    reader.fill(email=address)
    reader.press("Mail me a link and a code")
    reader.sees("Look into your mail", address)


def is_signed_in_as(reader: Reader, name: str) -> None:
    expect(reader.page.locator(".masthead")).to_contain_text(name)


def test_a_newcomer_registers_with_a_name_and_an_address(visitor: Readers, mail: Mailbox) -> None:
    cleo = visitor()
    cleo.open("/register")
    cleo.fill(name="Chloé Dahl", email="cleo@example.org")
    cleo.press("Go on")
    letter = mail.newest("cleo@example.org")
    assert "There is no account with this address yet." in text_of(letter)
    cleo.fill(code=code_in(letter))
    cleo.press("Go on")
    is_signed_in_as(cleo, "Chloé Dahl")
    cleo.open("/people/chloe-dahl")
    cleo.sees("Chloé Dahl")


def test_who_lost_the_password_sets_a_new_one_by_the_link(
    town: Newsroom, visitor: Readers, ada: Account, mail: Mailbox
) -> None:
    with town.behind(ada):
        ada.password_hash, ada.confirmed_at = hash_password("correct horse"), ada.created_at
    desk, telephone, again = visitor(), visitor(), visitor()
    asks_for_a_mail(desk, "ada@example.org")
    telephone.open(link_in(mail.newest("ada@example.org")))
    telephone.fill(password="password1")
    telephone.refused(telephone.press("Sign in"), 400, "among the first that are tried")
    telephone.fill(password="a longer walk")
    telephone.press("Sign in")
    is_signed_in_as(telephone, "Ada")
    again.open("/sign-in")
    again.fill(email="ada", password="correct horse")
    again.refused(again.press("Sign in"), 400, "do not go together")
    again.fill(password="a longer walk")
    again.press("Sign in")
    is_signed_in_as(again, "Ada")


def test_a_known_and_an_unknown_address_see_the_same(visitor: Readers, ada: Account, mail: Mailbox) -> None:
    reader, seen = visitor(), []
    for address in ("ada@example.org", "nobody@example.org"):
        asks_for_a_mail(reader, address)
        seen.append(reader.page.locator("main").inner_text().replace(address, "ADDRESS"))
        mail.newest(address)
    assert seen[0] == seen[1]


def test_a_second_mail_voids_the_first(visitor: Readers, ada: Account, mail: Mailbox) -> None:
    reader = visitor()
    asks_for_a_mail(reader, "ada@example.org")
    first = link_in(mail.newest("ada@example.org"))
    reader.press("Send another")
    second = mail.newest("ada@example.org", number=2)
    assert reader.open(first).status == 403
    reader.open(link_in(second))
    reader.press("Sign in")
    is_signed_in_as(reader, "Ada")
