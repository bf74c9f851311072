"""A page that stays open asks what has come: seldom, for little, and not at all while nobody looks at it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from forum.accounts.models import Account
from forum.articles.models import Article
from tests.browser.newsroom import Newsroom
from tests.factories import say
from tests.journeys.in_place.scripted import Scripted, on_a_desk
from tests.journeys.in_place.watching import LATE, SOON, STEP, Watch, pill

TUNNEL = "And the tunnel?"

pytestmark = on_a_desk


def test_it_asks_ever_less_often_while_nothing_happens_and_soon_again_when_something_does(
    town: Newsroom, watch: Watch, ben: Account, article: Article
) -> None:
    gaps = [watch.waits() for _ in range(9)]
    assert gaps == sorted(gaps), gaps
    assert gaps[0] <= SOON + STEP
    assert LATE <= gaps[-1] == gaps[-2] <= LATE + STEP
    with town.behind(ben, article):
        say(ben, article, TUNNEL)
    watch.waits()
    expect(pill(watch.reader)).to_have_text("1 new comment")
    assert watch.waits() <= SOON + STEP


def seen(page: Page, visible: bool) -> None:
    """Another tab is shown, or this one again."""
    page.evaluate(
        """hidden => {
          Object.defineProperty(document, 'hidden', { get: () => hidden, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }""",
        not visible,
    )


def test_it_asks_nothing_while_nobody_looks_and_at_once_when_somebody_does(
    town: Newsroom, watch: Watch, ben: Account, article: Article
) -> None:
    watch.waits()
    seen(watch.page, visible=False)
    with town.behind(ben, article):
        say(ben, article, TUNNEL)
    asked = len(watch.asked)
    for _ in range(6):
        watch.passes(LATE)
    assert len(watch.asked) == asked
    expect(pill(watch.reader)).to_be_hidden()
    seen(watch.page, visible=True)
    expect(pill(watch.reader)).to_have_text("1 new comment")
    assert len(watch.asked) == asked + 1
    assert watch.waits() <= SOON + STEP


def test_a_page_that_is_opened_behind_another_begins_to_ask_when_it_is_looked_at(
    town: Newsroom, watch: Watch, ben: Account, article: Article
) -> None:
    seen(watch.page, visible=False)
    watch.passes(LATE)
    assert watch.asked == []
    with town.behind(ben, article):
        say(ben, article, TUNNEL)
    seen(watch.page, visible=True)
    expect(pill(watch.reader)).to_have_text("1 new comment")


def test_an_answer_without_news_has_no_body(watch: Watch, town: Newsroom, ben: Account, article: Article) -> None:
    session = watch.page.context.new_cdp_session(watch.page)
    statuses: list[int] = []
    session.on("Network.responseReceivedExtraInfo", lambda told: statuses.append(told["statusCode"]))
    watch.page.wait_for_load_state("networkidle")  # the visit is noted as well
    session.send("Network.enable")
    for _ in range(3):
        watch.waits()
    assert statuses == [200, 304, 304]
    with town.behind(ben, article):
        say(ben, article, TUNNEL)
    watch.waits()
    assert statuses[3:] == [200]


def offline(reader: Scripted) -> None:
    reader.page.context.set_offline(True)


def out_of_order(reader: Scripted) -> None:
    reader.page.route("**/live", lambda route: route.fulfill(status=500, body="out of ink"))


def at_a_hotel(reader: Scripted) -> None:
    """Whoever has not paid for the network yet gets a page of the hotel's instead, and no error."""

    def instead(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<h1>Welcome, guest</h1>")

    reader.page.route("**/live", instead)


@pytest.mark.parametrize("trouble", [offline, out_of_order, at_a_hotel])
@pytest.mark.parametrize("informed", [True, False])
def test_after_a_time_without_answers_it_goes_on(
    town: Newsroom, watch: Watch, ben: Account, article: Article, trouble: Callable[[Scripted], None], informed: bool
) -> None:
    if informed:
        watch.waits()
    trouble(watch.reader)
    with town.behind(ben, article):
        say(ben, article, TUNNEL)
    for _ in range(2):
        watch.waits()
    expect(pill(watch.reader)).to_be_hidden()
    watch.page.context.set_offline(False)
    watch.page.unroute("**/live")
    watch.waits()
    expect(pill(watch.reader)).to_have_text("1 new comment")
    assert watch.reader.announced() == []
