"""What a provider says of itself, and the keys that it signs with: kept, and looked for anew."""

import json
from collections.abc import Sequence
from datetime import timedelta

import flask
import pytest

from forum import clock
from forum.fetching.door import Door
from forum.sso.provider import KEPT, LOOK_AGAIN, PAUSE, Line
from tests.sso.comings import BACK, by_another_key, refused, with_token
from tests.sso.program import Program, brought, comes_in, go
from tests.visiting import Visitor


def test_keys_are_changed_and_the_new_ones_found(provider: Program, client: Visitor) -> None:
    comes_in(client, provider)
    provider.change_keys()
    with clock.stopped_at(clock.now() + LOOK_AGAIN):
        assert comes_in(client, provider).status_code == 303
    assert provider.times("/jwks") == 2
    assert provider.times("/.well-known/openid-configuration") == 1


def test_unknown_keys_are_looked_for_once_a_minute(provider: Program, client: Visitor) -> None:
    with clock.stopped_at(clock.now()):
        provider.manners["/oauth2/token"] = with_token(by_another_key)
        for _ in range(3):
            refused(client, brought(client, provider.lets_in("ada", go(client))))
        assert provider.times("/jwks") == 1


def test_what_it_says_of_itself_is_kept_for_an_hour(provider: Program, client: Visitor) -> None:
    now = clock.now()
    for later in (timedelta(), KEPT - timedelta(minutes=1), KEPT + timedelta(seconds=1)):
        with clock.stopped_at(now + later):
            go(client)
    assert provider.times("/.well-known/openid-configuration") == 2


@pytest.mark.parametrize(
    "said",
    [
        b"<html>",
        b"[]",
        b"{}",
        b'{"issuer": "https://evil.example"}',
        b"[" * 100_000,
        b"x" * 1_500_000,
    ],
)
def test_a_provider_that_answers_nonsense_is_silent_and_asked_again_soon(
    provider: Program, client: Visitor, said: bytes
) -> None:
    now = clock.now()
    provider.manners["/.well-known/openid-configuration"] = lambda answer: answer.set_data(said)
    with clock.stopped_at(now):
        for _ in range(3):
            answer = client.get("/sign-in/provider")
            assert answer.status_code == 503 and answer.headers["Retry-After"] == "10"
    assert provider.times("/.well-known/openid-configuration") == 1
    provider.manners.clear()
    with clock.stopped_at(now + PAUSE):
        assert client.get("/sign-in/provider").status_code == 303


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
@pytest.mark.parametrize(
    "address", [None, 7, "javascript:alert(1)", "ftp://localhost/", "//evil.example/", "https://x/#"]
)
def test_a_provider_leads_nowhere_but_to_the_web(
    provider: Program, client: Visitor, name: str, address: object
) -> None:
    def says(answer: flask.Response) -> None:
        answer.set_data(json.dumps(json.loads(answer.get_data()) | {name: address}))

    provider.manners["/.well-known/openid-configuration"] = says
    assert client.get("/sign-in/provider").status_code == 503


def test_s42_what_the_provider_names_elsewhere_is_called_like_everybodys(provider: Program, client: Visitor) -> None:
    """Its own address may be inside; another one inside is not for it to name."""

    def says(answer: flask.Response) -> None:
        other = f"https://127.0.0.2:{provider.port}/jwks"
        answer.set_data(json.dumps(json.loads(answer.get_data()) | {"jwks_uri": other}))

    provider.manners["/.well-known/openid-configuration"] = says
    refused(client, brought(client, provider.lets_in("ada", go(client))))
    assert provider.times("/jwks") == 0


def test_a_provider_that_names_itself_in_every_answer_has_to(provider: Program, client: Visitor) -> None:
    def says(answer: flask.Response) -> None:
        more = {"authorization_response_iss_parameter_supported": True}
        answer.set_data(json.dumps(json.loads(answer.get_data()) | more))

    fields = brought(client, provider.lets_in("ada", go(client)))
    refused(client, fields | {"iss": "https://evil.example"}, 403)
    provider.manners["/.well-known/openid-configuration"] = says
    client.app.extensions.pop("forum.provider")
    refused(client, brought(client, provider.lets_in("ada", go(client))), 403)
    fields = brought(client, provider.lets_in("ada", go(client)))
    assert client.post(BACK, **fields | {"iss": provider.issuer}).status_code == 303


def test_why_a_provider_cannot_be_called_is_no_readers_business(
    provider: Program, client: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    """A name server that knows it no more would have the names of the house shown to all."""

    def knows_nobody(host: str, within: float) -> Sequence[str]:
        raise OSError

    fields = brought(client, provider.lets_in("ada", go(client, "/articles/the-bridge")))
    line = client.app.extensions["forum.provider"]
    lost = Line(line.known, Door(owners=line.known.issuer, resolve=knows_nobody))
    lost._endpoints, lost._look_at = line.endpoints(), clock.now() + KEPT
    client.app.extensions["forum.provider"] = lost
    answer = client.post(BACK, **fields)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "does not answer. Try again in a moment" in answer.text and "no server" not in answer.text
    assert "no server called localhost" in caplog.text
    assert 'name="next" value="/articles/the-bridge"' in answer.text, "they go on from here another way"


def test_a_provider_may_say_very_much(provider: Program, client: Visitor) -> None:
    provider.say_of("ada", name="Ada", groups=[f"group number {n} of the house" for n in range(1_000)])
    assert comes_in(client, provider).status_code == 303
    provider.say_of("ada", name="Ada", groups=["x" * 64_000])
    assert comes_in(client, provider).status_code == 400


def test_a_provider_that_is_slow_keeps_nobody_for_longer_than_the_door(provider: Program, client: Visitor) -> None:
    fields = brought(client, provider.lets_in("ada", go(client)))
    line = client.app.extensions["forum.provider"]
    hurried = Line(line.known, Door(owners=line.known.issuer, within=0.0))
    hurried._endpoints, hurried._look_at = line.endpoints(), clock.now() + KEPT
    client.app.extensions["forum.provider"] = hurried
    refused(client, fields, 503)
