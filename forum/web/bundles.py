"""One style sheet and one script a page, put together when the process starts.

*Why so.* The sources are one small file for each thing that the page can do, so that one can be read at a time, and
they run as they stand. Sent one by one they would cost a telephone twenty requests and half as many bytes again, since
small files pack badly. So each kind is joined in memory, without comments and indentation, and kept packed; there is
no build step, and nothing is written to disk. In the joined script all modules share one scope: a name is given only
once, and told by a letter or two (`shortening`). (rjsmin was tried: it takes spaces out of a template literal that
stands in another. No literal here stands in one of its own kind, so that telling code from text takes one line; a
pattern counts as code, and says a space as `\\s` or `.`.)
"""

import gzip
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path, PurePath

from flask import Flask, Response, request, url_for

from forum.assets import STATIC, static_version
from forum.errors import NotFound
from forum.web.hosted import hosted
from forum.web.shortening import names_in, shortened

# In the order of the cascade; reset.css names the layers.
SHEETS = {
    "forum.css": (
        *("reset", "tokens", "base", "prose", "layout", "forms", "buttons", "article"),
        *("discussion", "comment", "composer", "thread", "live", "staff"),
    ),
    "queue.css": ("queue", "measures", "post", "origins"),  # for moderators, beside the other
    "notifications.css": ("notifications",),  # on the pages of what somebody is told, beside the first
}
# In shadow roots on other people's pages.
HOSTED = {"embed.css": ("reset", "tokens", "prose", "buttons", "discussion", "comment", "composer", "thread", "embed")}
# By the name of a script the folder of its modules, and the one that imports the others.
SCRIPTS = {
    "forum.js": ("js", "discussion.js"),
    "account.js": ("js/account", "account.js"),
    "queue.js": ("js", "queue.js"),
    "embed.js": ("js/embed", "embed.js"),
    "handing-over.js": ("js/embed", "handing-over.js"),
    "counts.js": ("js/elsewhere", "counts.js"),  # in the pages of other sites
}
# Where a script has its style sheet from, as it is written and as it is sent: it asks for both at once with the rest.
_SHEET_OF_EMBED = "/embed.css", f"/static/{static_version()}/all/embed.css"
# What pages of other sites load as well: the same for everybody, and asked for without a cookie.
FOR_ANYBODY = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
_IMPORT = re.compile(r"^import [^;]*?'(\.\.?/[\w-]+\.js)';\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)
# What is text in a script, and the signs that need no space around them outside of it.
_TEXT = re.compile(r"('[^'\n]*'|`[^`\n]*`)")
_SPACED = re.compile(r" ?(=>|[=<>?:,;{}()+*&|\[\]]) ?")
# What else is for people alone: comments within a line, line breaks where nothing can end, and the last ; of a block.
_BROKEN = re.compile(r"/\*.*?\*/|(?<=[;{},(\[])\n|\n(?=[})\]])|;(?=\n?})|,(?=\n[}\]])")
# Whole comments, comments to the end of a line of code, indentation, empty lines. No text here goes over lines.
_FOR_PEOPLE = re.compile(r"^\s*/\*.*?\*/\n|^\s*//[^\n]*\n|(?<=[;,{]) //[^\n]*$|^\s+", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Bundle:
    """A file as it is sent, plain and packed."""

    kind: str
    text: bytes
    packed: bytes


def init_app(app: Flask) -> None:
    app.add_url_rule(f"/static/{static_version()}/all/<name>", "bundle", bundle)
    app.jinja_env.globals["bundle"] = lambda name: url_for("bundle", name=name)


def bundle(name: str) -> Response:
    response = sent(made(name))
    if name in HOSTED:
        response.headers.update(FOR_ANYBODY)
    return response


def sent(found: Bundle) -> Response:
    """The file as this browser takes it."""
    response = Response(found.text, content_type=f"{found.kind}; charset=utf-8")
    if request.accept_encodings["gzip"]:
        response.set_data(found.packed)
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response


@cache
def made(name: str) -> Bundle:
    """The bundle of that name; NotFound when there is none."""
    if name not in _BUNDLES:
        raise NotFound("There is no such file.")
    kind, join = _BUNDLES[name]
    text = join().encode()
    return Bundle(kind, text, gzip.compress(text, mtime=0))


def _sheet(names: Sequence[str]) -> str:
    return _bare("".join(_read("css", f"{name}.css") for name in names))


def _hosted(names: Sequence[str]) -> str:
    return _bare(hosted("".join(_read("css", f"{name}.css") for name in names)))


def _script(folder: str, entry: str) -> str:
    sources = [_read(str(module.parent), module.name) for module in modules(folder, entry)]
    given = [name for source in sources for name in names_in(source)]
    parts = _TEXT.split(_bare("".join(_EXPORT.sub("", _IMPORT.sub("", source)) for source in sources)))
    parts[::2] = [_BROKEN.sub("", _SPACED.sub(r"\1", part)) for part in parts[::2]]
    return "".join(shortened(parts, given)).replace(*_SHEET_OF_EMBED)


def _bare(source: str) -> str:
    return _FOR_PEOPLE.sub("", source)


def modules(folder: str, entry: str) -> Sequence[PurePath]:
    """Those of which a script is made: each once, after all that it imports."""
    return list(_in_order(PurePath(folder, entry), set()))


def _in_order(module: PurePath, done: set[PurePath]) -> Iterator[PurePath]:
    if module in done:
        return
    done.add(module)
    for imported in _IMPORT.findall(_read(str(module.parent), module.name)):
        folder = module.parent.parent if imported.startswith("../") else module.parent
        yield from _in_order(folder / imported.rpartition("/")[2], done)
    yield module


def _read(folder: str, name: str) -> str:
    return Path(STATIC, folder, name).read_text(encoding="utf-8")


_BUNDLES: Mapping[str, tuple[str, Callable[[], str]]] = {
    **{name: ("text/css", partial(_sheet, sheets)) for name, sheets in SHEETS.items()},
    **{name: ("text/css", partial(_hosted, sheets)) for name, sheets in HOSTED.items()},
    **{name: ("text/javascript", partial(_script, *script)) for name, script in SCRIPTS.items()},
}
