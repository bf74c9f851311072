"""forum recount."""

from forum.accounts.models import Account
from forum.articles.models import Article
from tests.cli.conftest import Forum
from tests.factories import say


def test_a_difference_is_found_then_mended(forum_here: Forum, ada: Account, ben: Account, article: Article) -> None:
    comment = say(ada, article)
    say(ben, article, parent=comment)
    assert forum_here("recount", "--check").exit_code == 0
    comment.reply_count, article.comment_count = 7, 3
    checked = forum_here("recount", "--check")
    assert checked.exit_code == 1
    assert "reply_count 7, should be 1" in checked.stdout
    assert "comment_count 3, should be 2" in checked.stdout
    assert "Counting" not in checked.stdout
    assert comment.reply_count == 7
    assert forum_here("recount").exit_code == 0
    assert (comment.reply_count, article.comment_count) == (1, 2)
    assert forum_here("recount", "--check").exit_code == 0
