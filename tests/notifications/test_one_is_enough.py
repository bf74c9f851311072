"""One mail until they are back, no more than twenty a day, and of a decision none that was taken back."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from forum import clock
from forum.db import db
from forum.discussion.visiting import note_visit
from forum.mail.models import Mail
from forum.moderation.models import Verb
from forum.notifications.choosing import choose, set_time_zone
from forum.notifications.following import follow, key_of
from forum.notifications.kinds import Manner
from forum.notifications.models import Frequency, Kind, Place, Post
from forum.notifications.timing import DECISION_WAIT, MOST_A_DAY, WAIT
from tests.factories import an_article, decided, say
from tests.notifications.conftest import NOW, Scene


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
