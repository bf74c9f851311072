"""What the page shows: how far the mails have come, those that need somebody, and where nothing is sent any more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.accounts.models import Account
from forum.db import db
from forum.errors import require
from forum.mail.addresses import SUPPRESSED_FOR
from forum.mail.models import Mail, State, Undeliverable
from forum.mail.queries import counts, mails_in, mails_named, suppressed, unwritten
from forum.postroom.permissions import may_see_mail

# By how far it has come, in the order of a mail's way.
TITLES: Mapping[State, str] = {
    State.WAITING: "Waiting",
    State.IN_DOUBT: "Sent, no answer yet",
    State.SENT: "Taken by their server",
    State.SKIPPED: "Not needed any more",
    State.REFUSED: "Refused for good",
    State.DOUBTFUL: "May not have arrived",
    State.SET_ASIDE: "Taken by nobody",
}
# Of each kind the page shows so many, the newest; all of them would be the same trouble again.
MOST = 50


@dataclass(frozen=True)
class Figure:
    title: str
    count: int


@dataclass(frozen=True)
class Figures:
    """As the picture of bars wants them."""

    title: str
    figures: Sequence[Figure]

    @property
    def most(self) -> int:
        return max(figure.count for figure in self.figures)


@dataclass(frozen=True)
class Item:
    """A mail that somebody has to look at: to whom, and what is known of its end."""

    mail: Mail
    to: Account | None
    said: str


@dataclass(frozen=True)
class Silent:
    """An address to which nothing is sent, and until when."""

    row: Undeliverable
    until: datetime


@dataclass(frozen=True)
class Room:
    figures: Figures
    doubtful: Sequence[Item]
    set_aside: Sequence[Item]
    unwritten: Sequence[Item]
    addresses: Sequence[Silent]


def room_for(by: Account) -> Room:
    require(may_see_mail(by))
    stopped = unwritten()
    numbers = sorted(stopped, reverse=True)[:MOST]
    named = mails_named(numbers)
    unmade = [named[number] for number in numbers if number in named]
    doubtful, aside = mails_in({State.DOUBTFUL}, MOST), mails_in({State.SET_ASIDE}, MOST)
    people = _people([*doubtful, *aside, *unmade])
    found = counts()
    return Room(
        figures=Figures("Mails of thirty days", [Figure(TITLES[state], found[state]) for state in TITLES]),
        doubtful=_items(doubtful, people),
        set_aside=_items(aside, people),
        unwritten=[Item(mail, _of(mail, people), stopped[mail.id].last_error or "") for mail in unmade],
        addresses=[Silent(row, row.last_at + SUPPRESSED_FOR) for row in suppressed()[:MOST]],
    )


def _items(mails: Iterable[Mail], people: Mapping[int, Account]) -> list[Item]:
    return [Item(mail, _of(mail, people), mail.last_reply or "") for mail in mails]


def _of(mail: Mail, people: Mapping[int, Account]) -> Account | None:
    return people.get(mail.account_id) if mail.account_id else None


def _people(mails: Iterable[Mail]) -> Mapping[int, Account]:
    numbers = {mail.account_id for mail in mails if mail.account_id}
    return {account.id: account for account in db.session.scalars(select(Account).where(Account.id.in_(numbers)))}
