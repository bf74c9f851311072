"""What staff did, for staff to read."""

from collections.abc import Iterable, Mapping, Sequence

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from forum.accounts.models import Account
from forum.accounts.permissions import may_moderate
from forum.accounts.queries import account_or_404
from forum.accounts.viewer import current, login_required, somebody
from forum.articles.models import Article
from forum.config import PublicLog
from forum.db import db
from forum.errors import Invalid, NotFound, require
from forum.moderation.log import kinds, page_of_log
from forum.moderation.routes.blueprint import bp
from forum.moderation.routes.telling import Told, title, told
from forum.web.site import settings

# Whoever does not moderate sees that one, where the site has made it public.
PUBLIC = "transparency.public_log"


@bp.get("/moderation/log")
def log() -> ResponseReturnValue:
    if settings().public_log != PublicLog.OFF and not may_moderate(current()):
        page: ResponseReturnValue = current_app.ensure_sync(current_app.view_functions[PUBLIC])()
        return page
    return log_of_staff()


@login_required
def log_of_staff() -> ResponseReturnValue:
    require(may_moderate(somebody()))
    asked = {name: request.args.get(name, "").strip().removeprefix("@") for name in ("actor", "person", "kind")}
    try:
        actor, person = (_named(asked, field) for field in ("actor", "person"))
    except Invalid as refusal:
        return _page(asked, [], None, refusal), refusal.status
    rows, before = page_of_log(actor, person, asked["kind"], _number(request.args.get("before")))
    return _page(asked, [told(*row) for row in rows], before)


def _page(asked: Mapping[str, str], entries: Sequence[Told], before: int | None, refusal: Invalid | None = None) -> str:
    rows = [one.entry for one in entries]
    return render_template(
        "moderation/log.html",
        entries=entries,
        before=before,
        people=_people(number for entry in rows for number in (entry.actor_id, entry.person_id) if number),
        articles=_articles(entry.article_id for entry in rows if entry.article_id and not entry.comment_id),
        kinds={kind: title(kind) for kind in kinds()},
        asked=asked,
        refusal=refusal,
    )


def _named(asked: Mapping[str, str], field: str) -> int | None:
    """Whoever goes by the handle in that field; None when nobody was asked for."""
    if not asked[field]:
        return None
    try:
        return account_or_404(asked[field]).id
    except NotFound as missing:
        raise Invalid(f"{missing.sentence} Type a handle as it stands on their page.", field) from None


def _people(numbers: Iterable[int]) -> dict[int, Account]:
    found = db.session.scalars(select(Account).where(Account.id.in_(sorted(set(numbers)))))
    return {person.id: person for person in found}


def _articles(numbers: Iterable[int]) -> dict[int, Article]:
    found = db.session.scalars(select(Article).where(Article.id.in_(sorted(set(numbers)))))
    return {article.id: article for article in found}


def _number(text: str | None) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Invalid("This address does not lead to a page. Go back to the beginning of the log.")
    return int(text)
