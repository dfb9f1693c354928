"""The plan of a term: every visit with its date and bus, and who is left out, why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from accessibility.errors import InfeasibleError
from accessibility.tours.day_route import visits_of
from accessibility.tours.pairing import DEFAULT_LIMITS, best_round
from accessibility.tours.round_routing import routes_of_round
from accessibility.tours.rounds import day_kinds
from accessibility.tours.tour_bounds import driving_bound, pupils_bound
from accessibility.tours.tour_problem import NO_ROAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from accessibility.counting import SolverLimits
    from accessibility.tours.day_route import DayRoute, Visits
    from accessibility.tours.rounds import DayKind
    from accessibility.tours.tour_problem import TourProblem

_EXACT_PARTS = 2
VISIT_COLUMNS = (
    "date",
    "bus",
    "half_day",
    "start_s",
    "end_s",
    "school",
    "visit",
    "round",
    "groups",
    "pupils",
)
DAY_COLUMNS = (
    "date",
    "bus",
    "visits",
    "depart_s",
    "back_s",
    "driving_s",
    "driving_m",
)


@dataclass(frozen=True)
class TourPlan:
    """A term of the mobile techlab.

    Parameters
    ----------
    visits
        One row per visit, in order of time: the columns of `VISIT_COLUMNS`.
    days
        One row per bus and day on the road: the columns of `DAY_COLUMNS`.
    left_out
        One row per school not or not wholly visited: `school`, `pupils`,
        `visits_needed`, `visits_planned` (per round) and `reason`.
    driving_s, driving_bound_s
        Seconds at the wheel in the term, and what no plan can better: one that visits
        as many pupils if solved exactly, else one with the same visits.
    pupils, pupils_bound
        Pupils visited in a round, and what no plan can better.
    gap
        How far the driving may lie above the least possible for as many pupils, as a
        fraction; 0 if proven least, NaN if the search proves nothing.
    """

    visits: pd.DataFrame
    days: pd.DataFrame
    left_out: pd.DataFrame
    driving_s: int
    driving_bound_s: float
    pupils: float
    pupils_bound: float
    gap: float


def plan_tour(
    problem: TourProblem,
    *,
    everybody: bool = False,
    limits: SolverLimits = DEFAULT_LIMITS,
) -> TourPlan:
    """Plan a term: most pupils first, then least driving, evenly spaced returns.

    Parameters
    ----------
    problem
        Schools, buses, days and limits.
    everybody
        Refuse a plan that leaves a school out.
    limits
        Time and gap at which the exact search stops.

    Raises
    ------
    InfeasibleError
        If there is no bus, or `everybody` is asked and cannot be.
    """
    if not problem.buses:
        message = "no plan possible because there is no bus"
        raise InfeasibleError(message)
    reason = unreachable_reason(problem)
    kinds = day_kinds(problem.days, problem.rounds)
    visits = visits_of(problem, np.flatnonzero(reason == ""))
    if everybody:
        _refuse_left_out(problem, reason, len(visits), kinds)
    if len(problem.rules.half_days) <= _EXACT_PARTS:
        paired = best_round(problem, visits, kinds, limits=limits)
        plan = replace(
            dated_plan(problem, visits, kinds, paired.routes),
            driving_bound_s=problem.rounds * paired.driving_bound_s,
            gap=paired.gap,
        )
    else:
        routes = routes_of_round(problem, visits, kinds)
        plan = dated_plan(problem, visits, kinds, routes)
    if everybody and len(plan.left_out):
        message = (
            f"no plan found that visits every school: {len(plan.left_out)} are left "
            "out; allow more days, buses or search, or longer driving and working days"
        )
        raise InfeasibleError(message)
    return plan


def unreachable_reason(problem: TourProblem) -> NDArray[np.str_]:
    """Return per school why no bus can ever visit it, empty text where one can."""
    rules, seconds = problem.rules, problem.drives.seconds
    depots, schools = problem.depot_stop, problem.school_stop
    out, back = seconds[np.ix_(depots, schools)], seconds[np.ix_(schools, depots)].T
    no_road = ((out == NO_ROAD) | (back == NO_ROAD)).all(axis=0)
    there = np.where((out == NO_ROAD) | (back == NO_ROAD), np.inf, out + back)
    least = there.min(axis=0, initial=np.inf)
    shortest = min(h.end_s - h.start_s for h in rules.half_days) + rules.setup_s
    outside = np.isin(problem.drives.ids[schools], list(problem.drives.outside))
    open_once = [problem.open_schools(day.open_in) for day in problem.days]
    limits = {
        "beyond the roads that are known": outside,
        "no road from any depot": no_road,
        "closed for holidays on every day of the term": ~np.any(open_once, axis=0),
        f"the drive there and back takes more than the {rules.max_driving_s / 60:g} "
        "minutes of driving allowed in a day": least > rules.max_driving_s,
        f"the drive and one half-day take more than the {rules.max_working_s / 3600:g} "
        "working hours of a day": least + shortest > rules.max_working_s,
    }
    reason = np.full(len(schools), "", dtype=object)
    for text, holds in reversed(limits.items()):
        reason[holds] = text
    return reason.astype(np.str_)


def _refuse_left_out(
    problem: TourProblem,
    reason: NDArray[np.str_],
    n_visits: int,
    kinds: tuple[DayKind, ...],
) -> None:
    """Name what makes a visit to everybody impossible before any search."""
    clashes = [
        f"{int((reason == text).sum())} schools cannot be visited: {text} "
        f"({', '.join(problem.schools[reason == text][:5])})"
        for text in np.unique(reason[reason != ""])
    ]
    slots = len(problem.buses) * sum(k.n_days * len(k.half_days) for k in kinds)
    if n_visits > slots:
        clashes.append(
            f"the schools need {n_visits} half-days a round and {len(problem.buses)} "
            f"bus(es) have {slots} in a round of {len(problem.days) // problem.rounds} "
            "school days"
        )
    if clashes:
        message = "no plan possible because " + "; and ".join(clashes)
        raise InfeasibleError(message)


def dated_plan(
    problem: TourProblem,
    visits: Visits,
    kinds: tuple[DayKind, ...],
    routes: Sequence[DayRoute],
) -> TourPlan:
    """Give the routes of one round their dates in every round; proves nothing."""
    reason = unreachable_reason(problem)
    visit_rows, day_rows = [], []
    turn: dict[tuple[int, int], int] = {}
    for route in routes:
        place = (route.bus, route.kind)
        nth = turn[place] = turn.get(place, -1) + 1
        for n, dates in enumerate(kinds[route.kind].dates):
            day_rows.append(_day_row(problem, visits, route, dates[nth]))
            for v, half in route.visits:
                row = _visit_row(problem, visits, v, half)
                bus = problem.buses[route.bus].name
                visit_rows.append(
                    row | {"date": dates[nth], "bus": bus, "round": n + 1}
                )
    planned = np.array([v for r in routes for v, _ in r.visits], dtype=np.int64)
    driving = sum(route.driving_s for route in routes) * problem.rounds
    return TourPlan(
        visits=_sorted_table(visit_rows, VISIT_COLUMNS, ["date", "start_s", "bus"]),
        days=_sorted_table(day_rows, DAY_COLUMNS, ["date", "bus"]),
        left_out=_left_out(problem, visits, planned, reason),
        driving_s=driving,
        driving_bound_s=problem.rounds * driving_bound(problem, visits, planned),
        pupils=float(visits.pupils[planned].sum()),
        pupils_bound=pupils_bound(problem, visits, kinds),
        gap=np.nan,
    )


def _sorted_table(
    rows: list[dict[str, object]], columns: tuple[str, ...], by: list[str]
) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=list(columns))
    return table.sort_values(by, ignore_index=True)


def _visit_row(
    problem: TourProblem, visits: Visits, v: int, half: int
) -> dict[str, object]:
    school, number = int(visits.school[v]), int(visits.number[v])
    slot = problem.rules.half_days[half]
    per_visit = problem.rules.groups_per_visit
    groups = min(per_visit, int(problem.groups[school]) - number * per_visit)
    return {
        "half_day": slot.name,
        "start_s": slot.start_s,
        "end_s": slot.end_s,
        "school": str(problem.schools[school]),
        "visit": number + 1,
        "groups": groups,
        "pupils": float(visits.pupils[v]),
    }


def _day_row(
    problem: TourProblem, visits: Visits, route: DayRoute, day: object
) -> dict[str, object]:
    depot = problem.depot_stop[route.bus]
    schools = [visits.school[v] for v, _ in route.visits]
    stops = np.array([depot, *problem.school_stop[schools], depot])
    metres = problem.drives.metres[stops[:-1], stops[1:]]
    return {
        "date": day,
        "bus": problem.buses[route.bus].name,
        "visits": len(route.visits),
        "depart_s": route.depart_s,
        "back_s": route.back_s,
        "driving_s": route.driving_s,
        "driving_m": int(metres.sum()) if (metres != NO_ROAD).all() else pd.NA,
    }


def _left_out(
    problem: TourProblem,
    visits: Visits,
    planned: NDArray[np.int64],
    reason: NDArray[np.str_],
) -> pd.DataFrame:
    """List the schools not wholly visited: too far for any bus, or no half-day left."""
    n_schools = len(problem.schools)
    done = np.bincount(visits.school[planned], minlength=n_schools)
    needed = problem.visits_needed
    full = "no half-day left within the limits: other visits reach more pupils"
    why = np.where(reason == "", full, reason)
    table = pd.DataFrame(
        {
            "school": problem.schools,
            "pupils": problem.pupils,
            "visits_needed": needed,
            "visits_planned": done,
            "reason": why,
        }
    )
    return table[done < needed].reset_index(drop=True)


def return_gaps(plan: TourPlan) -> pd.DataFrame:
    """Return the days between two visits to the same school for the same groups.

    Returns
    -------
    pandas.DataFrame
        One row per school, visit and return: `school`, `visit`, `round`, `days`.
    """
    table = plan.visits.sort_values(["school", "visit", "round"])
    when = pd.to_datetime(table["date"])
    same = table[["school", "visit"]].eq(table[["school", "visit"]].shift()).all(axis=1)
    gaps = table.loc[same, ["school", "visit", "round"]]
    return gaps.assign(days=when.diff().dt.days[same].astype(int)).reset_index(
        drop=True
    )
