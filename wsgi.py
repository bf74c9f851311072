"""For any WSGI server: `gunicorn wsgi:app`, `waitress-serve wsgi:app`, `granian --interface wsgi wsgi:app`."""

from forum.app import served
from forum.cli.opening import say
from forum.db import db
from forum.migrations.upgrading import bring_up_to_date

app = served()
with app.app_context():
    bring_up_to_date(say)
    # A server that loads us once and then forks: no two of its workers may speak over one connection.
    db.engine.dispose()
