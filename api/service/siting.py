"""The job `vestigingskeuze`: where new hotspots and techlabs should come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from accessibility.codes import Unit
from accessibility.counting import SolverLimits
from accessibility.planning import (
    Places,
    SitesQuestion,
    SitesView,
    TravelMeasure,
    best_sites,
    sites_answer,
    sites_asked,
)
from accessibility.siting import plans_side_by_side
from api.planning_answers import proof_of
from api.service.asking import Eenheid, checked_unit
from api.service.describing import planning_header
from api.service.representations import represent
from api.service.vocabulary import HEMELSBREED, MODE_OF, Modus

if TYPE_CHECKING:
    from accessibility.planning import SitesAsked
    from accessibility.siting import SitingPlan
    from api.service.negotiation import Form
    from api.service.rendered import Rendered
    from api.service.served import Served

_LIMITS: Final = SolverLimits(time_limit_s=60.0)
_COLUMNS: Final = {
    "site": "plek",
    "naam": "naam",
    "new": "nieuw",
    "pupils": "leerlingen",
    "schools": "basisscholen",
}
_PLANS: Final = {
    "best": "beste",
    "next best": "volgende",
    "fairest": "eerlijkste",
    "greedy": "stapVoorStap",
}
"""What the plans beside the best are called."""


class SitingKeys(BaseModel):
    """Which new sites are looked for."""

    model_config = ConfigDict(extra="forbid")

    aantal: Annotated[int, Field(ge=0, le=100, description="most new sites")] = 3
    binnen: Annotated[
        float,
        Field(ge=100, le=30_000, description="metres, or seconds, that count as near"),
    ] = 6_000.0
    eenheid: Annotated[
        Eenheid, Field(description="of binnen: metres, or seconds over the road")
    ] = Eenheid.METRES
    modus: Modus = HEMELSBREED
    gebied: Annotated[
        str,
        Field(max_length=80, description="name or code; empty for the whole country"),
    ] = ""
    plekken: Annotated[Places, Field(description="where a site may come")] = Places.PC4
    bestaande: Annotated[
        bool, Field(description="keep the hotspots and techlabs there are")
    ] = True
    vergelijking: Annotated[
        bool,
        Field(
            description="put the next best, the fairest between gemeenten and the "
            "plan of one site at a time beside the best"
        ),
    ] = False


def siting_rendered(served: Served, keys: SitingKeys, form: Form) -> Rendered:
    """Choose the sites that bring most pupils of groups 7 and 8 within reach.

    Told are the sites that are new or have schools near, the share within reach, how
    sure the choice is, and the plans beside it if they are asked for.

    Raises
    ------
    UsageError
        If the area is not known, or there are no roads for the mode.
    MissingDataError
        If the snapshot has no primary schools there.
    """
    unit = checked_unit(keys.modus, Unit(keys.eenheid.value))
    question = SitesQuestion(
        n_new=keys.aantal,
        within=keys.binnen,
        way=TravelMeasure(MODE_OF[keys.modus], unit),
        area_name=keys.gebied or None,
        candidates=keys.plekken,
        keep_existing=keys.bestaande,
        limits=_LIMITS,
    )
    with served.gate.slot():
        asked = sites_asked(served.snapshot, question)
        plan = best_sites(asked)
        beside = _beside(asked) if keys.vergelijking else None
    table = sites_answer(asked, plan, SitesView.SITES)
    table["pupils"] = table["pupils"].round(1)
    used = asked.used(SitesView.SITES)
    about = {
        **planning_header(served, keys, asked, used, proof=proof_of(plan)),
        "deelVooraf": round(asked.share_before, 6),
        "deelBereikt": round(plan.value / asked.problem.total, 6),
        "bewezenBest": plan.proven,
    }
    if beside is not None:
        about["plannen"] = beside
    dutch = table[list(_COLUMNS)].rename(columns=_COLUMNS)
    return represent(dutch, form, about, name="vestigingskeuze")


def _beside(asked: SitesAsked) -> list[dict[str, Any]]:
    """Return the best, next best, fairest and step-by-step plan, a row each."""
    table, plans = plans_side_by_side(
        asked.problem, asked.question.near_is, limits=_LIMITS
    )
    return [_plan(asked, row, plans[row["plan"]]) for row in table.to_dict("records")]


def _plan(asked: SitesAsked, row: dict[Any, Any], plan: SitingPlan) -> dict[str, Any]:
    figures = {
        "deel": row["share"],
        "deelMinsteGemeente": row["worst_region_share"],
        "gemiddeldeWeg": row["mean_travel"],
        "verschilHoogstens": row["gap"],
    }
    return {
        "plan": _PLANS[row["plan"]],
        "plekken": asked.names_of(plan),
        "leerlingen": round(float(row["pupils"])),
        **{name: _number(value) for name, value in figures.items()},
        "bewezenBest": bool(row["proven"]),
    }


def _number(value: float) -> float | None:
    """Return a number fit for JSON."""
    return None if np.isnan(value) else round(float(value), 6)
