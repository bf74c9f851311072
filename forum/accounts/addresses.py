"""When two e-mail addresses are one: pure."""

import unicodedata


def email_key(email: str) -> str:
    """What makes two addresses one: the domain's case is ignored, and the local part's among ASCII."""
    local, _, domain = unicodedata.normalize("NFC", email).rpartition("@")
    return "".join(c.lower() if c.isascii() else c for c in local) + "@" + domain.lower()
