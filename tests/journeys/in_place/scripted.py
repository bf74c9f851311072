"""Somebody whose browser runs our script: what they do happens on the page where they are."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Request, Response, Route, expect

from forum import ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment
from tests.browser.newsroom import HEIGHT, NARROW, WIDE, Newsroom
from tests.browser.reader import Reader, Readers
from tests.journeys.in_place.box import Box

# Notes down what is read aloud.
LISTEN = """
window.announced = [];
document.addEventListener('DOMContentLoaded', () => {
  const region = document.getElementById('said');
  if (region) new MutationObserver(() => region.textContent && announced.push(region.textContent))
    .observe(region, { childList: true, characterData: true, subtree: true });
});
"""
# What a page that stays open asks and tells by itself.
BY_ITSELF = re.compile(r"/(live|visit)(\?|$)")
WRITING = re.compile(r"/(comments|edit)$")

any_screen = pytest.mark.parametrize("width", [NARROW])  # what width has no part in
on_a_desk = pytest.mark.parametrize("width", [WIDE])


class Scripted(Reader):
    """A reader whose page stays: nothing here waits for another one, except what is inherited."""

    def open(self, path: str | Article) -> Response:
        answer = super().open(path)
        self.page.evaluate("() => { window.stayed = true }")
        return answer

    def stayed(self) -> None:
        """Nothing was loaded since the page was opened."""
        assert self.page.evaluate("() => window.stayed === true"), "another page was loaded"

    def tap(self, name: str, within: Locator | None = None) -> None:
        """Press a button, whatever comes of it."""
        (within or self.page.locator("main")).get_by_role("button", name=name, exact=True).click()

    def choose(self, name: str, words: str) -> None:
        """One of the things in the ••• menu of the comment that says `words`."""
        self.menu(words).get_by_text(name, exact=True).press("Enter")

    @property
    def root(self) -> Box:
        """The box for a new comment."""
        return Box(self.page.locator('comment-box[place$="/"]'))

    def reply_link(self, words: str) -> Locator:
        return self.comment(words).locator("reply-link:not([quoting]) a")

    def box_under(self, words: str) -> Box:
        return Box(self.comment(words).locator("xpath=following-sibling::comment-box"))

    def reply(self, words: str) -> Box:
        """Press Reply at the comment that says `words`: the box opens beneath it."""
        self.reply_link(words).click()
        box = self.box_under(words)
        box.is_focused()
        return box

    def edit(self, words: str) -> Box:
        """One's own comment becomes a box, in its place."""
        box = Box(self.comment(words).locator("comment-box"))
        self.choose("Edit", words)
        box.is_focused()
        return box

    def announced(self) -> list[str]:
        """All that was read aloud on this page."""
        found: list[str] = self.page.evaluate("() => window.announced")
        return found

    def hears(self, sentence: str) -> None:
        """It is read aloud, once, and nothing else was."""
        expect(self.page.get_by_role("status")).to_contain_text(sentence)
        heard = self.announced()
        assert len(heard) == 1 and sentence in heard[0], heard

    def meets(self, words: str) -> Locator:
        """The comment stands here, focused, on the screen, and it alone is marked."""
        expect(self.page.locator(".comment--sending")).to_have_count(0)
        comment = self.comment(words)
        expect(comment).to_have_attribute("aria-current", "true")
        expect(comment).to_be_focused()
        expect(comment).to_be_in_viewport()
        expect(self.page.locator(".comment[aria-current]")).to_have_count(1)
        return comment

    def drafts(self) -> dict[str, str]:
        """The words that this browser keeps, by their places."""
        kept = self.page.evaluate("() => Object.entries(localStorage)")
        name = "forum/draft/"
        found = {key.removeprefix(name): json.loads(text)["words"] for key, text in kept if key.startswith(name)}
        return {place.partition("@")[0]: words for place, words in found.items()}  # whose drawer it is in, aside

    def keeps(self, place: str, words: str) -> None:
        """Waits until these words are kept at `place`."""
        kept = """([name, words]) => Object.keys(localStorage).some(
            key => key.split('@')[0] === name && JSON.parse(localStorage.getItem(key)).words === words)"""
        self.page.wait_for_function(kept, arg=[f"forum/draft/{place}", words])

    @contextmanager
    def asking_nothing(self) -> Iterator[None]:
        """No request is made in here, but for what the page does by itself."""
        made: list[str] = []

        def note(request: Request) -> None:
            if request.resource_type in ("document", "fetch", "xhr") and not BY_ITSELF.search(request.url):
                made.append(f"{request.method} {request.url}")

        self.page.on("request", note)
        yield
        self.page.remove_listener("request", note)
        assert made == []

    @contextmanager
    def on_its_way(self) -> Iterator[list[Route]]:
        """What is sent in here reaches the server when this is over."""
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        self.page.route(WRITING, hold)
        yield held
        for route in held:
            route.continue_()
        self.page.unroute(WRITING, hold)


class Visitors(Readers):
    """Everybody who visits in one test, with script; on the narrow screen they have fingers."""

    def __init__(self, browser: Browser, site: Newsroom, width: int = WIDE, address: str | None = None) -> None:
        super().__init__(browser, site, width, script=True)
        self.address = address or site.address
        self.faults: list[str] = []  # whatever failed in any of their scripts

    def __call__(self, account: Account | None = None) -> Scripted:
        context = self.enter_context(
            self.browser.new_context(
                base_url=self.address,
                viewport={"width": self.width, "height": HEIGHT},
                has_touch=self.width == NARROW,
            )
        )
        context.set_default_timeout(6_000)
        context.add_init_script(LISTEN)
        context.on("weberror", lambda fault: self.faults.append(str(fault.error)))
        if account is not None:
            self.sign_in(context, account)
        return Scripted(context.new_page())

    def sign_in(self, context: BrowserContext, account: Account) -> None:
        name = self.site.app.config["SESSION_COOKIE_NAME"]
        context.add_cookies([{"name": name, "value": self.site.cookie_of(account), "url": self.address}])

    def second_tab(self, reader: Reader) -> Scripted:
        """Another tab of the same browser: it shares the cookies, and what is kept."""
        return Scripted(reader.page.context.new_page())


def place_of(article: Article, parent: Comment | None = None) -> str:
    """Where the words for a new comment, or for an answer to `parent`, are kept."""
    return f"{ids.to_text(article.id)}/{ids.to_text(parent.id) if parent else ''}"
