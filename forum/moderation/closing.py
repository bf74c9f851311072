"""Closing an article to comments, and opening it again."""

from forum.accounts.models import Account
from forum.articles.models import Article, Openness
from forum.errors import require
from forum.moderation.concluding import happened
from forum.moderation.log import log
from forum.moderation.models import Decision, Verb
from forum.moderation.permissions import may_close, may_reopen
from forum.moderation.undoing import article_decision


def close(article: Article, by: Account) -> Decision:
    """Stop new comments; what is said stays said. The caller holds the article."""
    require(may_close(by, article))
    decision = article_decision(article, Openness.CLOSED, by, Verb.CLOSE)
    log(happened(decision))
    return decision


def reopen(article: Article, by: Account) -> Decision:
    """Take comments again, first ones held: who closed it had a reason. The caller holds the article."""
    require(may_reopen(by, article))
    decision = article_decision(article, Openness.FIRST, by, Verb.REOPEN)
    log(happened(decision))
    return decision
