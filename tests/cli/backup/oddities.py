"""Rows of every table, with what is hard to carry from one database to another."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from forum import clock
from forum.accounts.keys import Authenticator, Failure, Passkey, RecoveryCode
from forum.accounts.models import FormerHandle, LegalHold, Role
from forum.accounts.tickets import make_sign_in_link
from forum.articles.models import Article, Section
from forum.config import Hold
from forum.db import Base, db
from forum.discussion.deleting import delete_comment
from forum.discussion.editing import edit_comment
from forum.discussion.models import Comment, Draft, Mute
from forum.discussion.recommending import recommend
from forum.discussion.reports import Cause, LegalNotice, Outcome, Report
from forum.discussion.visiting import note_visit
from forum.mail.models import Mail, State, Undeliverable
from forum.measures.models import SecondLook
from forum.moderation.models import Kind, Sanction, Verb
from forum.moderation.trial_rows import Stage, Trial
from forum.outbox.models import Fact
from forum.queue.models import Lease, Note, QueueView
from forum.screening.models import KeptVerdict, Rule
from forum.statements.models import Appeal, AppealOutcome, Reason, Source, Statement
from forum.statements.published import Terms, TermsKind
from tests.cli.backup.odd_elsewhere import of_elsewhere
from tests.cli.backup.odd_word import delivery, of_word
from tests.factories import a_session, an_article, decided, person, say

ODD_WORDS = 'Ünïcödé 👩‍👩‍👧‍👦 \u2028 \x85 \u202eback\u202c \\N \\. \\t\t\'""; -- \r\n \ufeff\x01\x7f null NaN'
A_MOMENT = datetime(1999, 12, 31, 23, 59, 59, 999_999, UTC)


def fill_with_oddities() -> Article:
    """Nothing is committed."""
    ada, ben, sam = person("ada", bio=ODD_WORDS, badge=""), person("ben"), person("sam", Role.ADMIN)
    ben.created_at = A_MOMENT
    television = Section(name="Television", closes_after_days=None)
    article = an_article(tags=["“quoted”", "🐟", "a\\b"], section=television, key=" ", dated="2026-02-30T24:00")
    first = say(ada, article, "First.")
    answer = say(ben, article, "x" * 5_000, parent=first)
    say(sam, article, "A reply beneath a tombstone.", parent=answer)
    recommend(first, by=ben)
    with clock.stopped_at(clock.now() + timedelta(days=1)):
        edit_comment(first, "First, and edited.", ada, Hold.OPEN)
    away = decided(say(ada, article, "Not nice."), Verb.REMOVE, by=sam, reason=ODD_WORDS[:40])
    delete_comment(answer, by=ben)
    say(ben, article, "It waits.", holds=Hold.ALL)
    say(ada, article, "With a key.", key="k" * 32)
    db.session.execute(update(Comment).where(Comment.id == first.id).values(body_source=ODD_WORDS))
    note_visit(article, by=ben, seen=[])
    make_sign_in_link(ada)
    db.session.add_all(
        [
            Mute(account_id=ada.id, muted_id=ben.id, created_at=A_MOMENT),
            Draft(token_hash="d" * 64, article_id=article.id, body=ODD_WORDS * 500, created_at=A_MOMENT),
            *_of_mail(ada.id),
            *_of_keys(ada.id),
            *(sessions := [a_session(t * 64, ada, A_MOMENT) for t in "aBé"]),
        ]
    )
    db.session.add_all(_of_rules(first.id, sam.id))
    db.session.add(SecondLook(decision_id=away.id, account_id=ben.id, lets_stand=False, created_at=A_MOMENT))
    db.session.add_all(_of_the_queue(ada.id, sam.id, first.id))
    db.session.add(_a_notice(first.id, ben.id))
    db.session.flush()
    db.session.add_all(_of_appeals(_stated(ada.id, first.id), sam.id))
    db.session.add_all(of_word(ada.id, first.id, away.id, ODD_WORDS, A_MOMENT))
    db.session.flush()
    db.session.add(delivery(ODD_WORDS, A_MOMENT))
    db.session.add_all(of_elsewhere(ada.id, sessions[0].id, ODD_WORDS, A_MOMENT))
    db.session.flush()
    return article


def _of_the_queue(account_id: int, by_id: int, comment_id: int) -> list[Base]:
    return [
        Lease(comment_id=comment_id, account_id=by_id, until=A_MOMENT),
        Note(account_id=account_id, by_id=by_id, body=ODD_WORDS, created_at=A_MOMENT),
        QueueView(account_id=by_id, name=" ", query=""),
    ]


def _a_notice(comment_id: int, account_id: int) -> LegalNotice:
    """With the report that it belongs to."""
    report = Report(
        id=2**62,
        comment_id=comment_id,
        revision=0,
        reporter_id=account_id,
        reporter_key="é",
        cause=Cause.LEGAL,
        note=ODD_WORDS,
        head_start=-1,
        created_at=A_MOMENT,
        outcome=Outcome.GONE,
        settled_at=A_MOMENT,
    )
    db.session.add(report)
    db.session.flush()
    return LegalNotice(report_id=report.id, address="", explanation=ODD_WORDS * 50, name=" ", email="é@x")


def _stated(account_id: int, comment_id: int) -> Statement:
    terms = Terms(id=2**62 + 3, kind=TermsKind.RULES, published_at=A_MOMENT, body_source=ODD_WORDS * 500, body_html="")
    terms.render_version, terms.by_id = -1, account_id
    db.session.add(terms)
    db.session.flush()
    statement = Statement(
        id=2**62 + 1,
        person_id=account_id,
        comment_id=comment_id,
        revision=2**40,
        action="",
        public_line=ODD_WORDS[:150],
        message=ODD_WORDS,
        source=Source.OWN,
        mail_id=2**62,
        terms_id=terms.id,
        created_at=A_MOMENT,
        until=A_MOMENT.replace(year=9998),
    )
    db.session.add(statement)
    db.session.flush()
    return statement


def _of_appeals(of: Statement, by_id: int) -> list[Base]:
    appeal = Appeal(statement_id=of.id, person_id=of.person_id, words=ODD_WORDS * 50, created_at=A_MOMENT)
    appeal.outcome, appeal.answer, appeal.decided_by_id = AppealOutcome.MOOT, ODD_WORDS, by_id
    return [
        appeal,
        Reason(name="é", title="", public_line=" ", message=ODD_WORDS, severity=4, place=-1, changed_at=A_MOMENT),
    ]


def _of_keys(account_id: int) -> list[Base]:
    return [
        Authenticator(account_id=account_id, sealed_secret="", created_at=A_MOMENT, last_step=2**62),
        RecoveryCode(digest="é" * 64, account_id=account_id),
        Passkey(
            account_id=account_id,
            credential_id="A" * 1400,
            public_key=ODD_WORDS,
            sign_count=2**62,
            name="👩‍👩‍👧‍👦",
            created_at=A_MOMENT,
        ),
        Sanction(account_id=account_id, kind=Kind.MUTE, reason=ODD_WORDS, created_at=A_MOMENT, until=A_MOMENT),
        Failure(who="", count=0, last_at=A_MOMENT),
        FormerHandle(handle_key=":", handle_skeleton="", account_id=account_id, given_up_at=A_MOMENT),
        LegalHold(account_id=account_id, reason=ODD_WORDS, since=A_MOMENT),
    ]


def _of_rules(comment_id: int, by_id: int) -> list[Base]:
    odd = {"words": [ODD_WORDS, ""], "count": 2**53, "none": None}
    return [
        Rule(name="é", section_name=" ", enabled=False, ruling="", options=odd, version=2**62, changed_at=A_MOMENT),
        Trial(
            by_id=by_id,
            rule="é",
            section_name=" ",
            version=2**62,
            asked=odd,
            saved={},
            created_at=A_MOMENT,
            state=Stage.STOPPED,
            place=0,
            held=2**62,
            samples=[comment_id, 2**53 + 1],
        ),
        KeptVerdict(
            comment_id=comment_id,
            version=0,
            rule="",
            ruling="note",
            reason=ODD_WORDS,
            matched=[ODD_WORDS],
            created_at=A_MOMENT,
        ),
    ]


def _of_mail(account_id: int) -> list[Base]:
    return [
        Fact(
            name="Odd",
            payload={"said": ODD_WORDS, "id": 2**62},
            created_at=A_MOMENT,
            due_at=A_MOMENT.replace(year=2099),
            lease="",
        ),
        Mail(
            message_id="<ö@x>",
            purpose="test",
            recipient="“a b”@example.org",
            account_id=account_id,
            payload={"said": ODD_WORDS, "none": None},
            created_at=A_MOMENT,
            state=State.IN_DOUBT,
            last_reply=ODD_WORDS,
        ),
        Undeliverable(address="É@example.org", score=3, last_reply=ODD_WORDS, last_at=A_MOMENT),
    ]
