"""What an owner pastes into their site, written for the system that it runs on. Pure.

Each text below is whole, for an example of both sites, but for the one rule of style: what a system fills in later (a
title) is escaped by the filters of its own language that stand there. What is put in the examples' place is a scheme, a
host and a port, of signs that mean nothing in any of these languages.

*Why keys with the site's name.* All articles of all sites are known by their keys here, and two blogs both have a post
17. Ghost's ids are like no others; Jekyll has none that outlive an address, so there the address is what counts.

*Why with a rule of style.* The element keeps room for the discussion once its script is there (`reserve.js`). On a
short page the reader has seen by then what stands below, and sees it jump. Only the page itself can keep that room from
the start, and few owners would add a line that they have to look for. Without script no room is kept; where script runs
and ours never comes, there is a blank screen below the link. A page whose policy forbids style within it does as well
as ever without the rule, but its browser complains: its owner reads to put the rule into the site's own style sheet.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode, urlsplit

from forum.origins.reading import PLAIN_PATH, SCRIPT_PATH

# Of the texts below.
OURS, KEYS_BEGIN, NO_STYLE = "https://comments.example", "www.example.org:", "<style></style>"
ROOM = """\
<style>@media (scripting: enabled) {
  forum-comments:not(:defined) { display: block; min-block-size: var(--forum-reserve, 100vh) }
}</style>"""
HTML = "html"
# What the page is called in the text that is shown before anybody has said for which page it is.
EXAMPLE = "The title of the page"
_ADDRESS = re.compile(r"https?://[a-z0-9._:\[\]-]+")


@dataclass(frozen=True)
class Asked:
    """The page that plain HTML is made for, as its owner typed it; without a key it is known by its address."""

    url: str
    title: str
    key: str = ""


@dataclass(frozen=True)
class System:
    """What a site runs on: how it is called, where the text belongs, and the text; of HTML it depends on the page."""

    title: str
    where: str
    text: str


def html_snippet(ours: str, asked: Asked) -> str:
    """Finished HTML for one page; `ours` is our own address."""
    given = {"key": asked.key, "url": asked.url, "title": asked.title}
    link = f"{_plain(ours)}{PLAIN_PATH}?{urlencode({name: text for name, text in given.items() if text})}"
    key = f' article="{escape(asked.key)}"' if asked.key else ""
    title = f' title="{escape(asked.title)}"' if asked.title else ""
    return (
        f'{ROOM}\n<script type="module" src="{ours}{SCRIPT_PATH}"></script>\n'
        f'<forum-comments{key}{title}>\n  <a href="{escape(link)}">Comments</a>\n</forum-comments>\n'
    )


def system_snippet(system: str, ours: str, origin: str) -> str:
    """The text for every page of the listed site at `origin`; `ours` is our own address."""
    keys_begin = f"{urlsplit(_plain(origin)).netloc}:"
    if system == HTML:
        return html_snippet(ours, Asked(f"{origin}/the-page", EXAMPLE))
    return SYSTEMS[system].text.replace(KEYS_BEGIN, keys_begin).replace(OURS, _plain(ours)).replace(NO_STYLE, ROOM)


def _plain(address: str) -> str:
    if not _ADDRESS.fullmatch(address):
        raise ValueError("not the address of a site alone")
    return address


_WORDPRESS = """\
add_filter( 'the_content', function ( $content ) {
	if ( ! is_singular( 'post' ) || ! in_the_loop() || ! is_main_query() ) {
		return $content;
	}
	$key   = 'www.example.org:' . get_the_ID();
	$title = html_entity_decode( wp_strip_all_tags( get_the_title() ), ENT_QUOTES | ENT_HTML5, 'UTF-8' );
	$asked = array( 'key' => $key, 'url' => get_permalink(), 'title' => $title );
	$link  = 'https://comments.example/embed/at?' . http_build_query( $asked, '', '&', PHP_QUERY_RFC3986 );
	return $content
		. '<style></style><script type="module" src="https://comments.example/embed.js"></script>'
		. '<forum-comments article="' . htmlspecialchars( $key, ENT_QUOTES, 'UTF-8' )
		. '" title="' . htmlspecialchars( $title, ENT_QUOTES, 'UTF-8' ) . '">'
		. '<a href="' . esc_url( $link ) . '">Comments</a></forum-comments>';
}, 99 );
"""

_HUGO = """\
{{- $key := "" }}{{ with .File }}{{ $key = printf "www.example.org:%s" .UniqueID }}{{ end -}}
<style></style>
<script type="module" src="https://comments.example/embed.js"></script>
<forum-comments{{ with $key }} article="{{ . }}"{{ end }} title="{{ .Title }}">
  <a href="https://comments.example/embed/at?key={{ $key }}&amp;url={{ .Permalink }}&amp;title={{ .Title }}">
    Comments</a>
</forum-comments>
"""

_JEKYLL = """\
{% assign address = page.url | absolute_url | url_encode -%}
{% assign title = page.title | url_encode -%}
<style></style>
<script type="module" src="https://comments.example/embed.js"></script>
<forum-comments title="{{ page.title | escape }}">
  <a href="https://comments.example/embed/at?url={{ address }}&amp;title={{ title }}">Comments</a>
</forum-comments>
"""

_GHOST = """\
<style></style>
<script type="module" src="https://comments.example/embed.js"></script>
<forum-comments article="{{id}}" title="{{title}}">
  <a
   href="https://comments.example/embed/at?key={{id}}&amp;url={{url absolute="true"}}&amp;title={{encode title}}">
    Comments</a>
</forum-comments>
"""

_JINJA = """\
{% set key = "www.example.org:" ~ article.id %}
{% set asked = {"key": key, "url": article.url, "title": article.title} %}
<style></style>
<script type="module" src="https://comments.example/embed.js"></script>
<forum-comments article="{{ key|e }}" title="{{ article.title|e }}">
  <a href="https://comments.example/embed/at?{{ asked|urlencode|e }}">Comments</a>
</forum-comments>
"""

_POST_LAYOUT = "in the layout of your posts."
SYSTEMS: Mapping[str, System] = {
    HTML: System("HTML", "Paste it where the comments belong on the page. Say below which page it is for.", ""),
    "wordpress": System(
        "WordPress", "Paste it at the end of functions.php of your child theme. It stands under every post.", _WORDPRESS
    ),
    "hugo": System(
        "Hugo",
        f'Keep it as layouts/partials/comments.html, and put {{{{ partial "comments.html" . }}}} {_POST_LAYOUT}',
        _HUGO,
    ),
    "jekyll": System(
        "Jekyll",
        f"Keep it as _includes/comments.html, and put {{% include comments.html %}} {_POST_LAYOUT} "
        "_config.yml has to hold the site’s url.",
        _JEKYLL,
    ),
    "ghost": System("Ghost", "Paste it into post.hbs of your theme, between {{#post}} and {{/post}}.", _GHOST),
    "jinja": System(
        "Jinja",
        "Paste it into the template of an article that has an id, a title and, beginning with https://, a url.",
        _JINJA,
    ),
}
