"""A second look: drawn by digest, somebody else's, and without any consequence."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.errors import Conflict, Forbidden, NotFound
from forum.ids import new_id, to_text
from forum.measures.drawing import SHARE, is_drawn
from forum.measures.looking import look_again, next_look
from forum.moderation.log import length
from forum.moderation.models import Decision, Verb
from forum.moderation.undoing import reverse
from forum.privacy.forgetting import forget_person
from tests.factories import decided, person, say
from tests.measures.drawn import drawn, looks
from tests.visiting import Visitor

PAGE = "/moderation/second-look"
Visit = Callable[[Account | None], Visitor]


@pytest.mark.one_database
def test_one_in_fifty_is_drawn_and_always_the_same(app: Flask) -> None:
    numbers = [new_id() for _ in range(10_000)]
    first = [number for number in numbers if is_drawn(number)]
    assert 0.015 < len(first) / len(numbers) < 0.025
    assert SHARE == 0.02
    assert first == [number for number in numbers if is_drawn(number)]


@pytest.mark.one_database
def test_which_ones_are_drawn_is_known_only_with_the_key(app: Flask, settings_are: Callable[..., None]) -> None:
    numbers = [new_id() for _ in range(2_000)]
    before = [number for number in numbers if is_drawn(number)]
    settings_are(secret_key="another key of forty characters, at least so")
    assert before != [number for number in numbers if is_drawn(number)]


def test_nobody_looks_at_their_own(ada: Account, sam: Account, eve: Account, article: Article) -> None:
    number = drawn(say(ada, article), by=sam)
    assert next_look(sam) is None
    with pytest.raises(Forbidden, match="yourself"):
        look_again(number, "stand", by=sam)
    found = next_look(eve)
    assert found is not None
    assert found.decision_id == number


def test_what_was_not_drawn_cannot_be_looked_at(ada: Account, sam: Account, eve: Account, article: Article) -> None:
    other = next(number for number in iter(new_id, None) if not is_drawn(number))
    row = Decision(
        id=other,
        comment_id=say(ada, article).id,
        by_id=sam.id,
        verb=Verb.REMOVE,
        version_seen=1,
        created_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    assert next_look(eve) is None
    with pytest.raises(NotFound):
        look_again(other, "stand", by=eve)


def test_nothing_happens_to_the_comment_and_the_log_says_nothing(
    ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    comment = say(ada, article)
    number, before = drawn(comment, by=sam), (comment.state, comment.version, length())
    look_again(number, "away", by=eve)
    db.session.refresh(comment)
    assert (comment.state, comment.version, length()) == before


def test_it_is_answered_once(ada: Account, sam: Account, eve: Account, article: Article) -> None:
    number = drawn(say(ada, article), by=sam)
    look_again(number, "away", by=eve)
    for colleague in (eve, person("max", eve.role)):
        assert next_look(colleague) is None
        with pytest.raises(Conflict, match="already"):
            look_again(number, "stand", by=colleague)
    assert looks() == 1


def test_other_words_or_a_decision_taken_back_are_not_looked_at(
    ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    edited, gone, taken_back = (say(ada, article, f"Number {number}.") for number in range(3))
    number = drawn(edited, by=sam)
    edited.edited_at = clock.now() + timedelta(seconds=1)
    drawn(gone, by=sam)
    delete_comment(gone, by=ada)
    drawn(say(eve, article, "My own."), by=sam)
    decision = decided(taken_back, Verb.REMOVE, by=sam)
    reverse(decision.id, by=eve)
    db.session.flush()
    assert next_look(eve) is None
    with pytest.raises(Conflict, match="changed"):
        look_again(number, "stand", by=eve)


def test_after_two_weeks_it_is_over(ada: Account, sam: Account, eve: Account, article: Article) -> None:
    number = drawn(say(ada, article), by=sam)
    with clock.stopped_at(clock.now() + timedelta(days=14, seconds=1)):
        assert next_look(eve) is None
        with pytest.raises(Forbidden, match="two weeks"):
            look_again(number, "stand", by=eve)


def test_it_is_for_moderators(ada: Account, ben: Account, sam: Account, article: Article, visitor: Visit) -> None:
    number = drawn(say(ada, article), by=sam)
    assert visitor(ben).get(PAGE).status_code == 403
    assert visitor(ben).post(f"{PAGE}/{to_text(number)}", answer="stand").status_code == 403
    assert visitor(None).get(PAGE).status_code == 303
    with pytest.raises(Forbidden):
        next_look(ben)
    with pytest.raises(Forbidden):
        look_again(number, "stand", by=ben)


def test_it_is_forgotten_with_whoever_answered(ada: Account, sam: Account, eve: Account, article: Article) -> None:
    look_again(drawn(say(ada, article), by=sam), "away", by=eve)
    forget_person(eve)
    assert looks() == 0
