"""Alembic's entry: it runs the steps on the connection that `forum.migrations.upgrading` hands over."""

from alembic import context

from forum.accounts import keys
from forum.accounts import models as accounts
from forum.api import models as api
from forum.articles import models as articles
from forum.db import Base
from forum.discussion import models as discussion
from forum.discussion import reports
from forum.mail import models as mail
from forum.measures import models as measures
from forum.moderation import models as moderation
from forum.moderation import records, trial_rows
from forum.notifications import models as notifications
from forum.origins import models as origins
from forum.outbox import models as outbox
from forum.queue import models as queue
from forum.rounds import models as rounds
from forum.screening import models as screening
from forum.sso import models as sso
from forum.statements import models as statements
from forum.statements import published
from forum.syndication import models as syndication
from forum.webhooks import models as webhooks

# Importing the models is what fills the metadata.
ACCOUNTS, WORDS = (accounts, api, keys, origins, sso), (articles, discussion, reports, screening)
DECISIONS = (measures, moderation, published, queue, records, rounds, statements, trial_rows)
ALL = (*ACCOUNTS, *WORDS, *DECISIONS, mail, notifications, outbox, syndication, webhooks)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite changes a table only by copying it
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
