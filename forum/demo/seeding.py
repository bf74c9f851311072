"""Filling an article with as many comments as one likes, to see how the site bears them.

Rows go in by the thousand rather than one by one through the verbs, with every number already on them: `recount`
must find nothing to mend. All of it is one transaction, so that a seeding that was interrupted leaves nothing.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert

from forum import clock
from forum.articles.models import Article
from forum.articles.queries import article_to_change
from forum.db import Base, db
from forum.demo.crowd import crowd
from forum.demo.phrases import texts
from forum.demo.shape import ROOT, Shape, grow
from forum.discussion.models import State
from forum.discussion.ranking import activity
from forum.discussion.wording import html_of
from forum.ids import new_id
from forum.markup.render import RENDER_VERSION

BATCH = 5_000
TEXTS = 200
# A discussion is over in a month at most; most of it is said in the first days.
LONGEST, SHORTEST, HASTE = timedelta(days=30), timedelta(days=3), 2.5
# Recommendations trickle in after the comment.
RECOMMEND_EVERY = timedelta(minutes=2)

Row = dict[str, Any]


@dataclass(frozen=True)
class Discussion:
    """What is to be written, by position, the oldest first."""

    shape: Shape
    start: datetime
    offsets: "array[int]"  # microseconds after the start
    ranks: "array[float]"
    ids: "array[int]"

    def moment(self, position: int) -> datetime:
        return self.start + timedelta(microseconds=self.offsets[position])


def seed(article_id: int, count: int, people: int, chance: Random) -> Iterator[int]:
    """Write `count` comments by `people` under the article; yields how many each batch held."""
    article = article_to_change(article_id)
    authors = crowd(people, chance)
    pool = [(source, html_of(source)) for source in texts(TEXTS, chance)]
    discussion = _planned(article, grow(count, people, chance), chance)
    for first in range(0, count, BATCH):
        positions = range(first, min(first + BATCH, count))
        speakers = [_speaker(people, chance) for _ in positions]
        said_by = [authors[speaker] for speaker in speakers]
        _write("comment", _comments(article_id, discussion, positions, said_by, pool, chance))
        _write("recommendation", _recommendations(discussion, positions, speakers, authors, chance))
        yield len(positions)
    article.comment_count += count
    article.version += 1


def _planned(article: Article, shape: Shape, chance: Random) -> Discussion:
    count, now = len(shape.parents), clock.now()
    published = datetime.combine(article.listed_on, time.min, UTC)
    start = min(published, now - SHORTEST)
    span = min(now - start, LONGEST) // timedelta(microseconds=1)
    # The n-th of N is said after (n/N)^HASTE of the time: dense at first, then ever thinner.
    offsets = array("q", (int(span * ((n + chance.random()) / count) ** HASTE) for n in range(count)))
    ids = array("q", (new_id() for _ in range(count)))
    discussion = Discussion(shape, start, offsets, array("d"), ids)
    for position in range(count):
        rank = activity(discussion.moment(position), shape.recommends[position], shape.replies[position])
        discussion.ranks.append(rank)
        # The liveliest comment of a branch carries its root. A root stands before its branch.
        root = shape.roots[position]
        discussion.ranks[root] = max(discussion.ranks[root], rank)
    return discussion


def _speaker(people: int, chance: Random) -> int:
    """A few talk most."""
    return int(people * chance.random() ** 2)


def _comments(
    article_id: int,
    discussion: Discussion,
    positions: range,
    authors: Sequence[int],
    pool: Sequence[tuple[str, str]],
    chance: Random,
) -> Iterator[Row]:
    shape, ids = discussion.shape, discussion.ids
    for position, author_id in zip(positions, authors, strict=True):
        source, html = chance.choice(pool)
        parent = shape.parents[position]
        yield {
            "id": ids[position],
            "article_id": article_id,
            "parent_id": None if parent == ROOT else ids[parent],
            "root_id": ids[shape.roots[position]],
            "depth": shape.depths[position],
            "author_id": author_id,
            "created_at": discussion.moment(position),
            "state": State.LIVE,
            "recommend_count": shape.recommends[position],
            "reply_count": shape.replies[position],
            "descendant_count": 0 if parent != ROOT else shape.descendants[position],
            "active_rank": discussion.ranks[position],
            "body_source": source,
            "body_html": html,
            "render_version": RENDER_VERSION,
        }


def _recommendations(
    discussion: Discussion, positions: range, speakers: Sequence[int], authors: Sequence[int], chance: Random
) -> Iterator[Row]:
    now = clock.now()
    for position, speaker in zip(positions, speakers, strict=True):
        number = discussion.shape.recommends[position]
        if not number:
            continue
        comment_id, said = discussion.ids[position], discussion.moment(position)
        # Neighbours of the author in the round, the author left out.
        first = speaker + 1 + int(chance.random() * (len(authors) - number))
        for nth in range(number):
            yield {
                "comment_id": comment_id,
                "account_id": authors[(first + nth) % len(authors)],
                "created_at": min(now, said + nth * RECOMMEND_EVERY),
            }


def _write(table: str, rows: Iterator[Row]) -> None:
    listed = list(rows)
    if listed:
        db.session.execute(insert(Base.metadata.tables[table]), listed)
