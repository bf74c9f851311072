"""Admins see and change whom the site tells; nobody else does, and nobody sees a secret twice."""

import re

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from forum.accounts.models import Account
from forum.db import db
from forum.ids import to_text
from forum.moderation.records import LogEntry, LogText
from forum.webhooks.keeping import MOST
from forum.webhooks.listing import PAGE_SIZE
from forum.webhooks.models import Webhook
from tests.visiting import ADDRESS, Visitor
from tests.webhooks.conftest import Telling

LIST = "/moderation/webhooks"
SECRET = re.compile(r"<code[^>]*>([0-9a-f]{64})</code>")


def send(
    visitor: Visitor, path: str, url: str, events: tuple[str, ...] = ("comment.held",), shape: str = "json"
) -> TestResponse:
    data = {"csrf": visitor.csrf_token(), "url": url, "format": shape, "event": list(events)}
    return visitor.open(path, method="POST", data=data, headers={"Origin": ADDRESS})


def the_hook() -> Webhook:
    db.session.expire_all()
    return db.session.scalars(select(Webhook)).one()


def test_one_is_added_tried_out_and_its_secret_shown_once(app: Flask, telling: Telling) -> None:
    admin = Visitor(app, telling.eve)
    assert "Nobody is told yet" in admin.get(LIST).text
    page = send(admin, LIST, telling.there.url)
    (secret,) = SECRET.findall(page.text)
    here = f"{LIST}/{to_text(the_hook().id)}"
    again = admin.get(here)
    assert secret not in again.text and "Nothing yet. Send a test" in again.text
    assert telling.there.url not in again.text and f"http://127.0.0.1:{telling.there.port}/…te=1" in again.text
    assert admin.post(f"{here}/test").location == here
    telling.follow_up()
    assert "Delivered · answered 200" in admin.get(here).text
    (anew,) = SECRET.findall(admin.post(f"{here}/secret").text)
    assert anew != secret
    assert "JSON · 1 event" in admin.get(LIST).text


def test_it_is_changed_switched_and_removed_and_the_log_has_no_address(app: Flask, telling: Telling) -> None:
    admin = Visitor(app, telling.eve)
    send(admin, LIST, telling.there.url)
    here = f"{LIST}/{to_text(the_hook().id)}"
    kept = the_hook().sealed_url
    assert send(admin, here, "", ("comment.held", "appeal.sent"), "slack").location == here
    assert (the_hook().events, the_hook().format, the_hook().sealed_url) == (
        ["comment.held", "appeal.sent"],
        "slack",
        kept,
    )
    send(admin, here, f"{telling.there.url}&moved=1")
    assert the_hook().sealed_url != kept
    assert admin.post(f"{here}/off").status_code == 303 and not the_hook().enabled
    assert "It is switched off" in admin.get(here).text
    admin.post(f"{here}/on")
    assert the_hook().enabled
    assert admin.post(f"{here}/remove").location == LIST
    assert admin.get(here).status_code == 404
    kinds = list(db.session.scalars(select(LogEntry.kind).order_by(LogEntry.id)))
    assert kinds == ["webhook-added", "webhook", "webhook", "webhook", "webhook", "webhook-removed"]
    assert "127.0.0.1" not in repr([text.words for text in db.session.scalars(select(LogText))])
    page = admin.get("/moderation/log").text
    assert "changed a webhook" in page and "events added: appeal.sent" in page and "127.0.0.1" not in page


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://10.0.0.1/hook", "this site&#39;s own network"),
        ("https://[fd00::1]/hook", "this site&#39;s own network"),
        ("http://hooks.example/", "must begin with https://"),
        ("https://example.org:6379/", "Only the ports 80 and 443"),
        ("https://ada:secret@hooks.example/", "neither a user name nor a #"),
        ("what is this", "Copy it whole"),
        ("", "Type the address"),
    ],
)
def test_an_address_that_is_not_called_is_said_to_be_so(app: Flask, eve: Account, url: str, says: str) -> None:
    page = send(Visitor(app, eve), LIST, url, ("comment.held", "appeal.sent"))
    assert page.status_code == 400 and says in page.text
    assert 'aria-invalid="true" autofocus' in page.text and db.session.query(Webhook).count() == 0
    assert page.text.count(" checked") == 3  # what was chosen is still chosen


def test_without_an_event_or_a_format_nothing_is_saved(app: Flask, telling: Telling) -> None:
    admin = Visitor(app, telling.eve)
    assert "Choose at least one" in send(admin, LIST, telling.there.url, ()).text
    assert send(admin, LIST, telling.there.url, ("comment.held", "made.up")).status_code == 400
    assert "Choose what is sent" in send(admin, LIST, telling.there.url, shape="xml").text
    assert db.session.query(Webhook).count() == 0


def test_there_are_not_more_than_some(app: Flask, telling: Telling) -> None:
    for _ in range(MOST):
        telling.hook()
    page = send(Visitor(app, telling.eve), LIST, telling.there.url)
    assert page.status_code == 409 and "Remove one first" in page.text


def test_a_long_log_goes_on_on_another_page_and_anything_on_it_is_sent_again(app: Flask, telling: Telling) -> None:
    admin, hook = Visitor(app, telling.eve), telling.hook("comment.held")
    here = f"{LIST}/{to_text(hook.id)}"
    for _ in range(PAGE_SIZE + 1):
        admin.post(f"{here}/test")
    page = admin.get(here).text
    assert page.count("Send again") == PAGE_SIZE
    (older,) = re.findall(r'rel="next" href="([^"]+)"', page)
    (again,) = re.findall(r'action="(/moderation/webhooks/deliveries/[^"]+)"', admin.get(older).text)
    assert admin.post(again).location == here and "again 0" in admin.get(here).text
    assert admin.get(f"{here}?before=nonsense").status_code == 404


@pytest.mark.parametrize("handle", ["ada", "sam"])
def test_nobody_but_admins(app: Flask, telling: Telling, request: pytest.FixtureRequest, handle: str) -> None:
    hook, visitor = telling.hook(), Visitor(app, request.getfixturevalue(handle))
    for path in (LIST, f"{LIST}/new", f"{LIST}/{to_text(hook.id)}"):
        assert visitor.get(path).status_code == 403
    assert visitor.post(f"{LIST}/{to_text(hook.id)}/remove").status_code == 403
    assert the_hook().enabled


def test_no_cache_keeps_a_secret(app: Flask, telling: Telling) -> None:
    page = send(Visitor(app, telling.eve), LIST, telling.there.url)
    assert SECRET.search(page.text) and "no-store" in page.headers["Cache-Control"]
