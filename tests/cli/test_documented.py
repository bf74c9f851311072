"""The README's table of commands names each that there is."""

import re
from pathlib import Path

import click
import pytest

from forum.cli.main import main

README = Path(__file__).parents[2] / "README.md"
GROUPS = {name: command for name, command in main.commands.items() if isinstance(command, click.Group)}
COMMANDS = [("", name) for name in main.commands if name not in GROUPS]
COMMANDS += [(group, name) for group, command in GROUPS.items() for name in command.commands]

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(("group", "name"), COMMANDS)
def test_every_command_is_in_the_table(group: str, name: str) -> None:
    """By its whole name, or by its last word in the row of its group."""
    rows = [row for row in README.read_text(encoding="utf-8").splitlines() if row.startswith("| `forum ")]
    of_group = [row for row in rows if row.startswith(f"| `forum {group}")]
    assert [row for row in of_group if re.search(rf"`(forum )?({group} )?{name}\b", row)]
