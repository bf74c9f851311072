"""Signing in by way of a provider: there, back, and what becomes of whom it vouches for."""

import base64
import hashlib
from collections.abc import Callable
from urllib.parse import quote_plus, urlsplit

import pytest
from sqlalchemy import func, select

from forum.accounts.models import Account, Role
from forum.db import db
from forum.issuers import Claim, Factor
from forum.sso.models import Identity
from tests.sso.program import Program, asked_in, brought, comes_in, go
from tests.visiting import Visitor


def who(visitor: Visitor) -> str:
    """Their name, as their own page has it; empty when nobody is signed in."""
    answer = visitor.get("/me/profile")
    return answer.text.partition('name="display_name" type="text" value="')[2].partition('"')[0]


def the_account() -> Account:
    return db.session.scalars(select(Account).execution_options(populate_existing=True)).one()


def test_without_a_provider_there_is_no_button_and_no_way(client: Visitor) -> None:
    assert "/sign-in/provider" not in client.get("/sign-in").text
    assert client.get("/sign-in/provider").status_code == 404
    assert client.get("/sign-in/provider/back?code=1&state=2").status_code == 404
    assert client.post("/sign-in/provider/back", code="1", state="2").status_code == 404


def test_somebody_goes_there_and_comes_back_signed_in(provider: Program, client: Visitor) -> None:
    assert "Sign in with Example" in client.get("/sign-in?next=/articles/the-bridge").text
    answer = comes_in(client, provider, destination="/articles/the-bridge")
    assert (answer.status_code, answer.location) == (303, "/articles/the-bridge")
    assert who(client) == "Ada Lovelace"
    account = the_account()
    assert (account.handle, account.email) == ("ada-lovelace", "ada@example.org")
    identity = db.session.scalars(select(Identity)).one()
    assert (identity.issuer, identity.subject) == (provider.issuer, "ada")


def test_what_is_asked_binds_the_answer_to_this_browser(provider: Program, client: Visitor) -> None:
    address = go(client)
    asked = asked_in(address)
    assert urlsplit(address).path == "/oauth2/authorize"
    assert (asked["response_type"], asked["client_id"]) == ("code", "courier")
    assert asked["redirect_uri"] == "http://localhost:8000/sign-in/provider/back"
    assert asked["scope"] == "openid profile email" and asked["code_challenge_method"] == "S256"
    assert all(len(asked[name]) >= 43 for name in ("state", "nonce", "code_challenge"))
    again = asked_in(go(client))
    assert all(asked[name] != again[name] for name in ("state", "nonce", "code_challenge"))


def test_the_code_is_exchanged_with_what_only_we_know(provider: Program, client: Visitor) -> None:
    address = go(client)
    client.post("/sign-in/provider/back", **brought(client, provider.lets_in("ada", address)))
    form, headers = next((form, headers) for path, form, headers in provider.asked if path == "/oauth2/token")
    digest = hashlib.sha256(form["code_verifier"].encode()).digest()
    assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == asked_in(address)["code_challenge"]
    assert form["redirect_uri"] == asked_in(address)["redirect_uri"]
    known = provider.known()
    pair = f"{quote_plus(known.client_id)}:{quote_plus(known.client_secret)}"
    assert base64.b64decode(headers["Authorization"].removeprefix("Basic ")).decode() == pair
    assert "client_secret" not in form


def test_s17_coming_back_changes_nothing_until_the_button(provider: Program, client: Visitor) -> None:
    back = provider.lets_in("ada", go(client))
    page = client.get(back)
    assert "<came-back>" in page.text and "Go on" in page.text
    assert page.headers["Referrer-Policy"] == "strict-origin" and page.headers["Cache-Control"] == "no-store"
    assert provider.times("/oauth2/token") == 0
    assert db.session.scalar(select(func.count()).select_from(Account)) == 0


def test_a_changed_name_follows_and_the_account_is_the_same(provider: Program, client: Visitor) -> None:
    comes_in(client, provider)
    before = the_account().id
    provider.say_of("ada", name="Ada King", email="king@example.org", email_verified=True)
    comes_in(client, provider)
    account = the_account()
    assert (account.id, account.display_name, account.email) == (before, "Ada King", "ada@example.org")


@pytest.mark.parametrize("verified", [True, False, "true"])
def test_an_address_never_leads_into_an_account_that_there_is(
    provider: Program, client: Visitor, ada: Account, verified: object
) -> None:
    provider.say_of("stranger", name="Stranger", email="ada@example.org", email_verified=verified)
    comes_in(client, provider, "stranger")
    assert who(client) == "Stranger"
    theirs = db.session.scalars(select(Account).where(Account.id != ada.id)).one()
    assert theirs.email == "" and not theirs.is_guest


@pytest.mark.parametrize(
    ("setting", "held", "lost"),
    [
        (Claim("groups", "subscribers"), {"groups": ["readers", "subscribers"]}, {"groups": ["readers"]}),
        (Claim("tier", "gold"), {"tier": "gold"}, {"tier": "golden"}),
        (Claim("realm.roles", "sub"), {"realm": {"roles": ["sub"]}}, {"realm": {"roles": "submarine"}}),
        (Claim("https://x.example/paid", "true"), {"https://x.example/paid": True}, {"https://x.example/paid": 1}),
        (None, {"may_post": True}, {}),
    ],
)
def test_who_may_post_follows_a_claim(
    provider: Program,
    client: Visitor,
    settings_are: Callable[..., None],
    setting: Claim | None,
    held: dict[str, object],
    lost: dict[str, object],
) -> None:
    settings_are(oidc=provider.known(posting_claim=setting))
    provider.say_of("ada", name="Ada", **held)
    comes_in(client, provider)
    assert the_account().may_post_until
    provider.say_of("ada", name="Ada", **lost)
    comes_in(client, provider)
    assert not the_account().may_post_until


def test_staff_by_a_claim_and_no_longer(provider: Program, client: Visitor, settings_are: Callable[..., None]) -> None:
    provider.say_of("ada", name="Ada", groups=["moderators"], role="admin")
    comes_in(client, provider)
    assert the_account().role == Role.READER, "nobody said which claim"
    settings_are(oidc=provider.known(staff_claim=Claim("groups", "moderators")))
    comes_in(client, provider)
    assert the_account().role == Role.MODERATOR
    assert client.get("/moderation/queue").status_code == 200
    provider.say_of("ada", name="Ada")
    comes_in(client, provider)
    assert the_account().role == Role.READER
    assert client.get("/moderation/queue").status_code == 403


@pytest.mark.parametrize(
    ("setting", "ways", "moderates"),
    [
        (Factor.ACCEPT, ["pwd", "otp"], True),
        (Factor.ACCEPT, ["mfa"], True),
        (Factor.ACCEPT, ["pwd"], False),
        (Factor.ACCEPT, None, False),
        (Factor.ASK, ["mfa"], False),
    ],
)
def test_a_second_factor_there_counts_only_where_the_owner_says_so(
    provider: Program,
    client: Visitor,
    staff_give_two: Callable[..., None],
    setting: Factor,
    ways: object,
    moderates: bool,
) -> None:
    staff_give_two(oidc=provider.known(staff_claim=Claim("groups", "moderators"), second_factor=setting))
    provider.say_of("ada", name="Ada", groups=["moderators"], **({"amr": ways} if ways else {}))
    comes_in(client, provider)
    assert client.get("/moderation/queue").status_code == (200 if moderates else 403)


def test_what_only_the_userinfo_says_counts_and_it_has_to_be_of_the_same_person(
    provider: Program, client: Visitor
) -> None:
    provider.say_of("ada", name="Ada")
    provider.manners["/userinfo"] = lambda answer: answer.set_data(b'{"sub": "ada", "may_post": true, "name": "Eve"}')
    comes_in(client, provider)
    assert the_account().may_post_until and the_account().display_name == "Ada", "what is signed comes first"
    provider.manners["/userinfo"] = lambda answer: answer.set_data(b'{"sub": "eve", "may_post": true}')
    assert comes_in(client, provider).status_code == 400


def test_an_address_told_apart_from_its_proof_is_not_proved(provider: Program, client: Visitor) -> None:
    provider.say_of("ada", name="Ada", email="ada@example.org")
    said = b'{"sub": "ada", "email": "other@example.org", "email_verified": true}'
    provider.manners["/userinfo"] = lambda answer: answer.set_data(said)
    comes_in(client, provider)
    assert the_account().email == ""


def test_a_name_that_is_an_address_is_shown_to_nobody(provider: Program, client: Visitor) -> None:
    """Some houses call people nothing else."""
    provider.say_of("ada", name="ada@example.org", preferred_username="ada@example.org", nickname="Ada")
    comes_in(client, provider)
    assert the_account().display_name == "Ada"
    provider.say_of("ben", name="ben@example.org", preferred_username="ben@example.org")
    comes_in(client, provider, "ben")
    names = db.session.execute(select(Account.display_name, Account.handle).order_by(Account.handle)).all()
    assert [tuple(row) for row in names] == [("Ada", "ada"), ("Reader", "reader")]


def test_who_says_no_there_is_told_so_here(provider: Program, client: Visitor) -> None:
    back = provider.denies(go(client))
    page = client.get(back)
    assert "You were not signed in" in page.text and "<form" not in page.text.partition("<main")[2]


def test_who_comes_back_in_vain_still_knows_the_way(provider: Program, client: Visitor) -> None:
    denied = client.get(provider.denies(go(client, "/articles/the-bridge")))
    assert 'href="/sign-in?next=/articles/the-bridge"' in denied.text
    fields = brought(client, provider.lets_in("ada", go(client, "/articles/the-bridge")))
    for sent in (fields | {"state": "x"}, fields):
        answer = client.post("/sign-in/provider/back", **sent)
        assert answer.status_code == 403
        assert ('name="next" value="/articles/the-bridge"' in answer.text) is (sent != fields), "it is known once"
