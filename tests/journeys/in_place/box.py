"""A box to write in, as its reader has it before them."""

from playwright.sync_api import Locator, expect


class Box:
    """A box to write in."""

    def __init__(self, element: Locator) -> None:
        self.element = element
        self.field = element.locator("textarea")
        self.trouble = element.get_by_role("alert")
        self.restored = element.get_by_text("Restored your draft.")

    def write(self, words: str) -> None:
        self.field.fill(words)

    def press(self, name: str) -> None:
        self.element.get_by_role("button", name=name, exact=True).click()

    def post(self) -> None:
        self.element.locator(".composer__bar .button--primary").click()

    def say(self, words: str) -> None:
        self.write(words)
        self.post()

    def holds(self, words: str) -> None:
        expect(self.field).to_have_value(words)

    def is_focused(self) -> None:
        expect(self.field).to_be_focused()

    def is_gone(self) -> None:
        expect(self.element).to_have_count(0)

    def complains(self, sentence: str, words: str) -> None:
        """What went wrong stands in the box, in these words; one's own are still there, and so is the focus."""
        expect(self.trouble).to_be_visible()
        expect(self.trouble).to_contain_text(sentence)
        self.holds(words)
        self.is_focused()
