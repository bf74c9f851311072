"""Ten minutes later everything is looked at again: who has seen it, read it, muted it or left gets no mail, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from forum import clock, ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.discussion.models import Comment
from forum.discussion.muting import mute
from forum.discussion.visiting import note_visit
from forum.mail.models import Mail
from forum.mail.purposes import NotNeeded
from forum.moderation.models import Verb
from forum.notifications.choosing import choose, set_time_zone
from forum.notifications.following import follow, key_of, silence
from forum.notifications.inbox import mark_all_read
from forum.notifications.kinds import Manner
from forum.notifications.models import Frequency, Kind, Notification, Place, Post
from forum.notifications.timing import DECISION_WAIT, MOST_A_DAY, WAIT
from tests.factories import an_article, decided, say
from tests.notifications.conftest import Word

NOW = datetime.fromisoformat("2026-11-25T12:00:00+00:00")  # a Wednesday


@dataclass
class Scene:
    """Ben has answered Ada at NOW, and the word of it is spread."""

    word: Word
    article: Article
    ada: Account
    ben: Account
    sam: Account
    said: Comment
    reply: Comment

    @property
    def notice(self) -> Notification:
        found = self.word.about(self.ada, self.reply)
        assert found is not None
        return found

    def became(self, after: timedelta = WAIT) -> tuple[Post, str | None]:
        self.word.mail(NOW + after)
        return self.notice.post, self.notice.mail_reason


@pytest.fixture
def scene(word: Word, article: Article, ada: Account, ben: Account, sam: Account) -> Scene:
    with clock.stopped_at(NOW):
        said = say(ada, article)
        reply = say(ben, article, "I was too.", said)
        word.spread()
    return Scene(word, article, ada, ben, sam, said, reply)


def test_mail_waits_ten_minutes(scene: Scene) -> None:
    assert scene.became(WAIT - timedelta(seconds=1)) == (Post.WAITS, None)
    assert scene.word.mails(scene.ada) == []
    assert scene.became(WAIT) == (Post.WRITTEN, None)
    [mail] = scene.word.mails(scene.ada)
    assert (mail.recipient, mail.id) == ("ada@example.org", scene.notice.mail_id)
    assert mail.message_id == f"<{ids.to_text(scene.reply.id)}.comment@localhost>"


def test_looking_twice_writes_one_mail(scene: Scene) -> None:
    for minutes in (10, 10, 11, 30):
        scene.word.mail(NOW + timedelta(minutes=minutes))
    assert len(scene.word.mails(scene.ada)) == 1


def _read(scene: Scene) -> None:
    mark_all_read(scene.ada, scene.notice.id)


def _seen(scene: Scene) -> None:
    note_visit(scene.article, scene.ada, [ids.to_text(scene.reply.id)])


def _deleted(scene: Scene) -> None:
    delete_comment(scene.reply, by=scene.ben)


def _removed(scene: Scene) -> None:
    decided(scene.reply, Verb.REMOVE, scene.sam)


def _muted(scene: Scene) -> None:
    mute(scene.ben, by=scene.ada)


def _silenced(scene: Scene) -> None:
    silence(Place.THREAD, key_of(scene.said), scene.ada)


def _never(scene: Scene) -> None:
    choose(scene.ada, Kind.REPLY, Manner(inbox=True, mail=Frequency.NEVER))


def _banned(scene: Scene) -> None:
    scene.ada.banned_at = NOW


def _erased(scene: Scene) -> None:
    scene.ada.erased_at = NOW


def _unproved(scene: Scene) -> None:
    scene.ada.confirmed_at = None


CHANGES: dict[str, tuple[Callable[[Scene], None], str]] = {
    "read": (_read, "You had read it on the site."),
    "seen": (_seen, "You had seen it on the site."),
    "deleted": (_deleted, "The comment was taken away, or waits for a moderator again."),
    "removed": (_removed, "The comment was taken away, or waits for a moderator again."),
    "muted": (_muted, "You have muted who said it."),
    "silenced": (_silenced, "You do not want to hear of this thread or article."),
    "never": (_never, "You want no mail of this kind."),
    "banned": (_banned, "This account was banned, so no mail goes to it but what the law wants told."),
    "erased": (_erased, "The account was deleted."),
    "unproved": (
        _unproved,
        "You have not confirmed your address yet: mail goes only where somebody said that it is theirs.",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_within_the_wait_leaves_no_mail_but_its_reason(scene: Scene, change: str) -> None:
    make, reason = CHANGES[change]
    with clock.stopped_at(NOW + timedelta(minutes=5)):
        make(scene)
        scene.word.spread()
    assert scene.became() == (Post.SKIPPED, reason)
    assert scene.word.mails(scene.ada) == []


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_after_it_was_written_still_stops_it(scene: Scene, change: str) -> None:
    """The mail server was away for a while: the words are made when it goes."""
    scene.word.mail(NOW + WAIT)
    [mail] = scene.word.mails(scene.ada)
    make, reason = CHANGES[change]
    with clock.stopped_at(NOW + timedelta(hours=1)):
        make(scene)
        scene.word.spread()
    assert scene.word.words(mail) == NotNeeded(reason)


def test_a_mail_to_an_address_that_was_given_up_is_not_sent(scene: Scene) -> None:
    scene.word.mail(NOW + WAIT)
    scene.ada.email = "other@example.org"
    db.session.commit()
    [mail] = scene.word.mails(scene.ada)
    assert scene.word.words(mail) == NotNeeded("Your address is another one since.")


def test_only_the_first_reply_is_mailed_until_they_are_back(scene: Scene) -> None:
    assert scene.became() == (Post.WRITTEN, None)
    posts = list[tuple[Post, str | None]]()
    for minutes, is_back in ((20, False), (40, False), (60, True), (80, False)):
        moment = NOW + timedelta(minutes=minutes)
        with clock.stopped_at(moment):
            if is_back:
                note_visit(scene.article, scene.ada, [])
            reply = say(scene.ben, scene.article, f"More, after {minutes} minutes.", scene.said)
        scene.word.mail(moment)
        scene.word.mail(moment + WAIT)
        row = scene.word.about(scene.ada, reply)
        assert row is not None
        posts.append((row.post, row.mail_reason))
    again = "You have had a mail about this discussion, and were not back since: one is enough."
    assert posts == [(Post.SKIPPED, again), (Post.SKIPPED, again), (Post.WRITTEN, None), (Post.SKIPPED, again)]


def test_two_replies_at_once_make_one_mail(scene: Scene) -> None:
    with clock.stopped_at(NOW):
        second = say(scene.ben, scene.article, "And one more thing.", scene.said)
        scene.word.spread()
    scene.word.mail(NOW + WAIT)
    row = scene.word.about(scene.ada, second)
    assert row is not None
    assert (scene.notice.post, row.post) == (Post.WRITTEN, Post.SKIPPED)


def test_a_mail_that_never_went_keeps_none_after_it(scene: Scene) -> None:
    scene.word.mail(NOW + WAIT)
    [mail] = scene.word.mails(scene.ada)
    mail.state = "skipped"  # type: ignore[assignment]
    with clock.stopped_at(NOW + timedelta(minutes=20)):
        reply = say(scene.ben, scene.article, "Hello?", scene.said)
        scene.word.spread()
    scene.word.mail(NOW + timedelta(minutes=30))
    row = scene.word.about(scene.ada, reply)
    assert row is not None and row.post == Post.WRITTEN


def test_another_article_is_another_discussion(scene: Scene) -> None:
    elsewhere = an_article("elsewhere")
    with clock.stopped_at(NOW):
        said = say(scene.ada, elsewhere)
        say(scene.ben, elsewhere, "Here too.", said)
        scene.word.spread()
    scene.word.mail(NOW + WAIT)
    assert len(scene.word.mails(scene.ada)) == 2


def test_a_decision_is_mailed_after_a_minute_and_not_when_it_was_taken_back(scene: Scene) -> None:
    with clock.stopped_at(NOW):
        decided(scene.reply, Verb.PICK, scene.sam)
        decided(scene.said, Verb.PICK, scene.sam)
        scene.word.spread()
    with clock.stopped_at(NOW + timedelta(seconds=20)):
        decided(scene.said, Verb.UNPICK, scene.sam)
        scene.word.spread()
    scene.word.mail(NOW + DECISION_WAIT - timedelta(seconds=1))
    assert scene.word.mails(scene.ben) == []
    scene.word.mail(NOW + DECISION_WAIT)
    assert [scene.word.letter(mail).subject for mail in scene.word.mails(scene.ben)] == [
        "An editor picked your comment, on “The bridge”"
    ]
    [row] = [row for row in scene.word.of(scene.ada) if row.kind == Kind.PICKED]
    assert (row.post, row.mail_reason) == (Post.SKIPPED, "The editor took that back.")


def test_above_the_cap_of_a_day_mail_is_put_together(scene: Scene) -> None:
    set_time_zone(scene.ada, "Europe/Berlin")
    with clock.stopped_at(NOW):
        for number in range(MOST_A_DAY + 5):
            place = an_article(f"place-{number}")
            follow(Place.ARTICLE, key_of(place), scene.ada)
            choose(scene.ada, Kind.ARTICLE, Manner(inbox=True, mail=Frequency.AT_ONCE))
            say(scene.ben, place, f"Number {number}.")
        scene.word.spread()
    scene.word.mail(NOW + WAIT)
    assert len(scene.word.mails(scene.ada)) == MOST_A_DAY
    later = [row for row in scene.word.of(scene.ada) if row.post == Post.DIGEST]
    morning = datetime.fromisoformat("2026-11-26T07:00:00+00:00")
    assert {(row.mail_due_at, row.mail_reason) for row in later} == {
        (morning, "More than 20 mails in a day: it comes with the others in the morning.")
    }
    scene.word.mail(morning)
    [digest] = scene.word.mails(scene.ada, "digest")
    assert scene.word.letter(digest).subject == f"{len(later)} new at The Courier"
    total = select(func.count()).select_from(Mail).where(Mail.account_id == scene.ada.id)
    assert db.session.scalar(total) == MOST_A_DAY + 1
