"""Which snapshots a list of folders stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.snapshots import MANIFEST, snapshot_folders

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def several(tmp_path: Path) -> Path:
    """A folder with three snapshots and something else."""
    for year in ("2019", "2021", "2020"):
        (tmp_path / year).mkdir()
        (tmp_path / year / MANIFEST).touch()
    (tmp_path / "bronnen").mkdir()
    (tmp_path / "README").touch()
    return tmp_path


def test_a_snapshot_stands_for_itself_in_the_order_given(several: Path) -> None:
    given = (several / "2019", several / "2021")
    assert snapshot_folders(given) == given


def test_a_folder_stands_for_its_snapshots_newest_first(several: Path) -> None:
    names = [one.name for one in snapshot_folders([several])]
    assert names == ["2021", "2020", "2019"]


@pytest.mark.parametrize("link", ["actueel", "current"])
def test_a_link_comes_first_and_counts_once(several: Path, link: str) -> None:
    (several / link).symlink_to(several / "2020")
    assert [one.name for one in snapshot_folders([several])] == [link, "2021", "2019"]


def test_what_is_no_snapshot_is_left_to_be_refused(tmp_path: Path) -> None:
    assert snapshot_folders([tmp_path]) == (tmp_path,)
    assert snapshot_folders([tmp_path / "nergens"]) == (tmp_path / "nergens",)
