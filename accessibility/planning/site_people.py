"""Who is in reach of the sites of a plan, and who is expected to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from accessibility.siting import part_that_comes

if TYPE_CHECKING:
    from accessibility.siting import SitingPlan, SitingProblem


def reached_by(problem: SitingProblem, plan: SitingPlan, near: float) -> pd.DataFrame:
    """Return per open site the pupils within reach, and those another reaches too.

    Pupils go to one site: `pupils` of the plan is what a site receives, `in_reach` is
    who could come, `shared` who of them could go elsewhere as well, and `existing` who
    has a lab in reach without the plan.
    """
    pairs = problem.pairs.within(near)
    reach = pairs.incidence().T.tocsr()[plan.is_open]
    several = np.asarray(reach.sum(axis=0)).ravel() > 1
    every = pairs.incidence()
    already = (every @ problem.candidates.existing.astype(float)) > 0
    rows = np.flatnonzero(plan.is_open)
    told = {
        "in_reach": reach @ problem.weight,
        "shared": reach @ (problem.weight * several),
        "existing": reach @ (problem.weight * already),
    }
    return pd.DataFrame(told, index=problem.candidates.ids[rows])


def expected_at(problem: SitingProblem, plan: SitingPlan, decay: float) -> pd.Series:
    """Return per open site how many of its pupils are expected to come.

    The part that comes falls with the way as `part_that_comes` has it; a school that is
    divided is counted at the site most of it goes to.
    """
    comes = part_that_comes(plan.travel, decay, problem.pairs.unit)
    served = plan.site >= 0
    number = np.bincount(
        plan.site[served],
        (problem.weight * plan.served * comes)[served],
        minlength=len(plan.is_open),
    )
    rows = np.flatnonzero(plan.is_open)
    ids = problem.candidates.ids[rows]
    return pd.Series(number[rows], index=ids, name="expected")
