"""Feeds as other programs read them, and as RFC 4287 has them."""

from functools import cache
from pathlib import Path
from typing import Any

import feedparser
import rnc2rng
from lxml import etree

RNC = Path(__file__).with_name("atom.rnc")
ATOM = {"atom": "http://www.w3.org/2005/Atom", "thr": "http://purl.org/syndication/thread/1.0"}
# What the schema says besides, in its annotations, and in the text: ids and moments are one to each (4.1.1, 4.1.2).
RULES = {
    "an author": "atom:author or not(atom:entry[not(atom:author)])",
    "a link of each entry": "not(atom:entry[not(atom:link[@rel='alternate'] or atom:link[not(@rel)] or atom:content)])",
    "a link to itself": "count(atom:link[@rel='self']) = 1",
}


@cache
def schema() -> etree.RelaxNG:
    # No prefix may be bound to nothing; the names that it is for carry none anyway.
    spelled = rnc2rng.dumps(rnc2rng.load(str(RNC))).replace('xmlns:local=""', "")
    return etree.RelaxNG(etree.fromstring(spelled.encode()))


def faults(document: bytes) -> list[str]:
    """What is wrong with it as an Atom feed."""
    feed = etree.fromstring(document)
    found = [] if schema().validate(feed) else [str(schema().error_log)]
    found += [rule for rule, held in RULES.items() if not feed.xpath(held, namespaces=ATOM)]
    ids = feed.xpath("//atom:id/text()", namespaces=ATOM)
    assert isinstance(ids, list)
    return found + (["ids that are the same"] if len(ids) > len(set(ids)) else [])


def read(document: bytes) -> Any:
    """As a reader of feeds takes it, which must find nothing to complain of."""
    found = feedparser.parse(document, response_headers={"content-type": "application/atom+xml; charset=utf-8"})
    assert found.bozo == 0, found.bozo_exception
    assert found.version == "atom10"
    return found
