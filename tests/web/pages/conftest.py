"""What the tests of shared pages share."""

import pytest

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.ids import to_text
from tests.factories import say

PAGE = "/articles/the-bridge"


@pytest.fixture
def addresses(ada: Account, ben: Account, article: Article) -> list[str]:
    """Of each shared page one."""
    comment = say(ada, article, "I was *there*.")
    say(ben, article, "So was I.", comment)
    name = to_text(comment.id)
    return [
        *("/", PAGE, f"{PAGE}?sort=newest", f"{PAGE}?show={name}", f"/c/{name}", f"/c/{name}/history"),
        *("/people/ada", f"{PAGE}/live", "/counts?of=the-bridge"),
    ]
