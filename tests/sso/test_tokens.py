"""S55: which tokens are taken, and every way to forge one."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from forum.errors import Forbidden, Invalid, NotFound
from tests.sso.newspaper import (
    NEWSPAPER,
    OTHER_SECRET,
    SECRET,
    base64url,
    claims,
    comes_by,
    hs256,
    joined,
    key_pair,
    minutes_ago,
    token,
    with_keys,
)

SITE = "http://localhost:8000"


def refused(assertion: str) -> str:
    """With which sentence."""
    with pytest.raises(Invalid) as refusal:
        comes_by(assertion)
    return refusal.value.sentence


def test_a_token_signs_its_reader_in(newspaper: None) -> None:
    account = comes_by(token(name="Ada Lovelace"))
    assert (account.display_name, account.handle, account.is_guest) == ("Ada Lovelace", "ada-lovelace", False)


def test_a_site_without_a_key_takes_none(app: object) -> None:
    with pytest.raises(NotFound):
        comes_by(token())


def test_both_secrets_count_while_they_are_changed(settings_are: Callable[..., None]) -> None:
    settings_are(sso=replace(NEWSPAPER, secrets=(SECRET, OTHER_SECRET)))
    assert comes_by(token()) == comes_by(token(secret=OTHER_SECRET))
    settings_are(sso=replace(NEWSPAPER, secrets=(OTHER_SECRET,)))
    comes_by(token(secret=OTHER_SECRET))
    assert "made for this site" in refused(token(secret=SECRET))


def test_a_key_pair_signs_too_and_is_changed_likewise(settings_are: Callable[..., None]) -> None:
    settings_are(sso=with_keys(1, 2))
    assert comes_by(key_pair(1).token()) == comes_by(key_pair(2).token())
    settings_are(sso=with_keys(2))
    comes_by(key_pair(2).token())
    assert "made for this site" in refused(key_pair(1).token())


@pytest.mark.parametrize("clock_is_off", [-1.0, 0.0, 0.9])
def test_clocks_may_differ_by_a_minute(newspaper: None, clock_is_off: float) -> None:
    made = minutes_ago(clock_is_off)
    comes_by(token(iat=made, exp=made + 600))
    comes_by(token(iat=minutes_ago(5.9), exp=minutes_ago(0.9)))


FORGED: Mapping[str, Callable[[], str]] = {
    "signed by nobody": lambda: joined({"alg": "none"}, claims()) + ".",
    "none in other letters": lambda: joined({"alg": "nOnE"}, claims()) + ".",
    "none, with a signature": lambda: hs256(joined({"alg": "none"}, claims()), SECRET),
    "another's secret": lambda: token(secret=OTHER_SECRET),
    "an empty secret": lambda: token(secret=""),
    "no algorithm": lambda: hs256(joined({"typ": "JWT"}, claims()), SECRET),
    "an algorithm that is no word": lambda: token(header={"alg": ["HS256"]}),
    "an algorithm that is not ours": lambda: token(header={"alg": "HS512"}),
    "RS256, with the secret": lambda: token(header={"alg": "RS256"}),
    "a key of its own": lambda: token(secret="mine", header={"jwk": {"kty": "oct", "k": base64url(b"mine")}}),
    "a key from elsewhere": lambda: token(secret="mine", header={"jku": "https://evil.example/keys"}),
    "a kid that is a file": lambda: token(secret="", header={"kid": "../../../dev/null"}),
    "a kid that is SQL": lambda: token(secret="x", header={"kid": "' UNION SELECT 'x"}),
    "what is critical": lambda: token(header={"crit": ["exp"], "exp": 1}),
    "what is critical and unknown": lambda: token(header={"crit": ["b64"], "b64": False}),
    "a token inside": lambda: token(header={"cty": "JWT", "typ": "at+jwt"}),
    "no header": lambda: "." + token().partition(".")[2],
    "a header that is a list": lambda: hs256(f"{base64url(b'[]')}.{base64url(b'{}')}", SECRET),
    "a payload that is a list": lambda: hs256(joined({"alg": "HS256"}, [1]), SECRET),
    "five parts": lambda: token() + "..",
    "no parts": lambda: "x",
    "nothing": lambda: "",
    "other letters": lambda: "é" + token(),
    "a mile of it": lambda: token(name="x" * 9_000),
    "deep brackets": lambda: hs256(f"{base64url(b'[' * 3_000)}.{base64url(b'{}')}", SECRET),
}


@pytest.mark.parametrize("way", FORGED)
def test_s55_what_is_not_signed_by_the_newspaper_is_refused(newspaper: None, way: str) -> None:
    assert "made for this site" in refused(FORGED[way]())


@pytest.mark.parametrize("way", FORGED)
def test_s55_nor_where_it_signs_with_a_key_pair(settings_are: Callable[..., None], way: str) -> None:
    settings_are(sso=with_keys(1))
    assert "made for this site" in refused(FORGED[way]())


def test_s55_a_public_key_is_no_secret(settings_are: Callable[..., None]) -> None:
    """The classic: what everybody may know, taken for what only the newspaper knows."""
    settings_are(sso=with_keys(1))
    for known in (key_pair(1).public, key_pair(1).public.strip(), key_pair(1).public.replace("\n", "")):
        assert "made for this site" in refused(token(secret=known))
    settings_are(sso=replace(with_keys(1), secrets=(SECRET,)))
    assert "made for this site" in refused(token(secret=key_pair(1).public))
    comes_by(token())
    comes_by(key_pair(1).token())


def test_s55_one_letter_changed_is_refused(newspaper: None) -> None:
    header, said, signature = token().split(".")
    richer = base64url(b'{"sub":"1","name":"Eve","iat":1,"exp":2,"jti":"3"}')
    for forged in (f"{header}.{richer}.{signature}", f"{header}.{said}.{signature[::-1]}", f"{header}.{said}."):
        assert "made for this site" in refused(forged)


SAID_WRONGLY: Mapping[str, tuple[Callable[[], dict[str, Any]], str]] = {
    "expired": (lambda: {"iat": minutes_ago(8), "exp": minutes_ago(2)}, "expired"),
    "long ago": (lambda: {"iat": minutes_ago(9_000), "exp": minutes_ago(8_995)}, "expired"),
    "for later": (lambda: {"iat": minutes_ago(-3), "exp": minutes_ago(-4)}, "for later"),
    "not before later": (lambda: {"nbf": minutes_ago(-3)}, "for later"),
    "for a day": (lambda: {"exp": minutes_ago(-1440)}, "10 minutes"),
    "ends before it begins": (lambda: {"iat": minutes_ago(0), "exp": minutes_ago(1)}, "10 minutes"),
    "no end": (lambda: {"exp": None}, "“exp”"),
    "no beginning": (lambda: {"iat": None}, "“iat”"),
    "an end in words": (lambda: {"exp": "tomorrow"}, "“exp”"),
    "an end that is true": (lambda: {"exp": True}, "“exp”"),
    "an end beyond all numbers": (lambda: {"exp": float("inf")}, "“exp”"),
    "an end beyond all time": (lambda: {"exp": 10**30}, "“exp”"),
    "no id": (lambda: {"sub": None}, "“sub”"),
    "an empty id": (lambda: {"sub": ""}, "“sub”"),
    "an id that is a number": (lambda: {"sub": 42}, "“sub”"),
    "an id of 256": (lambda: {"sub": "x" * 256}, "“sub”"),
    "an id that no database keeps": (lambda: {"sub": "a\0b"}, "“sub”"),
    "an id of half a letter": (lambda: {"sub": "\ud800"}, "“sub”"),
    "no name of its own": (lambda: {"jti": None}, "“jti”"),
    "a name of its own that is a number": (lambda: {"jti": 7}, "“jti”"),
    "another issuer": (lambda: {"iss": "https://evil.example"}, "does not know"),
    "an issuer that is a list": (lambda: {"iss": ["sso"]}, "does not know"),
    "for another site": (lambda: {"aud": "https://other.example"}, "another site"),
    "for nobody": (lambda: {"aud": []}, "another site"),
    "for a part of us": (lambda: {"aud": SITE[:-1]}, "another site"),
    "for a page": (lambda: {"origin": "https://blog.example"}, "a page of another site"),
    "for a page of our own": (lambda: {"origin": SITE}, "a page of another site"),
    "for pages": (lambda: {"origin": ["https://blog.example"]}, "a page of another site"),
}


@pytest.mark.parametrize("way", SAID_WRONGLY)
def test_s55_what_is_signed_and_not_for_here_and_now_is_refused(newspaper: None, way: str) -> None:
    said, sentence = SAID_WRONGLY[way]
    assert sentence in refused(token(**said()))


@pytest.mark.parametrize("said", [{"iss": "sso"}, {"aud": SITE}, {"aud": ["https://other.example", SITE]}])
def test_for_us_by_name_is_taken(newspaper: None, said: dict[str, Any]) -> None:
    assert comes_by(token(**said)).display_name == "Ada Lovelace"


def test_s55_a_token_is_used_once(newspaper: None) -> None:
    mine = token()
    comes_by(mine)
    with pytest.raises(Forbidden, match="used already"):
        comes_by(mine)
    with pytest.raises(Forbidden, match="used already"):  # another signature, and the same use of it
        comes_by(token(jti=used_in(mine), name="Eve"))
    with pytest.raises(Forbidden, match="used already"):
        comes_by(token(subject="43", jti=used_in(mine)))


def used_in(assertion: str) -> str:
    said = assertion.split(".")[1]
    return str(json.loads(base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)))["jti"])
