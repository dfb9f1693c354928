"""`bereik tour --play`: the term as the page reads it, along the road where it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from accessibility.snapshot import Snapshot
from api.cli import run
from data.snapshots import write_snapshot

TERM = ["--first", "2026-01-05", "--last", "2026-01-09"]


def _played(snapshot_path: str, folder: Path, *options: str) -> dict[str, Any]:
    path = folder / "bus.json"
    table = str(folder / "t.csv")
    assert (
        run(["tour", snapshot_path, *TERM, *options, "--play", str(path), "-o", table])
        == 0
    )
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_a_term_can_be_played(lab_path: str, tmp_path: Path) -> None:
    told = _played(lab_path, tmp_path)
    assert (told["soort"], told["versie"], told["overDeWeg"]) == ("rondrit", 1, False)
    visits = [visit["school"] for day in told["dagen"] for visit in day["bezoeken"]]
    assert sorted(visits) == ["XP0200", "XP0300", "XP0300"]
    for day in told["dagen"]:
        depot = told["standplaatsen"][0]["punt"]
        assert day["ritten"][0]["lijn"][0] == depot
        assert day["ritten"][-1]["lijn"][-1] == depot
        assert not any(leg["overDeWeg"] for leg in day["ritten"])
        longitude, latitude = day["bezoeken"][0]["punt"]
        assert 3 < longitude < 8
        assert 50 < latitude < 54


def test_legs_follow_the_road_and_schools_beyond_it_have_a_reason(
    road_path: str, tmp_path: Path
) -> None:
    told = _played(road_path, tmp_path)
    assert [one["reden"] for one in told["nietBezocht"]] == ["geenWeg"]
    legs = [leg for day in told["dagen"] for leg in day["ritten"]]
    assert all(leg["overDeWeg"] for leg in legs)
    straight = _played(road_path, tmp_path, "--mode", "straight")
    assert not any(
        leg["overDeWeg"] for day in straight["dagen"] for leg in day["ritten"]
    )


def test_a_small_group_is_hidden(lab_snapshot: Snapshot, tmp_path: Path) -> None:
    schools = lab_snapshot.table("basisscholen").assign(pupils=[20.0, 3.0, 60.0])
    write_snapshot(lab_snapshot.edited(basisscholen=schools), tmp_path / "s")
    told = _played(str(tmp_path / "s"), tmp_path)
    found = {
        visit["school"]: (visit["leerlingen"], visit["afgeschermd"])
        for day in told["dagen"]
        for visit in day["bezoeken"]
    }
    assert found["XP0200"] == (None, True)
    assert found["XP0300"][1] is False


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["site", "-k", "1", "--mode", "bike"], "1200 s, by bike"),
        (["sharing", "--mode", "bike"], "within 1200 s, by bike"),
        (["facilities", "--mode", "bike", "--show", "blank"], "near up to 1200 s"),
    ],
)
def test_seconds_have_a_threshold_of_their_own(
    command: list[str],
    words: str,
    road_path: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    name, *options = command
    assert run([name, road_path, *options, "--unit", "s"]) == 0
    assert words in " ".join(capsys.readouterr().out.split())


def test_a_straight_line_takes_no_time(
    road_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["facilities", road_path, "--unit", "s"]) == 2
    assert "a straight line takes no time" in capsys.readouterr().err


def test_minutes_are_counted_over_the_road(
    road_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    # By bike over the hill: 15.62 km at 15 km/h, 3 749 seconds.
    asked = ["facilities", road_path, "--mode", "bike", "--unit", "s", "--within"]
    for threshold, schools in (("3700", "1"), ("3800", "2")):
        assert run([*asked, threshold, "--format", "csv"]) == 0
        row = capsys.readouterr().out.splitlines()[1].split(",")
        assert row[2] == schools
