"""axe finds nothing to complain about on any page, light or dark, on a desk or a phone."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe

from forum.app import create_app
from forum.articles.registry import add_article
from tests.browser.newsroom import HEIGHT, NARROW, WIDE, Newsroom
from tests.browser.reader import Reader, Readers
from tests.browser.stop import Stop
from tests.browser.stops import pages, unvisited
from tests.browser.town import Town

Scheme = Literal["light", "dark"]
# What a page is made of depends on its width alone: at the second scheme of each only its colours are looked at again.
EVERYTHING: Mapping[str, Any] = {"resultTypes": ["violations"]}
COLOURS: Mapping[str, Any] = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
LOOKS: Sequence[tuple[int, Scheme, Mapping[str, Any]]] = [
    (WIDE, "light", EVERYTHING),
    (WIDE, "dark", COLOURS),
    (NARROW, "dark", EVERYTHING),
    (NARROW, "light", COLOURS),
]


def test_every_page_keeps_to_the_rules_that_axe_knows(reader: Reader, stop: Stop, town: Town) -> None:
    stop.visit(reader, town)
    axe = Axe()
    for width, scheme, rules in LOOKS:
        reader.page.set_viewport_size({"width": width, "height": HEIGHT})
        reader.page.emulate_media(color_scheme=scheme)
        found = axe.run(reader.page, options=dict(rules))
        assert "color-contrast" in {rule["id"] for rule in found.response["passes"]}
        assert found.violations_count == 0, f"{stop.name}, {scheme}, {width} px:\n{found.generate_report()}"


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
    assert Axe().run(reader.page).violations_count == 0
