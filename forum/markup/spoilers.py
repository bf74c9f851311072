"""How far a comment gives a show away."""

from forum.markup.syntax.leaves import leaves


def spoiler_scope(source: str) -> str | None:
    """The furthest that any spoiler of the comment names, as "S1 E8", or "S1" for a whole season."""
    scopes = [token.meta["scope"] for token in leaves(source) if token.type == "spoiler_open"]
    named = [scope for scope in scopes if scope]
    return str(max(named, key=lambda scope: scope.reach)) if named else None
