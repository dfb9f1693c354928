"""Files beside the snapshot: Dutch or English headers, faults with their line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from accessibility.errors import TableError
from data.planning_files import read_free_periods, read_targets, read_visits

if TYPE_CHECKING:
    from pathlib import Path


def test_visits_are_read_with_dutch_headers(tmp_path: Path) -> None:
    path = tmp_path / "bezoeken.csv"
    path.write_text("Datum;Activiteit;BRIN\n2025-01-02;les;XA0100\n", encoding="utf-8")
    frame = read_visits(path)
    assert list(frame.columns) == ["date", "activity", "school", "pupils", "groups"]
    assert frame.school.to_list() == ["XA0100"]


def test_targets_are_read(tmp_path: Path) -> None:
    path = tmp_path / "doelen.csv"
    path.write_text(
        "schooljaar;indicator;doel;gesteld op\n2025/26;visits;10;2025-05-01\n",
        encoding="utf-8",
    )
    assert read_targets(path).iloc[0].to_list() == [
        "2025/26",
        "visits",
        "10",
        "2025-05-01",
    ]


def test_days_off_are_read_and_a_wrong_date_is_named(tmp_path: Path) -> None:
    path = tmp_path / "vrij.csv"
    path.write_text("first,last,name\n2026-02-21,2026-03-01,v\n", encoding="utf-8")
    (free,) = read_free_periods(path)
    assert (free.first, free.last) == (date(2026, 2, 21), date(2026, 3, 1))
    path.write_text("first,last\n21-02-2026,2026-03-01\n", encoding="utf-8")
    with pytest.raises(TableError, match="line 2, column 'first': found '21-02-2026'"):
        read_free_periods(path)


def test_numbers_are_read_as_in_every_other_file(tmp_path: Path) -> None:
    path = tmp_path / "doelen.csv"
    lines = ["schooljaar;indicator;doel;gesteld op"]
    written = ("1.234", "0,8", "12,0", "1,234", "veel")
    lines += [f"2025/26;pupils;{target};2025-05-01" for target in written]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert read_targets(path).target.to_list() == ["1234", "0.8", "12", "1,234", "veel"]
    visits = "Datum;Activiteit;BRIN;Leerlingen\n2025-01-02;les;XA0100;1 050\n"
    path.write_text(visits, encoding="utf-8")
    assert read_visits(path).pupils.to_list() == ["1050"]
