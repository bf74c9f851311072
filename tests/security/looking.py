"""What of an address and a form a route looks at: only that can do anything to it."""

from typing import Any, ClassVar

from werkzeug.datastructures import ImmutableMultiDict

from forum.web import csrf
from tests.security.routes import Route
from tests.security.world import World
from tests.visiting import Visitor


class Noting(ImmutableMultiDict[str, str]):
    """What an address asks for, noting what a route looks for in it."""

    looked_for: ClassVar[set[str]] = set()

    def __contains__(self, key: object) -> bool:
        self.looked_for.add(str(key))
        return super().__contains__(key)

    def __getitem__(self, key: str) -> str:
        self.looked_for.add(key)
        return super().__getitem__(key)

    def getlist(self, key: str, *args: Any, **options: Any) -> Any:
        self.looked_for.add(key)
        return super().getlist(key, *args, **options)


def parameters(world: World, route: Route, visitor: Visitor, looked_for: set[str]) -> set[str]:
    """What the route looks for behind the `?`."""
    looked_for.clear()
    for query in ("", "?sort=oldest", "?sort=nothing"):
        visitor.get(world.address(route) + query)
    return looked_for - {csrf.FIELD}
