"""From rows to verdicts and back: what is looked up, what is kept, and what it costs."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article, Openness, Section
from forum.config import Hold
from forum.db import db
from forum.discussion.editing import edit_comment
from forum.discussion.forms import CommentForm
from forum.discussion.keys import new_key, seconds_since
from forum.discussion.models import Comment, State
from forum.discussion.posting import post_comment
from forum.errors import Forbidden, Invalid
from forum.moderation.models import Verb
from forum.screening.models import KeptVerdict, Rule
from tests.factories import an_article, decided, person, say

LONG = "The ferry was late again this morning, and nobody on the quay was told why it was."


def rule(name: str, ruling: str = "hold", section: str = "", **options: object) -> Rule:
    row = Rule(name=name, section_name=section, enabled=True, ruling=ruling, options=options, changed_at=clock.now())
    db.session.add(row)
    db.session.flush()
    return row


def verdicts_on(comment: Comment) -> list[tuple[str, str, int]]:
    db.session.flush()
    kept = db.session.scalars(select(KeptVerdict).where(KeptVerdict.comment_id == comment.id))
    return sorted((row.rule, row.ruling, row.version) for row in kept)


def test_a_rule_counts_from_the_next_comment_on(ada: Account, article: Article) -> None:
    assert say(ada, article, "At the casino.").state == State.LIVE
    words = rule("banned-words", words=["casino"], patterns=[])
    held = say(ada, article, "At the casino, then.")
    assert (held.state, held.state_reason) == (State.HELD, "A moderator takes a look at this first.")
    assert verdicts_on(held) == [("banned-words", "hold", held.version)]
    words.options, words.version, words.changed_at = {"words": ["poker"]}, 2, clock.now()
    assert say(ada, article, "At the casino, after all.").state == State.LIVE


def test_a_section_has_rules_of_its_own(ada: Account, article: Article) -> None:
    sport = an_article("the-match", section=Section(name="Sport"))
    rule("banned-words", "suspect", "Sport", words=["casino"], patterns=[])
    assert say(ada, sport, "At the casino.").state == State.SUSPECTED
    assert say(ada, article, "At the casino again.").state == State.LIVE


def test_a_section_has_a_stance_of_its_own(ada: Account, article: Article) -> None:
    sport = an_article("the-match", section=Section(name="Sport", stance=Openness.FIRST))
    assert say(ada, sport).state == State.HELD
    say(ada, article, "Hello.")
    assert say(ada, sport, "Hello again.").state == State.LIVE


def test_what_is_refused_leaves_nothing_behind(ada: Account, article: Article) -> None:
    rule("banned-words", "refuse", words=["casino"], patterns=[])
    with pytest.raises(Invalid, match="takes a look"):
        say(ada, article, "At the casino.")
    assert db.session.scalars(select(Comment)).all() == []
    comment = say(ada, article, "At home.")
    with pytest.raises(Invalid, match="takes a look"):
        edit_comment(comment, "At the casino.", ada, Hold.OPEN)
    assert comment.body_source == "At home."


def test_a_note_lets_the_comment_go_out(ada: Account, article: Article) -> None:
    rule("suspect-words", "note", words=["casino"], patterns=[])
    noted = say(ada, article, "At the casino.")
    assert (noted.state, noted.state_reason) == (State.LIVE, None)
    assert verdicts_on(noted) == [("suspect-words", "note", noted.version)]


def test_who_is_muted_may_post_again_afterwards(ada: Account, article: Article) -> None:
    ada.muted_until = clock.now() + timedelta(hours=1)
    with pytest.raises(Forbidden, match="A moderator has asked you to pause"):
        say(ada, article)
    with clock.stopped_at(clock.now() + timedelta(hours=2)):
        assert say(ada, article).state == State.LIVE


def test_slow_mode_says_how_long_to_wait(ada: Account, ben: Account, article: Article) -> None:
    article.slow_seconds = 60
    began = clock.now()
    with clock.stopped_at(began):
        say(ada, article, "One.")
    with clock.stopped_at(began + timedelta(seconds=20)):
        say(ben, article, "Mine.")
        with pytest.raises(Invalid, match="in 40 seconds"):
            say(ada, article, "Two.")
    with clock.stopped_at(began + timedelta(seconds=61)):
        assert say(ada, article, "Two.").state == State.LIVE


def test_the_same_words_again_wait_and_much_the_same_too(ada: Account, ben: Account, article: Article) -> None:
    other = an_article("the-ferry")
    assert say(ada, article, LONG).state == State.LIVE
    assert say(ada, other, LONG).state == State.HELD
    assert verdicts_on(say(ada, other, LONG + " Really."))[0][0] == "near-repeat"
    assert say(ben, article, LONG).state == State.LIVE
    with clock.stopped_at(clock.now() + timedelta(days=2)):
        assert say(ada, article, LONG).state == State.LIVE


def test_one_site_linked_by_several_new_accounts_is_suspect(article: Article) -> None:
    for handle in ("una", "due", "tre"):
        comment = say(person(handle), article, f"I am {handle}: https://shop.example/{handle}")
    assert comment.state == State.SUSPECTED
    assert ("shared-host", "suspect", comment.version) in verdicts_on(comment)
    assert say(person("qui"), article, "See https://op.example/").state == State.LIVE


def test_who_was_rejected_lately_waits(ada: Account, sam: Account, article: Article) -> None:
    for words in ("One.", "Two."):
        decided(say(ada, article, words, holds=Hold.ALL), Verb.REJECT, by=sam)
    assert say(ada, article, "Three.").state == State.HELD


def test_links_added_after_approval_wait(ada: Account, sam: Account, article: Article) -> None:
    comment = say(ada, article, "See https://a.example/", holds=Hold.ALL)
    decided(comment, Verb.APPROVE, by=sam)
    edit_comment(comment, "Do see https://a.example/", ada, Hold.OPEN)
    assert comment.state == State.LIVE
    decided(comment, Verb.APPROVE, by=sam)
    edit_comment(comment, "See https://b.example/", ada, Hold.OPEN)
    assert (comment.state, comment.state_reason) == (State.HELD, "A moderator looks at the links that you added.")


def test_a_form_says_when_it_was_shown_and_nobody_else_can(ada: Account, article: Article) -> None:
    shown = clock.now()
    with clock.stopped_at(shown):
        key = new_key()
    with clock.stopped_at(shown + timedelta(seconds=2)):
        assert seconds_since(key) in (2, 3)
        assert [seconds_since(other) for other in (key[:-1] + "~", "a" * 16, None, key.swapcase())] == [None] * 4
        form = CommentForm.parse({"body": "Fast.", "key": key})
        assert verdicts_on(post_comment(article, form, ada, Hold.OPEN))[0][:2] == ("too-fast", "note")
    with clock.stopped_at(shown + timedelta(days=1)):
        assert seconds_since(key) is None


def test_who_fills_in_the_hidden_field_is_suspect(ada: Account, article: Article) -> None:
    form = CommentForm.parse({"body": "Hello.", "topic": "Shoes"})
    assert post_comment(article, form, ada, Hold.OPEN).state == State.SUSPECTED


@pytest.mark.parametrize("site_holds", [Hold.OPEN, Hold.FIRST])
def test_the_rules_cost_one_statement(ada: Account, ben: Account, article: Article, site_holds: Hold) -> None:
    """A reply of somebody known, under the rules of the code, as most comments are."""
    parent = say(ben, article, "Was anybody there?")
    say(ada, article, "Yes.")
    asked: list[str] = []
    listener = lambda *arguments: asked.append(arguments[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    try:
        say(ada, article, LONG, parent=parent, holds=site_holds)
    finally:
        event.remove(db.engine, "before_cursor_execute", listener)
    assert len([statement for statement in asked if re.search(r"\brule\b", statement)]) == 1
    assert [statement for statement in asked if "verdict" in statement] == []
