"""A removal against which its author appealed, and two answers to it."""

from sqlalchemy import select

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.moderation.models import Verb
from forum.redress.appealing import appeal
from forum.redress.finding import case_of
from forum.redress.forms import AnswerForm
from forum.statements.models import Appeal, AppealOutcome, Statement
from tests.factories import decided, say

UPHOLD, DECLINE = AnswerForm(AppealOutcome.UPHELD, ""), AnswerForm(AppealOutcome.DECLINED, "It stands, for it hurts.")


def statement_about(comment: Comment) -> Statement:
    about = select(Statement).where(Statement.comment_id == comment.id).order_by(Statement.id.desc())
    return db.session.scalars(about.limit(1)).one()


def appealed_removal(by: Account, moderator: Account, article: Article) -> tuple[Comment, Appeal]:
    comment = say(by, article)
    decided(comment, Verb.REMOVE, moderator)
    return comment, appeal(case_of(statement_about(comment).id), "I only said that I was there.")
