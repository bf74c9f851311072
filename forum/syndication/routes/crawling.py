"""What crawlers ask for first."""

from flask import Response
from flask.typing import ResponseReturnValue

from forum.syndication import sitemap
from forum.syndication.robots import KIND as PLAIN
from forum.syndication.robots import robots as robots_txt
from forum.syndication.routes.blueprint import bp
from forum.web.pages.sharing import depends_on_everything, shared


@bp.get("/robots.txt")
@shared(for_members=True)
def robots() -> ResponseReturnValue:
    depends_on_everything()
    return Response(robots_txt(), content_type=PLAIN)


@bp.get("/sitemap.xml")
@shared(for_members=True)
def sitemaps() -> ResponseReturnValue:
    depends_on_everything()
    return Response(sitemap.index(), content_type=sitemap.KIND)


# An index names no more.
@bp.get("/sitemap-<int(min=1, max=50000):number>.xml")
@shared(for_members=True)
def sitemap_part(number: int) -> ResponseReturnValue:
    depends_on_everything()
    return Response(sitemap.part(number), content_type=sitemap.KIND)
