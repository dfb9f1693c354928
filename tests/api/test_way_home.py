"""`bereik reach` by public transport: there, home, and with another way besides."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from accessibility.codes import Mode
from api.cli import run
from data.snapshots import write_snapshot
from tests.bus_street import bus_snapshot

if TYPE_CHECKING:
    from pathlib import Path

ASKED = ("--mode", "ov", "--profiel", "PIE", "--leerweg", "gl", "--smallest", "0")


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("bus") / "straat"
    return str(write_snapshot(bus_snapshot(), folder))


def _rows(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> list[dict[str, str]]:
    assert run([*arguments, "--format", "csv"]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_the_way_home_has_rows_of_its_own(
    street: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["reach", street, *ASKED, "--within", "35"]
    alone = _rows(asked, capsys)
    assert "way" not in alone[0]
    there, home = _rows([*asked, "--both-ways"], capsys)
    assert {**alone[0], "way": "to-school"} == there
    # To school 32 minutes from the farther home, home again 37.
    reached = [float(row["reached"]) for row in (there, home)]
    assert (reached, home["way"]) == ([30.0, 20.0], "home")


def test_the_screen_shows_the_way_home_below(
    street: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["reach", street, *ASKED, "--within", "35", "--both-ways"]) == 0
    shown = capsys.readouterr().out
    first, second = shown.split("The way home")[:2]
    assert "PIE" in first
    assert "PIE" in second
    assert "7 ends of school 15:15-15:45" in " ".join(shown.split())


def test_when_school_ends_can_be_said(
    street: str, capsys: pytest.CaptureFixture[str]
) -> None:
    # Out at 15:30, at the stop at 15:38:36, on the bus of 15:40: 27 minutes in all.
    asked = ["reach", street, *ASKED, "--within", "27", "--both-ways"]
    _, home = _rows([*asked, "--ends", "15:30"], capsys)
    assert float(home["reached"]) == 30
    assert run([*asked, "--ends", "half four"]) == 2
    assert "--ends takes times" in capsys.readouterr().err


def test_both_ways_is_refused_where_nothing_runs_by_the_clock(
    street: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["reach", street, "--mode", "bike", "--both-ways"]) == 2
    assert "ask it with --mode ov" in " ".join(capsys.readouterr().err.split())


def test_either_of_two_ways_from_the_command_line(
    street: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["reach", street, *ASKED[2:], "--within", "6.5km bike or 32min ov"]
    (row,) = _rows(asked, capsys)
    ways = ("both", "only_first", "only_second")
    assert [float(row[way]) for way in ways] == [20, 0, 10]


def test_either_of_two_ways_is_shown_with_a_column_for_each(
    street: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["reach", street, "--within", "6.5km bike or 32min ov"]
    assert run([*asked, "--profiel", "PIE", "--leerweg", "gl"]) == 0
    shown = capsys.readouterr().out
    assert "within 6.5 km by bike or 32 min by ov (denominator leerweg)" in shown
    head = next(line for line in shown.splitlines() if "reached %" in line)
    ways = ["both", "only", "bike", "only", "ov", "neither"]
    assert head.split() == ["area", "offer", "students", "reached", "%", *ways]
    assert "…" not in shown


def test_a_line_without_fixed_times_may_be_waited_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    snapshot = bus_snapshot()
    day = snapshot.timetable
    wait_s = np.full_like(day.timetable.wait_s, 1_200)
    often = day.with_timetable(day.timetable._replace(wait_s=wait_s))
    changed = replace(snapshot, transit={Mode.OV: often})
    folder = str(write_snapshot(changed, tmp_path / "straat"))
    asked = ["reach", folder, *ASKED]
    (usual,) = _rows([*asked, "--within", "32"], capsys)
    (worst,) = _rows([*asked, "--within", "32", "--headway-wait", "worst"], capsys)
    (later,) = _rows([*asked, "--within", "52", "--headway-wait", "worst"], capsys)
    counts = [float(row["reached"]) for row in (usual, worst, later)]
    assert counts == [30, 0, 30]
    assert run([*asked, "--within", "32", "--headway-wait", "worst"]) == 0
    assert "waited for a whole headway" in " ".join(capsys.readouterr().out.split())
    assert run([*asked, "--within", "32"]) == 0
    assert "as if their departures were fixed" in " ".join(
        capsys.readouterr().out.split()
    )
