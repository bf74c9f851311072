"""Feeds of whatever people write: well-formed, valid, read without complaint, and nothing lost on the way."""

import re

import pytest
from flask import Flask

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.markup.render import to_html
from forum.syndication import picking
from forum.syndication.atom import as_atom
from forum.syndication.feeds import feed_of, title_of_article
from tests.factories import rows_of
from tests.markup.corpora import HOSTILE, cases, payload
from tests.syndication.reading import faults, read
from tests.visiting import ADDRESS

pytestmark = pytest.mark.one_database

# What XML cannot say at all, C1, what ends a CDATA section, an entity, what turns lines around.
OURS = [
    "a\x01\x08\x0b\x0c\x0e\x1fz",
    "\x7f\x85\x9f",
    "\ufffe\uffff",
    "]]>",
    "&nbsp;&bogus;",
    "\u202eabc",
    "<!DOCTYPE x>",
]
OURS += [
    "<!DOCTYPE x>",
    "</title></feed>",
    "<?xml version='1.1'?>",
    "\r\n\t ",
    "👩‍👩‍👧 é\u0301",
    "\u2028\u2029",
    "  ",
    "&#x1;",
]


def texts(name: str) -> list[str]:
    """Without what no row holds: NUL and halves of characters."""
    found = OURS if name == "ours" else [payload(case) for case in cases(name)]
    return [re.sub("[\0\ud800-\udfff]", "", text) for text in found]


@pytest.mark.parametrize("name", ["ours", "own_markdown_xss", "blns", *HOSTILE])
def test_whatever_people_write_is_read(app: Flask, ada: Account, article: Article, name: str) -> None:
    comments = picking.of_article(article) if rows_of(article, ada, [None] * 50) else ()
    words = texts(name)
    with app.test_request_context(base_url=ADDRESS):
        for start in range(0, len(words), len(comments)):
            for comment, text in zip(comments, words[start:], strict=False):
                comment.body_html = to_html(f"{text}\n\nend")
            title = words[start]
            # Columns are as long as they are; this is not about them.
            with db.session.no_autoflush:
                article.title, ada.display_name = title, words[-1 - start]
                document = as_atom(feed_of("a", title_of_article(article), "/a.atom", "/a", comments))
                assert faults(document) == []
                found = read(document)
                assert len(found.entries) == len(comments)
                for entry, text in zip(found.entries, words[start:], strict=False):
                    assert "end" in entry.content[0].value, text
    db.session.rollback()


def test_what_xml_cannot_say_is_left_out_and_nothing_else(app: Flask, ada: Account, article: Article) -> None:
    with app.test_request_context(base_url=ADDRESS):
        for text, said in {"a\x01\x0bz": "az", "<b>&amp;</b> ]]>": "<b>&amp;</b> ]]>", "\u202ea\u2066b": "ab"}.items():
            article.title = text
            document = as_atom(feed_of("a", title_of_article(article), "/a.atom", "/a", ()))
            assert f"Comments on {said}" == read(document).feed.title_detail.value, text
    db.session.rollback()
