"""What staff can ask about comments and people."""

from forum.moderation.routes import acting, deciding, log, people, places, reasons, rules, trials
from forum.moderation.routes.blueprint import bp

__all__ = ["acting", "bp", "deciding", "log", "people", "places", "reasons", "rules", "trials"]
