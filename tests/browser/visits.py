"""How one gets to a page that no address alone leads to."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.newsroom import page_of
from tests.browser.reader import Reader
from tests.browser.town import Town

Visit = Callable[[Reader, Town], object]


def at(address: Callable[[Town], str]) -> Visit:
    return lambda reader, town: reader.open(address(town))


def on(name: str, then: str = "") -> Visit:
    """A page of the comment that goes by that name in town."""
    return at(lambda town: page_of(town.comments[name].id) + then)


def _without_script(reader: Reader) -> None:
    """Forms lead to pages of their own, as they do where our script did not arrive."""
    reader.page.route("**/forum.js", lambda route: route.fulfill(content_type="text/javascript", body=""))


def preview(reader: Reader, town: Town) -> None:
    _without_script(reader)
    reader.open(town.quiet)
    reader.box.fill(town.comments["everything"].body_source)
    reader.press("Preview")


def preview_of_edit(reader: Reader, town: Town) -> None:
    _without_script(reader)
    reader.open(f"{page_of(town.comments['everything'].id)}/edit")
    reader.press("Preview")


def refused_comment(reader: Reader, town: Town) -> None:
    _without_script(reader)
    reader.open(town.quiet)
    reader.say("x" * 5001)


def words_given_back(reader: Reader, town: Town) -> None:
    """A form of another session: the page that says no holds the words."""
    _without_script(reader)
    reader.open(town.quiet)
    reader.tamper("csrf", "")
    reader.say("I opened this page long ago.")


def refused_registration(reader: Reader, town: Town) -> None:
    reader.open("/register")
    reader.register("moderator")


def from_another_page(reader: Reader, town: Town) -> None:
    """The window that a page of a listed site opens; our own pages need no listing."""
    reader.open("/")
    origin = reader.page.evaluate("location.origin")
    reader.open(f"/embed/sign-in?origin={origin}&challenge={'c' * 43}&nonce={'n' * 43}")


def refused_profile(reader: Reader, town: Town) -> None:
    reader.open("/me/profile")
    reader.fill(handle="moderator", bio="The ferry is late.\nAgain.")
    reader.press("Save")


def refused_password(reader: Reader, town: Town) -> None:
    reader.open("/me/password")
    reader.fill(password="password1")
    reader.press("Save")


def refused_address(reader: Reader, town: Town) -> None:
    reader.open("/me/address")
    reader.fill(email="ben@example.org")
    reader.press("Save")


def refused_role(reader: Reader, town: Town) -> None:
    reader.open("/people/eve/manage")
    reader.page.get_by_label("Role").select_option("reader")
    reader.press("Give this role")


def refused_sign_in(reader: Reader, town: Town) -> None:
    reader.open("/sign-in")
    reader.fill(email="nobody", password="wrong horse")
    reader.press("Sign in")


def written_first(reader: Reader, town: Town) -> None:
    reader.open(town.quiet)
    reader.say("I wrote this first.")


def used_link(reader: Reader, town: Town) -> None:
    reader.open("/sign-in/link/made-up")


def decision_without_reason(reader: Reader, town: Town) -> None:
    reader.open(f"{page_of(town.comments['held'].id)}/decision")
    reader.press("Reject")


def appeal_form(reader: Reader, town: Town) -> None:
    reader.open(f"{page_of(town.comments['rejected'].id)}/why")
    reader.follow("Appeal")


def refused_appeal(reader: Reader, town: Town) -> None:
    appeal_form(reader, town)
    reader.fill(body="Why? " * 401)
    reader.press("Send the appeal")


def refused_resubmission(reader: Reader, town: Town) -> None:
    reader.open(f"{page_of(town.comments['rejected'].id)}/resubmit")
    reader.press("Send it again")


def unanswered_appeal(reader: Reader, town: Town) -> None:
    reader.open(f"/moderation/appeals/{town.appeal}")
    reader.press("Let it stand")


def refused_reason(reader: Reader, town: Town) -> None:
    reader.open("/moderation/reasons?reason=attack")
    reader.fill(place="0")
    reader.press("Save this reason")


def opened(reader: Reader, town: Town) -> None:
    """Every spoiler open, and a menu on top."""
    reader.open(town.bridge)
    everything = reader.comment("as @ben said")
    for shut in everything.locator(".prose summary").all():
        shut.click()
    expect(everything.locator("details:not([open])")).to_have_count(0)
    reader.menu("as @ben said")


def collapsed(reader: Reader, town: Town) -> None:
    reader.open(town.bridge)
    for branch in reversed(reader.page.locator(".replies > summary").all()):
        branch.click()


def aside(name: str) -> Visit:
    """An answer of another site like this one, shown in this one's place."""

    def visit(reader: Reader, town: Town) -> None:
        answer = town.aside[name]
        status, headers, body = answer.status_code, dict(answer.headers), answer.get_data()
        reader.page.route("**/aside", lambda route: route.fulfill(status=status, headers=headers, body=body))
        reader.open("/aside")

    return visit


def session_ended(reader: Reader, town: Town) -> None:
    """Somebody who signed out elsewhere, with a browser that does not know."""
    _without_script(reader)
    kept = reader.page.context.cookies()
    reader.open(town.quiet)
    elsewhere = Reader(reader.page.context.new_page())
    elsewhere.open("/sign-out")
    elsewhere.press("Sign out")
    address = elsewhere.page.url
    reader.page.context.add_cookies([{"name": c["name"], "value": c["value"], "url": address} for c in kept])
    reader.say("I wrote for hours.")
    reader.sees("Your session has ended.")


def press(path: str, *names: str) -> Visit:
    """What buttons lead to, one after the other."""

    def visit(reader: Reader, town: Town) -> None:
        reader.open(path)
        for name in names:
            reader.press(name)

    return visit
