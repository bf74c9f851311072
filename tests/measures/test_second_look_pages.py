"""The page of a second look says nothing until it was answered."""

from collections.abc import Callable

import pytest

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.ids import to_text
from forum.moderation.models import Verb
from tests.factories import say
from tests.measures.drawn import drawn, looks
from tests.visiting import Visitor

PAGE = "/moderation/second-look"
Visit = Callable[[Account | None], Visitor]


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
