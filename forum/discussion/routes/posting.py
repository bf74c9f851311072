"""Writing: a new comment, a reply, a preview; and what happens to the words when they cannot be taken."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from forum import clock
from forum.accounts.viewer import current
from forum.articles.models import Article
from forum.articles.queries import article_by_id, article_named_to_change, article_or_404
from forum.db import db
from forum.discussion.drafts import draft_named, forget_draft, kept_words
from forum.discussion.forms import CommentForm, parse_parent
from forum.discussion.models import Comment
from forum.discussion.permissions import takes_comments, takes_replies
from forum.discussion.posting import parent_named, post_comment
from forum.discussion.queries import comment_or_404
from forum.discussion.routes.addresses import box_of, on_its_page
from forum.discussion.routes.asking import ask_who_says, keep_for_sign_in
from forum.discussion.routes.blueprint import bp
from forum.discussion.wording import html_of, quotation
from forum.errors import NotFound, Refusal, require
from forum.web.site import settings


@bp.get("/c/<id:comment_id>/reply")
def reply_form(comment_id: int) -> ResponseReturnValue:
    try:
        parent = comment_or_404(comment_id, current())
    except NotFound as missing:
        return _without_parent(missing)
    words = kept_words(request.args.get("draft"), parent.article)
    if not parent.is_public:
        # Nobody is answered, or named, behind a tombstone; words that were kept can still be said to everybody.
        refusal = Refusal(takes_replies(parent, clock.now()).reason)
        return _compose(parent.article, None, words, refusal), 403
    if not words and "quote" in request.args:
        words = quotation(parent.body_source, parent.is_wrapped)
    return _compose(parent.article, parent, words)


@bp.post("/articles/<slug>/comments")
def post(slug: str) -> ResponseReturnValue:
    try:
        form = CommentForm.parse(request.form)
        if "preview" in request.form:
            return _preview(article_or_404(slug), form)
        article = article_named_to_change(slug)
        by = current()
        if by is None:
            return _ask_who(article, form)
        comment = post_comment(article, form, by, settings().hold)
        forget_draft(request.form.get("draft"))
    except NotFound:
        raise
    except Refusal as refusal:
        db.session.rollback()
        article = article_or_404(slug)
        return _compose(article, _parent_of_form(article), request.form.get("body", ""), refusal), refusal.status
    address = on_its_page(comment)
    db.session.commit()
    return redirect(address, code=303)


def _preview(article: Article, form: CommentForm) -> str:
    if current() is None:
        keep_for_sign_in(article, form.body, lambda draft: _back(article, form, draft))
    return _compose(article, _parent_of_form(article), form.body, preview=html_of(form.body))


def _ask_who(article: Article, form: CommentForm) -> ResponseReturnValue:
    parent = parent_named(article, form, by=None)
    require(takes_replies(parent, clock.now()) if parent else takes_comments(article, clock.now()))
    return ask_who_says(article, form, lambda draft: _back(article, form, draft))


def _back(article: Article, form: CommentForm, draft: str) -> str:
    """Where the draft is in the box again."""
    return box_of(article, form.parent_id, request.form.get("sort"), draft)


def _without_parent(refusal: NotFound) -> ResponseReturnValue:
    """The comment is gone that somebody was about to answer; the words that they had written are not."""
    draft = draft_named(request.args.get("draft"))
    if draft is None:
        raise refusal
    gone = Refusal("The comment that you answer was taken away meanwhile. You can post yours as a new comment.")
    return _compose(article_by_id(draft.article_id), None, draft.body, gone), 404


def _parent_of_form(article: Article) -> Comment | None:
    """Whom the form answers, if that can be; else what is in the box may be posted as a new comment."""
    try:
        parent_id = parse_parent(request.form)
        parent = comment_or_404(parent_id, current()) if parent_id else None
    except Refusal:
        return None
    return parent if parent and parent.is_public and parent.article_id == article.id else None


def _compose(
    article: Article, parent: Comment | None, words: str, refusal: Refusal | None = None, preview: str | None = None
) -> str:
    """The box on a page of its own, with everything that was typed."""
    return render_template(
        "discussion/compose.html",
        article=article,
        parent=parent,
        words=words,
        refusal=refusal,
        preview=preview,
        key=request.form.get("key"),
    )
