"""Something of everything that is logged, and somebody with the keys of the database."""

from typing import Any

from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.db import db
from forum.moderation.log import verified
from forum.moderation.models import Kind, Verb
from forum.moderation.sanction_form import SanctionForm
from forum.moderation.sanctions import impose
from forum.people.roles import change_badge, change_role
from tests.databases import log_unguarded
from tests.factories import decided, person, say


def some_of_everything(ada: Account, sam: Account, eve: Account, article: Article) -> None:
    for comment in [say(ada, article, f"Number {number}.") for number in range(3)]:
        decided(comment, Verb.REMOVE, sam, reason="spam")
    impose(ada, SanctionForm(Kind.WARN, "Be kind."), by=sam)
    change_badge(ada, "Reporter", by=eve)
    change_role(person("new"), Role.MODERATOR, by=eve)
    db.session.commit()


def tampered(statement: Any) -> None:
    """By whoever has the database's own keys."""
    db.session.remove()
    with db.engine.begin() as connection, log_unguarded(connection):
        connection.execute(statement)


def verify() -> int:
    return [number for number, _ in verified()][-1]
