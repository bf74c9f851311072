"""Names that would pass for somebody else's."""

import pytest

from tests.security.routes import route_named
from tests.security.world import World, rows

# Python takes the last two for an s and a k when it ignores the case.
TAKEN = ["rita", "RITA", "RiTa", "@rita", " rita "]
NOT_OURS = [
    "r\u0456ta",
    "rit\u0430",
    "\uff52ita",
    "rita\u200b",
    "r.ta",
    "ri ta",
    "nil\u017f",
    "\u212aarl",
    "\u0130da",
    "ad\u0131n",
]
RESERVED = ["admin", "Admin", "MODERATOR", "@staff", "forum"]


@pytest.mark.parametrize("handle", [*TAKEN, *NOT_OURS, *RESERVED])
def test_s37_s38_no_handle_passes_for_another(world: World, handle: str) -> None:
    visitor = world.visitor("nobody")
    before = rows()
    response = world.send(visitor, route_named(world.app, "accounts.register_account"), handle=handle)
    assert response.status_code == 400
    assert 'role="alert"' in response.text
    assert rows() == before
