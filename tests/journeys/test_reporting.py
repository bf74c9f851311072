"""Reporting a comment from both sides, without script: the reader's pages, then the moderator's queue."""

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment
from tests.browser.newsroom import Newsroom, page_of
from tests.browser.reader import Reader, Readers
from tests.factories import say

RUDE = "You are all fools."


def rude(town: Newsroom, ada: Account, article: Article) -> Comment:
    with town.behind(ada, article):
        return say(ada, article, RUDE)


def reports(reader: Reader, article: Article, why: str) -> None:
    reader.open(article)
    reader.follow("Report the comment by Ada", reader.comment(RUDE))
    reader.page.get_by_label(why).check()
    reader.press("Send the report")


def test_a_reader_without_an_account_reports_and_a_moderator_removes_it(
    town: Newsroom, visitor: Readers, ada: Account, sam: Account, article: Article
) -> None:
    comment = rude(town, ada, article)
    reader, moderator = visitor(), visitor(sam)
    reports(reader, article, "It attacks somebody")
    reader.sees("A moderator will look at it.", "It attacks somebody")
    moderator.open("/moderation/queue")
    moderator.sees("Reported: personal attack", RUDE)
    moderator.press("personal attack")
    moderator.open("/moderation/queue")
    moderator.sees("Nobody waits for you")
    reader.open(article)
    reader.sees_nothing_of(RUDE)
    author = visitor(ada)
    author.open(article)
    author.sees_nothing_of("reported", "Reported")
    assert reader.open(page_of(comment.id)).status == 404


def test_what_stays_says_so_to_who_reported_it(
    town: Newsroom, visitor: Readers, ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    comment = rude(town, ada, article)
    reader, moderator = visitor(ben), visitor(sam)
    reader.open(f"{page_of(comment.id)}/report")
    reader.page.get_by_label("It is hateful").check()
    reader.press("Send the report")
    moderator.open("/moderation/queue?tab=reported")
    moderator.sees("Reported: hateful", "@ben")
    moderator.press("Approve")
    reader.open(f"{page_of(comment.id)}/report")
    reader.sees("A moderator has looked at it, and it stays.")


def test_a_notice_needs_no_account_and_keeps_what_was_typed(
    town: Newsroom, visitor: Readers, ada: Account, sam: Account, article: Article
) -> None:
    comment = rude(town, ada, article)
    reader, moderator = visitor(), visitor(sam)
    reader.open("/notice")
    reader.fill(address=f"{town.address}{page_of(comment.id)}")
    reader.press("Go on")
    reader.fill(explanation="It says where I live.")
    reader.page.get_by_label("Somebody’s life or safety is threatened").check()
    reader.page.get_by_label("I believe in good faith").check()
    reader.press("Send the notice")
    reader.sees("Type your name")
    reader.fill(name="Nora Lind", email="nora@example.org")
    reader.press("Send the notice")
    reader.sees("Your notice has arrived")
    moderator.open("/moderation/queue")
    moderator.sees("legal notice", "It says where I live.", "Nora Lind", "tell the police")


def test_a_report_or_a_reply_and_the_words_stay_in_the_box(
    town: Newsroom, visitor: Readers, ada: Account, ben: Account, article: Article
) -> None:
    comment = rude(town, ada, article)
    reader = visitor(ben)
    reader.open(f"{page_of(comment.id)}/reply")
    waiting = visitor.second_tab(reader)
    waiting.open(f"{page_of(comment.id)}/report")
    waiting.page.get_by_label("It is hateful").check()
    waiting.press("Send the report")
    refused = reader.say("So are you, and I will tell you why.")
    reader.refused(refused, 403, "a report or a reply, not both", "So are you, and I will tell you why.")
