"""Words for the mails that tell people and staff what happened."""

from collections.abc import Mapping
from typing import Any

from forum.notifications.kinds import KINDS
from forum.notifications.models import Kind
from forum.previews.cast import (
    AN_ID,
    ARABIC_NAME,
    ARABIC_TITLE,
    ARABIC_WORDS,
    LONG_NAME,
    LONG_WORDS,
    SHORT_WORDS,
    TITLE,
)
from forum.web.site import absolute

# By what is special about it, the words of a mail as the function of its purpose would make them.
Samples = Mapping[str, Mapping[str, Any]]
AT = "3 December 2026, 18:15 UTC"


def notice() -> Samples:
    there = absolute(f"/c/{AN_ID}")
    reply = {
        "title": TITLE,
        "who": LONG_NAME,
        "did": "answered you",
        "said": LONG_WORDS,
        "quoted": SHORT_WORDS,
        "quoted_of": "you",
        "is_own": False,
        "context": f"{there}#c{AN_ID}",
        "reply": f"{there}/reply#compose",
        "reasons": f"{KINDS[Kind.REPLY].why} and {KINDS[Kind.ARTICLE].why}",
        "why": absolute(f"/notifications/{AN_ID}/why"),
        "mute_thread": absolute(f"/mail/stop/{AN_ID}1"),
        "stop_kind": absolute(f"/mail/stop/{AN_ID}2"),
        "kind": KINDS[Kind.REPLY].title,
        "choices": absolute("/me/notifications"),
    }
    named = {
        "headline": f"{ARABIC_NAME} named you",
        "said": ARABIC_WORDS,
        "title": ARABIC_TITLE,
        "quoted_of": LONG_NAME,
    }
    picked = {
        "who": "",
        "did": "An editor picked your comment",
        "said": SHORT_WORDS,
        "quoted": "",
        "is_own": True,
        "reasons": KINDS[Kind.PICKED].why,
        "kind": KINDS[Kind.PICKED].title,
    }
    return {"A long answer": reply, "From right to left": {**reply, **named}, "A pick": {**reply, **picked}}


def digest() -> Samples:
    def one(who: str, words: str) -> Mapping[str, str]:
        return {"who": who, "did": "answered you", "words": words, "link": absolute(f"/c/{AN_ID}#c{AN_ID}")}

    articles = [
        {"title": TITLE, "said": [one(LONG_NAME, SHORT_WORDS)] * 10},
        {"title": ARABIC_TITLE, "said": [one(ARABIC_NAME, ARABIC_WORDS)] * 10},
    ]
    places = {"inbox": absolute("/notifications"), "choices": absolute("/me/notifications")}
    return {
        "A full one": {
            "count": 120,
            "articles": articles,
            "more": 100,
            "stop": absolute(f"/mail/stop/{AN_ID}"),
            **places,
        }
    }


def waiting() -> Samples:
    links = [
        {"label": label, "address": absolute(f"/moderation/by-mail/{AN_ID}{number}")}
        for number, label in enumerate(("Publish it", "Reject it"))
    ]
    held = {
        "author": LONG_NAME,
        "article": TITLE,
        "why": "It waits: First comments wait for a moderator.",
        "escalated": False,
        "hidden": False,
        "words": LONG_WORDS[:600],
        "cut": 4_400,
        "page": absolute(f"/moderation/queue?at={AN_ID}"),
        "links": links,
    }
    reported = {**held, "author": ARABIC_NAME, "article": ARABIC_TITLE, "words": ARABIC_WORDS, "cut": 0}
    reported |= {"why": "It was reported: Personal attack × 3.", "escalated": True, "hidden": True}
    whole = {
        "name": LONG_NAME,
        "each": [held, reported],
        "more": 12,
        "queue": absolute("/moderation/queue"),
        "by_mail": True,
        "until": AT,
        "stop": absolute(f"/mail/stop/{AN_ID}3"),
        "stop_reports": absolute(f"/mail/stop/{AN_ID}4"),
    }
    by_queue = {**whole, "by_mail": False, "more": 0, "each": [{**held, "links": []}]}
    return {"With its buttons": whole, "By the queue alone": by_queue}
