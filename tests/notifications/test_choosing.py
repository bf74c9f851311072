"""From one page a person finds what they get, why, and how it stops."""

import re
from collections.abc import Callable
from email.headerregistry import Address

import pytest

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article, Section
from forum.db import db
from forum.discussion.muting import mute
from forum.hosts import MailServer, Tls
from forum.mail.addresses import FOR_GOOD, note_trouble
from forum.notifications.choosing import manners_of, set_default
from forum.notifications.following import follow, follow_person, key_of, silence
from forum.notifications.kinds import KINDS, Manner
from forum.notifications.models import Choice, Frequency, Kind, Place
from tests.discussion.test_page_cost import counted
from tests.factories import an_article, say
from tests.visiting import Visitor

SETTINGS = "/me/notifications"


def manner(person: Account, kind: Kind) -> Manner:
    db.session.expire_all()
    return manners_of([person.id])[person.id][kind]


def test_what_is_chosen_is_kept_said_and_shown(ada: Account, client: Visitor) -> None:
    client.sign_in(ada)
    answer = client.post(SETTINGS, **{"mail-reply": "weekly", "inbox-mention": "1", "mail-mention": "never"})
    page = client.get(answer.location).text
    assert re.search(r'role="status"><p class="notice">Saved\.', page)
    assert manner(ada, Kind.REPLY) == Manner(False, Frequency.WEEKLY)
    assert manner(ada, Kind.MENTION) == Manner(True, Frequency.NEVER)
    assert 'name="inbox-mention" value="1" checked' in page and 'name="inbox-reply" value="1" checked' not in page
    # What the form did not name is as it was.
    assert manner(ada, Kind.ARTICLE) == KINDS[Kind.ARTICLE].default


def test_what_was_left_alone_follows_the_site(ada: Account, eve: Account, client: Visitor) -> None:
    client.sign_in(ada)
    client.post(SETTINGS, **{"inbox-reply": "1", "mail-reply": "at_once", "mail-mention": "never"})
    set_default(eve, Kind.REPLY, Manner(True, Frequency.DAILY))
    set_default(eve, Kind.MENTION, Manner(True, Frequency.DAILY))
    assert manner(ada, Kind.REPLY).mail == Frequency.DAILY
    assert manner(ada, Kind.MENTION).mail == Frequency.NEVER
    client.post(f"{SETTINGS}/defaults")
    assert manner(ada, Kind.MENTION) == Manner(True, Frequency.DAILY)


@pytest.mark.parametrize("field", [{"mail-reply": "hourly-ish"}, {"time_zone": "Mars/Olympus"}])
def test_what_is_not_on_the_list_is_refused_and_nothing_is_kept(
    ada: Account, client: Visitor, field: dict[str, str]
) -> None:
    client.sign_in(ada)
    answer = client.post(SETTINGS, **{"mail-mention": "never", **field})
    assert answer.status_code == 400 and 'role="alert"' in answer.text
    assert manner(ada, Kind.MENTION) == KINDS[Kind.MENTION].default


def test_what_the_law_wants_told_is_told_whatever_is_sent(ada: Account, client: Visitor) -> None:
    client.sign_in(ada)
    page = client.get(SETTINGS).text
    assert "The law wants you told." in page and "mail-not_published" not in page
    client.post(SETTINGS, **{"mail-not_published": "never"})
    assert manner(ada, Kind.NOT_PUBLISHED).inbox
    assert client.post(f"{SETTINGS}/appeal/no-mail").status_code == 404
    assert db.session.get(Choice, (ada.id, Kind.NOT_PUBLISHED)) is None


def test_what_is_for_staff_is_shown_to_staff(ada: Account, sam: Account, client: Visitor) -> None:
    for person, shown in ((ada, False), (sam, True)):
        client.sign_in(person)
        assert ("mail-waiting" in client.get(SETTINGS).text) == shown
        client.post(SETTINGS, **{"mail-waiting": "never"})
        assert (manner(person, Kind.WAITING).mail == Frequency.NEVER) == shown
        assert client.post(f"{SETTINGS}/waiting/no-mail").status_code == (303 if shown else 404)


def test_a_time_zone_is_kept_and_given_up(ada: Account, client: Visitor) -> None:
    client.sign_in(ada)
    client.post(SETTINGS, time_zone="America/Argentina/Buenos_Aires")
    assert ada.time_zone == "America/Argentina/Buenos_Aires"
    page = client.get(SETTINGS).text
    assert 'value="America/Argentina/Buenos_Aires" selected' in page and '<optgroup label="America">' in page
    client.post(SETTINGS, time_zone="")
    db.session.expire_all()
    assert ada.time_zone is None


def test_the_page_says_where_mail_goes_and_when_none_does(
    ada: Account, client: Visitor, settings_are: Callable[..., None]
) -> None:
    client.sign_in(ada)
    settings_are(mail_url=None, demo=False)
    assert "This site sends no mail" in client.get(SETTINGS).text
    settings_are(mail_url=MailServer("localhost", 25, Tls.NEVER), mail_from=Address("forum"))
    ada.confirmed_at = None
    assert "No mail of these comes yet:" in client.get(SETTINGS).text
    ada.confirmed_at = clock.now()
    page = client.get(SETTINGS).text
    assert "Mail goes to <strong><bdi>ada@example.org</bdi></strong>" in page and "No mail" not in page
    for _ in range(2):
        note_trouble(ada.email, FOR_GOOD, "550 no such mailbox")
    assert "No mail comes:" in client.get(SETTINGS).text


def test_all_that_is_followed_or_silent_is_listed_and_each_ends_by_one_button(
    ada: Account, ben: Account, article: Article, client: Visitor
) -> None:
    db.session.add(Section(name="Town <hall>"))
    thread = say(ben, article, "Nine came.")
    follow(Place.ARTICLE, key_of(article), by=ada)
    follow(Place.SECTION, "Town <hall>", by=ada)
    follow_person(ben, by=ada)
    silence(Place.THREAD, key_of(thread), by=ada)
    mute(ben, by=ada)
    client.sign_in(ada)
    page = client.get(SETTINGS).text
    followed, _, silent = page.partition('id="silenced"')
    assert followed.count(">Stop following<") == 3 and "Town &lt;hall&gt;" in followed
    assert f"<bdi>Ben</bdi> on <bdi>{article.title}</bdi>" in silent and "/people/ben/unmute" in silent
    for place, key in re.findall(
        r'name="place" value="(\w+)">\s*<input type="hidden" name="key" value="([^"]*)"', page
    ):
        client.post(f"{SETTINGS}/let-go", place=place, key=key.replace("&lt;", "<").replace("&gt;", ">"))
    client.post("/people/ben/unmute")
    page = client.get(SETTINGS).text
    assert "Stop following" not in page and "Hear of it again" not in page and ">Unmute<" not in page


def test_a_section_is_followed_from_the_list(ada: Account, client: Visitor) -> None:
    db.session.add(Section(name="Gardens"))
    client.sign_in(ada)
    assert client.post(f"{SETTINGS}/section", section="No such", wish="follow").status_code == 400
    client.post(f"{SETTINGS}/section", section="Gardens", wish="follow")
    assert "<bdi>Gardens</bdi>" in client.get(SETTINGS).text


def test_it_is_two_presses_from_anywhere(ada: Account, article: Article, client: Visitor) -> None:
    client.sign_in(ada)
    assert 'href="/notifications"' in client.get("/").text
    assert f'href="{SETTINGS}"' in client.get("/notifications").text
    assert f'href="{SETTINGS}"' in client.get("/me").text


def test_the_page_costs_the_same_however_much_is_followed(ada: Account, ben: Account, client: Visitor) -> None:
    client.sign_in(ada)
    costs = []
    for number in range(8):
        article = an_article(f"article-{number}")
        follow(Place.ARTICLE, key_of(article), by=ada)
        silence(Place.THREAD, key_of(say(ben, article)), by=ada)
        with counted() as cost:
            assert client.get(SETTINGS).status_code == 200
        costs.append(cost.statements)
    assert costs[0] == costs[-1]
