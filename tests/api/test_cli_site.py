"""`bereik site`: the plan, its proof, its map; and sentences when it cannot be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pytest

from accessibility.places import RD_NEW
from api.cli import run
from data.snapshots import write_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from accessibility.snapshot import Snapshot


@pytest.fixture
def schools_land(line_snapshot: Snapshot, tmp_path: Path) -> str:
    """Write the line with primary schools at its three placed postcodes."""
    postcodes = line_snapshot.postcodes.iloc[:3]
    schools = gpd.GeoDataFrame(
        {
            "brin6": ["XP0100", "XP0200", "XP0300"],
            "naam": ["Aa", "Bee", "Cee"],
            "plaats": ["Aa", "Bee", "Cee"],
            "pc4": postcodes.pc4.to_numpy(),
            "pupils": [20.0, 30.0, np.nan],
        },
        geometry=postcodes.geometry.to_numpy(),
        crs=RD_NEW,
    )
    folder = tmp_path / "schools"
    write_snapshot(line_snapshot.edited(basisscholen=schools), folder)
    return str(folder)


def test_fewer_come_from_afar(
    schools_land: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["site", schools_land, "-k", "1", "--within", "30000", "--decay", "0.1"]
    figure = str(tmp_path / "plek.svg")
    assert run([*asked, "--format", "json", "--figure", figure]) == 0
    told = capsys.readouterr()
    row = json.loads(told.out)["rows"][0]
    assert 0 < row["expected"] < row["in_reach"]
    assert "komt naar verwachting" in told.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--decay", "0.1", "--objective", "worst"], "is of objective most"),
        (["--decay", "0.1", "--show", "gains"], "leave --decay out"),
        (["--decay", "0.1", "--backup", "2"], "leave --backup out"),
        (["--overlap", "2"], "is a share, 0 to 1"),
    ],
)
def test_what_does_not_go_together_is_refused(
    options: list[str],
    words: str,
    schools_land: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["site", schools_land, "-k", "1", *options]) == 2
    assert words in capsys.readouterr().err


def test_the_best_site_is_printed_with_its_proof(
    schools_land: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["site", schools_land, "-k", "1", "--within", "1000"]) == 0
    said = capsys.readouterr().out
    assert "proven best" in said
    assert "1 schools have no count of pupils" in said


def test_a_plan_as_json_with_a_map(
    schools_land: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawing = tmp_path / "plan.svg"
    asked = ["site", schools_land, "-k", "2", "--within", "1000", "--format", "json"]
    assert run([*asked, "--figure", str(drawing)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["site"] for row in told["rows"]] == ["1002", "1003"]
    assert [row["in_reach"] for row in told["rows"]] == [30.0, 25.0]
    assert "van de leerlingen" in drawing.read_text(encoding="utf-8")


@pytest.mark.parametrize("show", ["gains", "alternatives", "thresholds"])
def test_every_table_can_be_shown(
    show: str, schools_land: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["site", schools_land, "-k", "1", "--within", "1000", "--show", show]
    assert run([*asked, "--format", "csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) >= 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["-k", "3", "--objective", "fewest"], "fewest sites that serve all"),
        (
            ["--objective", "fewest", "--share", "0.6"],
            "fewest sites that serve 0.6 of the pupils",
        ),
        (["-k", "3", "--objective", "travel"], "mean way 0.0 km; 100.0% of"),
        (["-k", "2", "--objective", "worst"], "longest way "),
        (["-k", "1", "--objective", "balanced"], "worst gemeente "),
        (["-k", "0", "--objective", "balanced"], ": 0.0% of its pupils"),
    ],
)
def test_the_headline_is_the_value_of_the_objective(
    options: list[str],
    words: str,
    schools_land: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["site", schools_land, "--within", "1000", *options]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert words in said
    assert "proven best" in said


def test_the_headline_counts_places_not_only_nearness(
    schools_land: str, capsys: pytest.CaptureFixture[str]
) -> None:
    # Schools of 20, 30 and (not counted) 25 pupils; a site receives 10.
    asked = ["site", schools_land, "-k", "1", "--within", "1000", "--capacity", "10"]
    assert run(asked) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "0.0% -> 13.3% of the pupils within 1000 m" in said
    assert "and with a place (" in said


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ([], 2, "say how many new sites may come"),
        (["-k", "1", "--objective", "fewest"], 3, "no plan possible because"),
        (["-k", "1", "--force", "9999"], 3, "9999 is not among the"),
        (["-k", "1", "--in", "Nergens"], 2, "unknown"),
    ],
)
def test_what_cannot_be_gets_a_sentence(
    options: list[str],
    code: int,
    words: str,
    schools_land: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["site", schools_land, "--within", "1000", *options]) == code
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said


def test_a_site_reaches_fewer_over_the_hill(
    road_path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["site", road_path, "-k", "1", "--within", "12000", "--no-existing"]
    assert run(asked) == 0
    assert "100.0% of the pupils within 12000 m, hemelsbreed" in " ".join(
        capsys.readouterr().out.split()
    )
    drawing = tmp_path / "plan.svg"
    assert run([*asked, "--mode", "bike", "--figure", str(drawing)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "81.8% of the pupils within 12000 m, by bike" in said
    assert "over de fietsroute" in drawing.read_text(encoding="utf-8")


def _rows(
    land: str, options: list[str], capsys: pytest.CaptureFixture[str]
) -> list[dict[str, object]]:
    assert run(["site", land, *options, "--within", "1000", "--format", "json"]) == 0
    rows: list[dict[str, object]] = json.loads(capsys.readouterr().out)["rows"]
    return rows


def test_own_places_with_their_cost_decide_what_a_budget_buys(
    schools_land: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "plekken.csv"
    own.write_text("naam;postcode;kosten\nLoods;1003;30\nZaal;1002;10\n")
    bought = ["--candidates", str(own), "--budget", "20"]
    assert [row["naam"] for row in _rows(schools_land, bought, capsys)] == ["Zaal"]
    free = ["--candidates", str(own), "-k", "1"]
    assert [row["naam"] for row in _rows(schools_land, free, capsys)] == ["Zaal"]


def test_a_site_with_few_places_receives_no_more_than_those(
    schools_land: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "plekken.csv"
    own.write_text("name;postcode;capacity\nZaal;1002;12\n")
    (row,) = _rows(schools_land, ["--candidates", str(own), "-k", "1"], capsys)
    assert (row["pupils"], row["in_reach"], row["shared"]) == (12.0, 30.0, 0.0)


def test_who_could_go_to_two_sites_is_told(
    schools_land: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "plekken.csv"
    own.write_text("name;postcode\nZaal;1002\nZaal;1002\n")
    rows = _rows(
        schools_land,
        ["--candidates", str(own), "--force", "Zaal 1,Zaal 2", "-k", "2"],
        capsys,
    )
    assert [row["site"] for row in rows] == ["Zaal 1", "Zaal 2"]
    assert [row["shared"] for row in rows] == [30.0, 30.0]


def test_a_list_of_places_that_is_not_there_gets_a_sentence(
    schools_land: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["site", schools_land, "-k", "1", "--candidates", "nowhere.csv"]) == 2
    assert "no such file; or one of pc4, vestigingen" in capsys.readouterr().err
