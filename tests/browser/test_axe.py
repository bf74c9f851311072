"""The tour leaves no page out, and axe would complain; what it looks at on each page is in `looks`."""

from forum.app import create_app
from forum.articles.registry import add_article
from tests.browser.looks import axe
from tests.browser.newsroom import Newsroom
from tests.browser.reader import Readers
from tests.browser.stops import pages, unvisited


def test_no_page_is_left_out_of_the_tour(running: Newsroom) -> None:
    assert unvisited(running.app) == set()


def test_a_new_page_without_a_stop_is_noticed(running: Newsroom) -> None:
    app = create_app(running.app.extensions["forum.settings"])
    app.add_url_rule("/new", "a_new_page", lambda: "new")
    assert unvisited(app) == {"a_new_page"}
    assert len(pages(app.url_map)) > 10


def test_an_article_of_sections_under_a_title_has_its_headings_in_order(running: Newsroom, readers: Readers) -> None:
    with running.behind():
        article, _ = add_article("# A long story\n\n## How it began\n\nSlowly.\n\n### In detail\n\nVery.", "story.md")
    reader = readers()
    reader.open(article)
    assert axe(reader.page) == ""
