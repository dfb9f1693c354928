"""The ferries of the Netherlands, read and searched, agree with nigiri."""

from __future__ import annotations

import csv
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from accessibility.transit.search import (
    NEVER,
    Legs,
    best_for,
    departures,
    desk_for,
)
from accessibility.transit.timetable import Service, changes_of
from data.sources import SourceFile
from data.transit import transit_of
from tests.asked_nigiri import asked_nigiri

pytestmark = pytest.mark.realdata

FERRIES = Path(os.environ.get("BEREIK_REALDATA", "")) / "gtfs" / "ferries"
DEADLINE_S, HORIZON_S, RIDES = 10 * 3600, 4 * 3600, 4


def _with_unique_names(folder: Path) -> Path:
    """Copy the feed; nigiri walks between stops of one name, whatever it is told."""
    folder.mkdir()
    for one in FERRIES.glob("*.txt"):
        shutil.copyfile(one, folder / one.name)
    path = folder / "stops.txt"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        for number, row in enumerate(rows):
            writer.writerow(row | {"stop_name": f"stop {number}"})
    return folder


def test_ferries_agree_with_nigiri(tmp_path: Path) -> None:
    day, _ = transit_of([SourceFile("gtfs", FERRIES, "2019-10-01")])
    rng = np.random.default_rng(7)
    n = len(day.stops.ids)
    schools = rng.choice(n, 30, replace=False)
    none = np.empty(0, np.int32)
    service = Service(
        day.timetable, changes_of(np.full(n, 120, np.int32), none, none, none)
    )
    at_stop = np.arange(n + 1)
    access = Legs(at_stop, at_stop[:-1].astype(np.int32), np.zeros(n, np.int32))
    egress = Legs(
        np.arange(len(schools) + 1),
        schools.astype(np.int32),
        np.zeros(len(schools), np.int32),
    )
    questions, ours = [], []
    for row, school in enumerate(schools):
        best = best_for(n, 1)
        departures(
            service, egress, access, row, np.array([DEADLINE_S], np.int32),
            HORIZON_S, desk_for(service, RIDES), best,
        )  # fmt: skip
        departure_s = best.departure_s[:, 0]
        reached = np.flatnonzero((departure_s > NEVER) & (np.arange(n) != school))
        others = rng.choice(np.delete(np.arange(n), school), 3)
        for home in np.unique(np.concatenate([reached, others])):
            ours.append(int(departure_s[home]))
            questions.append(
                {
                    "start": [(str(day.stops.ids[home]), 0)],
                    "goal": [(str(day.stops.ids[school]), 0)],
                    "deadline": DEADLINE_S,
                    "rides": RIDES,
                    "horizon_s": HORIZON_S,
                }
            )
    theirs = asked_nigiri(_with_unique_names(tmp_path / "feed"), questions, "20191001")
    assert sum(t > NEVER for t in ours) > 30
    assert ours == [NEVER if t is None else t for t in theirs]
