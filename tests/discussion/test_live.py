"""What a page that stays open asks: whether anything has happened."""

from collections.abc import Callable

from sqlalchemy import text
from werkzeug.test import TestResponse

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.deleting import delete_comment, restore_comment
from forum.discussion.latest import LATEST, latest
from forum.discussion.recommending import recommend
from forum.ids import to_text
from forum.moderation.models import Verb
from tests.discussion.test_page_cost import counted
from tests.factories import an_article, decided, rows_of, say
from tests.visiting import Visitor

LIVE = "/articles/the-bridge/live"


def told(client: Visitor) -> dict[str, object]:
    facts: dict[str, object] = client.get(LIVE).get_json()
    return facts


def begins() -> int:
    """On SQLite the beginning of a transaction is a statement as well."""
    return int(db.engine.dialect.name == "sqlite")


def again(client: Visitor, answer: TestResponse) -> TestResponse:
    return client.get(LIVE, headers={"If-None-Match": answer.headers["ETag"]})


def test_it_tells_the_version_the_count_and_the_latest_with_whom_they_answer(
    client: Visitor, ada: Account, ben: Account, article: Article
) -> None:
    assert told(client) == {"version": 1, "count": 0, "latest": []}
    comment = say(ada, article)
    reply = say(ben, article, "So was I.", comment)
    version = article.version
    names = [to_text(comment.id), to_text(reply.id)]
    assert told(client) == {"version": version, "count": 2, "latest": [[names[1], names[0]], [names[0], None]]}


def test_only_what_everybody_can_read_is_told(
    client: Visitor, ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    kept, removed, deleted = (say(ada, article, words) for words in ("One.", "Two.", "Three."))
    say(ada, article, "I wait.", holds=Hold.ALL)
    for parent in (removed, deleted):
        decided(say(ben, article, "Hm.", parent), Verb.REMOVE, sam)
    decided(removed, Verb.REMOVE, sam)
    delete_comment(deleted, by=ada)
    assert told(client)["latest"] == [[to_text(kept.id), None]]


def test_it_names_no_more_than_the_latest_twenty(client: Visitor, ada: Account, article: Article) -> None:
    ids = rows_of(article, ada, [None] * (LATEST + 5))
    assert told(client)["latest"] == [[to_text(one), None] for one in reversed(ids[5:])]


def test_while_nothing_happens_the_answer_is_not_modified_and_costs_one_statement(
    client: Visitor, ada: Account, article: Article
) -> None:
    comment = say(ada, article)
    first = client.get(LIVE)
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert first.headers["Content-Type"] == "application/json; charset=utf-8"
    assert not first.headers["ETag"].startswith("W/")
    with counted() as cost:
        unchanged = again(client, first)
    assert (unchanged.status_code, unchanged.data, cost.statements) == (304, b"", 1 + begins())
    assert unchanged.headers["ETag"] == first.headers["ETag"]
    for change in (
        lambda: say(ada, article, "Once more."),
        lambda: delete_comment(comment, by=ada),
        lambda: restore_comment(comment, by=ada),
    ):
        change()
        assert again(client, first).status_code == 200
        first = client.get(LIVE)


def test_a_cache_that_weakens_the_tag_is_understood(client: Visitor, article: Article) -> None:
    tag = client.get(LIVE).headers["ETag"]
    for sent in (f"W/{tag}", f'"x", {tag}', "*"):
        assert client.get(LIVE, headers={"If-None-Match": sent}).status_code == 304


def test_whoever_asks_is_told_the_same_and_nobody_looks_who_it_is(
    visitor: Callable[..., Visitor], ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    recommend(say(ada, article), by=ben)
    say(ada, article, "I wait.", holds=Hold.ALL)
    costs, answers = [], []
    for viewer in (None, ada, ben, sam):
        client = visitor(viewer)
        with counted() as cost:
            answer = client.get(LIVE)
        costs.append(cost.statements)
        answers.append((answer.data, answer.headers["ETag"], answer.headers.get("Set-Cookie"), answer.vary.as_set()))
    # The first is told anew; for the others it is only looked whether that is still so.
    assert costs == [2 + begins(), *[1 + begins()] * 3]
    assert answers == [answers[0]] * 4
    assert answers[0][2:] == (None, {"accept-encoding"})


def test_the_latest_are_found_by_their_index(ada: Account, article: Article) -> None:
    rows_of(article, ada, [None] * 100)
    rows_of(an_article("the-tunnel"), ada, [None] * 2_000)
    explain = "EXPLAIN QUERY PLAN" if db.engine.dialect.name == "sqlite" else "EXPLAIN"
    if explain == "EXPLAIN":
        db.session.execute(text("ANALYZE comment"))
        db.session.execute(text("SET LOCAL enable_seqscan = off"))
    plan = plan_of(explain, article.id)
    assert "ix_comment_article" in plan
    assert "sort" not in plan.lower()
    assert "temp b-tree" not in plan.lower()


def plan_of(explain: str, article_id: int) -> str:
    query = "SELECT id, parent_id FROM comment WHERE article_id = :id AND state IN ('live', 'approved')"
    rows = db.session.execute(text(f"{explain} {query} ORDER BY id DESC LIMIT 20"), {"id": article_id})
    return "\n".join(str(tuple(row)) for row in rows)


def test_an_article_that_is_not_there_is_not_found(client: Visitor) -> None:
    assert client.get("/articles/no-such-article/live").status_code == 404


def test_the_latest_cost_the_same_in_a_thread_of_any_size(ada: Account, article: Article) -> None:
    rows_of(article, ada, [None] * 5_000)
    with counted() as cost:
        latest(article.id)
    assert (cost.statements, cost.rows) == (1, LATEST)
