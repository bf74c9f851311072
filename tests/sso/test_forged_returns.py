"""S55: coming back from a provider with what is not for this browser, not for us, not for now, or not from it."""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

import flask
import pytest
from flask import Flask

from forum import clock
from tests.at_once import at_once, request
from tests.sso.comings import BACK, by_another_key, claims_in, refused, with_token
from tests.sso.newspaper import base64url, hs256, joined
from tests.sso.program import Program, brought, go
from tests.visiting import Visitor


def test_s55_a_code_without_a_question_is_refused(provider: Program, client: Visitor) -> None:
    """A link with somebody else's code would sign its reader in as them."""
    fields = brought(client, provider.lets_in("eve", go(client)))
    victim = Visitor(client.app)
    refused(victim, fields, 403)
    go(victim)
    refused(victim, fields, 403)
    assert provider.times("/oauth2/token") == 0


@pytest.mark.parametrize("state", ["", "x", "state"])
def test_s55_another_state_is_refused(provider: Program, client: Visitor, state: str) -> None:
    fields = brought(client, provider.lets_in("ada", go(client)))
    refused(client, fields | {"state": state}, 403)
    refused(client, fields, 403)  # and the question is used up


def test_s55_nothing_is_used_twice(provider: Program, client: Visitor) -> None:
    fields = brought(client, provider.lets_in("ada", go(client)))
    kept = client.client.get_cookie("forum")
    assert kept is not None
    assert client.post(BACK, **fields).status_code == 303
    again = Visitor(client.app)
    again.client.set_cookie("forum", kept.value)
    assert again.post(BACK, **fields).status_code == 400, "the provider knows the code no more"
    assert again.get("/me").status_code == 303


def test_s55_a_question_is_answered_once_even_by_a_provider_that_forgets(
    provider: Program, client: Visitor, app: Flask
) -> None:
    fields = brought(client, provider.lets_in("ada", go(client)))
    kept = client.client.get_cookie("forum")
    assert kept is not None
    given: list[bytes] = []

    def the_same_again(answer: flask.Response) -> None:
        given.append(answer.get_data())
        answer.set_data(given[0])
        answer.status_code = 200

    provider.manners["/oauth2/token"] = the_same_again
    visitors = [Visitor(app) for _ in range(4)]
    for visitor in visitors:
        visitor.client.set_cookie("forum", kept.value)
    assert client.post(BACK, **fields).status_code == 303
    answers = at_once(app, [partial(request, app, partial(visitor.post, BACK, **fields)) for visitor in visitors])
    assert [answer.status_code for answer in answers] == [403] * 4


def test_s55_who_stays_away_too_long_begins_again(provider: Program, client: Visitor) -> None:
    fields = brought(client, provider.lets_in("ada", go(client)))
    with clock.stopped_at(clock.now() + timedelta(minutes=11)):
        refused(client, fields, 403)


# Whenever the tests run.
_IN_THE_PAST, _MUCH_LATER = 1_500_000_000, 30_000_000_000
SAID: Mapping[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://evil.example"},
    "no issuer": {"iss": None},
    "another's": {"aud": "another"},
    "another's too": {"aud": ["courier", "another"]},
    "handed on": {"azp": "another"},
    "another question": {"nonce": "x"},
    "no question": {"nonce": None},
    "expired": {"exp": _IN_THE_PAST},
    "no end": {"exp": None},
    "from tomorrow": {"iat": _MUCH_LATER},
    "not yet": {"nbf": _MUCH_LATER},
    "an end in words": {"exp": "never"},
    "another's access": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    "ways in words": {"amr": "mfa"},
}


@pytest.mark.parametrize("way", SAID)
def test_s55_a_signed_token_for_others_or_other_times_is_refused(provider: Program, client: Visitor, way: str) -> None:
    provider.say_of("ada", name="Ada", **SAID[way])
    refused(client, brought(client, provider.lets_in("ada", go(client))))


def by_the_public_key(provider: Program, token: str) -> str:
    public = provider.storage.jwk.as_pem(is_private=False).decode()
    return hs256(joined({"alg": "HS256"}, claims_in(token)), public)


FORGED: dict[str, Callable[[Program, str], str]] = {
    "another key": lambda provider, token: by_another_key(token),
    "the public key as a secret": by_the_public_key,
    "the client's secret": lambda provider, token: hs256(
        joined({"alg": "HS256"}, claims_in(token)), provider.known().client_secret
    ),
    "nobody": lambda provider, token: joined({"alg": "none"}, claims_in(token)) + ".",
    "other words": lambda provider, token: ".".join(
        [token.split(".")[0], base64url(json.dumps(claims_in(token)).encode()), token.split(".")[2]]
    ),
    "nothing": lambda provider, token: "",
    "no token": lambda provider, token: "a.b.c",
}


@pytest.mark.parametrize("way", FORGED)
def test_s55_a_token_that_the_provider_has_not_signed_is_refused(provider: Program, client: Visitor, way: str) -> None:
    fields = brought(client, provider.lets_in("ada", go(client)))
    provider.manners["/oauth2/token"] = with_token(partial(FORGED[way], provider))
    refused(client, fields)
