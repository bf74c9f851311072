"""Where no discussion is found, the live check says why, and what to do about it."""

import pytest

from forum.fetching.door import Door
from forum.origins.checking import CUT_OFF, check, fetch_page
from forum.origins.finding import NO_SCRIPT, NOTHING, TAKEN_OUT
from forum.origins.policy import BY_NONCE
from tests.factories import an_article
from tests.fetching.elsewhere import Elsewhere, Manner, answers
from tests.origins.conftest import BLOG, ELEMENT, LINK, SCRIPT, WHOLE, ListSite, Looked, page
from tests.visiting import ADDRESS


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ("<p>Words.</p>", NOTHING),
        (SCRIPT, TAKEN_OUT),
        (LINK, TAKEN_OUT),
        (ELEMENT, NO_SCRIPT),
        (
            WHOLE.replace(ADDRESS, "https://old.example"),
            f"It asks https://old.example for the comments, but this site is {ADDRESS}. Copy the text again.",
        ),
        ('<script src="https://social.example/embed.js"></script><p>', NOTHING),
        (
            SCRIPT + ELEMENT.replace("season-2", "k" * 201),
            "The article's key must be a text of at most 200 characters.",
        ),
    ],
)
def test_what_is_missing_is_said(looked: Looked, html: str, sentence: str) -> None:
    found = looked(page(html))
    assert found.carrier == "" and found.sentences[0] == sentence


def test_a_policy_that_keeps_it_out_is_said_with_what_it_has_to_say(looked: Looked) -> None:
    found = looked(page(WHOLE, Content_Security_Policy="default-src 'self'"))
    assert [sentence.rpartition("to say: ")[2] for sentence in found.sentences] == [
        f"script-src 'self' {ADDRESS}",
        f"connect-src 'self' {ADDRESS}",
    ]
    by_nonce = looked(page(WHOLE, Content_Security_Policy="script-src 'nonce-a' 'strict-dynamic'"))
    assert by_nonce.sentences == [BY_NONCE]
    assert looked(page(f"<meta http-equiv=Content-Security-Policy content='script-src *'>{WHOLE}")).carrier


def test_a_canonical_address_on_no_listed_site_is_said(looked: Looked, list_site: ListSite) -> None:
    html = f'<link rel=canonical href="{BLOG}/s2">{WHOLE}'
    assert f"its address is {BLOG}/s2, which is on no listed site" in looked(page(html)).sentences[0]
    list_site()
    assert looked(page(html)).carrier


def test_a_site_that_opens_none_has_to_have_its_articles_added(list_site: ListSite, there: Elsewhere) -> None:
    origin = f"http://127.0.0.1:{there.port}"
    list_site(origin, opens_articles=False)
    there.manners = [page(WHOLE), page(WHOLE)]
    door = Door(site_is_on_loopback=True)
    (sentence,) = check(fetch_page(origin, f"{origin}/s2", door), origin, ADDRESS).sentences
    assert sentence.startswith("Nobody has added this article")
    an_article(key="season-2")
    assert check(fetch_page(origin, f"{origin}/s2", door), origin, ADDRESS).carrier


@pytest.mark.parametrize(
    ("manner", "says"),
    [
        (page("", 404), "It answers 404: there is no such page."),
        (page("", 403), "It answers 403: it lets in only"),
        (page("", 500), "It answers 500, which is no page."),
        (page(WHOLE, kind="application/pdf"), "It is no HTML, but application/pdf."),
        (answers(200, WHOLE.encode()), "It is no HTML, but something without a type."),
        (page(WHOLE, Content_Encoding="gzip"), "It comes packed"),
        (answers(302, Location="https://evil.example/"), "It leads on to another site: https://evil.example/."),
        (answers(302, Location="//evil.example/"), "It leads on to another site: http://evil.example/."),
        (answers(301), "It leads on to no address."),
        (answers(301, Location="https://[broken/"), "It leads on to no address."),
    ],
)
def test_a_page_that_cannot_be_read_says_why(looked: Looked, manner: Manner, says: str) -> None:
    found = looked(manner)
    assert found.carrier == "" and found.sentences[0].startswith(says)


def test_who_does_not_answer_is_said_so(looked: Looked, there: Elsewhere) -> None:
    assert looked(lambda handler: there.drip(handler, b"H")).sentences == ["It did not answer within 0.5 seconds."]


def test_only_a_part_was_read_is_said_where_nothing_was_found(looked: Looked) -> None:
    assert looked(page("<p>" + "x" * 1_000_000 + WHOLE)).sentences == [NOTHING, CUT_OFF]
