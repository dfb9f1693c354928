"""Tours on a small plain, and a judge of plans that knows nothing of the planner."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from accessibility.places import Points
from accessibility.tours.term_days import Term, school_days
from accessibility.tours.tour_problem import Bus, Drives, TourProblem, straight_drives

if TYPE_CHECKING:
    from collections.abc import Callable

    from accessibility.tours.term_plan import TourPlan


def _drives(seed: int, n_schools: int, n_depots: int, reach_m: float) -> Drives:
    rng = np.random.default_rng(seed)
    names = [f"d{i}" for i in range(n_depots)] + [f"s{i}" for i in range(n_schools)]
    x, y = rng.uniform(0, reach_m, (2, len(names)))
    return straight_drives(Points(np.array(names), x, y))


@pytest.fixture(scope="session")
def make_tour() -> Callable[..., TourProblem]:
    def make(
        seed: int = 1,
        n_schools: int = 8,
        n_buses: int = 1,
        reach_m: float = 40_000.0,
        last: date = date(2026, 1, 16),
        **options: Any,  # noqa: ANN401  # whatever a tour problem takes
    ) -> TourProblem:
        rng = np.random.default_rng(seed + 100)
        rules = options.get("rules")
        n_parts = len(rules.half_days) if rules else 2
        days = school_days(Term(date(2026, 1, 5), last, n_parts=n_parts))
        return TourProblem(
            drives=_drives(seed, n_schools, n_buses, reach_m),
            schools=np.array([f"s{i}" for i in range(n_schools)]),
            pupils=rng.integers(5, 110, n_schools).astype(float),
            buses=tuple(Bus(f"bus {b}", f"d{b}") for b in range(n_buses)),
            days=options.pop("days", days),
            **options,
        )

    return make


def _judge_day(problem: TourProblem, visits: Any, bus: Bus) -> float:  # noqa: ANN401 - a table or rows
    """Drive one day by hand and return the seconds at the wheel."""
    rules = problem.rules
    where = {str(name): i for i, name in enumerate(problem.drives.ids)}
    place, driving = where[bus.depot], 0.0
    clock = leave = None
    for visit in visits:
        stop = where[visit.school]
        leg = problem.drives.seconds[place, stop]
        assert leg >= 0
        driving += leg
        ready = visit.start_s - rules.setup_s
        if clock is None:
            leave = ready - leg
        else:
            assert clock + leg <= ready
        place, clock = stop, visit.end_s
    leg = problem.drives.seconds[place, where[bus.depot]]
    assert leg >= 0
    driving += leg
    assert driving <= rules.max_driving_s
    assert clock is not None
    assert leave is not None
    assert clock + leg - leave <= rules.max_working_s
    return float(driving)


@pytest.fixture(scope="session")
def judge() -> Callable[[TourProblem, TourPlan], None]:
    def check(problem: TourProblem, plan: TourPlan) -> None:
        """Hold a plan against every limit of its problem."""
        buses = {bus.name: bus for bus in problem.buses}
        open_on = {day.day: day.half_days for day in problem.days}
        slots = {half.name: n for n, half in enumerate(problem.rules.half_days)}
        driving = 0.0
        days: dict[tuple[date, str], list[Any]] = {}
        for row in plan.visits.sort_values("start_s").itertuples():
            days.setdefault((row.date, row.bus), []).append(row)  # type: ignore[arg-type] # of itertuples
        for (day, bus), rows in days.items():
            used = [slots[row.half_day] for row in rows]
            assert set(used) <= set(open_on[day])
            assert len(set(used)) == len(used)
            driving += _judge_day(problem, rows, buses[bus])
        assert plan.driving_s == pytest.approx(driving)
        assert plan.days.driving_s.sum() == pytest.approx(driving)
        assert not plan.visits.duplicated(["school", "visit", "round"]).any()
        assert (plan.visits.groupby(["school", "visit"]).size() == problem.rounds).all()
        need = dict(zip(problem.schools, problem.visits_needed, strict=True))
        done = plan.visits[plan.visits["round"] == 1].groupby("school").size()
        assert all(done[s] <= need[s] for s in done.index)
        short = {s for s in need if done.get(s, 0) < need[s]}
        assert set(plan.left_out.school) == short
        assert (plan.visits.groups <= problem.rules.groups_per_visit).all()
        assert plan.driving_s >= plan.driving_bound_s - 1e-6
        assert plan.pupils <= plan.pupils_bound + 1e-9

    return check
