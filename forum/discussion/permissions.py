"""Who may see a comment, and who may do what to it."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_

from forum.accounts.models import Account
from forum.articles.closing import closed_sentence, is_closed
from forum.articles.models import Article
from forum.discussion.models import PUBLIC, SEEN_BY_AUTHOR, Comment, State
from forum.errors import YES, Answer, no

_GONE = no("That comment is no longer there.")
_SIGN_IN = no("Sign in first.")
SUBSCRIBERS = "Only subscribers can comment here."
# Long enough to see what one has just done and take it back; afterwards deleted means erased.
UNDO = timedelta(seconds=60)


def visible_to(viewer: Account | None) -> ColumnElement[bool]:
    """The comments that `viewer` may know of, as one SQL expression.

    Everybody: what is public, and the tombstone of what is not but still has replies. The author: their own that
    wait or were refused. Staff: everything but a deleted comment without replies.
    """
    return or_(readable_by(viewer), Comment.reply_count > 0)


def readable_by(viewer: Account | None) -> ColumnElement[bool]:
    """Of those the ones whose words `viewer` gets: no tombstones."""
    public = Comment.state.in_(sorted(PUBLIC))
    if viewer is None:
        return public
    if viewer.is_staff:
        return Comment.state != State.DELETED
    return or_(public, and_(Comment.author_id == viewer.id, Comment.state.in_(sorted(SEEN_BY_AUTHOR))))


def may_read(viewer: Account | None, comment: Comment) -> bool:
    """Whether `viewer` gets the words of a comment that they can see, rather than its tombstone."""
    if comment.is_public:
        return True
    if viewer is None or comment.state == State.DELETED:
        return False
    return viewer.is_staff or (viewer.id == comment.author_id and comment.state in SEEN_BY_AUTHOR)


def takes_comments(article: Article, now: datetime) -> Answer:
    """Whether anybody may post: who is not signed in learns before doing so that it would be in vain."""
    return no(closed_sentence(article, now)) if is_closed(article, now) else YES


def takes_replies(parent: Comment, now: datetime) -> Answer:
    """Only to what everybody can read: an answer to a held comment would give it away."""
    if not parent.is_public:
        return no("The comment that you answer was taken away meanwhile. You can post yours as a new comment.")
    if parent.is_locked:
        return no("A moderator has closed this thread. You can post yours as a new comment.")
    return takes_comments(parent.article, now)


def may_post(by: Account | None, article: Article, now: datetime) -> Answer:
    return takes_comments(article, now) and may_write(by, now)


def why_no_box(by: Account | None, article: Article, now: datetime) -> str:
    """What stands where one would write; empty where the box does. It is said before they write, and not after."""
    if is_closed(article, now):
        return closed_sentence(article, now)
    return _why_kept(by) if by is not None and by.is_kept_from_posting else ""


def may_write(by: Account | None, now: datetime) -> Answer:
    """Whether they may say anything, wherever it is."""
    if by is None:
        return _SIGN_IN
    if by.banned_at is not None:
        return no("You were banned from commenting here.")
    if by.is_kept_from_posting:
        return no(f"{_why_kept(by)} Your words are kept.")
    if by.muted_until is not None and by.muted_until > now:
        until = f"{by.muted_until.day} {by.muted_until:%B %Y, %H:%M} UTC"
        return no(f"A moderator has asked you to pause: you can comment again from {until}. Your words are kept.")
    return YES if by.warned_at is None else no("A moderator has warned you. Read that first: your words are kept.")


def _why_kept(by: Account) -> str:
    """Of whom it was said once, and too long ago, it may still be true."""
    lapsed = " You were one when you last signed in, a month ago or more: sign in once more, from where you subscribe."
    return SUBSCRIBERS + (lapsed if by.may_post_until is not None else "")


def may_reply(by: Account | None, parent: Comment, now: datetime) -> Answer:
    return takes_replies(parent, now) and may_post(by, parent.article, now)


def may_edit(by: Account | None, comment: Comment, now: datetime) -> Answer:
    if by is None or by.id != comment.author_id:
        return no("Only its author may edit a comment.")
    if comment.state in (State.DELETED, State.REMOVED, State.REJECTED):
        return no("This comment can no longer be edited.")
    return may_post(by, comment.article, now)


def may_delete(by: Account | None, comment: Comment) -> Answer:
    if by is None or by.id != comment.author_id:
        return no("Only its author may delete a comment.")
    if comment.state in (State.DELETED, State.REMOVED):
        return no("This comment is gone already.")
    return YES


def may_restore(by: Account | None, comment: Comment, now: datetime) -> Answer:
    if by is None or by.id != comment.author_id:
        return no("Only its author may bring a comment back.")
    if comment.state != State.DELETED:
        return no("This comment is not deleted: there is nothing to undo.")
    if comment.deleted_at is None or now - comment.deleted_at > UNDO:
        return no("A minute after it was deleted a comment is erased. Write it once more to have it here again.")
    return YES


def may_recommend(by: Account | None, comment: Comment) -> Answer:
    if by is None:
        return _SIGN_IN
    if not comment.is_public:
        return _GONE
    return no("Nobody recommends their own comment.") if by.id == comment.author_id else YES


def may_mute(by: Account | None, person: Account) -> Answer:
    if by is None:
        return _SIGN_IN
    return no("Nobody mutes themselves.") if by.id == person.id else YES
