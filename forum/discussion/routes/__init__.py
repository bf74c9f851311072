"""What a browser can ask of the discussion."""

from forum.discussion.routes import own, people, posting, reacting, reading
from forum.discussion.routes.blueprint import bp

__all__ = ["bp", "own", "people", "posting", "reacting", "reading"]
