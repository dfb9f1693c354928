"""One bus on one day: the visits wanted, and a day checked against its limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from accessibility.tours.tour_problem import NO_ROAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from accessibility.tours.tour_problem import TourProblem


@dataclass(frozen=True)
class Visits:
    """The half-days wanted in one round.

    Parameters
    ----------
    school
        Row of the school per visit, shape `(n_visits,)`.
    pupils
        Pupils per visit: those of the school spread evenly over its visits.
    number
        Which visit of its school it is, from 0.
    """

    school: NDArray[np.int64]
    pupils: NDArray[np.float64]
    number: NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of visits."""
        return len(self.school)


@dataclass(frozen=True)
class DayRoute:
    """One bus on one day: its visits in order, and what the day asks.

    Parameters
    ----------
    bus
        Row of the bus.
    kind
        Row of the kind of day.
    visits
        Pairs of visit and half-day, in order.
    depart_s, back_s
        Leaving the depot and being back, in seconds since midnight.
    driving_s
        Seconds at the wheel.
    """

    bus: int
    kind: int
    visits: tuple[tuple[int, int], ...]
    depart_s: int
    back_s: int
    driving_s: int


def visits_of(problem: TourProblem, schools: NDArray[np.int64]) -> Visits:
    """Return the half-days that some schools need in one round."""
    needed = problem.visits_needed[schools]
    school = np.repeat(schools, needed)
    first = np.repeat(np.cumsum(needed) - needed, needed)
    number = np.arange(len(school)) - first
    pupils = problem.pupils[school] / problem.visits_needed[school]
    return Visits(school, pupils, number)


def day_route(
    problem: TourProblem,
    visits: Visits,
    chosen: Sequence[tuple[int, int]],
    *,
    bus: int,
    kind: int,
) -> DayRoute | None:
    """Return a day with these visits, or None if it breaks a limit.

    Parameters
    ----------
    problem, visits
        What binds, and the half-days wanted.
    chosen
        Pairs of visit and half-day, in order of time; at least one.
    bus, kind
        Rows of the bus and of the kind of day.
    """
    rules, depot = problem.rules, problem.depot_stop[bus]
    schools = [visits.school[v] for v, _ in chosen]
    stops = np.array([depot, *problem.school_stop[schools], depot])
    legs: list[int] = problem.drives.seconds[stops[:-1], stops[1:]].tolist()
    slots = [rules.half_days[half] for _, half in chosen]
    in_time = all(
        before.end_s + leg <= after.start_s - rules.setup_s
        for before, leg, after in zip(slots[:-1], legs[1:-1], slots[1:], strict=True)
    )
    depart = slots[0].start_s - rules.setup_s - legs[0]
    back = slots[-1].end_s + legs[-1]
    too_long = sum(legs) > rules.max_driving_s or back - depart > rules.max_working_s
    if NO_ROAD in legs or not in_time or too_long:
        return None
    return DayRoute(bus, kind, tuple(chosen), depart, back, sum(legs))
