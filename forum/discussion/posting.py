"""Saying something."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Select, bindparam, select, union_all
from sqlalchemy.orm.attributes import set_committed_value

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.forms import CommentForm
from forum.discussion.judging import Words, judge, keep_verdicts, let_stand
from forum.discussion.models import Comment, State
from forum.discussion.permissions import may_post, may_reply, visible_to
from forum.discussion.reports import Report
from forum.discussion.wording import html_of, put
from forum.errors import YES, Answer, Invalid, Refusal, no, require
from forum.ids import new_id

# Long enough to go back and press Post again, too short to mean it twice.
REPEAT = timedelta(minutes=10)
# Asked for every comment, and put together once. By the form's key it is this very form, sent again; by the words in
# the same place it is a browser that went back to the form and fetched it with another key.
_OF_THIS_FORM = select(Comment.id).where(Comment.author_id == bindparam("by"), Comment.posting_key == bindparam("key"))
_JUST_NOW = (
    select(Comment.id)
    .where(Comment.author_id == bindparam("by"), Comment.created_at > bindparam("since"))
    .where(Comment.article_id == bindparam("article"), Comment.state != State.DELETED)
    .where(Comment.body_source == bindparam("body"))
)


class Reused(Refusal):
    """One key, two comments."""

    status = 422


def _sent_before_as(place: ColumnElement[bool]) -> Select[Comment]:
    """Both questions in one statement, each by its own index; what is of this form comes first."""
    found = union_all(_OF_THIS_FORM, _JUST_NOW.where(place)).subquery()
    own_first = Comment.posting_key.is_not_distinct_from(bindparam("key")).desc()
    return select(Comment).where(Comment.id.in_(select(found.c.id))).order_by(own_first).limit(1)


_NEW_BEFORE = _sent_before_as(Comment.parent_id.is_(None))
_REPLY_BEFORE = _sent_before_as(Comment.parent_id == bindparam("parent"))


def post_comment(article: Article, form: CommentForm, by: Account, site_holds: Hold) -> Comment:
    """A new comment, or the one that this same form made before. The caller holds the article."""
    sent_before = _sent_before(form, article, by)
    if sent_before is not None:
        set_committed_value(sent_before, "article", article)  # at hand, as of a new one
        return sent_before
    parent = parent_named(article, form, by)
    now = clock.now()
    require(may_reply(by, parent, now) if parent else may_post(by, article, now))
    require(has_not_reported(by, parent))
    words = Words(form.body, html_of(form.body), form.seconds_to_write, form.lure_taken)
    judgement = judge(words, article, by, site_holds)
    comment = _new(article, parent, form, by)
    put(comment, words.body, words.html)
    db.session.add(comment)
    let_stand(comment, judgement)
    keep_verdicts(comment, judgement)
    return comment


def has_not_reported(by: Account, parent: Comment | None) -> Answer:
    """A report or a reply, not both. Only of what is reported, which is little, are the rows looked at."""
    if parent is None or not parent.report_count:
        return YES
    theirs = select(Report.id).where(Report.comment_id == parent.id, Report.reporter_id == by.id)
    if db.session.scalar(theirs.where(Report.outcome.is_(None)).limit(1)) is None:
        return YES
    return no("You reported this comment, and a moderator reads it first: a report or a reply, not both.")


def require_unused(form: CommentForm, article: Article, by: Account) -> None:
    """Reused when `by` has said something else under the form's key: for programs, whose keys are one a comment."""
    begins = form.key_digest()
    if begins is None:
        return
    # Hexadecimal digits are all that follows, and all of them come before g.
    used = Comment.posting_key >= begins, Comment.posting_key < f"{begins}g"
    others = select(Comment.id).where(Comment.author_id == by.id, *used)
    if db.session.scalar(others.where(Comment.posting_key != form.posting_key(article.id)).limit(1)) is not None:
        raise Reused("Something else was sent under this key already. Take another key for other words.")


def _new(article: Article, parent: Comment | None, form: CommentForm, by: Account) -> Comment:
    """The row, not yet public: it is counted when it gets its state."""
    comment_id = new_id()
    comment = Comment(
        id=comment_id,
        article_id=article.id,
        parent_id=parent.id if parent else None,
        root_id=parent.root_id if parent else comment_id,
        depth=parent.depth + 1 if parent else 0,
        author_id=by.id,
        created_at=clock.now(),
        state=State.UNCONFIRMED,
        version=0,
        recommend_count=0,
        reply_count=0,
        descendant_count=0,
        active_rank=0.0,
        is_wrapped=False,
        is_locked=False,
        posting_key=form.posting_key(article.id),
    )
    for name, row in (("article", article), ("parent", parent), ("author", by)):
        set_committed_value(comment, name, row)
    return comment


def _sent_before(form: CommentForm, article: Article, by: Account) -> Comment | None:
    """What this form, or the same words in the same place just now, have made already."""
    key = form.posting_key(article.id)
    if key is None:
        return None
    words = {"by": by.id, "key": key, "article": article.id, "since": clock.now() - REPEAT, "body": form.body}
    if form.parent_id is None:
        return db.session.scalar(_NEW_BEFORE, words)
    return db.session.scalar(_REPLY_BEFORE, {**words, "parent": form.parent_id})


def parent_named(article: Article, form: CommentForm, by: Account | None) -> Comment | None:
    """Whom the form answers; Invalid when that is nobody here of whom `by` may know."""
    if form.parent_id is None:
        return None
    # Of a comment elsewhere, or one that may not be known of, no more is said than that it is not here.
    parent = db.session.scalar(
        select(Comment).where(Comment.id == form.parent_id, Comment.article_id == article.id, visible_to(by))
    )
    if parent is None:
        raise Invalid("The comment that you answer is not here. You can post yours as a new comment.", "parent")
    return parent
