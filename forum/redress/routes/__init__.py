"""What people can ask about decisions that were made about them, and what staff answer."""

from forum.redress.routes import answering, appealing, mine, statements
from forum.redress.routes.blueprint import bp

__all__ = ["answering", "appealing", "bp", "mine", "statements"]
