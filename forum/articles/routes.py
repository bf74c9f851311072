"""The front page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from forum.articles.queries import most_discussed, newest

bp = Blueprint("articles", __name__)


@bp.get("/")
def front() -> ResponseReturnValue:
    return render_template("articles/front.html", newest=newest(), most_discussed=most_discussed())
