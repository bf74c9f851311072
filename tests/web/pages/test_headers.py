"""What stands above a page that everyone shares, and what is sent when it is known already."""

from flask import Flask

from forum.articles.models import Article
from tests.web.pages.asking import ask

PAGE = "/articles/the-bridge"


def test_it_says_that_it_is_everybodys_and_by_what_it_varies(app: Flask, addresses: list[str]) -> None:
    for path in addresses:
        answer = ask(app, path)
        told_to_members = path.endswith("/live") or path.startswith("/counts")
        assert answer.vary.as_set() == {"accept-encoding"} | (set() if told_to_members else {"cookie"})
        assert answer.cache_control.public
        assert "Set-Cookie" not in answer.headers


def test_a_head_bears_the_headers_and_no_body(app: Flask, addresses: list[str]) -> None:
    for path in addresses:
        for way in ("br", "identity"):
            # Whether or not it is the head that the page is made for.
            head = ask(app, path, "HEAD", Accept_Encoding=way)
            page = ask(app, path, Accept_Encoding=way)
            assert head.data == b""
            assert [pair for pair in head.headers if pair[0] != "X-Accel-Expires"] == [
                pair for pair in page.headers if pair[0] != "X-Accel-Expires"
            ]
            assert int(head.headers["Content-Length"]) == len(page.data)
    missing = ask(app, "/articles/nothing", "HEAD")
    assert (missing.status_code, missing.data) == (404, b"")


def test_who_has_a_page_is_told_that_it_is_still_so(app: Flask, addresses: list[str]) -> None:
    for path in addresses:
        tags = []
        for way in ("br", "gzip", "identity"):
            page = ask(app, path, Accept_Encoding=way)
            assert page.headers.get("Content-Encoding", "identity") == way
            tags.append(page.headers["ETag"])
            unchanged = ask(app, path, Accept_Encoding=way, If_None_Match=tags[-1])
            assert (unchanged.status_code, unchanged.data) == (304, b"")
            for name in ("ETag", "Vary", "Cache-Control", "Content-Security-Policy"):
                assert unchanged.headers[name] == page.headers[name]
            for name in ("Content-Type", "Content-Encoding"):
                assert name not in unchanged.headers
        assert len(set(tags)) == 3
        # Bytes in hand that are packed in another way are other bytes.
        assert ask(app, path, Accept_Encoding="gzip", If_None_Match=tags[0]).status_code == 200


def test_only_looking_is_answered_from_there(app: Flask, article: Article) -> None:
    ask(app, PAGE)
    for method, status in (("POST", 403), ("DELETE", 403), ("OPTIONS", 200), ("TRACE", 403)):
        answer = ask(app, PAGE, method)
        assert answer.status_code == status, method
        assert "X-Accel-Expires" not in answer.headers


def test_until_when_nginx_may_keep_it_is_said_for_shared_answers_alone(app: Flask, addresses: list[str]) -> None:
    for path in addresses:
        assert ask(app, path).headers["X-Accel-Expires"].startswith("@")
    for path in ("/sign-in", "/register", "/healthz", "/articles/nothing", f"{PAGE}?sort=sideways", "/metrics"):
        assert "X-Accel-Expires" not in ask(app, path).headers
