"""S06: to have come from elsewhere proves no more than was proved there, and when."""

from datetime import timedelta

import pytest

from forum import clock
from forum.accounts.credentials import FRESH
from tests.sso.newspaper import minutes_ago, token
from tests.sso.program import Program, asked_in, comes_in, go
from tests.visiting import Visitor

PAGE = "/me/password"


def asks_again(visitor: Visitor) -> bool:
    """Whether they have to show who they are before they set a password."""
    answer = visitor.get(PAGE)
    assert answer.status_code in (200, 303)
    return bool(answer.status_code == 303 and answer.location.endswith("again=1"))


# Minutes ago that they signed in there, as it says; what is of tomorrow is of now.
WHEN = pytest.mark.parametrize(("ago", "again"), [(None, True), (0, False), (9, False), (11, True), (-1440, False)])


@WHEN
def test_s06_a_newspapers_word_is_no_proof_unless_it_says_of_when(
    newspaper: None, client: Visitor, ago: float | None, again: bool
) -> None:
    mine = token(auth_time=None if ago is None else minutes_ago(ago))
    assert client.post("/sign-in/token", assertion=mine).status_code == 303
    assert asks_again(client) is again
    with clock.stopped_at(clock.now() + FRESH + timedelta(seconds=1)):
        assert asks_again(client)


@WHEN
def test_s06_nor_is_a_providers(provider: Program, client: Visitor, ago: float | None, again: bool) -> None:
    provider.say_of("ada", name="Ada", auth_time=None if ago is None else minutes_ago(ago))
    assert comes_in(client, provider).status_code == 303
    assert asks_again(client) is again


def test_s06_who_has_to_show_it_is_asked_there_anew(provider: Program, client: Visitor) -> None:
    provider.say_of("ada", name="Ada", auth_time=None)
    comes_in(client, provider)
    assert asks_again(client)
    assert "again=1" in client.get(f"/sign-in?next={PAGE}&again=1").text
    asked = asked_in(go(client, PAGE, again="1"))
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    for moment, sentence in ((None, "does not say when"), (minutes_ago(11), "once more")):
        provider.say_of("ada", name="Ada", auth_time=moment)
        answer = comes_in(client, provider, "ada", PAGE, again="1")
        assert answer.status_code == 400 and sentence in answer.text
        assert asks_again(client)
    provider.say_of("ada", name="Ada", auth_time=minutes_ago(0))
    assert comes_in(client, provider, "ada", PAGE, again="1").location == PAGE
    assert not asks_again(client)


def test_who_is_signed_in_and_comes_again_need_not_show_it(provider: Program, client: Visitor) -> None:
    comes_in(client, provider)
    assert "prompt" not in asked_in(go(client))
    assert comes_in(client, provider).status_code == 303


def test_who_is_nobody_yet_has_nothing_to_show_anew(provider: Program, client: Visitor) -> None:
    assert "prompt" not in asked_in(go(client, again="1"))
    assert "Sign in once more" not in client.get("/sign-in?again=1").text


@pytest.mark.parametrize("moment", ["noon", True, 10**30])
def test_s55_a_moment_that_is_none_is_refused(newspaper: None, client: Visitor, moment: object) -> None:
    answer = client.post("/sign-in/token", assertion=token(auth_time=moment))
    assert answer.status_code == 400 and "“auth_time”" in answer.text
