"""What a browser can ask about accounts."""

from forum.accounts.routes import address, by_mail, factors, me, passkeys, password, registering, second, signing_in
from forum.accounts.routes.blueprint import bp

__all__ = ["address", "bp", "by_mail", "factors", "me", "passkeys", "password", "registering", "second", "signing_in"]
