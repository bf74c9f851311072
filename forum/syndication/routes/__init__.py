"""What programs read, and how a person has another address for what is read for them."""

from forum.syndication.routes import crawling, data, feeds, replies
from forum.syndication.routes.blueprint import bp

__all__ = ["bp", "crawling", "data", "feeds", "replies"]
