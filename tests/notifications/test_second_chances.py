"""What was not mailed for a reason that is gone is mailed after all, and what answers itself is not."""

from datetime import datetime, timedelta

import pytest

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.deleting import delete_comment
from forum.discussion.models import State
from forum.mail.purposes import NotNeeded
from forum.moderation.decisions import decide
from forum.moderation.forms import DecisionForm
from forum.moderation.models import Verb
from forum.moderation.undoing import undo
from forum.notifications.choosing import choose
from forum.notifications.following import follow, key_of
from forum.notifications.inbox import unread_count
from forum.notifications.kinds import Manner
from forum.notifications.models import Frequency, Kind, Place, Post
from forum.notifications.timing import DECISION_WAIT, WAIT
from tests.factories import decided, say
from tests.notifications.conftest import Word

NOW = datetime.fromisoformat("2026-11-25T12:00:00+00:00")


def test_who_is_named_in_an_answer_to_somebody_else_gets_its_mail(
    word: Word, article: Article, ada: Account, ben: Account, cleo: Account
) -> None:
    with clock.stopped_at(NOW):
        said = say(cleo, article, "It begins.")
        say(ben, article, "As @ada says.", said)
        word.spread()
    word.mail(NOW + WAIT)
    [mail] = word.mails(ada)
    assert "Cleo had said:\n\n> It begins." in word.letter(mail).text


def test_the_next_is_mailed_when_the_first_was_deleted_before_it_went(
    word: Word, article: Article, ada: Account, ben: Account, cleo: Account
) -> None:
    with clock.stopped_at(NOW):
        said = say(ada, article)
        first, second = say(ben, article, "I was too.", said), say(cleo, article, "So was I.", said)
        word.spread()
    word.mail(NOW + WAIT)
    row = word.about(ada, second)
    assert row is not None and row.post == Post.SKIPPED
    with clock.stopped_at(NOW + WAIT + timedelta(minutes=1)):
        delete_comment(first, by=ben)
    word.mail(NOW + WAIT + timedelta(minutes=2))
    row = word.about(ada, second)
    assert row is not None and row.post == Post.WRITTEN
    gone, goes = word.mails(ada)
    assert isinstance(word.words(gone), NotNeeded)
    assert "So was I." in word.letter(goes).text


def test_what_was_held_for_a_time_and_let_stand_again_is_mailed(
    word: Word, article: Article, ada: Account, ben: Account, sam: Account
) -> None:
    with clock.stopped_at(NOW):
        reply = say(ben, article, "Indeed.", say(ada, article))
        word.spread()
        decided(reply, Verb.REMOVE, sam)
    word.mail(NOW + WAIT)
    row = word.about(ada, reply)
    assert row is not None and row.post == Post.SKIPPED
    with clock.stopped_at(NOW + timedelta(hours=1)):
        decided(reply, Verb.APPROVE, sam)
        word.spread()
    word.mail(NOW + timedelta(hours=1) + WAIT)
    row = word.about(ada, reply)
    assert row is not None and row.post == Post.WRITTEN


def test_a_slip_and_its_undo_make_one_mail_of_one_decision(
    word: Word, article: Article, ben: Account, sam: Account
) -> None:
    with clock.stopped_at(NOW):
        said = say(ben, article)
        for verb in (Verb.PICK, Verb.UNPICK, Verb.PICK):
            decided(said, verb, sam)
            word.spread()
    word.mail(NOW + DECISION_WAIT)
    assert len(word.mails(ben)) == 1
    assert unread_count(ben) == 1


def test_a_pick_taken_back_and_given_again_later_is_mailed_once(
    word: Word, article: Article, ben: Account, sam: Account
) -> None:
    with clock.stopped_at(NOW):
        said = say(ben, article)
        decided(said, Verb.PICK, sam)
        decided(said, Verb.UNPICK, sam)
        word.spread()
    word.mail(NOW + DECISION_WAIT)
    assert (word.mails(ben), unread_count(ben)) == ([], 0)
    with clock.stopped_at(NOW + timedelta(hours=1)):
        decided(said, Verb.PICK, sam)
        word.spread()
    word.mail(NOW + timedelta(hours=1) + DECISION_WAIT)
    assert (len(word.mails(ben)), unread_count(ben)) == (1, 1)


def test_of_a_decision_that_was_undone_the_inbox_says_nothing(
    word: Word, article: Article, ben: Account, sam: Account
) -> None:
    with clock.stopped_at(NOW):
        said = say(ben, article)
        form = DecisionForm(verb=Verb.REMOVE, reason="off topic", version=said.version)
        decision = decide(said, form, sam)
        word.spread()
        assert unread_count(ben) == 1
        undo(decision.id, sam)
        word.spread()
    assert said.state == State.LIVE
    assert unread_count(ben) == 0


def test_whoever_answers_has_read_what_they_answer_and_is_back(
    word: Word, article: Article, ada: Account, ben: Account
) -> None:
    with clock.stopped_at(NOW):
        first = say(ben, article, "I was too.", say(ada, article))
        word.spread()
    word.mail(NOW + WAIT)
    with clock.stopped_at(NOW + timedelta(minutes=20)):
        back = say(ada, article, "Then you saw it.", first)
        say(ben, article, "I did.", back)
        word.spread()
    read = word.about(ada, first)
    assert read is not None and read.read_at is not None
    word.mail(NOW + timedelta(minutes=30))
    assert len(word.mails(ada)) == 2


@pytest.mark.parametrize("body", ["a\n\n" * 1_600, '"' * 400, "中" * 400])
def test_no_comment_makes_a_mail_too_large_to_go(
    word: Word, article: Article, ada: Account, ben: Account, body: str
) -> None:
    choose(ada, Kind.ARTICLE, Manner(inbox=True, mail=Frequency.DAILY))
    follow(Place.ARTICLE, key_of(article), ada)
    with clock.stopped_at(NOW):
        said = say(ada, article)
        say(ben, article, body, said)
        for number in range(25):
            say(ben, article, f"{number} {body}")
        word.spread()
    word.mail(NOW + timedelta(days=1))
    assert word.letter(word.mails(ada)[0]).html
    digest = word.letter(word.mails(ada, "digest")[0])
    assert digest.subject == "25 new at The Courier"
