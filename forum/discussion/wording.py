"""From what somebody typed to what everybody reads: rendered once, at writing."""

from forum import clock
from forum.accounts.queries import handles_of
from forum.discussion.models import Comment
from forum.markup.mentions import mentioned
from forum.markup.render import RENDER_VERSION, hidden_html, to_html
from forum.markup.spoilers import spoiler_scope


def html_of(source: str) -> str:
    """The HTML of a comment's source; only handles that exist become links."""
    return to_html(source, handles_of(mentioned(source)))


def word(comment: Comment, source: str) -> None:
    """Give `comment` the text `source`, rendered anew."""
    _show(comment, source, html_of(source))


def put(comment: Comment, source: str, html: str) -> None:
    """Other words of its author's, rendered already."""
    if comment.revision is not None:
        comment.worded_at = clock.now()
    comment.revision = (comment.revision or 0) + 1
    _show(comment, source, html)


def _show(comment: Comment, source: str, html: str) -> None:
    comment.body_source = source
    comment.body_html = hidden_html(html) if comment.is_wrapped else html
    comment.render_version = RENDER_VERSION
    comment.spoiler_scope = spoiler_scope(source)


def quotation(source: str, is_wrapped: bool = False) -> str:
    """`source` as the beginning of an answer to it; what was hidden as a spoiler stays one."""
    mark = ">!" if is_wrapped else ">"
    return "".join(f"{mark} {line}\n" for line in source.splitlines()) + "\n"
