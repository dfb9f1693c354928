"""A grid is every combination; what does not go together is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.codes import AreaKind, Unit
from accessibility.errors import BereikError
from api.sweep.grid import Sweep, read_sweep

if TYPE_CHECKING:
    from pathlib import Path

SCENARIO = '{"format": 1, "title": "dicht", "snapshot": "%s", "edits": [%s]}'
CLOSE = '{"edit": "close-vestiging", "brin6": "XA0000"}'


def _read(folder: Path, *lines: str) -> Sweep:
    path = folder / "SWEEP.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_sweep(path)


def test_every_combination_is_a_part(country_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "dicht.json").write_text(SCENARIO % ("voorbeeldland", CLOSE))
    (tmp_path / "elders.json").write_text(SCENARIO % ("elders", CLOSE))
    found = _read(
        tmp_path,
        f'snapshots = ["{country_folder}"]',
        'scenarios = ["none", "dicht.json", "elders.json"]',
        'areas = ["nl", "gemeente"]',
        'denominators = ["leerweg", "common"]',
        "within = [5000, 10000]",
        'profielen = ["PIE"]',
    )
    assert len(found.parts) == 2 * 2 * 2
    assert found.left_out == ("elders.json was drawn up for elders, not voorbeeldland",)
    first = found.parts[0]
    assert (first.scenario, first.snapshot) == ("none", "voorbeeldland")
    assert first.question.within == (5_000.0, 10_000.0)
    assert first.question.per is AreaKind.NL
    assert len({part.key for part in found.parts}) == len(found.parts)


def test_minutes_are_seconds(country_folder: Path, tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        f'snapshots = ["{country_folder}"]',
        'modes = ["bike"]',
        "within = [20]",
        'unit = "min"',
    )
    question = found.parts[0].question
    assert (question.within, question.unit) == ((1_200.0,), Unit.SECONDS)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('modes = ["fiets"]', "modes"),
        ("within = 5", "within"),
        ('mode = ["bike"]', "unknown field"),
        ('areas = ["nl", "nl"]', "areas lists something twice"),
        ("areas = []", "areas lists nothing"),
        ('profielen = ["XX"]', "XX"),
        ('scenarios = ["weg.json"]', r"weg\.json: cannot be read"),
        ('scenarios = ["kapot.json"]', r"kapot\.json"),
        ("=", "cannot be read as a sweep"),
    ],
)
def test_what_is_not_understood_is_refused(
    country_folder: Path, tmp_path: Path, line: str, said: str
) -> None:
    (tmp_path / "kapot.json").write_text("{")
    with pytest.raises(BereikError, match=said):
        _read(tmp_path, f'snapshots = ["{country_folder}"]', line)


def test_a_folder_without_a_snapshot_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BereikError, match="nergens"):
        _read(tmp_path, 'snapshots = ["nergens"]')
