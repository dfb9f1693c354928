"""Alternatives to the best plan: next best, fairest, gain per site, thresholds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from accessibility.siting.balance import most_balanced, region_shares
from accessibility.siting.coverage import (
    DEFAULT_LIMITS,
    most_within,
)
from accessibility.siting.greedy import greedy_within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from accessibility.counting import SolverLimits
    from accessibility.siting.siting_plan import SitingPlan
    from accessibility.siting.siting_problem import SitingProblem


def next_best(
    problem: SitingProblem,
    plan: SitingPlan,
    threshold: float,
    *,
    limits: SolverLimits = DEFAULT_LIMITS,
) -> SitingPlan:
    """Return the best plan that differs from a given one in at least one site.

    Raises
    ------
    InfeasibleError
        If there is no other plan.
    """
    return most_within(problem.without(plan.is_open), threshold, limits=limits)


def marginal_gains(
    problem: SitingProblem, plan: SitingPlan, threshold: float
) -> pd.DataFrame:
    """Return what each new site of a plan adds.

    Parameters
    ----------
    problem, plan
        A plan made for the problem; capacities are not weighed here.
    threshold
        Largest cost that counts as within reach, in the unit of the pairs.

    Returns
    -------
    pandas.DataFrame
        In the order in which the sites add most, given the existing ones: `site`,
        `order`, `gain` (pupils added when opened in that order), `total` (pupils
        within reach by then), `loss` (pupils lost if only this one is dropped).
    """
    pairs = problem.pairs.within(threshold)
    reach = pairs.incidence().T.tocsr()
    n_open = reach.T @ plan.is_open.astype(float)
    new = plan.new_sites
    only = problem.weight * (n_open == problem.backup)
    loss = reach[new] @ only
    n_now = reach.T @ (plan.is_open & ~plan.is_new).astype(float)
    rows: list[tuple[object, ...]] = []
    left = list(range(len(new)))
    while left:
        gains = [_gain(problem, n_now, reach[[new[j]]].toarray()[0]) for j in left]
        best = left.pop(int(np.argmax(gains)))
        n_now = n_now + reach[[new[best]]].toarray()[0]
        total = float(problem.weight @ (n_now >= problem.backup))
        site = problem.candidates.ids[new[best]]
        rows.append((site, len(rows) + 1, max(gains), total, float(loss[best])))
    return pd.DataFrame(rows, columns=["site", "order", "gain", "total", "loss"])


def _gain(
    problem: SitingProblem, n_now: NDArray[np.float64], reach: NDArray[np.float64]
) -> float:
    before, after = n_now >= problem.backup, n_now + reach >= problem.backup
    return float(problem.weight @ (after & ~before))


def threshold_sensitivity(
    problem: SitingProblem,
    thresholds: Sequence[float],
    *,
    limits: SolverLimits = DEFAULT_LIMITS,
) -> tuple[pd.DataFrame, dict[float, SitingPlan]]:
    """Return how the answer changes with the threshold.

    Returns
    -------
    tuple
        A table with one row per pair of thresholds: `planned_for`, `threshold`,
        `pupils` (within that threshold under the plan made for the other), `best`
        (what the plan made for it reaches) and `regret` (their difference); and the
        plan per threshold.
    """
    plans = {t: most_within(problem, t, limits=limits) for t in thresholds}
    rows = [
        (made, t, pupils_within(problem, plan.is_open, t), plans[t].value)
        for made, plan in plans.items()
        for t in thresholds
    ]
    table = pd.DataFrame(rows, columns=["planned_for", "threshold", "pupils", "best"])
    table["regret"] = table["best"] - table["pupils"]
    return table, plans


def pupils_within(
    problem: SitingProblem, is_open: NDArray[np.bool_], threshold: float
) -> float:
    """Return the pupils with enough open sites within a threshold."""
    pairs = problem.pairs.within(threshold)
    near = pairs.incidence() @ is_open.astype(float)
    return float(problem.weight @ (near >= problem.backup))


def plans_side_by_side(
    problem: SitingProblem, threshold: float, *, limits: SolverLimits = DEFAULT_LIMITS
) -> tuple[pd.DataFrame, dict[str, SitingPlan]]:
    """Return the best plan beside the next best, the fairest and the greedy one.

    Returns
    -------
    tuple
        A table with one row per plan: `plan`, `new_sites`, `pupils` within the
        threshold, `share`, `worst_region_share` (NaN without regions), `mean_travel`
        of the pupils who reach a site, `gap`, `proven`, `seconds`; and the plans.
    """
    best = most_within(problem, threshold, limits=limits)
    plans = {"best": best}
    plans["next best"] = next_best(problem, best, threshold, limits=limits)
    if problem.region is not None:
        plans["fairest"] = most_balanced(problem, threshold, limits=limits)
    if not problem.needs_flows and problem.backup == 1:
        plans["greedy"] = greedy_within(problem, threshold)
    rows = [_plan_row(problem, name, plan) for name, plan in plans.items()]
    return pd.DataFrame(rows), plans


def _plan_row(problem: SitingProblem, name: str, plan: SitingPlan) -> dict[str, object]:
    reached = plan.site >= 0
    pupils = float(problem.weight @ plan.served)
    weight = problem.weight[reached]
    mean = weight @ plan.travel[reached] / weight.sum() if weight.sum() else np.nan
    worst = np.nan
    if problem.region is not None:
        worst = float(np.nanmin(region_shares(problem, plan.served)))
    return {
        "plan": name,
        "new_sites": len(plan.new_sites),
        "pupils": pupils,
        "share": pupils / problem.total if problem.total else np.nan,
        "worst_region_share": worst,
        "mean_travel": float(mean),
        "gap": plan.gap if name != "greedy" else np.nan,
        "proven": plan.proven and name != "greedy",
        "seconds": plan.seconds,
    }
