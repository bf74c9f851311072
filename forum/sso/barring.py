"""Who was banned stays banned, even once nothing is known of them any more.

*Why the digest.* Whoever has their account deleted is forgotten, and would come back from elsewhere as somebody new,
whom nobody has banned. So a stamp under the site's key of who they are there is kept: it stands for nobody, and only
when that very person comes again does it tell that they are meant. As with the handles of who left (`former`).
"""

from sqlalchemy import delete, select

from forum import clock
from forum.accounts.models import Account
from forum.db import db
from forum.errors import Forbidden
from forum.sso.models import Barred, Identity
from forum.web.seals import stamp, stamps

_PURPOSE = "barred"


def bar(account: Account) -> None:
    """To be called before it is forgotten who they are elsewhere."""
    for identity in db.session.scalars(select(Identity).where(Identity.account_id == account.id)):
        digest = stamp(_PURPOSE, _named(identity.issuer, identity.subject)).hex()
        db.session.merge(Barred(digest=digest, since=clock.now()))


def require_not_barred(issuer: str, subject: str) -> None:
    if _rows(issuer, subject):
        raise Forbidden("You were banned here, and had that account deleted. The ban still holds.")


def unbar(issuer: str, subject: str) -> bool:
    """Let them come as somebody new; whether they were barred."""
    rows = _rows(issuer, subject)
    db.session.execute(delete(Barred).where(Barred.digest.in_(rows)))
    return bool(rows)


def _rows(issuer: str, subject: str) -> list[str]:
    theirs = Barred.digest.in_([one.hex() for one in stamps(_PURPOSE, _named(issuer, subject))])
    return list(db.session.scalars(select(Barred.digest).where(theirs)))


def _named(issuer: str, subject: str) -> str:
    """No text that is taken of an issuer or an id holds the sign between them."""
    return f"{issuer}\0{subject}"
