"""What people can ask about the word that reaches them: read it, choose it, follow, silence, stop, ask why."""

from forum.notifications.routes import choosing, defaults, following, inbox, stopping, threads, why
from forum.notifications.routes.blueprint import bp

__all__ = ["bp", "choosing", "defaults", "following", "inbox", "stopping", "threads", "why"]
