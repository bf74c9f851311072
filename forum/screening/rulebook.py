"""Every rule with its check, and how it works as long as staff have not changed it."""

from collections.abc import Mapping, Sequence

from forum.screening.checks import linking, people, place, text
from forum.screening.kind import Check, Kind
from forum.screening.options import Terms
from forum.screening.verdict import Ruling


def _listed(name: str, title: str, about: str, check: Check, ruling: Ruling, trusted: bool) -> Kind:
    return Kind(
        name, title, about, check, ruling, options={"words": (), "patterns": ()}, of_staff=True, of_trusted=trusted
    )


RULES: Sequence[Kind] = (
    Kind(
        "closed",
        "Closed discussions",
        "Where comments are closed, nobody posts.",
        place.closed,
        Ruling.REFUSE,
        fixed=True,
        of_trusted=True,
    ),
    Kind(
        "muted-person",
        "Muted people",
        "Who is muted or banned may not post.",
        people.muted_person,
        Ruling.REFUSE,
        fixed=True,
        of_trusted=True,
    ),
    Kind(
        "slow-mode",
        "Slow mode",
        "In a slow discussion everybody waits between two comments.",
        place.slow_mode,
        Ruling.REFUSE,
        fixed=True,
        of_trusted=True,
    ),
    Kind(
        "stance",
        "Whose comments wait",
        "As the site, its sections and articles say.",
        place.stance,
        Ruling.HOLD,
        fixed=True,
    ),
    Kind(
        "held-person",
        "People who are held",
        "All that they say waits.",
        people.held_person,
        Ruling.HOLD,
        fixed=True,
        of_trusted=True,
    ),
    Kind(
        "length",
        "Length",
        "How short or long a comment may be.",
        text.length,
        Ruling.REFUSE,
        options={"least": 1, "most": 5_000},
        limits={"least": (1, 200), "most": (500, 5_000)},
        of_trusted=True,
    ),
    _listed(
        "banned-words",
        "Banned words",
        "Words that no comment goes out with unseen.",
        text.banned_words,
        Ruling.HOLD,
        trusted=True,
    ),
    _listed(
        "suspect-words",
        "Suspect words",
        "Words that moderators want to be told of.",
        text.suspect_words,
        Ruling.NOTE,
        trusted=False,
    ),
    Kind("repeat", "The same again", "The same words by the same person within a day.", text.repeat, Ruling.HOLD),
    Kind(
        "near-repeat",
        "Much the same again",
        "Nearly the same words by the same person within a day.",
        text.near_repeat,
        Ruling.HOLD,
        options={"percent": 80},
        limits={"percent": (50, 100)},
    ),
    Kind(
        "many-links",
        "Many links",
        "More links than a comment needs.",
        linking.many_links,
        Ruling.HOLD,
        options={"most": 4},
        limits={"most": (1, 50)},
        of_staff=True,
    ),
    Kind(
        "new-account-links",
        "Links of new members",
        "A link by a young account.",
        linking.new_account_links,
        Ruling.NOTE,
        options={"hours": 24},
        limits={"hours": (1, 2_160)},
    ),
    Kind(
        "shared-host",
        "One site, several new accounts",
        "New accounts that link to the same site.",
        linking.shared_host,
        Ruling.SUSPECT,
        options={"accounts": 3, "days": 3},
        limits={"accounts": (2, 50), "days": (1, 30)},
    ),
    Kind(
        "links-after-approval",
        "Links after approval",
        "Links that an edit adds to approved words.",
        linking.links_after_approval,
        Ruling.HOLD,
    ),
    Kind(
        "first-comments",
        "First comments",
        "The first comments of a person wait.",
        people.first_comments,
        Ruling.HOLD,
        enabled=False,
        options={"count": 3},
        limits={"count": (1, 50)},
    ),
    Kind(
        "account-age",
        "Young accounts",
        "Comments of young accounts wait.",
        people.account_age,
        Ruling.HOLD,
        enabled=False,
        options={"hours": 24},
        limits={"hours": (1, 2_160)},
    ),
    Kind(
        "email-domain",
        "Addresses",
        "Accounts whose e-mail address is at one of these domains.",
        people.email_domain,
        Ruling.HOLD,
        options={"domains": ()},
    ),
    Kind(
        "recent-rejections",
        "Rejected lately",
        "People some of whose last comments were rejected.",
        people.recent_rejections,
        Ruling.HOLD,
        options={"count": 2, "days": 30},
        limits={"count": (1, 20), "days": (1, 365)},
    ),
    Kind(
        "too-fast",
        "Written too fast",
        "Sent sooner after the box was shown than anybody types.",
        text.too_fast,
        Ruling.NOTE,
        options={"seconds": 3},
        limits={"seconds": (1, 60)},
    ),
    Kind("lure", "The hidden field", "A field that only programs fill in.", text.lure, Ruling.SUSPECT),
)
BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in RULES}
DEFAULTS: Mapping[str, Terms] = {kind.name: kind.terms for kind in RULES}
