"""The job `vestigingskeuze`: where new hotspots and techlabs should come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from accessibility.linear_model import SolverLimits
from accessibility.places import points_of
from accessibility.planning_points import (
    Places,
    candidate_places,
    existing_places,
    joined_places,
    planning_schools,
)
from accessibility.planning_travel import travel_between
from accessibility.region_view import find_region
from accessibility.siting.coverage import most_within
from accessibility.siting.plan import sites_table
from accessibility.siting.problem import SitingProblem, candidates_of
from api.service.describing import about_snapshot
from api.service.vocabulary import MODE_OF, Modus

if TYPE_CHECKING:
    import pandas as pd

    from api.service.served import Served

_LIMITS = SolverLimits(time_limit_s=60.0)
_COLUMNS = {
    "site": "plek",
    "naam": "naam",
    "new": "nieuw",
    "pupils": "leerlingen",
    "schools": "basisscholen",
}


class SitingKeys(BaseModel):
    """Which new sites are looked for."""

    model_config = ConfigDict(extra="forbid")

    aantal: Annotated[int, Field(ge=0, le=100, description="most new sites")] = 3
    binnen: Annotated[
        float, Field(ge=100, le=30_000, description="metres that count as near")
    ] = 6_000.0
    modus: Modus = Modus.HEMELSBREED
    gebied: Annotated[
        str,
        Field(max_length=80, description="name or code; empty for the whole country"),
    ] = ""
    plekken: Annotated[Places, Field(description="where a site may come")] = Places.PC4
    bestaande: Annotated[
        bool, Field(description="keep the hotspots and techlabs there are")
    ] = True


def siting_answer(
    served: Served, keys: SitingKeys
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Choose the sites that bring most pupils of groups 7 and 8 within reach.

    Returns
    -------
    tuple
        Table with Dutch names of the sites that are new or have schools near; what a
        reader must know: the share within reach and how sure the choice is.

    Raises
    ------
    UsageError
        If the area is not known, or there are no roads for the mode.
    MissingDataError
        If the snapshot has no primary schools there.
    """
    land = served.snapshot
    with served.gate.slot():
        region = find_region(land, keys.gebied or None)
        schools = planning_schools(land, region)
        there = existing_places(land).iloc[: None if keys.bestaande else 0]
        places = joined_places(there, candidate_places(land, region, keys.plekken))
        travel = travel_between(
            land,
            schools.points,
            points_of(places, "id"),
            mode=MODE_OF[keys.modus],
            limit_m=keys.binnen,
        )
        sites = candidates_of(
            places["id"].to_numpy(dtype=np.str_),
            existing=there["id"].to_numpy(dtype=np.str_),
        )
        problem = SitingProblem(travel.pairs, schools.weight, sites, n_new=keys.aantal)
        plan = most_within(problem, keys.binnen, limits=_LIMITS)
    table = sites_table(problem, plan)
    table = table[table["new"] | (table["schools"] > 0)].reset_index(drop=True)
    table["naam"] = table["site"].map(places.set_index("id")["naam"])
    table["pupils"] = table["pupils"].round(1)
    about = {
        **about_snapshot(served),
        "gebied": region.name,
        "deelBereikt": round(plan.value / problem.total, 6),
        "bewezenBest": plan.proven,
        "toelichting": [*schools.notes, *travel.notes],
    }
    return table[list(_COLUMNS)].rename(columns=_COLUMNS), about
