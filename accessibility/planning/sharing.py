"""Sharing keuzevakken: what a common afternoon of near vestigingen opens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.codes import Unit
from accessibility.places import points_of
from accessibility.planning.keuzevak_sharing import (
    largest_groups,
    reachable_choices,
    separate_groups,
    vestiging_travel,
)
from accessibility.planning.points import Places, candidate_places
from accessibility.planning.way import AS_THE_CROW_FLIES, PlanningAnswer, TravelMeasure
from accessibility.regions import find_region

if TYPE_CHECKING:
    from accessibility.roads import TravelPairs
    from accessibility.snapshot import Snapshot

WITHIN: Final = {Unit.METRES: 5_000.0, Unit.SECONDS: 1_200.0}
"""How far apart vestigingen may lie where it is not told: 5 km, or 20 minutes."""


class SharingView(StrEnum):
    """Which table is wanted."""

    CHOICES = "choices"
    TRAVEL = "travel"
    GROUPS = "groups"
    POSSIBLE = "possible"
    KEUZEVAKKEN = "keuzevakken"


_RESTS_ON: Final = {
    SharingView.CHOICES: ("offers",),
    SharingView.KEUZEVAKKEN: ("keuzevakken",),
}
"""The tables that a view rests on, beside the vestigingen."""


@dataclass(frozen=True)
class SharingQuestion:
    """Which vestigingen lie near enough to share an afternoon.

    Parameters
    ----------
    view
        Which table is wanted.
    way
        How the way is measured.
    within
        Longest way, inclusive; the usual one if None.
    area_name
        Name or code of an area; the whole country for None.
    """

    view: SharingView = SharingView.CHOICES
    way: TravelMeasure = AS_THE_CROW_FLIES
    within: float | None = None
    area_name: str | None = None

    @property
    def near_is(self) -> float:
        """Largest distance or time that counts as near."""
        return WITHIN[self.way.unit] if self.within is None else self.within


def sharing_answer(snapshot: Snapshot, question: SharingQuestion) -> PlanningAnswer:
    """Tell which vestigingen can share a common afternoon, and what that opens.

    Raises
    ------
    UsageError
        If the area is unknown, the way cannot be measured so, or there are too many
        possible groups to list.
    """
    region = find_region(snapshot, question.area_name)
    places = candidate_places(snapshot, region, Places.VESTIGINGEN)
    points = points_of(places, "id")
    travel = question.way.between(snapshot, points, points, question.near_is)
    table = _table(snapshot, travel.pairs, question)
    if "brin6" in table:
        names = places.set_index("id")["naam"]
        table.insert(1, "naam", table["brin6"].map(names))
    rests = _RESTS_ON.get(question.view, ())
    used = question.way.tables(region, "vestigingen", *rests)
    return PlanningAnswer(table, region, travel.notes, used)


def _table(
    snapshot: Snapshot, pairs: TravelPairs, question: SharingQuestion
) -> pd.DataFrame:
    within = question.near_is
    if question.view is SharingView.TRAVEL:
        return vestiging_travel(pairs, within)
    if question.view is SharingView.GROUPS:
        return separate_groups(pairs, within)
    if question.view is SharingView.POSSIBLE:
        groups = largest_groups(pairs, within)
        rows = [(n, len(g), " ".join(g)) for n, g in enumerate(groups, start=1)]
        return pd.DataFrame(rows, columns=["group", "size", "vestigingen"])
    if question.view is SharingView.KEUZEVAKKEN:
        named = snapshot.table("keuzevakken")
        names = named.keuzevak.unique()
        table = reachable_choices(
            pairs, named, within, choice="keuzevak", choices=names
        )
        return table.assign(own=_listed(table.own), extra=_listed(table.extra))
    offers = snapshot.offers[["brin6", "profiel"]].drop_duplicates()
    table = reachable_choices(pairs, offers, within)
    for column in ("own", "extra"):
        table[column] = table[column].map(" ".join)
    return table


def _listed(names: pd.Series) -> pd.Series:
    """Return names in one text; a name may be of several words."""
    return names.map("; ".join)
