"""What is asked: the bodies and parameters that are taken, no field beside them."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

from forum.discussion.forms import MAX_BODY
from forum.reporting.forms import CAUSES, NOTE_MAX

# What an id looks like; whether there is such a thing is said later, and in other words.
ID = "^[0-7][0-9a-hjkmnp-tv-z]{12}$"
# Its length is looked at by the verb, whose sentence says how much it is too long.
Words = Annotated[str, Field(json_schema_extra={"minLength": 1, "maxLength": MAX_BODY})]
Name = Annotated[str, Field(max_length=2000)]


class Asked(BaseModel):
    """A body: JSON of the very types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class Query(BaseModel):
    """Parameters of an address."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class WhichArticle(Query):
    """An article, by one of them; by key and address together as a page of another site names it."""

    slug: str | None = None
    """What its page here is called: the last part of its address."""
    key: str | None = None
    """The site's own key of it."""
    url: str | None = None
    """Its address; what tracks readers is left out of it."""


class OpenArticle(Asked):
    """A page on which somebody is about to say something."""

    url: Name
    key: str | None = None
    title: str | None = None


class WhichComments(Query):
    """Which page of the comments, in which order."""

    sort: Literal["best", "active", "newest", "oldest"] = "best"
    cursor: str | None = None
    """As an earlier page gave it."""
    parent: str | None = Field(None, pattern=ID)
    """The replies to this comment alone."""
    show: str | None = Field(None, pattern=ID)
    """This comment is there as well, wherever it ranks, and what it answers; one that is gone is left out."""


class NewComment(Asked):
    """Words, and whom they answer."""

    body: Words
    parent: str | None = Field(None, pattern=ID)


class NewWords(Asked):
    """Other words for one's comment, or words to look at."""

    body: Words


class NewReport(Asked):
    """What is wrong with a comment."""

    cause: Annotated[str, Field(json_schema_extra={"enum": [str(cause) for cause in CAUSES]})]
    note: str = Field("", json_schema_extra={"maxLength": NOTE_MAX})
    tell: bool = False
    """Whether to be told what became of it; of who is signed in."""


class WhichNotifications(Query):
    """Which page of the notifications."""

    before: str | None = Field(None, pattern=ID)
    unread: bool = False


class WhichCounts(Query):
    """Articles, by what a page knows of each."""

    of: list[str]
    """Ids, slugs, keys or addresses; at most 100."""


class CodeGrant(Asked):
    """What our own page handed over."""

    grant: Literal["code"]
    code: str
    code_verifier: str


class SessionGrant(Asked):
    """The session of this browser, for a page of the same site (a sub-domain)."""

    grant: Literal["session"]


class AssertionGrant(Asked):
    """What a newspaper has signed about its reader (JWT), for a page of this origin and this sign-in alone."""

    grant: Literal["sso"]
    assertion: str


class TokenRequest(RootModel[Annotated[CodeGrant | SessionGrant | AssertionGrant, Field(discriminator="grant")]]):
    """By what somebody is to be known."""

    model_config = ConfigDict(defer_build=True)
