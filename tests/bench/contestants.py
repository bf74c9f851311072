"""The same article with the same hundred comments: on a site of ours, and on a page that Isso is put into."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.articles.models import Article
from forum.articles.registry import add_article
from forum.db import db
from forum.demo.phrases import texts
from forum.demo.seeding import seed
from forum.discussion.models import Comment
from tests.bench.fronts import behind, compressing, front, holding, one_host
from tests.bench.isso import PATH, VERSION, NotInstalled, Said, listening, serving_isso
from tests.bench.phone import Stop
from tests.browser.newsroom import newsroom

COMMENTS, PEOPLE = 100, 30
PARAGRAPHS, REMARKS = 8, 2  # about as long as the articles of the demonstration
BELOW = "/isso"
OURS, THEIRS = "#comments .comment .prose", "#isso-root .isso-text"


@dataclass(frozen=True)
class Copy:
    """Our article and its comments, for another system to show."""

    slug: str
    title: str
    html: str
    said: Sequence[Said]


@dataclass(frozen=True)
class Pair:
    """What is compared, served in the same way."""

    how: str
    ours: Stop
    theirs: Stop | None


@contextmanager
def pairs(folder: Path) -> Iterator[tuple[Sequence[Pair], str | None]]:
    """Both pages as their servers answer, and behind a front that compresses; the sentence says why Isso is missing."""
    with ExitStack() as stack:
        site = stack.enter_context(newsroom(folder))
        with site.behind():
            copy = published()
        path = f"/articles/{copy.slug}#comments"
        compressed = stack.enter_context(front(compressing(behind(site.address))))
        ours = [Stop("Forum", address + path, OURS) for address in (site.address, compressed)]
        theirs: Sequence[Stop | None] = (None, None)
        why = None
        try:
            theirs = stack.enter_context(_with_isso(folder, copy))
        except NotInstalled as error:
            why = f"Isso could not be installed, so our page is measured alone: {error}"
        hows = ("as its own server answers", "behind one that compresses")
        yield [Pair(*each) for each in zip(hows, ours, theirs, strict=True)], why


def published() -> Copy:
    """An article of usual length, and the discussion that `forum seed` makes."""
    chance = Random(1)
    remarks = iter(texts(PARAGRAPHS * REMARKS, chance))
    body = "\n\n".join(" ".join(next(remarks) for _ in range(REMARKS)) for _ in range(PARAGRAPHS))
    article, _ = add_article(f"# The story\n\n{body}", "story.md")
    for _ in seed(article.id, COMMENTS, PEOPLE, chance):
        pass
    return Copy(article.slug, article.title, article.body_html, _said(article))


def _said(article: Article) -> list[Said]:
    wanted = select(Comment).where(Comment.article_id == article.id).order_by(Comment.id)
    comments = db.session.scalars(wanted.options(joinedload(Comment.author))).all()
    number = {comment.id: place for place, comment in enumerate(comments, 1)}
    return [
        Said(
            id=number[comment.id],
            parent=number[comment.root_id] if comment.parent_id else None,
            at=comment.created_at.timestamp(),
            author=comment.author.display_name,
            email=f"{comment.author.handle}@example.org",
            text=comment.body_source,
            likes=comment.recommend_count,
        )
        for comment in comments
    ]


@contextmanager
def _with_isso(folder: Path, copy: Copy) -> Iterator[Sequence[Stop]]:
    """A page with Isso on a host of its own, and one with the same Isso below a path of the page's host."""
    with ExitStack() as stack:
        listener, isso = stack.enter_context(listening())
        below = one_host(holding(_page(copy, BELOW)), BELOW, behind(isso, BELOW))
        sources = (holding(_page(copy, isso)), compressing(below))
        pages = [stack.enter_context(front(source)) for source in sources]
        stack.enter_context(serving_isso(folder, listener, pages, copy.said))
        yield [Stop(f"Isso {VERSION}", f"{page}{PATH}#isso-thread", THEIRS) for page in pages]


def _page(copy: Copy, isso: str) -> str:
    """With what Isso's quick start adds."""
    script = f'<script data-isso="{isso}/" src="{isso}/js/embed.min.js"></script>'
    return bare_page(copy, f'{script}\n<section id="isso-thread"></section>')


def bare_page(copy: Copy, tags: str) -> str:
    """The article and `tags`; of the site's own it has neither style sheet nor icon."""
    title = escape(copy.title)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
</head>
<body>
<article><h1>{title}</h1>
{copy.html}
</article>
{tags}
</body>
</html>
"""
