"""What an admin sends about a site."""

from collections.abc import Mapping
from dataclasses import dataclass

from forum.articles.canonical import canonical_url
from forum.articles.models import Openness
from forum.errors import Invalid
from forum.origins.naming import LONGEST_TITLE, parse_key
from forum.origins.snippets import SYSTEMS, Asked

# Whose comments wait under the articles that a site opens; the site's own rule holds in any case.
STANCES: Mapping[str, str] = {
    "": "As everywhere on this site",
    Openness.FIRST: "Everybody’s until one of theirs was published",
    Openness.HELD: "Everybody’s, always",
}


@dataclass(frozen=True)
class OriginForm:
    """What pages of a site may do."""

    opens_articles: bool
    stance: Openness | None

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "OriginForm":
        stance = form.get("stance", "")
        if stance not in STANCES:
            raise Invalid("Choose whose comments wait under its articles.", "stance")
        return cls(form.get("opens_articles") == "1", Openness(stance) if stance else None)


def parse_system(given: str | None) -> str:
    """What the site runs on; plain HTML where nothing that we know is said."""
    return given if given is not None and given in SYSTEMS else next(iter(SYSTEMS))


def parse_asked(form: Mapping[str, str]) -> Asked | None:
    """The page that plain HTML is wanted for; None while none is typed."""
    if not form.get("url"):
        return None
    title = " ".join(form.get("title", "").split())[:LONGEST_TITLE]
    return Asked(canonical_url(form["url"]), title, parse_key(form.get("key")) or "")
