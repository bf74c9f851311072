"""Staff say how a discussion goes: whose comments wait, and how slowly."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.viewer import login_required, somebody
from forum.articles.models import Article
from forum.articles.queries import article_named_to_change, article_or_404
from forum.db import db
from forum.errors import NotFound, Refusal, require
from forum.moderation.models import Verb
from forum.moderation.permissions import may_change_rules, may_do
from forum.moderation.places import PACES, STANCES, ArticleForm, set_up_article, set_up_section
from forum.moderation.routes.blueprint import bp


@bp.get("/articles/<slug>/moderation")
@login_required
def article_form(slug: str) -> ResponseReturnValue:
    article = article_or_404(slug)
    require(may_do(somebody(), Verb.CLOSE))
    return _page(article)


@bp.post("/articles/<slug>/moderation")
@login_required
def save_article(slug: str) -> ResponseReturnValue:
    require(may_do(somebody(), Verb.CLOSE))
    try:
        set_up_article(article_named_to_change(slug), ArticleForm.parse(request.form), by=somebody())
    except NotFound:
        raise
    except Refusal as refusal:
        db.session.rollback()
        return _page(article_or_404(slug), refusal), refusal.status
    db.session.commit()
    return redirect(url_for("discussion.article", slug=slug), code=303)


@bp.post("/moderation/sections")
@login_required
def save_section() -> ResponseReturnValue:
    require(may_change_rules(somebody()))
    name = request.form.get("section", "")
    set_up_section(name, request.form.get("stance", ""), by=somebody())
    db.session.commit()
    return redirect(url_for("moderation.rules", section=name), code=303)


def _page(article: Article, refusal: Refusal | None = None) -> str:
    return render_template("moderation/article.html", article=article, stances=STANCES, paces=PACES, refusal=refusal)
