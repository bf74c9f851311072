"""What tests of accounts share: the mails that were written, as they will be read."""

from sqlalchemy import select

from forum.accounts.mails import PURPOSES
from forum.db import db
from forum.mail.letter import render
from forum.mail.models import Mail
from forum.mail.purposes import NotNeeded
from forum.web.site import settings
from tests.visiting import Visitor

PASSWORD = "correct horse battery"


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/me").status_code == 200


def mails_to(address: str) -> list[str]:
    """What was written to an address, as its subject and text, in the order in which it was."""
    db.session.commit()
    rows = db.session.scalars(select(Mail).where(Mail.recipient == address).order_by(Mail.id)).all()
    letters = []
    for row in rows:
        words = PURPOSES[row.purpose](row.payload)
        if not isinstance(words, NotNeeded):
            letter = render(row, words, settings())
            letters.append(f"{letter.subject}\n{letter.text}")
            assert letter.subject in letter.html or "code" in letter.subject or "account" in letter.subject
    return letters


def subjects(address: str) -> list[str]:
    return [letter.partition("\n")[0] for letter in mails_to(address)]
