"""What stands around the queue: the author's record, the team's notes, kept searches, who is looking."""

import re
from collections.abc import Callable

from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.ids import to_text
from forum.moderation.models import Verb
from forum.queue.leasing import LASTS
from forum.queue.models import Lease, Note, QueueView
from forum.queue.views import MOST
from tests.factories import decided, say
from tests.visiting import Visitor

QUEUE = "/moderation/queue"
Visit = Callable[[Account], Visitor]


def test_what_to_know_of_the_author_stands_beside(
    visitor: Visit, sam: Account, eve: Account, ada: Account, article: Article, held: list[Comment]
) -> None:
    decided(say(ada, article, "Buy my book."), Verb.REMOVE, eve, "spam")
    decided(held[2], Verb.REJECT, eve, "off topic")
    page = visitor(sam).get(QUEUE).text
    record = page.partition('id="record"')[2].partition("</aside>")[0]
    assert "<dt>Refused</dt><dd>2</dd>" in record and "<dt>Waiting</dt><dd>2</dd>" in record
    assert "Buy my book." in record
    assert re.search(r"rejected this \d+ s ago \(off topic\)", record)  # under the same rule
    assert "Buy my book" not in record.partition("same rule")[2]  # which no rule had noticed


def test_a_note_is_for_the_team_and_goes_with_its_author_only(
    visitor: Visit, sam: Account, eve: Account, ada: Account, held: list[Comment]
) -> None:
    answer = visitor(sam).post("/people/ada/notes", note="Writes for the <b>other</b> paper.", at=to_text(held[1].id))
    assert answer.location == f"{QUEUE}?at={to_text(held[1].id)}"
    page = visitor(eve).get(QUEUE).text
    assert "Writes for the &lt;b&gt;other&lt;/b&gt; paper." in page
    note = db.session.scalars(select(Note)).one()
    assert visitor(eve).post(f"/moderation/notes/{to_text(note.id)}/remove").status_code == 404
    assert visitor(sam).post(f"/moderation/notes/{to_text(note.id)}/remove").status_code == 303
    assert db.session.scalars(select(Note)).all() == []
    assert visitor(sam).post("/people/ada/notes", note=" ").status_code == 400
    long = visitor(sam).post("/people/ada/notes", note="x" * 1_001, at=to_text(held[1].id))
    assert long.status_code == 400 and f">{'x' * 1_001}</textarea>" in long.text
    assert visitor(ada).post("/people/sam/notes", note="Unfair.").status_code == 403


def test_a_search_is_kept_under_a_name_and_forgotten(visitor: Visit, sam: Account, eve: Account) -> None:
    moderator = visitor(sam)
    for query in ("rule:stance has:link", "rule:stance"):
        assert moderator.post("/moderation/views", q=query, name="With links").status_code == 303
    assert [view.query for view in db.session.scalars(select(QueueView))] == ["rule:stance"]
    assert "With links" in moderator.get(QUEUE).text
    assert "With links" not in visitor(eve).get(QUEUE).text
    answer = moderator.post("/moderation/views", q="", name="Everything")
    assert answer.status_code == 400 and "Search for something first" in answer.text
    db.session.add_all(QueueView(account_id=sam.id, name=str(number), query="x") for number in range(MOST - 1))
    assert "Forget one of them first" in moderator.post("/moderation/views", q="x", name="One more").text
    (view,) = db.session.scalars(select(QueueView).where(QueueView.name == "With links"))
    assert visitor(eve).post(f"/moderation/views/{to_text(view.id)}/forget").status_code == 404
    assert moderator.post(f"/moderation/views/{to_text(view.id)}/forget").status_code == 303


def test_others_see_who_is_looking_for_a_minute_and_a_half(
    visitor: Visit, sam: Account, eve: Account, held: list[Comment]
) -> None:
    names = [to_text(comment.id) for comment in held]
    for name in (names[0], names[0], names[1]):
        assert visitor(sam).post(f"{QUEUE}/{name}/lease").status_code == 204
    assert [lease.comment_id for lease in db.session.scalars(select(Lease))] == [held[1].id]
    looking = "<bdi>Sam</bdi> is looking"
    assert visitor(eve).get(QUEUE).text.count(looking) == 1
    assert looking not in visitor(sam).get(QUEUE).text
    with clock.stopped_at(clock.now() + LASTS):
        assert looking not in visitor(eve).get(QUEUE).text
    # Who is not the one that looks may decide all the same.
    decided(held[1], Verb.APPROVE, eve)
