"""A stop of the tour of the site, and where most of them are."""

from dataclasses import dataclass

from tests.browser.newsroom import path_of
from tests.browser.town import Town
from tests.browser.visits import Visit

ARTICLE, PERMALINK = "discussion.article", "discussion.permalink"


@dataclass(frozen=True)
class Stop:
    """A page to look at: whose route it is, who looks, and how they get there."""

    name: str
    endpoint: str
    visit: Visit
    who: str | None = None


def bridge(town: Town) -> str:
    return path_of(town.bridge)
