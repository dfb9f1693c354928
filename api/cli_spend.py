"""`bereik spend`: one budget for fixed sites and for buses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accessibility.codes import Mode
from accessibility.counting import SolverLimits, percent_of
from accessibility.planning import (
    BudgetQuestion,
    BudgetView,
    Places,
    budget_answer,
    budget_asked,
)
from api.answers import TABLE, check_format, deliver
from api.options import (
    AreaName,
    Output,
    SnapshotFolder,
    WayOfTravel,
    WayUnit,
)
from api.planning_answers import plain_question, planning_answer, proof_of
from api.planning_options import (
    GroupSize,
    NewSites,
    PerVisit,
    TableFormat,
    TimeLimit,
    Where,
    Within,
    places_asked,
    travel_asked,
)
from data.studies import read_study

if TYPE_CHECKING:
    from accessibility.planning import BudgetAsked
    from accessibility.questions import Answer
    from accessibility.siting import JointPlan
    from accessibility.snapshot import Snapshot

Budget = Annotated[float, typer.Option(min=0, help="What may be spent together.")]
SiteCost = Annotated[float, typer.Option(min=0, help="Cost of a new site.")]
BusCost = Annotated[float, typer.Option(min=0, help="Cost of a bus.")]
MostBuses = Annotated[int, typer.Option("-m", min=0, help="Most buses.")]
Visits = Annotated[
    int, typer.Option(min=1, help="Half-day visits one bus makes in a term.")
]
Wanted = Annotated[
    BudgetView,
    typer.Option(
        help="The sites; the schools a bus visits; or what other budgets would buy."
    ),
]


def spend(
    snapshot: SnapshotFolder,
    *,
    budget: Budget,
    site_cost: SiteCost,
    bus_cost: BusCost,
    k: NewSites = None,
    m: MostBuses = 10,
    visits: Visits = 60,
    group_size: GroupSize = 25,
    groups_per_visit: PerVisit = 2,
    within: Within = None,
    mode: WayOfTravel = Mode.STRAIGHT,
    unit: WayUnit = None,
    area_name: AreaName = None,
    candidates: Where = Places.PC4.value,
    show: Wanted = BudgetView.SITES,
    time_limit: TimeLimit = 60.0,
    file_format: TableFormat = TABLE,
    output: Output = None,
) -> None:
    """Divide one budget over fixed sites and buses, so that most pupils are served.

    Schools within reach of a site go there; a bus visits others, each school as often
    as its groups need. Whether the roads allow it `bereik tour` tells.

    For example:

      bereik spend demo/land --budget 500 --site-cost 120 --bus-cost 150
      --in Zeeland --mode bike

      bereik spend demo/land --budget 500 --site-cost 120 --bus-cost 150
      --in Zeeland --show budgets
    """
    written = check_format(file_format, output)
    travel = travel_asked(mode, unit)
    question = BudgetQuestion(
        budget, site_cost, bus_cost, n_sites=k, n_buses=m, visits=visits,
        group_size=group_size, groups_per_visit=groups_per_visit,
        within=travel.amount(within), way=travel.way, area_name=area_name,
        limits=SolverLimits(time_limit_s=time_limit),
    )  # fmt: skip
    snapshot_read = read_study(snapshot).snapshot
    deliver(_answer(snapshot_read, question, candidates, show), written)


def _answer(
    snapshot: Snapshot, question: BudgetQuestion, candidates: str, view: BudgetView
) -> Answer:
    own = places_asked(candidates, snapshot)
    if own is None:
        question = replace(question, candidates=Places(candidates))
    asked = budget_asked(snapshot, question, own)
    plan = asked.plan()
    found = budget_answer(asked, plan, view)
    plain = plain_question(
        question, within=question.near_is, candidates=Path(candidates).name
    )
    return planning_answer(
        snapshot,
        found.table,
        found.used,
        question={**plain, "view": view.value},
        title=f"{found.region.name}: {_title(asked, plan)}, {question.way.words}",
        notes=found.notes,
        proof=proof_of(plan.sites),
    )


def _title(asked: BudgetAsked, plan: JointPlan) -> str:
    """Say what is bought and how sure it is that nothing better is to be had."""
    total, question = asked.problem.total, asked.question
    return (
        f"{len(plan.sites.new_sites)} new sites and {plan.n_buses} buses for "
        f"{plan.cost:g} of {asked.problem.budget:g}; "
        f"{percent_of(plan.pupils_by_site / total)}% of the pupils "
        f"within {question.way.amount(question.near_is)} of a site, "
        f"{percent_of(plan.pupils_by_bus / total)}% visited by a bus; "
        f"{proof_of(plan.sites)}"
    )
