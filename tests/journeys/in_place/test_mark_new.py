"""A site may keep no visits of those who are not signed in, or of nobody at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import func, select

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Visit
from tests.browser.newsroom import newsroom
from tests.factories import an_article, person, say
from tests.journeys.in_place.scripted import Scripted, Visitors
from tests.journeys.in_place.watching import marked_new


@contextmanager
def visit(browser: Browser, folder: Path, mark_new: str) -> Iterator[tuple[Visitors, Account, Article]]:
    with newsroom(folder, FORUM_MARK_NEW=mark_new) as site:
        with site.behind():
            people, article = [person("ada"), person("ben")], an_article()
            say(people[1], article, "The bridge should stay.")
        with Visitors(browser, site) as visitors:
            yield visitors, people[0], article
            assert visitors.faults == []
        with site.behind():
            assert db.session.scalar(select(func.count()).select_from(Visit)) == (mark_new == "members")


def keeps_nothing(reader: Scripted, article: Article) -> None:
    reader.open(article)
    reader.comment("The bridge should stay.").locator("reply-link a").first.click()  # script runs
    reader.page.wait_for_load_state("networkidle")
    reader.open("/")
    assert reader.page.evaluate("() => Object.keys(localStorage)") == []


@pytest.mark.parametrize("mark_new", ["members", "nobody"])
def test_nothing_is_kept_of_whom_the_site_does_not_mark_for(browser: Browser, tmp_path: Path, mark_new: str) -> None:
    with visit(browser, tmp_path, mark_new) as (visitors, ada, article):
        keeps_nothing(visitors(), article)
        reader = visitors(ada)
        keeps_nothing(reader, article)
        reader.open(article)
        assert marked_new(reader) == []
