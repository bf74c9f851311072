"""How much is said under articles, for lists of them elsewhere."""

from urllib.parse import urlencode

from forum.accounts.models import Account
from forum.articles.forms import MOST_NAMES
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.moderation.models import Verb
from tests.discussion.test_page_cost import counted
from tests.factories import an_article, decided, say
from tests.visiting import Visitor


def of(*slugs: str) -> str:
    return "/counts?" + urlencode([("of", slug) for slug in slugs])


def test_it_tells_how_many_comments_everybody_can_read(
    client: Visitor, ada: Account, sam: Account, article: Article
) -> None:
    an_article("the-ferry")
    removed, deleted = say(ada, article, "One."), say(ada, article, "Two.")
    say(ada, article, "Three.")
    say(ada, article, "I wait.", holds=Hold.ALL)
    assert client.get(of("the-bridge", "the-ferry")).get_json() == {"the-bridge": 3, "the-ferry": 0}
    decided(removed, Verb.REMOVE, sam)
    delete_comment(deleted, by=ada)
    answer = client.get(of("the-ferry", "the-bridge"))
    assert answer.get_json() == {"the-bridge": 1, "the-ferry": 0}
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"


def test_what_is_no_article_is_left_out_and_nothing_is_asked_for_twice(client: Visitor, article: Article) -> None:
    for slugs in (["the-bridge", "the-bridge"], ["nothing", "the-bridge", "", "'; DROP TABLE article; --"]):
        assert client.get(of(*slugs)).get_json() == {"the-bridge": 0}
    for path in ("/counts", of("nothing"), "/counts?other=the-bridge"):
        assert client.get(path).get_json() == {}


def test_as_many_are_counted_at_once_as_a_page_lists_and_by_one_statement(client: Visitor) -> None:
    slugs = [f"article-{n}" for n in range(MOST_NAMES)]
    for slug in slugs:
        an_article(slug)
    db.session.commit()
    with counted() as cost:
        answer = client.get(of(*slugs))
    assert answer.get_json() == dict.fromkeys(slugs, 0)
    # Besides, SQLite counts the beginning of the transaction.
    assert cost.statements == 1 + (db.engine.dialect.name == "sqlite")


def test_more_are_refused_in_a_sentence(client: Visitor) -> None:
    answer = client.get(of(*(["the-bridge"] * (MOST_NAMES + 1))))
    assert answer.status_code == 400
    assert "At most 100 articles" in answer.text


def test_the_count_is_the_same_in_every_spelling_of_the_question(client: Visitor, article: Article) -> None:
    for path in ("/counts?of=the-bridge&utm_source=x", "/counts?%6Ff=the%2Dbridge", "/counts?x&of=the-bridge&"):
        assert client.get(path).get_json() == {"the-bridge": 0}
