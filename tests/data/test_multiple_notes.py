"""A snapshot remembers to which multiple its counts were rounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.errors import SnapshotError, UsageError
from data.multiple_notes import FolderNote
from data.snapshots import write_snapshot
from data.studies import read_study
from tests.small_country import whole_country

if TYPE_CHECKING:
    from pathlib import Path


def test_the_first_is_kept_and_nothing_else_is_left(tmp_path: Path) -> None:
    note = FolderNote(tmp_path)
    assert note.remembered("own") is None
    assert note.remember("own", 10)
    assert note.remember("own", 5)
    assert FolderNote(tmp_path).remembered("own") == 10
    assert FolderNote(tmp_path).remembered("herkomst") is None
    assert [path.name for path in tmp_path.iterdir()] == ["rounded-to-own.json"]


def test_no_folder_remembers_nothing(tmp_path: Path) -> None:
    assert not FolderNote(tmp_path / "away").remember("own", 10)


def test_a_note_that_cannot_be_understood_is_no_free_pass(tmp_path: Path) -> None:
    (tmp_path / "rounded-to-own.json").write_text("{", encoding="utf-8")
    with pytest.raises(SnapshotError, match="build the snapshot again"):
        FolderNote(tmp_path).remembered("own")


def test_two_studies_of_one_snapshot_round_alike(tmp_path: Path) -> None:
    """Also the study of another process, another day."""
    folder = write_snapshot(whole_country(example=False), tmp_path / "land")
    assert read_study(folder).students("own").rounded_to == 10
    with pytest.raises(UsageError, match="rounded to 10 before"):
        read_study(folder).students("own", smallest=5)
    assert read_study(folder).students("own", smallest=0).rounded_to == 0
    # A snapshot that is written anew starts anew.
    write_snapshot(whole_country(example=False), folder)
    assert read_study(folder).students("own", smallest=20).rounded_to == 20
