"""F38: what is damaged, cut off, edited or too new is refused, and nothing is touched."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from forum.backup.archive import reading
from forum.backup.seal import BLANK, seal
from forum.errors import Invalid
from tests.cli.backup.archives import contents, rewritten, without_rows_of
from tests.cli.conftest import Forum

FLIPS, CUTS = 400, 100


def is_refused(file: Path) -> bool:
    try:
        with reading(file) as archive:
            archive.check(lambda label, length: _Nobody())
    except Invalid:
        return True
    return False


class _Nobody:
    """Watches no bar."""

    def __enter__(self) -> "_Nobody":
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def update(self, n_steps: int) -> None:
        pass


def test_every_bit_counts(made: Path, tmp_path: Path) -> None:
    whole, random = made.read_bytes(), Random(38)
    # The ends hold what says where everything is; between them any place is as good as another.
    places = [*range(64), *range(len(whole) - 256, len(whole)), *random.sample(range(len(whole)), FLIPS)]
    changed = tmp_path / "changed.zip"
    passed = []
    for place in places:
        flipped = bytearray(whole)
        flipped[place] ^= 1 << random.randrange(8)
        changed.write_bytes(flipped)
        if not is_refused(changed):
            passed.append(place)
    assert passed == []
    assert not is_refused(made)


def test_neither_less_nor_more_is_taken_for_the_whole(made: Path, tmp_path: Path) -> None:
    whole, changed = made.read_bytes(), tmp_path / "changed.zip"
    lengths = [0, 1, 63, 64, 65, len(whole) - 1, *Random(38).sample(range(len(whole)), CUTS)]
    passed = []
    for length in lengths:
        changed.write_bytes(whole[:length])
        if not is_refused(changed):
            passed.append(length)
    for more in (b"\0", b"PK", whole):
        changed.write_bytes(whole + more)
        assert is_refused(changed)
    assert passed == []


def test_a_refused_backup_leaves_everything_as_it_is(made: Path, elsewhere: Forum, tmp_path: Path) -> None:
    elsewhere("section", "Football")
    elsewhere("backup", tmp_path / "before.zip")
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes(made.read_bytes()[:-5000])
    refused = elsewhere("restore", damaged, "--replace")
    assert refused.exit_code == 1
    assert "is no whole backup: it is damaged, cut off, or was changed since it was made." in refused.stderr
    note = tmp_path / "note.txt"
    note.write_text("I backed it up, somewhere.")
    assert "it does not begin as one" in elsewhere("restore", note, "--replace").stderr
    elsewhere("backup", tmp_path / "after.zip")
    assert contents(tmp_path / "after.zip") == contents(tmp_path / "before.zip")
    assert [*tmp_path.glob("**/*.replaced"), *tmp_path.glob("**/before-restore-*")] == []


def _of_a_later_schema(manifest: dict[str, Any]) -> None:
    manifest["revision"] = "9999"


def _of_a_later_format(manifest: dict[str, Any]) -> None:
    manifest["format"] += 1


def _without_a_table(manifest: dict[str, Any]) -> None:
    del manifest["tables"][3]


def _with_another_digest(manifest: dict[str, Any]) -> None:
    manifest["tables"][0]["sha256"] = "0" * 64


def _with_nothing(manifest: dict[str, Any]) -> None:
    manifest.clear()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_of_a_later_schema, "the schema 9999, which a newer version of the site made."),
        (_of_a_later_format, "was made by a newer version of the site. Upgrade the site"),
        (_without_a_table, "but has other tables."),
        (_with_another_digest, "in this backup is not what its manifest says."),
        (_with_nothing, "is none that forum backup writes."),
    ],
)
def test_a_manifest_that_is_not_ours_is_refused(
    made: Path, elsewhere: Forum, tmp_path: Path, change: Callable[[dict[str, Any]], object], sentence: str
) -> None:
    changed = rewritten(made, tmp_path / "changed.zip", change)
    for words in (["--check"], []):
        refused = elsewhere("restore", changed, *words)
        assert refused.exit_code == 1
        assert sentence in refused.stderr
    assert "There is no database" in elsewhere("backup").stderr or "no tables yet" in elsewhere("backup").stderr


def test_rows_that_refer_to_nobody_are_refused(made: Path, elsewhere: Forum, tmp_path: Path) -> None:
    elsewhere("section", "Football")
    elsewhere("backup", tmp_path / "before.zip")
    orphans = without_rows_of("account", made, tmp_path / "orphans.zip")
    refused = elsewhere("restore", orphans, "--replace")
    assert refused.exit_code == 1
    assert "refers to one of account" in refused.stderr or "violates foreign key" in refused.stderr
    elsewhere("backup", tmp_path / "after.zip")
    assert contents(tmp_path / "after.zip") == contents(tmp_path / "before.zip")


def test_any_other_sealed_zip_is_none_of_ours(elsewhere: Forum, tmp_path: Path) -> None:
    file = tmp_path / "other.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("holiday.txt", "Sun.")
        archive.comment = BLANK
    seal(file)
    assert "is no archive that forum backup writes" in elsewhere("restore", file).stderr


def test_check_says_what_is_in_it_and_touches_nothing(made: Path, elsewhere: Forum, tmp_path: Path) -> None:
    checked = elsewhere("restore", "--check", made)
    assert checked.exit_code == 0, checked.output
    assert "The backup is whole: made " in checked.stdout
    assert f"{contents(made)['comment'].rows} comment" in checked.stdout
    assert not (tmp_path / "elsewhere").exists()
