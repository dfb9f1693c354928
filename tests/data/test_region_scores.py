"""Marks of regions: names of columns as people write them, commas, and faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.errors import TableError
from data.region_scores import read_region_scores

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, text: str) -> Path:
    path = folder / "oordelen.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_marks_are_read(tmp_path: Path) -> None:
    table = read_region_scores(
        written(tmp_path, "REGIO;CIJFER\nZeeland;7,5\nTwente;8\n")
    )
    assert table.region.tolist() == ["Zeeland", "Twente"]
    assert table.score.tolist() == [7.5, 8.0]


def test_a_region_twice_and_a_mark_that_is_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="more than once"):
        read_region_scores(written(tmp_path, "REGIO;SCORE\nZeeland;7\nzeeland;6\n"))
    with pytest.raises(TableError):
        read_region_scores(written(tmp_path, "REGIO;SCORE\nZeeland;goed\n"))
