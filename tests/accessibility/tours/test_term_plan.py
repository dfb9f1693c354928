"""Plans hold every limit, are the best there are, and say who is left out and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations, product
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.errors import InfeasibleError
from accessibility.tours.day_route import day_route, visits_of
from accessibility.tours.holiday_calendar import HolidayRegion, school_holidays
from accessibility.tours.rounds import day_kinds
from accessibility.tours.term_days import HOUR_S, HalfDay, Term, school_days
from accessibility.tours.term_plan import plan_tour, return_gaps, unreachable_reason
from accessibility.tours.tour_problem import NO_ROAD, Drives, WorkRules

if TYPE_CHECKING:
    from collections.abc import Callable

    from accessibility.tours.tour_problem import TourProblem

    Make = Callable[..., Any]

THREE_PARTS = tuple(
    HalfDay(f"les {n}", (8 + 2 * n) * HOUR_S, (9 + 2 * n) * HOUR_S) for n in range(1, 4)
)


@given(
    seed=st.integers(0, 1_000),
    n_schools=st.integers(1, 14),
    n_buses=st.integers(1, 2),
    rounds=st.integers(1, 3),
    reach_m=st.sampled_from([20_000.0, 60_000.0, 150_000.0]),
)
@settings(max_examples=25, deadline=None)
def test_every_limit_holds(
    seed: int,
    n_schools: int,
    n_buses: int,
    rounds: int,
    reach_m: float,
    make_tour: Make,
    judge: Make,
) -> None:
    problem = make_tour(seed, n_schools, n_buses, reach_m, rounds=rounds)
    judge(problem, plan_tour(problem))


def _best_by_hand(problem: TourProblem) -> tuple[float, int]:
    """Try every way to fill the days of one bus with one or two visits."""
    kinds = day_kinds(problem.days, 1)
    visits = visits_of(problem, np.arange(len(problem.schools)))
    slots = [
        (k, d, h)
        for k, kind in enumerate(kinds)
        for d in range(kind.n_days)
        for h in kind.half_days
    ]
    best = (0.0, 0)
    fillings = permutations([*range(len(visits)), *[-1] * len(slots)], len(slots))
    for filling in set(fillings):
        days: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for (k, d, h), v in zip(slots, filling, strict=True):
            if v >= 0:
                days.setdefault((k, d), []).append((v, h))
        routes = [
            day_route(problem, visits, chosen, bus=0, kind=k)
            for (k, _), chosen in days.items()
        ]
        if None in routes:
            continue
        pupils = sum(visits.pupils[v] for v in filling if v >= 0)
        driving = sum(route.driving_s for route in routes if route is not None)
        best = max(best, (round(float(pupils), 6), -driving))
    return best[0], -best[1]


@pytest.mark.parametrize("seed", range(6))
def test_the_plan_is_the_best_of_all(seed: int, make_tour: Make) -> None:
    problem = make_tour(seed, 4, last=date(2026, 1, 7), reach_m=70_000.0)
    problem = replace(problem, pupils=np.minimum(problem.pupils, 50.0))
    problem = replace(problem, days=problem.days[1:])  # a whole day and a morning
    plan = plan_tour(problem)
    pupils, driving = _best_by_hand(problem)
    assert plan.pupils == pytest.approx(pupils)
    assert plan.driving_s == driving
    assert plan.gap >= 0


def test_three_visits_a_day_hold_every_limit(make_tour: Make, judge: Make) -> None:
    rules = WorkRules(half_days=THREE_PARTS, setup_s=600)
    problem = make_tour(3, 12, rules=rules, reach_m=15_000.0)
    plan = plan_tour(problem)
    judge(problem, plan)
    assert plan.days.visits.max() == 3
    assert np.isnan(plan.gap)
    assert plan_tour(problem).visits.equals(plan.visits)


def test_returns_are_evenly_spaced(make_tour: Make) -> None:
    problem = make_tour(5, 6, rounds=3, last=date(2026, 2, 13), reach_m=15_000.0)
    gaps = return_gaps(plan_tour(problem))
    assert len(gaps) == 2 * problem.visits_needed.sum()
    assert (gaps.days == 14).all()


def test_a_school_too_far_is_named_with_its_reason(make_tour: Make) -> None:
    problem = make_tour(2, 5, reach_m=20_000.0)
    seconds = problem.drives.seconds.copy()
    seconds[3, :] = seconds[:, 3] = 2 * HOUR_S
    seconds[4, :] = seconds[:, 4] = NO_ROAD
    drives = Drives(problem.drives.ids, seconds, problem.drives.metres)
    plan = plan_tour(replace(problem, drives=drives))
    reasons = plan.left_out.set_index("school").reason
    assert reasons["s2"].startswith("the drive there and back takes more than the 180")
    assert reasons["s3"] == "no road from any depot"
    assert not set(plan.visits.school) & {"s2", "s3"}
    beyond = replace(problem, drives=replace(drives, outside=frozenset({"s3"})))
    told = unreachable_reason(beyond)[problem.drives.ids[problem.school_stop] == "s3"]
    assert told.tolist() == ["beyond the roads that are known"]


@pytest.mark.parametrize("parts", [2, 3])
def test_no_school_is_visited_in_its_own_holidays(
    parts: int, make_tour: Make, judge: Make
) -> None:
    noord, zuid = frozenset({HolidayRegion.NOORD}), frozenset({HolidayRegion.ZUID})
    regions = (noord, zuid, noord, zuid, noord | zuid, noord, zuid, noord)
    term = Term(date(2026, 2, 9), date(2026, 3, 6), n_parts=parts)
    rules = WorkRules() if parts == 2 else WorkRules(half_days=THREE_PARTS, setup_s=600)
    problem = make_tour(
        3, 8, rules=rules, reach_m=15_000.0, days=school_days(term, regions)
    )
    plan = plan_tour(replace(problem, regions=regions))
    judge(problem, plan)
    assert plan.left_out.empty
    home = dict(zip(problem.schools, regions, strict=True))
    for school, day in zip(plan.visits.school, plan.visits.date, strict=True):
        closed = {
            period
            for region in home[school]
            for period in school_holidays(region, term.first, term.last)
        }
        assert not any(p.first <= day <= p.last for p in closed)


def test_a_school_closed_all_term_says_so(make_tour: Make) -> None:
    noord, zuid = frozenset({HolidayRegion.NOORD}), frozenset({HolidayRegion.ZUID})
    days = school_days(Term(date(2026, 2, 16), date(2026, 2, 20)), [noord, zuid])
    problem = make_tour(2, 2, reach_m=15_000.0, days=days, regions=(noord, zuid))
    left = plan_tour(problem).left_out.set_index("school").reason
    assert left["s1"] == "closed for holidays on every day of the term"


def test_a_full_term_says_so(make_tour: Make) -> None:
    problem = make_tour(4, 20, reach_m=15_000.0, last=date(2026, 1, 6))
    plan = plan_tour(problem)
    assert len(plan.visits) == 4
    assert plan.left_out.reason.str.startswith("no half-day left").all()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"n_schools": 20, "last": date(2026, 1, 6)}, "half-days a round and 1 bus"),
        ({"reach_m": 900_000.0}, "schools cannot be visited: the drive there and back"),
        ({"n_buses": 0}, "there is no bus"),
    ],
)
def test_no_plan_says_because(
    options: dict[str, Any], sentence: str, make_tour: Make
) -> None:
    with pytest.raises(InfeasibleError, match="no plan possible because") as caught:
        plan_tour(make_tour(**options), everybody=True)
    assert sentence in str(caught.value)


def test_fewer_limits_never_visit_fewer_pupils(make_tour: Make) -> None:
    hours = (1, 2, 4)
    reached = [
        plan_tour(
            make_tour(
                6, 10, reach_m=120_000.0, rules=WorkRules(max_driving_s=h * HOUR_S)
            )
        ).pupils
        for h in hours
    ]
    assert reached == sorted(reached)
    assert reached[0] < reached[-1]


def test_every_combination_of_rounds_and_buses_keeps_its_days(make_tour: Make) -> None:
    for rounds, n_buses in product((1, 2), (1, 2)):
        problem = make_tour(7, 10, n_buses, rounds=rounds)
        plan = plan_tour(problem)
        assert plan.days.groupby(["date", "bus"]).size().max() == 1
        assert set(plan.visits["round"]) == set(range(1, rounds + 1))
