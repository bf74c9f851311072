"""The key to a statement that stands in a mail: who cannot sign in any more can read it, and answer, all the same.

It is made when the mail goes and kept nowhere; it opens this statement and nothing else.
"""

from forum import ids
from forum.errors import NotFound
from forum.web.seals import Broken, seal, unseal
from forum.web.site import absolute

_PURPOSE = "statement"
# A seal of an id is shorter by far.
LONGEST = 400


def key_to(statement_id: int) -> str:
    # Without the signs at its end that programs which read mail leave out of a link.
    return seal(_PURPOSE, ids.to_text(statement_id)).rstrip("=")


def statement_by_key(key: str) -> int:
    """Its id; NotFound when the key is none of ours."""
    try:
        if len(key) > LONGEST:
            raise Broken
        return ids.from_text(unseal(_PURPOSE, key + "=" * (-len(key) % 4)))
    except (Broken, ValueError):
        raise NotFound("This link does not work. Copy all of it from the mail.") from None


def address_of(statement_id: int) -> str:
    """Its page, as a mail leads there."""
    return absolute(f"/statements/link/{key_to(statement_id)}")
