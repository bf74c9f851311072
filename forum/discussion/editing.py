"""Changing one's own words."""

from datetime import timedelta

from forum import clock
from forum.accounts.models import Account
from forum.config import Hold
from forum.db import db
from forum.discussion.events import CommentEdited
from forum.discussion.judging import Words, judge, keep_verdicts, let_stand
from forum.discussion.models import Comment, Revision, State
from forum.discussion.permissions import may_edit
from forum.discussion.wording import html_of, put
from forum.errors import require
from forum.outbox.record import record

# Long enough to fix a typo, too short to rewrite what others answered; later edits are marked and keep their history.
SILENT_EDIT = timedelta(minutes=5)


def edit_comment(comment: Comment, body: str, by: Account, site_holds: Hold) -> None:
    """Give `comment` other words, which are judged as new ones are. The caller holds its article."""
    now = clock.now()
    require(may_edit(by, comment, now))
    if body == comment.body_source:
        return
    words = Words(body, html_of(body), instead_of=comment)
    judgement = judge(words, comment.article, by, site_holds)
    # What nobody could read yet was answered by nobody: it leaves no history.
    if comment.is_public and now - comment.created_at > SILENT_EDIT:
        _keep_revision(comment)
        comment.edited_at = now
    put(comment, words.body, words.html)
    if comment.is_public or judgement.state == State.SUSPECTED:
        # Nobody has looked at these words: an approval of the former ones does not cover them.
        let_stand(comment, judgement)
    else:
        comment.version += 1
    keep_verdicts(comment, judgement)
    record(CommentEdited(comment.id, comment.revision))


def _keep_revision(comment: Comment) -> None:
    db.session.add(
        Revision(
            comment_id=comment.id,
            body_source=comment.body_source,
            body_html=comment.body_html,
            render_version=comment.render_version,
            written_at=comment.edited_at or comment.created_at,
        )
    )
