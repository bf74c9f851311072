"""How a reader comes to be signed in on another site's page, and whom that page listens to."""

from typing import Any

import pytest
from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.api.models import AccessToken
from forum.articles.models import Article
from forum.db import db
from tests.browser.newsroom import Newsroom
from tests.journeys.embedded.conftest import list_site
from tests.journeys.embedded.hosts import Host, page_with
from tests.journeys.embedded.kinds import KINDS
from tests.journeys.embedded.visiting import Guests

pytestmark = [pytest.mark.usefixtures("opinion"), pytest.mark.parametrize("width", [375])]
MINE = "I was on it, and it was late."
BLOCKED = "window.open = () => null"  # as a browser answers that blocks windows
# Before any script of the page: what comes from other windows, and what is asked because of it.
HOSTILE: list[Any] = [
    *(None, True, 0, "", "code", [], {}, {"code": "x"}, {"nonce": "x"}, {"nonce": None, "code": "x"}),
    *({"nonce": "{nonce}", "code": None}, {"nonce": "{nonce}", "code": 1}, {"nonce": "{nonce}", "code": {}}),
    *({"nonce": "{nonce}", "code": []}, {"nonce": "{nonce}", "code": ["x"]}),
    *({"nonce": "{nonce}", "code": "x" * length} for length in (1, 96, 100_000)),
    *({"type": name} for name in ("forum", "resize", "height", "token", "sign-in", "auth", "message", "load", "ping")),
    *({"height": height} for height in (-1, 0, 10**9, "100vh", "calc(1px)")),
    *(
        {"access_token": "x", "expires_in": 900, "me": {"name": name}}
        for name in ("<img src=x onerror=alert(1)>", "Ada")
    ),
    *({"__proto__": {"me": "x"}}, {"constructor": {"prototype": {"me": "x"}}}, {"then": "x"}, {"origin": "{ours}"}),
    *([{"code": "x"}], {"nonce": "{nonce}", "code": False}),
    *("javascript:alert(1)", "{ours}", '{"code":"x"}', "[object Object]", "<script>alert(1)</script>"),
    *({"nonce": "{nonce}", "code": "x", "origin": "{ours}", "source": "{ours}"}, {"data": {"code": "x"}}, 1.5),
    *({"nonce": "{nonce}"}, {"code": "x", "nonce": ["{nonce}"]}, {"code": {"toString": "x"}, "nonce": "{nonce}"}),
]


def test_s22_fifty_hostile_messages_do_nothing(plain: str, guest: Guests, town: Newsroom, ada: Account) -> None:
    assert len(HOSTILE) >= 50
    reader = guest(ada)
    asked: list[str] = []
    reader.open(plain)
    reader.root.write(MINE)
    with reader.page.context.expect_page() as opened:
        reader.root.post()
    opened.value.wait_for_load_state()
    nonce = opened.value.locator("input[name=nonce]").input_value()
    before = reader.page.content()
    reader.page.on("request", lambda request: asked.append(request.url) if "/tokens" in request.url else None)
    send = "([to, message]) => (to === 'self' ? window : frames[0]).postMessage(message, '*')"
    reader.page.evaluate("() => document.body.append(document.createElement('iframe'))")
    reader.page.frames[1].evaluate("() => { window.tell = message => parent.postMessage(message, '*') }")
    for message in HOSTILE:
        message = _filled(message, nonce, town.address)
        reader.page.evaluate(send, ["self", message])  # from the page itself, and from a frame in it
        reader.page.frames[1].evaluate("message => tell(message)", message)
        opened.value.evaluate("message => opener.postMessage(message, '*')", "not " + str(message))  # from our window
    reader.page.evaluate("() => new Promise(done => setTimeout(done))")
    assert asked == []
    reader.is_signed_out()
    reader.root.holds(MINE)
    assert reader.page.content().replace("<iframe></iframe>", "") == before
    reader.agrees(opened.value, "Ada")
    reader.meets(MINE)


def _filled(message: Any, nonce: str, ours: str) -> Any:
    if isinstance(message, str):
        return message.replace("{nonce}", nonce).replace("{ours}", ours)
    if isinstance(message, dict):
        return {name: _filled(value, nonce, ours) for name, value in message.items()}
    return [_filled(one, nonce, ours) for one in message] if isinstance(message, list) else message


def test_s22_the_window_speaks_to_the_page_that_was_named_alone(
    plain: str, guest: Guests, blog: Host, ada: Account
) -> None:
    """Whoever leads the opener elsewhere meanwhile hears nothing."""
    reader = guest(ada)
    reader.open(plain)
    with reader.page.context.expect_page() as opened:
        reader.account.get_by_role("link", name="Sign in").click()
    opened.value.wait_for_load_state()
    evil = blog.address.replace("blog.localhost", "evil.localhost")
    listening = "<script>window.heard = []; onmessage = event => heard.push(event.data)</script>"
    blog.has("/listening", page_with("", head=listening))
    reader.page.goto(f"{evil}/listening")
    with opened.value.expect_event("close"):
        opened.value.get_by_role("button", name="Continue as Ada").click()
    reader.page.evaluate("() => new Promise(done => setTimeout(done))")
    assert reader.page.evaluate("() => window.heard") == []


def test_where_windows_are_blocked_the_page_itself_leads_there_and_back(
    plain: str, guest: Guests, ada: Account, article: Article
) -> None:
    reader = guest(ada)
    reader.page.add_init_script(BLOCKED)
    reader.open(plain)
    reader.root.write(MINE)
    with reader.page.expect_navigation():
        reader.root.post()
    with reader.page.expect_navigation(url=plain):
        reader.agrees(reader.page, "Ada")
    reader.meets(MINE)
    reader.is_signed_in("Ada")
    assert reader.page.evaluate("() => [{ ...sessionStorage }, { ...localStorage }]") == [{}, {}]


def test_a_page_beside_us_knows_its_reader(
    guest: Guests, town: Newsroom, sister: Host, ada: Account, article: Article
) -> None:
    list_site(town, sister)
    with town.behind(article):
        article.url = f"{sister.address}/ferry"
    reader = guest(ada)
    reader.open(KINDS[0].on(sister, "/ferry", town.address))
    reader.is_signed_in("Ada")
    reader.root.say(MINE)
    reader.meets(MINE)
    reader.account.get_by_role("button", name="Sign out").click()
    reader.is_signed_out()
    reader.page.reload()
    reader.section.scroll_into_view_if_needed()
    reader.is_signed_out()


def test_no_page_of_another_site_asks_for_a_session(plain: str, guest: Guests, ada: Account) -> None:
    reader = guest(ada)
    sent: list[Any] = []
    reader.page.on(
        "request", lambda request: sent.append(request) if "/embed" in request.url or "/api/" in request.url else None
    )
    reader.open(plain)
    reader.page.wait_for_load_state("networkidle")
    assert sent
    assert [request.url for request in sent if "/tokens" in request.url or "cookie" in request.all_headers()] == []
    assert [cookie["name"] for cookie in reader.page.context.cookies() if "blog" in cookie["domain"]] == []


def test_a_token_that_has_ended_is_asked_for_again_and_the_words_are_sent(
    plain: str, guest: Guests, town: Newsroom, ada: Account
) -> None:
    reader = guest(ada)
    reader.open(plain)
    reader.signs_in("Ada")
    with town.behind():
        db.session.query(AccessToken).delete()
    reader.root.write(MINE)
    with reader.page.context.expect_page() as opened:
        reader.root.post()
    reader.agrees(opened.value, "Ada")
    reader.meets(MINE)


def test_a_token_is_renewed_while_the_page_is_used_and_not_otherwise(plain: str, guest: Guests, ada: Account) -> None:
    reader = guest(ada)
    reader.page.clock.install()
    reader.open(plain)
    reader.signs_in("Ada")
    reader.section.get_by_role("heading", name="Comments").click()
    with reader.page.expect_response("**/tokens/renewal") as renewed:
        reader.page.clock.run_for(14 * 60_000)
    assert renewed.value.status == 200
    reader.is_signed_in("Ada")
    reader.page.clock.run_for(15 * 60_000)
    reader.is_signed_out()


def test_one_lost_answer_signs_nobody_out(plain: str, guest: Guests, ada: Account) -> None:
    reader = guest(ada)
    reader.page.clock.install()
    reader.open(plain)
    reader.signs_in("Ada")
    reader.page.route("**/tokens/renewal", lambda route: route.abort(), times=1)
    reader.section.get_by_role("heading", name="Comments").click()
    with reader.page.expect_event("requestfailed", lambda request: request.url.endswith("/renewal")):
        reader.page.clock.run_for(14 * 60_000)
    with reader.page.expect_response("**/tokens/renewal") as renewed:
        reader.page.clock.run_for(30_000)
    assert renewed.value.status == 200
    reader.is_signed_in("Ada")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"status": 400, "body": '{"detail":"This code was used already."}'}, "This code was used already."),
        (None, "Not done: the site cannot be reached. Try again."),
    ],
)
def test_words_that_wait_for_a_sign_in_are_told_when_it_fails(
    plain: str, guest: Guests, ada: Account, answer: dict[str, Any] | None, sentence: str
) -> None:
    reader = guest(ada)
    allowed = {"Access-Control-Allow-Origin": "*"}
    reader.page.route(
        "**/api/v1/tokens", lambda route: route.fulfill(headers=allowed, **answer) if answer else route.abort()
    )
    reader.open(plain)
    reader.root.write(MINE)
    with reader.page.context.expect_page() as opened:
        reader.root.post()
    reader.agrees(opened.value, "Ada")
    reader.root.complains(sentence, MINE)
    expect(reader.status).to_have_text(sentence)


def test_a_site_that_is_not_listed_is_told_nothing(
    guest: Guests, town: Newsroom, sister: Host, ada: Account, article: Article
) -> None:
    """It may read, as anybody; but nobody signs in there."""
    with town.behind(article):
        article.url = f"{sister.address}/ferry"
    reader = guest(ada)
    reader.open(KINDS[0].on(sister, "/ferry", town.address))
    reader.root.write(MINE)
    with reader.page.context.expect_page() as opened:
        reader.root.post()
    expect(opened.value.get_by_text("is on no site that is listed here")).to_be_visible()
    expect(opened.value.get_by_role("button")).to_have_count(0)
    reader.is_signed_out()
