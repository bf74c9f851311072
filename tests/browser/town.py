"""A town's site with something of everything on it: what the pages are looked at with."""

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select
from werkzeug.test import TestResponse

from forum.accounts.keys import Purpose
from forum.accounts.models import Account, Role
from forum.accounts.tickets import link_token, make_sign_in_link, make_ticket
from forum.articles.models import Article, Openness, Section
from forum.articles.registry import add_article
from forum.config import Hold
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.discussion.editing import edit_comment
from forum.discussion.models import Comment
from forum.discussion.muting import mute
from forum.discussion.recommending import recommend
from forum.ids import to_text
from forum.moderation.models import Verb
from forum.notifications.keys import Stop, stop_token
from forum.notifications.models import Kind
from forum.privacy.holding import hold_account
from forum.privacy.leaving import ask_for_erasure
from forum.redress.appealing import appeal
from forum.redress.finding import case_of
from forum.statements.keys import key_to
from forum.statements.models import Statement
from tests.browser.told import tell_of_it_all
from tests.factories import an_article, decided, person, rows_of, say

BRIDGE = """---
title: The bridge will stay shut until the spring, says the council, and perhaps for good
section: Town hall
byline: Mara Lind
date: 2017-03-03
standfirst: Nine people came to the meeting; all of them had something to say.
url: https://courier.example/2017/03/the-bridge-will-stay-shut
prompt: How do you cross?
---
It was a *long* evening.

# What was said

> “Never again.”

- A list
- with `code` in it

1. Counted
2. twice
"""

# One of everything that readers can write.
EVERYTHING = """Bold **and** *italic* and ~~struck~~, as @ben said: [the plan](https://council.example/), ||they knew||.

> Somebody else's words
>> within words

- a list
  1. in a list

```
a_line_of_code = "that is much longer than any telephone is wide, and then some, and then a little more"
```

>! [S1 E8] It ends with a wedding.

AnEndlessWordWithoutAnySpacesInItAnEndlessWordWithoutAnySpacesInItAnEndlessWordWithoutAnySpacesInIt https://council.example/a/very/long/path/that/goes/on/and/on?with=a&query=that-goes-on-and-on
"""


@dataclass(frozen=True)
class Town:
    """The people, articles and comments that the tour names."""

    people: dict[str, Account]
    bridge: Article
    quiet: Article
    closed: Article
    deep: Article
    long: Article
    comments: dict[str, Comment]
    chain: list[int]
    link: str  # the token of a link that nobody has used
    moving: str  # the id of Ada's wish for another address
    moving_link: str  # and the token that makes it hers
    stated: str  # the key to what was stated of Ada's rejected comment
    appeal: str  # the id of Cleo's
    told: str  # the id of what Ada was told
    stop: str  # the token by which Ada's mail stops
    aside: dict[str, TestResponse] = field(default_factory=dict)  # answers that this site itself does not give


def settle() -> Town:
    """Make it all; the caller commits."""
    people = {handle: person(handle) for handle in ("ada", "ben", "cleo")}
    people["sam"] = person("sam", Role.MODERATOR, badge="Moderator")
    people["ben"].bio = "I take the ferry."
    people["eve"] = person("eve", Role.ADMIN)
    # Dan leaves, and may not yet.
    people["dan"] = person("dan", display_name="Dan of the Long Bridge", badge="Ferryman")
    ask_for_erasure(people["dan"], with_words=True)
    hold_account(people["dan"], "A court asks for what was said about the bridge.", by=people["eve"])
    bridge, _ = add_article(BRIDGE, "bridge.md")
    bridge.section = db.session.get_one(Section, "Town hall")
    closed = an_article("the-old-mill")
    say(people["ada"], closed, "The last word.")
    closed.state = Openness.CLOSED
    deep, long = an_article("the-well"), an_article("the-long-evening")
    rows_of(long, people["ben"], [None, *[0] * 9, *[None] * 110])
    comments = _discuss(bridge, people)
    moving = make_ticket(Purpose.ADDRESS, timedelta(days=1), people["ada"], email="ada.of.the.long.bridge@new.example")
    return Town(
        people=people,
        bridge=bridge,
        quiet=an_article("the-quiet-street", prompt="What do you hear there?"),
        closed=closed,
        deep=deep,
        long=long,
        comments=comments,
        chain=rows_of(deep, people["ben"], [None, *range(29)]),
        link=make_sign_in_link(people["ada"]),
        moving=moving.id,
        moving_link=link_token(moving),
        stated=key_to(_stated(comments["rejected"])),
        appeal=to_text(appeal(case_of(_stated(comments["removed"])), "I was joking,\nas everybody knew.").id),
        told=to_text(tell_of_it_all(people, comments)),
        stop=stop_token(Stop(people["ada"].id, kind=Kind.REPLY)),
    )


def _stated(comment: Comment) -> int:
    return db.session.scalars(select(Statement.id).where(Statement.comment_id == comment.id)).one()


def _discuss(article: Article, people: dict[str, Account]) -> dict[str, Comment]:
    """A comment in every state, by its name."""
    ada, ben, cleo = (people[handle] for handle in ("ada", "ben", "cleo"))
    everything = say(ada, article, EVERYTHING)
    reply = say(ben, article, "I said *nothing* of the kind.", everything)
    say(people["sam"], article, "Let us keep it friendly.", say(ada, article, "You did.", reply))
    for number in range(4):
        say(cleo, article, f"Answer {number}.", reply)
    for comment, by in ((everything, ben), (everything, cleo), (reply, ada)):
        recommend(comment, by=by)
    edited = say(ada, article, "Nine people came.")
    edited.created_at -= timedelta(days=1)
    edit_comment(edited, "Ninety people came.", by=ada, site_holds=Hold.OPEN)
    mute(cleo, by=ben)
    say(ben, article, "أين الجسر؟ **هنا**")
    return {"everything": everything, "reply": reply, "edited": edited, **_not_live(article, people)}


def _not_live(article: Article, people: dict[str, Account]) -> dict[str, Comment]:
    """Comments that wait, were refused or were taken away; the latter were answered before."""
    ada, cleo, sam = (people[handle] for handle in ("ada", "cleo", "sam"))
    deleted, removed = say(cleo, article, "I regret this."), say(cleo, article, "Rude words.")
    for parent in (deleted, removed):
        say(ada, article, "Too late.", parent)
    delete_comment(deleted, by=cleo)
    decided(removed, Verb.REMOVE, sam, "personal attack")
    held = say(ada, article, "I wait.", holds=Hold.ALL)
    rejected = say(ada, article, "I was refused.", holds=Hold.ALL)
    decided(rejected, Verb.REJECT, sam, "off topic")
    return {"deleted": deleted, "removed": removed, "held": held, "rejected": rejected}
