"""Reach by public transport is computed once and kept; every condition counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from accessibility.codes import BellRule, Mode, Unit
from accessibility.reach_table import ReachTable
from accessibility.snapshot import Snapshot
from accessibility.transit import Walks, Ways, without_stops
from data import transit_reach as module
from data.snapshots import read_snapshot, write_snapshot
from data.transit_reach import REACH, WAYS, transit_reach, transit_ways
from tests.bus_street import bus_snapshot, bus_students

RULE = BellRule()


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return read_snapshot(write_snapshot(bus_snapshot(), tmp_path / "bus"))


def _reach(snapshot: Snapshot, rule: BellRule = RULE) -> ReachTable:
    return transit_reach(snapshot, bus_students(), rule, rule.limit_s)


def _flat(ways: Ways, walks: Walks) -> list[NDArray[Any]]:
    return [*ways.access, *ways.egress, *ways.walk, ways.status, *walks]


def _kept(snapshot: Snapshot, what: str) -> int:
    assert snapshot.folder is not None
    folder = snapshot.folder / what
    return len(list(folder.iterdir())) if folder.exists() else 0


def test_a_snapshot_keeps_its_timetable(snapshot: Snapshot) -> None:
    assert snapshot.modes[-1] is Mode.OV
    assert snapshot.timetable.date == "2019-10-01"
    assert snapshot.timetable.lines.ids.tolist() == ["L"]


def test_what_is_kept_is_what_was_computed(snapshot: Snapshot) -> None:
    ours, theirs = _reach(bus_snapshot()), _reach(snapshot)
    for name in ("indptr", "point", "time_ds", "time_p10_ds", "time_p90_ds", "rides"):
        assert np.array_equal(getattr(ours, name), getattr(theirs, name))
    assert theirs.distance_cm is None


def test_it_is_computed_once(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _reach(snapshot)
    monkeypatch.setattr(module, "transit_ways", None)
    again = _reach(snapshot)
    assert np.array_equal(again.cost(Unit.SECONDS), first.cost(Unit.SECONDS))
    assert _kept(snapshot, REACH) == _kept(snapshot, WAYS) == 1


@pytest.mark.parametrize(
    "rule",
    [
        replace(RULE, rides=2),
        replace(RULE, bells_s=(30_000,)),
        replace(RULE, buffer_s=0),
        replace(RULE, access=Mode.BIKE),
        replace(RULE, walk_m=500.0),
        replace(RULE, homeward=True),
    ],
)
def test_every_condition_is_in_the_key(snapshot: Snapshot, rule: BellRule) -> None:
    _reach(snapshot)
    _reach(snapshot, rule)
    assert _kept(snapshot, REACH) == 2


def test_another_timetable_is_another_table_over_the_same_ways(
    snapshot: Snapshot,
) -> None:
    _reach(snapshot)
    later = snapshot.timetable.timetable
    later = later._replace(depart_s=later.depart_s + np.int32(60))
    later = later._replace(arrive_s=later.arrive_s + np.int32(60))
    moved = {Mode.OV: snapshot.timetable.with_timetable(later)}
    _reach(replace(snapshot, transit=moved))
    assert (_kept(snapshot, REACH), _kept(snapshot, WAYS)) == (2, 1)
    fewer = {Mode.OV: without_stops(snapshot.timetable, ["s1"])}
    _reach(replace(snapshot, transit=fewer))
    assert (_kept(snapshot, REACH), _kept(snapshot, WAYS)) == (3, 2)


def test_ways_that_were_kept_are_those_that_were_measured(snapshot: Snapshot) -> None:
    for home in (False, True):
        measured = transit_ways(bus_snapshot(), bus_students(), RULE, home=home)
        for _ in range(2):
            kept = transit_ways(snapshot, bus_students(), RULE, home=home)
            for ours, theirs in zip(_flat(*measured), _flat(*kept), strict=True):
                assert np.array_equal(ours, theirs)


def test_a_folder_that_cannot_be_written_costs_time_only(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("data.reach_store.write_arrays", full)
    monkeypatch.setattr("data.array_store.write_arrays", full)
    ours, theirs = _reach(snapshot), _reach(bus_snapshot())
    assert np.array_equal(ours.cost(Unit.SECONDS), theirs.cost(Unit.SECONDS))
