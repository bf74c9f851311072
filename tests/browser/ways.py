"""Every way in that a text can take, and what the site makes of it on each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.articles.registry import add_article
from forum.config import Hold
from forum.db import db
from forum.discussion.editing import edit_comment
from forum.discussion.forms import MAX_BODY, CommentForm, parse_body
from forum.discussion.models import Comment
from forum.errors import Refusal
from tests.factories import say
from tests.markup.corpora import cases, payload
from tests.visiting import Visitor


@dataclass
class Made:
    """What became of the texts, in their order."""

    comments: list[str] = field(default_factory=list)
    edits: list[str] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)  # the texts that are comments now
    refused: list[str] = field(default_factory=list)  # those that are no comment: nothing to see in them, no text


def sources(name: str) -> Iterator[str]:
    """The texts of a corpus; an address in each way to write a link."""
    for case in cases(name):
        text = payload(case)
        if name != "own_urls":
            yield text
        elif case["group"] == "links":
            yield from (text, f"<{text}>", f"[x]({text})", f"[x](<{text}>)", f"[x]: {text}\n\n[x]")


def write(texts: Sequence[str], article: Article, by: Account) -> Made:
    """Each text as a comment of its own, as the edit of another, and as an article of either kind."""
    made = Made()
    edited = say(by, article, "Soon in other words.")
    for text in texts:
        _comment(made, text[:MAX_BODY], article, by, edited)
        for manuscript in (f"---\ntitle: The specimen\n---\n{text}", f"The specimen\n\n{text}"):
            with_refusals_kept(made.articles, manuscript)
    return made


def previews(made: Made, article: Article, visitor: Visitor) -> Iterator[bool]:
    """Whether each comment's preview, asked for by its form, is the very HTML that was stored.

    A NUL never comes so far: the form is refused, and nothing of it comes back.
    """
    for text, html in zip(made.taken, made.comments, strict=True):
        answer = visitor.post(f"/articles/{article.slug}/comments", body=text, preview="1")
        page = answer.get_data(as_text=True)
        if "\0" in text:
            yield answer.status_code == 400 and html not in page
        else:
            yield answer.status_code == 200 and f'<div class="prose" dir="auto">{html}</div></section>' in page


def with_refusals_kept(articles: list[str], manuscript: str) -> None:
    try:
        article, _ = add_article(manuscript, "specimen.md")
    except Refusal:
        return
    articles.append(article.body_html)


def _comment(made: Made, text: str, article: Article, by: Account, edited: Comment) -> None:
    try:
        parse_body(text)
    except Refusal:
        made.refused.append(text)
        return
    made.taken.append(text)
    made.comments.append(_posted(text, article, by))
    edit_comment(edited, parse_body(text), by=by, site_holds=Hold.OPEN)
    made.edits.append(edited.body_html)


def _posted(text: str, article: Article, by: Account) -> str:
    """By the form and the verb, so that mentions are looked up and the text is judged."""
    comment = say(by, article, CommentForm.parse({"body": text}).body)
    html = comment.body_html
    db.session.expunge(comment)  # thousands of them need not be watched for changes
    return html
