"""A device that keeps passkeys, in software: what it signs is real, and it can be made to lie."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import encode_cbor

from forum.accounts.devices import written
from forum.accounts.keys import Ticket
from forum.accounts.models import Account
from forum.accounts.passkeys import add_passkey, ask_to_make, ask_to_use, challenge_of, enter_by_passkey, owner_of
from forum.db import db
from tests.visiting import ADDRESS

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Device:
    """One key pair; `count` goes up with each use, as an honest device's does."""

    credential_id: bytes = b"the telephone's key"
    origin: str = ADDRESS
    name: str = "localhost"
    flags: int = PRESENT | VERIFIED
    count: int = 1
    owner: bytes = b""
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, challenge: bytes) -> str:
        """What a browser answers when it is asked to make a passkey."""
        data = self._data(ATTESTED) + bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id
        attestation = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data + self.public_key()})
        return self._answer({"attestationObject": attestation}, self._client("webauthn.create", challenge))

    def use(self, challenge: bytes) -> str:
        """What it answers when it is asked for one."""
        self.count += 1
        client, data = self._client("webauthn.get", challenge), self._data()
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        parts = {"authenticatorData": data, "signature": signature}
        return self._answer(parts | ({"userHandle": self.owner} if self.owner else {}), client)

    def _data(self, more: int = 0) -> bytes:
        place = hashlib.sha256(self.name.encode()).digest()
        return place + bytes([self.flags | more]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: bytes) -> bytes:
        said: dict[str, Any] = {"type": kind, "challenge": written(challenge), "origin": self.origin}
        return json.dumps(said).encode()

    def public_key(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (numbers.x, numbers.y))
        return encode_cbor({1: 2, 3: -7, -1: 1, -2: x, -3: y})  # COSE: an elliptic curve, ES256, P-256

    def _answer(self, parts: dict[str, bytes], client: bytes) -> str:
        name = written(self.credential_id)
        response = {part: written(raw) for part, raw in parts.items()} | {"clientDataJSON": written(client)}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


def keeps(account: Account, device: Device, name: str = "Telephone") -> list[str]:
    """The device makes a passkey for the account."""
    ticket = ask_to_make(account)
    db.session.flush()
    codes = add_passkey(account, ticket, device.make(challenge_of(ticket)), name)
    device.owner = owner_of(account)
    return codes


def asked() -> Ticket:
    ticket = ask_to_use("/")
    db.session.flush()
    return ticket


def enters(device: Device) -> Account:
    ticket = asked()
    return enter_by_passkey(ticket, device.use(challenge_of(ticket)))
