"""Rows of accounts."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.db import Base
from forum.ids import new_id


class Role(StrEnum):
    """What a person is here for."""

    READER = "reader"
    MODERATOR = "moderator"
    ADMIN = "admin"


# In the order of its bytes on every database, so that the handles with the same beginning are one range.
HANDLE_KEY = String(30).with_variant(String(30, collation="C"), "postgresql")

# Reserved for examples (RFC 2606), so that an address there can belong to nobody.
DEMO_DOMAIN = "demo.example"


class Account(Base):
    """A person. The handle is how others name them, the display name how they sign what they say."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    handle: Mapped[str] = mapped_column(String(30))
    handle_key: Mapped[str] = mapped_column(HANDLE_KEY, unique=True)  # folded: @Ada and @ada are one person
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254), unique=True)
    display_name: Mapped[str] = mapped_column(String(60))
    bio: Mapped[str] = mapped_column(Text, default="")
    badge: Mapped[str | None] = mapped_column(String(40))
    role: Mapped[Role] = mapped_column(String(12), default=Role.READER)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime]

    @property
    def is_staff(self) -> bool:
        return self.role in (Role.MODERATOR, Role.ADMIN)

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


class Session(Base):
    """A signed-in browser; deleting the row signs it out, whatever cookie it still holds."""

    __tablename__ = "session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    account: Mapped[Account] = relationship(lazy="raise_on_sql")


class SignInLink(Base):
    """A one-use way in, made at the command line; only the digest of its token is kept."""

    __tablename__ = "sign_in_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]
    account: Mapped[Account] = relationship(lazy="raise_on_sql")
