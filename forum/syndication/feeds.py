"""Comments as feeds. Of what is hidden as a spoiler only that something is."""

from collections.abc import Sequence

from forum import ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment
from forum.markup.handles import profile_path
from forum.markup.veiled import veiled
from forum.syndication.atom import BEGINNING, Answered, Entry, Feed, Person, tag
from forum.web.site import absolute, settings


def feed_of(name: str, title: str, own: str, page: str, comments: Sequence[Comment]) -> Feed:
    """`name` stays, whatever it is called; `own` and `page` are paths: of the feed, and of what people read instead."""
    return Feed(tag(BEGINNING, name), title, absolute(own), absolute(page), [_entry(comment) for comment in comments])


def title_of_article(article: Article) -> str:
    return f"Comments on {article.title}"


def title_of_section(name: str) -> str:
    return f"Comments in {name} – {settings().site_name}"


def title_of_site() -> str:
    return f"Comments – {settings().site_name}"


def title_of_person(person: Account) -> str:
    return f"Comments by {person.display_name} – {settings().site_name}"


def permalink(comment_id: int) -> str:
    return absolute(f"/c/{ids.to_text(comment_id)}")


def _entry(comment: Comment) -> Entry:
    author, above = comment.author, comment.parent_id
    return Entry(
        id=_id(comment.id),
        title=f"{author.display_name} on {comment.article.title}",
        updated=comment.worded_at or comment.created_at,
        address=permalink(comment.id),
        author=Person(author.display_name, absolute(profile_path(author.handle))),
        published=comment.created_at,
        html=veiled(comment.body_html),
        answers=Answered(_id(above), permalink(above)) if above is not None else None,
    )


def _id(comment_id: int) -> str:
    """The day stands in its number, so that of a comment that is answered nothing need be known."""
    return tag(ids.moment_of(comment_id).date(), f"c/{ids.to_text(comment_id)}")
