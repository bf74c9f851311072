"""For any WSGI server: `gunicorn wsgi:app`, `waitress-serve wsgi:app`, `granian --interface wsgi wsgi:app`."""

from forum.app import create_app

app = create_app()
