"""What tests of the queue share."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.models import Comment, State
from forum.ids import to_text
from forum.moderation.models import Decision, Verb
from forum.queue.leasing import LASTS
from forum.queue.models import Lease, Note, QueueView
from forum.queue.views import MOST
from tests.discussion.test_page_cost import counted
from tests.factories import decided, person, say
from tests.visiting import Visitor

@pytest.fixture
