"""Status × verb × role: each cell of the one table, and what a decision makes of the comment."""

from collections.abc import Mapping

import pytest

from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.discussion.models import Comment, State
from forum.errors import Forbidden
from forum.moderation.decisions import decide
from forum.moderation.forms import DecisionForm
from forum.moderation.models import Verb
from forum.moderation.permissions import ALLOWED, ON_COMMENTS, OPEN, may_decide
from forum.moderation.undoing import reverse, undo
from forum.queue.filters import Filter
from forum.queue.finding import Tab, find
from tests.factories import an_article, person, say

# By state: a cell for each verb, as `ON_COMMENTS` lists them. It stands here in full, so that a change of the table is
# one that somebody meant.
VERBS = "approve trust reject remove remove-all spoiler unspoiler pick unpick pin unpin lock unlock move escalate"
CELLS = """
unconfirmed  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -
live         x  x  -  x  x  x  x  x  x  x  x  x  x  x  x
approved     x  -  -  x  x  x  x  x  x  x  x  x  x  x  x
held         x  x  x  -  -  x  x  -  x  -  x  -  x  x  x
suspected    x  x  x  -  -  x  x  -  x  -  x  -  x  x  x
rejected     x  -  -  -  -  -  x  -  x  -  x  -  x  -  -
removed      x  -  -  -  -  -  x  -  x  -  x  -  x  -  -
deleted      -  -  -  -  -  -  -  -  -  -  -  -  x  -  -
"""
TABLE: Mapping[tuple[str, str], bool] = {
    (state, verb): cell == "x"
    for state, *cells in (line.split() for line in CELLS.strip().splitlines())
    for verb, cell in zip(VERBS.split(), cells, strict=True)
}
BACK = {Verb.UNSPOILER: "is_wrapped", Verb.UNPICK: "picked_at", Verb.UNPIN: "pinned_at", Verb.UNLOCK: "is_locked"}


def ready_for(comment: Comment, state: State, verb: Verb) -> None:
    """At `state`, and with what the verb would take away."""
    comment.state = state
    comment.report_count = int(verb == Verb.APPROVE and state == State.APPROVED)  # else it is approved already
    if verb in BACK:
        setattr(comment, BACK[verb], comment.created_at if BACK[verb].endswith("_at") else True)
        comment.article.pinned_count = int(verb == Verb.UNPIN)


def form(verb: Verb, comment: Comment) -> DecisionForm:
    return DecisionForm(verb, "spam", comment.version, "the-ferry" if verb == Verb.MOVE else None)


@pytest.mark.one_database
def test_the_table_has_a_cell_for_every_state_and_verb() -> None:
    assert set(TABLE) == {(state, verb) for state in State for verb in ON_COMMENTS}
    assert {(state, verb): State(state) in OPEN[Verb(verb)] for state, verb in TABLE} == TABLE
    assert set(ALLOWED) == set(Verb)


@pytest.mark.parametrize("verb", ON_COMMENTS)
@pytest.mark.parametrize("state", State)
def test_each_cell_for_each_role(article: Article, ada: Account, state: State, verb: Verb) -> None:
    an_article("the-ferry")
    people = {role: person(role.value, role) for role in Role}
    for role, by in [*people.items(), (None, None), ("author", ada)]:
        comment = say(ada, article, f"Said to {role}.")
        ready_for(comment, state, verb)
        may = (Role.MODERATOR,) if verb == Verb.ESCALATE else (Role.MODERATOR, Role.ADMIN)
        is_open = TABLE[state, verb] and role in may
        assert bool(may_decide(by, comment, verb)) == is_open, role
        if by is None:
            continue
        version = comment.version
        if is_open:
            assert decide(comment, form(verb, comment), by).verb == verb
            assert comment.version == version + 1
            article.pinned_count = 0
        else:
            with pytest.raises(Forbidden):
                decide(comment, form(verb, comment), by)
            assert (comment.state, comment.version) == (state, version)


@pytest.mark.parametrize("verb", [Verb.PIN, Verb.UNPIN, Verb.LOCK, Verb.UNLOCK, Verb.MOVE])
def test_what_is_said_of_a_thread_is_said_at_its_beginning(
    article: Article, ada: Account, sam: Account, verb: Verb
) -> None:
    an_article("the-ferry")
    reply = say(ada, article, "Well?", say(ada, article))
    with pytest.raises(Forbidden, match="at its beginning"):
        decide(reply, form(verb, reply), sam)


def test_what_is_handed_to_the_admins_is_decided_by_one_of_them(
    article: Article, ada: Account, sam: Account, eve: Account
) -> None:
    comment, other = say(ada, article, "Is this true?"), person("jo", Role.MODERATOR)
    escalated = decide(comment, form(Verb.ESCALATE, comment), sam)
    assert comment.escalated_at is not None and comment.is_public
    assert list(find(Tab.ESCALATED, Filter()).comments) == [comment]
    assert list(find(Tab.UNSEEN, Filter()).comments) == []
    for by in (sam, other):
        with pytest.raises(Forbidden, match="admins"):
            decide(comment, form(Verb.REMOVE, comment), by)
    undo(escalated.id, by=sam)
    assert comment.escalated_at is None and list(find(Tab.UNSEEN, Filter()).comments) == [comment]
    decide(comment, form(Verb.ESCALATE, comment), sam)
    removed = decide(comment, form(Verb.REMOVE, comment), eve)
    assert comment.escalated_at is None and list(find(Tab.ESCALATED, Filter()).comments) == []
    reverse(removed.id, by=eve)
    assert comment.escalated_at is not None and comment.is_public


def test_what_is_handed_to_the_admins_is_not_taken_back_by_another_moderator(
    article: Article, ada: Account, sam: Account, eve: Account
) -> None:
    comment, other = say(ada, article, "Is this true?"), person("jo", Role.MODERATOR)
    approved = decide(comment, form(Verb.APPROVE, comment), sam)
    escalated = decide(comment, form(Verb.ESCALATE, comment), sam)
    for decision in (approved, escalated):
        with pytest.raises(Forbidden, match="admins"):
            reverse(decision.id, by=other)
    decide(comment, form(Verb.APPROVE, comment), eve)
    assert comment.escalated_at is None and comment.state == State.APPROVED


def test_a_reply_that_was_handed_to_the_admins_goes_with_its_thread_when_one_of_them_says_so(
    article: Article, ada: Account, sam: Account, eve: Account
) -> None:
    root = say(ada, article)
    reply = say(ada, article, "Is this true?", root)
    decide(reply, form(Verb.ESCALATE, reply), sam)
    decide(root, form(Verb.REMOVE_ALL, root), sam)
    assert list(find(Tab.ESCALATED, Filter()).comments) == [reply] and reply.is_public
    decide(root, form(Verb.APPROVE, root), sam)
    decide(root, form(Verb.REMOVE_ALL, root), eve)
    assert (str(reply.state), reply.escalated_at) == (State.REMOVED, None)
    assert list(find(Tab.ESCALATED, Filter()).comments) == []
