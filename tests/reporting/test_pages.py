"""The pages on which readers report, what the mails say, and that nobody learns who reported."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from sqlalchemy import select

from forum import ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.discussion.reports import LegalNotice, Report
from forum.mail.letter import render
from forum.mail.models import Mail
from forum.mail.purposes import NotNeeded
from forum.moderation.models import Verb
from forum.moderation.undoing import reverse
from forum.reporting.mails import PURPOSES
from forum.web.site import settings
from tests.factories import decided, say
from tests.security.pages import hidden_fields
from tests.visiting import Visitor

CANARY = "zzq-canary"
NOTICE = {
    "explanation": f"It is a libel. {CANARY}",
    "name": f"Nora {CANARY}",
    "email": f"nora-{CANARY}@example.org",
    "good_faith": "1",
}


@pytest.fixture
def comment(ada: Account, article: Article) -> Comment:
    return say(ada, article, "You are a fool.")


def at(comment: Comment, page: str) -> str:
    return f"/c/{ids.to_text(comment.id)}/{page}"


def key_on(page: str) -> str:
    return page.partition('name="receipt" value="')[2].partition('"')[0]


def letters() -> list[str]:
    """What was written to who reported and to admins, as it would be read now."""
    db.session.commit()
    found = []
    for row in db.session.scalars(select(Mail).where(Mail.purpose.in_(PURPOSES)).order_by(Mail.id)):
        words = PURPOSES[row.purpose](row.payload)
        if not isinstance(words, NotNeeded):
            letter = render(row, words, settings())
            found.append(f"{row.recipient}\n{letter.subject}\n{letter.text}")
    return found


def test_a_reader_reports_and_is_thanked_and_takes_it_back(
    visitor: Callable[..., Visitor], comment: Comment, ben: Account
) -> None:
    reader = visitor(ben)
    assert "What is wrong with it?" in reader.get(at(comment, "report")).get_data(as_text=True)
    assert reader.post(at(comment, "report"), cause="attack", note="Rude.").location == at(comment, "report#reported")
    page = reader.get(at(comment, "report")).get_data(as_text=True)
    assert "A moderator will look at it." in page and "What is wrong with it?" not in page
    assert reader.post(at(comment, "report/withdraw")).status_code == 303
    assert "What is wrong with it?" in reader.get(at(comment, "report")).get_data(as_text=True)
    assert db.session.scalars(select(Report)).all() == []


def test_who_is_signed_out_is_thanked_and_takes_it_back_where_their_report_led_them(
    visitor: Callable[..., Visitor], comment: Comment
) -> None:
    reader = visitor(None)
    thanks = reader.post(at(comment, "report"), cause="attack", note="Rude.").location
    page = reader.get(thanks)
    assert "A moderator will look at it." in page.text and "It attacks somebody" in page.text
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert reader.post(at(comment, "report/withdraw"), receipt=key_on(page.text)).status_code == 303
    assert db.session.scalars(select(Report)).all() == []


def test_an_author_signed_out_behind_the_same_router_learns_of_no_report(
    visitor: Callable[..., Visitor], comment: Comment, ada: Account, sam: Account
) -> None:
    visitor(None).post(at(comment, "report"), cause="attack", note="Rude.")
    author = visitor(None)
    assert "You said" not in author.get(at(comment, "report")).text
    author.post(at(comment, "report/withdraw"))
    thanks = author.post(at(comment, "report"), cause="spam").location
    page = author.get(thanks).text
    assert "A moderator will look at it." in page and "You said: It is advertising or spam" in page
    assert author.post(at(comment, "report/withdraw"), receipt=key_on(page)).status_code == 303
    assert [report.cause for report in db.session.scalars(select(Report))] == ["attack"]
    db.session.refresh(comment)
    decided(comment, Verb.APPROVE, by=sam)
    assert author.get(thanks).text == page


def test_the_key_to_a_report_opens_that_of_no_other_comment(
    visitor: Callable[..., Visitor], comment: Comment, ada: Account
) -> None:
    other, reader = say(ada, comment.article, "And you too."), visitor(None)
    thanks = reader.post(at(comment, "report"), cause="attack").location
    for key in (key_on(reader.get(thanks).text), "nonsense", "x" * 9_000):
        assert "You said" not in reader.get(at(other, "report"), query_string={"receipt": key}).text
        assert reader.post(at(other, "report/withdraw"), receipt=key).status_code == 303
    assert len(db.session.scalars(select(Report)).all()) == 1


def test_a_mistake_keeps_what_was_typed(visitor: Callable[..., Visitor], comment: Comment, ben: Account) -> None:
    refused = visitor(ben).post(at(comment, "report"), note=f"Look: {CANARY}")
    assert refused.status_code == 400 and CANARY in refused.get_data(as_text=True)
    refused = visitor(None).post(at(comment, "notice"), **{**NOTICE, "good_faith": ""})
    page = refused.get_data(as_text=True)
    assert refused.status_code == 400 and all(value in page for value in list(NOTICE.values())[:3])


@pytest.mark.usefixtures("mailing")
def test_a_notice_without_an_account_has_a_receipt_and_a_decision(
    visitor: Callable[..., Visitor], comment: Comment, sam: Account
) -> None:
    reader = visitor(None)
    page = reader.get(reader.post(at(comment, "notice"), **NOTICE).location).get_data(as_text=True)
    number = ids.to_text(db.session.scalars(select(LegalNotice.report_id)).one())
    assert number in page and "has arrived" in page
    decided(comment, Verb.REMOVE, by=sam)
    receipt, outcome = letters()
    assert receipt.startswith(NOTICE["email"]) and number in receipt and NOTICE["explanation"] in receipt
    assert "agreed" in outcome and "A person decided this" in outcome and "court" in outcome


@pytest.mark.usefixtures("mailing")
def test_the_receipt_can_be_opened_again_which_sends_nothing_and_tells_nothing_of_who_sent_it(
    visitor: Callable[..., Visitor], comment: Comment, sam: Account, eve: Account
) -> None:
    sent = visitor(None).post(at(comment, "notice"), **NOTICE, life="1")
    assert sent.status_code == 303
    for _ in range(2):
        page = visitor(None).get(sent.location)
        assert "before anything else that waits" in page.text and CANARY not in page.text
        assert page.headers["Referrer-Policy"] == "strict-origin"
    assert len([letter for letter in letters() if letter.startswith(eve.email)]) == 1
    db.session.refresh(comment)
    decided(comment, Verb.REMOVE, by=sam)
    assert "A moderator has read it and decided" in visitor(None).get(sent.location).text
    for key in ("nonsense", "x" * 9_000):
        assert visitor(None).get(f"/notice/received/{key}").status_code == 404


@pytest.mark.usefixtures("mailing")
def test_a_threat_to_life_is_told_to_every_admin_until_somebody_has_decided(
    visitor: Callable[..., Visitor], comment: Comment, sam: Account, eve: Account
) -> None:
    visitor(None).post(at(comment, "notice"), **NOTICE, life="1")
    told = [letter for letter in letters() if letter.startswith(eve.email)]
    assert len(told) == 1 and "police" in told[0] and ids.to_text(comment.id) in told[0] and CANARY not in told[0]
    db.session.refresh(comment)
    decided(comment, Verb.REMOVE, by=sam)
    assert [letter for letter in letters() if letter.startswith(eve.email)] == []


@pytest.mark.usefixtures("mailing")
def test_a_reader_is_told_the_outcome_if_they_wish(
    visitor: Callable[..., Visitor], comment: Comment, ben: Account, sam: Account
) -> None:
    visitor(ben).post(at(comment, "report"), cause="attack", tell="1")
    db.session.refresh(comment)
    decided(comment, Verb.APPROVE, by=sam)
    (told,) = letters()
    assert told.startswith(ben.email) and "it stays" in told and "The bridge" in told


def test_the_address_of_a_comment_leads_to_the_notice(client: Visitor, comment: Comment) -> None:
    name = ids.to_text(comment.id)
    addresses = (f"http://localhost:8000/c/{name}", f"http://localhost:8000/articles/the-bridge?show={name}#c{name}")
    for address in addresses:
        answer = client.get("/notice", query_string={"address": address})
        assert answer.location == at(comment, "notice")
    wrong = client.get("/notice", query_string={"address": "http://x/articles/the-bridge"})
    assert wrong.status_code == 400 and "Share" in wrong.get_data(as_text=True)


def test_nobody_but_moderators_finds_who_reported_or_that_somebody_did(
    visitor: Callable[..., Visitor], comment: Comment, ada: Account, ben: Account, sam: Account
) -> None:
    ben.display_name, ben.handle, ben.handle_key = f"Ben {CANARY}", CANARY, CANARY
    visitor(ben).post(at(comment, "report"), cause="attack", note=CANARY)
    visitor(None).post(at(comment, "notice"), **NOTICE)
    name = ids.to_text(comment.id)
    pages = [f"/c/{name}", "/articles/the-bridge", f"/people/{ada.handle}", "/me/data/export.json", f"/c/{name}/edit"]
    pages += ["/me", f"/articles/the-bridge/live?since={name}", "/"]
    for reader in (visitor(ada), visitor(None)):
        for page in pages:
            assert CANARY not in reader.get(page).get_data(as_text=True), page
    moderators = visitor(sam).get("/moderation/queue?tab=reported").get_data(as_text=True)
    assert CANARY in moderators and "legal notice" in moderators


def test_the_export_of_who_reported_has_it(visitor: Callable[..., Visitor], comment: Comment, ben: Account) -> None:
    visitor(ben).post(at(comment, "report"), cause="attack", note=CANARY)
    exported: Mapping[str, Any] = visitor(ben).get("/me/data/export.json").get_json()
    assert [row["note"] for row in exported["reports"]] == [CANARY]


@pytest.mark.usefixtures("mailing")
def test_who_reports_the_abuse_of_a_child_unnamed_is_not_known_by_their_account_either(
    visitor: Callable[..., Visitor], comment: Comment, ben: Account, sam: Account
) -> None:
    unnamed = {"explanation": "It shows a child.", "abuse": "1", "name": "", "email": ""}
    asked = visitor(ben).post(at(comment, "notice"), **unnamed).get_data(as_text=True)
    assert "in good faith" in asked and 'value="Ben"' not in asked
    sent = visitor(ben).post(at(comment, "notice"), **unnamed, good_faith="1")
    received = visitor(None).get(sent.location).get_data(as_text=True)
    assert "Your notice has arrived" in received and "receipt by mail" not in received
    assert db.session.scalars(select(Report.reporter_id)).all() == [None]
    queue = visitor(sam).get(f"/moderation/queue?at={ids.to_text(comment.id)}").get_data(as_text=True)
    assert "did not say who they are" in queue and "@ben" not in queue


@pytest.mark.parametrize(("page", "fields"), [("notice", NOTICE), ("report", {"cause": "other", "note": CANARY})])
def test_what_somebody_wrote_comes_back_where_the_comment_was_removed_meanwhile(
    visitor: Callable[..., Visitor], comment: Comment, sam: Account, page: str, fields: Mapping[str, str]
) -> None:
    removal = decided(comment, Verb.REMOVE, by=sam)
    reader = visitor(None)
    refused = reader.post(at(comment, page), **fields)
    assert (refused.status_code, CANARY in refused.get_data(as_text=True)) == (404, True)
    assert f'name="{"explanation" if page == "notice" else "note"}"' in refused.get_data(as_text=True)
    reverse(removal.id, by=sam)
    again = hidden_fields(refused.text) | {name: fields[name] for name in ("explanation", "note") if name in fields}
    assert reader.post(at(comment, page), **again).status_code < 400
