"""What tests of syndication share: an article of a section, in which two talk."""

from urllib.parse import quote_plus

import pytest

from forum.accounts.models import Account
from forum.articles.models import Article, Section
from forum.db import db
from forum.discussion.models import Comment
from tests.factories import say

FEED = "/articles/the-bridge/comments.atom"
DATA = "/articles/the-bridge/comments.jsonld"


def feed_of_section(section: Section) -> str:
    """Its address, as this site spells it."""
    return f"/comments.atom?section={quote_plus(section.name, safe='/')}"


@pytest.fixture
def gardens(article: Article) -> Section:
    section = Section(name="Gardens & Parks / Outside")
    db.session.add(section)
    article.section, article.section_name = section, section.name
    db.session.flush()
    return section


@pytest.fixture
def talk(article: Article, ada: Account, ben: Account) -> tuple[Comment, Comment]:
    """Ada says something, and Ben answers her."""
    said = say(ada, article, "I was *there*, with @ben.")
    return said, say(ben, article, "So was I.", said)
