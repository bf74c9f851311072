"""Coming from elsewhere in a real browser, to the real server, by a real provider."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.newsroom import Newsroom, newsroom, tab
from tests.factories import an_article
from tests.sso.newspaper import SECRET, token
from tests.sso.program import Program

pytestmark = pytest.mark.one_database


@pytest.fixture(scope="module")
def site(started: Program, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    known = started.known()
    settings = {
        "FORUM_OIDC_ISSUER": known.issuer,
        "FORUM_OIDC_CLIENT_ID": known.client_id,
        "FORUM_OIDC_CLIENT_SECRET": known.client_secret,
        "FORUM_OIDC_NAME": "Sign in with Example",
        "FORUM_SSO_SECRETS": SECRET,
    }
    with newsroom(tmp_path_factory.mktemp("elsewhere"), **settings) as found:
        with found.behind():
            an_article("the-bridge")
        yield found


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def page(browser: Browser, site: Newsroom, request: pytest.FixtureRequest) -> Iterator[Page]:
    with tab(browser, site.address, script=request.param) as found:
        yield found


@pytest.fixture
def has_script(page: Page, request: pytest.FixtureRequest) -> bool:
    return "with script" in request.node.name


def test_there_and_back_by_the_button(started: Program, page: Page, has_script: bool) -> None:
    started.say_of("ada", name="Ada Lovelace")
    page.goto("/sign-in?next=/articles/the-bridge")
    page.get_by_role("link", name="Sign in with Example").click()
    page.locator("input[name=sub]").first.fill("ada")
    page.locator("button[type=submit], button:not([type])").first.click()
    if not has_script:
        page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/articles/the-bridge")
    expect(page.get_by_role("link", name="Ada Lovelace")).to_be_visible()


def test_a_token_behind_the_hash_needs_one_press(page: Page, has_script: bool) -> None:
    mine = token(subject=f"browser {has_script}", name="Bérénice O’Hara")
    page.goto(f"/sign-in/token?next=/articles/the-bridge#{mine}")
    if has_script:
        expect(page.get_by_text("You come from a site where you are Bérénice O’Hara.")).to_be_visible()
        expect(page.get_by_label("Your sign-in from there")).to_be_hidden()
        assert mine not in page.url, "it stays in no history"
    else:
        page.get_by_label("Your sign-in from there").fill(mine)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/articles/the-bridge")
    expect(page.get_by_role("link", name="Bérénice O’Hara")).to_be_visible()


@pytest.mark.parametrize("behind", ["nonsense", "a.b.c", "a.bnVsbA.c", "<img src=x onerror=alert(1)>"])
def test_what_is_no_token_is_shown_as_nobodys(browser: Browser, site: Newsroom, behind: str) -> None:
    with tab(browser, site.address) as page:
        page.goto(f"/sign-in/token#{behind}")
        expect(page.get_by_text("somebody without a name")).to_be_visible()
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_contain_text("made for this site")
