"""What a page's own policy has to let through, and how it is mended."""

from collections.abc import Sequence

import pytest

from forum.origins.policy import BY_NONCE, needed

pytestmark = pytest.mark.one_database
SITE, PAGE = "https://c.example", "https://www.example.org"


def say(policy: str, site: str = SITE, nonces: Sequence[str] = ()) -> list[str]:
    return [sentence.rpartition("to say: ")[2] for sentence in needed([policy], PAGE, site, nonces)]


@pytest.mark.parametrize(
    "policy",
    [
        "",
        "img-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        "default-src https:",
        "default-src *",
        "default-src 'none'; script-src https://c.example; connect-src https://c.example",
        "DEFAULT-SRC 'none'; Script-Src https://C.EXAMPLE:443/; connect-src c.example",
        "script-src https://*.example/embed.js",
        "connect-src https://c.example/embed/ https://c.example/api/ https://c.example/static/",
        "script-src 'none'; script-src-elem c.example:*; connect-src http://c.example",
        "script-src c.example; script-src 'none'",
    ],
)
def test_what_lets_us_through_is_left_alone(policy: str) -> None:
    assert say(policy) == []


@pytest.mark.parametrize(
    ("policy", "mended"),
    [
        ("default-src 'none'", ["script-src https://c.example", "connect-src https://c.example"]),
        ("default-src 'self'; connect-src *", ["script-src 'self' https://c.example"]),
        ("script-src 'self' https://a.example", ["script-src 'self' https://a.example https://c.example"]),
        ("script-src", ["script-src https://c.example"]),
        ("script-src-elem 'self'; script-src *", ["script-src-elem 'self' https://c.example"]),
        ("connect-src https://c.example/embed/", ["connect-src https://c.example/embed/ https://c.example"]),
        # The style sheet is fetched as well.
        (
            "connect-src https://c.example/embed/ https://c.example/api/",
            ["connect-src https://c.example/embed/ https://c.example/api/ https://c.example"],
        ),
        ("script-src https://c.example:8443", ["script-src https://c.example:8443 https://c.example"]),
        ("script-src *.c.example", ["script-src *.c.example https://c.example"]),
        ("script-src https://c.example/js/", ["script-src https://c.example/js/ https://c.example"]),
        ("script-src https://c.example.evil", ["script-src https://c.example.evil https://c.example"]),
        ("script-src data: 'unsafe-inline'", ["script-src data: 'unsafe-inline' https://c.example"]),
    ],
)
def test_what_does_not_is_told_what_to_say(policy: str, mended: list[str]) -> None:
    assert say(policy) == mended
    names = {sentence.split()[0] for sentence in mended}
    rest = [part for part in policy.split(";") if part.split() and part.split()[0] not in names]
    assert say("; ".join([*rest, *mended])) == []


def test_where_a_nonce_counts_ours_has_to_have_it() -> None:
    policy = "script-src 'nonce-abc' 'strict-dynamic' https://c.example"
    assert say(policy, nonces=["abc"]) == [] and say("script-src 'nonce-abc'", nonces=["abc"]) == []
    assert say(policy) == say(policy, nonces=["", "other"]) == [BY_NONCE]


def test_every_policy_has_to_let_us_through() -> None:
    sentences = list(needed(["script-src *", "script-src 'self'", "connect-src 'self'"], PAGE, SITE, []))
    assert ["our script" in sentence for sentence in sentences] == [True, False] and "connection" in sentences[1]


@pytest.mark.parametrize("site", ["http://localhost:8000", "http://127.0.0.1", "http://[::1]:8000"])
def test_a_site_on_this_machine_is_matched_by_its_port(site: str) -> None:
    assert say(f"script-src {site}", site) == [] and say("script-src http:", site) == []
    assert say(f"script-src {site}9", site) == [f"script-src {site}9 {site}"]
    assert say("script-src https:", site) == [f"script-src https: {site}"]
