"""A link that is forged, old, overtaken or another's decides nothing, and says nothing of anybody."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from forum import clock
from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.config import DecideByMail, Hold
from forum.discussion.deleting import delete_comment
from forum.discussion.editing import edit_comment
from forum.discussion.models import Comment, State
from forum.moderation.models import Verb
from forum.moderation.undoing import UNDO
from forum.rounds.keys import LASTS
from forum.web.seals import seal_alike
from tests.factories import decided, say
from tests.rounds.by_link import is_dead, page_of, state_of
from tests.rounds.conftest import NOON, token_for
from tests.visiting import Visitor


@pytest.fixture
def comment(ada: Account, article: Article) -> Comment:
    return say(ada, article, "The first waits.", holds=Hold.ALL)


def test_a_link_works_for_a_day(client: Visitor, sam: Account, comment: Comment) -> None:
    with clock.stopped_at(NOON):
        token = token_for(sam, comment, Verb.APPROVE)
    with clock.stopped_at(NOON + LASTS - timedelta(seconds=1)):
        assert client.get(page_of(token)).status_code == 200
    with clock.stopped_at(NOON + LASTS):
        assert is_dead(client, token)


def test_nobody_makes_a_link_but_this_site(client: Visitor, sam: Account, comment: Comment) -> None:
    token = token_for(sam, comment, Verb.APPROVE)
    spelled = "stop mail", f"{sam.id} kind waiting"
    forged = [
        token[:9] + ("A" if token[9] != "A" else "B") + token[10:],
        token[1:],
        token * 3,
        "x",
        "💩",
        seal_alike(*spelled),
    ]
    assert all(is_dead(client, each) for each in forged)


def test_another_spelling_of_a_used_link_is_used_as_well(client: Visitor, sam: Account, comment: Comment) -> None:
    with clock.stopped_at(NOON):
        token = token_for(sam, comment, Verb.APPROVE)
        client.post(page_of(token))
        assert client.get(page_of(f"{token}!")).status_code in (200, 404)
    with clock.stopped_at(NOON + UNDO + timedelta(seconds=1)):
        assert is_dead(client, f"{token}!")


@pytest.mark.parametrize(
    "change",
    [
        {"role": Role.READER},
        {"banned_at": NOON},
        {"erased_at": NOON},
        {"confirmed_at": None},
    ],
)
def test_who_may_not_decide_any_more_does_not_by_an_old_link(
    client: Visitor, sam: Account, comment: Comment, change: dict[str, object]
) -> None:
    token = token_for(sam, comment, Verb.APPROVE)
    for name, value in change.items():
        setattr(sam, name, value)
    assert is_dead(client, token)


def test_where_the_site_says_no_old_links_are_dead(
    client: Visitor, sam: Account, comment: Comment, settings_are: Callable[..., None]
) -> None:
    token = token_for(sam, comment, Verb.APPROVE)
    settings_are(decide_by_mail=DecideByMail.OFF)
    assert is_dead(client, token)


def test_what_was_edited_meanwhile_is_not_decided_unseen(
    client: Visitor, ada: Account, sam: Account, comment: Comment
) -> None:
    token = token_for(sam, comment, Verb.APPROVE)
    edit_comment(comment, "Buy it.", ada, Hold.ALL)
    page, answer = client.get(page_of(token)), client.post(page_of(token))
    assert (page.status_code, answer.status_code) == (200, 409)
    for each in (page, answer):
        assert "was edited or decided meanwhile" in each.text and "/moderation/queue?at=" in each.text
        assert f'action="{page_of(token)}"' not in each.text
    assert state_of(comment) == State.HELD


def test_who_was_faster_is_named(client: Visitor, sam: Account, eve: Account, comment: Comment) -> None:
    token = token_for(sam, comment, Verb.APPROVE)
    decided(comment, Verb.REJECT, eve, "spam")
    answer = client.post(page_of(token))
    assert answer.status_code == 409 and "Eve rejected this" in answer.text
    assert state_of(comment) == State.REJECTED


def test_what_was_deleted_is_gone(client: Visitor, ada: Account, sam: Account, comment: Comment) -> None:
    token = token_for(sam, comment, Verb.APPROVE)
    delete_comment(comment, ada)
    assert is_dead(client, token)


def test_nobody_reads_what_its_author_deleted_however_many_answered(
    client: Visitor, ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    comment = say(ada, article, "The first waits.")
    say(ben, article, "Does it?", parent=comment)
    token = token_for(sam, comment, Verb.REMOVE)
    assert "The first waits." in client.get(page_of(token)).text
    delete_comment(comment, ada)
    assert state_of(comment) == State.DELETED
    assert is_dead(client, token)


def test_who_comes_too_late_is_not_shown_what_was_taken_away(
    client: Visitor, sam: Account, eve: Account, comment: Comment
) -> None:
    token = token_for(sam, comment, Verb.APPROVE)
    assert "The first waits." in client.get(page_of(token)).text
    decided(comment, Verb.REJECT, eve, "spam")
    for answer in (client.get(page_of(token)), client.post(page_of(token))):
        assert "Eve rejected this" in answer.text
        assert "The first waits." not in answer.text and "Ada" not in answer.text


def test_what_was_handed_to_the_admins_is_theirs_whoever_holds_a_link(
    client: Visitor, sam: Account, eve: Account, comment: Comment
) -> None:
    decided(comment, Verb.ESCALATE, sam)
    assert client.post(page_of(token_for(sam, comment, Verb.APPROVE))).status_code == 403
    assert client.post(page_of(token_for(eve, comment, Verb.APPROVE))).status_code == 303
