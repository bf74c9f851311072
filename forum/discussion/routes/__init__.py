"""What a browser can ask of the discussion."""

from forum.discussion.routes import live, own, people, posting, profile, reacting, reading, visiting, words
from forum.discussion.routes.blueprint import bp

__all__ = ["bp", "live", "own", "people", "posting", "profile", "reacting", "reading", "visiting", "words"]
