"""What a plan of sites reaches, in one line: its own measure, in its unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from accessibility.codes import Unit
from accessibility.counting import percent_of
from accessibility.planning.sites import Objective
from accessibility.siting import region_shares

if TYPE_CHECKING:
    from accessibility.planning.sites import SitesAsked
    from accessibility.siting import SitingPlan

_KILOMETRE_M = 1_000
_MINUTE_S = 60


def headline(asked: SitesAsked, plan: SitingPlan) -> str:
    """Return what a plan is best at, by its own measure, and the share served."""
    tellers = {
        Objective.TRAVEL: _mean_way,
        Objective.WORST: _longest_way,
        Objective.BALANCED: _worst_area,
    }
    tell = tellers.get(asked.question.objective)
    tell = _expected if asked.question.decay else tell
    served = _served(asked, plan)
    return f"{tell(asked, plan)}; {served}" if tell else served


def _served(asked: SitesAsked, plan: SitingPlan) -> str:
    """Say which share is served; with few places fewer than have a site near."""
    question, total = asked.question, asked.problem.total
    near = f"within {question.way.amount(question.near_is)}, {question.way.words}"
    if question.objective in (Objective.TRAVEL, Objective.WORST):
        return f"{percent_of(asked.share_after(plan))}% of the pupils {near}"
    served = float(asked.problem.weight @ plan.served) / total if total else 0.0
    before, after = percent_of(asked.share_before), percent_of(served)
    told = f"{before}% -> {after}% of the pupils {near}"
    if not asked.problem.needs_flows:
        return told
    there = percent_of(asked.share_after(plan))
    return f"{told} and with a place ({there}% have a site there)"


def _expected(asked: SitesAsked, plan: SitingPlan) -> str:
    question = asked.question
    per = "min" if question.way.unit is Unit.SECONDS else "km"
    return (
        f"{plan.value:,.0f} of {asked.problem.total:,.0f} pupils, at a decay of "
        f"{question.decay:g} per {per}"
    )


def _mean_way(asked: SitesAsked, plan: SitingPlan) -> str:
    reached, weight = np.isfinite(plan.travel), asked.problem.weight
    there = float(weight[reached].sum())
    if there == 0:
        return "nobody reaches a site"
    mean = float(weight[reached] @ plan.travel[reached]) / there
    told = f"mean way {_way(asked, mean)}"
    beyond = float(weight[~reached].sum())
    if beyond == 0:
        return told
    limit = _way(asked, asked.problem.pairs.limit)
    return f"{told} of those within {limit}, {beyond:,.0f} pupils beyond"


def _longest_way(asked: SitesAsked, plan: SitingPlan) -> str:
    return f"longest way {_way(asked, plan.value)}"


def _worst_area(asked: SitesAsked, plan: SitingPlan) -> str:
    """Name the area that is served worst; of areas alike, the first by name."""
    shares = region_shares(asked.problem, plan.served)
    least = float(np.nanmin(shares))
    worst = np.flatnonzero(shares <= least + 1e-6)
    names = sorted({asked.areas.iloc[row] for row in _rows_in(asked, worst)})
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    kind = asked.question.balance.value
    return f"worst {kind} {names[0]}{more}: {percent_of(least)}% of its pupils"


def _rows_in(asked: SitesAsked, areas: np.ndarray) -> np.ndarray:
    _, number = np.unique(np.asarray(asked.problem.region), return_inverse=True)
    return np.flatnonzero(np.isin(number, areas))


def _way(asked: SitesAsked, value: float) -> str:
    if asked.question.way.unit is Unit.SECONDS:
        return f"{value / _MINUTE_S:.1f} min"
    return f"{value / _KILOMETRE_M:.1f} km"
