"""The pages of previews."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from forum.accounts.viewer import login_required, somebody
from forum.errors import Invalid, require
from forum.handlers import PURPOSES
from forum.postroom.permissions import may_see_mail
from forum.previews.showing import Scheme, alone, letter_or_404, previews_of
from forum.web.site import settings

bp = Blueprint("previews", __name__)
POLICY = "Content-Security-Policy"


@bp.get("/moderation/mail/previews")
@login_required
def listing() -> ResponseReturnValue:
    require(may_see_mail(somebody()))
    found = {purpose: list(previews_of(purpose, settings())) for purpose in PURPOSES}
    return render_template("previews/list.html", found=found)


@bp.get("/moderation/mail/previews/<purpose>/<int:sample>")
@login_required
def mail(purpose: str, sample: int) -> ResponseReturnValue:
    """The mail alone, under a policy of its own."""
    require(may_see_mail(somebody()))
    try:
        scheme = Scheme(request.args.get("scheme", "light"))
    except ValueError:
        raise Invalid("Choose light or dark.") from None
    shown = alone(letter_or_404(purpose, sample, settings()), scheme, narrow=request.args.get("width") == "phone")
    return Response(shown.html, content_type="text/html; charset=utf-8", headers=[(POLICY, shown.policy)])
