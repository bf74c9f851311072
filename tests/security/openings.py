"""What lets somebody in, by the route that it opens: tokens, tickets and their codes."""

from collections.abc import Mapping

from sqlalchemy import select

from forum import clock
from forum.accounts.keys import Purpose
from forum.accounts.models import Account
from forum.accounts.tickets import code_of, link_token, make_sign_in_link, make_ticket
from forum.articles.models import Article
from forum.db import db
from forum.discussion.drafts import keep_draft
from forum.discussion.models import Comment
from forum.ids import new_id
from forum.mail.addresses import SUPPRESSED_AT, note_trouble
from forum.mail.models import Mail, State
from forum.moderation.models import Verb
from forum.notifications.keys import Stop, stop_token
from forum.notifications.models import Kind
from forum.reporting.keys import key_to_notice
from forum.rounds.deciding import decide_by_mail
from forum.rounds.keys import LASTS, Errand, token_of
from forum.statements.keys import key_to
from forum.syndication.keys import replies_token
from tests.factories import an_article, say
from tests.security.factors import keys_of_factors
from tests.security.past import Past
from tests.security.standing import let_stand


def given_up() -> tuple[int, str]:
    """A mail that nobody took, and an address to which nothing is sent."""
    to = "gone@example.org"
    mail = Mail(message_id="<1@localhost>", purpose="test", recipient=to, payload={}, created_at=clock.now())
    mail.id, mail.state = new_id(), State.SET_ASIDE
    db.session.add(mail)
    note_trouble(to, SUPPRESSED_AT, "550 No such person")
    db.session.flush()
    return mail.id, to


def openings(people: Mapping[str, Account], article: Article, past: Past) -> dict[str, dict[str, str]]:
    """By endpoint, what its address holds that nobody can guess, and the code that goes with it."""
    draft = keep_draft(article, "Said by nobody yet.")
    sign_in = make_ticket(Purpose.SIGN_IN, email="rita@example.org")
    moving = make_ticket(Purpose.ADDRESS, account=people["reader"], email="rita@example.org")
    words = make_ticket(Purpose.WORDS, email="new@example.org", name="New", draft=draft)
    opening: list[tuple[tuple[str, ...], dict[str, str]]] = [
        (
            ("accounts.sign_in_link", "accounts.sign_in_by_link"),
            {"token": make_sign_in_link(people["reader"])},
        ),
        (("accounts.code_form", "accounts.sign_in_by_code"), {"ticket": sign_in.id, "code": code_of(sign_in)}),
        (
            ("accounts.address_code_form", "accounts.confirm_address_by_code"),
            {"ticket": moving.id, "code": code_of(moving)},
        ),
        (("accounts.address_link", "accounts.confirm_address_by_link"), {"token": link_token(moving)}),
        (("discussion.words", "discussion.say_who"), {"token": draft}),
        (
            ("redress.statement_by_link", "redress.appeal_form_by_link", "redress.appeal_by_link"),
            {"token": key_to(past.statement_id)},
        ),
        (
            ("notifications.stop_page", "notifications.stop", "notifications.again"),
            {"token": stop_token(Stop(people["reader"].id, kind=Kind.MENTION))},
        ),
        (("syndication.replies", "syndication.renew"), {"token": replies_token(people["reader"])}),
        (("reporting.received",), {"token": key_to_notice(past.notice_id)}),
        (("discussion.confirm_form", "discussion.confirm_by_code"), {"ticket": words.id, "code": code_of(words)}),
        (("discussion.confirm_link", "discussion.confirm_by_link"), {"token": link_token(words)}),
    ]
    opening += [
        (("rounds.look", "rounds.decide"), {"token": link_to_remove(_said_under(article), people["moderator"])}),
        (("rounds.undo",), {"token": used_link(people["answerer"], people["moderator"])}),
    ]
    found = {endpoint: keys for endpoints, keys in opening for endpoint in endpoints}
    return {**found, **keys_of_factors(people)}


def link_to_remove(comment: Comment, moderator: Account) -> str:
    """As it stands in a mail of this moment."""
    until = clock.now().replace(microsecond=0) + LASTS
    return token_of(Errand(moderator.id, comment.id, comment.version, Verb.REMOVE, until))


def used_link(author: Account, moderator: Account) -> str:
    """What it did can still be undone."""
    comment = say(author, an_article(f"removed-{new_id()}"), f"Said by number {new_id()}.")
    let_stand(comment)
    token = link_to_remove(comment, moderator)
    decide_by_mail(token, {"reason": "spam"})
    return token


def _said_under(article: Article) -> Comment:
    first = select(Comment).where(Comment.article_id == article.id).order_by(Comment.id).limit(1)
    return db.session.scalars(first).one()
