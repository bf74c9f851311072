"""Stopping mail by the link in it, signed in or not: who holds the link is whom the mail went to."""

from dataclasses import replace

from forum.accounts.models import Account
from forum.db import db
from forum.notifications.choosing import choose, manners_of
from forum.notifications.following import let_go, silence
from forum.notifications.keys import Stop
from forum.notifications.kinds import KINDS
from forum.notifications.models import Frequency, Place


def stop(what: Stop) -> None:
    """Nothing of it is mailed any more. Of somebody who left nothing was, and nothing is said of it."""
    person = _person(what)
    if person is None:
        return
    if what.kind is not None:
        choose(person, what.kind, replace(manners_of([person.id])[person.id][what.kind], mail=Frequency.NEVER))
    elif what.place == Place.SECTION:
        let_go(what.place, what.key, person)
    elif what.place is not None:
        silence(what.place, what.key, person)


def undo(what: Stop) -> None:
    """As if the link had not been pressed: mail of the kind as the site has it, word of the place again."""
    person = _person(what)
    if person is None:
        return
    if what.kind is not None:
        manner = manners_of([person.id])[person.id][what.kind]
        default = KINDS[what.kind].default.mail
        choose(person, what.kind, replace(manner, mail=default if default != Frequency.NEVER else Frequency.DAILY))
    elif what.place is not None:
        let_go(what.place, what.key, person)


def _person(what: Stop) -> Account | None:
    person = db.session.get(Account, what.person_id, with_for_update=True, populate_existing=True)
    return None if person is None or person.erased_at is not None else person
