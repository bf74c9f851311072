"""forum markup."""

import sys
from collections.abc import Iterator, Sequence

import click
from sqlalchemy import ColumnElement, func, select, update

from forum.articles.models import Article
from forum.articles.queries import article_to_change
from forum.articles.registry import render_body
from forum.cli.opening import opened, say
from forum.db import db
from forum.discussion.models import Comment, Revision
from forum.discussion.wording import html_of, word
from forum.markup.render import RENDER_VERSION, article_html
from forum.statements.published import Terms

# So many are rendered while their discussions are held: a reader who posts meanwhile waits a fifth of a second.
BATCH = 200
# Older than every renderer: what bears it is still to be rendered.
UNRENDERED = 0
RENDERED = (Article, Comment, Revision, Terms)


@click.group()
def markup() -> None:
    """What readers and editors wrote, as HTML."""


@markup.command()
@click.option("--all", "everything", is_flag=True, help="Also what this renderer has rendered already.")
def rerender(everything: bool) -> None:
    """Render again what an older renderer has rendered.

    It may be stopped at any time: the next run goes on where this one ended.
    """
    with opened():
        if everything:
            forget()
        number = sum(db.session.scalar(select(func.count()).where(*_stale(table))) or 0 for table in RENDERED)
        with click.progressbar(length=number, label="Rendering", file=sys.stderr) as bar:
            for rendered in batches():
                db.session.commit()
                bar.update(rendered)
        say(f"{number:,} texts rendered.")


def forget() -> None:
    """Let everything count as unrendered, so that also an interrupted run of --all is gone on with."""
    for table in RENDERED:
        db.session.execute(update(table).values(render_version=UNRENDERED))
    db.session.commit()


def _stale(table: type[Article | Comment | Revision | Terms], after: int = -1) -> tuple[ColumnElement[bool], ...]:
    """What is still to be rendered; a deleted comment has no words left."""
    return table.render_version < RENDER_VERSION, table.body_source != "", table.id > after


def batches() -> Iterator[int]:
    """Renders batch by batch, by id; yields how many texts each one held."""
    for article_id in db.session.scalars(select(Article.id).where(*_stale(Article)).order_by(Article.id)).all():
        article = article_to_change(article_id)
        render_body(article)
        article.version += 1
        yield 1
    last = -1
    while ids := _next_comments(last):
        for comment in _held(ids):
            word(comment, comment.body_source)
        last = ids[-1]
        yield len(ids)
    while revisions := db.session.scalars(select(Revision).where(*_stale(Revision)).limit(BATCH)).all():
        _move_versions([revision.comment_id for revision in revisions])
        for revision in revisions:
            revision.body_html, revision.render_version = html_of(revision.body_source), RENDER_VERSION
        yield len(revisions)
    for terms in db.session.scalars(select(Terms).where(*_stale(Terms))).all():
        terms.body_html, terms.render_version = article_html(terms.body_source), RENDER_VERSION
        yield 1


def _next_comments(after: int) -> Sequence[int]:
    return db.session.scalars(select(Comment.id).where(*_stale(Comment, after)).order_by(Comment.id).limit(BATCH)).all()


def _held(ids: Sequence[int]) -> Sequence[Comment]:
    """Those of `ids` that still have words, read after their articles were held: nobody edits them meanwhile."""
    _move_versions(ids)
    # The comments too, since the worker erases what was deleted meanwhile, and that must not come back.
    query = select(Comment).where(Comment.id.in_(ids), Comment.body_source != "").with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def _move_versions(comment_ids: Sequence[int]) -> None:
    """Hold the articles of these comments, whose pages are about to change."""
    articles = select(Comment.article_id).where(Comment.id.in_(comment_ids)).distinct().order_by(Comment.article_id)
    # Always in the same order, so that two such runs never wait for each other.
    for article_id in db.session.scalars(articles).all():
        article_to_change(article_id).version += 1
