"""What programs can ask."""

from forum.api.routes import articles, tokens
from forum.api.routes.blueprint import bp
from forum.api.routes.crossing import init_app

__all__ = ["articles", "bp", "init_app", "tokens"]
