"""The window of ours in which a reader says yes: who is asked what, and where that leads."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest

from forum.accounts.models import Account
from forum.api.models import HandOver
from forum.db import db
from forum.origins.models import Origin
from forum.web.returning import LONGEST, local_path
from tests.embed.conftest import BLOG
from tests.visiting import Visitor

Visit = Callable[[Account | None], Visitor]
CHALLENGE, NONCE = "c" * 43, "n" * 43
ASKED = {"origin": BLOG, "challenge": CHALLENGE, "nonce": NONCE}
BACK = f"{BLOG}/ferry?page=2#comments"
# Where a sign-in does not lead back to, though it begins like the page's own address or looks like it.
ELSEWHERE = [
    "https://evil.example/",
    f"{BLOG}.evil.example/",
    f"{BLOG}@evil.example/",
    f"{BLOG}:444/",
    f"{BLOG}\\@evil.example/",
    f"{BLOG}/\\evil.example",
    "javascript:alert(1)",
    "//www.example.org/",
    "/ferry",
    BLOG,
    f"{BLOG}/\r\nX: y",
    f"{BLOG}/{'x' * 2_000}",
    "http://www.example.org/",
]


@pytest.fixture(autouse=True)
def listed(list_site: Callable[..., Origin]) -> None:
    list_site()


def address(**changed: str) -> str:
    words = {**ASKED, **changed}
    return "/embed/sign-in?" + "&".join(f"{name}={quote(word, safe='')}" for name, word in words.items())


def test_who_is_not_signed_in_signs_in_and_comes_back(client: Visitor) -> None:
    answer = client.get(address())
    assert answer.status_code == 303
    to = urlsplit(answer.location)
    assert to.path == "/sign-in"
    back = urlsplit(parse_qs(to.query)["next"][0])
    assert back.path == "/embed/sign-in"
    assert parse_qs(back.query) == {name: [word] for name, word in ASKED.items()}
    # What it is for, and that nothing is lost, also to whoever has no account yet.
    for path in (answer.location, f"/register?{to.query}"):
        assert "on the page that you came from. What you wrote there is kept." in client.get(path).text


def test_one_button_hands_over(visitor: Visit, ada: Account) -> None:
    reader = visitor(ada)
    page = reader.get(address()).text
    assert "Continue on <bdi>www.example.org</bdi>?" in page
    assert page.count("<button") == 1 and "Continue as <bdi>Ada</bdi>" in page
    assert db.session.query(HandOver).count() == 0, "to look hands nothing over"
    answer = reader.post("/embed/sign-in", **ASKED)
    assert answer.status_code == 200
    (code,) = re.findall(r'data-code="([0-9a-f]+)"', answer.text)
    assert f'data-origin="{BLOG}" data-nonce="{NONCE}"' in answer.text
    (row,) = db.session.query(HandOver).all()
    assert (row.origin, row.account_id) == (BLOG, ada.id)
    again = reader.post("/embed/sign-in", **ASKED)
    assert re.findall(r'data-code="([0-9a-f]+)"', again.text) == [code], "pressed twice it is one"


def test_s21_these_two_alone_keep_their_opener_and_no_page_frames_them(visitor: Visit, ada: Account) -> None:
    reader = visitor(ada)
    two = [reader.get(address()), reader.post("/embed/sign-in", **ASKED)]
    for answer in two:
        assert answer.headers["Cross-Origin-Opener-Policy"] == "unsafe-none"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
    others = [visitor(None).get(address()), reader.get(address(origin="https://evil.example")), reader.get("/sign-in")]
    for answer in others:
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "", "*", "http://www.example.org", f"{BLOG}/", f"{BLOG}:8443"]
)
def test_a_site_that_is_not_listed_is_handed_nothing(visitor: Visit, ada: Account, origin: str) -> None:
    reader = visitor(ada)
    for answer in (reader.get(address(origin=origin)), reader.post("/embed/sign-in", **{**ASKED, "origin": origin})):
        assert answer.status_code == 403
        assert "is on no site that is listed here" in answer.text
        assert "<form" not in answer.text
    assert db.session.query(HandOver).count() == 0


@pytest.mark.parametrize(
    "wrong", [{"challenge": "short"}, {"challenge": CHALLENGE + "="}, {"nonce": "n"}, {"nonce": "n n" * 9}]
)
def test_what_our_script_would_not_send_is_refused(visitor: Visit, ada: Account, wrong: dict[str, str]) -> None:
    reader = visitor(ada)
    assert reader.get(address(**wrong)).status_code == 400
    assert reader.post("/embed/sign-in", **{**ASKED, **wrong}).status_code == 400


def test_without_another_window_the_way_leads_back(visitor: Visit, ada: Account) -> None:
    reader = visitor(ada)
    assert f'name="return" value="{BACK}"' in reader.get(address(**{"return": BACK})).text
    page = reader.post("/embed/sign-in", **ASKED, **{"return": BACK}).text
    assert f'<meta http-equiv="refresh" content="0; url={BACK}">' in page
    assert "<script" not in page


@pytest.mark.parametrize("page", ["x" * 1_700, "x" * 1_900, "%C3%A4" * 150, "%C3%A4" * 200, "~" * 500, "~" * 700])
def test_whoever_is_led_to_sign_in_comes_back(client: Visitor, page: str) -> None:
    """Too long a way is refused at once, and not forgotten on it."""
    words = {**ASKED, "return": f"{BLOG}/{page}"}
    here = f"/embed/sign-in?{urlencode(words).replace('~', '%7E')}"
    answer = client.get(here)
    if answer.status_code == 303:
        assert local_path(parse_qs(urlsplit(answer.location).query)["next"][0]) == here
    else:
        assert answer.status_code == 400
        assert len(here) > LONGEST


@pytest.mark.parametrize("back", ELSEWHERE)
def test_and_to_no_other_site(visitor: Visit, ada: Account, back: str) -> None:
    reader = visitor(ada)
    for answer in (reader.get(address(**{"return": back})), reader.post("/embed/sign-in", **ASKED, **{"return": back})):
        assert answer.status_code == 400
    assert db.session.query(HandOver).count() == 0


def test_no_other_site_presses_the_button(visitor: Visit, ada: Account) -> None:
    reader = visitor(ada)
    sent = {**ASKED, "csrf": reader.csrf_token() or ""}
    for headers in ({"Origin": BLOG}, {"Sec-Fetch-Site": "cross-site"}, {}):
        assert reader.open("/embed/sign-in", method="POST", data=sent, headers=headers).status_code == 403
    assert db.session.query(HandOver).count() == 0
