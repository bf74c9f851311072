"""Everything that is counted, with somebody to do it too often."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from werkzeug.test import TestResponse

from forum.web.actions import BY_ENDPOINT, DRAFT, POST, PREVIEW, Action
from tests.security.routes import OF_PROGRAMS, actor, route_named
from tests.security.world import World
from tests.visiting import Visitor


@dataclass(frozen=True)
class Try:
    """Something that is sent again and again, by whom, and what it counts as."""

    endpoint: str
    role: str
    action: Action
    fields: Mapping[str, str] = field(default_factory=dict)

    def send(self, world: World, visitor: Visitor, **fields: str) -> TestResponse:
        return world.send(visitor, route_named(world.app, self.endpoint), **self.fields, **fields)


TRIES = {
    " ".join([attempt.endpoint, *attempt.fields, "by", attempt.role]): attempt
    for attempt in [
        *(
            Try(endpoint, actor(endpoint), action)
            for endpoint, action in BY_ENDPOINT.items()
            if not endpoint.startswith(OF_PROGRAMS)
        ),
        Try("discussion.post", "admin", POST),
        Try("discussion.post", "reader", PREVIEW, {"preview": "1"}),
        Try("discussion.edit", "author", PREVIEW, {"preview": "1"}),
        Try("discussion.post", "nobody", DRAFT),
        Try("discussion.post", "nobody", DRAFT, {"preview": "1"}),
        Try("discussion.edit", "nobody", DRAFT),
    ]
}
