"""What stands beside each rule: how much it held, and how much of that moderators let stand."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event

from forum import clock, ids
from forum.accounts.models import Account
from forum.articles.models import Article, Section
from forum.config import Hold
from forum.db import db
from forum.discussion.editing import edit_comment
from forum.discussion.models import Comment
from forum.moderation import catches as counting
from forum.moderation.catches import ENOUGH, NOTHING, Catch, catches
from forum.moderation.models import Verb
from forum.moderation.rule_form import RuleForm
from forum.moderation.rules import change_rule
from forum.moderation.undoing import undo
from forum.screening.models import KeptVerdict
from forum.screening.rulebook import RULES
from tests.factories import an_article, decided, person, say
from tests.moderation.trying import BANNED
from tests.visiting import Visitor

NAMES = [kind.name for kind in RULES]


@pytest.fixture
def banned(eve: Account) -> None:
    change_rule(RuleForm.parse(BANNED), by=eve)


def held(article: Article, times: int, name: str = "writer") -> list[int]:
    """By as many people: one would be held for repeating themselves as well."""
    people = [person(f"{name}{number}") for number in range(times)]
    return [say(each, article, f"At the casino with {each.handle}.").id for each in people]


@pytest.mark.usefixtures("banned")
def test_a_figure_is_of_30_days_and_of_what_moderators_think_last(
    article: Article, ada: Account, sam: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved, trusted, rejected, undone, waits, old = (
        say(person(name), article, f"At the casino with {name}.") for name in ("a1", "t1", "r1", "u1", "w1", "o1")
    )
    for comment, verb in ((approved, Verb.APPROVE), (trusted, Verb.TRUST), (rejected, Verb.REJECT)):
        decided(comment, verb, by=sam)
    undo(decided(undone, Verb.APPROVE, by=sam).id, by=sam)
    verdict = db.session.query(KeptVerdict).filter_by(comment_id=old.id, rule="banned-words").one()
    verdict.id = ids.first_of(clock.now() - timedelta(days=31))
    with clock.stopped_at(clock.now() + timedelta(minutes=1)):
        edit_comment(waits, "At the casino once more.", waits.author, Hold.OPEN)  # held twice, and one comment
    db.session.flush()
    assert catches(NAMES).get("banned-words") == Catch(held=5, approved=2)
    assert "many-links" not in catches(NAMES)


def test_notes_hold_nothing(eve: Account, ada: Account, article: Article) -> None:
    change_rule(RuleForm.parse(BANNED | {"ruling": "note"}), by=eve)
    say(ada, article, "At the casino.")
    assert catches(NAMES)["banned-words"] == NOTHING


@pytest.mark.usefixtures("banned")
def test_one_statement_counts_all_rules_and_no_more_than_the_newest(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(article, 6)
    monkeypatch.setattr(counting, "LOOKED_AT", 4)
    statements: list[str] = []
    listener: Callable[..., None] = lambda c, cursor, statement, *more: statements.append(statement)  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    assert catches(NAMES)["banned-words"] == Catch(held=4, approved=0, at_least=True)
    event.remove(db.engine, "before_cursor_execute", listener)
    assert len(statements) == 1


@pytest.mark.usefixtures("banned")
def test_in_a_section_it_is_what_was_held_there(article: Article) -> None:
    sport = Section(name="Sport")
    db.session.add(sport)
    held(article, 2)
    held(an_article("match", section=sport), 3, "player")
    assert catches(NAMES, "Sport")["banned-words"].held == 3
    assert catches(NAMES)["banned-words"].held == 5


@pytest.mark.usefixtures("banned")
def test_in_a_section_too_it_says_that_there_is_more_than_was_looked_at(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.session.add(sport := Section(name="Sport"))
    held(an_article("match", section=sport), 3, "player")
    held(article, 2)
    monkeypatch.setattr(counting, "LOOKED_AT", 4)
    assert catches(NAMES, "Sport")["banned-words"] == Catch(held=2, approved=0, at_least=True)


@pytest.mark.parametrize(("number", "approved", "loosen"), [(ENOUGH, 11, True), (ENOUGH, 10, False), (19, 19, False)])
@pytest.mark.usefixtures("banned")
def test_the_page_asks_whether_to_loosen_what_moderators_let_through(
    client: Visitor, article: Article, sam: Account, number: int, approved: int, loosen: bool
) -> None:
    for comment_id in held(article, number)[:approved]:
        decided(db.session.get_one(Comment, comment_id), Verb.APPROVE, by=sam)
    client.sign_in(sam)
    page = " ".join(client.get("/moderation/rules").text.split())
    said = f">held {number}</a> in 30 days, {approved} of them were approved."
    assert f'This rule <a href="/moderation/queue?q=rule:banned-words"{said}' in page
    assert (f'{said} <a href="/moderation/rules?rule=banned-words">Loosen it?</a>' in page) == loosen
    assert "Held nothing in 30 days." in page
    assert client.get("/moderation/queue?q=rule:banned-words").status_code == 200
