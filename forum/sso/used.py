"""Using what may be used once: of two who do so at the same moment one succeeds."""

import hashlib
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from forum import clock
from forum.db import db
from forum.errors import Forbidden
from forum.sso.models import UsedAssertion


def use(issuer: str, name: str, until: datetime) -> None:
    """What `issuer` calls `name` is used now. Forbidden when it was used before; after `until` nobody takes it anyway.

    A digest is kept of it. Whoever is refused afterwards in the same transaction has not used it.
    """
    digest = hashlib.sha256(f"{issuer}\0{name}".encode()).hexdigest()
    try:
        with db.session.begin_nested():
            db.session.add(UsedAssertion(digest=digest, expires_at=until))
    except IntegrityError:
        raise Forbidden(
            "This sign-in was used already. Go back to the page that you came from and try again."
        ) from None


def forget_used_assertions() -> None:
    """What has expired is refused for that."""
    db.session.execute(delete(UsedAssertion).where(UsedAssertion.expires_at < clock.now()))
