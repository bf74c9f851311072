"""What pages of other sites load, and what a window of our own asks on their behalf."""

from forum.embed.routes import carrying, handing_over, leading
from forum.embed.routes.blueprint import bp

__all__ = ["bp", "carrying", "handing_over", "leading"]
