"""Stopping mail by the link in it, signed in or not: who holds the link is whom the mail went to."""

from collections.abc import Sequence
from dataclasses import replace

from forum.accounts.models import Account
from forum.db import db
from forum.notifications.choosing import choose, manners_of, site_manners
from forum.notifications.following import follow, let_go, silence
from forum.notifications.keys import Stop
from forum.notifications.kinds import CLOSEST
from forum.notifications.models import Frequency, Kind


def stop(what: Stop) -> None:
    """Nothing of it is mailed any more. Of somebody who left nothing was, and nothing is said of it."""
    person = _person(what)
    if person is None:
        return
    if what.place is not None and what.followed:
        let_go(what.place, what.key, person)
    elif what.place is not None:
        silence(what.place, what.key, person)
    else:
        for kind in kinds_of(what):
            _choose_mail(person, kind, Frequency.NEVER)


def undo(what: Stop) -> None:
    """As if the link had not been pressed: mail of the kind as the site has it, word of the place again."""
    person = _person(what)
    if person is None:
        return
    if what.place is not None and what.followed:
        follow(what.place, what.key, person)
    elif what.place is not None:
        let_go(what.place, what.key, person)
    else:
        site = site_manners()
        for kind in kinds_of(what):
            default = site[kind].mail
            _choose_mail(person, kind, default if default != Frequency.NEVER else Frequency.DAILY)


def kinds_of(what: Stop) -> Sequence[Kind]:
    """Mail of which it is about; of a place, none."""
    if what.place is not None:
        return ()
    return (what.kind,) if what.kind is not None else (*CLOSEST, Kind.PUBLISHED, Kind.PICKED)


def _choose_mail(person: Account, kind: Kind, mail: Frequency) -> None:
    choose(person, kind, replace(manners_of([person.id])[person.id][kind], mail=mail))


def _person(what: Stop) -> Account | None:
    person = db.session.get(Account, what.person_id, with_for_update=True, populate_existing=True)
    return None if person is None or person.erased_at is not None else person
