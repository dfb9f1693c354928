"""Every kind of answer in a sweep is that of its own command, to the byte."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from accessibility.effects import CLOSURES
from api.cli import run
from api.sweep.grid import read_sweep
from api.sweep.kept import SweepFolder
from api.sweep.kinds import KINDS
from data.exports import csv_text
from data.snapshots import write_snapshot
from tests.accessibility.outlook.made_ground import land
from tests.bus_street import bus_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from accessibility.snapshot import Snapshot


def _swept(work: Path, *lines: str) -> dict[str, list[str]]:
    """Return the answers of a sweep as CSV, by their kind, in the order of the grid."""
    grid, out = work / "SWEEP.toml", work / "uit"
    grid.write_text("\n".join(lines), encoding="utf-8")
    assert run(["sweep", str(grid), "--scheduler", "here", "-q", "-o", str(out)]) == 0
    found: dict[str, list[str]] = {}
    for part in read_sweep(grid).parts:
        table = pd.read_parquet(SweepFolder(out).file(part), partitioning=None)
        found.setdefault(part.kind, []).append(csv_text(table))
    return found


def _told(command: list[str], file: Path) -> str:
    assert run([*command, "-o", str(file)]) == 0
    return file.read_text(encoding="utf-8")


def test_closures_over_the_road_are_those_of_fragile(
    road_path: str, tmp_path: Path
) -> None:
    names = [f"fragile-{name}" for name in CLOSURES]
    found = _swept(
        tmp_path,
        f'snapshots = ["{road_path}"]',
        f"answers = {names}",
        'modes = ["bike"]',
        "within = [12000, 16000]",
        'denominators = ["common"]',
        'regions = ["provincie"]',
    )
    asked = ["--mode", "bike", "--denominator", "common", "--area", "provincie"]
    for name in CLOSURES:
        plain = []
        for within in ("12000", "16000"):
            folder = tmp_path / within
            more = ["--within", within, "-o", str(folder)]
            if not folder.exists():
                assert run(["fragile", road_path, *asked, *more]) == 0
            plain.append((folder / f"{name}.csv").read_text(encoding="utf-8"))
        assert found[f"fragile-{name}"] == plain
        assert len(set(plain)) > 1, name


def test_views_ahead_after_a_scenario_are_those_of_outlook(tmp_path: Path) -> None:
    folder = write_snapshot(land(), tmp_path / "land")
    scenario = tmp_path / "dicht.json"
    edits = [{"edit": "close-vestiging", "brin6": str(land().offers.brin6.iloc[0])}]
    named = {"format": 1, "title": "dicht", "snapshot": "small", "edits": edits}
    scenario.write_text(json.dumps(named))
    found = _swept(
        tmp_path,
        'snapshots = ["land"]',
        'answers = ["outlook"]',
        'scenarios = ["none", "dicht.json"]',
        'students = ["own"]',
        "[outlook]",
        "to = [2025]",
        "every = 3",
        "draws = 20",
        "norms = [6, 11]",
        "seeds = [3]",
    )
    asked = ["--to", "2025", "--every", "3", "--draws", "20", "--students", "own"]
    plain = [
        _told(
            ["outlook", str(folder), *asked, "--norm", norm, "--seed", "3", *what_if],
            tmp_path / "vooruit.csv",
        )
        for what_if in ([], ["--what-if", str(scenario)])
        for norm in ("6", "11")
    ]
    assert found["outlook"] == plain
    assert len(set(plain)) == len(plain)


def test_every_demand_model_with_its_parameter_is_a_side(tmp_path: Path) -> None:
    folder = write_snapshot(land(), tmp_path / "land")
    models = ["own", "gravity:0.3", "gravity:9km", "inhabitants:10-14"]
    found = _swept(
        tmp_path,
        'snapshots = ["land"]',
        f"students = {models}",
        'points = ["area"]',
        'profielen = ["PIE", "techniek"]',
    )
    asked = ["--profiel", "PIE", "--profiel", "techniek", "--points", "area"]
    plain = [
        _told(
            ["reach", str(folder), *asked, "--students", model],
            tmp_path / "reach.csv",
        )
        for model in models
    ]
    assert found["reach"] == plain
    assert len(set(plain)) == len(models)


def test_runs_of_sensitivity_are_those_of_the_command(
    line_snapshot: Snapshot, tmp_path: Path
) -> None:
    placed = line_snapshot.postcodes[line_snapshot.postcodes.geometry.notna()]
    squares = shapely.buffer(placed.geometry.to_numpy(), 4e3, cap_style="square")
    areas = gpd.GeoDataFrame({"pc4": placed.pc4}, geometry=squares, crs=placed.crs)
    folder = write_snapshot(line_snapshot.edited(pc4_areas=areas), tmp_path / "land")
    found = _swept(
        tmp_path,
        'snapshots = ["land"]',
        'answers = ["sensitivity"]',
        "within = [7500, 10000]",
        'denominators = ["common"]',
        "spread = [9, 25]",
    )
    plain = [
        _told(
            ["sensitivity", str(folder), "--within", within, "--per-postcode", points],
            tmp_path / "gevoelig.csv",
        )
        for within in ("7500", "10000")
        for points in ("9", "25")
    ]
    assert found["sensitivity"] == plain
    assert len(set(plain)) > 1


def test_other_bells_are_another_answer_by_public_transport(tmp_path: Path) -> None:
    folder = write_snapshot(bus_snapshot(), tmp_path / "land")
    found = _swept(
        tmp_path,
        'snapshots = ["land"]',
        'answers = ["reach", "choice"]',
        'modes = ["ov"]',
        "smallest = 0",
        "within = [20, 25, 30, 35]",
        'unit = "min"',
        'bells = ["08:20-08:30", "08:33"]',
        'bell_rules = ["median", "p10"]',
        'leerwegen = ["gl"]',
    )
    asked = ["--denominator", "leerweg", "--leerweg", "gl", "--smallest", "0"]
    asked += ["--within", "20,25,30,35", "--unit", "min", "--mode", "ov"]
    plain = [
        _told(
            ["reach", str(folder), *asked, "--bells", bells, *rule],
            tmp_path / "reach.csv",
        )
        for bells in ("08:20-08:30", "08:33")
        for rule in ([], ["--bell-rule", "p10"])
    ]
    assert found["reach"] == plain
    assert len(set(plain)) > 1
    # A measure that is counted at one threshold has a part for each.
    assert {name: len(of_kind) for name, of_kind in found.items()} == {
        "reach": 4,
        "choice": 4 * 4,
    }


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (['answers = ["afstand"]'], "is none of reach, choice"),
        (['answers = ["outlook"]'], "needs a last year"),
        (['answers = ["reach"]', "[outlook]", "to = []"], "to lists nothing"),
    ],
)
def test_what_no_kind_can_answer_is_refused(
    tmp_path: Path,
    country_folder: Path,
    capsys: pytest.CaptureFixture[str],
    lines: list[str],
    said: str,
) -> None:
    grid = tmp_path / "SWEEP.toml"
    grid.write_text("\n".join([f'snapshots = ["{country_folder}"]', *lines]))
    assert run(["sweep", str(grid), "-o", str(tmp_path / "uit")]) == 3
    assert said in capsys.readouterr().err


def test_an_answer_of_straight_lines_only_says_so(
    tmp_path: Path, country_folder: Path
) -> None:
    grid = tmp_path / "SWEEP.toml"
    grid.write_text(
        f'snapshots = ["{country_folder}"]\nanswers = ["sensitivity"]\n'
        'modes = ["straight", "bike"]\n'
    )
    found = read_sweep(grid)
    assert found.left_out == (
        "sensitivity is told of straight lines only, not of bike",
    )
    assert len(found.parts) == 1
    assert set(KINDS) >= {"reach", "outlook", "sensitivity"}
