"""The queue without script: look, decide, undo, decide together, note, search, keep."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.models import Comment, State
from forum.ids import to_text
from forum.moderation.models import Decision, Verb
from forum.queue.models import Lease
from tests.discussion.test_page_cost import counted
from tests.factories import decided, person, say
from tests.visiting import Visitor

QUEUE = "/moderation/queue"
Visit = Callable[[Account], Visitor]


def seen(comment: Comment, **more: str) -> dict[str, str]:
    return {"version": str(comment.version), **more}


def opened(page: str) -> str:
    """Whose words are in the middle."""
    return page.partition('class="prose weighed__words" dir="auto"><p>')[2].partition("</p>")[0]


def test_who_comes_has_the_longest_waiting_before_them(visitor: Visit, sam: Account, held: list[Comment]) -> None:
    page = visitor(sam).get(QUEUE).text
    assert opened(page) == "The first waits."
    assert 'Needs you <b class="tabs__count">3</b>' in page
    assert "Whose comments wait" in page


def test_a_decision_leads_to_the_next_with_an_undo_that_leads_back(
    visitor: Visit, sam: Account, held: list[Comment]
) -> None:
    moderator, (first, second, _) = visitor(sam), held
    answer = moderator.post(
        f"{QUEUE}/{to_text(first.id)}/decision", **seen(first, verb="approve", next=to_text(second.id))
    )
    assert answer.status_code == 303
    page = moderator.get(answer.location).text
    assert opened(page) == "The second waits."
    assert "You approved this." in page
    assert "standing--approved" in moderator.get(f"{QUEUE}?at={to_text(first.id)}").text
    done = parse_qs(urlsplit(answer.location).query)["done"][0]
    answer = moderator.post(f"{QUEUE}/decisions/{done}/undo")
    assert opened(moderator.get(answer.location).text) == "The first waits."
    db.session.expire_all()
    assert first.state == State.HELD


def test_an_undo_too_late_says_so_and_undoes_nothing(visitor: Visit, sam: Account, held: list[Comment]) -> None:
    with clock.stopped_at(clock.now() - timedelta(minutes=1)):
        decision = decided(held[0], Verb.APPROVE, sam)
    answer = visitor(sam).post(f"{QUEUE}/decisions/{to_text(decision.id)}/undo")
    assert answer.status_code == 409
    assert "Half a minute is over" in answer.text
    assert opened(answer.text) == "The first waits."
    assert "Undo" not in answer.text.partition('id="done"')[2].partition("</div>")[0]


def test_who_is_overtaken_is_told_by_whom_and_keeps_or_reverses(
    visitor: Visit, sam: Account, eve: Account, held: list[Comment]
) -> None:
    moderator, comment = visitor(sam), held[0]
    was = seen(comment)
    decided(comment, Verb.REJECT, eve, "spam")
    address = f"{QUEUE}/{to_text(comment.id)}/decision"
    answer = moderator.post(address, **was, verb="approve")
    assert answer.status_code == 409
    assert re.search(r"Eve rejected this \d+ s ago \(spam\)\.", answer.text)
    assert ">Keep</a>" in answer.text and ">Reverse</button>" in answer.text
    assert moderator.post(address, **seen(comment, verb="approve")).status_code == 303
    db.session.expire_all()
    assert comment.state == State.APPROVED


def test_a_rejection_is_one_press_on_its_reason(visitor: Visit, sam: Account, held: list[Comment]) -> None:
    page = visitor(sam).get(QUEUE).text
    assert page.count('name="reason" value="off-topic"') == 1
    address = f"{QUEUE}/{to_text(held[0].id)}/decision"
    assert visitor(sam).post(address, **seen(held[0], verb="reject", reason="off-topic")).status_code == 303
    db.session.expire_all()
    assert (held[0].state, held[0].state_reason) == (State.REJECTED, "off topic")


def test_the_boxes_of_the_list_decide_on_many(visitor: Visit, sam: Account, held: list[Comment]) -> None:
    page = visitor(sam).get(QUEUE).text
    assert page.count('form="bulk"') == 3
    item = f"{to_text(held[1].id)}~{held[1].version}"
    assert f'value="{item}"' in page
    answer = visitor(sam).post("/moderation/bulk", verb="reject", reason="spam", item=item)
    assert "Decided: 1 of 1" in answer.text


def test_what_was_typed_wrongly_stays_in_its_field(visitor: Visit, sam: Account, held: list[Comment]) -> None:
    answer = visitor(sam).get(f"{QUEUE}?q=colour:red")
    assert answer.status_code == 400
    assert "means nothing here" in answer.text and 'value="colour:red"' in answer.text
    assert visitor(sam).get(f"{QUEUE}?tab=nonsense").status_code == 400
    assert visitor(sam).get(f"{QUEUE}?after=nonsense").status_code == 400


@pytest.mark.parametrize(
    ("tab", "words"),
    [("needs", "Nobody waits for you"), ("unseen", "All looked at"), ("edited", "Nothing was changed")],
)
def test_an_empty_queue_says_so(visitor: Visit, sam: Account, tab: str, words: str) -> None:
    assert words in visitor(sam).get(f"{QUEUE}?tab={tab}").text


def test_looking_writes_nothing_and_readers_do_not_get_in(
    visitor: Visit, sam: Account, ada: Account, held: list[Comment]
) -> None:
    visitor(sam).get(QUEUE)
    assert [*db.session.scalars(select(Decision)), *db.session.scalars(select(Lease))] == []
    assert visitor(ada).get(QUEUE).status_code == 403


def test_what_was_deleted_meanwhile_says_so(visitor: Visit, sam: Account, held: list[Comment]) -> None:
    page = visitor(sam).get(f"{QUEUE}?at={'0' * 13}").text
    assert "That comment was deleted meanwhile" in page
    assert "The first waits." in page  # the rest is still there


def test_a_long_record_costs_no_more_than_a_short_one(visitor: Visit, sam: Account, article: Article) -> None:
    moderator = visitor(sam)
    for number in range(3):
        say(person(f"writer-{number}"), article, f"Comment {number}.", holds=Hold.ALL)
    with counted() as few:
        moderator.get(QUEUE)
    for number in range(30):
        say(person(f"author-{number}"), article, f"Another {number}.", holds=Hold.ALL)
    with counted() as many:
        moderator.get(QUEUE)
    assert many.statements == few.statements
