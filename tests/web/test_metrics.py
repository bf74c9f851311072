"""Numbers for whoever runs the site, and for nobody else."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.ids import new_id
from forum.mail.models import Mail, State
from forum.outbox.models import Fact
from tests.security.breaking import gone
from tests.visiting import Visitor

TOKEN = "a token that is long enough"
WITH_IT = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def watched(settings_are: Callable[..., None]) -> None:
    settings_are(metrics_token=TOKEN)


def numbers(client: Visitor) -> dict[tuple[str, str, str], float]:
    """By name, route (or whatever else it is told apart by) and status."""
    families = text_string_to_metric_families(client.get("/metrics", headers=WITH_IT).text)
    return {
        (
            sample.name,
            sample.labels.get("route", sample.labels.get("state", "")),
            sample.labels.get("status", ""),
        ): sample.value
        for family in families
        for sample in family.samples
    }


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize(
    "given", [None, "", "Bearer", "Bearer ", "Bearer wrong", f"Bearer {TOKEN}x", "Bearer ü", "Basic x"]
)
def test_without_the_token_it_looks_as_if_there_were_nothing(client: Visitor, given: str | None) -> None:
    answer = client.get("/metrics", headers={} if given is None else {"Authorization": given})
    nothing = client.get("/nothing")
    assert answer.status_code == 404
    assert answer.text.replace("/metrics", "/nothing") == nothing.text
    assert set(answer.headers.keys()) == set(nothing.headers.keys())


def test_a_site_without_a_token_tells_nobody(client: Visitor) -> None:
    for given in ("Bearer ", "Bearer None", "", "None"):
        assert client.get("/metrics", headers={"Authorization": given}).status_code == 404


@pytest.mark.usefixtures("watched")
def test_not_even_the_editor_sees_them_without(visitor: Callable[..., Visitor], eve: Account) -> None:
    assert visitor(eve).get("/metrics").status_code == 404


@pytest.mark.usefixtures("watched")
def test_requests_are_counted_by_route_and_status_however_they_were_answered(client: Visitor, article: Article) -> None:
    before = numbers(client)

    def more(route: str, status: str, name: str = "forum_requests_total") -> float:
        return after[name, route, status] - before.get((name, route, status), 0)

    # Made, handed out, not modified, missing, refused, and at no address at all.
    tag = client.get("/articles/the-bridge").headers["ETag"]
    client.get("/articles/the-bridge")
    client.get("/articles/the-bridge", headers={"If-None-Match": tag})
    client.get("/articles/nothing")
    client.get("/articles/the-bridge?sort=sideways")
    client.get("/nothing/here")
    client.get("/sign-in")
    after = numbers(client)
    assert more("discussion.article", "200") == 2
    assert more("discussion.article", "304") == 1
    assert more("discussion.article", "404") == 1
    assert more("discussion.article", "400") == 1
    assert more("none", "404") == 1
    assert more("accounts.sign_in_form", "200") == 1
    assert more("discussion.article", "", "forum_request_seconds_count") == 5


@pytest.mark.usefixtures("watched")
def test_made_up_addresses_and_methods_make_no_numbers_of_their_own(client: Visitor) -> None:
    told = []
    for n in range(20):
        client.get(f"/nothing/{n}")
        client.open(f"/nothing/{n}", method=f"METHOD{n}")
        client.get("/", headers={"Host": f"site-{n}.example"})
        told.append(numbers(client).keys())
    assert told[-1] == told[0] | told[1]  # the first time they were looked at is counted only afterwards


@pytest.mark.usefixtures("watched")
def test_what_is_kept_is_told(client: Visitor, article: Article) -> None:
    client.get("/articles/the-bridge")
    told = numbers(client)
    assert told["forum_pages_kept", "", ""] == 1
    assert told["forum_pages_kept_bytes", "", ""] > 1_000
    assert told["forum_pages_made", "", ""] >= 1
    assert told["process_resident_memory_bytes", "", ""] > 1_000_000


@pytest.mark.usefixtures("watched")
def test_what_waits_and_what_was_given_up_is_told(client: Visitor) -> None:
    now = clock.now().replace(microsecond=0)
    with clock.stopped_at(now):
        assert numbers(client)["forum_outbox_oldest_seconds", "", ""] == 0
        for minutes, aside in ((3, None), (1, None), (5, now), (-1, None)):
            at = now - timedelta(minutes=minutes)
            db.session.add(Fact(name="Odd", payload={}, created_at=at, due_at=at, set_aside_at=aside))
        for state in (State.WAITING, State.WAITING, State.SENT):
            db.session.add(_mail(state, now - timedelta(hours=len(state))))
        told = numbers(client)
    named = {name.removeprefix("forum_"): value for (name, _, _), value in told.items()}
    assert (named["outbox_waiting"], named["outbox_oldest_seconds"], named["outbox_set_aside"]) == (2, 180, 1)
    assert {state: told["forum_mails", state, ""] for state in State} == dict.fromkeys(State, 0) | {
        State.WAITING: 2,
        State.SENT: 1,
    }
    assert named["mail_oldest_open_seconds"] == 7 * 3600


def _mail(state: State, at: datetime) -> Mail:
    number = new_id()
    words = {"message_id": f"<{number}@localhost>", "purpose": "test", "recipient": "ada@example.org", "payload": {}}
    return Mail(id=number, created_at=at, state=state, **words)


@pytest.mark.usefixtures("watched")
def test_while_the_database_fails_everything_else_is_told(client: Visitor) -> None:
    with gone("outbox"):
        told = numbers(client)
    assert "forum_pages_kept" in {name for name, _, _ in told}
    assert not {name for name, _, _ in told if name.startswith(("forum_outbox", "forum_mail"))}
    assert ("forum_outbox_waiting", "", "") in numbers(client)
