"""What an admin sends about a site."""

from collections.abc import Mapping
from dataclasses import dataclass

from forum.articles.models import Openness
from forum.errors import Invalid

# Whose comments wait under the articles that a site opens; the site's own rule holds in any case.
STANCES: Mapping[str, str] = {
    "": "As everywhere on this site",
    Openness.FIRST: "Everybody’s until one of theirs was published",
    Openness.HELD: "All",
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
