"""Comments that wait, are refused or are taken away: who sees what, and what a moderator does about it."""

import pytest
from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.articles.models import Article, Openness
from tests.browser.newsroom import Newsroom, page_of
from tests.browser.reader import Reader, Readers
from tests.factories import an_article, say


@pytest.fixture
def careful(town: Newsroom) -> Article:
    """An article where every comment waits for a moderator."""
    with town.behind():
        return an_article("the-trial", state=Openness.HELD)


def written_by(reader: Reader, article: Article) -> None:
    reader.open(article)
    reader.say("He did it.")
    reader.stands_at("He did it.")
    reader.sees("Only you can see this.")


def moderated(reader: Reader, address: str, button: str, reason: str | None = None) -> None:
    """Open the comment, then the moderator's page from its menu, and decide there."""
    reader.open(address)
    reader.follow("Moderate", reader.menu("He did it."))
    if reason:
        reader.page.get_by_label(reason).check()
    reader.press(button)


def test_a_held_comment_is_seen_by_its_author_alone(
    visitor: Readers, ada: Account, ben: Account, careful: Article
) -> None:
    author = visitor(ada)
    written_by(author, careful)
    author.open("/people/ada")
    author.sees("He did it.")
    for other in (visitor(ben), visitor()):
        other.open(careful)
        other.sees_nothing_of("He did it.", "waits")
        other.open("/people/ada")
        other.sees_nothing_of("He did it.")


def test_the_address_of_a_held_comment_tells_others_nothing(
    town: Newsroom, visitor: Readers, ada: Account, ben: Account, careful: Article
) -> None:
    with town.behind(ada, careful):
        held = say(ada, careful, "He did it.")
    for other in (visitor(ben), visitor()):
        answer = other.open(page_of(held.id))
        assert answer.status == 404
        other.sees("Not found")


def test_a_moderator_approves_and_everybody_reads(
    visitor: Readers, ada: Account, sam: Account, careful: Article
) -> None:
    author, moderator, other = visitor(ada), visitor(sam), visitor()
    written_by(author, careful)
    moderated(moderator, f"/articles/{careful.slug}", "Approve")
    other.open(careful)
    other.sees("He did it.")
    author.open(careful)
    author.sees_nothing_of("Only you can see this.")


def test_a_moderator_rejects_and_the_author_alone_reads_why(
    visitor: Readers, ada: Account, sam: Account, careful: Article
) -> None:
    author, moderator, other = visitor(ada), visitor(sam), visitor()
    written_by(author, careful)
    moderated(moderator, f"/articles/{careful.slug}", "Reject", "personal attack")
    author.open(careful)
    author.sees("Not published: personal attack.", "He did it.")
    other.open(careful)
    other.sees_nothing_of("He did it.", "personal attack")


def test_a_moderator_who_gives_no_reason_is_asked_for_one(
    visitor: Readers, ada: Account, sam: Account, careful: Article
) -> None:
    author, moderator = visitor(ada), visitor(sam)
    written_by(author, careful)
    moderator.open(careful)
    moderator.follow("Moderate", moderator.menu("He did it."))
    moderator.refused(moderator.press("Reject"), 400, "Choose a reason")
    moderator.page.get_by_label("spam").check()
    moderator.press("Reject")
    moderator.sees("Rejected: spam", "Sam rejected this", "(spam).", "Undo")
    moderator.open(careful)
    moderator.sees("Not published: spam.")


def test_a_moderator_removes_and_the_place_says_why(
    visitor: Readers, ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    author, answering, moderator, other = visitor(ada), visitor(ben), visitor(sam), visitor()
    author.open(article)
    author.say("He did it.")
    answering.open(article)
    answering.answer("He did it.", "Says who?")
    moderated(moderator, f"/articles/{article.slug}", "Remove", "personal attack")
    for reader in (other, author):
        reader.open(article)
        reader.sees("Comment removed by a moderator: personal attack", "Says who?")
        reader.sees_nothing_of("He did it.")
    moderated(moderator, f"/articles/{article.slug}", "Approve")
    other.open(article)
    other.sees("He did it.")


def test_a_removal_from_the_menu_is_undone_where_it_was_decided(
    town: Newsroom, visitor: Readers, ada: Account, sam: Account, article: Article
) -> None:
    with town.behind(ada, article):
        say(ada, article, "He did it.")
    moderator, other = visitor(sam), visitor()
    moderator.open(article)
    moderator.follow("Remove", moderator.menu("He did it."))
    moderator.page.get_by_label("personal attack").check()
    moderator.press("Remove")
    moderator.sees("Removed: personal attack", "Sam removed this")
    other.open(article)
    other.sees_nothing_of("He did it.")
    moderator.press("Undo this decision")
    moderator.sees("Live.", "Sam undid a decision on this")
    other.open(article)
    other.sees("He did it.")


def test_of_two_moderators_the_second_is_told_and_decides_on_what_is_there(
    town: Newsroom, visitor: Readers, ada: Account, sam: Account, article: Article
) -> None:
    with town.behind(ada, article):
        comment = say(ada, article, "He did it.")
    slow, author = visitor(sam), visitor(ada)
    slow.open(page_of(comment.id))
    slow.follow("Moderate", slow.menu("He did it."))
    author.open(page_of(comment.id))
    author.follow("Edit", author.menu("He did it."))
    author.box.fill("Who did it?")
    author.press("Save")
    slow.refused(slow.press("Approve"), 409, "This comment was edited or decided meanwhile.")
    slow.sees("Who did it?")
    slow.press("Approve")
    slow.sees("Who did it?")


def test_a_reader_has_no_moderators_page(
    town: Newsroom, visitor: Readers, ada: Account, ben: Account, article: Article
) -> None:
    with town.behind(ada, article):
        comment = say(ada, article, "He did it.")
    reader = visitor(ben)
    reader.open(article)
    expect(reader.menu("He did it.").get_by_role("link", name="Moderate")).to_have_count(0)
    assert reader.open(f"{page_of(comment.id)}/decision").status == 403
