"""What somebody wants together comes together, in the morning where they live; with nothing left it does not come."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.mail.models import Mail
from forum.mail.purposes import NotNeeded
from forum.notifications import digests
from forum.notifications.choosing import choose, set_time_zone
from forum.notifications.inbox import mark_all_read
from forum.notifications.kinds import Manner
from forum.notifications.models import Frequency, Kind, Post
from forum.notifications.together import MOST_SHOWN
from tests.factories import an_article, say
from tests.notifications.conftest import Word, proved

NOW = datetime.fromisoformat("2026-11-25T12:00:00+00:00")  # a Wednesday
MORNING = datetime.fromisoformat("2026-11-26T07:00:00+00:00")  # eight in Berlin


@pytest.fixture
def daily(ada: Account) -> Account:
    """Ada, who wants answers once a day, in Berlin."""
    choose(ada, Kind.REPLY, Manner(inbox=True, mail=Frequency.DAILY))
    set_time_zone(ada, "Europe/Berlin")
    return ada


def test_a_days_answers_come_in_one_mail_in_the_morning(
    word: Word, article: Article, daily: Account, ben: Account
) -> None:
    elsewhere = an_article("second-season")
    with clock.stopped_at(NOW):
        first, other = say(daily, article), say(daily, elsewhere)
        say(ben, article, "I was too.", first)
        say(ben, elsewhere, "They ||all die||, you know.", other)
        say(ben, article, "Or was I?", first)
        word.spread()
    word.mail(MORNING - timedelta(seconds=1))
    assert word.mails(daily, "digest") == []
    word.mail(MORNING)
    word.mail(MORNING + timedelta(hours=1))
    [mail] = word.mails(daily, "digest")
    letter = word.letter(mail)
    assert letter.subject == "3 new at The Courier"
    for part in (letter.text, letter.html):
        assert part.index("The bridge") < part.index("I was too.") < part.index("Or was I?")
        assert "They [spoiler]" in part
        assert "all die" not in part
    assert {row.post for row in word.of(daily)} == {Post.WRITTEN}


def test_what_was_read_or_taken_away_meanwhile_is_not_in_it(
    word: Word, article: Article, daily: Account, ben: Account
) -> None:
    with clock.stopped_at(NOW):
        said = say(daily, article)
        away, stays = (say(ben, article, words, said) for words in ("Taken back.", "This stays."))
        word.spread()
        delete_comment(away, by=ben)
    word.mail(MORNING)
    [mail] = word.mails(daily, "digest")
    assert "This stays." in word.letter(mail).text
    assert "Taken back." not in word.letter(mail).text
    gone = word.about(daily, away)
    assert gone is not None and gone.post == Post.SKIPPED
    delete_comment(stays, by=ben)
    assert isinstance(word.words(mail), NotNeeded)


def test_an_empty_one_is_not_sent(word: Word, article: Article, daily: Account, ben: Account) -> None:
    with clock.stopped_at(NOW):
        say(ben, article, "I was too.", say(daily, article))
        word.spread()
    mark_all_read(daily, word.of(daily)[-1].id)
    word.mail(MORNING)
    assert word.mails(daily, "digest") == []
    assert [row.mail_reason for row in word.of(daily)] == ["You had read it on the site."]


def test_of_very_many_it_shows_the_latest_and_says_how_many_more(
    word: Word, article: Article, daily: Account, ben: Account
) -> None:
    with clock.stopped_at(NOW):
        said = say(daily, article)
        for number in range(MOST_SHOWN + 7):
            say(ben, article, f"Answer number {number}.", said)
        word.spread()
    word.mail(MORNING)
    letter = word.letter(word.mails(daily, "digest")[0])
    assert letter.subject == f"{MOST_SHOWN + 7} new at The Courier"
    assert "And 7 more." in letter.text
    assert "Answer number 6." not in letter.text
    assert f"Answer number {MOST_SHOWN + 6}." in letter.text


def test_a_crowds_digests_go_out_a_few_people_at_a_time(
    word: Word, article: Article, ben: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digests, "DIGESTS", 3)
    crowd = [proved(f"reader{number}") for number in range(8)]
    with clock.stopped_at(NOW):
        for one in crowd:
            choose(one, Kind.REPLY, Manner(inbox=True, mail=Frequency.HOURLY))
            say(ben, article, f"Yes, {one.handle}.", say(one, article, f"I am {one.handle}, and I was there."))
        word.spread()
    word.mail(NOW + timedelta(hours=1))
    to = db.session.scalars(select(Mail.recipient).where(Mail.purpose == "digest")).all()
    assert sorted(to) == sorted(one.email for one in crowd)
