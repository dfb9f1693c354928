"""One journey by public transport from near by: which lines, where, and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from accessibility.codes import Mode, Unit, Vehicle
from accessibility.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accessibility.counting import Students
    from accessibility.questions import Header, Question
    from accessibility.snapshot import Snapshot
    from accessibility.study import Study
    from accessibility.transit import Journey, MedianJourney, TransitDay


class StepKind(StrEnum):
    """How one step of a journey goes."""

    WALK = "walk"
    BIKE = "bike"
    RIDE = "ride"


@dataclass(frozen=True)
class Step:
    """One step of a journey.

    Parameters
    ----------
    kind
        On foot, by bicycle, or in a vehicle.
    start, end
        Names of the stops; empty for home and for the school.
    depart_s, arrive_s
        Seconds after midnight; of a walk between two rides the wait is in it.
    line
        What stands on the vehicle; empty where none.
    vehicle
        What drives the line; None where none.
    """

    kind: StepKind
    start: str
    end: str
    depart_s: int
    arrive_s: int
    line: str = ""
    vehicle: Vehicle | None = None


@dataclass(frozen=True)
class JourneyCard:
    """The journey from a postcode to a vestiging on the median morning.

    Parameters
    ----------
    pc4, brin6
        From where to where.
    steps
        In order; none where there is no journey in time.
    bell_s
        When lessons begin, seconds after midnight; of the bell with the median lead.
    lead_s, time_s
        From leaving home to the deadline before the bell, and to being there.
    lucky_s, unlucky_s
        10th and 90th percentile of the lead over the bells; None beyond the limit.
    limit_s
        Longest lead that is looked for.
    header
        What belongs to the whole card.
    """

    pc4: str
    brin6: str
    steps: tuple[Step, ...]
    bell_s: int | None
    lead_s: int | None
    time_s: int | None
    lucky_s: int | None
    unlucky_s: int | None
    limit_s: int
    header: Header


def journey_card(study: Study, pc4: str, brin6: str, question: Question) -> JourneyCard:
    """Tell the journey from a postcode to a vestiging by public transport.

    Parameters
    ----------
    study
        Answers.
    pc4, brin6
        A postcode and a vestiging of the snapshot.
    question
        Says whose homes.

    Raises
    ------
    UsageError
        If either is not known, or the snapshot holds no public transport.
    """
    asked = replace(question, mode=Mode.OV, unit=Unit.SECONDS)
    students = study.students_for(asked)
    home, school = _home_of(pc4, students), _row_of(brin6, study.snapshot)
    found = study.ways.journey(study.snapshot, students, home, school)
    header = study.told(pd.DataFrame(), asked, students).header
    rule = study.ways.bells
    if found is None:
        nothing = (None,) * 5
        return JourneyCard(pc4, brin6, (), *nothing, rule.limit_s, header)
    journey = found.journey
    steps = tuple(_steps(study.snapshot.timetable, found, rule.access))
    return JourneyCard(
        pc4,
        brin6,
        steps,
        journey.deadline_s + rule.buffer_s,
        journey.lead_s,
        journey.time_s,
        found.lucky_s,
        found.unlucky_s,
        rule.limit_s,
        header,
    )


def _home_of(pc4: str, students: Students) -> int:
    """Return the point that stands for most of a postcode's students."""
    known = np.flatnonzero(students.postcodes.pc4.to_numpy() == pc4)
    if not len(known):
        message = f"postcode {pc4!r} is not in this snapshot"
        raise UsageError(message)
    rows = np.flatnonzero(students.point_pc4 == known[0])
    return int(rows[np.argmax(students.point_weight[rows])])


def _row_of(brin6: str, snapshot: Snapshot) -> int:
    rows = np.flatnonzero(snapshot.vestigingen.brin6.to_numpy() == brin6)
    if not len(rows):
        message = f"vestiging {brin6!r} is not in this snapshot"
        raise UsageError(message)
    return int(rows[0])


def _steps(day: TransitDay, found: MedianJourney, access: Mode) -> Iterator[Step]:
    """Give the way to the first stop, the rides, the changes, and the last walk."""
    journey, names = found.journey, day.stops.names
    if not journey.rides:
        yield Step(StepKind.WALK, "", "", journey.leave_s, journey.arrive_s)
        return
    first, last = journey.rides[0], journey.rides[-1]
    way = StepKind.BIKE if access is Mode.BIKE else StepKind.WALK
    yield Step(way, "", str(names[first.start]), journey.leave_s, first.depart_s)
    yield from _rides(day, journey)
    end = str(names[last.end])
    yield Step(StepKind.WALK, end, "", last.arrive_s, journey.arrive_s)


def _rides(day: TransitDay, journey: Journey) -> Iterator[Step]:
    names, lines = day.stops.names, day.lines
    before = None
    for ride in journey.rides:
        start, end = str(names[ride.start]), str(names[ride.end])
        if before is not None and before.end != ride.start:
            left = str(names[before.end])
            yield Step(StepKind.WALK, left, start, before.arrive_s, ride.depart_s)
        vehicle = Vehicle.of(int(lines.kind[ride.line]))
        line = str(lines.names[ride.line])
        yield Step(
            StepKind.RIDE, start, end, ride.depart_s, ride.arrive_s, line, vehicle
        )
        before = ride
