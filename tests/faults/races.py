"""F14 to F17: people who do opposite things at the same moment."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from random import Random
from threading import Barrier

from sqlalchemy import func, select

from forum import clock, ids
from forum.accounts.models import Role
from forum.articles.models import Article
from forum.articles.queries import article_to_change
from forum.db import db
from forum.discussion.models import Comment, Recommendation, State
from forum.discussion.recount import article_ids, recount_article
from forum.moderation.models import Decision
from tests.faults.fault import Ground
from tests.faults.figures import Figures
from tests.faults.reader import Answer
from tests.faults.site import Site


def together(actions: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """All let go at once."""
    gate = Barrier(len(actions))

    def wait_and_do(action: Callable[[], Answer]) -> Answer:
        gate.wait()
        return action()

    with ThreadPoolExecutor(len(actions)) as hands:
        return list(hands.map(wait_and_do, actions))


def vote_and_withdraw(ground: Ground) -> Figures:
    """F14."""
    site, figures, random = ground.site("shared"), Figures(), Random(14)
    site.article("f14")
    site.reader("voted-on")
    comment = site.comment("f14", "voted-on")
    voters = site.readers([f"voter-{number}" for number in range(50)])
    rounds = ground.scale(1, 20)
    answers: Counter[int] = Counter()
    for _ in range(rounds):
        votes = [(voter, random.choice(("recommend", "withdraw"))) for voter in voters * 4]
        with ThreadPoolExecutor(20) as hands:
            sent = [hands.submit(voter.insist, f"/c/{comment}/{verb}") for voter, verb in votes]
            answers += Counter(each.result().status for each in sent)
    figures["votes"], figures["answers"] = 200 * rounds, dict(answers)
    figures.must(set(answers) <= {303}, "a vote failed")
    with site.rows():
        counted = db.session.get_one(Comment, ids.from_text(comment)).recommend_count
        rows = db.session.scalars(
            select(Recommendation.account_id).where(Recommendation.comment_id == ids.from_text(comment))
        ).all()
    figures["counter"], figures["rows"] = counted, len(rows)
    figures.must(counted == len(rows) == len(set(rows)), "the counter is not the number of people")
    return figures


def decide_against_each_other(ground: Ground) -> Figures:
    """F15."""
    site, figures = ground.site("shared"), Figures()
    races = ground.scale(15, 500)
    site.article("f15")
    site.reader("judged")
    one, other = site.readers(["judge-1", "judge-2"], Role.MODERATOR)
    comments = [site.comment("f15", "judged", f"Race {number}.") for number in range(races)]
    ends: Counter[tuple[int, ...]] = Counter()
    for comment in comments:
        path = f"/c/{comment}/decision"
        answers = together(
            [
                partial(one.post, path, verb="approve", version="1"),
                partial(other.post, path, verb="remove", reason="spam", version="1"),
            ]
        )
        ends[tuple(sorted(answer.status for answer in answers))] += 1
    figures["races"], figures["answers"] = races, {str(statuses): times for statuses, times in ends.items()}
    figures.must(set(ends) == {(303, 409)}, f"not one winner and one conflict: {dict(ends)}")
    with site.rows():
        wanted = [ids.from_text(comment) for comment in comments]
        decisions = select(Decision.comment_id, func.count()).where(Decision.comment_id.in_(wanted))
        rows = db.session.execute(decisions.group_by(Decision.comment_id)).all()
        logged = {row[0]: row[1] for row in rows}
    figures["log rows"] = sum(logged.values())
    figures.must(logged == dict.fromkeys(wanted, 1), "not one log row for each change")
    return figures


def approve_while_it_is_edited(ground: Ground) -> Figures:
    """F16."""
    site, figures = ground.site("shared"), Figures()
    races = ground.scale(15, 500)
    site.article("f16")
    author, moderator = site.reader("second-thoughts"), site.reader("approver", Role.MODERATOR)
    ends: Counter[str] = Counter()
    unseen = 0
    for number in range(races):
        comment = site.comment("f16", "second-thoughts", f"Mild words {number}.")
        edited, approved = together(
            [
                partial(author.post, f"/c/{comment}/edit", body=f"Wild words {number}."),
                partial(moderator.post, f"/c/{comment}/decision", verb="approve", version="1"),
            ]
        )
        ends[f"edit {edited.status}, approval {approved.status}"] += 1
        with site.rows():
            row = db.session.get_one(Comment, ids.from_text(comment))
            unseen += row.state == State.APPROVED and row.body_source != f"Mild words {number}."
            figures.must(row.body_source == f"Wild words {number}.", "an edit that was answered for is lost")
    figures["races"], figures["ends"], figures["approved unseen"] = races, dict(ends), unseen
    figures.must(unseen == 0, f"{unseen} texts were approved that nobody had seen")
    return figures


def reply_while_the_parent_goes(ground: Ground) -> Figures:
    """F17."""
    site, figures = ground.site("shared"), Figures()
    races = ground.scale(15, 500)
    article = site.article("f17")
    author, other = site.readers(["gone", "answering"])
    ends: Counter[str] = Counter()
    for number in range(races):
        parent = site.comment("f17", "gone", f"Parent {number}.")
        deleted, replied = together(
            [
                partial(author.post, f"/c/{parent}/delete"),
                partial(other.say, article, f"Reply {number}.", parent=parent),
            ]
        )
        ends[f"deletion {deleted.status}, reply {replied.status}"] += 1
    closed = [_closed_while_deleting(site, number) for number in range(races)]
    figures["races"], figures["ends"], figures["deletions while it closes"] = races, dict(ends), dict(Counter(closed))
    figures.must(all("deletion 303" in end for end in ends), "a deletion failed")
    figures.must(set(closed) == {303}, "a deletion failed while the article closed")
    with site.rows():
        wrong = [line for number in article_ids() for line in recount_article(number)]
        db.session.rollback()
        orphans = db.session.scalar(select(func.count()).where(Comment.parent_id.not_in(select(Comment.id))))
    figures["orphans"], figures["wrong counts"] = orphans, len(wrong)
    figures.must(orphans == 0 and not wrong, f"{orphans} orphans; {wrong[:3]}")
    return figures


def _closed_while_deleting(site: Site, number: int) -> int:
    slug = f"f17-{number}"
    site.article(slug)
    author = site.reader(f"leaving-{number}")
    comment = site.comment(slug, f"leaving-{number}")

    def close() -> Answer:
        with site.app.app_context():
            article = db.session.scalars(select(Article.id).where(Article.slug == slug)).one()
            article_to_change(article).closes_at = clock.now()
            db.session.commit()
        return Answer(303)

    return together([partial(author.post, f"/c/{comment}/delete"), close])[0].status
