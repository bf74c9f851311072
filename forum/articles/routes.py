"""The front page, and how much is said under articles."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from forum.articles.forms import parse_names
from forum.articles.queries import comment_counts, most_discussed, newest
from forum.errors import Invalid
from forum.web.pages.sharing import depends_on_everything, shared
from forum.web.programs import problem
from forum.web.replies import for_every_site, json_reply

bp = Blueprint("articles", __name__)


@bp.get("/")
@shared()
def front() -> ResponseReturnValue:
    depends_on_everything()
    return render_template("articles/front.html", newest=newest(), most_discussed=most_discussed())


@bp.get("/counts")
@shared("of", for_members=True)
def counts() -> ResponseReturnValue:
    """For lists of articles elsewhere: /counts?of=the-bridge&of=https://example.org/the-ferry."""
    depends_on_everything()
    try:
        names = parse_names(request.args.getlist("of"))
    except Invalid as refusal:
        return for_every_site(problem(refusal.status, refusal.sentence, refusal.field))
    return for_every_site(json_reply(comment_counts(names)))
