"""Publishing terms or house rules anew."""

from sqlalchemy import select, update

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.errors import Conflict, Invalid, require
from forum.markup.render import RENDER_VERSION, article_html
from forum.moderation.log import Happened, log
from forum.statements.published import NAMES, Terms, TermsKind
from forum.transparency.forms import TermsForm
from forum.transparency.permissions import may_publish
from forum.transparency.versions import in_force


def publish(form: TermsForm, by: Account) -> Terms:
    """It holds from now on; what held before stays to be read. Conflict when somebody else published meanwhile."""
    require(may_publish(by))
    former = _held(form.kind)
    if (former.id if former else None) != form.instead_of:
        raise Conflict("Another version was published meanwhile. Read it, then publish yours if it is still needed.")
    if former is not None and former.body_source == form.body:
        raise Invalid("This is word for word what holds already. Change it first.", "body")
    row = Terms(
        kind=form.kind,
        published_at=clock.now(),
        body_source=form.body,
        body_html=article_html(form.body),
        render_version=RENDER_VERSION,
        by_id=by.id,
    )
    db.session.add(row)
    db.session.flush()
    log(Happened("terms", by.id, more={"published": NAMES[form.kind]}))
    return row


def _held(kind: TermsKind) -> Terms | None:
    """What holds now. Nobody else publishes meanwhile: two who would are told apart by which of them came first."""
    former = in_force(kind)
    if former is None:
        _show_on_every_page()
    else:
        db.session.execute(select(Terms.id).where(Terms.id == former.id).with_for_update())
    return in_force(kind)


def _show_on_every_page() -> None:
    """A link to it stands at the foot of every page from now on: those that are kept for readers are made anew."""
    # In the order in which whoever holds several takes them.
    db.session.execute(select(Article.id).order_by(Article.id).with_for_update())
    db.session.execute(update(Article).values(version=Article.version + 1))
