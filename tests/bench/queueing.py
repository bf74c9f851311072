"""python -m tests.bench.queueing: what the queue costs when 100,000 wait rather than 100, and how soon the next shows.

Two sites, the real server on each, asked in turns: open the queue, go to the second page, filter in each way, decide.
Then a real browser at the larger one: from the press of A to the frame in which the next comment stands.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from urllib.parse import urlencode, urlsplit

import click
from sqlalchemy import insert, select, update

from forum import clock
from forum.accounts.models import Account, Role
from forum.articles.models import Article, Section
from forum.db import db
from forum.discussion.models import Comment, State
from forum.ids import new_id, to_text
from forum.queue.filters import Filter
from forum.queue.finding import Tab, find
from forum.screening.models import KeptVerdict
from tests.browser.newsroom import Newsroom, newsroom, tab
from tests.factories import an_article, person, rows_of
from tests.serving import chromium

FEW, MANY = 100, 100_000
TRIES, PRESSES = 40, 30
AT_MOST, WITHIN = 1.5, 100  # the ratio, and milliseconds
AT_ONCE = 5_000
SEARCHES = {
    "open": "",
    "second page": "after",
    "by article": "q=article:the-bridge",
    "by author": "q=author:ada",
    "by rule": "q=rule:stance",
    "by section": 'q=section:"Town hall"',
    "with links": "q=has:link",
    "by a word": "q=there",
}
# From the press to the frame after the one in which the item changed.
PRESS = """() => new Promise(done => {
  const queue = document.querySelector('moderation-queue'), was = queue.at, began = performance.now();
  const seen = () => requestAnimationFrame(queue.at === was ? seen : () => done(performance.now() - began));
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }));
  seen();
})"""


@dataclass
class Desk:
    """A moderator at one of the sites."""

    site: Newsroom
    moderator: Account
    cookie: str
    second_page: str
    waiting: Iterator[tuple[int, int]]

    def get(self, query: str) -> float:
        return self._timed("GET", f"/moderation/queue?{self.second_page if query == 'after' else query}", None)

    def decide(self, token: str) -> float:
        comment_id, version = next(self.waiting)
        fields = urlencode({"csrf": token, "verb": "approve", "version": version})
        return self._timed("POST", f"/moderation/queue/{to_text(comment_id)}/decision", fields)

    def token(self) -> str:
        """Of this session's forms."""
        return self._page("/moderation/queue").partition('name="csrf" value="')[2].partition('"')[0]

    def _page(self, path: str) -> str:
        connection, headers = self._asking()
        connection.request("GET", path, headers=headers)
        return connection.getresponse().read().decode()

    def _timed(self, method: str, path: str, body: str | None) -> float:
        connection, headers = self._asking()
        connection.connect()
        began = perf_counter()
        connection.request(method, path.replace(" ", "%20").replace('"', "%22"), body, headers)
        answer = connection.getresponse()
        answer.read()
        taken = perf_counter() - began
        if answer.status not in (200, 303):
            raise click.ClickException(f"{method} {path} was answered {answer.status}")
        return taken

    def _asking(self) -> tuple[HTTPConnection, dict[str, str]]:
        parts = urlsplit(self.site.address)
        name = self.site.app.config["SESSION_COOKIE_NAME"]
        form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.site.address}
        return HTTPConnection(parts.hostname or "", parts.port), {"Cookie": f"{name}={self.cookie}", **form}


@click.command()
@click.option("--many", default=MANY, show_default=True, type=click.IntRange(1_000, 1_000_000))
@click.option("--tries", default=TRIES, show_default=True, type=click.IntRange(2, 1_000))
def main(many: int, tries: int) -> None:
    """Measure, and say for each whether it stays within the ratio."""
    with ExitStack() as stack:
        few, lots = (stack.enter_context(_desk(waiting)) for waiting in (FEW, many))
        click.echo(f"{tries} tries each, in turns; milliseconds, and the middle half of them in brackets\n")
        click.echo(f"{'':<14}{f'{FEW:,} wait':>24}{f'{many:,} wait':>24}{'ratio':>8}")
        for name, query in SEARCHES.items():
            click.echo(_row(name, _in_turns(lambda desk, query=query: desk.get(query), few, lots, tries)))  # type: ignore[misc]
        tokens = {id(desk): desk.token() for desk in (few, lots)}
        click.echo(_row("decide", _in_turns(lambda desk: desk.decide(tokens[id(desk)]), few, lots, tries)))
        shown = _presses(lots)
        low, _, high = quantiles(shown, n=4)
        verdict = "met" if median(shown) <= WITHIN else "missed"
        click.echo(f"\nNext item after A: {median(shown):.0f} ms [{low:.0f}–{high:.0f}], at most {WITHIN}: {verdict}")


def _in_turns(ask: Callable[[Desk], float], few: Desk, lots: Desk, tries: int) -> tuple[list[float], list[float]]:
    ask(few), ask(lots)  # whatever is made once
    return [list(times) for times in zip(*((ask(few), ask(lots)) for _ in range(tries)), strict=True)]  # type: ignore[return-value]


def _row(name: str, measured: tuple[Sequence[float], Sequence[float]]) -> str:
    few, lots = measured
    ratio = median(lots) / median(few)
    return f"{name:<14}{_told(few):>24}{_told(lots):>24}{ratio:>8.2f}{'' if ratio <= AT_MOST else '  over'}"


def _told(times: Sequence[float]) -> str:
    low, _, high = (1_000 * each for each in quantiles(times, n=4))
    return f"{1_000 * median(times):.1f} [{low:.1f}–{high:.1f}]"


def _presses(desk: Desk) -> list[float]:
    """Milliseconds, in the page."""
    with chromium() as browser, tab(browser, desk.site.address) as page:
        desk.site.sign_in(page.context, desk.moderator)
        page.goto("/moderation/queue?q=author:ben")
        shown = []
        for _ in range(PRESSES):
            page.wait_for_timeout(400)  # a moderator reads; the pages ahead are fetched meanwhile
            shown.append(float(page.evaluate(PRESS)))
        return shown


@contextmanager
def _desk(waiting: int) -> Iterator[Desk]:
    folder = tempfile.TemporaryDirectory(prefix="forum-queue-", dir="/var/tmp")
    with folder as name, newsroom(Path(name), FORUM_WORKER="off") as site:
        with site.behind():
            sam = person("sam", Role.MODERATOR)
            _fill(waiting)
            second = urlencode({"after": find(Tab.NEEDS, Filter()).after or ""})
            rows = select(Comment.id, Comment.version).join(Account, Account.id == Comment.author_id)
            mine = rows.where(Account.handle == "ada").order_by(Comment.id.desc()).limit(1_000)
            numbers = [(row[0], row[1]) for row in db.session.execute(mine)]
        yield Desk(site, sam, site.cookie_of(sam), second, iter(numbers))


def _fill(waiting: int) -> None:
    """Half on one article and half on the other, by two people, each with what a rule said."""
    town = Section(name="Town hall")
    articles = [an_article("the-bridge", section=town), an_article("the-ferry")]
    people = [person("ada"), person("ben")]
    for number in range(0, waiting, AT_ONCE):
        size = min(AT_ONCE, waiting - number) // 4
        for article in articles:
            for author in people:
                _wait(article, author, size)
        db.session.commit()


def _wait(article: Article, author: Account, size: int) -> None:
    made = rows_of(article, author, [None] * size)
    now = clock.now() - timedelta(hours=1)
    held = update(Comment).where(Comment.id.in_(made))
    db.session.execute(
        held.values(state=State.HELD, due_at=now, body_html='<p>A <a href="https://e.example">comment</a></p>')
    )
    article.comment_count -= size
    said = {"version": 1, "rule": "stance", "ruling": "hold", "reason": "Comments here wait.", "matched": []}
    rows = [{"id": new_id(), "comment_id": comment_id, "created_at": now, **said} for comment_id in made]
    db.session.execute(insert(KeptVerdict), rows)


if __name__ == "__main__":
    main()
