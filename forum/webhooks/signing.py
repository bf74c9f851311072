"""How whoever is told knows that it was this site that told them, and just now."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping

from forum import clock, ids

# What is sealed, by its purpose (`forum.web.seals`).
URL, SECRET = "webhook address", "webhook secret"


def new_secret() -> str:
    return secrets.token_hex(32)


def headers_for(event: str, delivery_id: int, secret: str, body: bytes) -> Mapping[str, str]:
    """The moment is signed with the body, so that what somebody caught on the way cannot be sent once more later."""
    at = str(int(clock.now().timestamp()))
    return {
        "Content-Type": "application/json",
        "Forum-Event": event,
        "Forum-Delivery": ids.to_text(delivery_id),
        "Forum-Timestamp": at,
        "Forum-Signature": f"v1={signature(secret, at, body)}",
    }


def signature(secret: str, at: str, body: bytes) -> str:
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
