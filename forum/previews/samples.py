"""Words for every mail that the site sends, so that its owners see each before anybody gets it.

A new purpose gets its line in the table at the end, and a function with one entry for each way that its mail can read.
"""

from collections.abc import Callable, Mapping

from forum.previews.cast import (
    AN_ID,
    ARABIC_NAME,
    ARABIC_TITLE,
    ARABIC_WORDS,
    LONG_NAME,
    LONG_WORDS,
    MESSAGE,
    SHORT_WORDS,
    TITLE,
)
from forum.previews.word import AT, Samples, digest, notice, waiting
from forum.web.site import absolute


def test() -> Samples:
    return {"As it is": {}}


def sign_in() -> Samples:
    words = {"link": absolute(f"/sign-in/link/{AN_ID}"), "code": "482913", "minutes": 10}
    return {
        "To a member": {**words, "name": LONG_NAME, "is_new": False},
        "To somebody new": {**words, "name": ARABIC_NAME, "is_new": True},
        "To somebody new without a name": {**words, "name": "", "is_new": True},
    }


def address() -> Samples:
    link = absolute(f"/me/address/link/{AN_ID}")
    return {
        "A new address": {"is_taken": False, "link": link, "code": "482913", "minutes": 10, "name": LONG_NAME},
        "An address that has an account": {"is_taken": True, "sign_in": absolute("/sign-in")},
    }


def change() -> Samples:
    places = {"sign_in": absolute("/sign-in"), "sessions": absolute("/me/sessions")}
    return {"A new password": {"what": "Your password was changed", "at": AT, "name": ARABIC_NAME, **places}}


def words() -> Samples:
    told = {"link": absolute(f"/words/link/{AN_ID}"), "code": "482913", "minutes": 10}
    return {
        "A long comment": {**told, "name": LONG_NAME, "title": TITLE, "said": LONG_WORDS},
        "From right to left": {**told, "name": ARABIC_NAME, "title": ARABIC_TITLE, "said": ARABIC_WORDS},
    }


def notice_receipt() -> Samples:
    told = {"number": AN_ID, "at": AT, "address": absolute(f"/c/{AN_ID}")}
    return {
        "A long notice": {**told, "name": LONG_NAME, "explanation": LONG_WORDS},
        "From right to left": {**told, "name": ARABIC_NAME, "explanation": ARABIC_WORDS},
    }


def threat() -> Samples:
    return {"As it is": {"name": LONG_NAME, "at": AT, "queue": absolute("/moderation/queue?tab=reported")}}


def report_outcome() -> Samples:
    told = {"name": LONG_NAME, "number": AN_ID, "at": AT, "address": absolute(f"/c/{AN_ID}"), "is_there": True}
    report = {**told, "is_notice": False, "cause": "Personal attack", "title": TITLE}
    notice = {**told, "is_notice": True, "cause": "", "title": "", "name": ARABIC_NAME}
    return {
        "A report, agreed": {**report, "outcome": "upheld"},
        "A report, declined": {**report, "outcome": "declined", "title": ARABIC_TITLE},
        "A notice, declined": {**notice, "outcome": "declined"},
        "A notice, without an object": {**notice, "outcome": "gone"},
    }


def statement() -> Samples:
    def told(on: str, said: str) -> Mapping[str, str]:
        link = absolute(f"/statements/link/{AN_ID}")
        return {"what": "Your comment was removed", "why": "personal attack", "on": on, "words": said, "link": link}

    one = {
        "name": LONG_NAME,
        "subject": "Your comment was removed",
        "until": "",
        "scope": "Nobody but you and the moderators can read it.",
        "found": "Somebody reported it.",
        "automation": "A person decided this; no program did.",
        "message": MESSAGE,
        "each": [told(TITLE, SHORT_WORDS)],
        "left": 0,
        "appeal_until": "3 June 2027",
        "mine": absolute("/me/comments"),
        "can_sign_in": True,
    }
    many = [told(TITLE, SHORT_WORDS), told(ARABIC_TITLE, ARABIC_WORDS)] * 10
    muted = {**one, "subject": "You cannot comment for now", "until": AT, "found": "", "each": [told("", "")]}
    all_of_them = {"subject": "200 of your comments were removed", "each": many, "left": 180, "name": ARABIC_NAME}
    return {"One comment": one, "A person": muted, "Many comments": {**one, **all_of_them}}


def lifted() -> Samples:
    each = [{"on": TITLE, "words": SHORT_WORDS}, {"on": ARABIC_TITLE, "words": ARABIC_WORDS}]
    return {"Some comments": {"name": LONG_NAME, "subject": "22 of your comments are back", "each": each, "left": 20}}


def appeal() -> Samples:
    told = {
        "name": LONG_NAME,
        "what": "Your comment was removed",
        "on": TITLE,
        "lifted": "Your comment is back",
        "link": absolute(f"/statements/link/{AN_ID}"),
    }
    return {
        "It succeeded": {**told, "subject": "Your appeal succeeded", "outcome": "upheld", "answer": ""},
        "It was declined": {**told, "subject": "Your appeal was declined", "outcome": "declined", "answer": MESSAGE},
        "It is settled": {**told, "subject": "Your appeal is settled", "outcome": "moot", "answer": "", "on": ""},
    }


def erasure() -> Samples:
    told = {"name": LONG_NAME, "at": AT, "page": absolute("/me/data")}
    return {"With all words": {**told, "with_words": True}, "Without a name": {**told, "with_words": False}}


def hold() -> Samples:
    told = {"name": ARABIC_NAME, "page": absolute("/me/data")}
    return {
        "Held": {**told, "reason": "A court has asked for it.", "leaving": False},
        "Released": {**told, "reason": "", "leaving": True},
    }


SAMPLES: Mapping[str, Callable[[], Samples]] = {
    "test": test,
    "sign_in": sign_in,
    "address": address,
    "change": change,
    "words": words,
    "notice_receipt": notice_receipt,
    "report_outcome": report_outcome,
    "threat": threat,
    "statement": statement,
    "lifted": lifted,
    "appeal": appeal,
    "erasure": erasure,
    "hold": hold,
    "notice": notice,
    "digest": digest,
    "waiting": waiting,
}
