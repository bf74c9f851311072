"""What no browser sends as a passkey's answer: refused in a sentence, and never a fault."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from flask import Flask
from webauthn.helpers import base64url_to_bytes

from forum.accounts.devices import written
from forum.accounts.models import Account
from forum.accounts.passkeys import add_passkey, ask_to_make, challenge_of, enter_by_passkey, passkeys_of
from forum.db import db
from forum.errors import Refusal
from tests.accounts.device import Device, asked, keeps
from tests.visiting import ADDRESS

ODD: tuple[Any, ...] = ("", 7, None, [], {}, "\0", "\ud800")


@pytest.fixture(autouse=True)
def at_this_address(app: Flask) -> Iterator[None]:
    """Verbs ask which page they are for."""
    with app.test_request_context(base_url=ADDRESS, method="POST"):
        yield


def broken(answer: str) -> list[str]:
    """What no browser sends: an answer in every way that it can be damaged."""
    whole = json.loads(answer)
    parts = whole["response"]
    damaged = [{**whole, "response": {**parts, name: text}} for name in parts for text in ("", "!", "AA", 7, None, "é")]
    damaged += [{**whole, "response": {name: parts[name] for name in parts if name != lost}} for lost in parts]
    damaged += [{**whole, name: text} for name in whole for text in ODD]
    damaged += [{name: whole[name] for name in whole if name != lost} for lost in whole]
    texts = ["", "null", "[]", "7", '"', "{", "{}", "[" * 100_000, answer[:-1], "\x00", "NaN"]
    return texts + [json.dumps(one) for one in damaged]


def test_what_no_browser_sends_is_refused_and_never_a_fault(ada: Account) -> None:
    device = Device()
    keeps(ada, device)
    device.owner = b""  # which an answer may leave out
    used, made = asked(), ask_to_make(ada)
    db.session.commit()
    answer = device.use(challenge_of(used))
    for text in broken(answer):
        with pytest.raises(Refusal):
            enter_by_passkey(used, text)
        db.session.rollback()
    for text in broken(Device(b"new").make(challenge_of(made))):
        with pytest.raises(Refusal):
            add_passkey(ada, made, text, "")
        db.session.rollback()
    assert len(passkeys_of(ada)) == 1


def bent(answer: str) -> Iterator[str]:
    """The answer with one byte of a part turned over, or the rest of it missing."""
    whole = json.loads(answer)
    for part, text in whole["response"].items():
        raw = base64url_to_bytes(text)
        for at in range(0, len(raw), 3):
            for one in (raw[:at], raw[:at] + bytes([raw[at] ^ 0xFF]) + raw[at + 1 :]):
                yield json.dumps({**whole, "response": {**whole["response"], part: written(one)}})


def test_no_byte_turned_over_lets_anybody_in_or_is_a_fault(ada: Account) -> None:
    device = Device()
    keeps(ada, device)
    device.owner = b""
    used, made = asked(), ask_to_make(ada)
    db.session.commit()
    for text in bent(device.use(challenge_of(used))):
        with pytest.raises(Refusal):
            enter_by_passkey(used, text)
        db.session.rollback()
    for text in bent(Device(b"new").make(challenge_of(made))):
        with suppress(Refusal):  # of a new key nothing is known that could be wrong
            add_passkey(ada, made, text, "")
        db.session.rollback()
