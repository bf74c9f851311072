"""F30, F31: a thread of a hundred thousand comments, and a chain of ten thousand."""

import re
import time
from functools import partial
from pathlib import Path

from sqlalchemy import select, text

from forum import ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.discussion.ranking import Sort
from tests.discussion.test_page_cost import Shape, answered, chain, cost_of, first_page
from tests.factories import rows_of
from tests.faults.fault import Ground
from tests.faults.figures import Figures, quantile
from tests.faults.reader import Reader
from tests.faults.site import Site
from tests.faults.writing import writing

SMALL = 240
FIRST_PAGE_IN, MEMORY_MB = 0.3, 200
_SHOWN = re.compile(r'id="c([0-9a-z]{13})"')
_NEXT = re.compile(r'href="([^"]*cursor=[^"]+)"')


def read_a_huge_thread(ground: Ground) -> Figures:
    """F30."""
    site, figures, size = ground.site("large"), Figures(), ground.scale(5_000, 100_000)
    small, large = "f30-small", "f30-large"
    site.reader("prolific")
    for slug, comments in ((small, SMALL), (large, size)):
        _fill(site, slug, answered(comments))
    with site.rows():
        db.session.execute(text("SELECT 1"))  # the transaction's own statements come before
        costs = [cost_of(partial(first_page, slug, None, Sort.BEST)) for slug in (small, large)]
    figures["comments"], figures["statements"], figures["rows"] = size, costs[1].statements, costs[1].rows
    figures.must(costs[0] == costs[1], f"its first page costs {costs[1]}, that of {SMALL} comments {costs[0]}")
    # Signed in: what everybody shares is kept ready.
    reader, times = site.reader("looking-on"), []
    for _ in range(ground.scale(20, 300)):
        began = time.monotonic()
        figures.must(reader.get(f"/articles/{large}").status == 200, "the page fails")
        times.append(time.monotonic() - began)
    figures.soon("first page p95", quantile(times, 0.95), FIRST_PAGE_IN)
    _walk(site, reader, large, ground, figures)
    memory = _memory_mb(site.server.worker())
    figures["memory"] = f"{memory} MB"
    if memory > MEMORY_MB:
        figures.late.append(f"the worker takes {memory} MB, at most {MEMORY_MB}")
    return figures


def _walk(site: Site, reader: Reader, slug: str, ground: Ground, figures: Figures) -> None:
    """From page to page, while others write: each root once, in its order, and none left out."""
    with site.rows():
        roots = select(Comment.id).join(Comment.article).where(Article.slug == slug, Comment.parent_id.is_(None))
        before = [ids.to_text(number) for number in db.session.scalars(roots.order_by(Comment.created_at.desc()))]
    known, seen, pages = set(before), [], ground.scale(5, 50)
    with writing([site.reader("interrupting")], f"/articles/{slug}", ground.folder / "f30") as crowd:
        path: str | None = f"/articles/{slug}?sort=newest"
        for _ in range(pages):
            crowd.wait_for_more(1)
            page = reader.get(path or "").text
            seen += [name for name in _SHOWN.findall(page) if name in known]
            path = next((link.replace("&amp;", "&") for link in _NEXT.findall(page) if "sort=" in link), None)
            if path is None:
                break
    figures["walked"], figures["written meanwhile"] = len(seen), crowd.acknowledged
    figures.must(len(seen) > len(set(before[:10])), "there was no second page")
    figures.must(sorted(seen) == sorted(before[: len(seen)]), "while others wrote a page repeated or left out comments")


def climb_a_long_chain(ground: Ground) -> Figures:
    """F31."""
    site, figures, length = ground.site("large"), Figures(), ground.scale(2_000, 10_000)
    author = site.reader("stubborn")
    names = _fill(site, "f31", chain(length), "stubborn")
    last = names[-1]
    with figures.timed("all of it", 60.0):
        pages = ["/articles/f31", f"/articles/f31?show={last}", "/people/stubborn"]
        pages += [f"/c/{name}" for name in (names[0], names[length // 2], last)]
        answers = {path: author.get(path).status for path in pages}
        reply = author.say("/articles/f31", "And once more.", parent=last)
        ends = [author.post(f"/c/{name}/delete").status for name in (reply.comment, last, names[-2], names[0])]
    figures["length"], figures["deletions"] = length, len(ends)
    figures.must(set(answers.values()) <= {200, 303}, f"pages: {answers}")
    figures.must(reply.status == 303, f"the reply at its end: {reply.status}")
    figures.must(set(ends) == {303}, f"deletions: {ends}")
    return figures


def _fill(site: Site, slug: str, shape: Shape, handle: str = "prolific") -> list[str]:
    """Rows at once, past the verbs; their names."""
    site.article(slug)
    with site.rows():
        author = db.session.scalars(select(Account).where(Account.handle == handle)).one()
        article = db.session.scalars(select(Article).where(Article.slug == slug)).one()
        return [ids.to_text(number) for number in rows_of(article, author, shape)]


def _memory_mb(pid: int) -> int:
    (line,) = [line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) // 1024
