"""What an admin sends."""

from forum.accounts.models import Role
from forum.errors import Invalid


def parse_role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        raise Invalid("Choose a role: reader, moderator or admin.", "role") from None
