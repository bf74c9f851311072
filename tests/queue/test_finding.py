"""What is in the queue, in whose turn, and what a search leaves of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, update
from sqlalchemy import text as sql

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article, Section
from forum.config import Hold
from forum.db import db
from forum.discussion.counting import HEAD_START
from forum.discussion.editing import edit_comment
from forum.discussion.forms import CommentForm
from forum.discussion.models import Comment, State
from forum.discussion.posting import post_comment
from forum.moderation.models import Verb
from forum.moderation.rule_form import RuleForm
from forum.moderation.rules import change_rule
from forum.moderation.undoing import undo
from forum.queue.filters import Filter
from forum.queue.finding import LATELY, PAGE, Tab, count, find
from tests.factories import an_article, decided, rows_of, say

NOON = datetime.fromisoformat("2026-03-01T12:00+00:00")
MINUTE = timedelta(minutes=1)


def words(tab: Tab = Tab.NEEDS, text: str = "") -> list[str]:
    return [comment.body_source for comment in find(tab, Filter.parse({"q": text})).comments]


def waits(by: Account, article: Article, body: str, at: datetime = NOON) -> Comment:
    with clock.stopped_at(at):
        return say(by, article, body, holds=Hold.ALL)


def test_who_waits_longest_comes_first_and_what_is_suspected_has_a_head_start(
    ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    early = waits(ada, article, "Early.")
    waits(ada, article, "Late.", NOON + 50 * MINUTE)
    with clock.stopped_at(NOON + 55 * MINUTE):
        form = CommentForm(body="Buy here.", parent_id=None, key=None, lure_taken=True)
        suspected = post_comment(article, form, ben, Hold.OPEN)
        db.session.flush()
    say(ben, article, "Everybody reads this.")
    assert suspected.state == State.SUSPECTED
    assert suspected.due_at == NOON + 55 * MINUTE - HEAD_START[State.SUSPECTED]
    assert words() == ["Buy here.", "Early.", "Late."]
    decided(early, Verb.APPROVE, sam)
    assert words() == ["Buy here.", "Late."]
    assert count(Tab.NEEDS) == 2


def test_what_is_undone_waits_where_it_did(ada: Account, sam: Account, article: Article) -> None:
    first = waits(ada, article, "First.")
    waits(ada, article, "Second.", NOON + MINUTE)
    decision = decided(first, Verb.REJECT, sam)
    assert words() == ["Second."]
    undo(decision.id, by=sam)
    assert words() == ["First.", "Second."]
    assert first.due_at == NOON


def test_unseen_is_what_no_moderator_has_looked_at(ada: Account, sam: Account, article: Article) -> None:
    seen, _ = say(ada, article, "Seen."), say(ada, article, "Unseen.")
    decided(seen, Verb.APPROVE, sam)
    waits(ada, article, "It waits.")
    assert words(Tab.UNSEEN) == ["Unseen."]
    with clock.stopped_at(clock.now() + LATELY + MINUTE):
        assert words(Tab.UNSEEN) == []


def test_who_edits_what_was_approved_is_looked_at_again(ada: Account, sam: Account, article: Article) -> None:
    approved, other = say(ada, article, "Harmless."), say(ada, article, "Nobody approved this.")
    decided(approved, Verb.APPROVE, sam)
    with clock.stopped_at(clock.now() + timedelta(hours=1)):
        for comment in (approved, other):
            edit_comment(comment, f"{comment.body_source} Edited.", ada, Hold.OPEN)
        db.session.flush()
        assert words(Tab.EDITED) == ["Harmless. Edited."]
        decided(approved, Verb.APPROVE, sam)
        assert words(Tab.EDITED) == []


def test_each_search_finds_its_own_and_nothing_else(
    ada: Account, ben: Account, sam: Account, eve: Account, article: Article
) -> None:
    rule = {"rule": "banned-words", "enabled": "1", "ruling": "hold", "words": "casino", "patterns": ""}
    change_rule(RuleForm.parse(rule), by=eve)
    sport = an_article("the-match", section=Section(name="Sport"))
    say(ada, article, "At the casino.")
    waits(ben, sport, "Offside, see https://example.org/rules", clock.now() - timedelta(days=3))
    rejected = waits(ben, article, "Away with it.")
    decided(rejected, Verb.REJECT, sam)
    offside = "Offside, see https://example.org/rules"
    assert words(text="author:ada") == ["At the casino."]
    assert words(text="author:BEN") == [offside]
    assert words(text="article:the-match") == words(text="section:Sport") == words(text="has:link") == [offside]
    assert words(text="rule:banned-words") == words(text="CASINO") == ["At the casino."]
    assert words(text="rule:stance") == words(text="older:2d") == [offside]
    assert words(text="status:rejected author:ben") == ["Away with it."]
    assert words(text="author:nobody") == words(text="100%") == words(text="section:Gardens") == []


@pytest.mark.parametrize("text", ["", "article:the-bridge", "author:ada", "rule:stance", "status:held"])
def test_page_by_page_everything_comes_once(ada: Account, article: Article, text: str) -> None:
    for number in range(PAGE + 3):
        # Several at one moment: then the id decides.
        waits(ada, article, f"Comment {number}.", clock.now() - (number // 3) * MINUTE)
    wanted = Filter.parse({"q": text})
    first = find(Tab.NEEDS, wanted)
    assert first.after is not None
    second = find(Tab.NEEDS, wanted, first.after)
    assert second.after is None
    everything = [comment.id for comment in [*first.comments, *second.comments]]
    assert len(first.comments) == PAGE
    assert len(set(everything)) == len(everything) == PAGE + 3


@pytest.mark.parametrize("tab", [Tab.UNSEEN, Tab.EDITED])
def test_what_everybody_reads_is_paged_through_as_well(ada: Account, sam: Account, article: Article, tab: Tab) -> None:
    """Unseen the newest first; of the edited who waits longest."""
    comments = [say(ada, article, f"Comment {number}.") for number in range(PAGE + 3)]
    if tab == Tab.EDITED:
        for comment in comments:
            decided(comment, Verb.APPROVE, sam)
            with clock.stopped_at(clock.now() + timedelta(hours=1)):
                edit_comment(comment, f"{comment.body_source} Edited.", ada, Hold.OPEN)
        db.session.flush()
    first = find(tab, Filter())
    second = find(tab, Filter(), first.after or "")
    everything = [comment.id for comment in [*first.comments, *second.comments]]
    assert everything == [comment.id for comment in (comments if tab == Tab.EDITED else reversed(comments))]
    assert second.after is None


@pytest.mark.parametrize("text", ["", "article:the-bridge", "author:ada"])
def test_a_page_costs_the_same_however_much_waits(ada: Account, ben: Account, article: Article, text: str) -> None:
    """What moderators search for all day goes along an index, and no further than the page."""
    many_wait(article, ada, 1_000)
    many_wait(an_article("the-tunnel"), ben, 3_000)
    db.session.execute(sql("ANALYZE"))
    assert count(Tab.UNSEEN) == 0
    plan = plan_of(lambda: find(Tab.NEEDS, Filter.parse({"q": text})))
    assert "ix_comment_due" in plan, plan
    assert "TEMP B-TREE" not in plan and "Sort" not in plan, plan


def many_wait(article: Article, by: Account, many: int) -> None:
    rows = rows_of(article, by, [None] * many)
    held = update(Comment).where(Comment.id.in_(rows))
    db.session.execute(held.values(state=State.HELD, due_at=clock.now()))


@pytest.mark.parametrize(("tab", "index"), [(Tab.UNSEEN, "ix_comment_live"), (Tab.EDITED, "ix_comment_edited")])
def test_what_everybody_reads_is_counted_along_its_own_index(
    ada: Account, article: Article, tab: Tab, index: str
) -> None:
    """However much waits besides; and of what everybody reads hardly anything was edited."""
    many_wait(article, ada, 3_000)
    rows_of(article, ada, [None] * 300)
    say(ada, article).edited_at = clock.now()
    db.session.flush()
    db.session.execute(sql("ANALYZE"))
    if db.engine.dialect.name == "postgresql":
        # So few rows are read as quickly one after the other, where an earlier test left gaps that they fill.
        db.session.execute(sql("SET LOCAL enable_seqscan = off"))
    plan = plan_of(lambda: count(tab))
    assert index in plan, plan


def plan_of(ask: Callable[[], object]) -> str:
    """How the database says that it would go about the one statement of `ask`."""
    asked: list[tuple[str, Any]] = []

    def note(*words: Any) -> None:
        asked.append((words[2], words[3]))

    event.listen(db.engine, "before_cursor_execute", note)
    ask()
    event.remove(db.engine, "before_cursor_execute", note)
    ((statement, values),) = asked
    how = "EXPLAIN QUERY PLAN " if db.engine.dialect.name == "sqlite" else "EXPLAIN "
    return "\n".join(str(tuple(row)) for row in db.session.connection().exec_driver_sql(how + statement, values))
