"""From a snapshot and a scenario to the snapshot after it."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import Point

from accessibility.counting import COUNT_COLUMNS
from accessibility.errors import TableError
from accessibility.scenario.draft import Draft, start_of
from accessibility.scenario.edits import (
    KIND_OF,
    MergeVestiging,
    OfferKey,
    changes_ways,
)
from accessibility.scenario.staging import tried

if TYPE_CHECKING:
    from accessibility.codes import Mode
    from accessibility.scenario.document import Scenario
    from accessibility.scenario.draft import Start
    from accessibility.scenario.edits import FoundVestiging, Place
    from accessibility.scenario.road_edits import Closing
    from accessibility.snapshot import Snapshot

_HOME_COLUMNS = ("pc4", "gemeente", "provincie", "corop", "rmc", "sto_regio")


@dataclass(frozen=True)
class Applied:
    """A scenario applied: the snapshot after it and what became different.

    Parameters
    ----------
    snapshot
        Tables `offers`, `vestigingen` and `licences`, and the roads, after the edits.
        Pupil tables stay as counted: where pupils would go is an effect, not a fact.
    opened, closed
        Offers that are new, and those that are gone.
    placed
        Vestigingen founded or moved: those that need a new column of distances.
    merged
        Vestigingen whose offers went on elsewhere, each with where.
    closings
        What the edits closed of roads, in their order.
    roads
        Modes whose ways may be others: their network or timetable was edited.
    """

    snapshot: Snapshot
    opened: frozenset[OfferKey]
    closed: frozenset[OfferKey]
    placed: tuple[str, ...]
    merged: tuple[tuple[str, str], ...] = ()
    roads: frozenset[Mode] = frozenset()
    closings: tuple[Closing, ...] = ()


def scenario_faults(scenario: Scenario, snapshot: Snapshot) -> list[str]:
    """Return every fault of a scenario's edits, those that do nothing included.

    An edit is judged after the edits before it; one with a fault is skipped.
    """
    return _staged(scenario, snapshot, start_of(snapshot))[1]


def apply(
    scenario: Scenario, snapshot: Snapshot, *, start: Start | None = None
) -> Applied:
    """Apply the edits of a scenario to a snapshot.

    Parameters
    ----------
    scenario
        Edits of students are checked here and applied by `forecast_students`.
    snapshot
        The base; an empty scenario gives back its very tables.
    start
        From `start_of`, where many scenarios start from the same snapshot.

    Raises
    ------
    TableError
        With every fault of the edits.
    """
    draft, faults = _staged(scenario, snapshot, start or start_of(snapshot))
    if faults:
        raise TableError(_where(scenario), faults)
    before, after = set(draft.first_offers), set(draft.offers)
    tables = {}
    if draft.offers != draft.first_offers:
        tables["offers"] = _offers_table(draft)
    if draft.sites != draft.first_sites:
        tables["vestigingen"] = _vestigingen_table(draft)
    if draft.lapsed:
        licences = snapshot.table("licences").reset_index(drop=True)
        tables["licences"] = licences.drop(index=sorted(draft.lapsed))
    return Applied(
        snapshot=_with_ways(snapshot.edited(**tables) if tables else snapshot, draft),
        opened=frozenset(after - before),
        closed=frozenset(before - after),
        placed=_placed(draft),
        merged=tuple(
            (edit.brin6, edit.into)
            for edit in scenario.edits
            if isinstance(edit, MergeVestiging) and edit.take_over
        ),
        roads=frozenset(
            mode
            for mode in snapshot.modes
            if any(changes_ways(edit, mode) for edit in scenario.edits)
        ),
        closings=tuple(draft.closings),
    )


def _with_ways(snapshot: Snapshot, draft: Draft) -> Snapshot:
    """Put edited roads and timetables in the snapshot; the others stay on disk."""
    if draft.transit:
        snapshot = replace(snapshot, transit=draft.transit)
    if not draft.roads:
        return snapshot
    return replace(snapshot, roads=ChainMap(draft.roads, dict(snapshot.roads)))


def _where(scenario: Scenario) -> str:
    return f"scenario {scenario.title!r}"


def _staged(
    scenario: Scenario, snapshot: Snapshot, start: Start
) -> tuple[Draft, list[str]]:
    draft = Draft(snapshot, start)
    all_faults = zip(scenario.edits, tried(scenario.edits, draft), strict=True)
    return draft, [
        f"edit {number} ({KIND_OF[type(edit)]}): {fault}"
        for number, (edit, faults) in enumerate(all_faults, start=1)
        for fault in faults
    ]


def _placed(draft: Draft) -> tuple[str, ...]:
    return tuple(sorted(b for b in draft.sites if _moves(draft, b)))


def _moves(draft: Draft, brin6: str) -> bool:
    """Tell whether a vestiging that stands is new, or stands elsewhere than before."""
    standing, first = draft.sites[brin6], draft.first_sites.get(brin6)
    # Nearly all are untouched: looking at the very object spares comparing places.
    if standing is first:
        return False
    return first is None or standing.place != first.place


def _offers_table(draft: Draft) -> pd.DataFrame:
    """Keep untouched rows as they are and in their order; new rows follow, sorted."""
    offers = draft.snapshot.offers
    keys = list(draft.first_offers)
    same = [draft.offers.get(key) is draft.first_offers[key] for key in keys]
    table = offers[np.asarray(same, dtype=np.bool_)]
    kept = {key for key, held in zip(keys, same, strict=True) if held}
    new = sorted(key for key in draft.offers if key not in kept)
    if not new:
        return table.reset_index(drop=True)
    rows = pd.DataFrame(
        {
            "brin6": [key[0] for key in new],
            "profiel": [key[1].value for key in new],
            "leerweg": [key[2].value for key in new],
            "evidence": "declared",
        }
    )
    for k, name in enumerate(COUNT_COLUMNS):
        rows[name] = [draft.offers[key][k] for key in new]
    rows = rows.astype({name: table[name].dtype for name in ("brin6", "profiel")})
    return pd.concat([table, rows], ignore_index=True)


def _vestigingen_table(draft: Draft) -> gpd.GeoDataFrame:
    sites = draft.snapshot.vestigingen
    codes = [brin6 for brin6 in draft.first_sites if brin6 in draft.sites]
    stays = [brin6 in draft.sites for brin6 in draft.first_sites]
    kept = sites[np.asarray(stays, dtype=np.bool_)].reset_index(drop=True)
    moved = [
        (row, draft.sites[brin6].place)
        for row, brin6 in enumerate(codes)
        if _moves(draft, brin6)
    ]
    founded = [
        _founded_row(draft.snapshot, standing.founded, standing.place)
        for _, standing in sorted(draft.sites.items())
        if standing.founded is not None and standing.place is not None
    ]
    if moved:
        kept = kept.copy()
    for row, place in moved:
        _put(kept, row, draft.snapshot, place)
    if not founded:
        return kept
    rows = gpd.GeoDataFrame(
        pd.DataFrame(founded).reindex(columns=kept.columns),
        geometry="geometry",
        crs=kept.crs,
    )
    texts = [name for name in kept.columns if name != "geometry"]
    rows = rows.astype({name: kept[name].dtype for name in texts})
    return pd.concat([kept, rows], ignore_index=True)


def _put(
    table: gpd.GeoDataFrame, row: int, snapshot: Snapshot, place: Place | None
) -> None:
    """Set the place of a moved vestiging, and the areas it now lies in."""
    if place is None:
        return
    table.loc[row, "geometry"] = Point(place.x_m, place.y_m)
    for column, value in _home_of(snapshot, place).items():
        table.loc[row, column] = value
    table.loc[row, "placed"] = "address"
    table.loc[row, "postcode"] = None


def _founded_row(
    snapshot: Snapshot, edit: FoundVestiging, place: Place
) -> dict[str, Any]:
    return {
        "brin6": edit.brin6,
        "naam": edit.naam,
        "plaats": edit.plaats or None,
        "bestuur": edit.bestuur or None,
        "placed": "address",
        "geometry": Point(place.x_m, place.y_m),
        **_home_of(snapshot, place),
    }


def home_postcode(snapshot: Snapshot, place: Place) -> str:
    """Return the postcode a place lies in; where no polygon holds it, the nearest."""
    here = Point(place.x_m, place.y_m)
    if snapshot.has("pc4_areas"):
        polygons = snapshot.table("pc4_areas")
        hits = polygons.sindex.query(here, predicate="within")
        if len(hits):
            return str(polygons.pc4.iloc[hits[0]])
    postcodes = snapshot.postcodes
    distance = np.hypot(
        postcodes.geometry.x.to_numpy() - place.x_m,
        postcodes.geometry.y.to_numpy() - place.y_m,
    )
    return str(postcodes.pc4.iloc[int(np.nanargmin(distance))])


def _home_of(snapshot: Snapshot, place: Place) -> dict[str, Any]:
    """Return the postcode and areas of a place."""
    postcodes = snapshot.postcodes
    here = postcodes[postcodes.pc4 == home_postcode(snapshot, place)]
    held = [name for name in _HOME_COLUMNS if name in here]
    return {name: here[name].iloc[0] for name in held}
