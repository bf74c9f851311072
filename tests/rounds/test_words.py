"""What the mail about what waits says, and what travels with it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from forum import clock
from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.config import DecideByMail, Hold
from forum.db import db
from forum.mail.letter import LARGEST_HTML, Letter, render
from forum.mail.models import Mail
from forum.mail.purposes import NotNeeded
from forum.moderation.models import Verb
from forum.notifications.choosing import choose
from forum.notifications.keys import Stop, read_token
from forum.notifications.kinds import Manner
from forum.notifications.models import Frequency, Kind
from forum.notifications.stopping import stop
from forum.rounds.keys import errand_of
from forum.rounds.mails import waiting_words
from forum.web.site import settings
from tests.factories import decided, person, say
from tests.rounds.conftest import NOON, Rounds, reported

LINK = re.compile(r"http://localhost:8000/moderation/by-mail/([\w-]+)")


def words_of(mail: Mail) -> dict[str, Any]:
    words = waiting_words(mail.payload)
    assert not isinstance(words, NotNeeded)
    return dict(words)


def letter_of(mail: Mail) -> Letter:
    return render(mail, words_of(mail), settings())


def test_a_mail_carries_the_words_and_why_they_wait(
    rounds: Rounds, ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    say(ada, article, "He ||dies|| <b>at</b> the end.\n\nReally.", holds=Hold.ALL)
    reported(say(ada, article, "Buy it."), by=ben)
    (mail,) = rounds.go()
    letter = letter_of(mail)
    assert letter.subject == "Comments wait at The Courier"
    assert "Ada on “The bridge”.\nIt waits: " in letter.text
    assert "> He ||dies|| <b>at</b> the end." in letter.text and "> Really." in letter.text
    assert "&lt;b&gt;at&lt;/b&gt;" in letter.html and "<b>at" not in letter.html
    assert "\nIt was reported: spam.\n" in letter.text
    assert "ben" not in (letter.text + letter.html).lower(), "who reported it is told to nobody"
    labels = re.findall(r"^(\w[\w ]*):$", letter.text, re.MULTILINE)
    assert labels == ["Remove", "Leave as it is", "In the queue", "Approve", "Reject", "In the queue", "All that waits"]
    verbs = [errand_of(token).verb for token in LINK.findall(letter.text)]
    assert verbs == [Verb.REMOVE, Verb.APPROVE, Verb.APPROVE, Verb.REJECT]
    assert all(errand_of(token).person_id == sam.id for token in LINK.findall(letter.html))


def test_the_row_of_a_mail_holds_no_link(rounds: Rounds, ada: Account, sam: Account, article: Article) -> None:
    say(ada, article, holds=Hold.ALL)
    (mail,) = rounds.go()
    tokens = LINK.findall(letter_of(mail).text)
    assert tokens and not any(token in str(mail.payload) for token in tokens)
    assert letter_of(mail).text == letter_of(mail).text, "tried once more it is the same mail"


def test_five_are_told_in_full_and_the_rest_by_their_number(
    rounds: Rounds, ada: Account, sam: Account, article: Article
) -> None:
    comments = [say(ada, article, f"Number {n} waits.", holds=Hold.ALL) for n in range(17)]
    (mail,) = rounds.go()
    assert (len(words_of(mail)["each"]), words_of(mail)["more"]) == (5, 12)
    assert "And 12 more" in letter_of(mail).text
    for comment in comments[:13]:
        decided(comment, Verb.APPROVE, sam)
    assert (len(words_of(mail)["each"]), words_of(mail)["more"]) == (4, 0)
    for comment in comments[13:]:
        decided(comment, Verb.APPROVE, sam)
    assert isinstance(waiting_words(mail.payload), NotNeeded)


@pytest.mark.parametrize("sign", ["&", '"', "<", "漢", "💩", "\n"])
def test_the_largest_mail_is_small(
    rounds: Rounds, ada: Account, ben: Account, sam: Account, article: Article, sign: str
) -> None:
    ada.display_name = "&" * 60
    article.title = '"' * 300
    for n in range(5):
        reported(say(ada, article, f"{n}{sign * 4_000}."), by=ben)
    (mail,) = rounds.go()
    letter = letter_of(mail)
    assert len(letter.html.encode()) <= LARGEST_HTML and letter.text.strip()


@pytest.mark.parametrize("change", [{"role": Role.READER}, {"banned_at": clock.now()}, {"email": "moved@example.org"}])
def test_who_may_not_know_any_more_has_no_mail(
    rounds: Rounds, ada: Account, sam: Account, article: Article, change: dict[str, Any]
) -> None:
    say(ada, article, holds=Hold.ALL)
    (mail,) = rounds.go()
    db.session.execute(update(Account).where(Account.id == sam.id).values(change))
    assert isinstance(waiting_words(mail.payload), NotNeeded)


def test_where_nobody_decides_by_mail_it_leads_to_the_queue(
    rounds: Rounds, ada: Account, sam: Account, article: Article, settings_are: Callable[..., None]
) -> None:
    settings_are(decide_by_mail=DecideByMail.OFF)
    say(ada, article, holds=Hold.ALL)
    (mail,) = rounds.go()
    letter = letter_of(mail)
    assert "by-mail" not in letter.text + letter.html
    assert "http://localhost:8000/moderation/queue?at=" in letter.text


def test_mails_to_one_person_are_one_thread_which_they_can_stop(
    rounds: Rounds, ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    say(ada, article, holds=Hold.ALL)
    first, second = (words_of(mail)["headers"] for mail in rounds.go())
    assert first["References"] == first["In-Reply-To"] != second["References"]
    assert first["List-Id"] == "<waiting.localhost>"
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stops = read_token(first["List-Unsubscribe"].strip("<>").rpartition("/")[2])
    assert stops in [Stop(person.id, kind=Kind.WAITING) for person in (sam, eve)]


@pytest.mark.parametrize("unwanted", [None, Kind.WAITING, Kind.REPORTS])
def test_one_press_in_a_mail_program_stops_the_list_that_the_mail_is_of(
    rounds: Rounds, ada: Account, ben: Account, sam: Account, article: Article, unwanted: Kind | None
) -> None:
    if unwanted:
        choose(sam, unwanted, Manner(False, Frequency.NEVER))
    lists = list[str]()
    for day in range(3):
        with clock.stopped_at(NOON + timedelta(days=day)):
            reported(say(ada, article, f"Buy it, number {day}."), by=ben)
            say(ada, article, f"Number {day} waits.", holds=Hold.ALL)
            mails = rounds.go()
        if not mails:
            break
        headers = words_of(mails[0])["headers"]
        lists.append(headers["List-Id"])
        pressed = read_token(headers["List-Unsubscribe"].strip("<>").rpartition("/")[2])
        assert pressed is not None and pressed.person_id == sam.id
        stop(pressed)
    assert len(lists) == len(set(lists)) == (1 if unwanted else 2)
    assert f"<{unwanted}.localhost>" not in lists


def test_what_was_handed_to_the_admins_says_so(
    rounds: Rounds, ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    comment = say(ada, article, holds=Hold.ALL)
    rounds.follow_up()
    decided(comment, Verb.ESCALATE, sam)
    (mail,) = rounds.go()
    assert mail.recipient == "eve@example.org" and "handed it to the admins" in letter_of(mail).text


def test_nobody_reads_of_their_own_comment(rounds: Rounds, ben: Account, sam: Account, article: Article) -> None:
    mona = person("mona", Role.MODERATOR, confirmed_at=clock.now())
    reported(say(sam, article, "I moderate here."), by=ben)
    assert [mail.recipient for mail in rounds.go()] == [mona.email]
