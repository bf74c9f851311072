"""A comment appears, and whoever would want to know is told of it: once, and never of what is not public."""

import pytest
from sqlalchemy import func, select

from forum import clock, ids
from forum.accounts.models import Account
from forum.articles.models import Article, Section
from forum.config import Hold
from forum.db import db
from forum.discussion.deleting import delete_comment, restore_comment
from forum.discussion.editing import edit_comment
from forum.discussion.muting import mute
from forum.discussion.visiting import note_visit
from forum.moderation.models import Verb
from forum.notifications import ties
from forum.notifications.choosing import choose
from forum.notifications.following import follow, follow_person, key_of, silence
from forum.notifications.inbox import inbox, unread_count
from forum.notifications.kinds import Manner
from forum.notifications.models import Following, Frequency, Kind, Notification, Place, Post
from tests.factories import an_article, decided, person, say
from tests.notifications.conftest import Word


def test_whom_it_answers_is_told_and_nobody_else(word: Word, article: Article, ada: Account, ben: Account) -> None:
    said = say(ada, article)
    reply = say(ben, article, "I was too.", said)
    word.spread()
    [told] = word.of(ada)
    assert (told.kind, told.reasons, told.comment_id, told.post) == (Kind.REPLY, ["reply"], reply.id, Post.WAITS)
    assert word.of(ben) == []
    assert unread_count(ada) == 1


def test_an_answer_to_oneself_is_no_news(word: Word, article: Article, ada: Account) -> None:
    say(ada, article, "And another thing.", say(ada, article))
    word.spread()
    assert word.of(ada) == []


def test_many_reasons_make_one_notification(word: Word, article: Article, ada: Account, ben: Account) -> None:
    said = say(ada, article)
    follow(Place.ARTICLE, key_of(article), ada)
    follow(Place.THREAD, key_of(said), ada)
    follow_person(ben, ada)
    say(ben, article, "As @ada says.", said)
    word.spread()
    [told] = word.of(ada)
    assert (told.kind, told.reasons) == (Kind.REPLY, ["reply", "mention", "thread", "person", "article"])


def test_who_follows_the_section_is_told(word: Word, ada: Account, ben: Account) -> None:
    from_section = _in_television()
    follow(Place.SECTION, "Television", ada)
    say(ben, from_section)
    word.spread()
    assert [row.kind for row in word.of(ada)] == [Kind.SECTION]


def _in_television() -> Article:
    section = Section(name="Television")
    db.session.add(section)
    db.session.flush()
    return an_article("second-season", section=section, section_name="Television")


def test_a_held_comment_is_told_when_it_is_approved(
    word: Word, article: Article, ada: Account, ben: Account, sam: Account
) -> None:
    said = say(ada, article)
    reply = say(ben, article, "My first words.", said, holds=Hold.ALL)
    word.spread()
    assert word.of(ada) == []
    decided(reply, Verb.APPROVE, sam)
    word.spread()
    assert [row.kind for row in word.of(ada)] == [Kind.REPLY]
    assert [row.kind for row in word.of(ben)] == [Kind.PUBLISHED]


@pytest.mark.parametrize("place", [Place.THREAD, Place.ARTICLE])
def test_who_silenced_the_place_is_not_told(
    word: Word, article: Article, ada: Account, ben: Account, place: Place
) -> None:
    said = say(ada, article)
    silence(place, key_of(said if place == Place.THREAD else article), ada)
    say(ben, article, "As @ada says.", said)
    word.spread()
    assert word.of(ada) == []


def test_who_muted_the_author_is_not_told(word: Word, article: Article, ada: Account, ben: Account) -> None:
    said = say(ada, article)
    mute(ben, by=ada)
    say(ben, article, "As @ada says.", said)
    word.spread()
    assert word.of(ada) == []


def test_who_is_banned_is_not_told(word: Word, article: Article, ada: Account, ben: Account) -> None:
    said = say(ada, article)
    ada.banned_at = clock.now()
    say(ben, article, "Indeed.", said)
    word.spread()
    assert word.of(ada) == []


def test_what_was_taken_away_is_seen_in_no_inbox_and_comes_back_unread(
    word: Word, article: Article, ada: Account, ben: Account
) -> None:
    reply = say(ben, article, "Indeed.", say(ada, article))
    word.spread()
    delete_comment(reply, by=ben)
    word.spread()
    assert (unread_count(ada), inbox(ada).items) == (0, [])
    restore_comment(reply, by=ben)
    word.spread()
    assert (unread_count(ada), len(word.of(ada))) == (1, 1)


def test_who_is_named_only_by_an_edit_is_told_and_who_was_before_is_not_told_again(
    word: Word, article: Article, ada: Account, ben: Account, cleo: Account
) -> None:
    said = say(ben, article, "I agree with @ada.")
    word.spread()
    edit_comment(said, "I agree with @ada and @cleo.", ben, Hold.OPEN)
    word.spread()
    assert [[row.kind for row in word.of(one)] for one in (ada, cleo)] == [[Kind.MENTION], [Kind.MENTION]]


def test_who_names_a_crowd_means_nobody_in_particular(word: Word, article: Article, ben: Account) -> None:
    crowd = [person(f"reader{number}") for number in range(ties.MOST_NAMED + 5)]
    say(ben, article, " ".join(f"@{one.handle}" for one in crowd))
    word.spread()
    told = db.session.scalars(select(Notification.person_id)).all()
    assert sorted(told) == sorted(one.id for one in crowd[: ties.MOST_NAMED])


def test_what_was_seen_on_its_page_meanwhile_is_read_already(
    word: Word, article: Article, ada: Account, ben: Account
) -> None:
    said = say(ada, article)
    note_visit(article, ada, [])
    reply = say(ben, article, "Indeed.", said)
    note_visit(article, ada, [ids.to_text(reply.id)])
    word.spread()
    [told] = word.of(ada)
    assert told.read_at is not None
    assert (told.post, told.mail_reason) == (Post.SKIPPED, "You had seen it on the site.")


def test_the_closest_reason_alone_says_how_it_is_told(word: Word, article: Article, ada: Account, ben: Account) -> None:
    said = say(ada, article)
    follow(Place.THREAD, key_of(said), ada)
    choose(ada, Kind.REPLY, Manner(inbox=False, mail=Frequency.NEVER))
    choose(ada, Kind.THREAD, Manner(inbox=True, mail=Frequency.AT_ONCE))
    say(ben, article, "Indeed.", said)
    word.spread()
    [told] = word.of(ada)
    assert (told.kind, told.in_inbox, told.post) == (Kind.REPLY, False, Post.NONE)
    assert told.mail_reason == "You want no mail of this kind."
    assert unread_count(ada) == 0


def test_a_crowd_of_followers_is_told_slice_by_slice_each_once(
    word: Word, article: Article, ben: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Smaller slices, so that there are many; what a worker that died had done already is not done twice."""
    monkeypatch.setattr(ties, "SLICE", 7)
    crowd = [person(f"follower{number}") for number in range(40)]
    said = say(ben, article)
    for number, one in enumerate(crowd):
        follow(Place.ARTICLE, key_of(article), one)
        if number % 3 == 0:
            follow(Place.THREAD, key_of(said), one)
    word.spread()
    told = select(Notification.person_id, func.count()).group_by(Notification.person_id)
    assert db.session.scalar(select(func.count()).select_from(Following)) == 40 + 14
    for _ in range(2):
        reply = say(ben, article, f"More of it, {clock.now()}", said)
        word.spread()
        word.spread()
        rows = db.session.scalars(select(Notification).where(Notification.comment_id == reply.id)).all()
        assert sorted(row.person_id for row in rows) == sorted(one.id for one in crowd)
        assert {row.kind for row in rows} == {Kind.THREAD, Kind.ARTICLE}
    assert {count for _, count in db.session.execute(told)} == {3}
