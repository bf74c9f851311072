"""Filling an article with as many comments as one likes, to see how the site bears them.

Rows go in by the thousand rather than one by one through the verbs, with every number already on them; `recount`
must find nothing to mend.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import batched
from random import Random
from typing import Any

from sqlalchemy import insert, select

from forum import clock
from forum.accounts.forms import email_key
from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.articles.queries import article_to_change
from forum.db import Base, db
from forum.demo.phrases import texts
from forum.demo.shape import ROOT, Shape, grow
from forum.discussion.models import State
from forum.discussion.ranking import activity
from forum.discussion.wording import html_of
from forum.ids import new_id
from forum.markup.render import RENDER_VERSION
