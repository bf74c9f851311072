"""What staff did is written into one log, and who reads it there."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.moderation.decisions import decide
from forum.moderation.forms import DecisionForm
from forum.moderation.log import Happened, log, page_of_log
from forum.moderation.models import Verb
from forum.moderation.records import LogEntry
from tests.at_once import at_once, request
from tests.factories import decided, say
from tests.moderation.logged import some_of_everything, verify
from tests.privacy.leaving import leave
from tests.visiting import Visitor


def test_s58_what_staff_did_is_logged_with_before_and_after_reason_and_revision(
    ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    some_of_everything(ada, sam, eve, article)
    entries, _ = page_of_log()
    assert [entry.kind for entry, _ in entries] == ["role", "badge", "warn", "remove", "remove", "remove"]
    assert [(words.words["before"], words.words["after"]) for _, words in entries[:1] if words] == [
        ("reader", "moderator")
    ]
    entry, words = entries[-1]
    assert words is not None
    assert (entry.actor_id, entry.person_id, words.words["reason"], words.words["revision"]) == (
        *(sam.id, ada.id, "spam"),
        1,
    )
    assert (words.words["before"]["state"], words.words["after"]["state"]) == ("live", "removed")
    assert verify() == 6


def test_s58_of_eight_who_write_at_once_there_is_one_chain(
    app: Flask, ada: Account, sam: Account, article: Article
) -> None:
    comments = [say(ada, article, f"Number {n}.").id for n in range(40)]
    staff = sam.id

    def write(mine: list[int]) -> None:
        for comment_id in mine:
            request(app, partial(_log_one, comment_id, staff))

    at_once(app, [partial(write, comments[n::8]) for n in range(8)])
    assert db.session.scalar(select(func.count()).select_from(LogEntry)) == 40
    assert verify() == 40


def _log_one(comment_id: int, by_id: int) -> None:
    log(Happened("remove", by_id, comment_id=comment_id))


def test_the_page_is_for_staff_and_is_filtered(
    ada: Account, sam: Account, eve: Account, article: Article, client: Visitor
) -> None:
    some_of_everything(ada, sam, eve, article)
    client.sign_in(ada)
    assert client.get("/moderation/log").status_code == 403
    client.sign_in(sam)
    assert client.get("/moderation/log").text.count("· entry ") == 6
    assert client.get("/moderation/log?actor=eve").text.count("· entry ") == 2
    assert client.get("/moderation/log?person=@ada&kind=remove").text.count("· entry ") == 3
    assert client.get("/moderation/log?before=3").text.count("· entry ") == 2
    assert client.get("/moderation/log?before=x").status_code == 400
    missed = client.get("/moderation/log?person=nobody")
    assert missed.status_code == 400 and "Nobody here goes by that name." in missed.text and "nobody" in missed.text


def test_the_page_says_that_somebody_was_erased_and_nothing_of_what_was_said_about_them(
    ada: Account, sam: Account, eve: Account, article: Article, client: Visitor
) -> None:
    some_of_everything(ada, sam, eve, article)
    leave(ada)
    client.sign_in(sam)
    page = client.get("/moderation/log").text
    assert "<bdi>Deleted member</bdi></strong> erased what was said of <bdi>Deleted member</bdi>" in page
    assert page.count("Its words were erased with the person.") == 5
    assert "nothing</bdi> → <bdi>nothing" not in page and "Be kind" not in page


def test_no_line_is_written_for_who_was_overtaken(ada: Account, sam: Account, eve: Account, article: Article) -> None:
    comment = say(ada, article)
    seen = comment.version
    decided(comment, Verb.REMOVE, sam, reason="spam")
    with pytest.raises(Exception, match=r"Sam removed this \d s ago \(spam\)\."):
        decide(comment, DecisionForm(Verb.APPROVE, None, seen), eve)
    assert verify() == 1
