"""Ten minutes later everything is looked at again: who has seen it, read it, muted it or left gets no mail, and why."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from forum import clock, ids
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.discussion.muting import mute
from forum.discussion.visiting import note_visit
from forum.mail.purposes import NotNeeded
from forum.moderation.models import Verb
from forum.notifications.choosing import choose
from forum.notifications.following import key_of, silence
from forum.notifications.inbox import mark_all_read
from forum.notifications.kinds import Manner
from forum.notifications.models import Frequency, Kind, Place, Post
from forum.notifications.timing import WAIT
from tests.factories import decided
from tests.notifications.conftest import NOW, Scene


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
