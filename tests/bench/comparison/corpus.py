"""The articles and their comments, written by our own commands and told to the others."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.isso import Said

SIZES = (100, 1_000, 10_000, 100_000)
ELSEWHERE = "elsewhere"  # where comments are posted while others read
FORUM = [sys.executable, "-c", "from forum.cli.main import main; main()"]
TEXT = "---\ntitle: {title}\nslug: {slug}\n---\n\nIt is what people say below that counts here.\n"


def slug_of(size: int) -> str:
    return f"story-{size}"


def write_articles(folder: Path, environ: Mapping[str, str], sizes: Sequence[int]) -> None:
    """The articles of `sizes`, and one that nobody has said anything about."""
    for slug in (*map(slug_of, sizes), ELSEWHERE):
        file = folder / f"{slug}.md"
        file.write_text(TEXT.format(title=slug.capitalize(), slug=slug), encoding="utf-8")
        _forum(environ, "article", "add", str(file))
    for size in sizes:
        _forum(environ, "seed", "--article", slug_of(size), "--comments", str(size))


def _forum(environ: Mapping[str, str], *arguments: str) -> None:
    done = subprocess.run([*FORUM, *arguments], env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"forum {arguments[0]} failed: {done.stderr.strip()}")


def said_under(database: Path, slug: str, first: int) -> Iterator[Said]:
    """The comments of an article, oldest first; their numbers begin with `first`."""
    statement = """SELECT comment.id, comment.parent_id, comment.root_id, comment.created_at, account.display_name,
        account.handle, comment.body_source, comment.recommend_count
        FROM comment JOIN article ON article.id = comment.article_id JOIN account ON account.id = comment.author_id
        WHERE article.slug = ? ORDER BY comment.id"""
    number: dict[int, int] = {}
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        for own, parent, root, at, name, handle, text, likes in connection.execute(statement, [slug]):
            number[own] = first + len(number)
            above = None if parent is None else number[root]
            moment = datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp()
            yield Said(number[own], above, moment, name, f"{handle}@example.org", text, likes)
