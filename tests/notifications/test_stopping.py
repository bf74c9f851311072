"""A link in a mail stops it, signed in or not, by one button; looking does nothing, and a wrong link tells nothing."""

import re
from collections.abc import Callable

import pytest

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.notifications.choosing import choose, manners_of
from forum.notifications.following import follow, key_of, stance
from forum.notifications.keys import Stop, read_token, stop_token
from forum.notifications.kinds import Manner
from forum.notifications.models import Frequency, Kind, Place
from tests.factories import say
from tests.security.reread import rows
from tests.visiting import ADDRESS, Visitor

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def thread(ben: Account, article: Article) -> Comment:
    return say(ben, article, "Nine came.")


def of_replies(person: Account) -> str:
    return stop_token(Stop(person.id, kind=Kind.REPLY))


def of_thread(person: Account, thread: Comment) -> str:
    return stop_token(Stop(person.id, place=Place.THREAD, key=key_of(thread)))


def mail_of_replies(person: Account) -> Frequency:
    db.session.expire_all()
    return manners_of([person.id])[person.id][Kind.REPLY].mail


def test_looking_stops_nothing_and_says_what_would(ada: Account, client: Visitor) -> None:
    before = rows()
    page = client.get(f"/mail/stop/{of_replies(ada)}").text
    assert "Replies to what I say" in page and "Stop it" in page
    assert rows() == before
    assert mail_of_replies(ada) == Frequency.AT_ONCE


def test_one_press_stops_a_kind_and_another_brings_it_back(ada: Account, client: Visitor) -> None:
    token = of_replies(ada)
    answer = client.post(f"/mail/stop/{token}")
    assert answer.status_code == 200 and "It is stopped" in answer.text and "Get them again" in answer.text
    assert mail_of_replies(ada) == Frequency.NEVER
    assert manners_of([ada.id])[ada.id][Kind.REPLY].inbox, "on the site it is told all the same"
    twice = client.post(f"/mail/stop/{token}")
    assert "It is stopped" in twice.text and "Get them again" not in twice.text, "it had been stopped before"
    answer = client.post(again_in(answer.text))
    assert answer.status_code == 200 and "They come again" in answer.text
    assert mail_of_replies(ada) == Frequency.AT_ONCE


def again_in(page: str) -> str:
    """Where its button leads that brings back what the page has just stopped."""
    found = re.search(r'action="(/mail/again/[\w-]+)"', page)
    assert found is not None
    return found[1]


def test_the_link_in_a_mail_alone_brings_nothing_back(ada: Account, client: Visitor) -> None:
    """Whoever was passed it on cannot switch on what its owner has switched off."""
    token = of_replies(ada)
    client.post(f"/mail/stop/{token}")
    assert client.post(f"/mail/again/{token}").status_code == 200
    assert mail_of_replies(ada) == Frequency.NEVER


def test_what_comes_together_is_stopped_together_and_comes_back_as_it_was(ada: Account, client: Visitor) -> None:
    choose(ada, Kind.REPLY, Manner(inbox=True, mail=Frequency.HOURLY))
    before = dict(manners_of([ada.id])[ada.id])
    answer = client.post(f"/mail/stop/{stop_token(Stop(ada.id))}")
    stopped = {kind: manner.mail for kind, manner in manners_of([ada.id])[ada.id].items()}
    assert [stopped[kind] for kind in (Kind.REPLY, Kind.ARTICLE, Kind.SECTION)] == [Frequency.NEVER] * 3
    assert stopped[Kind.MENTION] == Frequency.AT_ONCE, "it comes in mails of its own"
    client.post(again_in(answer.text))
    assert manners_of([ada.id])[ada.id] == before


@pytest.mark.parametrize(
    ("place", "followed"),
    [(Place.THREAD, False), (Place.THREAD, True), (Place.ARTICLE, False), (Place.ARTICLE, True), (Place.SECTION, True)],
)
def test_a_place_is_silenced_or_followed_no_longer_and_back(
    ada: Account, article: Article, thread: Comment, client: Visitor, place: Place, followed: bool
) -> None:
    key = {Place.THREAD: key_of(thread), Place.ARTICLE: key_of(article), Place.SECTION: "Town hall"}[place]
    follow(place, key, by=ada)
    token = stop_token(Stop(ada.id, place=place, key=key, followed=followed))
    before = stance(ada, (place, key))
    assert client.get(f"/mail/stop/{token}").status_code == 200
    assert stance(ada, (place, key)) == before
    answer = client.post(f"/mail/stop/{token}")
    assert stance(ada, (place, key)).get((place, key)) is (None if followed else True)
    client.post(again_in(answer.text))
    assert stance(ada, (place, key)) == before


@pytest.mark.parametrize("who", ["nobody", "ada", "ben"])
def test_a_program_of_mail_stops_it_with_one_post(
    ada: Account, ben: Account, visitor: Callable[[Account | None], Visitor], who: str
) -> None:
    """RFC 8058: no page, no origin, no token of a session; whoever's cookie comes along, it is the holder's mail."""
    sender = visitor({"ada": ada, "ben": ben}.get(who))
    answer = sender.open(f"/mail/stop/{of_replies(ada)}", method="POST", data=ONE_CLICK)
    assert answer.status_code == 200 and answer.location is None
    assert (mail_of_replies(ada), mail_of_replies(ben)) == (Frequency.NEVER, Frequency.AT_ONCE)


@pytest.mark.parametrize("headers", [{"Origin": "https://mail.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_from_wherever_it_comes(ada: Account, client: Visitor, headers: dict[str, str]) -> None:
    answer = client.open(f"/mail/stop/{of_replies(ada)}", method="POST", data=ONE_CLICK, headers=headers)
    assert answer.status_code == 200
    assert mail_of_replies(ada) == Frequency.NEVER


def test_getting_them_again_is_asked_from_our_page_alone(ada: Account, client: Visitor) -> None:
    again = again_in(client.post(f"/mail/stop/{of_replies(ada)}").text)
    answer = client.open(again, method="POST", headers={"Origin": "https://mail.example"})
    assert answer.status_code == 403
    assert mail_of_replies(ada) == Frequency.NEVER


def test_a_forged_link_changes_nothing_and_tells_nothing(ada: Account, client: Visitor) -> None:
    token, pages = of_replies(ada), set()
    forged = ["x", "0" * 80, token[:-1], token[1:], token[::-1], token + "A" * 8, "ä", "a" * 2_000]
    before = rows()
    for bad in forged:
        for method in ("GET", "POST"):
            answer = client.open(f"/mail/stop/{bad}", method=method)
            assert answer.status_code == 200, bad
            pages.add(answer.text)
        assert client.post(f"/mail/again/{bad}").status_code == 200
    assert rows() == before
    (page,) = pages
    assert "Nothing was changed." in page and "Stop it" not in page


def test_no_name_and_no_address_is_on_any_of_its_pages(
    ada: Account, ben: Account, thread: Comment, client: Visitor
) -> None:
    of_ben = stop_token(Stop(ada.id, place=Place.PERSON, key=key_of(ben)))
    for token in (of_replies(ada), of_thread(ada, thread), of_ben):
        for page in (client.get(f"/mail/stop/{token}"), client.post(f"/mail/stop/{token}")):
            assert not [word for word in ("Ada", "ada@", "Ben", "@ben", "Nine came.") if word in page.text]
            assert page.headers["Referrer-Policy"] == "strict-origin"
            assert page.headers["Cache-Control"] == "no-store"
            assert page.headers["X-Robots-Tag"] == "noindex"


def test_of_who_left_nothing_is_kept_and_nothing_is_said(ada: Account, client: Visitor) -> None:
    token = of_replies(ada)
    for _ in range(2):  # the second time it stops nothing more
        as_ever = client.post(f"/mail/stop/{token}").text
    ada.erased_at = clock.now()
    before = rows()
    assert client.post(f"/mail/stop/{token}").text == as_ever
    assert rows() == before


def test_a_link_is_the_same_each_time_and_of_one_person_and_thing(ada: Account, ben: Account, thread: Comment) -> None:
    assert of_replies(ada) == of_replies(ada)
    made = {of_replies(ada), of_replies(ben), of_thread(ada, thread), stop_token(Stop(ada.id, kind=Kind.MENTION))}
    assert len(made) == 4
    assert read_token(of_thread(ada, thread)) == Stop(ada.id, place=Place.THREAD, key=key_of(thread))


def test_who_is_signed_in_presses_the_same_button(ada: Account, client: Visitor) -> None:
    client.sign_in(ada)
    address = f"/mail/stop/{of_replies(ada)}"
    assert f'action="{address}"' in client.get(address).text
    assert client.open(address, method="POST", headers={"Origin": ADDRESS}).status_code == 200
    assert mail_of_replies(ada) == Frequency.NEVER
