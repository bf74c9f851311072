"""What staff do from a mail."""

from forum.rounds.routes import deciding
from forum.rounds.routes.blueprint import bp

__all__ = ["bp", "deciding"]
