"""`bereik site`: where the next hotspots and techlabs should come."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer

from accessibility.codes import AreaKind, Mode
from accessibility.counting import SolverLimits
from accessibility.planning import (
    Objective,
    Places,
    SitesQuestion,
    SitesView,
    best_sites,
    headline,
    sites_answer,
    sites_asked,
)
from api.answers import TABLE, check_format, deliver
from api.options import (
    AreaName,
    Output,
    SnapshotFolder,
    WayOfTravel,
    WayUnit,
)
from api.planning_answers import (
    outline_of,
    plain_question,
    planning_answer,
    proof_of,
)
from api.planning_options import (
    MapFile,
    NewSites,
    TableFormat,
    TimeLimit,
    Where,
    Within,
    ids_of,
    places_asked,
    travel_asked,
)
from data.studies import read_study
from maps.planning_map import SitingSubject, siting_map

if TYPE_CHECKING:
    from accessibility.planning import SitesAsked
    from accessibility.questions import Answer
    from accessibility.siting import SitingPlan
    from accessibility.snapshot import Snapshot

BestAt = Annotated[
    Objective,
    typer.Option(
        help="most pupils within reach; fewest sites for all; least travel; smallest "
        "worst trip; balanced between areas."
    ),
]
KeepExisting = Annotated[
    bool, typer.Option(help="Keep the hotspots and techlabs there are.")
]
Forced = Annotated[list[str] | None, typer.Option(help="Place(s) that get a site.")]
Forbidden = Annotated[list[str] | None, typer.Option(help="Place(s) that do not.")]
Capacity = Annotated[float, typer.Option(help="Most pupils a site can receive.")]
Smallest = Annotated[float, typer.Option(help="Fewest pupils of a new site.")]
Budget = Annotated[
    float | None, typer.Option(help="Most that new sites may cost together.")
]
Cost = Annotated[float, typer.Option("--site-cost", help="Cost of a new site.")]
Decay = Annotated[
    float,
    typer.Option(
        min=0.0,
        help="b of exp(-b d): the part of the pupils that comes from d km, or d "
        "minutes; 0 if all within reach do.",
    ),
]
Overlap = Annotated[
    float | None,
    typer.Option(
        help="Most of the pupils in reach of a new site that a lab there is reaches "
        "too, as a share.",
        show_default="no limit",
    ),
]
Backup = Annotated[
    int, typer.Option(min=1, help="Sites in reach before a school counts.")
]
ShareServed = Annotated[
    float, typer.Option(help="Part of the pupils that `fewest` must serve.")
]
Balance = Annotated[
    AreaKind,
    typer.Option("--area", help="Division for balanced and the fairest plan."),
]
Wanted = Annotated[
    SitesView,
    typer.Option(
        help="The sites; what each adds; the best beside next best, fairest and "
        "greedy; or plans for half, one and a half and twice the threshold."
    ),
]


def site(
    snapshot: SnapshotFolder,
    *,
    k: NewSites = None,
    within: Within = None,
    mode: WayOfTravel = Mode.STRAIGHT,
    unit: WayUnit = None,
    area_name: AreaName = None,
    objective: BestAt = Objective.MOST,
    candidates: Where = Places.PC4.value,
    existing: KeepExisting = True,
    force: Forced = None,
    forbid: Forbidden = None,
    capacity: Capacity = np.inf,
    smallest_group: Smallest = 0.0,
    budget: Budget = None,
    cost: Cost = 1.0,
    backup: Backup = 1,
    decay: Decay = 0.0,
    overlap: Overlap = None,
    share: ShareServed = 1.0,
    balance: Balance = AreaKind.GEMEENTE,
    show: Wanted = SitesView.SITES,
    time_limit: TimeLimit = 60.0,
    map_file: MapFile = None,
    file_format: TableFormat = TABLE,
    output: Output = None,
) -> None:
    """Choose the places of new hotspots and techlabs, proven best or with the gap.

    For example:

      bereik site demo/land -k 3 --in Zeeland --figure plekken.png

      bereik site demo/land -k 3 --in Zeeland --show alternatives

      bereik site demo/land -k 3 --in Zeeland --mode bike --unit min --within 20

      bereik site demo/land -k 3 --in Zeeland --mode ov --unit min --within 45

      bereik site demo/land -k 3 --in Zeeland --decay 0.2 --overlap 0.5

      bereik site demo/land --objective fewest --share 0.9 --candidates vestigingen
    """
    written = check_format(file_format, output)
    travel = travel_asked(mode, unit)
    question = SitesQuestion(
        n_new=k, within=travel.amount(within), way=travel.way, area_name=area_name,
        objective=objective, keep_existing=existing, decay=decay, overlap=overlap,
        forced=ids_of(force), forbidden=ids_of(forbid), capacity=capacity,
        smallest_group=smallest_group, budget=budget, cost=cost, backup=backup,
        share=share, balance=balance, limits=SolverLimits(time_limit_s=time_limit),
    )  # fmt: skip
    study = read_study(snapshot)
    asked = _asked(study.snapshot, question, candidates)
    plan = best_sites(asked)
    deliver(_answer(study.snapshot, asked, plan, show, candidates), written)
    if map_file is not None:
        _draw(study.snapshot, asked, plan, map_file)


def _asked(snapshot: Snapshot, question: SitesQuestion, candidates: str) -> SitesAsked:
    """Return the question with the places that it may choose from."""
    own = places_asked(candidates, snapshot)
    if own is None:
        question = replace(question, candidates=Places(candidates))
    return sites_asked(snapshot, question, own)


def _answer(
    snapshot: Snapshot,
    asked: SitesAsked,
    plan: SitingPlan,
    view: SitesView,
    places: str,
) -> Answer:
    near = asked.question.near_is
    question = plain_question(asked.question, within=near, candidates=Path(places).name)
    return planning_answer(
        snapshot,
        sites_answer(asked, plan, view),
        asked.used(view),
        question={**question, "view": view.value},
        title=_title(asked, plan),
        notes=asked.notes,
        proof=proof_of(plan),
    )


def _title(asked: SitesAsked, plan: SitingPlan) -> str:
    """Say what was found and how sure that is."""
    return (
        f"{asked.region.name}: {len(plan.new_sites)} new sites, {plan.objective}: "
        f"{headline(asked, plan)}; {proof_of(plan)}; {plan.seconds:.1f} s"
    )


def _draw(
    snapshot: Snapshot, asked: SitesAsked, plan: SitingPlan, map_file: Path
) -> None:
    question = asked.question
    reached = np.isfinite(plan.travel) & (plan.travel <= question.near_is)
    schools = asked.schools.table.assign(reached=reached)
    near = np.bincount(plan.site[reached], minlength=len(plan.is_open)) > 0
    shown = np.flatnonzero(plan.is_new | (plan.is_open & near))
    sites = asked.places.iloc[shown].assign(
        new=plan.is_new[shown], pupils=plan.load[shown]
    )
    come = plan.value if question.decay else asked.schools.weight[reached].sum()
    share = come / asked.problem.total
    proof = "bewezen de beste keuze" if plan.proven else "niet bewezen de beste keuze"
    subject = SitingSubject(
        asked.region.name,
        question.near_is,
        question.way.unit,
        float(share),
        proof,
        question.way.mode,
        is_expected=bool(question.decay),
    )
    drawing = siting_map(
        schools,
        sites.sort_values("pupils", ascending=False),
        outline_of(snapshot, asked.region),
        subject=subject,
        manifest=snapshot.manifest,
    )
    drawing.save(map_file)
    typer.echo(f"{map_file}: {drawing.title}", err=True)
