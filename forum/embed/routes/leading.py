"""Where the link leads that stands under every discussion on another site's page, for whoever has no JavaScript."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.articles.models import Article
from forum.embed.finding import article_at
from forum.embed.routes.blueprint import bp


@bp.get("/embed/at")
def there() -> ResponseReturnValue:
    """The page of the discussion, whole without script; or, where there is none yet, how it begins."""
    asked = request.args
    found = article_at(asked.get("key"), asked.get("url"), asked.get("title"))
    if isinstance(found, Article):
        return redirect(url_for("discussion.article", slug=found.slug), code=303)
    return render_template("embed/unopened.html", of=found), {"X-Robots-Tag": "noindex"}
