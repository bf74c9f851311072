"""What follows from an answer to an appeal."""

from typing import Any

import pytest
from sqlalchemy import event, select

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.discussion.models import State
from forum.errors import Invalid
from forum.moderation.decisions import decide
from forum.moderation.forms import DecisionForm
from forum.moderation.models import Kind, Verb
from forum.moderation.sanction_form import SanctionForm
from forum.moderation.sanctions import acknowledge, impose
from forum.redress.answering import answer_appeal
from forum.redress.appealing import appeal
from forum.redress.finding import case_of
from forum.redress.forms import AnswerForm
from forum.statements.models import AppealOutcome, Statement
from tests.factories import an_article, decided, say
from tests.redress.appealed import DECLINE, UPHOLD, appealed_removal, statement_about


def test_of_a_batch_only_what_was_appealed_comes_back(
    ada: Account, ben: Account, sam: Account, eve: Account, article: Article
) -> None:
    root = say(ada, article)
    reply = say(ben, article, "Well?", root)
    decided(root, Verb.REMOVE_ALL, sam)
    row = appeal(case_of(statement_about(root).id), "It was mild.")
    answer_appeal(row.id, UPHOLD, eve)
    assert (root.state, reply.state) == (State.LIVE, State.REMOVED)


def test_a_decline_needs_an_answer_and_changes_nothing(
    ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    with pytest.raises(Invalid, match="Tell the author why"):
        AnswerForm.parse({"outcome": "declined", "answer": " "})
    with pytest.raises(Invalid, match="1,000"):
        AnswerForm.parse({"outcome": "upheld", "answer": "x" * 1_001})
    comment, row = appealed_removal(ada, sam, article)
    assert answer_appeal(row.id, DECLINE, eve) == AppealOutcome.DECLINED
    assert (comment.state, row.answer) == (State.REMOVED, DECLINE.answer)
    assert statement_about(comment).withdrawn_at is None


@pytest.mark.parametrize("kind", list(Kind))
def test_a_sanction_is_let_go(ada: Account, sam: Account, eve: Account, kind: Kind) -> None:
    sanction = impose(ada, SanctionForm(kind, "Be kind.", 3), sam)
    statement = db.session.scalars(select(Statement)).one()
    row = appeal(case_of(statement.id), "I was.")
    answer_appeal(row.id, UPHOLD, eve)
    assert (sanction.ended_by_id, statement.withdrawn_at is None) == (eve.id, False)
    assert not any((ada.warned_at, ada.held_at, ada.muted_until, ada.banned_at))


def test_a_warning_that_was_read_no_longer_speaks_against_them(ada: Account, sam: Account, eve: Account) -> None:
    impose(ada, SanctionForm(Kind.WARN, "Be kind.", 0), sam)
    acknowledge(ada)
    statement = db.session.scalars(select(Statement)).one()
    assert answer_appeal(appeal(case_of(statement.id), "I was.").id, UPHOLD, eve) == AppealOutcome.UPHELD
    assert statement.withdrawn_at is not None


def test_what_was_taken_back_meanwhile_is_moot(ada: Account, sam: Account, eve: Account, article: Article) -> None:
    comment, row = appealed_removal(ada, sam, article)
    decided(comment, Verb.APPROVE, sam)
    assert answer_appeal(row.id, DECLINE, eve) == AppealOutcome.MOOT
    assert row.answer.startswith("The decision was taken back before")


def test_what_its_author_has_deleted_is_moot(ada: Account, sam: Account, eve: Account, article: Article) -> None:
    comment = say(ada, article)
    decided(comment, Verb.SPOILER, sam)
    row = appeal(case_of(statement_about(comment).id), "Nothing is given away.")
    delete_comment(comment, ada)
    assert answer_appeal(row.id, UPHOLD, eve) == AppealOutcome.MOOT
    assert "deleted the comment" in row.answer


def test_who_answers_holds_the_articles_in_their_order_also_after_a_move(
    ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    later = an_article("the-ferry")
    comment = say(ada, article)
    decided(comment, Verb.SPOILER, sam)
    row = appeal(case_of(statement_about(comment).id), "Nothing is given away.")
    decide(comment, DecisionForm(Verb.MOVE, "", comment.version, later.slug), sam)
    db.session.commit()
    held = list[int]()

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        # On SQLite, where whoever writes holds everything, the same is asked without the lock.
        if "FROM article" in statement and "article.id = " in statement:
            held.extend(parameters.values() if isinstance(parameters, dict) else parameters)

    event.listen(db.engine, "before_cursor_execute", note)
    assert answer_appeal(row.id, UPHOLD, eve) == AppealOutcome.UPHELD
    event.remove(db.engine, "before_cursor_execute", note)
    assert article.id < later.id and held[:2] == [article.id, later.id]
