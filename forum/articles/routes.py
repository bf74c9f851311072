"""The front page, and how much is said under articles."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from forum.articles.forms import parse_slugs
from forum.articles.queries import comment_counts, most_discussed, newest
from forum.web.pages.sharing import depends_on_everything, shared
from forum.web.replies import json_reply

bp = Blueprint("articles", __name__)


@bp.get("/")
@shared()
def front() -> ResponseReturnValue:
    depends_on_everything()
    return render_template("articles/front.html", newest=newest(), most_discussed=most_discussed())


@bp.get("/counts")
@shared("of", for_members=True)
def counts() -> ResponseReturnValue:
    """For lists of articles elsewhere: /counts?of=the-bridge&of=the-ferry."""
    depends_on_everything()
    return json_reply(comment_counts(parse_slugs(request.args.getlist("of"))))
