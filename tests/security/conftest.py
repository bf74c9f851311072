"""What the security tests share."""

import pytest
from argon2 import PasswordHasher
from flask import Flask

from forum.accounts import credentials
from tests.security.world import World


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real hashes at the lowest cost: what hashing should cost is tested with the accounts."""
    monkeypatch.setattr(credentials, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def world(app: Flask) -> World:
    return World(app)
