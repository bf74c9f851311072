"""Rows of the sites on whose pages discussions of ours stand."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.accounts.models import Account
from forum.articles.models import Openness
from forum.db import Base

# A host's 253 characters, a scheme and a port.
LONGEST = 270


class Origin(Base):
    """One site, as browsers write it in `Origin`: https://www.example.org."""

    __tablename__ = "origin"

    origin: Mapped[str] = mapped_column(String(LONGEST), primary_key=True)
    # Whether a page of it that nobody has added yet gets a discussion, when somebody first says something there.
    opens_articles: Mapped[bool] = mapped_column(default=True)
    stance: Mapped[Openness | None] = mapped_column(String(8))  # of articles that it opens; None: as on the site
    added_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id, ondelete="SET NULL"), index=True)

    @property
    def scheme(self) -> str:
        return self.origin.partition("://")[0]

    @property
    def host(self) -> str:
        """With its port, where it is not the usual one."""
        return self.origin.partition("://")[2]
