"""Time that passes for a page that stays open, and what it asks meanwhile."""

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Request, expect

from tests.journeys.in_place.scripted import Scripted

SOON, LATE = 15, 120  # seconds between two questions whether anything has come
STEP = 5  # seconds: so exactly we measure


@dataclass
class Watch:
    """A reader whose page has a clock that we put forward, and each question that it asks of the server."""

    reader: Scripted
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page = self.reader.page
        self.page.clock.install()
        self.page.on("request", lambda request: self.asked.append(request.url) if is_question(request) else None)

    def passes(self, seconds: float) -> None:
        self.page.clock.fast_forward(int(seconds * 1000))

    def waits(self) -> int:
        """How many seconds pass until the next question; it has its answer afterwards, and waits again."""
        timer = "document.querySelector('thread-live').timer"
        before, last, seconds = len(self.asked), self.page.evaluate(timer), 0
        while len(self.asked) == before:
            self.passes(STEP)
            seconds += STEP
            assert seconds < 2 * LATE, "it asks no more"
        self.page.wait_for_function(f"last => {timer} !== last", arg=last)
        return seconds


def is_question(request: Request) -> bool:
    return request.url.endswith("/live")


def pill(reader: Scripted) -> Locator:
    return reader.page.locator("thread-live button")


def replies_at(reader: Scripted, words: str) -> Locator:
    """The button that tells of new replies, in the action row of the comment that says `words`."""
    return reader.comment(words).locator(".arrivals")


def on_the_screen(comment: Locator) -> float:
    """How far below the top of the window it begins."""
    top: float = comment.evaluate("comment => comment.getBoundingClientRect().top")
    return top


def marked_new(reader: Scripted) -> list[str]:
    """What the comments say that bear the word, once the script has looked at them all."""
    reader.page.wait_for_function("() => customElements.get('time-ago')")  # the last that it defines
    marked = reader.page.locator(".comment", has=reader.page.locator(".byline .new"))
    return marked.locator(".prose").all_inner_texts()


def nothing_told(reader: Scripted) -> None:
    expect(pill(reader)).to_be_hidden()
    expect(reader.page.locator(".arrivals")).to_have_count(0)
