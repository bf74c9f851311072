"""Two walls, believed only together."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest

from forum.markup import sanitize

from . import oracle

DISAGREED = '<p id="x">a</p><script>b</script>'


def test_when_the_walls_disagree_the_source_is_shown_as_typed() -> None:
    html = sanitize.clean(DISAGREED, "a <b>\nc\x00")
    assert html == "<p>a &lt;b&gt;<br>\nc\ufffd</p>"
    assert sanitize.clean(html, "") == html


def test_the_log_tells_of_a_disagreement_without_a_word_of_the_text(caplog: pytest.LogCaptureFixture) -> None:
    sanitize.clean(DISAGREED, "private words\nforged line " * 1000)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    message = caplog.records[0].getMessage()
    assert len(message) < 100
    assert "private" not in message
    assert "\n" not in message


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.org">a</a>',
        '<a href="https://example.org" rel="opener">a</a>',
        '<a href="javascript:80" rel="nofollow ugc noopener">a</a>',
        '<a href="java\tscript:1" rel="nofollow ugc noopener">a</a>',
        '<a href="//example.org" rel="nofollow ugc noopener">a</a>',
        '<a href="/admin" rel="nofollow ugc noopener">a</a>',
        '<ol start="-1"><li>a</li></ol>',
        '<p class="badge" id="csrf" style="top:0" data-x="1">a</p>',
        "<h2>a</h2>",
        "<img src=https://example.org/x>",
        "&#12;",
    ],
)
def test_nothing_outside_the_list_passes(html: str) -> None:
    assert oracle.wrong(sanitize.clean(html, "typed")) == []


def test_two_threads_never_get_each_others_text() -> None:
    def ours(number: int) -> bool:
        html = f"<p>{number} <em>{'x' * (number % 50)}</em></p>"
        return sanitize.clean(html, "") == html

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(ours, range(800)))
