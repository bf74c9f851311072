"""A hundred thousand comments are read to the last, and the figures are right: for LONG=1.

How long each took is in the log: `--log-cli-level=INFO`.
"""

import logging
import os
import time

import pytest

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.moderation.rule_form import RuleForm
from forum.moderation.trial_rows import Stage
from tests.moderation.long_month import expected, seeded
from tests.moderation.trying import tried

log = logging.getLogger(__name__)
COMMENTS = int(os.environ.get("COMMENTS", 100_000))
ASKED = [
    {"rule": "length", "ruling": "hold", "least": "20", "most": "5000"},
    {"rule": "banned-words", "ruling": "hold", "words": "casino", "patterns": ""},
    {"rule": "repeat", "ruling": "hold"},
    {"rule": "near-repeat", "ruling": "hold", "percent": "90"},
    {"rule": "many-links", "ruling": "hold", "most": "1"},
    {"rule": "new-account-links", "ruling": "hold", "hours": "300"},
    {"rule": "shared-host", "ruling": "hold", "accounts": "2", "days": "20"},
    {"rule": "first-comments", "ruling": "hold", "count": "3"},
    {"rule": "account-age", "ruling": "hold", "hours": "240"},
    {"rule": "email-domain", "ruling": "hold", "domains": "spam.example"},
    {"rule": "recent-rejections", "ruling": "hold", "count": "1", "days": "4"},
]


@pytest.mark.skipif(not os.environ.get("LONG"), reason="reads a hundred thousand comments eleven times: LONG=1")
def test_a_hundred_thousand_comments_are_read_to_the_last(eve: Account, article: Article) -> None:
    figures = expected(seeded(article, COMMENTS))
    for case in ASKED:
        began = time.monotonic()
        trial = tried(RuleForm.parse({**case, "enabled": "1"}), by=eve)
        took = time.monotonic() - began
        log.info("%s: %d of %d in %.0f s", case["rule"], trial.held, trial.judged, took)
        assert (trial.state, trial.done, trial.total, trial.judged) == (Stage.DONE, *[COMMENTS] * 3)
        if case["rule"] in figures:
            assert trial.held == figures[case["rule"]], case
