"""A tour of the site: every page, in every state that a reader or a moderator can bring it to."""

from collections.abc import Sequence

from flask import Flask
from werkzeug.routing import Map

from tests.browser.stop import Stop
from tests.browser.stops_afterwards import AFTERWARDS
from tests.browser.stops_at_the_door import AT_THE_DOOR
from tests.browser.stops_in_moderation import IN_MODERATION
from tests.browser.stops_in_threads import IN_THREADS
from tests.browser.stops_when_told import WHEN_TOLD

# Not pages: a file, and what is told to machines and to our own script.
FOR_MACHINES = {"healthz", "readyz", "metrics", "articles.counts"}
NO_PAGES = {"static", "bundle", "accounts.authenticator_code", "discussion.live", "discussion.people"} | FOR_MACHINES
NO_PAGES |= {"privacy.export"}
NO_PAGES |= {f"syndication.{name}" for name in ("article", "comments", "person", "replies", "comments_as_data")}
NO_PAGES |= {f"syndication.{name}" for name in ("counts_script", "robots", "sitemaps", "sitemap_part")}
NO_PAGES |= {"embed.at", "embed.fragment", "embed.script"}  # parts of other sites' pages, where they are looked at
NO_PAGES |= {"transparency.feed", "transparency.report_as_csv", "transparency.report_as_json"}
NO_PAGES |= {"previews.mail"}  # a mail, in which no page of ours stands: it is looked at by itself
NO_PAGES |= {"redress.why"}  # leads on to a statement
NO_PAGES |= {"sso.ask_provider"}  # leads to another site

STOPS: Sequence[Stop] = [*IN_THREADS, *AT_THE_DOOR, *IN_MODERATION, *AFTERWARDS, *WHEN_TOLD]


def pages(url_map: Map) -> set[str]:
    """Every endpoint that answers a GET with a page; what is for programs answers with none."""
    read = {str(rule.endpoint) for rule in url_map.iter_rules() if "GET" in (rule.methods or ())}
    return {endpoint for endpoint in read if not endpoint.startswith("api.")} - NO_PAGES


def unvisited(app: Flask, stops: Sequence[Stop] = STOPS) -> set[str]:
    return pages(app.url_map) - {stop.endpoint for stop in stops}
