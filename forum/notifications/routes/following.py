"""Following an article, a section or a person, and hearing no more of one."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.queries import account_or_404
from forum.accounts.viewer import login_required, somebody
from forum.articles.models import Section
from forum.articles.queries import article_or_404
from forum.db import db
from forum.errors import Invalid
from forum.notifications.following import follow, follow_person, key_of, let_go, silence
from forum.notifications.forms import Wish, parse_place, parse_wish
from forum.notifications.models import Place
from forum.notifications.routes.blueprint import bp
from forum.web.returning import last_page


@bp.post("/articles/<slug>/follow")
@login_required
def follow_article(slug: str) -> ResponseReturnValue:
    heed(Place.ARTICLE, key_of(article_or_404(slug)), parse_wish(request.form))
    db.session.commit()
    return redirect(last_page(url_for("discussion.article", slug=slug, _anchor="comments")), code=303)


@bp.post("/people/<handle>/follow")
@login_required
def follow_somebody(handle: str) -> ResponseReturnValue:
    person = account_or_404(handle)
    if parse_wish(request.form) == Wish.FOLLOW:
        follow_person(person, by=somebody())
    else:
        let_go(Place.PERSON, key_of(person), by=somebody())
    db.session.commit()
    return redirect(last_page(url_for("discussion.person", handle=person.handle)), code=303)


@bp.post("/me/notifications/section")
@login_required
def follow_section() -> ResponseReturnValue:
    section = db.session.get(Section, request.form.get("section", ""))
    if section is None:
        raise Invalid("There is no such section. Choose one from the list.", "section")
    heed(Place.SECTION, section.name, parse_wish(request.form))
    db.session.commit()
    return redirect(url_for("notifications.settings", said="section", _anchor="followed"), code=303)


@bp.post("/me/notifications/let-go")
@login_required
def stop_following() -> ResponseReturnValue:
    """Of whatever stands in their list, though it be gone itself."""
    let_go(*parse_place(request.form), by=somebody())
    db.session.commit()
    return redirect(url_for("notifications.settings", said="let-go", _anchor="followed"), code=303)


def heed(place: Place, key: str, wish: Wish) -> None:
    {Wish.FOLLOW: follow, Wish.SILENCE: silence, Wish.LET_GO: let_go}[wish](place, key, somebody())
