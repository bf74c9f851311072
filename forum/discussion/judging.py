"""What screening says about words that are about to stand in a discussion."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from forum import clock
from forum.accounts.models import Account
from forum.articles.closing import closed_sentence, is_closed
from forum.articles.models import Article, Openness
from forum.config import Hold
from forum.db import db
from forum.discussion.counting import change_state, let_wait
from forum.discussion.events import WordsPublished
from forum.discussion.facts import Facts, ask, needs
from forum.discussion.leading import hosts_of, links_of, shared_hosts
from forum.discussion.models import Comment, State
from forum.errors import Invalid
from forum.outbox.record import record
from forum.screening.book import book_at_hand, book_read_again
from forum.screening.models import KeptVerdict
from forum.screening.options import Terms
from forum.screening.pipeline import screen
from forum.screening.submission import Author, Place, Submission
from forum.screening.verdict import Ruling, Verdict
from forum.web.site import settings

_HOLDS: Mapping[Openness | None, Hold] = {
    None: Hold.OPEN,
    Openness.OPEN: Hold.OPEN,
    Openness.FIRST: Hold.FIRST,
    Openness.HELD: Hold.ALL,
    Openness.CLOSED: Hold.ALL,
}
_STATES: Mapping[Ruling, State] = {
    Ruling.NOTE: State.LIVE,
    Ruling.HOLD: State.HELD,
    Ruling.SUSPECT: State.SUSPECTED,
}


@dataclass(frozen=True)
class Words:
    """What is judged: the text, its HTML, and what is known of how it came to be."""

    body: str
    html: str
    seconds_to_write: int | None = None
    lure_taken: bool = False
    instead_of: Comment | None = None  # of an edit: the comment as it stands


@dataclass(frozen=True)
class Judgement:
    """The state in which words may stand, why when they have to wait, and all that was said of them."""

    state: State
    reason: str | None
    verdicts: tuple[Verdict, ...]


def judge(words: Words, article: Article, by: Account, site_holds: Hold) -> Judgement:
    """Invalid, with the sentence of the rule, when the words are not taken at all."""
    stances = (site_holds, _HOLDS[article.section.stance if article.section else None], _HOLDS[article.state])
    terms, facts = _looked_up(words, article, by, Hold.FIRST in stances)
    verdicts = screen(_submission(words, article, by, facts, stances, terms), terms)
    if not verdicts:
        return Judgement(State.LIVE, None, ())
    strictest = verdicts[0]
    if strictest.ruling == Ruling.REFUSE:
        raise Invalid(strictest.reason, "body")
    state = _STATES[strictest.ruling]
    return Judgement(state, None if state == State.LIVE else strictest.reason, verdicts)


def let_stand(comment: Comment, judgement: Judgement) -> None:
    """As it was judged: for everybody, or before the moderators."""
    if judgement.state == State.LIVE:
        change_state(comment, judgement.state)
        if settings().check is not None:
            record(WordsPublished(comment.id, comment.version))
    else:
        let_wait(comment, judgement.state, judgement.reason)


def keep_verdicts(comment: Comment, judgement: Judgement) -> None:
    """For moderators, in the transaction that lets the words stand, with the version that they are about."""
    now = clock.now()
    db.session.add_all(
        KeptVerdict(
            comment_id=comment.id,
            version=comment.version,
            revision=comment.revision,
            rule=verdict.rule,
            ruling=verdict.ruling,
            reason=verdict.for_moderators[:200],
            matched=list(verdict.matched),
            created_at=now,
        )
        for verdict in judgement.verdicts
    )


def _looked_up(words: Words, article: Article, by: Account, first_waits: bool) -> tuple[Mapping[str, Terms], Facts]:
    """The rules and what they need; asked again only when the rules were changed meanwhile."""
    book, but = book_at_hand(), words.instead_of.id if words.instead_of else None
    terms = book.terms(article.section_name)
    facts = ask(needs(words.body, article, by, first_waits, terms), article, by, but)
    if facts.stamp == book.stamp:
        return terms, facts
    terms = book_read_again().terms(article.section_name)
    return terms, ask(needs(words.body, article, by, first_waits, terms), article, by, but)


def _submission(
    words: Words,
    article: Article,
    by: Account,
    facts: Facts,
    stances: tuple[Hold, Hold, Hold],
    terms: Mapping[str, Terms],
) -> Submission:
    now, (site, section, place) = clock.now(), stances
    there = Place(
        closed=closed_sentence(article, now) if is_closed(article, now) else "",
        site_holds=site,
        section_holds=section,
        article_holds=place,
        seconds_left=0 if words.instead_of else _seconds_left(article, by, facts),
    )
    shared = shared_hosts(hosts_of(words.html), by, terms["shared-host"], now)
    return submitted(words, by, facts, there, shared, now)


def submitted(
    words: Words, by: Account, facts: Facts, place: Place, shared: tuple[str, ...], now: datetime
) -> Submission:
    """What checks are shown of words that are said at `now`: facts are looked up before, here or of another day."""
    former, hosts = words.instead_of, hosts_of(words.html)
    links = links_of(former.body_html) if former else ()
    return Submission(
        body=words.body,
        now=now,
        author=_author(by, facts),
        place=place,
        hosts=hosts,
        new_links=tuple(link for link in links_of(words.html) if link not in links) if former else (),
        shared_hosts=shared,
        was_approved=former is not None and former.state == State.APPROVED,
        seconds_to_write=words.seconds_to_write,
        lure_taken=words.lure_taken,
    )


def _author(by: Account, facts: Facts) -> Author:
    known = Author() if facts.published is None else Author(published=facts.published)
    return Author(
        by_staff=by.is_staff,
        email=by.email,
        since=by.created_at,
        trusted=by.trusted_at is not None,
        held=by.held_at is not None,
        muted_until=by.muted_until,
        banned=by.banned_at is not None,
        published=known.published,
        rejections=facts.rejections,
        said_lately=facts.said,
    )


def _seconds_left(article: Article, by: Account, facts: Facts) -> int:
    if by.is_staff or not article.slow_seconds or facts.last_here is None:
        return 0
    return article.slow_seconds - int((clock.now() - facts.last_here).total_seconds())
