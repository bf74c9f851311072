"""Everything that a check may know."""

from dataclasses import dataclass

from forum.config import Hold


@dataclass(frozen=True)
class Submission:
    """A comment on its way in, with the facts about its author and its place."""

    body: str
    by_staff: bool
    published_before: bool  # whether a comment of this person was ever published
    site_holds: Hold
    article_holds: Hold
