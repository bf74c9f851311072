"""A word that somebody wrote into everything they could, and where it is found after they left with their words."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock, ids
from forum.accounts.keys import Authenticator, Failure, Passkey, Purpose, RecoveryCode
from forum.accounts.models import Account, FormerHandle
from forum.accounts.passwords import hash_password
from forum.accounts.signing_in import ask_for_mail
from forum.accounts.tickets import make_ticket
from forum.articles.models import Article
from forum.config import Hold
from forum.db import Base, db
from forum.discussion.bylines import give_badge
from forum.discussion.deleting import delete_comment
from forum.discussion.drafts import keep_draft
from forum.discussion.editing import SILENT_EDIT, edit_comment
from forum.discussion.models import Comment
from forum.discussion.muting import mute
from forum.discussion.recommending import recommend
from forum.discussion.visiting import note_visit
from forum.mail.addresses import FOR_GOOD, note_trouble
from forum.moderation.models import Kind, Verb
from forum.moderation.sanction_form import SanctionForm
from forum.moderation.sanctions import impose
from forum.queue.models import QueueView
from forum.queue.notes import add_note
from forum.web.site import settings
from tests.factories import decided, person, say
from tests.privacy.leaving import leave
from tests.visiting import Visitor
from tests.web.lines import log_of

CANARY = "quokka"
ADDRESS = "Quokka.7391@Example.org"
OLD_PAGE = "/people/quokka-7391"


def everything_written(by: Account, ben: Account, sam: Account, article: Article) -> None:
    """In every field that takes words of a person, or that is made of them; an answer of Ben's quotes them."""
    by.bio, by.password_hash = "I am the quokka.", hash_password("a quokka's password")
    give_badge(by, "Quokka")
    root = say(by, article, "Quokka said this, and *more* ||quokka||.")
    with clock.stopped_at(clock.now() + 2 * SILENT_EDIT):
        edit_comment(root, "The quokka said it better.", by, Hold.OPEN)
    answer = say(ben, article, "> The quokka said it better.\n\nSo says @quokka-7391.", root)
    say(by, article, "Quokka, again.", answer)
    say(by, article, "Quokka waits.", holds=Hold.ALL)
    decided(say(by, article, "A rude quokka."), Verb.REMOVE, sam)
    decided(say(by, article, "A refused quokka.", holds=Hold.ALL), Verb.REJECT, sam)
    delete_comment(say(by, article, "Quokka thinks better of it."), by=by)
    recommend(answer, by=by)
    note_visit(article, by=by, seen=[ids.to_text(answer.id)])
    mute(ben, by=by)
    mute(by, by=ben)
    _keys(by)
    _letters(by, article)
    _of_staff(by, sam)
    db.session.commit()


def _keys(by: Account) -> None:
    now = clock.now()
    key = {"credential_id": "quokka-id", "public_key": "quokka-key", "sign_count": 1, "created_at": now}
    db.session.add_all(
        [
            Passkey(account_id=by.id, name="Quokka's telephone", **key),
            Authenticator(account_id=by.id, sealed_secret="quokka", created_at=now),
            RecoveryCode(digest="quokka", account_id=by.id),
            FormerHandle(handle_key="quokka-old", handle_skeleton="quokka-old", account_id=by.id, given_up_at=now),
        ]
    )


def _of_staff(by: Account, sam: Account) -> None:
    """What moderators have written about them, and what they kept for themselves as one."""
    add_note(by, {"note": "The quokka is polite."}, by=sam)
    impose(by, SanctionForm(Kind.WARN, "Quokkas do not shout."), by=sam)
    db.session.add(QueueView(account_id=by.id, name="Quokkas", query="author:quokka-7391"))


def _letters(by: Account, article: Article) -> None:
    """Asked for by somebody signed out, who typed the address as telephones do."""
    ask_for_mail("QUOKKA.7391@example.org", f"/articles/{article.slug}?quokka=1", "Quokka")
    draft = keep_draft(article, "Quokka, before signing in.")
    make_ticket(Purpose.WORDS, email=ADDRESS, name="Quokka", draft=draft)
    note_trouble(ADDRESS, FOR_GOOD, "550 no quokka here")


def in_rows() -> Iterator[str]:
    """`table.column` of every value that has it, in whatever table there is."""
    db.session.commit()
    with db.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(select(table)).mappings():
                yield from (f"{table.name}.{name} of {row}" for name in row if CANARY in str(row[name]).lower())


def pages(app: Flask, article: Article, who: Account | None, gone: Account) -> dict[str, str]:
    """Every page on which it could stand, as `who` sees it."""
    comments = db.session.scalars(select(Comment.id)).all()
    addresses = ["/", f"/articles/{article.slug}", "/people", f"/people/{gone.handle}", f"/people/{gone.handle}/manage"]
    addresses += [f"/articles/{article.slug}?sort={sort}" for sort in ("active", "newest", "oldest")]
    addresses += [f"/articles/{article.slug}/people?begins={begins}" for begins in ("", "q")]
    addresses += [f"/c/{ids.to_text(number)}{then}" for number in comments for then in ("", "/history", "/decision")]
    addresses += ["/people/ben", OLD_PAGE, "/people?begins=quo", "/me/data", f"/counts?article={article.slug}"]
    visitor = Visitor(app, who)
    return {address: visitor.get(address).text for address in addresses}


def kept_pages(app: Flask) -> list[bytes]:
    """What the shelves of shared pages hold, once their readers have come by again."""
    shelf: Any = app.extensions["forum.pages"].shelf
    return [kept.text for kept in shelf._kept.values()]


def without_quotation(page: str) -> str:
    """Ben's own words taken out, where he quotes them and names the person."""
    for his in ("The quokka said it better.", "@quokka-7391", OLD_PAGE, "begins=quo", ">quo<", 'value="quo"'):
        page = page.replace(his, "")
    return page.lower()


@pytest.fixture
def gone(app: Flask, ben: Account, sam: Account, article: Article, mail_is_on: None) -> Account:
    somebody = person("quokka-7391", display_name="Quentin Quokka")
    somebody.email, somebody.email_key = ADDRESS, ADDRESS.lower()
    somebody.confirmed_at = clock.now()
    everything_written(somebody, ben, sam, article)
    # A wrong password of theirs, a page of theirs that everybody keeps.
    Visitor(app).post("/sign-in", email=ADDRESS, password="a quokka's guess")
    Visitor(app, somebody).get("/me/data")
    for who in (None, ben):
        pages(app, article, who, somebody)
    return somebody


def test_afterwards_only_what_others_said_has_it(
    app: Flask,
    gone: Account,
    ben: Account,
    eve: Account,
    article: Article,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = list(in_rows())
    tables = {found.partition(".")[0] for found in before}
    assert {"account", "comment", "revision", "ticket", "mail", "passkey", "undeliverable", "former_handle"} <= tables
    tries = set(db.session.scalars(select(Failure.who)))
    caplog.set_level(logging.DEBUG)
    with log_of(app) as log:
        leave(gone, with_words=True)
        shown = {who and who.handle: pages(app, article, who, gone) for who in (None, ben, eve)}
        log.open(f"/articles/{article.slug}")
        lines = log.raw()
    after = list(in_rows())
    found_in = sorted({found.partition(" of ")[0] for found in after})
    searched = f"{sum(map(len, shown.values()))} pages, {len(kept_pages(app))} kept, {len(lines)} bytes of log"
    with capsys.disabled():
        sys.stdout.write(f"\n{db.engine.dialect.name}: {CANARY!r} in {len(before)} values before; {searched}\n")
        sys.stdout.write(f"afterwards in {len(after)}, of what another person said: {', '.join(found_in)}\n")
    his = [f"comment.{column} of" for column in ("body_source", "body_html")]
    assert [found[: len(line)] for found, line in zip(sorted(after, reverse=True), his, strict=True)] == his
    assert all(f"'author_id': {ben.id}" in found for found in after)
    for who, looked in shown.items():
        assert {at for at, page in looked.items() if CANARY in without_quotation(page)} == set(), who
    assert [page for page in kept_pages(app) if CANARY in without_quotation(page.decode())] == []
    assert CANARY not in lines.lower() and CANARY not in caplog.text.lower()
    # Of the tries at their account nothing is left; the digest of a network, that anybody may be behind, has a day.
    assert len(tries) == 2 and len(set(db.session.scalars(select(Failure.who))) & tries) == 1


@pytest.mark.one_database
def test_no_file_of_the_data_folder_has_it(app: Flask, gone: Account, ben: Account, article: Article) -> None:
    """Not even where SQLite would leave what it deleted. (PostgreSQL's own files are its own: it tidies them later.)"""
    folder = Path(settings().data_dir)
    assert any(CANARY.encode() in file.read_bytes().lower() for file in folder.rglob("*") if file.is_file())
    words = [
        b"quokka waits",
        b"quokka, again",
        b"rude quokka",
        b"refused quokka",
        b"quentin",
        b"quokka.7391@",
        b"quokka-old",
    ]
    leave(gone, with_words=True)
    left = {
        (file.name, word)
        for file in folder.rglob("*")
        if file.is_file()
        for word in words
        if word in file.read_bytes().lower()
    }
    assert left == set()
