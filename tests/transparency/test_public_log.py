"""The public log: what it tells, to whom, and all that it never tells."""

import re
from collections.abc import Callable
from xml.etree import ElementTree as Xml

import pytest
from sqlalchemy import select

from forum import clock, ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import PublicLog
from forum.db import db
from forum.discussion.models import Comment
from forum.discussion.reports import Cause
from forum.moderation.decisions import decide
from forum.moderation.forms import DecisionForm
from forum.moderation.models import Kind, Verb
from forum.moderation.sanction_form import SanctionForm
from forum.moderation.sanctions import impose
from forum.moderation.undoing import reverse, undo
from forum.redress.answering import answer_appeal
from forum.redress.appealing import appeal
from forum.redress.finding import case_of
from forum.redress.forms import AnswerForm
from forum.reporting.forms import ReportForm
from forum.reporting.raising import report_comment
from forum.statements.models import AppealOutcome, Statement
from forum.transparency.listing import PAGE, page_of_done
from forum.transparency.words import DONE
from forum.web.seals import seal_alike
from tests.factories import decided, person, say
from tests.visiting import Visitor

Visit = Callable[..., Visitor]
LOG, PUBLIC, FEED = "/moderation/log", "/moderation/log/public", "/moderation/log.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
SPAM = ("spam", "spam")


@pytest.fixture
def is_public(settings_are: Callable[..., None]) -> None:
    settings_are(public_log=PublicLog.ON)


def because(comment: Comment, verb: Verb, by: Account, more: str = "") -> None:
    """Decided with a shared reason."""
    line, name = SPAM
    decide(comment, DecisionForm(verb, line, comment.version, reason_name=name, more=more), by)
    db.session.flush()


def everything(ada: Account, ben: Account, sam: Account, eve: Account, article: Article) -> None:
    """Whose words, who reported, notes of staff: each has a word of its own."""
    comment = say(ada, article, "Quagga words.")
    report_comment(comment, ReportForm(Cause.SPAM, "Dodo note.", False), ben, "network")
    because(comment, Verb.REMOVE, sam, "Thylacine aside.")
    impose(ada, SanctionForm(Kind.MUTE, "Moa reason.", 3), sam)
    statement = db.session.scalars(select(Statement).where(Statement.comment_id == comment.id)).one()
    row = appeal(case_of(statement.id), "Auk appeal.")
    answer_appeal(row.id, AnswerForm(AppealOutcome.UPHELD, "Huia answer."), eve)


def test_off_it_is_as_it_was(ada: Account, sam: Account, visitor: Visit) -> None:
    assert [visitor(who).get(LOG).status_code for who in (None, ada, sam)] == [303, 403, 200]
    for path in (PUBLIC, FEED):
        assert [visitor(who).get(path).status_code for who in (None, ada, sam)] == [404] * 3
    assert "What moderators did" not in visitor(None).get("/").text


def test_it_tells_what_when_why_and_how_found_and_leads_to_the_article(
    ada: Account, ben: Account, sam: Account, eve: Account, article: Article, visitor: Visit, is_public: None
) -> None:
    everything(ada, ben, sam, eve, article)
    shown, before = page_of_done(None, with_names=False)
    assert [(one.what, one.ground, one.found, one.slug) for one in shown] == [
        ("Brought back on appeal", None, None, "the-bridge"),
        ("A person was muted for a while", None, None, None),
        ("Removed", "spam", "A reader reported it", "the-bridge"),
    ]
    assert before is None
    assert {one.day for one in shown} == {clock.now().date()}
    assert 'href="/articles/the-bridge"' in visitor(None).get(LOG).text
    assert "/moderation/log" in visitor(None).get("/").text


@pytest.mark.parametrize("names", [False, True])
def test_nobody_is_named_and_nothing_that_anybody_typed_is_told(
    ada: Account,
    ben: Account,
    sam: Account,
    eve: Account,
    article: Article,
    visitor: Visit,
    settings_are: Callable[..., None],
    names: bool,
) -> None:
    settings_are(public_log=PublicLog.NAMES if names else PublicLog.ON)
    decided(say(ada, article, "Quagga again."), Verb.REMOVE, sam, "Solitaire line")
    everything(ada, ben, sam, eve, article)
    typed = ("Quagga", "Dodo", "Thylacine", "Moa", "Auk", "Huia", "Solitaire")
    for page in (visitor(None).get(LOG), visitor(ben).get(LOG), visitor(sam).get(PUBLIC), visitor(None).get(FEED)):
        seen = page.text.split("<main", 1)[-1]  # the masthead names who looks
        assert page.status_code == 200
        assert [word for word in (*typed, "Ada", "ada", "Ben") if re.search(rf"\b{word}\b", seen)] == []
        assert ("Sam" in seen, "Eve" in seen) == (names, names)


def test_staff_keep_their_own_log(
    ada: Account, sam: Account, article: Article, visitor: Visit, is_public: None
) -> None:
    because(say(ada, article), Verb.REMOVE, sam)
    assert "removed a comment by" in visitor(sam).get(LOG).text
    assert "removed a comment by" not in visitor(ada).get(LOG).text


def test_what_was_undone_at_once_is_not_in_it(ada: Account, sam: Account, article: Article) -> None:
    undo(decided(say(ada, article), Verb.REMOVE, sam).id, sam)
    assert page_of_done(None, with_names=False) == ([], None)


def test_what_is_shown_again_in_spite_of_a_slip_is_in_it(ada: Account, sam: Account, article: Article) -> None:
    hiding = decided(say(ada, article), Verb.SPOILER, sam)
    restored = undo(reverse(hiding.id, sam)[0].decision_id or 0, sam)[0].decision_id
    assert [one.what for one in page_of_done(None, with_names=False)[0]] == [DONE[Verb.SPOILER]]
    reverse(restored or 0, sam)
    assert [one.what for one in page_of_done(None, with_names=False)[0]] == ["Brought back", DONE[Verb.SPOILER]]


def test_words_of_who_has_left_are_told_of_by_the_decision_alone(ada: Account, sam: Account, article: Article) -> None:
    comment = say(ada, article)
    ada.erased_at = clock.now()
    db.session.flush()
    because(comment, Verb.REMOVE, sam)
    shown, _ = page_of_done(None, with_names=False)
    assert [(one.what, one.ground, one.found) for one in shown] == [("Removed", "spam", None)]


def test_pages_follow_each_other_and_leave_nothing_out(
    ada: Account, sam: Account, article: Article, visitor: Visit, is_public: None
) -> None:
    for number in range(PAGE):
        because(say(person(f"loud-{number}"), article), Verb.REMOVE, sam)
        if number % 5 == 0:
            impose(person(f"rude-{number}"), SanctionForm(Kind.WARN, "Be kind."), sam)
    first, before = page_of_done(None, with_names=False)
    second, end = page_of_done(before, with_names=False)
    assert (len(first), len(second), end) == (PAGE, 10, None)
    numbers = [one.id for one in (*first, *second)]
    assert numbers == sorted(set(numbers), reverse=True)
    page = visitor(None).get(LOG)
    assert f'href="{LOG}?before={before}"' in page.text
    assert visitor(None).get(f"{LOG}?before={before}").status_code == 200
    shared = [visitor(None).get(LOG).text for _ in range(2)]
    assert shared[0] == shared[1] and not [one.id for one in first if ids.to_text(one.id) in shared[0]]
    beginning = seal_alike("place in the public log", ids.to_text(0))
    assert visitor(None).get(f"{LOG}?before={beginning}").text.count("Nothing before that.") == 1
    for place in ("nonsense", ids.to_text(first[-1].id), "é", "A" * 9_000):
        assert visitor(None).get(LOG, query_string={"before": place}).status_code == 400


def test_the_feed_is_an_atom_feed_of_the_same(
    ada: Account, ben: Account, sam: Account, eve: Account, article: Article, visitor: Visit, is_public: None
) -> None:
    article.title = "A \x0b<b>title</b> & more 👩‍👩‍👧"
    everything(ada, ben, sam, eve, article)
    answer = visitor(None).get(FEED)
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    feed = Xml.fromstring(answer.data)
    entries = feed.findall(f"{ATOM}entry")
    for part in (feed, *entries):  # RFC 4287, 4.1.1 and 4.1.2
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 3
    assert [link.get("rel") for link in feed.findall(f"{ATOM}link")] == ["self", None]
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    last = entries[-1]
    assert last.findtext(f"{ATOM}title") == "Removed: A <b>title</b> & more 👩‍👩‍👧"
    assert "Ground: spam. A reader reported it." in (last.findtext(f"{ATOM}summary") or "")
    assert last.find(f"{ATOM}link").get("href") == "http://localhost:8000/articles/the-bridge"  # type: ignore[union-attr]
    assert str(last.findtext(f"{ATOM}updated")).endswith("T00:00:00Z")


def test_the_feed_does_not_say_by_a_number_when_exactly_it_was_done(
    ada: Account, sam: Account, article: Article, visitor: Visit, is_public: None
) -> None:
    decision = decided(say(ada, article), Verb.REMOVE, sam)
    feed = Xml.fromstring(visitor(None).get(FEED).data)
    (name,) = (each.findtext(f"{ATOM}id") for each in feed.iter(f"{ATOM}entry"))
    assert name and ids.to_text(decision.id) not in name


def test_a_feed_of_nothing_is_one_too(visitor: Visit, is_public: None) -> None:
    feed = Xml.fromstring(visitor(None).get(FEED).data)
    assert feed.findtext(f"{ATOM}updated") == "2020-01-01T00:00:00Z"
    assert "Nothing yet." in visitor(None).get(LOG).text
