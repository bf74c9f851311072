"""What a moderator sees and does at the queue."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

QUEUE = "/moderation/queue"


@dataclass
class Desk:
    page: Page

    def __post_init__(self) -> None:
        self.page.goto(QUEUE)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def before_them(self, words: str) -> None:
        """That comment stands in the middle."""
        expect(self.page.locator("#item .weighed__words")).to_have_text(words)

    def row(self, words: str) -> Locator:
        return self.page.locator(".row", has_text=words)

    def outcome(self, words: str, what: str) -> None:
        expect(self.row(words).locator(".row__outcome")).to_have_text(what)

    def done(self, sentence: str) -> None:
        """The answer of the last decision is here, and can be undone."""
        expect(self.page.locator("#done")).to_contain_text(sentence)
