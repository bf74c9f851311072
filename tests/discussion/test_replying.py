"""Who may answer what."""

from datetime import timedelta

import pytest

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article, Openness, Section
from forum.discussion.deleting import delete_comment
from forum.errors import Forbidden, Invalid
from forum.moderation.models import Verb
from tests.factories import an_article, decided, say


def test_a_reply_knows_whom_it_answers_and_where_its_branch_began(ada: Account, ben: Account, article: Article) -> None:
    root = say(ada, article)
    reply = say(ben, article, "So was I.", root)
    answer = say(ada, article, "Where?", reply)
    assert (root.root_id, root.depth, root.parent_id) == (root.id, 0, None)
    assert (answer.root_id, answer.depth, answer.parent_id) == (root.id, 2, reply.id)
    assert (root.reply_count, root.descendant_count, reply.reply_count) == (1, 2, 1)
    assert article.comment_count == 3


def test_a_comment_on_another_article_cannot_be_answered_here(ada: Account, ben: Account, article: Article) -> None:
    elsewhere = say(ada, an_article("the-tunnel"))
    with pytest.raises(Invalid, match="You can post yours as a new comment"):
        say(ben, article, parent=elsewhere)


def test_a_comment_deleted_meanwhile_cannot_be_answered(ada: Account, ben: Account, article: Article) -> None:
    comment = say(ada, article)
    delete_comment(comment, by=ada)
    with pytest.raises((Forbidden, Invalid), match="You can post yours as a new comment"):
        say(ben, article, parent=comment)


def test_nobody_answers_a_tombstone(ada: Account, ben: Account, article: Article) -> None:
    comment = say(ada, article)
    say(ben, article, parent=comment)
    delete_comment(comment, by=ada)
    with pytest.raises(Forbidden, match="taken away meanwhile"):
        say(ben, article, parent=comment)


@pytest.mark.parametrize("verb", [None, Verb.REJECT])
def test_a_comment_that_waits_or_was_refused_cannot_be_answered(
    ada: Account, ben: Account, sam: Account, verb: Verb | None
) -> None:
    article = an_article(state=Openness.HELD)
    waiting = say(ada, article)
    if verb is not None:
        decided(waiting, verb, by=sam)
    for somebody in (ada, ben, sam):
        with pytest.raises((Forbidden, Invalid), match="You can post yours as a new comment"):
            say(somebody, article, parent=waiting)
    assert article.comment_count == 0


def test_a_closed_article_takes_no_comment_and_no_reply(ada: Account, ben: Account, article: Article) -> None:
    comment = say(ada, article)
    article.state = Openness.CLOSED
    for parent in (None, comment):
        with pytest.raises(Forbidden, match=r"Comments are closed\."):
            say(ben, article, parent=parent)


def test_a_discussion_closes_on_its_day_and_says_which_was_the_last(ada: Account, article: Article) -> None:
    now = clock.now()
    article.closes_at = now + timedelta(minutes=1)
    say(ada, article)
    with clock.stopped_at(now + timedelta(minutes=1)), pytest.raises(Forbidden, match=r"Comments closed on \d+ \w+ 20"):
        say(ada, article)


def test_a_section_closes_its_discussions_by_age(app: object, ada: Account) -> None:
    article = an_article(section=Section(name="Television", closes_after_days=30))
    say(ada, article)
    with clock.stopped_at(clock.now() + timedelta(days=31)), pytest.raises(Forbidden, match="Comments closed on"):
        say(ada, article)
