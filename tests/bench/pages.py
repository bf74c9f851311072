"""A page as readers ask for it, and the part of that which is queries; each timed once."""

from collections.abc import Iterator
from functools import partial

from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.models import Account
from forum.articles.queries import article_or_404
from forum.db import db
from forum.discussion.ranking import Sort
from forum.discussion.reading import load_page, marks_of
from tests.bench.articles import Articles
from tests.bench.timing import Comparison, Once, compare, seconds
from tests.visiting import ADDRESS, Visitor


def comparisons(app: Flask, articles: Articles) -> Iterator[Comparison]:
    """Each page of the long article against its copy, whole and queries alone; the first pages signed in as well."""
    with app.app_context():
        clients = {None: Visitor(app).client, articles.reader: Visitor(app, _reader(articles.reader)).client}
    for reader, client in clients.items():
        for pair in articles.pairs:
            if reader is not None and pair.number > 1:
                continue
            label = f"page {pair.number}, {pair.sort}, signed {'in' if reader else 'out'}"
            request = partial(_request, client, pair.sort)
            yield compare(f"request, {label}", request(articles.long, pair.cursor), request(pair.short))
            queries = partial(_queries, app, reader, pair.sort)
            yield compare(f"queries, {label}", queries(articles.long, pair.cursor), queries(pair.short))


def _request(client: FlaskClient, sort: Sort, slug: str, cursor: str | None = None) -> Once:
    address = f"/articles/{slug}?sort={sort}" + (f"&cursor={cursor}" if cursor else "")

    def get() -> None:
        answer = client.get(address, base_url=ADDRESS)
        assert answer.status_code == 200

    return partial(seconds, get)


def _queries(app: Flask, reader: int | None, sort: Sort, slug: str, cursor: str | None = None) -> Once:
    def once() -> float:
        with app.test_request_context(base_url=ADDRESS):
            article, viewer = article_or_404(slug), _reader(reader)
            return seconds(lambda: marks_of(viewer, load_page(article, viewer, sort, cursor).comments))

    return once


def _reader(account_id: int | None) -> Account | None:
    return db.session.get(Account, account_id) if account_id else None
