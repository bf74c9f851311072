"""Somebody who reads another site's page, with a discussion of ours on it."""

from contextlib import ExitStack

from playwright.sync_api import Browser, Locator, Page, expect

from forum.accounts.models import Account
from forum.ids import to_text
from tests.browser.newsroom import HEIGHT, NARROW, WIDE, Newsroom
from tests.journeys.in_place.box import Box

# Whatever the page's policies forbade.
NOTE_VIOLATIONS = """window.violations = [];
addEventListener('securitypolicyviolation', event => violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


class Guest:
    """One person with a browser of their own, on a page of another site."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.section = page.locator("forum-comments")
        self.status = self.section.locator("#said")
        self.pill = self.section.locator(".pill")
        self.account = self.section.locator("#account")
        self.count = self.section.locator("#comment-count")

    def open(self, address: str) -> None:
        """And read as far as the discussion."""
        self.page.goto(address)
        self.section.scroll_into_view_if_needed()
        expect(self.section.locator(".discussion")).to_be_visible()

    @property
    def root(self) -> Box:
        """The box for a new comment."""
        return Box(self.section.locator("#write .composer"))

    def comment(self, words: str) -> Locator:
        return self.section.locator("article.comment", has=self.page.locator(".prose", has_text=words))

    def does(self, what: str, words: str) -> None:
        """Press one of the actions of the comment that says `words`."""
        self.comment(words).locator(f"[data-act={what}]").click()

    def reply(self, words: str) -> Box:
        self.does("reply", words)
        box = Box(self.comment(words).locator("xpath=following-sibling::form"))
        box.is_focused()
        return box

    def meets(self, words: str) -> None:
        """The comment stands here, focused, on the screen, and it alone is marked."""
        comment = self.comment(words).and_(self.section.locator(".comment:not(.comment--sending)"))
        expect(comment).to_have_attribute("aria-current", "true")
        expect(comment).to_be_focused()
        expect(comment).to_be_in_viewport()
        expect(self.section.locator(".comment[aria-current]")).to_have_count(1)

    def prose(self) -> list[str]:
        return self.section.locator("#threads .prose").all_inner_texts()

    def is_signed_in(self, name: str) -> None:
        expect(self.account).to_contain_text(name)
        expect(self.account.get_by_role("button", name="Sign out")).to_be_visible()

    def is_signed_out(self) -> None:
        expect(self.account.get_by_role("link", name="Sign in")).to_be_visible()

    def agrees(self, window: Page, name: str) -> None:
        """In the window of ours: yes, go on as who I am here."""
        window.get_by_role("button", name=f"Continue as {name}").click()

    def signs_in(self, name: str = "Ada") -> None:
        """By the window of ours, where they are signed in already."""
        with self.page.context.expect_page() as opened:
            self.account.get_by_role("link", name="Sign in").click()
        self.agrees(opened.value, name)
        self.is_signed_in(name)

    def turns_away(self) -> None:
        """Press Post in the box for a new comment, and shut the window that asks who says it."""
        with self.page.context.expect_page() as opened:
            self.root.post()
        opened.value.close()

    def violations(self) -> list[str]:
        found: list[str] = self.page.evaluate("() => window.violations")
        return found


class Guests(ExitStack):
    """Everybody who visits in one test; nothing may fail in their scripts."""

    def __init__(self, browser: Browser, site: Newsroom, width: int = WIDE) -> None:
        super().__init__()
        self.browser, self.site, self.width = browser, site, width
        self.faults: list[str] = []

    def __call__(self, account: Account | None = None, script: bool = True) -> Guest:
        context = self.enter_context(
            self.browser.new_context(
                viewport={"width": self.width, "height": HEIGHT},
                has_touch=self.width == NARROW,
                java_script_enabled=script,
            )
        )
        context.set_default_timeout(8_000)
        context.add_init_script(NOTE_VIOLATIONS)
        # For a second a browser may show what it has, while it asks again: whoever comes back here comes back later.
        context.route(f"{self.site.address}/embed/*.html*", lambda route: route.continue_())
        context.on("weberror", lambda fault: self.faults.append(str(fault.error)))
        if account is not None:
            self.site.sign_in(context, account)
        return Guest(context.new_page())


def named(comment_id: int) -> str:
    """What an address ends with that names a comment on another site's page."""
    return f"#forum-c{to_text(comment_id)}"
