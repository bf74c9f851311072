"""Discussions as schema.org words them: for search engines on our own page, and for the publisher's."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from forum.articles.models import Article
from forum.discussion.models import Comment
from forum.discussion.reading import Page
from forum.markup.excerpt import excerpt
from forum.markup.handles import profile_path
from forum.markup.letters import in_lines
from forum.markup.outside import HIDDEN
from forum.syndication.feeds import permalink
from forum.web.jinja import iso
from forum.web.site import absolute, settings

KIND = "application/ld+json; charset=utf-8"
SCHEMA = "https://schema.org"
# Of an article's own text enough to know it by.
BEGINNING = 300

Facts = Mapping[str, Any]


def posting(article: Article, page: Page) -> Facts:
    """Our page of the article, with the comments that stand on it."""
    here = address_of(article)
    said_elsewhere = {"sharedContent": {"@type": "WebPage", "url": article.url}} if article.url else {}
    return {
        "@context": SCHEMA,
        "@type": "DiscussionForumPosting",
        "url": here,
        "mainEntityOfPage": here,
        "headline": article.title,
        "text": article.standfirst or excerpt(article.body_html, BEGINNING) or article.title,
        "author": _author(article),
        "datePublished": article.dated or iso(article.created_at),
        **said_elsewhere,
        **_said(article, page),
    }


def for_publisher(article: Article, page: Page) -> Facts:
    """What a publisher can add to their own data about the article: how much is said here, and what comes first."""
    here = address_of(article)
    return {
        "@context": SCHEMA,
        "@type": "NewsArticle",
        "@id": article.url or here,
        "url": article.url or here,
        "headline": article.title,
        "discussionUrl": here,
        **_said(article, page),
    }


def address_of(article: Article) -> str:
    return absolute(f"/articles/{article.slug}")


def _said(article: Article, page: Page) -> Facts:
    return {
        "commentCount": article.comment_count,
        "interactionStatistic": _counter("CommentAction", article.comment_count),
        "comment": _comments(page.comments),
    }


def _author(article: Article) -> Facts:
    if article.byline:
        return {"@type": "Person", "name": article.byline}
    return {"@type": "Organization", "name": settings().site_name, "url": settings().base_url}


def _comments(shown: Sequence[Comment]) -> list[Facts]:
    """Each beneath what it answers, in the page's order; what answers nothing on the page stands by itself."""
    here = {comment.id for comment in shown}
    beneath: dict[int | None, list[Comment]] = defaultdict(list)
    for comment in shown:
        beneath[comment.parent_id if comment.parent_id in here else None].append(comment)
    return _branch(beneath[None], beneath)


def _branch(comments: Iterable[Comment], beneath: Mapping[int | None, Sequence[Comment]]) -> list[Facts]:
    # As deep as a page is (`discussion.filling.LEVELS`).
    each = ((comment, _branch(beneath.get(comment.id, ()), beneath)) for comment in comments)
    return [_comment(comment, replies) for comment, replies in each if comment.is_public or replies]


def _comment(comment: Comment, replies: list[Facts]) -> Facts:
    answered = {"comment": replies} if replies else {}
    if not comment.is_public:
        # It keeps its place, so that its replies do not appear to answer somebody else, and nothing more.
        return {"@type": "Comment", "creativeWorkStatus": "Deleted", **answered}
    author = comment.author
    edited = {"dateModified": iso(comment.worded_at)} if comment.worded_at else {}
    liked = comment.recommend_count
    return {
        "@type": "Comment",
        "url": permalink(comment.id),
        "text": in_lines(comment.body_html, HIDDEN),
        "author": {"@type": "Person", "name": author.display_name, "url": absolute(profile_path(author.handle))},
        "datePublished": iso(comment.created_at),
        **edited,
        **({"interactionStatistic": _counter("LikeAction", liked)} if liked else {}),
        **answered,
    }


def _counter(action: str, times: int) -> Facts:
    return {"@type": "InteractionCounter", "interactionType": f"{SCHEMA}/{action}", "userInteractionCount": times}
