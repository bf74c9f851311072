"""Somebody at a browser: does what people do, and waits for the page that follows."""

import re
from contextlib import ExitStack

from playwright.sync_api import Browser, Locator, Page, Response, expect

from forum.accounts.models import Account
from forum.articles.models import Article
from tests.browser.newsroom import WIDE, Newsroom, path_of, tab


class Reader:
    """One person with a browser of their own; its cookies are theirs."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, path: str | Article) -> Response:
        answer = self.page.goto(path if isinstance(path, str) else path_of(path))
        assert answer is not None
        return answer

    def press(self, name: str, within: Locator | None = None) -> Response:
        """Press the button; the answer is that of the page where one ends up."""
        return self._click((within or self.page.locator("main")).get_by_role("button", name=name, exact=True))

    def follow(self, name: str | re.Pattern[str], within: Locator | None = None) -> Response:
        where = within or self.page.locator("body")
        return self._click(where.get_by_role("link", name=name, exact=isinstance(name, str)))

    def _click(self, control: Locator) -> Response:
        with self.page.expect_navigation() as following:
            # On a busy machine the page has been seen to scroll beneath a press in a menu, and a press beside a menu
            # shuts it: where the pointer arrives is settled before anything is pressed.
            if control.evaluate("control => control.closest('[popover]') !== null"):
                control.hover()
            control.click()
        return following.value

    def fill(self, **fields: str) -> None:
        for name, text in fields.items():
            self.page.locator(f"[name={name}]:not([type=hidden])").fill(text)

    def tamper(self, name: str, text: str) -> None:
        """Change a hidden field, as one can with the browser's own tools."""
        field = self.page.locator(f"main form.composer input[name={name}]")
        field.evaluate("(field, text) => { field.value = text }", text)

    @property
    def box(self) -> Locator:
        return self.page.locator("textarea[name=body]")

    def say(self, words: str) -> Response:
        """Write into the box on this page and post."""
        self.box.fill(words)
        return self._click(self.page.locator("form.composer button.button--primary"))

    def answer(self, words: str, reply: str) -> Response:
        """Reply to the comment that says `words`."""
        self.follow(re.compile("^Reply"), self.comment(words))
        return self.say(reply)

    def register(self, handle: str) -> Response:
        self.fill(handle=handle, email=f"{handle}@example.org", password="correct horse")
        return self.press("Register")

    def comment(self, words: str) -> Locator:
        """The comment that says so, with its byline and its actions."""
        said = self.page.locator(".prose", has_text=words)
        return self.page.locator("article.comment", has=said)

    def menu(self, words: str) -> Locator:
        """The ••• menu of a comment, opened."""
        comment = self.comment(words)
        comment.locator(".menu-button").click()
        menu = comment.locator(".menu")
        expect(menu).to_be_visible()
        return menu

    def sees(self, *words: str) -> None:
        for text in words:
            expect(self.page.locator("main")).to_contain_text(text)

    def sees_nothing_of(self, *words: str) -> None:
        for text in words:
            expect(self.page.locator("body")).not_to_contain_text(text)

    def stands_at(self, words: str) -> None:
        """The comment is here, is the one that the address points at, is marked as such, and is on the screen."""
        expect(self.comment(words)).to_have_count(1)
        marked = self.page.locator("article.comment:target")
        expect(marked).to_contain_text(words)
        expect(marked).to_have_attribute("aria-current", "true")
        expect(marked).to_be_in_viewport()
        shadow = marked.evaluate("comment => getComputedStyle(comment).boxShadow")
        assert shadow != "none", "the mark cannot be seen"

    def refused(self, answer: Response, status: int, sentence: str, words: str | None = None) -> None:
        """The page says no, in these words, and the reader's own are still in the box."""
        assert answer.status == status
        expect(self.page.get_by_role("alert")).to_contain_text(sentence)
        if words is not None:
            expect(self.box).to_have_value(words)


class Readers(ExitStack):
    """Everybody who visits the site in one test, each with a browser of their own."""

    def __init__(self, browser: Browser, site: Newsroom, width: int = WIDE, script: bool = False) -> None:
        super().__init__()
        self.browser, self.site, self.width, self.script = browser, site, width, script

    def __call__(self, account: Account | None = None) -> Reader:
        """A visitor; signed in when it is somebody."""
        page = self.enter_context(tab(self.browser, self.site.address, self.width, self.script))
        if account is not None:
            self.site.sign_in(page.context, account)
        return Reader(page)

    def second_tab(self, reader: Reader) -> Reader:
        """Another tab of the same browser: it shares the cookies."""
        return Reader(reader.page.context.new_page())
