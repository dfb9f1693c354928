"""`bereik tour`: a term of the mobile techlab, day by day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import geopandas as gpd
import numpy as np
import pandas as pd
import typer

from accessibility.codes import Mode
from accessibility.planning import TourQuestion, tour_legs, tour_of, visits_table
from accessibility.tours import HOUR_S, Term, WorkRules
from api.answers import TABLE, check_format, deliver
from api.options import AreaName, Output, SnapshotFolder, WayUnit, written_as
from api.planning_answers import outline_of, plain_question, planning_answer
from api.planning_options import (
    GroupSize,
    MapFile,
    PerVisit,
    TableFormat,
    Within,
    exam_period,
    travel_asked,
)
from api.terminal import print_frame
from data.planning_files import read_free_periods
from data.studies import read_study
from maps.files import write_whole
from maps.planning_map import tour_map
from maps.tour_calendar import tour_calendar
from maps.tour_document import document_text, tour_document

if TYPE_CHECKING:
    from datetime import date

    from accessibility.planning import Tour
    from accessibility.questions import Answer
    from accessibility.snapshot import Snapshot
    from accessibility.tours import FreePeriod, TourPlan

Depot = Annotated[
    list[str] | None,
    typer.Option(help="Where a bus starts its day: a facility; one per bus."),
]
FirstDay = Annotated[
    datetime, typer.Option(formats=["%Y-%m-%d"], help="First day of the term.")
]
LastDay = Annotated[
    datetime, typer.Option(formats=["%Y-%m-%d"], help="Last day of the term.")
]
FreeFile = Annotated[
    Path | None,
    typer.Option(help="File of more days off: columns first, last, name."),
]
SchoolHolidays = Annotated[
    bool,
    typer.Option(help="Visit no school in the school holidays of its own region."),
]
ExamWeeks = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FIRST:LAST",
        help="Weeks of exams in which no visits are planned: 2026-05-11:2026-05-22.",
    ),
]
Rounds = Annotated[int, typer.Option(min=1, help="Visits per school in the term.")]
Driving = Annotated[float, typer.Option(help="Most hours at the wheel in a day.")]
Working = Annotated[float, typer.Option(help="Most hours from depot to depot.")]
DriveMode = Annotated[
    Mode | None,
    typer.Option(
        help="Drive over the roads for a car, or straight for an estimate.",
        show_default="car where the snapshot has roads for it",
    ),
]
Speed = Annotated[
    float | None,
    typer.Option(
        "--kmh",
        min=1,
        help="Kilometres per hour of a bus, for --mode straight.",
        show_default="50",
    ),
]
Everybody = Annotated[bool, typer.Option(help="Refuse a plan that leaves one out.")]
LeftOut = Annotated[bool, typer.Option(help="List who is left out, and why.")]
CalendarFile = Annotated[
    Path | None,
    typer.Option(
        help="Calendar (.ics) to write.", callback=written_as("the calendar", ".ics")
    ),
]
PlayFile = Annotated[
    Path | None,
    typer.Option(
        "--play",
        help="File (.json) that the page /plannen plays by day.",
        callback=written_as("the tour to play", ".json"),
    ),
]


def tour(
    snapshot: SnapshotFolder,
    *,
    depot: Depot = None,
    first: FirstDay,
    last: LastDay,
    within: Within = None,
    mode: DriveMode = None,
    unit: WayUnit = None,
    area_name: AreaName = None,
    days_off: FreeFile = None,
    school_holidays: SchoolHolidays = True,
    exam_weeks: ExamWeeks = None,
    rounds: Rounds = 1,
    driving: Driving = 3.0,
    working: Working = 9.0,
    group_size: GroupSize = 25,
    groups_per_visit: PerVisit = 2,
    speed: Speed = None,
    everybody: Everybody = False,
    left_out: LeftOut = False,
    ics: CalendarFile = None,
    play: PlayFile = None,
    map_file: MapFile = None,
    file_format: TableFormat = TABLE,
    output: Output = None,
) -> None:
    """Plan which school out of reach of any techlab the bus visits when.

    No school is visited in the school holidays of its own region (noord, midden or
    zuid), on a public holiday or on a day off.

    For example:

      bereik tour demo/land --depot VB-FA31 --in Overijssel
      --first 2026-01-05 --last 2026-02-20 --ics bus.ics --play bus.json
    """
    written = check_format(file_format, output)
    asked = travel_asked(mode or Mode.CAR, unit)
    question = TourQuestion(
        term=Term(first.date(), last.date(), _days_off(days_off, exam_weeks)),
        depots=tuple(depot or ()), within=asked.amount(within),
        mode=mode, unit=asked.way.unit,
        speed_kmh=speed, area_name=area_name, rounds=rounds,
        rules=_rules(driving, working, group_size, groups_per_visit),
        everybody=everybody, school_holidays=school_holidays,
    )  # fmt: skip
    study = read_study(snapshot)
    found = tour_of(study.snapshot, question)
    answer = _answer(study.snapshot, found, question, left_out=left_out)
    shown = answer.table if left_out else _timetable(answer.table)
    deliver(answer, written, show=lambda: print_frame(shown, answer.title))
    _write_calendar(study.snapshot, found, ics, since=question.term.first)
    _write_drawn(study.snapshot, found, play, map_file)


def _answer(
    snapshot: Snapshot, found: Tour, question: TourQuestion, *, left_out: bool
) -> Answer:
    plain = plain_question(question, within=question.near_is, mode=found.mode.value)
    return planning_answer(
        snapshot,
        found.plan.left_out if left_out else visits_table(found),
        found.used,
        question={**plain, "left_out": left_out},
        title=_title(found),
        notes=found.notes,
        proof=_proof(found.plan),
    )


def _days_off(
    days_off: Path | None, exam_weeks: list[str] | None
) -> tuple[FreePeriod, ...]:
    free = read_free_periods(days_off) if days_off else ()
    return (*free, *map(exam_period, exam_weeks or ()))


def _timetable(visits: pd.DataFrame) -> pd.DataFrame:
    """Return the visits as a person reads them: a narrow line for each."""
    day = pd.to_datetime(visits["date"]).dt.strftime("%a %d %b %Y")
    return pd.DataFrame(
        {
            "date": day,
            "time": visits["start"] + "-" + visits["end"],
            "bus": visits["bus"].str.removeprefix("bus "),
            "school": visits["naam"],
            "place": visits["plaats"].fillna(""),
            "groups": visits["groups"],
            "pupils": visits["pupils"].round().astype(int),
        }
    )


def _rules(
    driving_h: float, working_h: float, group_size: int, groups_per_visit: int
) -> WorkRules:
    return WorkRules(
        max_driving_s=round(driving_h * HOUR_S),
        max_working_s=round(working_h * HOUR_S),
        group_size=group_size,
        groups_per_visit=groups_per_visit,
    )


def _title(found: Tour) -> str:
    plan = found.plan
    return (
        f"{found.region.name}: {len(plan.visits)} visits on {len(plan.days)} bus days; "
        f"{plan.pupils:,.0f} pupils a round; {plan.driving_s / HOUR_S:.1f} hours of "
        f"driving; {_proof(plan)}; {len(plan.left_out)} schools left out "
        "(--left-out lists them)"
    )


def _proof(plan: TourPlan) -> str:
    """Say how far from the best a tour can be: in pupils, and in driving."""
    pupils = f"no plan has more than {plan.pupils_bound:,.0f} pupils a round"
    if np.isnan(plan.gap):
        return pupils
    return f"{pupils}; driving at most {plan.gap:.2%} above the least"


def _write_calendar(
    snapshot: Snapshot, found: Tour, ics: Path | None, *, since: date
) -> None:
    if ics is None:
        return
    content = tour_calendar(found, term_from=since, example=snapshot.manifest.example)
    write_whole(ics, content)
    typer.echo(f"{ics}: {len(found.plan.visits)} visits", err=True)


def _write_drawn(
    snapshot: Snapshot, found: Tour, play: Path | None, map_file: Path | None
) -> None:
    """Write what shows the legs of the tour: the file to play, the map."""
    if play is None and map_file is None:
        return
    legs = tour_legs(snapshot, found)
    if play is not None:
        document = tour_document(found, legs, snapshot.manifest)
        write_whole(play, document_text(document).encode())
        typer.echo(f"{play}: {len(document['dagen'])} days to play", err=True)
    if map_file is None:
        return
    stops = found.stops
    places = gpd.GeoSeries(
        gpd.points_from_xy(stops.x_m, stops.y_m), index=stops.ids, crs=stops.epsg
    )
    schools = found.problem.schools
    shown = gpd.GeoDataFrame(
        {
            "pupils": found.problem.pupils,
            "visited": np.isin(schools, found.plan.visits["school"].unique()),
        },
        geometry=places.loc[schools].to_numpy(),
        crs=stops.epsg,
    )
    drawing = tour_map(
        legs,
        shown,
        places.loc[[bus.depot for bus in found.problem.buses]],
        outline_of(snapshot, found.region),
        area_name=found.region.name,
        manifest=snapshot.manifest,
    )
    drawing.save(map_file)
    typer.echo(f"{map_file}: {drawing.title}", err=True)
