"""F25 to F27: word to people when there is too much of it, when its reason goes, and when it cannot be put in words."""

import subprocess
from collections import Counter
from datetime import timedelta
from functools import partial

from sqlalchemy import select, update

from forum import clock, ids
from forum.accounts.models import Account, Role
from forum.db import db
from forum.discussion.events import CommentStood
from forum.discussion.models import Comment, State
from forum.ids import new_id
from forum.mail.events import MailWritten
from forum.mail.models import Mail
from forum.mail.models import State as Sent
from forum.notifications.inbox import inbox
from forum.notifications.models import Post
from forum.notifications.telling import TAKEN_AWAY
from forum.notifications.timing import MOST_A_DAY
from forum.outbox.dispatch import LONGEST_PAUSE, MOST_TRIES
from forum.outbox.models import Fact
from forum.outbox.record import record, record_many
from tests.factories import an_article, person, rows_of
from tests.faults.fault import Ground
from tests.faults.figures import Figures
from tests.faults.mail import is_due, pass_time, postman, still_open, until, write_mails
from tests.faults.mail_servers import emptied_site
from tests.faults.news import (
    let_wait_end,
    mails_to,
    news_of,
    pass_a_day,
    proved,
    spread,
    waiting,
    write_and_deliver,
    write_what_is_due,
)
from tests.faults.server import FORUM
from tests.faults.site import Site
from tests.mail.servers import Postbox, serving_mail

# Twice as many as somebody gets mails in a day: of one discussion only the first unread answer is mailed.
ARTICLES = 2 * MOST_A_DAY


def answer_ten_thousand_times(ground: Ground) -> Figures:
    """F25. All at the same moment, below what Nora said in forty places; a night later comes the morning."""
    (site, port), figures, box = emptied_site(ground), Figures(), Postbox()
    replies = _answers(site, ground.scale(400, 10_000))
    with serving_mail(box, port):
        spread(site)
        let_wait_end(site)
        write_and_deliver(site, left=[Post.DIGEST])
        at_once = len(box.taken)
        pass_a_day(site)
        write_and_deliver(site)
    rows, mails = news_of(site, "watcher"), {mail.id: mail for mail in mails_to(site, "watcher")}
    digests = [mail for mail in mails.values() if mail.purpose == "digest"]
    figures["replies"], figures["told"] = len(replies), len(rows)
    figures["mails"], figures["digests"] = at_once, len(digests)
    figures["not mailed"] = sum(row.post == Post.SKIPPED for row in rows)
    figures.must(Counter(row.comment_id for row in rows) == Counter(replies), "not told of each reply once")
    figures.must(at_once == MOST_A_DAY, f"{at_once} mails within a day, not {MOST_A_DAY}")
    figures.must(len(digests) == 1, f"{len(digests)} digests in one morning")
    figures.must(len(box.taken) == len(mails) == MOST_A_DAY + 1, "another number of mails arrived than was written")
    figures.must({mail.state for mail in mails.values()} == {Sent.SENT}, "a mail did not go")
    figures.must({row.post for row in rows} == {Post.WRITTEN, Post.SKIPPED}, "a reply has no end")
    mailed = {row.mail_id for row in rows if row.post == Post.WRITTEN}
    figures.must(mailed == set(mails), "what was mailed does not say by which mail")
    figures.must(all(row.mail_reason for row in rows if row.post == Post.SKIPPED), "a reply was not mailed, and no why")
    figures.must(_in_the_inbox(site) == Counter(replies), "the inbox does not hold each of them once")
    return figures


def _answers(site: Site, number: int) -> list[int]:
    """Written as rows, which takes seconds, with the facts that posting them would have recorded."""
    replies: list[int] = []
    with site.rows():
        nora, ben = proved("watcher"), person("answering-much")
        for place in range(ARTICLES):
            root, *below = rows_of(an_article(f"f25-{place}"), ben, [None] + [0] * (number // ARTICLES))
            db.session.execute(update(Comment).where(Comment.id == root).values(author_id=nora.id))
            replies += below
        appeared = [(CommentStood(reply, 1, State.UNCONFIRMED, State.LIVE), None) for reply in replies]
        record_many(appeared)
    return replies


def _in_the_inbox(site: Site) -> Counter[int]:
    """By comment, how often it stands on her pages."""
    found, before = Counter[int](), None
    with site.rows():
        nora = db.session.scalars(select(Account).where(Account.handle == "watcher")).one()
        while True:
            page = inbox(nora, before)
            found.update(item.comment.id for item in page.items if item.comment)
            before = page.older
            if before is None:
                return found


def remove_while_mail_waits(ground: Ground) -> Figures:
    """F26. Its author and a moderator, each while the notice waits and while its mail waits for a server."""
    (site, port), figures, box = emptied_site(ground), Figures(), Postbox()
    with site.rows():
        proved("waited-for")
    author, moderator = site.reader("retracting"), site.reader("tidying", Role.MODERATOR)
    names = []
    for place in range(5):  # of one discussion only the first answer is mailed
        article = site.article(f"f26-{place}")
        above = site.comment(f"f26-{place}", "waited-for")
        names.append(author.insist(f"{article}/comments", body=f"Reply {place}.", key=f"f26-{place}", parent=above))
    comments = [answer.comment or "" for answer in names]
    decision = {"verb": "remove", "reason": "spam", "version": "1"}
    removals = [
        partial(author.insist, f"/c/{comments[0]}/delete"),
        partial(moderator.insist, f"/c/{comments[1]}/decision", **decision),
        partial(author.insist, f"/c/{comments[2]}/delete"),
        partial(moderator.insist, f"/c/{comments[3]}/decision", **decision),
    ]
    spread(site)
    figures.must(waiting(site, [Post.WAITS]) == len(comments), "not every reply waits for its mail")
    answers = [remove() for remove in removals[:2]]
    let_wait_end(site)
    write_what_is_due(site)
    figures.must(still_open(site) >= 3, "the mails of what still stood were not written")
    answers += [remove() for remove in removals[2:]]
    figures.must({answer.status for answer in answers} == {303}, "a comment could not be removed")
    pass_time(site, timedelta(hours=3))
    with serving_mail(box, port):
        write_and_deliver(site)
    _must_have_been_stopped(site, box, comments, figures)
    return figures


def _must_have_been_stopped(site: Site, box: Postbox, comments: list[str], figures: Figures) -> None:
    arrived = [mail for mail in box.taken if "waited-for@" in mail["To"]]
    by_comment = {row.comment_id: row for row in news_of(site, "waited-for")}
    rows = [by_comment[ids.from_text(comment)] for comment in comments]
    mails = {mail.id: mail for mail in mails_to(site, "waited-for")}
    early, late, left = rows[:2], [mails[row.mail_id or 0] for row in rows[2:4]], mails[rows[4].mail_id or 0]
    figures["removed"], figures["mails that went"] = len(early) + len(late), len(arrived)
    figures.must([mail["Message-ID"] for mail in arrived] == [left.message_id], "not only what still stood was mailed")
    kept = {(row.post, row.mail_reason, row.mail_id) for row in early}
    figures.must(kept == {(Post.SKIPPED, TAKEN_AWAY, None)}, f"no word of why while it waited: {kept}")
    ends = {(mail.state, mail.last_reply) for mail in late}
    figures.must(ends == {(Sent.SKIPPED, TAKEN_AWAY)}, f"no word of why while its mail waited: {ends}")
    figures.must(left.state == Sent.SENT, "the mail of what still stands did not go")


def poison_the_queue(ground: Ground) -> Figures:
    """F27. A mail without the facts that its words are made of."""
    (site, port), figures, box = emptied_site(ground), Figures(), Postbox()
    poison, others = new_id(), ground.scale(10, 200)
    _write_poison(site, poison)
    write_mails(site, [f"reader-{number}@example.org" for number in range(others)])
    with serving_mail(box, port), postman(site):
        until(lambda: not is_due(site))
        figures.must(len(box.taken) == others, f"{len(box.taken)} of {others} mails passed it")
        for _ in range(MOST_TRIES - 1):
            pass_time(site, 2 * LONGEST_PAUSE)
            until(lambda: not is_due(site))
        write_mails(site, ["ben@example.org"])
        until(lambda: still_open(site) <= 1 and not is_due(site))
    with site.rows():
        (fact,) = db.session.scalars(select(Fact)).all()
    figures["mails that passed"], figures["tries"] = len(box.taken), fact.tries
    figures.must(len(box.taken) == others + 1, "another's mail did not pass it")
    figures.must(fact.payload == {"mail_id": poison} and fact.tries == MOST_TRIES, "it is not what was tried")
    figures.must(fact.set_aside_at is not None, "it is still in the queue")
    figures.must("MailWritten" in _told(site, "outbox", "list"), "forum outbox list does not name it")
    figures.must("1 things failed too often" in _told(site, "doctor"), "forum doctor does not know of it")
    log = (site.server.folder / "worker.log").read_text()
    figures.must(f"was set aside after {MOST_TRIES} tries" in log, "the log raises no alarm")
    return figures


def _write_poison(site: Site, number: int) -> None:
    with site.rows():
        words = {"message_id": f"<{number}@localhost>", "purpose": "notice", "recipient": "ada@example.org"}
        db.session.add(Mail(id=number, created_at=clock.now(), payload={}, **words))
        record(MailWritten(number))


def _told(site: Site, *command: str) -> str:
    said = subprocess.run([*FORUM, *command], env=site.server.environ(), capture_output=True, text=True)
    return said.stdout + said.stderr
