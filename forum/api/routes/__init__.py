"""What programs can ask."""

from forum.api.routes import articles, comments, document, heeding, looking, tokens
from forum.api.routes.blueprint import bp
from forum.api.routes.crossing import init_app

__all__ = ["articles", "bp", "comments", "document", "heeding", "init_app", "looking", "tokens"]
