"""What the house lays open, for whoever may see it."""

from forum.transparency.routes import log, report, terms
from forum.transparency.routes.blueprint import bp

__all__ = ["bp", "log", "report", "terms"]
