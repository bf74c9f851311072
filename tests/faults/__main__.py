"""python -m tests.faults [F04 F07 …] [--long]: a line for each fault; exit status 1 when a promise was not kept."""

import sys
import tempfile
import time
import traceback
from pathlib import Path

import click
import pytest

from tests.faults.fault import Fault, Ground
from tests.faults.table import FAULTS


@click.command()
@click.argument("numbers", nargs=-1)
@click.option("--long", is_flag=True, help="As often and as long as TRUST.md says: some hours for all of them.")
def main(numbers: tuple[str, ...], long: bool) -> None:
    """Try the faults of TRUST.md on the real server, all of them or those named."""
    wanted = {number.upper() for number in numbers}
    unknown = wanted - {fault.number for fault in FAULTS}
    if unknown:
        raise click.UsageError(f"There is no {', '.join(sorted(unknown))}.")
    failed = 0
    with tempfile.TemporaryDirectory(prefix="forum-faults-", ignore_cleanup_errors=True) as folder:
        ground = Ground(Path(folder), long)
        with ground.open:
            for fault in FAULTS:
                if not wanted or fault.number in wanted:
                    failed += not _tried(fault, ground)
    click.echo(f"\n{failed} not kept." if failed else "\nAll kept.")
    sys.exit(failed > 0)


def _tried(fault: Fault, ground: Ground) -> bool:
    if fault.run is None:
        click.echo(f"{fault.number}  {fault.done}: not yet. {fault.not_yet}")
        return True
    began = time.monotonic()
    try:
        figures = fault.run(ground)
    except (pytest.skip.Exception, pytest.fail.Exception) as missing:
        click.echo(f"{fault.number}  {fault.done}: skipped. {missing.msg}")
        return isinstance(missing, pytest.skip.Exception)
    except Exception as error:
        click.echo(f"{fault.number}  {fault.done}: NOT KEPT, the test broke off")
        traceback.print_exception(error)
        return False
    kept = not (figures.broken or figures.late)
    facts = ", ".join(f"{name} {fact}" for name, fact in figures.facts.items())
    mark = "kept" if kept else "NOT KEPT"
    click.echo(f"{fault.number}  {fault.done}: {facts}. {mark}, {time.monotonic() - began:.0f} s")
    for sentence in (*figures.broken, *figures.late):
        click.echo(f"     {sentence}")
    return kept


if __name__ == "__main__":
    main()
