"""What a browser can ask about accounts."""

from forum.accounts.routes import by_mail, registering, signing_in
from forum.accounts.routes.blueprint import bp

__all__ = ["bp", "by_mail", "registering", "signing_in"]
