"""A lower bound on driving for any tour, and a naive tour to compare plans with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import linear_sum_assignment

from accessibility.tours.day_route import day_route
from accessibility.tours.tour_problem import NO_ROAD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.tours.day_route import DayRoute, Visits
    from accessibility.tours.rounds import DayKind
    from accessibility.tours.tour_problem import TourProblem


_PAIR: Final = 2
_DAY_S: Final = 86_400


def driving_bound(
    problem: TourProblem, visits: Visits, planned: NDArray[np.int64]
) -> float:
    """Return seconds of driving that no plan for these visits can better.

    A day holds at most two visits, so a plan is a pairing. What pairing can save
    against driving to every visit on its own is at most half of the best assignment
    of savings, which counts every pair from both sides. With n parts of the day other
    than two it is the n-th part of all single drives (Haimovich and Rinnooy Kan 1985),
    which holds where a detour never is a short cut.
    """
    if len(planned) == 0:
        return 0.0
    stops = problem.school_stop[visits.school[planned]]
    seconds, depots = _known_seconds(problem), problem.depot_stop
    out, back = seconds[np.ix_(depots, stops)], seconds[np.ix_(stops, depots)].T
    alone = (out + back).min(axis=0)
    n_parts = len(problem.rules.half_days)
    if n_parts != _PAIR:
        return float(alone.sum() / n_parts)
    between = seconds[np.ix_(stops, stops)]
    pair = np.min([o[:, None] + between + b for o, b in zip(out, back, strict=True)], 0)
    saving = alone[:, None] + alone - np.minimum(pair, pair.T)
    np.fill_diagonal(saving, 0)
    rows, columns = linear_sum_assignment(np.maximum(saving, 0), maximize=True)
    return float(alone.sum() - np.maximum(saving, 0)[rows, columns].sum() / 2)


def _known_seconds(problem: TourProblem) -> NDArray[np.int64]:
    """Return driving times in which a missing road takes a day."""
    seconds = problem.drives.seconds
    return np.where(seconds == NO_ROAD, _DAY_S, seconds)


def pupils_bound(
    problem: TourProblem, visits: Visits, kinds: tuple[DayKind, ...]
) -> float:
    """Return the pupils that no plan for a round can exceed: the fullest half-days."""
    slots = len(problem.buses) * sum(k.n_days * len(k.half_days) for k in kinds)
    return float(np.sort(visits.pupils)[::-1][:slots].sum())


def naive_routes(
    problem: TourProblem, visits: Visits, kinds: tuple[DayKind, ...]
) -> tuple[DayRoute, ...]:
    """Return the round a planner makes by hand: schools in order, day after day.

    Each next half-day goes to the next school in the list that the limits of the day
    still allow; nothing is rearranged.
    """
    left = list(range(len(visits)))
    routes = []
    for bus in range(len(problem.buses)):
        for k, kind in enumerate(kinds):
            is_open = problem.open_schools(kind.open_in)
            for _ in range(kind.n_days):
                fit = [v for v in left if is_open[visits.school[v]]]
                route = _filled_day(problem, visits, fit, bus, k, kind.half_days)
                if route is not None:
                    routes.append(route)
                    left = [v for v in left if v not in {w for w, _ in route.visits}]
    return tuple(routes)


def _filled_day(
    problem: TourProblem,
    visits: Visits,
    left: list[int],
    bus: int,
    kind: int,
    half_days: tuple[int, ...],
) -> DayRoute | None:
    chosen: list[tuple[int, int]] = []
    route = None
    for half in half_days:
        taken = {v for v, _ in chosen}
        for v in left:
            if v in taken:
                continue
            trial = day_route(problem, visits, [*chosen, (v, half)], bus=bus, kind=kind)
            if trial is not None:
                chosen, route = [*chosen, (v, half)], trial
                break
    return route
