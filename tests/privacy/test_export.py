"""Everything of one person: complete, theirs alone, and never all of it in memory."""

import json
import tracemalloc
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import inspect

from forum import clock
from forum.accounts.keys import Passkey
from forum.accounts.models import Account, FormerHandle
from forum.articles.models import Article
from forum.config import Hold
from forum.db import Base, db
from forum.discussion.editing import edit_comment
from forum.discussion.models import Mute
from forum.discussion.recommending import recommend
from forum.discussion.visiting import note_visit
from forum.ids import to_text
from forum.moderation.models import Verb
from forum.privacy import exporting
from forum.privacy.discussion_sections import DECISION, REVISION
from forum.privacy.exporting import export_of
from forum.privacy.holding import hold_from_the_command_line
from forum.privacy.sections import ACCOUNT, SECTIONS
from tests.factories import decided, rows_of, say
from tests.privacy.left_out import LEFT_OUT
from tests.visiting import Visitor


def exported(account: Account) -> dict[str, Any]:
    db.session.commit()
    document: dict[str, Any] = json.loads("".join(export_of(account.id)))
    return document


def test_every_column_of_every_table_is_told_or_left_out_for_a_reason() -> None:
    """A new column fails here until somebody has decided."""
    words = [ACCOUNT, REVISION, DECISION, *(section.words for section in SECTIONS)]
    told = {f"{inspect(column.class_).local_table.name}.{column.key}" for each in words for column in each.values()}
    everything = {f"{table.name}.{column.name}" for table in Base.metadata.sorted_tables for column in table.columns}
    tables = {table.name for table in Base.metadata.sorted_tables}
    left_out = {name for name in everything if name in LEFT_OUT or name.partition(".")[0] in LEFT_OUT}
    assert everything - told - left_out == set()
    assert {name for name in LEFT_OUT if name not in everything | tables} == set(), "nothing is left out by that name"
    assert {name for name in told if name in LEFT_OUT} == set(), "told and left out"


def test_what_somebody_did_is_all_there(ada: Account, ben: Account, sam: Account, article: Article) -> None:
    ada.bio = "I take the ferry."
    first, answer = say(ada, article, "Nine people came."), say(ben, article, "Ten.")
    with clock.stopped_at(clock.now() + timedelta(hours=1)):
        edit_comment(first, "Ninety people came.", ada, Hold.OPEN)
    removed = say(ada, article, "Rude words.", answer)
    decided(removed, Verb.REMOVE, sam, "personal attack")
    recommend(answer, by=ada)
    note_visit(article, by=ada, seen=[])
    db.session.add(Mute(account_id=ada.id, muted_id=ben.id, created_at=clock.now()))
    db.session.add(
        FormerHandle(handle_key="ada-b", handle_skeleton="ada-b", account_id=ada.id, given_up_at=clock.now())
    )
    hold_from_the_command_line(ada, "A court asks.")
    told = exported(ada)
    assert (told["format"], told["version"]) == ("forum: everything of one person", 2)
    assert (told["account"]["handle"], told["account"]["bio"]) == ("ada", "I take the ferry.")
    one, other = told["comments"]
    assert (one["text"], [before["text"] for before in one["before"]]) == ("Ninety people came.", ["Nine people came."])
    assert (other["text"], other["state"], other["reply_to"]) == ("Rude words.", "removed", to_text(answer.id))
    assert [(made["decision"], made["reason"]) for made in other["decisions"]] == [("remove", "personal attack")]
    assert [praise["comment"] for praise in told["recommendations"]] == [to_text(answer.id)]
    assert [mute["person"] for mute in told["mutes"]] == ["ben"]
    assert [visit["article"] for visit in told["visits"]] == [article.slug]
    assert [former["handle"] for former in told["former_handles"]] == ["ada-b"]
    assert [hold["reason"] for hold in told["legal_holds"]] == ["A court asks."]


def test_nothing_of_others_and_nothing_that_opens_a_door_is_there(
    ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    say(ben, article, "Ben's own words.", say(ada, article))
    removed = say(ada, article, "Rude words.")
    decided(removed, Verb.REMOVE, sam)
    ada.password_hash = "$argon2id$canary"
    db.session.add(Mute(account_id=ben.id, muted_id=ada.id, created_at=clock.now()))
    db.session.add(
        Passkey(
            account_id=ada.id,
            credential_id="canary-id",
            public_key="canary-key",
            sign_count=1,
            name="My telephone",
            created_at=clock.now(),
        )
    )
    text = json.dumps(exported(ada))
    assert "My telephone" in text
    for other in ("Ben's own words", "canary", '"ben"', '"sam"', to_text(sam.id)):
        assert other not in text, other


def test_pieces_meet_without_a_gap(ada: Account, article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 3)
    said = [to_text(number) for number in rows_of(article, ada, [None] * 10)]
    with clock.stopped_at(clock.now()):  # several of one moment
        said += [to_text(number) for number in rows_of(article, ada, [None] * 10)]
    assert sorted(comment["id"] for comment in exported(ada)["comments"]) == sorted(said)


def test_ten_thousand_comments_do_not_fill_the_memory(ada: Account, article: Article) -> None:
    rows_of(article, ada, [None] * 10_000)
    db.session.commit()
    size = sum(len(piece) for piece in export_of(ada.id))
    tracemalloc.start()
    for _ in export_of(ada.id):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 2_500_000
    # Some pieces of it, however many there are; a list of them all would take four times its size.
    assert peak < size


def test_the_file_is_for_its_owner_alone_who_proved_who_they_are(
    ada: Account, article: Article, client: Visitor
) -> None:
    say(ada, article, "Mine.")
    assert client.get("/me/data/export.json").location.startswith("/sign-in")
    client.sign_in(ada)
    answer = client.get("/me/data/export.json")
    assert json.loads(answer.text)["comments"][0]["text"] == "Mine."
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=ada-")
    with clock.stopped_at(clock.now() + timedelta(minutes=11)):
        assert "again=1" in client.get("/me/data/export.json").location


def test_the_page_says_how_much_there_is(ada: Account, article: Article, client: Visitor) -> None:
    for _ in range(3):
        say(ada, article)
    client.sign_in(ada)
    assert '<th scope="row">Comments</th><td>3</td>' in client.get("/me/data").text
