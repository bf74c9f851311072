"""Which decision is open to whom, on a comment in which state: the one table that code, pages and tests share."""

from collections.abc import Mapping

from forum.accounts.models import Account, Role
from forum.accounts.permissions import may_moderate
from forum.articles.models import Article, Openness
from forum.discussion.models import PUBLIC, WAITING, Comment, State
from forum.errors import YES, Answer, no
from forum.moderation.models import Verb

_STAFF = frozenset({Role.MODERATOR, Role.ADMIN})
_WITH_WORDS = frozenset(State) - {State.UNCONFIRMED, State.DELETED}

# By verb, the states of the comments on which it is open. What was never public is rejected; what was is removed, and
# its place says so. Whom nobody reads is neither picked nor pinned, but what waits may be hidden as a spoiler first.
OPEN: Mapping[Verb, frozenset[State]] = {
    Verb.APPROVE: frozenset({State.LIVE, State.APPROVED, State.HELD, State.SUSPECTED, State.REJECTED, State.REMOVED}),
    Verb.TRUST: frozenset({State.LIVE, State.HELD, State.SUSPECTED}),
    Verb.REJECT: WAITING,
    Verb.REMOVE: PUBLIC,
    Verb.REMOVE_ALL: PUBLIC,
    Verb.SPOILER: PUBLIC | WAITING,
    Verb.UNSPOILER: _WITH_WORDS,
    Verb.PICK: PUBLIC,
    Verb.UNPICK: _WITH_WORDS,
    Verb.PIN: PUBLIC,
    Verb.UNPIN: _WITH_WORDS,
    Verb.LOCK: PUBLIC,
    Verb.UNLOCK: _WITH_WORDS | {State.DELETED},
    Verb.MOVE: PUBLIC | WAITING,
    Verb.ESCALATE: PUBLIC | WAITING,
}
# By verb, who may. An editor's hand and a reader's place are matters of moderators too: newsrooms are small.
ALLOWED: Mapping[Verb, frozenset[Role]] = dict.fromkeys(Verb, _STAFF)

# What is said of a whole thread is said of its beginning.
OF_ROOTS = frozenset({Verb.PIN, Verb.UNPIN, Verb.LOCK, Verb.UNLOCK, Verb.MOVE})
# What readers and the author are told the reason of.
WITH_REASON = frozenset({Verb.REJECT, Verb.REMOVE, Verb.REMOVE_ALL})
ON_COMMENTS = tuple(OPEN)
# More would push what others say off the first page.
MOST_PINS = 3


def may_decide(by: Account | None, comment: Comment, verb: Verb) -> Answer:
    if not (answer := may_do(by, verb)):
        return answer
    if not (answer := may_decide_on_escalated(by, comment)):
        return answer
    if comment.state not in OPEN.get(verb, frozenset()):
        return no(f"This comment is {comment.state} now: that decision is not open on it.")
    if verb in OF_ROOTS and comment.parent_id is not None:
        return no("That is said of a whole thread: decide on the comment at its beginning.")
    if verb == Verb.ESCALATE and by is not None and by.is_admin:
        return no("You are an admin: decide about it.")
    return _differs(comment, verb)


def may_decide_on_escalated(by: Account | None, comment: Comment) -> Answer:
    """Whatever it is: what was handed to the admins is theirs until one of them has decided."""
    if comment.escalated_at is not None and not (by is not None and by.is_admin):
        return no("This was handed to the admins: one of them decides.")
    return YES


def may_do(by: Account | None, verb: Verb) -> Answer:
    """Whether it is theirs to decide at all, on whatever."""
    answer = may_moderate(by)
    if not answer or by is None:
        return answer
    return YES if by.role in ALLOWED[verb] else no("Only admins may do this.")


def may_close(by: Account | None, article: Article) -> Answer:
    return may_do(by, Verb.CLOSE) and (
        no("This article is closed already.") if article.state == Openness.CLOSED else YES
    )


def may_reopen(by: Account | None, article: Article) -> Answer:
    return may_do(by, Verb.REOPEN) and (
        YES if article.state == Openness.CLOSED else no("This article is open already.")
    )


def _differs(comment: Comment, verb: Verb) -> Answer:
    """Whether it would change anything."""
    done = {
        Verb.APPROVE: comment.state == State.APPROVED and not comment.report_count and comment.escalated_at is None,
        Verb.SPOILER: comment.is_wrapped,
        Verb.UNSPOILER: not comment.is_wrapped,
        Verb.PICK: comment.picked_at is not None,
        Verb.UNPICK: comment.picked_at is None,
        Verb.PIN: comment.pinned_at is not None,
        Verb.UNPIN: comment.pinned_at is None,
        Verb.ESCALATE: comment.escalated_at is not None,
        Verb.LOCK: comment.is_locked,
        Verb.UNLOCK: not comment.is_locked,
    }
    if done.get(verb):
        return no("That is so already.")
    if verb == Verb.PIN and (comment.article.pinned_count or 0) >= MOST_PINS:
        return no(f"{MOST_PINS} comments are pinned on this article. Unpin one of them first.")
    return YES


_RANKS: Mapping[Role, int] = {Role.READER: 0, Role.MODERATOR: 1, Role.ADMIN: 2}


def may_sanction(by: Account | None, person: Account) -> Answer:
    """Nobody acts on themselves, nor on an equal or above; an admin may act on another."""
    answer = may_moderate(by)
    if not answer or by is None:
        return answer
    if by.id == person.id:
        return no("Nobody warns, holds, mutes or bans themselves.")
    if _RANKS[person.role] >= _RANKS[by.role] and not by.is_admin:
        return no(f"Only admins warn, hold, mute or ban {'an admin' if person.role == Role.ADMIN else 'a moderator'}.")
    return no("This member has left.") if person.erased_at is not None else YES


def may_change_reasons(by: Account | None) -> Answer:
    if by is not None and by.is_staff and not by.is_admin:
        return no("Only admins change reasons.")
    return may_moderate(by)


def may_change_rules(by: Account | None) -> Answer:
    if by is not None and by.is_staff and not by.is_admin:
        return no("Only admins change rules.")
    return may_moderate(by)
