"""What somebody was told is forgotten after half a year."""

from datetime import timedelta

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.notifications.pruning import KEPT_FOR, forget_old_notifications
from tests.factories import say
from tests.notifications.conftest import Word


def test_it_is_forgotten_after_half_a_year_and_not_before(
    word: Word, article: Article, ada: Account, ben: Account
) -> None:
    now = clock.now()
    say(ben, article, "I was too.", say(ada, article))
    word.spread()
    with clock.stopped_at(now + KEPT_FOR - timedelta(minutes=1)):
        assert not forget_old_notifications()
    assert len(word.of(ada)) == 1
    with clock.stopped_at(clock.now() + KEPT_FOR + timedelta(minutes=1)):
        assert not forget_old_notifications()
    assert word.of(ada) == []
