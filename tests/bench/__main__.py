"""python -m tests.bench: ours, Isso and Waline under the same load. How, says `tests.bench.comparison`."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from tests.bench import isso, waline
from tests.bench.comparison.asking import HOST, once
from tests.bench.comparison.chart import chart
from tests.bench.comparison.contestant import Contestant
from tests.bench.comparison.corpus import SIZES
from tests.bench.comparison.figures import Cell, cells, cells_of_small, reading
from tests.bench.comparison.others import prepare_isso, prepare_waline
from tests.bench.comparison.ours import prepare_ours
from tests.bench.comparison.process import Unfit, leave_a_core, memory, running, stop_with_all
from tests.bench.comparison.rounds import Results, in_turns
from tests.bench.comparison.starting import pages_alone, started
from tests.bench.comparison.table import How, report, table
from tests.bench.comparison.wrk import require_wrk
from tests.bench.comparison.yardsticks import NGINX_PAGE, hello_program, nginx_program

ROUNDS, SECONDS, STARTS = 5, 3, 3
QUICK_SIZES, QUICK_ROUNDS, QUICK_SECONDS = (100, 1_000, 10_000), 2, 1
RESULTS, CHART = Path("tests/bench/results.md"), Path("docs/bench.svg")
# Each article's first page is what everybody sees: that of the shortest is measured on a small site as well.
SMALL = (100,)


@click.command()
@click.option("--rounds", default=ROUNDS, show_default=True, type=click.IntRange(1, 100))
@click.option("--seconds", default=SECONDS, show_default=True, type=click.IntRange(1, 60), help="For each measurement.")
@click.option(
    "--quick", is_flag=True, help="Two rounds of one second, nothing longer than 10,000; prints, writes nothing."
)
@click.option("--results", "told", default=RESULTS, show_default=True, type=click.Path(path_type=Path))
@click.option("--chart", "drawn", default=CHART, show_default=True, type=click.Path(path_type=Path))
def main(rounds: int, seconds: int, quick: bool, told: Path, drawn: Path) -> None:
    """Measure our site, Isso and Waline; write the results and the chart."""
    sizes = QUICK_SIZES if quick else SIZES
    how = How(QUICK_ROUNDS, QUICK_SECONDS) if quick else How(rounds, seconds)
    # On the disk, unlike /tmp on some machines: what is acknowledged is to be waited for.
    with tempfile.TemporaryDirectory(prefix="forum-bench-", dir="/var/tmp") as folder:
        try:
            require_wrk()
            stop_with_all()
            leave_a_core()
            results = _measured(Path(folder), sizes, how)
        except Unfit as unfit:
            raise click.ClickException(str(unfit)) from None
    click.echo(table(results, sizes))
    if not quick:
        told.write_text(report(results, sizes, how), encoding="utf-8")
        drawn.write_text(chart(results, sizes), encoding="utf-8")
        _say(f"Written: {told}, {drawn}")


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)


def _measured(folder: Path, sizes: Sequence[int], how: How) -> Results:
    results = Results()
    with _no_sign_ins(folder) as sign_ins:
        large = _prepared(_folder(folder, "large"), sizes, sign_ins, results)
        small = _prepared(_folder(folder, "small"), SMALL, sign_ins, Results())
        for contestant in large:
            results.names.append(contestant.name)
            _say(f"{contestant.name}: starting it, and asking for each page alone …")
            for _ in range(STARTS):
                results.add(contestant.name, started(contestant))
            results.add_pages(contestant.name, pages_alone(contestant))
        _in_rounds(folder, large, small, results, how)
    return results


def _in_rounds(
    folder: Path, large: Sequence[Contestant], small: Sequence[Contestant], results: Results, how: How
) -> None:
    with ExitStack() as stack:
        servers = {each.name: stack.enter_context(running(each.program)) for each in large}
        for each in small:
            stack.enter_context(running(each.program))
        alone = {name: {size: page.took for size, page in pages.items()} for name, pages in results.pages.items()}
        plan = {each.name: [*cells(each, alone[each.name])] for each in large}
        for each in small:
            plan[each.name] += cells_of_small(each)
        plan |= _yardsticks(folder, large[0], stack)
        _say(f"Measuring, {how.rounds} rounds of {sum(map(len, plan.values()))} × {how.seconds} s …")
        in_turns(results, plan, how.rounds, how.seconds, _say)
        for name, server in servers.items():
            results.add(name, {"loaded": memory(server.pid)})


def _yardsticks(folder: Path, ours: Contestant, stack: ExitStack) -> dict[str, list[Cell]]:
    page = once(ours.program.port, ours.pages[min(ours.pages)])
    hello, nginx = hello_program(_folder(folder, "hello")), nginx_program(_folder(folder, "nginx"), page)
    stack.enter_context(running(hello))
    plan = {"hello": [Cell("hello-world", reading(hello.port, hello.ready, "page"))]}
    if nginx is None:
        _say("nginx is not installed, so it is no yardstick: apt-get install nginx")
        return plan
    stack.enter_context(running(nginx))
    return {**plan, "nginx": [Cell("the page as a file", reading(nginx.port, NGINX_PAGE, "page"))]}


def _prepared(folder: Path, sizes: Sequence[int], sign_ins: str, results: Results) -> Sequence[Contestant]:
    """Ours and whom we could install, each with the comments of `sizes`."""
    _say(f"Writing {sum(sizes):,} comments …")
    ours = _folder(folder, "ours")
    prepared, comments = [prepare_ours(ours, sizes)], ours / "forum.sqlite3"
    others: Sequence[Callable[[], Contestant]] = (
        lambda: prepare_isso(_folder(folder, "isso"), comments, sizes),
        lambda: prepare_waline(_folder(folder, "waline"), comments, sizes, sign_ins),
    )
    for name, prepare in zip(("Isso", "Waline"), others, strict=True):
        try:
            prepared.append(prepare())
        except (isso.NotInstalled, waline.NotInstalled) as error:
            results.notes.append(f"{name} could not be installed, so it is missing here: {error}")
            _say(results.notes[-1])
    return prepared


@contextmanager
def _no_sign_ins(folder: Path) -> Iterator[str]:
    """The address of a server that knows of no sign-ins, beside us and not on the core of the servers."""
    program = hello_program(_folder(folder, "sign-ins"), pinned=False)
    with running(program):
        yield f"http://{HOST}:{program.port}/sign-ins"


def _folder(parent: Path, name: str) -> Path:
    made = parent / name
    made.mkdir(parents=True)
    return made


if __name__ == "__main__":
    main()
