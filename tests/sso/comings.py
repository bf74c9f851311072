"""Coming back from a provider with a token that somebody has tampered with, and being refused."""

import base64
import json
from collections.abc import Callable
from typing import Any

import flask
from authlib import jose
from sqlalchemy import func, select

from forum.accounts.models import Account
from forum.db import db
from tests.sso.program import Manner
from tests.visiting import Visitor

BACK = "/sign-in/provider/back"


def accounts() -> int:
    db.session.commit()
    return db.session.scalar(select(func.count()).select_from(Account)) or 0


def refused(visitor: Visitor, fields: dict[str, str], status: int = 400) -> None:
    answer = visitor.post(BACK, **fields)
    assert answer.status_code == status and 'role="alert"' in answer.text, answer.text
    assert accounts() == 0
    assert visitor.get("/me").status_code == 303, "nobody is signed in"


def with_token(forge: Callable[[str], str]) -> Manner:
    def answer(response: flask.Response) -> None:
        said = json.loads(response.get_data())
        response.set_data(json.dumps(said | {"id_token": forge(said["id_token"])}))

    return answer


def claims_in(token: str) -> dict[str, Any]:
    said = token.split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)))
    return found | {"name": "Eve"}


def by_another_key(token: str) -> str:
    key = jose.RSAKey.generate_key(is_private=True)
    return str(jose.jwt.encode({"alg": "RS256"}, claims_in(token), key).decode())
