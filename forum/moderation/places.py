"""Whose comments wait on an article or in a section, and how slowly an article's discussion goes."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from forum.accounts.models import Account
from forum.articles.models import Article, Openness, Section
from forum.db import db
from forum.errors import Invalid, NotFound, require
from forum.moderation.log import Happened, log
from forum.moderation.models import Verb
from forum.moderation.permissions import may_change_rules, may_do

# Seconds between two comments of one person: long enough to read before answering, never so long that they go away.
PACES: Mapping[int, str] = {
    0: "None",
    30: "Half a minute",
    60: "A minute",
    300: "Five minutes",
    900: "A quarter of an hour",
}
STANCES: Mapping[str, str] = {
    Openness.OPEN: "Nobody’s, but for what a rule holds",
    Openness.FIRST: "Everybody’s until one of theirs was published",
    Openness.HELD: "All",
    Openness.CLOSED: "None is taken: the discussion is closed",
}


@dataclass(frozen=True)
class ArticleForm:
    """How an article's discussion shall be."""

    state: Openness
    slow_seconds: int | None

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "ArticleForm":
        state, pace = form.get("state", ""), form.get("slow", "0")
        if state not in STANCES:
            raise Invalid("Choose whose comments wait.", "state")
        if pace not in {str(seconds) for seconds in PACES}:
            raise Invalid("Choose how much time passes between two comments.", "slow")
        return cls(Openness(state), int(pace) or None)


def set_up_article(article: Article, form: ArticleForm, by: Account) -> None:
    """The caller holds the article. What is said already stays as it is."""
    require(may_do(by, Verb.CLOSE))
    before = {"state": article.state, "slow_seconds": article.slow_seconds}
    after = {"state": form.state, "slow_seconds": form.slow_seconds}
    if before == after:
        return
    article.state, article.slow_seconds = form.state, form.slow_seconds
    article.version += 1
    log(Happened("article", by.id, article_id=article.id, before=before, after=after))


def stance_of(section: str) -> Openness | None:
    return db.session.scalar(select(Section.stance).where(Section.name == section))


def set_up_section(name: str, stance: str, by: Account) -> None:
    """Whose comments wait in a section; an empty `stance` leaves it to the site."""
    require(may_change_rules(by))
    if stance not in {"", Openness.OPEN, Openness.FIRST, Openness.HELD}:
        raise Invalid("Choose whose comments wait in the section.", "stance")
    section = db.session.scalar(select(Section).where(Section.name == name).with_for_update())
    if section is None:
        raise NotFound("There is no such section.")
    before, after = section.stance, Openness(stance) if stance else None
    if before == after:
        return
    section.stance = after
    log(Happened("section", by.id, before={"stance": before}, after={"stance": after}, more={"section": name}))
