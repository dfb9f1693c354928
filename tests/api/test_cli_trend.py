"""`bereik trend`: a row per year, and the plot whose title tells the change."""

from __future__ import annotations

import csv
import dataclasses
import io
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from accessibility.codes import Denominator
from accessibility.errors import UsageError
from accessibility.questions import Question
from accessibility.reports.year_series import over_years, school_year
from accessibility.snapshot import Snapshot
from accessibility.study import Study
from api.cli import run
from data.snapshots import write_snapshot

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def years(line_snapshot: Snapshot, tmp_path: Path) -> Path:
    """A folder with two years of the line; in the second nobody offers PIE in gl."""
    folder = tmp_path / "jaren"
    folder.mkdir()
    offers = line_snapshot.offers
    for year, kept in ((2019, offers), (2020, offers[offers.profiel != "PIE"])):
        manifest = dataclasses.replace(
            line_snapshot.manifest,
            name=f"lijn-{year}",
            dates={"students": f"{year}-10-01"},
        )
        snapshot_path = line_snapshot.edited(offers=kept.reset_index(drop=True))
        write_snapshot(
            dataclasses.replace(snapshot_path, manifest=manifest), folder / f"{year}"
        )
    return folder


def test_every_year_has_its_row_and_the_plot_its_finding(
    years: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plot = tmp_path / "verloop.svg"
    asked = ["--profiel", "PIE", "--smallest", "0", "-o", str(plot)]
    assert run(["trend", str(years), *asked]) == 0
    shown = capsys.readouterr().out
    assert shown.index("2019/20") < shown.index("2020/21")
    assert "daalde van" in shown
    assert "naar 0% in 2020/21" in shown
    assert plot.read_text(encoding="utf-8").startswith("<?xml")


def test_one_year_is_no_trend(years: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["trend", str(years / "2019"), str(years / "2019")]) == 2
    assert "at least two years" in capsys.readouterr().err


def test_two_of_the_same_year_are_refused(
    years: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = years / "2019" / "manifest.json"
    manifest.write_text(manifest.read_text().replace("2019-10-01", "2020-10-01"))
    assert run(["trend", str(years)]) == 2
    assert "same school year" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("day", "year"),
    [("2019-10-01", "2019/20"), ("2020-06-01", "2019/20"), ("1999-10", "1999/00")],
)
def test_a_school_year_begins_after_the_summer(day: str, year: str) -> None:
    assert school_year({"students": day}) == year


def test_a_snapshot_without_a_date_is_refused() -> None:
    with pytest.raises(UsageError, match="of which school year"):
        school_year({})


def test_a_change_is_parted_into_offer_and_students(
    years: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--profiel", "PIE", "--smallest", "0", "--base", "2019"]
    assert run(["trend", str(years), *asked, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    by_year = {(row["year"], row["leerweg"]): row for row in rows}
    last = by_year["2020/21", "gl"]
    before = float(by_year["2019/20", "gl"]["share"])
    # The students stay the same: all of the fall is that of the offer.
    assert float(last["change"]) == pytest.approx(-100 * before)
    assert float(last["change_by_offer"]) == pytest.approx(-100 * before)
    assert float(last["change_by_students"]) == pytest.approx(0)
    assert last["provisional"].lower() == "false"


def test_students_and_percent_of_the_base(
    years: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [str(years), "--profiel", "PIE", "--smallest", "0", "--base", "2019"]
    assert run(["trend", *asked, "--change", "percent"]) == 0
    shown = capsys.readouterr().out
    assert "Change since 2019/20, in percent" in shown
    assert "-100.0" in shown
    assert run(["trend", *asked[:-1], "2001"]) == 2
    assert "no snapshot is of the base year 2001" in capsys.readouterr().err


def test_inhabitants_of_another_year_do_not_date_the_offer() -> None:
    dates = {"students": "2021-01-01", "offers": "2021-2022", "exams": "2021-2022"}
    assert school_year(dates) == "2021/22"
    summer = {"students": "2021-01-01", "offers": "2022", "exams": "2022"}
    assert school_year(summer) == "2021/22"


def test_a_year_that_tells_no_leerweg_is_asked_of_the_students_of_one_that_does(
    line_snapshot: Snapshot,
) -> None:
    later = {"students": "2021-01-01", "offers": "2021-2022", "exams": "2021-2022"}
    manifest = dataclasses.replace(line_snapshot.manifest, dates=later)
    ages = {"pc4": ["1011"], "age_from": [10], "age_to": [14], "inhabitants": [50.0]}
    left = {k: v for k, v in line_snapshot.tables.items() if k != "own_students"}
    tables = {**left, "inhabitants": pd.DataFrame(ages)}
    tables.pop("pupils")
    studies = [Study(line_snapshot), Study(Snapshot(manifest, tables))]
    question = Question(profielen=("PIE",), denominator=Denominator.LEERWEG, smallest=0)
    answer = over_years(studies, question, base=2019)
    gl = answer.table[answer.table.leerweg == "gl"]
    first, last = gl.share
    assert first == last > 0
    assert "students: those of 2019/20 in all years" in answer.header.notes[0]


def test_a_provisional_year_is_marked_in_table_plot_and_notes(
    years: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = years / "2020" / "manifest.json"
    manifest.write_text(manifest.read_text().replace("2020-10-01", "2024-10-01"))
    plot = tmp_path / "verloop.svg"
    asked = ["--profiel", "PIE", "--smallest", "0", "-o", str(plot)]
    assert run(["trend", str(years), *asked]) == 0
    shown = capsys.readouterr().out
    assert "2024/25 (provisional)" in shown
    assert "note: provisional: 2024/25" in shown
    assert "in 2024/25 (voorlopig)" in " ".join(shown.split())
    assert run(["tables", str(years / "2020"), "B3.5"]) == 0
    assert "note: provisional: 2024/2025" in capsys.readouterr().out
