"""Rows of what opens an account: tickets by mail, codes of an authenticator, passkeys; and the tries that failed."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base
from forum.ids import new_id


class Purpose(StrEnum):
    """What a ticket is good for, and for nothing else."""

    SIGN_IN = "sign-in"  # by mail; of an address without an account it makes one
    OWNER = "owner"  # from the command line, for one account
    WORDS = "words"  # to say what was written first
    ADDRESS = "address"  # that a new address is its owner's
    SECOND = "second"  # the first factor was given; the second is awaited
    PASSKEY = "passkey"  # a challenge


class Ticket(Base):
    """A one-use proof on its way. Link and code are made of its id and the site's key, so nothing here opens a door."""

    __tablename__ = "ticket"
    __table_args__ = (Index("ix_ticket_email", "email_key", "purpose", "created_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)  # 128 random bits, in hexadecimal
    purpose: Mapped[Purpose] = mapped_column(String(12))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(254), default="")
    email_key: Mapped[str] = mapped_column(String(254), default="")
    name: Mapped[str] = mapped_column(String(60), default="")  # of who has no account yet
    draft: Mapped[str] = mapped_column(String(64), default="")  # names the words that wait for it
    next: Mapped[str] = mapped_column(Text, default="")  # the page that was wanted
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    wrong_codes: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]


class Authenticator(Base):
    """A shared secret of RFC 6238, in somebody's telephone. Sealed with the site's key."""

    __tablename__ = "authenticator"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    sealed_secret: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]  # until a code was given, it does not count
    last_step: Mapped[int] = mapped_column(default=0)  # of thirty seconds: a code works once


class RecoveryCode(Base):
    """One of ten that stand in for a lost second factor; it goes when it is used."""

    __tablename__ = "recovery_code"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)


class Passkey(Base):
    """A key pair of WebAuthn: the public half, and how often it says it was used."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[str] = mapped_column(String(1400), unique=True)  # base64url, as browsers send it
    public_key: Mapped[str] = mapped_column(Text)  # base64url, COSE
    sign_count: Mapped[int]
    name: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class Failure(Base):
    """Tries that failed, of one account or one network: a digest stands for either, gone after a day."""

    __tablename__ = "failure"

    who: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(index=True)
