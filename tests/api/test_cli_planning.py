"""`bereik tour`, `participation` and `sharing` on a small land of schools and labs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest
from icalendar import Calendar

from accessibility.places import RD_NEW
from api.cli import run
from data.snapshots import write_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from accessibility.snapshot import Snapshot


@pytest.fixture
def lab_land(line_snapshot: Snapshot, tmp_path: Path) -> str:
    """Write the line with a school at every placed postcode and one techlab."""
    postcodes = line_snapshot.postcodes.iloc[:3]
    schools = gpd.GeoDataFrame(
        {
            "brin6": ["XP0100", "XP0200", "XP0300"],
            "naam": ["Aa", "Bee", "Cee"],
            "plaats": ["Aa", "Bee", "Cee"],
            "pc4": postcodes.pc4.to_numpy(),
            "pupils": [20.0, 30.0, 60.0],
        },
        geometry=postcodes.geometry.to_numpy(),
        crs=RD_NEW,
    )
    labs = gpd.GeoDataFrame(
        {
            "facility_id": ["L1"],
            "naam": ["Lab"],
            "kind": ["techlab"],
            "owner": ["po"],
            "date": [None],
        },
        geometry=postcodes.geometry.to_numpy()[:1],
        crs=RD_NEW,
    )
    folder = tmp_path / "labs"
    land = line_snapshot.edited(basisscholen=schools, facilities=labs)
    write_snapshot(land, folder)
    return str(folder)


TERM = ["--first", "2026-01-05", "--last", "2026-01-09"]


def test_a_term_is_planned_with_calendar_and_map(
    lab_land: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ics, drawing, table = (tmp_path / name for name in ("b.ics", "b.svg", "b.csv"))
    files = ["--ics", str(ics), "--map", str(drawing), "-o", str(table)]
    assert run(["tour", lab_land, *TERM, *files]) == 0
    visits = pd.read_csv(table)
    assert sorted(visits.school) == ["XP0200", "XP0300", "XP0300"]
    assert visits.start.isin(["08:30", "13:00"]).all()
    assert len(Calendar.from_ical(ics.read_bytes()).walk("VEVENT")) == 3
    assert "2 van de 2 basisscholen" in drawing.read_text(encoding="utf-8")
    assert "driving is estimated" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--depot", "nergens"], 2, "is no hotspot or techlab"),
        (["--driving", "0.1", "--everybody"], 3, "no plan possible because"),
        (["--last", "2026-01-01"], 2, "before it begins"),
    ],
)
def test_a_tour_that_cannot_be_gets_a_sentence(
    options: list[str],
    code: int,
    words: str,
    lab_land: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["tour", lab_land, *TERM, *options]) == code
    assert words in capsys.readouterr().err


@pytest.fixture
def visits_file(tmp_path: Path) -> str:
    """Two visits of schools that exist and one of a school that does not."""
    path = tmp_path / "bezoeken.csv"
    rows = ["2024-10-01;les;XP0100;24;1", "2024-11-01;bus;XP03;50;2"]
    lines = ["datum;activiteit;brin;leerlingen;groepen", *rows, "2024-11-02;x;ZZ99;1;1"]
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("show", "words"),
    [
        ("schools", "XP0200,Bee"),
        ("distance", "10 - 20,1,1,0,0"),
        ("size", "25 - 50,1,0,0,1"),
        ("area", "Westdorp,2,1,0,1"),
        ("far-came", "XP0300,Cee"),
        ("pupils", "2024/25,XP0100"),
    ],
)
def test_participation_is_told_in_every_way(
    show: str,
    words: str,
    lab_land: str,
    visits_file: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = ["participation", lab_land, visits_file, "--show", show]
    assert run([*asked, "--format", "csv"]) == 0
    assert words in capsys.readouterr().out


def test_targets_need_their_file(
    lab_land: str, visits_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["participation", lab_land, visits_file, "--show", "targets"]
    assert run(asked) == 2
    assert "--targets FILE.csv" in capsys.readouterr().err


@pytest.mark.parametrize("show", ["choices", "travel", "groups", "possible"])
def test_sharing_is_told_in_every_way(
    show: str, lab_land: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["sharing", lab_land, "--within", "12000", "--show", show]
    assert run([*asked, "--format", "csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) > 1
