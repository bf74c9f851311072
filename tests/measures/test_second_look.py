"""A second look: drawn by digest, somebody else's, told only afterwards, and without any consequence."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.discussion.models import Comment
from forum.errors import Conflict, Forbidden, NotFound
from forum.ids import new_id, to_text
from forum.measures.drawing import SHARE, is_drawn
from forum.measures.looking import look_again, next_look
from forum.measures.models import SecondLook
from forum.moderation.log import length
from forum.moderation.models import Decision, Verb
from forum.moderation.undoing import reverse
from forum.privacy.forgetting import forget_person
from tests.factories import decided, person, say
from tests.visiting import Visitor

PAGE = "/moderation/second-look"
Visit = Callable[[Account | None], Visitor]


def drawn(comment: Comment, by: Account, verb: Verb = Verb.REMOVE) -> int:
    """A decision about it, with an id that is drawn."""
    row = Decision(
        id=next(number for number in iter(new_id, None) if is_drawn(number)),
        comment_id=comment.id,
        by_id=by.id,
        verb=verb,
        version_seen=comment.version,
        created_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def looks() -> int:
    return db.session.scalar(select(func.count()).select_from(SecondLook)) or 0


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


def test_it_says_neither_what_was_decided_nor_by_whom_until_it_is_answered(
    ada: Account, sam: Account, eve: Account, article: Article, visitor: Visit
) -> None:
    above = say(ada, article, "Who lit the lamp?")
    number = drawn(say(ada, article, "It was the keeper.", above), by=sam)
    reader = visitor(eve)
    before = reader.get(PAGE).text
    assert "It was the keeper." in before
    assert "Who lit the lamp?" in before
    assert article.title in before
    for told in (sam.display_name, ada.display_name, "removed", "otherwise", "the same"):
        assert told not in before
    assert reader.get(f"{PAGE}?done={to_text(number)}").text == before
    after = reader.post(f"{PAGE}/{to_text(number)}", answer="stand")
    assert after.status_code == 303
    assert "decided otherwise" in reader.get(after.location).text
    assert "decided otherwise" not in visitor(sam).get(after.location).text


@pytest.mark.parametrize(
    ("verb", "answer", "said"),
    [(Verb.TRUST, "stand", "the same"), (Verb.REJECT, "stand", "otherwise"), (Verb.REMOVE, "away", "the same")],
)
def test_agreement_is_being_on_the_same_side(
    verb: Verb, answer: str, said: str, ada: Account, sam: Account, eve: Account, article: Article, visitor: Visit
) -> None:
    number, reader = drawn(say(ada, article), by=sam, verb=verb), visitor(eve)
    answered = reader.post(f"{PAGE}/{to_text(number)}", answer=answer)
    assert f"decided {said}" in reader.get(answered.location).text


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


def test_skipping_leads_to_the_next_and_keeps_it(
    ada: Account, sam: Account, eve: Account, article: Article, visitor: Visit
) -> None:
    first = drawn(say(ada, article, "The first."), by=sam)
    drawn(say(ada, article, "The second."), by=sam)
    reader = visitor(eve)
    assert "The first." in reader.get(PAGE).text
    assert "The second." in reader.get(f"{PAGE}?after={to_text(first)}").text
    assert "The first." in reader.get(PAGE).text
    assert looks() == 0


def test_without_an_answer_the_comment_is_there_again(
    ada: Account, sam: Account, eve: Account, article: Article, visitor: Visit
) -> None:
    number = drawn(say(ada, article, "The first."), by=sam)
    refused = visitor(eve).post(f"{PAGE}/{to_text(number)}")
    assert refused.status_code == 400
    assert "Choose what you would do" in refused.text
    assert "The first." in refused.text


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
