"""What moderators ask of the queue."""

from forum.queue.routes import around, deciding, looking
from forum.queue.routes.blueprint import bp

__all__ = ["around", "bp", "deciding", "looking"]
