"""Reach tables made in tiles are those of one process, and parts find them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from accessibility.codes import Mode, Unit
from accessibility.errors import DataError
from api.cli import run
from api.sweep.grid import read_sweep
from api.sweep.running import HERE, Lost, crew
from api.sweep.tiled import make_in_tiles, tables_asked
from data.studies import read_study
from tests.api.sweep.crews import Eight

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"])

GRID = """
snapshots = ["land"]
modes = ["straight", "bike", "car"]
within = [4000, 16000]
points = ["centre"]
"""


@pytest.fixture
def grid(road_path: str, tmp_path: Path) -> Path:
    shutil.copytree(road_path, tmp_path / "werk" / "land")
    path = tmp_path / "werk" / "SWEEP.toml"
    path.write_text(GRID, encoding="utf-8")
    return path


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_sweep_in_tiles_gives_the_same_tables_and_answers(
    grid: Path, tmp_path: Path
) -> None:
    reach = grid.parent / "land" / "reach"
    command = ["sweep", str(grid), "--scheduler", HERE, "-q", "-o"]
    assert run([*command, str(tmp_path / "heel")]) == 0
    whole = _files(reach)
    shutil.rmtree(reach)
    assert run([*command, str(tmp_path / "tegels"), "--tile-km", "7"]) == 0
    assert _files(reach) == whole
    assert len(list(reach.iterdir())) == 2
    parts = [_files(tmp_path / name / "parts") for name in ("heel", "tegels")]
    assert parts[0] == parts[1]
    ran = json.loads((tmp_path / "tegels" / "manifest.json").read_text())["run"]
    assert [table["lost"] for table in ran["tables"]] == ["", ""]
    assert min(table["n_tiles"] for table in ran["tables"]) > 1
    assert min(table["bytes_read"] for table in ran["tables"]) > 0
    assert len(ran["peak_mb"]) == 1


def test_what_is_there_is_not_made_again_and_what_is_refused_is_left(
    grid: Path,
) -> None:
    grid.write_text(GRID + 'students = ["auto", "geraden"]\n', encoding="utf-8")
    parts = read_sweep(grid).parts
    with crew(HERE) as team:
        for table in tables_asked(parts):
            assert make_in_tiles(team, table, 5_000.0).lost == ""
        assert list(tables_asked(parts)) == []


def test_eight_workers_make_the_table_of_one(grid: Path) -> None:
    (table, *_) = tables_asked(read_sweep(grid).parts)
    told: list[tuple[str, int, int]] = []
    took = make_in_tiles(Eight(), table, 3_000.0, lambda *step: told.append(step))  # type: ignore[arg-type] # a crew of threads
    assert took.n_tiles == took.n_jobs == len(told) > 3
    assert told[-1][1:] == (took.n_jobs, took.n_jobs)
    assert told[0][0].startswith("bike, tile ")
    made = _files(table.place)
    shutil.rmtree(table.place)
    study = read_study(grid.parent / "land")
    study.reach(study.students(), Mode.BIKE, Unit.METRES)
    assert _files(table.place) == made


def test_where_nothing_can_be_kept_a_sentence_says_so(grid: Path) -> None:
    (table, *_) = tables_asked(read_sweep(grid).parts)
    table.place.parent.write_text("geen map")
    with crew(HERE) as team, pytest.raises(DataError, match="reach: tiles cannot be"):
        make_in_tiles(team, table, 3_000.0)


def test_a_table_that_no_machine_can_make_is_told(grid: Path) -> None:
    (table, *_) = tables_asked(read_sweep(grid).parts)

    class Lame:
        def run(self, _work: object, jobs: list[object]) -> list[tuple[object, Lost]]:
            return [(job, Lost("KilledWorker")) for job in jobs]

    took = make_in_tiles(Lame(), table, 3_000.0)  # type: ignore[arg-type] # a crew that loses all
    assert took.lost == "tile 0, vestigingen from 1 on: KilledWorker"
    assert not table.place.exists()
    assert not list(table.place.parent.iterdir())
