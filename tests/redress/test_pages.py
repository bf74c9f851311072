"""The pages of statements and appeals: for whom they are, and that no word is lost."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.ids import to_text
from forum.moderation.models import Kind, Verb
from forum.moderation.sanction_form import SanctionForm
from forum.moderation.sanctions import impose
from forum.statements.keys import key_to
from forum.statements.models import Appeal, AppealOutcome, Statement
from tests.factories import decided, say
from tests.visiting import Visitor

Visit = Callable[..., Visitor]


@pytest.fixture
def statement(ada: Account, sam: Account, article: Article) -> Statement:
    decided(say(ada, article, "Rude words."), Verb.REMOVE, sam, "personal attack")
    return db.session.scalars(select(Statement)).one()


def page_of(statement: Statement, then: str = "") -> str:
    return f"/statements/{to_text(statement.id)}{then}"


def test_a_statement_says_it_all_to_whom_it_is_for_and_never_by_whom(
    statement: Statement, ada: Account, visitor: Visit
) -> None:
    page = visitor(ada).get(page_of(statement)).text
    told = (
        "Your comment was removed",
        "personal attack",
        "Rude words.",
        "rules of this house",
        "A moderator came",
        "court",
    )
    for words in told:
        assert words in page, words
    assert "Sam" not in page


def test_nobody_else_learns_that_there_is_one(statement: Statement, ben: Account, sam: Account, visitor: Visit) -> None:
    for other in (ben, sam):
        for then in ("", "/appeal"):
            assert visitor(other).get(page_of(statement, then)).status_code == 404
        assert visitor(other).post(page_of(statement, "/appeal"), body="Why?").status_code == 404


def test_refused_words_are_in_the_box_again(statement: Statement, ada: Account, visitor: Visit) -> None:
    mine, long = visitor(ada), "Why? " * 401
    answer = mine.post(page_of(statement, "/appeal"), body=long)
    assert (answer.status_code, long.strip() in answer.text) == (400, True)
    assert "Shorten it by 4." in answer.text
    assert mine.post(page_of(statement, "/appeal"), body="Why?").status_code == 303
    again = mine.post(page_of(statement, "/appeal"), body="And why?")
    assert (again.status_code, "And why?" in again.text) == (403, True)
    assert "Your appeal waits." in mine.get(page_of(statement)).text


def test_who_is_signed_out_by_now_loses_no_word(statement: Statement, client: Visitor) -> None:
    answer = client.post(page_of(statement, "/appeal"), body="I wrote for hours.")
    assert (answer.status_code, "I wrote for hours." in answer.text) == (401, True)
    assert db.session.scalars(select(Appeal)).all() == []


def test_who_is_banned_appeals_by_the_link_from_the_mail(
    ada: Account, sam: Account, eve: Account, client: Visitor
) -> None:
    impose(ada, SanctionForm(Kind.BAN, "Again and again.", 0), sam)
    statement = db.session.scalars(select(Statement)).one()
    link = f"/statements/link/{key_to(statement.id)}"
    assert "Again and again." in client.get(link).text
    assert client.get(f"{link}/appeal").status_code == 200
    assert db.session.scalars(select(Appeal)).all() == []
    long = client.post(f"{link}/appeal", body="x" * 2_001)
    assert (long.status_code, "x" * 2_001 in long.text) == (400, True)
    assert client.post(f"{link}/appeal", body="I was kind.").status_code == 303
    row = db.session.scalars(select(Appeal)).one()
    assert (row.words, row.person_id) == ("I was kind.", ada.id)


@pytest.mark.parametrize("token", ["", "x", "x" * 500, "gAAAAA"])
def test_a_made_up_link_leads_nowhere(statement: Statement, client: Visitor, token: str) -> None:
    assert client.get(f"/statements/link/{token}").status_code == 404
    key = key_to(statement.id)
    assert client.get(f"/statements/link/{key}").status_code == 200
    assert client.get(f"/statements/link/{key[:30]}{'A' if key[30] != 'A' else 'B'}{key[31:]}").status_code == 404


def test_moderators_see_what_waits_and_answer(
    statement: Statement, ada: Account, sam: Account, eve: Account, visitor: Visit
) -> None:
    visitor(ada).post(page_of(statement, "/appeal"), body="It was mild.")
    row = db.session.scalars(select(Appeal)).one()
    page, other = f"/moderation/appeals/{to_text(row.id)}", visitor(eve)
    assert "Ada</bdi>: removed, personal attack" in other.get("/moderation/appeals").text
    assert 'Appeals <b class="tabs__count">1</b>' in other.get("/moderation/queue").text
    maker = visitor(sam)
    assert "You made this decision" in maker.get(page).text
    refused = maker.post(page, outcome="upheld", answer="")
    assert (refused.status_code, "Eve can." in refused.text) == (403, True)
    unanswered = other.post(page, outcome="declined", answer="")
    assert (unanswered.status_code, "Tell the author why it stands" in unanswered.text) == (400, True)
    assert other.post(page, outcome="upheld", answer="You are right.").status_code == 303
    db.session.expire_all()
    assert row.outcome == AppealOutcome.UPHELD
    assert "No appeal waits." in other.get("/moderation/appeals").text
    assert "Eve</bdi> took the decision back" in other.get("/moderation/appeals?tab=decided").text
    told = visitor(ada).get(page_of(statement)).text
    assert "Your appeal succeeded" in told
    assert "You are right." in told
    assert "Eve" not in told
    assert "upheld an appeal by" in other.get("/moderation/log").text
    late = other.post(page, outcome="declined", answer="No.")
    assert (late.status_code, "Eve took the decision back" in late.text) == (409, True)
