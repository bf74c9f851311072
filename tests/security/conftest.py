"""What the security tests share."""

from collections.abc import Callable
from email.headerregistry import Address

import pytest
from argon2 import PasswordHasher
from flask import Flask

from forum.accounts import passwords
from forum.hosts import MailServer, Tls
from forum.issuers import Provider
from tests.security.looking import Noting
from tests.security.world import World
from tests.sso.newspaper import NEWSPAPER


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real hashes at the lowest cost: what hashing should cost is tested with the accounts."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def world(app: Flask, settings_are: Callable[..., None]) -> World:
    """It can send mail, as far as it knows: what is written waits for a worker that never comes.

    A newspaper signs its readers in, and a provider would, if it answered.
    """
    settings_are(mail_url=MailServer("localhost", 25, Tls.NEVER), mail_from=Address("forum"), guests=True)
    settings_are(sso=NEWSPAPER, oidc=Provider("http://localhost:1", "courier", "a secret", "Sign in with Example"))
    return World(app)


@pytest.fixture
def looked_for(world: World, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names that a route has looked for, whatever of it was there."""
    monkeypatch.setattr(world.app.request_class, "parameter_storage_class", Noting)
    Noting.looked_for.clear()
    return Noting.looked_for
