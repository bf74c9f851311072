"""Who one was is gone, and what one said stays or goes as one chose."""

import pytest
from sqlalchemy import func, select

from forum import clock
from forum.accounts.credentials import open_session
from forum.accounts.models import Account, FormerHandle, Session
from forum.accounts.registration import new_account, require_free
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.discussion.models import Comment, Recommendation, State
from forum.discussion.recommending import recommend
from forum.discussion.recount import recount_article
from forum.errors import Invalid
from forum.handlers import HANDLERS
from forum.moderation.models import Verb
from forum.outbox.dispatch import dispatch_next, run_chore
from forum.privacy import erasing, unsaying
from forum.privacy.erasing import erase_due
from forum.privacy.leaving import THINK_IT_OVER, ask_for_erasure, keep_account
from tests.factories import an_article, decided, rows_of, say
from tests.privacy.leaving import a_day_later, leave
from tests.visiting import Visitor


def test_without_words_the_comments_stay_under_no_name(
    ada: Account, ben: Account, article: Article, client: Visitor
) -> None:
    said = say(ada, article, "I stay.")
    say(ben, article, "As @ada said.", said)
    assert "Ada" in client.get(f"/articles/{article.slug}").text
    leave(ada)
    page = client.get(f"/articles/{article.slug}").text
    assert "I stay." in page and "Deleted member" in page
    assert ">Ada<" not in page
    assert (ada.display_name, ada.email, ada.password_hash, ada.confirmed_at) == ("Deleted member", "", None, None)
    assert said.body_source == "I stay."
    assert recount_article(article.id) == []


def test_with_words_only_places_are_left_and_every_number_is_right(
    ada: Account, ben: Account, sam: Account, article: Article, client: Visitor
) -> None:
    root = say(ada, article, "My root.")
    answer = say(ben, article, "Ben's answer.", root)
    say(ada, article, "My leaf.", answer)
    for words, verb in (("It was removed.", Verb.REMOVE), ("It was approved.", Verb.APPROVE)):
        decided(say(ada, article, words), verb, sam)
    say(ada, article, "It waits.", holds=Hold.ALL)
    delete_comment(say(ada, article, "Deleted a moment ago."), by=ada)
    recommend(answer, by=ada)
    recommend(root, by=ben)
    leave(ada, with_words=True)
    mine = db.session.scalars(select(Comment).where(Comment.author_id == ada.id)).all()
    assert {(comment.state, comment.body_source, comment.body_html) for comment in mine} == {(State.DELETED, "", "")}
    page = client.get(f"/articles/{article.slug}").text
    assert "Comment deleted by its author" in page and "answer." in page
    assert (answer.recommend_count, article.comment_count) == (0, 1)
    assert recount_article(article.id) == []
    # And a moderator brings none of it back.
    assert client.get(f"/c/{mine[-1].id}").status_code == 404


def test_in_batches_over_many_articles_every_number_is_right(
    ada: Account, ben: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unsaying, "AT_ONCE", 7)
    articles = [an_article(f"article-{number}") for number in range(3)]
    for article in articles:
        ids = rows_of(article, ada, [None, 0, 1, 0, None, 4, 5, 6])
        say(ben, article, "In between.", db.session.get_one(Comment, ids[3]))
        for comment in rows_of(article, ben, [None] * 3):
            recommend(db.session.get_one(Comment, comment), by=ada)
    leave(ada, with_words=True)
    for article in articles:
        assert recount_article(article.id) == []
        assert article.comment_count == 4
    assert db.session.scalar(select(func.count()).select_from(Recommendation)) == 0
    assert ada.erase_at is None


def test_whoever_dies_in_the_middle_is_taken_over_from(
    ada: Account, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unsaying, "AT_ONCE", 4)
    rows_of(article, ada, [None] * 20)
    ask_for_erasure(ada, with_words=True)
    db.session.commit()
    steps = iter(range(100))
    whole = unsaying.take_back_words

    def killed(account_id: int, place: unsaying.Place | None) -> unsaying.Place | None:
        if next(steps) == 2:
            raise KeyboardInterrupt  # as far as the database knows, the process is gone
        return whole(account_id, place)

    with clock.stopped_at(clock.now() + THINK_IT_OVER):
        assert run_chore(erase_due)
        with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
            dying.setattr(erasing, "take_back_words", killed)
            dispatch_next(HANDLERS)
        db.session.rollback()
    left = select(func.count()).where(Comment.author_id == ada.id, Comment.body_source != "")
    assert db.session.scalar(left) == 12
    a_day_later()
    assert db.session.scalar(left) == 0
    assert recount_article(article.id) == []


def test_every_way_in_ends(ada: Account, client: Visitor) -> None:
    token = open_session(ada)
    client.sign_in(ada)
    leave(ada)
    assert client.get("/me/data").location.startswith("/sign-in")
    assert db.session.scalars(select(Session)).all() == []
    assert token


def test_nobody_gets_the_handle_and_nobody_sees_whose_it_was(ada: Account, client: Visitor) -> None:
    db.session.add(
        FormerHandle(handle_key="adele", handle_skeleton="adele", account_id=ada.id, given_up_at=clock.now())
    )
    leave(ada)
    for taken in ("ada", "Ada", "adele"):
        with pytest.raises(Invalid, match=r"another's|taken"):
            require_free(taken)
    assert new_account("Ada", "other@example.org").handle == "ada-2"
    assert client.get("/people/ada").status_code == 404
    assert "ada" not in "".join(db.session.scalars(select(FormerHandle.handle_key)))
    left = client.get(f"/people/{ada.handle}")
    assert (left.status_code, "This member left." in left.text) == (200, True)


@pytest.mark.parametrize("handle", ["deleted-0sc2p2cxgmpen", "deIeted-me", "deleted"])
def test_nobody_seems_to_have_left(handle: str, client: Visitor) -> None:
    refused = client.post("/register", handle=handle, email="x@example.org", password="a long enough one")
    assert refused.status_code == 400


def test_others_go_on_with_their_own(ada: Account, ben: Account, article: Article) -> None:
    mine = say(ben, article, "> I was there.\n\nSo said @ada.", say(ada, article))
    keep_account(ben)
    leave(ada, with_words=True)
    assert mine.body_source == "> I was there.\n\nSo said @ada."
