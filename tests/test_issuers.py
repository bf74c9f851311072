"""The settings of who else may say who somebody is."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from forum.config import load
from forum.errors import Invalid
from forum.issuers import Claim, Factor, Posting, assertions, provider
from tests.sso.newspaper import OTHER_SECRET, SECRET, key_pair

OIDC = {
    "FORUM_OIDC_ISSUER": "https://accounts.example/realms/news",
    "FORUM_OIDC_CLIENT_ID": "courier",
    "FORUM_OIDC_CLIENT_SECRET": "a secret",
}


def pem_of(key: rsa.RSAPublicKey | ec.EllipticCurvePublicKey) -> str:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_bytes(serialization.Encoding.PEM, form).decode()


def test_nothing_is_on_by_itself(tmp_path: Path) -> None:
    settings = load({"FORUM_DATA_DIR": str(tmp_path)})
    assert (settings.sso, settings.oidc, settings.posting) == (None, None, Posting.EVERYONE)


def test_secrets_and_keys_are_read_one_or_two(tmp_path: Path) -> None:
    (tmp_path / "keys.pem").write_text(key_pair(1).public + "\n" + key_pair(2).public)
    found = assertions(
        {"FORUM_SSO_SECRETS": f"{SECRET} {OTHER_SECRET}", "FORUM_SSO_PUBLIC_KEYS_FILE": str(tmp_path / "keys.pem")}
    )
    assert found is not None
    assert found.secrets == (SECRET, OTHER_SECRET)
    assert [key.strip() for key in found.public_keys] == [key_pair(1).public.strip(), key_pair(2).public.strip()]
    assert (found.issuer, found.names_staff, found.second_factor) == ("sso", False, Factor.ASK)
    assert SECRET not in repr(found)


def test_a_newspapers_own_sign_in_has_a_button() -> None:
    keys = {"FORUM_SSO_SECRETS": SECRET}
    found = assertions({**keys, "FORUM_SSO_SIGN_IN": "https://www.example/in?to={next}&anew={again}"})
    assert found is not None and found.page is not None
    assert found.page.name == "Sign in with www.example"
    assert (
        found.page.to("/a?draft=1&b={again}#c1", True)
        == "https://www.example/in?to=%2Fa%3Fdraft%3D1%26b%3D%7Bagain%7D%23c1&anew=1"
    )
    named = assertions(
        {**keys, "FORUM_SSO_SIGN_IN": "http://localhost:9/{next}", "FORUM_SSO_NAME": "Sign in with The Courier"}
    )
    assert named is not None and named.page is not None
    assert (named.page.name, named.page.to("/", False)) == ("Sign in with The Courier", "http://localhost:9/%2F")
    without = assertions(keys)
    assert without is not None and without.page is None


@pytest.mark.parametrize(
    "given",
    [
        "https://www.example/in",
        "http://www.example/in?next={next}",
        "javascript:alert(1)//{next}",
        "//www.example/{next}",
        "/in?next={next}",
        "https://{next}.example/",
        "https://somebody@www.example/{next}",
        "https://www.example/in?next={next}&anew={anew}",
        "https://www.example/in?next={next} ",
        "https://www.example:port/{next}",
        "https:///{next}",
        "https://www.example/{next}" + "x" * 1000,
    ],
)
def test_an_address_that_leads_nowhere_or_anywhere_is_refused(given: str) -> None:
    with pytest.raises(Invalid, match=r"FORUM_SSO_SIGN_IN is .* must be as https"):
        assertions({"FORUM_SSO_SECRETS": SECRET, "FORUM_SSO_SIGN_IN": given})


def test_a_button_to_whoever_cannot_sign_anything_is_refused() -> None:
    with pytest.raises(Invalid, match="needs FORUM_SSO_SECRETS"):
        assertions({"FORUM_SSO_SIGN_IN": "https://www.example/in?next={next}"})


@pytest.mark.parametrize("given", ["short", f"{SECRET} short", f"{SECRET} {SECRET}1 {SECRET}2"])
def test_secrets_that_can_be_guessed_or_are_too_many_are_refused(given: str) -> None:
    with pytest.raises(Invalid, match="FORUM_SSO_SECRETS") as refusal:
        assertions({"FORUM_SSO_SECRETS": given})
    assert SECRET not in refusal.value.sentence


def test_keys_that_are_private_weak_or_of_another_kind_are_refused() -> None:
    private = key_pair(1).private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    weak = pem_of(rsa.generate_private_key(65537, 1024).public_key())
    other = pem_of(ec.generate_private_key(ec.SECP256R1()).public_key())
    broken = key_pair(1).public.replace("M", "?", 1)
    for given in (private.decode(), weak, other, broken, "no key", key_pair(1).public + "and more"):
        with pytest.raises(Invalid, match="FORUM_SSO_PUBLIC_KEYS must be"):
            assertions({"FORUM_SSO_PUBLIC_KEYS": given})


def test_a_provider_is_read_with_its_claims() -> None:
    found = provider(
        {**OIDC, "FORUM_OIDC_STAFF_CLAIM": "https://x.example/a=b=staff", "FORUM_OIDC_SECOND_FACTOR": "accept"}
    )
    assert found is not None
    assert found.staff_claim == Claim("https://x.example/a=b", "staff")
    assert (found.name, found.second_factor) == ("Sign in with accounts.example", Factor.ACCEPT)
    assert "a secret" not in repr(found)


@pytest.mark.parametrize(
    "issuer",
    [
        "accounts.example",
        "http://accounts.example",
        "http://10.0.0.1:8080",
        "https://",
        "https://ada@accounts.example",
        "https://accounts.example/?x=1",
        "https://accounts.example#top",
        "https://accounts.example:99999",
        "ftp://accounts.example",
    ],
)
def test_a_provider_that_would_be_spoken_to_in_clear_or_is_none_is_refused(issuer: str) -> None:
    with pytest.raises(Invalid, match="FORUM_OIDC_ISSUER"):
        provider({**OIDC, "FORUM_OIDC_ISSUER": issuer})


@pytest.mark.parametrize("claim", ["moderators", "=moderators", "groups="])
def test_a_claim_needs_a_name_and_a_value(claim: str) -> None:
    with pytest.raises(Invalid, match="FORUM_OIDC_STAFF_CLAIM"):
        provider({**OIDC, "FORUM_OIDC_STAFF_CLAIM": claim})


def test_a_provider_needs_both_halves_of_who_we_are_there() -> None:
    for missing in ("FORUM_OIDC_CLIENT_ID", "FORUM_OIDC_CLIENT_SECRET"):
        with pytest.raises(Invalid, match=missing):
            provider({name: text for name, text in OIDC.items() if name != missing})


def test_posting_is_kept_only_where_somebody_says_who_may(tmp_path: Path) -> None:
    base = {"FORUM_DATA_DIR": str(tmp_path), "FORUM_POSTING": "claim"}
    with pytest.raises(Invalid, match="FORUM_POSTING=claim needs"):
        load(base)
    assert load({**base, **OIDC}).posting == Posting.CLAIM
    assert load({**base, "FORUM_SSO_SECRETS": SECRET}).posting == Posting.CLAIM
    with pytest.raises(Invalid, match="contradict"):
        load({**base, **OIDC, "FORUM_GUESTS": "1"})
