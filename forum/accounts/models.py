"""Rows of people: accounts, where they are signed in, what they were called before, and whose data must be kept."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum import clock
from forum.accounts.lookalikes import skeleton
from forum.db import Base
from forum.ids import new_id
from forum.issuers import Posting
from forum.web.site import settings


class Role(StrEnum):
    """What a person is here for."""

    READER = "reader"
    MODERATOR = "moderator"
    ADMIN = "admin"


# In the order of its bytes on every database, so that the handles with the same beginning are one range.
HANDLE_KEY = String(30).with_variant(String(30, collation="C"), "postgresql")
NAME = String(60).with_variant(String(60, collation="C"), "postgresql")
EMAIL_KEY = String(254).with_variant(String(254, collation="C"), "postgresql")

# Reserved for examples (RFC 2606), so that an address there can belong to nobody.
DEMO_DOMAIN = "demo.example"


def _skeleton(row: DefaultExecutionContext) -> str:
    handle: str = row.get_current_parameters()["handle"]  # type: ignore[no-untyped-call]
    return skeleton(handle)


_LEAVING = text("erase_at IS NOT NULL")


class Account(Base):
    """A person. The handle is how others name them, the display name how they sign what they say."""

    __tablename__ = "account"
    __table_args__ = (
        Index("uq_account_handle_skeleton", "handle_skeleton", unique=True),
        Index("ix_account_erase_at", "erase_at", postgresql_where=_LEAVING, sqlite_where=_LEAVING),
    )

    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    handle: Mapped[str] = mapped_column(String(30))
    handle_key: Mapped[str] = mapped_column(HANDLE_KEY, unique=True)  # folded: @Ada and @ada are one person
    # UTS 39: @bill and @biII look alike, and are one person too.
    handle_skeleton: Mapped[str] = mapped_column(String(60), default=_skeleton)
    # Who has none (a guest, somebody erased) has an empty address, and a key that no address has (`no_email_key`).
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(EMAIL_KEY, unique=True)
    confirmed_at: Mapped[datetime | None]  # when somebody first proved that the address is theirs
    is_guest: Mapped[bool] = mapped_column(default=False)  # a name for some comments; nobody can sign in as them
    display_name: Mapped[str] = mapped_column(NAME, index=True)  # so that an admin finds who is called so
    bio: Mapped[str] = mapped_column(Text, default="")
    badge: Mapped[str | None] = mapped_column(String(40))
    role: Mapped[Role] = mapped_column(String(12), default=Role.READER)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    warned_at: Mapped[datetime | None]  # by a moderator, and they have not yet said that they read it
    created_at: Mapped[datetime]
    erase_at: Mapped[datetime | None]  # its owner asked for it, and may think better of it until then
    erase_words: Mapped[bool] = mapped_column(default=False)  # and with it all that they said
    erased_at: Mapped[datetime | None]
    # What screening and moderators know of them.
    trusted_at: Mapped[datetime | None]  # the mild rules do not hold them up
    held_at: Mapped[datetime | None]  # all they say waits
    muted_until: Mapped[datetime | None]  # they may read, and say nothing
    banned_at: Mapped[datetime | None]  # they may neither sign in nor write
    # Of staff: words in the queue are blurred until they look.
    blurs_words: Mapped[bool] = mapped_column(default=False)
    time_zone: Mapped[str | None] = mapped_column(String(40))  # in which their digests come in the morning
    # How long the word of an issuer counts that gave them their role; None where it was given here.
    role_until: Mapped[datetime | None]
    # And that they may post, where posting is kept to those; None where it does not say so.
    may_post_until: Mapped[datetime | None]

    # Of who is signed in, as long as their second factor is asked for and was not given; never of a row.
    lacks_second_factor = False

    @property
    def is_staff(self) -> bool:
        """Whether they may act as staff, here and now."""
        lacks_something = self.lacks_second_factor or self.must_be_vouched_for
        return self.role in (Role.MODERATOR, Role.ADMIN) and not lacks_something

    @property
    def must_be_vouched_for(self) -> bool:
        """Whether who gave them their role has not said of late that it still holds: then they act as a reader."""
        return self.role_until is not None and clock.now() >= self.role_until

    @property
    def must_give_second_factor(self) -> bool:
        """Whether that is all that keeps them from acting as staff."""
        return self.role in (Role.MODERATOR, Role.ADMIN) and self.lacks_second_factor

    @property
    def is_admin(self) -> bool:
        return self.is_staff and self.role == Role.ADMIN

    @property
    def is_kept_from_posting(self) -> bool:
        """Whether the site keeps posting to those of whom an issuer says that they may, and they are none of these."""
        if settings().posting != Posting.CLAIM or (self.role != Role.READER and not self.must_be_vouched_for):
            return False
        return self.may_post_until is None or clock.now() >= self.may_post_until

    @property
    def is_of_demo(self) -> bool:
        """Whether the demonstration made it, whose passwords are shown to all."""
        return self.email.endswith("@" + DEMO_DOMAIN)

    @property
    def colour(self) -> int:
        """Which of the six colours of round marks is theirs."""
        return self.id % 6

    @property
    def initials(self) -> str:
        """One or two letters for the round mark beside the name."""
        words = [word for word in self.display_name.split() if word[0].isalnum()]
        letters = [words[0][0], words[-1][0]] if len(words) > 1 else [self.display_name[:1]]
        return "".join(letters).upper()


def no_email_key(account_id: int) -> str:
    """The key of somebody without an address: no address is spelled without an @."""
    return f"none:{account_id}"


class Session(Base):
    """A signed-in browser, or one page of another site; without the row nobody is signed in, whatever they hold."""

    __tablename__ = "session"
    __table_args__ = (Index("uq_session_id", "id", unique=True),)

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    id: Mapped[int] = mapped_column(default=new_id)  # how its owner names it, to end it
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]  # to the hour
    device: Mapped[str] = mapped_column(String(60), default="")  # "Firefox on Windows": what it says of itself
    proved_at: Mapped[datetime]  # when its owner last proved who they are
    second_at: Mapped[datetime | None]  # when they gave a second factor, if they did
    network: Mapped[str | None] = mapped_column(String(64), index=True)  # keyed digest of where it began, for a month
    origin: Mapped[str | None] = mapped_column(String(270))  # of the site whose page it is, and which it is good for
    account: Mapped[Account] = relationship(lazy="raise_on_sql")

    @property
    def place(self) -> str:
        """How its owner knows it: Firefox on Windows, on www.example."""
        device = self.device or "A browser"
        return f"{device}, on {self.origin.partition('://')[2]}" if self.origin else device


class FormerHandle(Base):
    """A handle that somebody gave up. It stays theirs, or others could pass for them under old mentions."""

    __tablename__ = "former_handle"

    handle_key: Mapped[str] = mapped_column(HANDLE_KEY, primary_key=True)
    handle_skeleton: Mapped[str] = mapped_column(String(60), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    given_up_at: Mapped[datetime]


class LegalHold(Base):
    """An account that must not be erased for now, and why: an admin says so, and its owner is told."""

    __tablename__ = "legal_hold"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(500))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    since: Mapped[datetime]
