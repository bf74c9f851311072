"""Forty held comments, and the hands never leave the keys."""

from collections.abc import Callable

from playwright.sync_api import expect
from sqlalchemy import func, select

from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.models import Comment, State
from forum.moderation.models import Decision, Verb
from tests.browser.newsroom import Newsroom
from tests.factories import decided, person, say
from tests.journeys.queue.conftest import MANY, words
from tests.journeys.queue.desk import Desk

Desks = Callable[[Account], Desk]
# Of the six reasons the first is "personal attack".
KEYS = ("a", "r1", "t", "r3")


def test_forty_by_keyboard_alone(town: Newsroom, desk: Desks, sam: Account, waiting: list[Comment]) -> None:
    sam_s = desk(sam)
    for number in range(MANY):
        sam_s.before_them(words(number))
        for key in KEYS[number % len(KEYS)]:
            sam_s.press(key)
    expect(sam_s.page.locator(".row:not(.row--done)")).to_have_count(0)
    sam_s.page.wait_for_load_state("networkidle")
    with town.behind():
        states = db.session.execute(select(Comment.state, func.count()).group_by(Comment.state))
        assert {row[0]: row[1] for row in states} == {State.APPROVED: MANY // 2, State.REJECTED: MANY // 2}
        reasons = db.session.execute(select(Decision.reason, func.count()).group_by(Decision.reason))
        assert {row[0]: row[1] for row in reasons} == {
            None: MANY // 2,
            "personal attack": MANY // 4,
            "spam": MANY // 4,
        }
    sam_s.page.reload()
    expect(sam_s.page.get_by_role("heading", name="Nobody waits for you")).to_be_visible()


def test_an_undo_brings_it_back_where_it_was(town: Newsroom, desk: Desks, sam: Account, waiting: list[Comment]) -> None:
    sam_s = desk(sam)
    sam_s.press("j")
    sam_s.before_them(words(1))
    sam_s.press("a")
    sam_s.before_them(words(2))
    sam_s.outcome(words(1), "Approved")
    sam_s.done("You approved this.")
    sam_s.press("z")
    sam_s.before_them(words(1))
    expect(sam_s.row(words(1)).locator(".row__outcome")).to_have_count(0)
    expect(sam_s.page.locator("#done")).to_be_empty()
    with town.behind(waiting[1]):
        assert waiting[1].state == State.HELD


def test_what_sam_cannot_decide_alone_goes_to_the_admins(
    town: Newsroom, desk: Desks, sam: Account, waiting: list[Comment]
) -> None:
    sam_s = desk(sam)
    sam_s.press("e")
    sam_s.before_them(words(1))
    sam_s.outcome(words(0), "Handed to the admins")
    with town.behind():
        admin = person("anna", Role.ADMIN)
    anna_s = desk(admin)
    anna_s.page.get_by_role("link", name="For admins 1").click()
    anna_s.before_them(words(0))
    anna_s.press("a")
    expect(anna_s.page.locator(".row:not(.row--done)")).to_have_count(0)


def test_whoever_was_slower_is_told_and_may_keep_or_reverse(
    town: Newsroom, desk: Desks, sam: Account, eve: Account, waiting: list[Comment]
) -> None:
    sam_s, eve_s = desk(sam), desk(eve)
    eve_s.press("r")
    eve_s.press("3")
    eve_s.done("You rejected this (spam).")
    sam_s.press("a")
    alert = sam_s.page.locator("#item").get_by_role("alert")
    expect(alert).to_contain_text("Eve rejected this")
    expect(alert).to_contain_text("(spam)")
    sam_s.before_them(words(0))
    sam_s.page.get_by_role("button", name="Reverse").click()
    sam_s.done("You approved this.")
    with town.behind(waiting[0]):
        assert waiting[0].state == State.APPROVED


def test_several_are_selected_and_decided_as_one(
    town: Newsroom, desk: Desks, sam: Account, waiting: list[Comment]
) -> None:
    sam_s = desk(sam)
    for _ in range(3):
        sam_s.press("x")
        sam_s.press("j")
    sam_s.before_them(words(3))
    summary = sam_s.page.get_by_text("Decide on the selected (3)")
    summary.press("Enter")
    sam_s.page.locator("#bulk").get_by_role("button", name="Approve").press("Enter")
    expect(sam_s.page.get_by_role("heading", name="Decided: 3 of 3")).to_be_visible()
    sam_s.page.get_by_role("button", name="Undo all of it").press("Enter")
    with town.behind(*waiting[:3]):
        assert {comment.state for comment in waiting[:3]} == {State.HELD}


def test_while_one_types_letters_are_letters(town: Newsroom, desk: Desks, sam: Account, waiting: list[Comment]) -> None:
    sam_s = desk(sam)
    sam_s.press("n")
    sam_s.page.keyboard.type("a rash star", delay=1)
    expect(sam_s.page.get_by_label("A note about Ada")).to_have_value("a rash star")
    sam_s.press("Escape")
    sam_s.press("/")
    sam_s.page.keyboard.type("jar")
    expect(sam_s.page.get_by_label("Search")).to_have_value("jar")
    sam_s.before_them(words(0))
    with town.behind():
        assert db.session.scalars(select(Decision)).all() == []


def test_what_could_not_be_sent_is_back_and_says_so(
    town: Newsroom, desk: Desks, sam: Account, waiting: list[Comment]
) -> None:
    sam_s = desk(sam)
    sam_s.page.route("**/decision", lambda route: route.abort())
    sam_s.press("a")
    expect(sam_s.page.locator("#said")).to_contain_text("the site cannot be reached")
    sam_s.before_them(words(0))
    expect(sam_s.page.locator(".row--done")).to_have_count(0)
    sam_s.page.unroute("**/decision")
    sam_s.press("a")
    sam_s.done("You approved this.")


def test_a_colleague_s_decisions_and_new_comments_show_by_themselves(
    town: Newsroom, desk: Desks, sam: Account, eve: Account, waiting: list[Comment]
) -> None:
    sam_s = desk(sam)
    with town.behind(eve, *waiting[3:5]):
        decided(db.session.get_one(Comment, waiting[3].id), Verb.APPROVE, eve)
    eve_s = desk(eve)
    eve_s.press("j")
    eve_s.before_them(words(1))
    eve_s.page.wait_for_load_state("networkidle")
    sam_s.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    sam_s.outcome(words(3), "Decided by a colleague")
    expect(sam_s.row(words(1)).locator(".row__looking")).to_have_text("Eve is looking")


def test_a_note_that_was_begun_is_there_again_whatever_comes_between(
    town: Newsroom, desk: Desks, sam: Account, waiting: list[Comment], ben: Account, article: Article
) -> None:
    with town.behind(ben, article):
        say(ben, article, "Ben waits too.", holds=Hold.ALL)
    sam_s = desk(sam)
    note = sam_s.page.locator("#note")
    note.fill("Begun, and not")
    sam_s.page.locator(".row a", has_text="Ben waits too.").click()
    sam_s.before_them("Ben waits too.")
    expect(note).to_have_value("")
    sam_s.press("k")
    sam_s.before_them(words(MANY - 1))
    expect(note).to_have_value("Begun, and not")
