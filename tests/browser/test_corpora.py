"""Every hostile text that we have, through every way in: nothing foreign comes out, and nothing runs."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.markup import sanitize
from tests.browser.hostile import ARTICLE, COMMENT, SCRIPT, Laboratory
from tests.browser.newsroom import Newsroom, newsroom, path_of
from tests.browser.ways import Made, previews, sources, write
from tests.factories import an_article, person
from tests.markup.corpora import HOSTILE
from tests.visiting import Visitor

CORPORA = ["own_markdown_xss", "own_urls", "own_pathological", "markdown_pathological", "blns", *HOSTILE]
# What the page of a thread holds that it should not, and what ran on it, after all was opened and provoked.
INSPECT = """allowed => {
  const wrong = [...document.querySelectorAll('.prose')].flatMap(prose => foreign(prose.innerHTML, allowed));
  for (const prose of document.querySelectorAll('.prose')) provoke(prose);
  return [...wrong, ...ran];
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with newsroom(tmp_path_factory.mktemp("specimens")) as running:
        yield running


@pytest.fixture(scope="module")
def ada(site: Newsroom) -> Account:
    """Of the staff: no rule holds what she says, so that all of it stands on the page."""
    with site.behind():
        return person("ada", Role.MODERATOR)


@pytest.fixture(scope="module", params=CORPORA)
def corpus(request: pytest.FixtureRequest, site: Newsroom, ada: Account) -> tuple[Article, Made]:
    """The texts of one corpus, written in every way; the article that they are comments on."""
    texts = list(sources(request.param))
    with site.behind(ada):
        article = an_article(str(request.param).replace("_", "-"))
        return article, write(texts, article, ada)


def test_a_text_becomes_the_same_by_every_way_in(
    corpus: tuple[Article, Made], site: Newsroom, ada: Account, record_property: Callable[[str, object], None]
) -> None:
    article, made = corpus
    record_property("comments", len(made.comments))
    record_property("refused", len(made.refused))
    record_property("articles", len(made.articles))
    assert made.comments
    assert made.edits == made.comments
    with site.behind(ada):
        visitor = Visitor(site.app, ada)
        assert all(previews(made, article, visitor))


def test_a_browser_finds_nothing_foreign_in_it_and_nothing_runs(
    corpus: tuple[Article, Made], laboratory: Laboratory
) -> None:
    _, made = corpus
    comments, articles = sorted(set(made.comments)), sorted(set(made.articles))
    for pieces, allowed in ((comments, COMMENT), (articles, ARTICLE)):
        assert [found for found in zip(pieces, laboratory.foreign(pieces, allowed), strict=True) if found[1]] == []
    every = sorted({*comments, *articles})
    assert [(every[place], deed) for place, deed in laboratory.executed(every)] == []
    assert laboratory.asked == []


def test_cleaning_it_again_changes_nothing(corpus: tuple[Article, Made]) -> None:
    _, made = corpus
    assert [html for html in set(made.comments) if sanitize.clean(html, "") != html] == []
    assert [html for html in set(made.articles) if sanitize.clean(html, "", sanitize.ARTICLE) != html] == []


def test_the_pages_of_the_thread_are_as_harmless(
    corpus: tuple[Article, Made], site: Newsroom, browser: Browser
) -> None:
    """With our security policy switched off, so that it is the markup that keeps the peace."""
    article, made = corpus
    asked: list[str] = []
    with browser.new_context(base_url=site.address, bypass_csp=True) as context:
        context.add_init_script(SCRIPT + "window.ran = []; hook(window, ran);")
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        path: str | None = f"{path_of(article)}?sort=oldest"
        seen = 0
        while path:
            page.goto(path)
            assert page.evaluate(INSPECT, COMMENT) == [], path
            seen += page.locator("article.comment").count()
            onward = page.get_by_role("link", name="More comments")
            path = onward.get_attribute("href") if onward.count() else None
    assert seen == len(made.comments) + 1
    assert [url for url in asked if not url.startswith(f"{site.address}/")] == []
