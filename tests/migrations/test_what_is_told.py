"""Steps after which something is told of what was there before: nobody loses anything by them, up or down."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from forum import clock
from forum.accounts.models import Account, Role
from forum.db import db
from forum.sso.models import Identity
from tests.factories import an_article, person, say
from tests.migrations.test_steps import elsewhere, go

__all__ = ["elsewhere"]


@pytest.mark.usefixtures("elsewhere")
def test_who_may_post_and_who_moderates_still_do() -> None:
    go("head")
    now = clock.now()
    ada, sam, _ = person("ada"), person("sam", Role.MODERATOR), person("tess", Role.MODERATOR)
    db.session.add(Identity(issuer="sso", subject="7", account=sam, created_at=now, last_at=now, role=Role.MODERATOR))
    ada.may_post_until = now + timedelta(days=1)
    db.session.commit()
    go("0021")
    assert list(db.session.scalars(text("SELECT handle FROM account WHERE may_post"))) == ["ada"]
    go("head")
    for account in db.session.scalars(select(Account).execution_options(populate_existing=True)):
        assert (account.may_post_until is not None) is (account.handle == "ada")
        assert (account.role_until is not None) is (account.handle == "sam"), "a moderator by an issuer's word"
        assert account.role_until is None or now + timedelta(hours=23) < account.role_until < now + timedelta(hours=25)
    db.session.execute(update(Account).values(may_post_until=now - timedelta(days=1)))
    db.session.commit()
    go("0021")
    assert not list(db.session.scalars(text("SELECT handle FROM account WHERE may_post")))


@pytest.mark.usefixtures("elsewhere")
def test_feeds_still_know_when_words_were_changed() -> None:
    go("head")
    edited, as_it_was = say(person("ada"), an_article()), say(person("ben"), an_article("the-tunnel"))
    edited.edited_at = edited.worded_at = clock.now()
    db.session.commit()
    go("0020")
    go("head")
    db.session.expire_all()
    assert (edited.worded_at, as_it_was.worded_at) == (edited.edited_at, None)
