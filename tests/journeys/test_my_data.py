"""What a site has about somebody: they look, take it away, leave, and think better of it."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from forum.accounts.models import Account, Role
from forum.articles.models import Article
from tests.browser.newsroom import Newsroom
from tests.browser.reader import Reader, Readers
from tests.factories import person, say


@pytest.fixture(params=[False, True], ids=["without script", "with script"])
def visitor(browser: Browser, town: Newsroom, width: int, request: pytest.FixtureRequest) -> Readers:
    """Each visit without script and with it: nothing here needs any."""
    readers = Readers(browser, town, width, script=request.param)
    request.addfinalizer(readers.close)
    return readers


@pytest.fixture
def eve(town: Newsroom) -> Account:
    """The editor, who may do everything."""
    with town.behind():
        return person("eve", Role.ADMIN)


def at_their_data(reader: Reader) -> None:
    reader.open("/me/data")
    expect(reader.page.get_by_role("heading", name="Your data")).to_be_visible()


def test_a_reader_downloads_everything(town: Newsroom, visitor: Readers, ada: Account, article: Article) -> None:
    with town.behind(ada, article):
        say(ada, article, "The bridge should stay.")
    reader = visitor(ada)
    at_their_data(reader)
    expect(reader.page.get_by_role("row", name="Comments 1")).to_be_visible()
    with reader.page.expect_download() as coming:
        reader.page.get_by_role("link", name="Download my data").click()
    told = json.loads(Path(coming.value.path()).read_text("utf-8"))
    assert coming.value.suggested_filename.startswith("ada-")
    assert (told["account"]["handle"], told["comments"][0]["text"]) == ("ada", "The bridge should stay.")


def test_a_reader_leaves_and_thinks_better_of_it(visitor: Readers, ada: Account) -> None:
    reader = visitor(ada)
    at_their_data(reader)
    reader.follow("Delete my account")
    reader.page.get_by_label("They go as well").check()
    reader.press("Delete my account")
    reader.sees("Your account will be deleted", "and all that you said with it")
    reader.press("Keep my account")
    expect(reader.page.get_by_role("link", name="Delete my account")).to_be_visible()
    reader.sees_nothing_of("Your account will be deleted")


def test_an_admin_holds_somebody_who_reads_why(visitor: Readers, ada: Account, eve: Account) -> None:
    admin, reader = visitor(eve), visitor(ada)
    admin.open("/")
    admin.follow("People")
    admin.page.get_by_label("Handle, name or address begins with").fill("ad")
    admin.press("Find")
    admin.follow("Ada")
    admin.page.get_by_label("Reason").fill("A court asks.")
    admin.press("Put on legal hold")
    admin.sees("Held", "A court asks.")
    at_their_data(reader)
    reader.sees("On legal hold", "A court asks.")
    admin.press("Release Ada")
    at_their_data(reader)
    reader.sees_nothing_of("On legal hold")


def test_an_admin_signs_somebody_out_and_makes_them_a_moderator(visitor: Readers, ada: Account, eve: Account) -> None:
    admin, reader = visitor(eve), visitor(ada)
    at_their_data(reader)
    admin.open("/people/ada/manage")
    admin.page.get_by_role("button", name="Sign out").first.click()
    admin.sees("Nowhere.")
    reader.open("/me/data")
    expect(reader.page).to_have_url(re.compile("/sign-in"))
    admin.page.get_by_label("Role").select_option("moderator")
    admin.press("Give this role")
    expect(admin.page.get_by_label("Role")).to_have_value("moderator")
