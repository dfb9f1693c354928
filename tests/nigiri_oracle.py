"""Ask nigiri, another engine, for latest departures: a script, in a process of its own.

`python nigiri_oracle.py FOLDER < questions.json > answers.json`. It writes to the
console while it loads, and searches forward from one minute only: the latest start
that is in time is found by halving.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pynigiri as nigiri  # type: ignore[import-untyped] # it has no types


def loaded(folder: str, day: str) -> Any:  # noqa: ANN401 - nigiri has no types
    """Return a feed as nigiri's timetable, set to mean the same as ours."""
    loader = nigiri.LoaderConfig()
    loader.link_stop_distance = 0
    loader.default_tz = "Europe/Amsterdam"
    finalize = nigiri.FinalizeOptions()
    finalize.adjust_footpaths = False
    finalize.merge_dupes_intra_src = finalize.merge_dupes_inter_src = False
    finalize.max_footpath_length = 60
    first = datetime.strptime(day, "%Y%m%d").replace(tzinfo=UTC)
    last = first + timedelta(days=2)
    source = nigiri.TimetableSource("x", folder, loader)
    days = (f"{when:%Y-%m-%d}" for when in (first, last))
    return nigiri.load_timetable([source], *days, finalize)


def query_of(timetable: Any, asked: dict[str, Any]) -> Any:  # noqa: ANN401 - see above
    """Return a query without its start time."""
    query = nigiri.Query()
    query.start_match_mode = query.dest_match_mode = nigiri.LocationMatchMode.INTERMODAL
    query.start, query.destination = (
        [nigiri.Offset(timetable.find_location(stop), seconds // 60, 0)
         for stop, seconds in asked[end]]
        for end in ("start", "goal")
    )  # fmt: skip
    query.max_transfers = asked["rides"] - 1
    query.max_travel_time = asked["horizon_s"] // 60 + 1
    return query


def arrival(timetable: Any, query: Any, minute: int) -> int:  # noqa: ANN401 - see above
    """Return the earliest arrival in minutes since 1970, a huge number if none."""
    query.start_time = minute
    return min(map(_arrived, nigiri.route(timetable, query)), default=1 << 40)


def _arrived(journey: Any) -> int:  # noqa: ANN401 - see above
    return int(journey.dest_time)


def latest(timetable: Any, asked: dict[str, Any], midnight: int) -> int | None:  # noqa: ANN401 - see above
    """Return the latest departure in seconds after midnight, None if there is none."""
    query = query_of(timetable, asked)
    deadline: int = midnight + asked["deadline"] // 60
    low, high = deadline - asked["horizon_s"] // 60, deadline
    if arrival(timetable, query, low) > deadline:
        return None
    while low < high:
        middle = (low + high + 1) // 2
        if arrival(timetable, query, middle) <= deadline:
            low = middle
        else:
            high = middle - 1
    return int(60 * (low - midnight))


def main() -> None:
    """Answer all questions of standard input."""
    asked = json.load(sys.stdin)
    day = asked["day"]
    timetable = loaded(sys.argv[1], day)
    noon = datetime.strptime(day, "%Y%m%d").replace(
        hour=12, tzinfo=ZoneInfo("Europe/Amsterdam")
    )
    midnight = int(noon.timestamp()) // 60 - 12 * 60
    answers = [latest(timetable, one, midnight) for one in asked["questions"]]
    Path(sys.argv[2]).write_text(json.dumps(answers), encoding="utf-8")


if __name__ == "__main__":
    main()
