"""The demonstration goes without a trace, and takes nothing else with it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock
from forum.accounts.keys import Ticket
from forum.accounts.models import Account, Role, Session
from forum.accounts.queries import account_by_email
from forum.accounts.tickets import make_sign_in_link
from forum.articles.models import Article, Section
from forum.articles.queries import article_or_404, article_to_change
from forum.db import Base, db
from forum.demo.planting import set_stage
from forum.demo.removal import remove
from forum.demo.sign_ins import address_of
from forum.discussion.models import Comment, Draft, Mute, State
from forum.discussion.muting import mute
from forum.discussion.recommending import recommend
from forum.discussion.recount import article_ids, recount_article
from forum.moderation.log import verified
from forum.moderation.models import Decision, Verb
from forum.moderation.records import LogText
from forum.people.roles import change_badge
from tests.factories import a_session, an_article, decided, person, say

A_BEGINNING = 30
JESSICA = "will-jessica-jones-return-before-the-defenders"


def plant(steps: int | None = None) -> None:
    """All of it; or its articles, its people and only the first of what they do, which is quicker."""
    for step in set_stage()[:steps]:
        step.take()
    db.session.commit()


def take_away() -> Any:
    removed = remove()
    db.session.commit()
    return removed


def every_row() -> Mapping[str, Sequence[Any]]:
    """But those of the log, which is only added to: that staff did something stays there, without a word."""
    tables = [table for table in Base.metadata.tables.values() if table.name not in ("log_entry", "log_text")]
    rows = {table.name: sorted(db.session.execute(select(table)).all(), key=str) for table in tables}
    return {**rows, "log": [text.words for text in db.session.scalars(select(LogText)) if text.words]}


def of_the_demo(handle: str) -> Account:
    account = account_by_email(address_of(handle))
    assert account
    return account


def draft(article: Article) -> None:
    db.session.add(Draft(token_hash=article.slug, article_id=article.id, body="I meant", created_at=clock.now()))


@pytest.fixture
def ours(app: Flask) -> Article:
    """An article of the site's own, in a section that the demonstration uses too, with something of everything."""
    article = an_article(section=Section(name="Opinion"))
    ada, ben, eve = person("ada"), person("ben"), person("eve", Role.ADMIN)
    first = say(ada, article)
    reply = say(ben, article, "So was I.", first)
    recommend(first, by=ben)
    mute(ada, by=ben)
    decided(reply, Verb.REMOVE, eve)
    make_sign_in_link(ada)
    draft(article)
    db.session.commit()
    return article


def test_afterwards_every_row_of_every_table_is_as_it_was(ours: Article) -> None:
    before = every_row()
    plant()
    take_away()
    assert every_row() == before


def test_what_the_sites_own_people_did_to_it_goes_with_it(ours: Article) -> None:
    before = every_row()
    plant()
    wanted = select(Account).where(Account.handle.in_(["ada", "eve", "theo"])).order_by(Account.handle)
    ada, eve, theo = db.session.scalars(wanted).all()
    article = article_or_404(JESSICA)
    article_to_change(article.id)
    of_it = select(Comment).where(Comment.article_id == article.id, Comment.state == State.LIVE)
    theirs = db.session.scalars(of_it.order_by(Comment.id)).first()
    assert theirs
    said = say(ada, article, "I like it here.", theirs)
    recommend(theirs, by=ada)
    decided(said, Verb.REMOVE, eve)
    change_badge(theo, "Reporter", by=eve)
    mute(theo, by=ada)
    draft(article)
    make_sign_in_link(theo)
    db.session.commit()
    assert take_away().comments_by_others == 1
    assert every_row() == before
    assert [number for number, _ in verified()] == [5]


def test_what_went_is_counted(app: Flask) -> None:
    plant()
    number = len(db.session.scalars(select(Comment.id)).all())
    removed = take_away()
    assert (removed.articles, removed.comments, removed.comments_by_others, removed.people) == (3, number, 0, 25)
    assert not any(every_row().values())


def test_a_second_time_there_is_nothing_to_do(ours: Article) -> None:
    plant(A_BEGINNING)
    take_away()
    before = every_row()
    assert not take_away()
    assert every_row() == before


def test_whose_words_stand_elsewhere_stays_without_a_way_in(ours: Article) -> None:
    plant(A_BEGINNING)
    theo, sam = of_the_demo("theo"), of_the_demo("sam")
    theo.password_hash = sam.password_hash = "kept"
    article = article_to_change(ours.id)
    said = say(theo, article, "I was there too.")
    decided(said, Verb.APPROVE, sam)
    mute(of_the_demo("gus"), by=theo)
    make_sign_in_link(sam)
    db.session.add(a_session("t", theo, clock.now()))
    links = len(db.session.scalars(select(Ticket)).all())
    db.session.commit()
    removed = take_away()
    assert (removed.people, removed.staying) == (23, ["sam", "theo"])
    assert {(a.handle, a.role, a.password_hash) for a in (theo, sam)} == {
        ("theo", Role.READER, None),
        ("sam", Role.READER, None),
    }
    assert db.session.get_one(Comment, said.id).state == State.APPROVED
    assert db.session.scalars(select(Decision).where(Decision.comment_id == said.id)).one()
    assert db.session.scalars(select(Session)).all() == []
    assert len(db.session.scalars(select(Ticket)).all()) == links - 1
    assert theo.id not in db.session.scalars(select(Mute.account_id)).all()
    assert [recount_article(article_id) for article_id in article_ids()] == [[]]


def test_its_praise_elsewhere_is_taken_back_and_counted_so(ours: Article) -> None:
    plant(A_BEGINNING)
    article = article_to_change(ours.id)
    first = db.session.scalars(select(Comment).where(Comment.article_id == article.id, Comment.depth == 0)).one()
    version, recommended = article.version, first.recommend_count
    for handle in ("theo", "wren", "sam"):
        recommend(first, by=of_the_demo(handle))
    db.session.commit()
    assert take_away().people == 25
    assert first.recommend_count == recommended
    # The pages that showed the larger number are out of date.
    assert article.version == version + 6
    assert [recount_article(article_id) for article_id in article_ids()] == [[]]


def test_a_person_who_only_resembles_the_demonstrations_is_not_taken_for_one(app: Flask) -> None:
    plant(A_BEGINNING)
    take_away()
    theo = person("theo")
    article = an_article(slug=JESSICA, key="demo:of-the-owner")
    say(theo, article)
    db.session.commit()
    before = every_row()
    assert not take_away()
    assert every_row() == before


def test_an_article_planted_before_the_articles_had_keys_is_known_again(app: Flask) -> None:
    plant(A_BEGINNING)
    article_or_404(JESSICA).key = None
    db.session.commit()
    take_away()
    assert not any(every_row().values())


def test_a_section_with_a_limit_of_its_own_stays(app: Flask) -> None:
    plant(A_BEGINNING)
    db.session.get_one(Section, "Reviews").closes_after_days = 30
    db.session.commit()
    take_away()
    assert db.session.scalars(select(Section.name)).all() == ["Reviews"]


def test_whoever_has_an_address_of_the_demonstration_is_of_it(app: Flask) -> None:
    trying = person("trying")
    trying.email = trying.email_key = address_of("trying")
    person("ada")
    db.session.commit()
    take_away()
    assert db.session.scalars(select(Account.handle)).all() == ["ada"]
