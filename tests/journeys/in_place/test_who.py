"""Who may read it, and who says it: a comment that waits, and one that was written before signing in."""

from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.accounts.passwords import hash_password
from forum.articles.models import Article, Openness
from forum.discussion.models import Comment
from tests.browser.newsroom import Newsroom
from tests.factories import an_article, say
from tests.journeys.in_place.scripted import Visitors, any_screen, place_of

STAY = "The bridge should stay."
WORDS = "I wrote this first,\n\n> with a *quotation*\n\nand “quotes” & <tags>."


def test_a_comment_that_waits_says_so_at_once(town: Newsroom, visitor: Visitors, ada: Account, ben: Account) -> None:
    with town.behind(ben):
        trial = an_article("the-trial")
        say(ben, trial, STAY)
        trial.state = Openness.HELD
    reader, other = visitor(ada), visitor()
    reader.open(trial)
    reader.root.say("He did it.")
    comment = reader.meets("He did it.")
    reader.hears("Only you can see this.")
    expect(comment.locator(".notice")).to_contain_text("Comments here wait for a moderator.")
    expect(reader.page.locator("#comment-count")).to_have_text("1")
    reader.reply_link(STAY).press("Enter")
    reader.box_under(STAY).say("So it should.")
    expect(reader.meets("So it should.")).to_contain_text("Only you can see this.")
    reader.stayed()
    reader.page.reload()
    reader.stands_at("So it should.")
    other.open(trial)
    other.sees_nothing_of("He did it.", "So it should.")


def test_a_visitor_writes_posts_registers_and_posts(visitor: Visitors, article: Article) -> None:
    cleo = visitor()
    cleo.open(article)
    cleo.root.write(WORDS)
    with cleo.page.expect_navigation():
        cleo.root.post()
    cleo.sees("Your words are kept.")
    assert list(cleo.drafts().values()) == [WORDS]
    cleo.follow("Register", cleo.page.locator("main"))
    cleo.register("cleo")
    cleo.root.holds(WORDS)
    expect(cleo.root.field).to_be_in_viewport()
    cleo.root.post()
    cleo.meets("I wrote this first,")
    assert cleo.drafts() == {}
    cleo.open(article)
    cleo.root.holds("")
    expect(cleo.comment("I wrote this first,")).to_have_count(1)


@any_screen
def test_a_visitor_writes_a_reply_signs_in_and_posts(
    town: Newsroom, visitor: Visitors, ada: Account, article: Article, opinion: Comment
) -> None:
    with town.behind(ada):
        ada.password_hash = hash_password("correct horse")
    reader = visitor()
    reader.open(article)
    reader.reply(STAY).write(WORDS)
    with reader.page.expect_navigation():
        reader.box_under(STAY).post()
    reader.fill(email="ada", password="correct horse")
    reader.press("Sign in")
    reader.sees("Reply to Ben", STAY)
    expect(reader.box).to_have_value(WORDS)
    reader.press("Post reply")
    reader.stands_at("I wrote this first,")
    expect(reader.page.locator(".replies .prose")).to_have_count(1)
    assert reader.drafts() == {}


@any_screen
def test_who_goes_back_from_the_sign_in_finds_the_words(visitor: Visitors, article: Article) -> None:
    cleo = visitor()
    cleo.open(article)
    cleo.root.write(WORDS)
    with cleo.page.expect_navigation():
        cleo.root.post()
    cleo.page.go_back()
    cleo.root.holds(WORDS)
    cleo.open("/")
    cleo.open(article)
    cleo.root.holds(WORDS)
    cleo.keeps(place_of(article), WORDS)
