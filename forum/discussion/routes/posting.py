"""Writing: a new comment, a reply, a preview; and what happens to the words when they cannot be taken."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum import clock, ids
from forum.accounts.viewer import current, session_ended
from forum.articles.models import Article
from forum.articles.queries import article_id_or_404, article_to_change
from forum.db import db
from forum.discussion.cursors import parse_sort
from forum.discussion.drafts import keep_draft, kept_words
from forum.discussion.forms import CommentForm, parse_parent
from forum.discussion.models import Comment
from forum.discussion.permissions import takes_comments, takes_replies
from forum.discussion.posting import parent_named, post_comment
from forum.discussion.queries import comment_or_404
from forum.discussion.routes.blueprint import bp
from forum.discussion.wording import html_of, quotation
from forum.errors import Refusal, require
from forum.web.site import settings

SESSION_ENDED = "Your session has ended. Your words are kept: sign in, and they will be here to post."


@bp.get("/c/<id:comment_id>/reply")
def reply_form(comment_id: int) -> ResponseReturnValue:
    parent = comment_or_404(comment_id, current())
    words = kept_words(request.args.get("draft"), parent.article)
    if not parent.is_public:
        # Nobody is answered, or named, behind a tombstone; words that were kept can still be said to everybody.
        refusal = Refusal(takes_replies(parent, clock.now()).reason)
        return _compose(parent.article, None, words, refusal), 403
    if not words and "quote" in request.args:
        words = quotation(parent.body_source)
    return _compose(parent.article, parent, words)


@bp.post("/articles/<slug>/comments")
def post(slug: str) -> ResponseReturnValue:
    article = article_to_change(article_id_or_404(slug))
    try:
        form = CommentForm.parse(request.form)
        if "preview" in request.form:
            return _compose(article, _parent_of_form(article), form.body, preview=html_of(form.body))
        by = current()
        if by is None:
            return _ask_who(article, form)
        comment = post_comment(article, form, by, settings().hold)
    except Refusal as refusal:
        db.session.rollback()
        article = article_to_change(article_id_or_404(slug))
        return _compose(article, _parent_of_form(article), request.form.get("body", ""), refusal), refusal.status
    db.session.commit()
    return redirect(address_on_page(comment), code=303)


def address_on_page(comment: Comment) -> str:
    """A page of the article that holds the comment, in the order that the reader had chosen."""
    try:
        sort = parse_sort(request.form.get("sort"))
    except Refusal:
        sort = parse_sort(None)
    name = ids.to_text(comment.id)
    return url_for("discussion.article", slug=comment.article.slug, sort=sort, show=name, _anchor=f"c{name}")


def _ask_who(article: Article, form: CommentForm) -> ResponseReturnValue:
    """The words are kept; their author signs in and finds them in the box again."""
    parent = parent_named(article, form, by=None)
    require(takes_replies(parent, clock.now()) if parent else takes_comments(article, clock.now()))
    draft = keep_draft(article, form)
    db.session.commit()
    if form.parent_id is None:
        back = url_for("discussion.article", slug=article.slug, draft=draft, _anchor="compose")
    else:
        back = url_for("discussion.reply_form", comment_id=form.parent_id, draft=draft, _anchor="compose")
    sign_in = url_for("accounts.sign_in_form", next=back)
    if session_ended():
        refusal = Refusal(SESSION_ENDED)
        return _compose(article, _parent_of_form(article), form.body, refusal, sign_in=sign_in), 401
    return redirect(sign_in, code=303)


def _parent_of_form(article: Article) -> Comment | None:
    """Whom the form answers, if that can be; else what is in the box may be posted as a new comment."""
    try:
        parent_id = parse_parent(request.form)
        parent = comment_or_404(parent_id, current()) if parent_id else None
    except Refusal:
        return None
    return parent if parent and parent.is_public and parent.article_id == article.id else None


def _compose(
    article: Article,
    parent: Comment | None,
    words: str,
    refusal: Refusal | None = None,
    preview: str | None = None,
    sign_in: str | None = None,
) -> str:
    """The box on a page of its own, with everything that was typed."""
    return render_template(
        "discussion/compose.html",
        article=article,
        parent=parent,
        words=words,
        refusal=refusal,
        preview=preview,
        sign_in=sign_in,
        key=request.form.get("key"),
    )
