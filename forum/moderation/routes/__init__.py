"""What staff can ask about comments and people."""

from forum.moderation.routes import deciding
from forum.moderation.routes.blueprint import bp

__all__ = ["bp", "deciding"]
