"""What has happened before a route is tried: something to take back, to appeal against, to look at again."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Section
from forum.db import db
from forum.discussion.models import Comment
from forum.ids import new_id
from forum.measures.drawing import is_drawn
from forum.moderation.models import Decision, Kind, Sanction, Verb
from forum.moderation.rule_form import RuleForm
from forum.moderation.trials import begin_trial
from forum.notifications.models import Kind as ToldOf
from forum.notifications.models import Notification
from forum.origins.models import Origin
from forum.queue.models import Note, QueueView
from forum.redress.appealing import appeal
from forum.redress.finding import case_of
from forum.statements.models import Reason, Statement
from forum.statements.published import Terms, TermsKind
from forum.transparency.forms import TermsForm
from forum.transparency.publishing import publish
from forum.transparency.versions import in_force
from forum.webhooks.forms import WebhookForm
from forum.webhooks.keeping import add_webhook, send_test
from forum.webhooks.models import Webhook
from forum.webhooks.names import Format
from tests.factories import an_article, decided, say
from tests.reporting.test_raising import a_notice
from tests.security.standing import let_stand


@dataclass(frozen=True)
class Past:
    """The ids of it, under the names that addresses have for them."""

    decision_id: int
    sanction_id: int
    terms_id: int
    statement_id: int
    appeal_id: int
    drawn_id: int
    note_id: int
    view_id: int
    trial_id: int
    notice_id: int
    webhook_id: int
    delivery_id: int
    notification_id: int
    scheme: str
    host: str


def past_of(people: Mapping[str, Account], third: Account, made: int) -> Past:
    """Nobody is kept from writing; there is a decision to take back, and something to release from."""
    author, moderator = people["author"], people["moderator"]
    db.session.execute(delete(Sanction))
    author.warned_at = None
    hold = Sanction(account_id=author.id, kind=Kind.HOLD, reason="It was late.", created_at=clock.now())
    db.session.add(hold)
    elsewhere = say(people["answerer"], an_article(f"elsewhere-{made}"), "Said elsewhere.")
    let_stand(elsewhere)
    notice_id = a_notice(elsewhere).id
    decision_id = decided(elsewhere, Verb.REMOVE, moderator).id
    terms_id = (in_force(TermsKind.RULES) or _published(people["admin"])).id
    statement_id, appeal_id, drawn_id = _state_why(author, third, made)
    db.session.execute(delete(QueueView))
    db.session.execute(delete(Reason))
    db.session.execute(delete(Section))
    db.session.add(Section(name="Gardens"))
    note = Note(account_id=author.id, by_id=moderator.id, body="Noted.", created_at=clock.now())
    view = QueueView(account_id=moderator.id, name="Links", query="has:link")
    db.session.add_all([note, view])
    db.session.flush()
    rule = RuleForm.parse({"rule": "many-links", "enabled": "1", "ruling": "hold", "most": "9"})
    trial = begin_trial(rule, by=moderator)
    stated = (statement_id, appeal_id, drawn_id)
    told_id = _told(author, statement_id, made)
    hooked, site = _hooked(people["admin"]), _listed()
    return Past(decision_id, hold.id, terms_id, *stated, note.id, view.id, trial.id, notice_id, *hooked, told_id, *site)


def _hooked(admin: Account) -> tuple[int, int]:
    """A webhook, and the only one, with something that was sent to it."""
    db.session.execute(delete(Webhook))
    hook, _ = add_webhook(WebhookForm("https://93.184.216.34/", Format.JSON, ("comment.picked",)), admin)
    return hook.id, send_test(hook, admin).id


def _listed() -> tuple[str, str]:
    """A site on whose pages discussions stand, and the only one: on this machine, where nobody answers."""
    db.session.execute(delete(Origin))
    site = Origin(origin="http://127.0.0.1:9", opens_articles=True, added_at=clock.now())
    db.session.add(site)
    return site.scheme, site.host


def _told(author: Account, statement_id: int, made: int) -> int:
    """The author of what was decided about them, and nobody has read it."""
    db.session.execute(delete(Notification).where(Notification.person_id == author.id))
    told = Notification(person_id=author.id, occasion=f"past {made}", kind=ToldOf.WARNING, reasons=[ToldOf.WARNING])
    told.statement_id, told.created_at = statement_id, clock.now()
    db.session.add(told)
    db.session.flush()
    return told.id


def _published(admin: Account) -> Terms:
    return publish(TermsForm(TermsKind.RULES, "Be kind.", None), admin)


def _state_why(author: Account, third: Account, made: int) -> tuple[int, int, int]:
    """Somebody else decided twice about the author, who has appealed against one of it."""
    said = [say(author, an_article(f"stated-{made}-{n}"), "Said elsewhere.") for n in range(2)]
    for comment in said:
        let_stand(comment)
        decided(comment, Verb.REMOVE, third)
    about = select(Statement.id).where(Statement.comment_id.in_([comment.id for comment in said]))
    drawn_id = _draw(said[0], third)
    statement_id, other = db.session.scalars(about.order_by(Statement.id)).all()
    return statement_id, appeal(case_of(other), "Why?").id, drawn_id


def _draw(comment: Comment, third: Account) -> int:
    """A decision of the third moderator's that somebody else may look at again."""
    number = next(number for number in iter(new_id, None) if is_drawn(number))
    columns = {"comment_id": comment.id, "article_id": comment.article_id, "version_seen": comment.version}
    db.session.add(Decision(id=number, by_id=third.id, verb=Verb.REMOVE, created_at=clock.now(), **columns))
    db.session.flush()
    return number
