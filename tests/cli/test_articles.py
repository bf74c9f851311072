"""forum article add, forum section."""

from pathlib import Path

from forum.articles.queries import article_or_404
from tests.cli.conftest import Forum

MARKDOWN = "---\ntitle: The bridge\nslug: bridge\n---\n\nIt was opened on *Monday*.\n"
PRINTED = """The bridge is open

November 24, 2015

It was opened on Monday.

Image via the county
"""


def test_the_last_line_is_the_articles_address(forum: Forum, tmp_path: Path) -> None:
    file = tmp_path / "bridge.md"
    file.write_text(MARKDOWN, encoding="utf-8")
    added = forum("article", "add", file)
    assert added.exit_code == 0
    assert added.stdout == "http://localhost:8000/articles/bridge\n"
    assert "Making the database." in added.stderr
    assert "Added: The bridge" in added.stderr


def test_adding_an_article_twice_updates_it(forum_here: Forum, tmp_path: Path) -> None:
    file = tmp_path / "bridge.md"
    file.write_text(MARKDOWN, encoding="utf-8")
    first = forum_here("article", "add", file)
    file.write_text(MARKDOWN.replace("Monday", "Tuesday"), encoding="utf-8")
    second = forum_here("article", "add", file)
    assert "Updated: The bridge" in second.stderr
    assert second.stdout == first.stdout
    article = article_or_404("bridge")
    assert "<em>Tuesday</em>" in article.body_html
    assert article.version == 2


def test_a_pictures_credit_is_left_out_and_said(forum: Forum, tmp_path: Path) -> None:
    file = tmp_path / "bridge.txt"
    file.write_text(PRINTED, encoding="utf-8")
    assert "Image via the county" in forum("article", "add", file).stderr


def test_a_file_that_is_no_text_is_refused_in_a_sentence(forum: Forum, tmp_path: Path) -> None:
    file = tmp_path / "picture.md"
    file.write_bytes(b"\x89PNG\xff\xfe")
    refused = forum("article", "add", file)
    assert refused.exit_code == 1
    assert "picture.md is not UTF-8 text" in refused.stderr
    assert "Traceback" not in refused.output


def test_a_section_closes_by_age_until_told_otherwise(forum: Forum) -> None:
    assert "close after 30 days" in forum("section", "Television", "--closes-after", "30").stdout
    assert "close after 30 days" in forum("section", "Television").stdout
    assert "do not close by age" in forum("section", "Television", "--never-closes").stdout
