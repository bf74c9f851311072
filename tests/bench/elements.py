"""Our element, Isso's client and Waline's, each on a bare page of another host: python -m tests.bench.elements.

*What is measured* is what `tests.bench.first_comment` measures, on the same slow phone: when the first comment can be
read, how much of the host's page jumped, what was received. The host's page is the same article of eight paragraphs
with no style sheet of its own; the three discussions hold the same hundred comments. What Isso and Waline send is
compressed in front of them; ours does so by itself.

*Its limits.* Waline's pictures, of people and for emoji, come from servers of others and are off, and so is its
sign-in, which both favour Waline; it shows its first ten comments with all their answers, Isso all at the top with
five answers each, ours a first page of fifty. Nothing is asked of other hosts than these.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click
import pytest

from forum import clock
from forum.articles.queries import article_or_404
from forum.db import db
from forum.origins.models import Origin
from tests.bench import isso, waline
from tests.bench.comparison.asking import Ask
from tests.bench.comparison.process import Program, free_port, running
from tests.bench.contestants import Copy, bare_page, published
from tests.bench.first_comment import ROUNDS, line, spread, visited
from tests.bench.fronts import Answer, Source, behind, compressing, front, holding
from tests.bench.phone import Stop
from tests.browser.newsroom import Newsroom, newsroom
from tests.serving import chromium

KEY = "the-story"
HEAD = f"{'':<18}{'first comment, s':<23}{'largest paint, s':<23}{'shift':>6}{'KB':>7}{'requests':>10}{'comments':>10}"


@click.command()
@click.option("--rounds", default=ROUNDS, show_default=True, type=click.IntRange(1, 100), help="How many count.")
def main(rounds: int) -> None:
    """Time the first comment in our element, in Isso and in Waline, on a slow phone."""
    with tempfile.TemporaryDirectory(prefix="forum-bench-") as folder:
        try:
            _measure(Path(folder), rounds)
        except pytest.skip.Exception as skipped:
            raise click.ClickException(str(skipped.msg)) from None


def _measure(folder: Path, rounds: int) -> None:
    with _stops(folder) as stops, chromium() as browser:
        visits = visited(browser, stops, rounds)
        click.echo(f"\n{HEAD}")
        ours, *others = stops
        for stop in stops:
            click.echo(f"{stop.name:<18}{line(visits[stop])}")
        for other in others:
            both = zip(visits[other], visits[ours], strict=True)
            ratios = [theirs.readable / mine.readable for theirs, mine in both]
            click.echo(f"{f'{other.name} / ours':<24}{spread(ratios)}")


@contextmanager
def _stops(folder: Path) -> Iterator[Sequence[Stop]]:
    """Ours first; whom this machine cannot install is told of and left out."""
    with ExitStack() as stack:
        site = stack.enter_context(newsroom(folder))
        with site.behind():
            copy = published()
        stops = [stack.enter_context(_ours(site, copy))]
        for name, enter in (("Isso", _isso), ("Waline", _waline)):
            place = folder / name
            place.mkdir()
            try:
                stops.append(stack.enter_context(enter(place, copy)))
            except (isso.NotInstalled, waline.NotInstalled) as error:
                click.echo(f"{name} could not be installed, so it is left out: {error}")
        yield stops


@contextmanager
def _ours(site: Newsroom, copy: Copy) -> Iterator[Stop]:
    with site.behind():
        article_or_404(copy.slug).key = KEY
    script = f'<script type="module" src="{site.address}/embed.js"></script>'
    tags = f'{script}<forum-comments article="{KEY}"></forum-comments>'
    with front(compressing(holding(_page(copy, tags)))) as page:
        with site.behind():
            db.session.add(Origin(origin=page, opens_articles=True, added_at=clock.now()))
        yield Stop("Forum", f"{page}{isso.PATH}", "forum-comments >>> .comment .prose")


@contextmanager
def _isso(folder: Path, copy: Copy) -> Iterator[Stop]:
    with ExitStack() as stack:
        listener, bare = stack.enter_context(isso.listening())
        packed = stack.enter_context(front(compressing(behind(bare))))
        script = f'<script data-isso="{packed}/" src="{packed}/js/embed.min.js"></script>'
        tags = f'{script}<section id="isso-thread"></section>'
        page = stack.enter_context(front(compressing(holding(_page(copy, tags)))))
        stack.enter_context(isso.serving_isso(folder, listener, [page], copy.said))
        yield Stop(f"Isso {isso.VERSION}", f"{page}{isso.PATH}", "#isso-root .isso-text")


@contextmanager
def _waline(folder: Path, copy: Copy) -> Iterator[Stop]:
    home, port, database = waline.install(), free_port(), folder / "waline.sqlite"
    waline.make_tables(database)
    waline.fill(database, isso.PATH, copy.said)
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "SQLITE_PATH": str(folder)}
    environ |= {"JWT_TOKEN": "nobody signs in here", "IPQPS": "0", "AKISMET_KEY": "false"}
    environ |= {"GRAVATAR_STR": "data:,"}
    ready = Ask(f"/api/comment?type=count&url={isso.PATH}&lang=en-US")
    with ExitStack() as stack:
        sign_ins = stack.enter_context(front(holding('{"services": []}')))
        command = ["node", str(home / waline.SERVER), str(port)]
        stack.enter_context(running(Program(command, environ | {"OAUTH_URL": sign_ins}, folder, port, ready)))
        server = stack.enter_context(front(compressing(behind(f"http://localhost:{port}"))))
        client = stack.enter_context(front(compressing(_files(home / waline.CLIENT))))
        where = f"el: '#waline', serverURL: '{server}', path: '{isso.PATH}'"
        options = f"{where}, lang: 'en-US', emoji: false, login: 'disable'"
        script = f"import {{ init }} from '{client}/waline.js'; init({{ {options} }});"
        sheet = f'<link rel="stylesheet" href="{client}/waline.css">'
        tags = f'{sheet}<div id="waline"></div><script type="module">{script}</script>'
        page = stack.enter_context(front(compressing(holding(_page(copy, tags)))))
        yield Stop(f"Waline {waline.VERSION}", f"{page}{isso.PATH}", "#waline .wl-cards .wl-content")


def _page(copy: Copy, tags: str) -> str:
    """What the documentation of each has one add. Readers of it want the discussion."""
    there = f'<div id="discussion">{tags}</div>'
    return bare_page(copy, f'{there}\n<script>document.getElementById("discussion").scrollIntoView();</script>')


def _files(folder: Path) -> Source:
    """The files of a client, to a page of any host."""
    kinds = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}

    def ask(path: str, headers: dict[str, str]) -> Answer:
        file = folder / Path(path).name
        return Answer(file.read_bytes(), (("Content-Type", kinds[file.suffix]), ("Access-Control-Allow-Origin", "*")))

    return ask


if __name__ == "__main__":
    main()
