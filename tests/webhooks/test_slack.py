"""What a channel is told: text that calls nobody."""

import json

import pytest

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.webhooks.names import Format
from forum.webhooks.slack import plain
from tests.factories import say
from tests.webhooks.conftest import Telling


def test_slack_is_told_in_text_that_calls_nobody(telling: Telling, ada: Account, article: Article) -> None:
    telling.hook("comment.published", shape=Format.SLACK)
    ada.display_name = "Ada <!channel>"
    say(ada, article, "Hello @here & <!everyone>\n\n||secret||")
    telling.follow_up()
    (call,) = telling.there.received
    text = json.loads(call.body)["text"]
    assert "Ada &lt;!channel&gt; on The bridge" in text and "&lt;!everyone&gt; [spoiler]" in text
    assert "@here" not in text and "<!" not in text and "secret" not in text
    assert text.endswith(">") and "<http://localhost:8000/c/" in text


@pytest.mark.one_database
@pytest.mark.parametrize("text", ["<@U123>", "<!here|x>", "<https://evil.example|click>", "@channel", "a\n> b"])
def test_nothing_that_a_reader_writes_means_anything_to_slack(text: str) -> None:
    assert not set(plain(text)) & set("<>\n") and "@channel" not in plain(text)
