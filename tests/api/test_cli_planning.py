"""`bereik tour`, `participation` and `sharing` on a small land of schools and labs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from icalendar import Calendar

from accessibility.codes import Mode, Unit
from accessibility.planning import TravelMeasure
from api.cli import run
from api.options import AskedUnit
from api.planning_options import travel_asked

if TYPE_CHECKING:
    from pathlib import Path


TERM = ["--first", "2026-01-05", "--last", "2026-01-09"]


def test_a_term_is_planned_with_calendar_and_map(
    lab_path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ics, drawing, table = (tmp_path / name for name in ("b.ics", "b.svg", "b.csv"))
    files = ["--ics", str(ics), "--figure", str(drawing), "-o", str(table)]
    assert run(["tour", lab_path, *TERM, *files]) == 0
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
        (["--last", "2031-01-01"], 2, "the school holidays are known from 2014"),
        (["--exam-weeks", "2026-05"], 2, "expected the first and the last day"),
        (["--exam-weeks", "2026-01-01:2026-02-01"], 3, "no school day lies between"),
    ],
)
def test_a_tour_that_cannot_be_gets_a_sentence(
    options: list[str],
    code: int,
    words: str,
    lab_path: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["tour", lab_path, *TERM, *options]) == code
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
    lab_path: str,
    visits_file: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = ["participation", lab_path, visits_file, "--show", show]
    assert run([*asked, "--format", "csv"]) == 0
    assert words in capsys.readouterr().out


def test_a_visit_outside_the_area_is_not_called_unknown(
    lab_path: str, visits_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Schools that lie elsewhere were told to be no schools."""
    asked = ["participation", lab_path, visits_file, "--show", "schools"]
    assert run([*asked, "--in", "gemeente:Westdorp", "--format", "csv"]) == 0
    told = capsys.readouterr().err
    assert "1 visits were to schools outside Westdorp" in told
    assert "ZZ99" in told
    assert "XP03" not in told


def test_days_off_are_told_in_words(
    lab_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """They were printed as a dictionary of Python."""
    weeks = ["--exam-weeks", "2026-01-12:2026-01-16"]
    assert run(["tour", lab_path, *TERM, *weeks]) == 0
    told = capsys.readouterr().out
    assert "days_off examenweken 2026-01-12 to 2026-01-16" in told
    assert "{" not in told


def test_targets_need_their_file(
    lab_path: str, visits_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["participation", lab_path, visits_file, "--show", "targets"]
    assert run(asked) == 2
    assert "--targets FILE.csv" in capsys.readouterr().err


@pytest.mark.parametrize("show", ["choices", "travel", "groups", "possible"])
def test_sharing_is_told_in_every_way(
    show: str, lab_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["sharing", lab_path, "--within", "12000", "--show", show]
    assert run([*asked, "--format", "csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) > 1


def test_the_bus_does_not_drive_over_water(
    road_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["tour", road_path, *TERM, "--left-out", "--format", "csv"]
    assert run([*asked, "--mode", "straight"]) == 0
    assert "XP0300" not in capsys.readouterr().out
    assert run(asked) == 0
    assert "XP0300,60.0,2,0,no road from any depot" in capsys.readouterr().out


def test_school_holidays_are_kept_unless_switched_off(
    lab_path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Nobody knows in which region the line lies: Christmas is everywhere.
    christmas = ["--first", "2025-12-22", "--last", "2026-01-02"]
    table = tmp_path / "b.csv"
    assert run(["tour", lab_path, *christmas, "-o", str(table)]) == 3
    assert "no school day lies between" in capsys.readouterr().err
    off = ["--no-school-holidays", "-o", str(table)]
    assert run(["tour", lab_path, *christmas, *off]) == 0
    assert "school holidays are not looked at" in capsys.readouterr().err


def test_a_tour_over_the_road_says_so(
    road_path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "bus.csv"
    assert run(["tour", road_path, *TERM, "-o", str(table)]) == 0
    assert list(pd.read_csv(table).school) == ["XP0200"]
    assert "driving is over the roads" in capsys.readouterr().err


def test_distances_of_who_takes_part_are_those_of_the_mode(
    road_path: str, visits_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["participation", road_path, visits_file, "--format", "csv"]
    assert run(asked) == 0
    assert "> 20" not in capsys.readouterr().out
    assert run([*asked, "--mode", "bike"]) == 0
    assert "> 20,1,1,0,0" in capsys.readouterr().out


def test_a_hill_lies_between_schools_that_seem_near(
    road_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["sharing", road_path, "--within", "12000", "--show", "travel"]
    assert run([*asked, "--format", "csv"]) == 0
    assert "00AA00,School A,00BB00,10000.0" in capsys.readouterr().out
    assert run([*asked, "--mode", "bike", "--format", "csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_a_school_beyond_the_known_roads_is_told(
    road_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["sharing", road_path, "--mode", "car"]) == 0
    told = capsys.readouterr().out
    assert "1 places lie beyond the roads for car that are known" in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["sharing", "--mode", "walk"], "(it has straight, bike, car)"),
        (["site", "-k", "1", "--mode", "walk"], "mode 'walk' needs roads"),
        (["tour", *TERM, "--mode", "bike"], "a bus drives: --mode car"),
        (["tour", *TERM, "--kmh", "40"], "leave --kmh out"),
    ],
)
def test_a_mode_that_cannot_be_gets_a_sentence(
    arguments: list[str],
    words: str,
    road_path: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    command, *options = arguments
    assert run([command, road_path, *options]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["html", "png", "svg"])
def test_participation_is_drawn(
    kind: str,
    lab_path: str,
    visits_file: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    target = tmp_path / f"deelname.{kind}"
    assert run(["participation", lab_path, visits_file, "-o", str(target)]) == 0
    assert "Van de 3 basisscholen deden er in 2024/25 2 elk jaar mee" in (
        capsys.readouterr().err
    )
    content = target.read_bytes()
    if kind == "html":
        page = content.decode("utf-8")
        for words in ("Naar leerlingen in groep 7 en 8", "Cee, Cee", "nooit mee"):
            assert words in page
        assert "50" not in page.split("Binnen 6 km")[1].split("footer")[0]
    else:
        assert content.startswith({"png": b"\x89PNG", "svg": b"<?xml"}[kind])


@pytest.mark.parametrize(
    ("mode", "unit", "way", "per"),
    [
        (Mode.STRAIGHT, None, Unit.METRES, 1),
        (Mode.BIKE, AskedUnit.MINUTES, Unit.SECONDS, 60),
        (Mode.BIKE, AskedUnit.SECONDS, Unit.SECONDS, 1),
        (Mode.OV, None, Unit.SECONDS, 60),
    ],
)
def test_amounts_are_asked_in_metres_seconds_or_minutes(
    mode: Mode, unit: AskedUnit | None, way: Unit, per: int
) -> None:
    asked = travel_asked(mode, unit)
    assert asked.way == TravelMeasure(mode, way)
    assert asked.amount(None) is None
    assert asked.amounts([20.0]) == (20.0 * per,)
    assert asked.amount(20.0) == 20.0 * per
