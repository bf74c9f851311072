"""A statement says how staff came to look."""

import pytest
from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.editing import edit_comment
from forum.discussion.models import Comment
from forum.discussion.reports import Cause, Outcome, Report
from forum.moderation.models import Verb
from forum.screening.models import KeptVerdict
from forum.statements.models import Source
from tests.factories import decided, say
from tests.statements.stated import statements


def reported(comment: Comment, cause: Cause, outcome: Outcome | None = None, key: str = "k") -> None:
    db.session.add(
        Report(
            comment_id=comment.id,
            revision=comment.revision,
            reporter_key=key,
            cause=cause,
            created_at=clock.now(),
            outcome=outcome,
        )
    )
    db.session.flush()


def noticed(comment: Comment, ruling: str, rule: str = "many-links") -> None:
    db.session.add(
        KeptVerdict(
            comment_id=comment.id,
            version=comment.version,
            revision=comment.revision,
            rule=rule,
            ruling=ruling,
            reason="It was noticed.",
            created_at=clock.now(),
        )
    )
    db.session.flush()


@pytest.mark.parametrize(
    ("causes", "ruling", "source"),
    [
        ([Cause.ATTACK], "hold", Source.REPORT),
        ([Cause.LEGAL], None, Source.NOTICE),
        ([Cause.ATTACK, Cause.LEGAL], "hold", Source.NOTICE),
        ([Cause.DISAGREE], None, Source.OWN),
        ([], "hold", Source.RULE),
        ([], "suspect", Source.RULE),
        ([], "note", Source.OWN),
    ],
)
def test_it_says_how_staff_came_to_look(
    ada: Account, sam: Account, article: Article, causes: list[Cause], ruling: str | None, source: Source
) -> None:
    comment = say(ada, article, holds=Hold.ALL)
    for verdict in db.session.scalars(select(KeptVerdict)):
        db.session.delete(verdict)
    for cause in causes:
        reported(comment, cause, key=cause)
    if ruling:
        noticed(comment, ruling)
    decided(comment, Verb.REJECT, sam)
    (one,) = statements()
    assert one.source == source
    assert one.rule == ("many-links" if ruling in ("hold", "suspect") else None)


def test_what_a_rule_said_of_other_words_does_not_count(ada: Account, sam: Account, article: Article) -> None:
    comment = say(ada, article, holds=Hold.ALL)
    noticed(comment, "hold")
    edit_comment(comment, "Other words.", ada, Hold.OPEN)
    decided(comment, Verb.SPOILER, sam)
    decided(comment, Verb.REJECT, sam)
    assert {one.source for one in statements()} == {Source.OWN}
