"""What a person's export holds of the discussion: what they said, did and saw."""

from collections.abc import Sequence

from sqlalchemy.orm import aliased

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment, Mute, Recommendation, Revision, Visit
from forum.discussion.reports import LegalNotice, Report
from forum.moderation.models import Decision
from forum.privacy.belongings import notices_of
from forum.privacy.section import Join, Section, Words

# With each comment: what it said before, and what was decided about it (not by whom).
REVISION: Words = {"text": Revision.body_source, "written": Revision.written_at}
DECISION: Words = {
    "decision": Decision.verb,
    "reason": Decision.reason,
    "before": Decision.state_before,
    "after": Decision.state_after,
    "at": Decision.created_at,
}
_ARTICLE: Words = {"article": Article.slug, "article_title": Article.title, "article_url": Article.url}
_Muted = aliased(Account)

COMMENTS = Section(
    "comments",
    Comment,
    lambda account: Comment.author_id == account.id,
    (Comment.created_at, Comment.id),
    {
        "id": Comment.id,
        **_ARTICLE,
        "reply_to": Comment.parent_id,
        "written": Comment.created_at,
        "edited": Comment.edited_at,
        "words_changed": Comment.worded_at,
        "deleted": Comment.deleted_at,
        "state": Comment.state,
        "reason": Comment.state_reason,
        "text": Comment.body_source,
        "spoiler": Comment.spoiler_scope,
        "hidden_as_spoiler": Comment.is_wrapped,
        "picked": Comment.picked_at,
        "pinned": Comment.pinned_at,
        "locked": Comment.is_locked,
        "recommendations": Comment.recommend_count,
        "replies": Comment.reply_count,
    },
    (Join(Article, Article.id == Comment.article_id),),
)
OF_THE_DISCUSSION: Sequence[Section] = (
    Section(
        "reports",
        Report,
        lambda account: Report.reporter_id == account.id,
        (Report.id,),
        {
            "comment": Report.comment_id,
            "cause": Report.cause,
            "note": Report.note,
            "at": Report.created_at,
            "outcome": Report.outcome,
            "settled": Report.settled_at,
        },
    ),
    Section(
        "legal_notices",
        LegalNotice,
        notices_of,
        (LegalNotice.report_id,),
        {
            "about": LegalNotice.address,
            "explanation": LegalNotice.explanation,
            "name": LegalNotice.name,
            "email": LegalNotice.email,
            "child_abuse": LegalNotice.is_of_child_abuse,
            "threat_to_life": LegalNotice.is_threat_to_life,
        },
    ),
    Section(
        "mutes",
        Mute,
        lambda account: Mute.account_id == account.id,
        (Mute.muted_id,),
        {"person": _Muted.handle, "since": Mute.created_at},
        (Join(_Muted, _Muted.id == Mute.muted_id),),
    ),
    Section(
        "visits",
        Visit,
        lambda account: Visit.account_id == account.id,
        (Visit.article_id,),
        {**_ARTICLE, "old_before": Visit.before, "began": Visit.began, "last": Visit.last_at, "seen": Visit.seen},
        (Join(Article, Article.id == Visit.article_id),),
    ),
    Section(
        "recommendations",
        Recommendation,
        lambda account: Recommendation.account_id == account.id,
        (Recommendation.comment_id,),
        {"comment": Recommendation.comment_id, "article": Article.slug, "at": Recommendation.created_at},
        (Join(Comment, Comment.id == Recommendation.comment_id), Join(Article, Article.id == Comment.article_id)),
    ),
    Section(
        "decisions_made",
        Decision,
        lambda account: Decision.by_id == account.id,
        (Decision.id,),
        {"comment": Decision.comment_id, **DECISION},
    ),
    COMMENTS,
)
