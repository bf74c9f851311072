"""A passkey is made and signs in, by the browser's own device."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, expect

from forum.accounts.models import Account
from forum.articles.models import Article
from tests.browser.newsroom import Newsroom, newsroom, page_of
from tests.browser.reader import Reader, Readers
from tests.factories import say


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A site as it is installed: staff need a second factor."""
    with newsroom(tmp_path_factory.mktemp("factors"), FORUM_SECOND_FACTOR="staff") as site:
        yield site


@pytest.fixture
def with_script(browser: Browser, town: Newsroom, width: int) -> Iterator[Readers]:
    with Readers(browser, town, width, script=True) as readers:
        yield readers


def a_device(reader: Reader) -> tuple[CDPSession, str]:
    """Chromium's own, in software: it asks nobody, and says that it did."""
    devices = reader.page.context.new_cdp_session(reader.page)
    devices.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = {**kind, "isUserVerified": True, "automaticPresenceSimulation": True}
    return devices, devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def test_a_passkey_is_made_and_signs_in_alone_with_both_factors(
    town: Newsroom, with_script: Readers, sam: Account, article: Article
) -> None:
    with town.behind(sam, article):
        decision = f"{page_of(say(sam, article, 'Keep it friendly.').id)}/decision"
    reader = with_script(sam)
    devices, device = a_device(reader)
    reader.open("/me/second-factor")
    reader.press("Add a passkey")
    reader.fill(name="My telephone")
    reader.press("Add it")
    reader.sees("They are not shown again")
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.page.get_by_role("button", name="Copy them").click()
    expect(reader.page.get_by_role("status")).to_have_text("The codes are copied.")
    codes = reader.page.locator(".recovery code").all_text_contents()
    assert reader.page.evaluate("navigator.clipboard.readText()") == "\n".join(codes)
    reader.follow("I have kept them")
    reader.sees("My telephone", "not used yet")
    assert reader.open(decision).status == 200

    reader.open("/sign-out")
    reader.press("Sign out")
    reader.open(f"/sign-in?next={decision}")
    reader.page.get_by_role("button", name="Sign in with a passkey").click()
    reader.page.wait_for_url(f"**{decision}")
    reader.sees("Keep it friendly.")
    assert key_of(devices, device)["signCount"] > 1
    reader.open("/me/second-factor")
    reader.sees("last used")
    reader.press("Remove My telephone")
    reader.sees_nothing_of("My telephone")
    reader.open("/sign-out")
    reader.press("Sign out")
    reader.open("/sign-in")
    reader.page.get_by_role("button", name="Sign in with a passkey").click()
    reader.sees("This site does not know that passkey.")


def key_of(devices: CDPSession, device: str) -> dict[str, Any]:
    (found,) = devices.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
    return dict(found)


def test_one_device_makes_one_passkey_and_a_copy_of_it_is_refused(
    town: Newsroom, with_script: Readers, ada: Account
) -> None:
    reader = with_script(ada)
    devices, device = a_device(reader)
    reader.open("/me/second-factor")
    reader.press("Add a passkey")
    reader.press("Add it")
    reader.open("/me/second-factor")
    reader.press("Add a passkey")
    reader.page.get_by_role("button", name="Add it").click()
    expect(reader.page.get_by_role("alert")).to_have_text("This device has a passkey for your account already.")
    copy = key_of(devices, device) | {"signCount": 0}
    devices.send("WebAuthn.clearCredentials", {"authenticatorId": device})
    devices.send("WebAuthn.addCredential", {"authenticatorId": device, "credential": copy})
    reader.open("/sign-out")
    reader.press("Sign out")
    reader.open("/sign-in")
    reader.page.get_by_role("button", name="Sign in with a passkey").click()
    reader.sees("That passkey could not be checked.")


def test_without_script_or_passkeys_nothing_asks_for_one(visitor: Readers, with_script: Readers, ada: Account) -> None:
    reader = visitor(ada)
    reader.open("/me/second-factor")
    reader.press("Add a passkey")
    reader.sees("Passkeys need JavaScript")
    reader.refused(reader.press("Add it"), 400, "no passkey was kept")
    stranger = visitor()
    stranger.open("/sign-in")
    expect(stranger.page.get_by_role("button", name=re.compile("passkey"))).to_have_count(0)
    old = with_script()
    old.page.add_init_script("delete window.PublicKeyCredential")
    old.open("/sign-in")
    expect(old.page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    expect(old.page.get_by_role("button", name=re.compile("passkey"))).to_have_count(0)
