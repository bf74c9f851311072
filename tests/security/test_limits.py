"""S52: too much, in every wrapping."""

import gzip
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, RawIOBase
from typing import Any

import pytest

from forum.web import limits
from tests.security.reread import rows
from tests.security.routes import actor, changing, readable, route_named
from tests.security.world import World
from tests.visiting import ADDRESS

pytestmark = pytest.mark.one_database

FORM = "application/x-www-form-urlencoded"
CHUNKED = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_TYPE": FORM}
MEGABYTE = 1024 * 1024


class Endless(RawIOBase):
    """A body of any length that is nowhere in memory."""

    def __init__(self, length: int) -> None:
        self.left = length
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = min(len(buffer), self.left, 65_536)
        buffer[:size] = b"x" * size
        self.left -= size
        self.given += size
        return size


def deliver(world: World, **options: Any) -> dict[str, int]:
    """Send it to every route that changes something, by somebody who may and by nobody; the status of each."""
    found: dict[str, int] = {}
    for route in changing(world.app):
        for role in ("nobody", actor(route.endpoint)):
            visitor = world.visitor(role)
            before = rows()
            response = visitor.open(world.address(route), method="POST", headers={"Origin": ADDRESS}, **options)
            assert rows() == before, route
            assert found.setdefault(route.endpoint, response.status_code) == response.status_code, (route, role)
    return found


@contextmanager
def at_most(size: int) -> Iterator[None]:
    """No more memory than that, at any moment."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < size
    finally:
        tracemalloc.stop()


def every(world: World, status: int) -> dict[str, int]:
    return {route.endpoint: status for route in changing(world.app)}


def test_s52_a_megabyte_is_refused_by_every_form(world: World) -> None:
    for field in ("body", "handle", "email", "password", "anything"):
        assert deliver(world, data={field: "x" * MEGABYTE}) == every(world, 413)
    assert deliver(world, data={"body": "\U0001f600" * 100_000}) == every(world, 413)


def test_s52_a_thousand_fields_are_refused(world: World) -> None:
    assert deliver(world, data={f"f{n}": "x" for n in range(1_000)}) == every(world, 413)
    assert deliver(world, data=b"&" * 1_000, content_type=FORM) == every(world, 413)


def test_s52_a_hundred_megabytes_in_chunks_are_not_read(world: World) -> None:
    for route in changing(world.app):
        body = Endless(100 * MEGABYTE)
        visitor = world.visitor(actor(route.endpoint))
        with at_most(5 * MEGABYTE):
            response = visitor.open(
                world.address(route),
                method="POST",
                headers={"Origin": ADDRESS},
                environ_overrides={"wsgi.input": body, **CHUNKED},
            )
        assert response.status_code == 413, route
        assert body.given < MEGABYTE, route


def test_s52_a_form_in_chunks_is_taken_whole_or_not_at_all(world: World) -> None:
    """Never cut where the limit happens to fall."""
    route = route_named(world.app, "discussion.edit")
    for length, status in ((limits.MAX_BODY - 1, 303), (limits.MAX_BODY, 413), (limits.MAX_BODY + 9, 413)):
        author = world.visitor("author")
        start, end = f"csrf={author.csrf_token()}&padding=".encode(), f"&body=Whole+{length}".encode()
        form = BytesIO(start + b"x" * (length - len(start) - len(end)) + end)
        over = {"wsgi.input": form, **CHUNKED}
        answer = author.open(world.address(route), method="POST", headers={"Origin": ADDRESS}, environ_overrides=over)
        assert answer.status_code == status
        (kept,) = {row["body_source"] for row in rows()["comment"].values() if row["id"] == world.comment_id}
        assert kept == f"Whole {limits.MAX_BODY - 1}"


def test_s52_a_length_that_is_a_lie_is_no_fault(world: World) -> None:
    for length in ("999999999999", "-1", "ten", "1" * 400, "50"):
        statuses = {}
        for route in changing(world.app):
            visitor = world.visitor(actor(route.endpoint))
            response = visitor.open(
                world.address(route),
                method="POST",
                input_stream=BytesIO(b"body=x"),
                content_type=FORM,
                headers={"Origin": ADDRESS},
                environ_overrides={"CONTENT_LENGTH": length},
            )
            statuses[route.endpoint] = response.status_code
        # What a mail's link stops is said by its address alone: of the body nothing is read.
        assert statuses.pop("notifications.stop") in (200, 400, 413), length
        assert set(statuses.values()) <= {400, 403, 413}, length


def test_s52_nothing_is_ever_unpacked(world: World) -> None:
    bomb = gzip.compress(b"body=" + b"x" * (20 * MEGABYTE))
    for encoding in ("gzip", "deflate", "br", "gzip, gzip"):
        for route in changing(world.app):
            visitor = world.visitor(actor(route.endpoint))
            headers = {"Origin": ADDRESS, "Content-Encoding": encoding}
            with at_most(5 * MEGABYTE):
                answer = visitor.open(
                    world.address(route), method="POST", data=bomb, content_type=FORM, headers=headers
                )
            assert answer.status_code == 400, (route, encoding)


@pytest.mark.parametrize(
    "kind",
    ["application/json", "text/plain", "multipart/form-data; boundary=x", "multipart/form-data", "text/html", "", "x"],
)
def test_s18_s52_only_plain_forms_are_taken(world: World, kind: str) -> None:
    for body in (b'{"body": "x"}', b"body=x", b'--x\r\nContent-Disposition: form-data; name="body"\r\n\r\nx\r\n--x--'):
        assert deliver(world, data=body, content_type=kind) == every(world, 400)


def test_s52_looking_with_a_body_is_no_fault(world: World) -> None:
    for route in readable(world.app):
        for body, kind in (
            (b"x=%FF%00", FORM),
            (b"x" * MEGABYTE, FORM),
            (b"&" * 5_000, FORM),
            (b"--x", "multipart/form-data"),
        ):
            response = world.visitor("reader").get(world.address(route), data=body, content_type=kind)
            assert response.status_code < 500, route
