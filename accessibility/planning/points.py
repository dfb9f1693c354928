"""The schools, facilities and candidate places of a region, as planning takes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from accessibility.codes import AreaKind, Leerweg
from accessibility.counting import COUNT_COLUMNS, NO_AREA, as_masked, sum_counts
from accessibility.demand import inhabitants_of_age
from accessibility.errors import MissingDataError
from accessibility.places import Points, points_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from accessibility.regions import Region
    from accessibility.snapshot import Snapshot

_PLACE_COLUMNS: Final = ["id", "naam", "owner", "geometry"]
TECHLABS: Final = ("hotspot", "techlab")
MBO: Final = "mbo"
"""Kind of a facility that is a site of mbo."""

CHILDREN: Final = (10, 14)
"""Ages, inclusive, of the inhabitants whose way from home is told."""

_UPPER_YEARS: Final = (3, 4)


class Places(StrEnum):
    """Where a new site may come."""

    PC4 = "pc4"
    VESTIGINGEN = "vestigingen"
    BASISSCHOLEN = "basisscholen"

    @property
    def table(self) -> str:
        """The table of a snapshot that holds them."""
        return "postcodes" if self is Places.PC4 else self.value


@dataclass(frozen=True)
class PlanningSchools:
    """The schools of a region that have a place: primary schools, or vestigingen.

    Parameters
    ----------
    table
        `brin6`, `naam`, `plaats`, `pc4`, geometry; in the order of `points`.
    points
        Where they are.
    pupils
        Pupils per school: low, estimate, high; NaN where not known, `(3, n)`.
    unplaced
        Schools of the region left out because nobody knows where they are.
    """

    table: gpd.GeoDataFrame
    points: Points
    pupils: NDArray[np.float64]
    unplaced: int

    @property
    def uncounted(self) -> int:
        """Number of schools without a count of pupils."""
        return int(np.isnan(self.pupils[1]).sum())

    @property
    def weight(self) -> NDArray[np.float64]:
        """Pupils per school; schools without a count take the mean of the others."""
        estimate = self.pupils[1]
        counted = ~np.isnan(estimate)
        mean = estimate[counted].mean() if counted.any() else 1.0
        return np.where(counted, estimate, mean)

    @property
    def shielded(self) -> PlanningSchools:
        """The same schools, each count of 1 to 4 pupils as the interval it lies in."""
        return replace(self, pupils=as_masked(self.pupils))

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know of schools left out or estimated."""
        unplaced = f"{self.unplaced} schools have no known place and are left out"
        uncounted = (
            f"{self.uncounted} schools have no count of pupils; each is taken for the "
            "mean of the others"
        )
        notes = {unplaced: self.unplaced, uncounted: self.uncounted}
        return tuple(note for note, count in notes.items() if count)


def planning_schools(snapshot: Snapshot, region: Region) -> PlanningSchools:
    """Return the primary schools of a region with their pupils.

    Raises
    ------
    MissingDataError
        If the snapshot has no primary schools, or none in the region.
    """
    inside = _inside(snapshot, snapshot.table("basisscholen"), region)
    placed = inside.geometry.notna() & ~inside.geometry.is_empty
    table = inside[placed].reset_index(drop=True)
    if len(table) == 0:
        message = f"snapshot {snapshot.manifest.name!r} has no primary schools in "
        raise MissingDataError(message + region.name)
    pupils = table["pupils"].to_numpy(dtype=np.float64)
    ends = [
        table[name].to_numpy(dtype=np.float64) if name in table else pupils
        for name in ("pupils_low", "pupils_high")
    ]
    return PlanningSchools(
        table,
        points_of(table, "brin6"),
        np.array([ends[0], pupils, ends[1]]),
        int((~placed).sum()),
    )


def planning_vestigingen(snapshot: Snapshot, region: Region) -> PlanningSchools:
    """Return the vestigingen with vmbo of a region, with their pupils.

    A vestiging has vmbo if it offers a profiel, or has pupils in the third or fourth
    year of bl, kl or gl; those are its pupils.

    Raises
    ------
    MissingDataError
        If no vestiging of the region has vmbo and a place.
    """
    inside = _inside(snapshot, snapshot.vestigingen, region)
    counts = _vmbo_counts(snapshot)
    vmbo = inside["brin6"].isin(_with_vmbo(snapshot, counts))
    placed = inside.geometry.notna() & ~inside.geometry.is_empty
    table = inside[vmbo & placed].reset_index(drop=True)
    if len(table) == 0:
        message = f"snapshot {snapshot.manifest.name!r} has no vestiging with vmbo in "
        raise MissingDataError(message + region.name)
    ends = counts.set_index("brin6").reindex(table["brin6"])[list(COUNT_COLUMNS)]
    return PlanningSchools(
        table,
        points_of(table, "brin6"),
        ends.to_numpy(dtype=np.float64).T,
        int((vmbo & ~placed).sum()),
    )


def planning_homes(snapshot: Snapshot, region: Region) -> PlanningSchools:
    """Return the postcodes of a region with their inhabitants of 10 to 14.

    Raises
    ------
    MissingDataError
        If no postcode of the region has a place.
    """
    inside = _inside(snapshot, snapshot.postcodes, region)
    placed = inside.geometry.notna() & ~inside.geometry.is_empty
    homes = inside[placed].reset_index(drop=True)
    if len(homes) == 0:
        message = f"snapshot {snapshot.manifest.name!r} has no postcodes in "
        raise MissingDataError(message + region.name)
    table = homes.assign(brin6=homes.pc4, naam=homes.plaats.fillna(""))
    people = np.full((3, len(table)), np.nan)
    if snapshot.has("inhabitants"):
        counts = inhabitants_of_age(snapshot.table("inhabitants"), CHILDREN)
        ends = counts.set_index("pc4").reindex(table.pc4)[list(COUNT_COLUMNS)]
        people = ends.to_numpy(dtype=np.float64).T
    return PlanningSchools(table, points_of(table, "pc4"), people, int((~placed).sum()))


def _with_vmbo(snapshot: Snapshot, counts: pd.DataFrame) -> set[str]:
    """Return the vestigingen that offer a profiel or have pupils in the upper years."""
    taught = counts["brin6"][counts["students_high"] > 0]
    return {*taught, *snapshot.offers["brin6"]}


def _vmbo_counts(snapshot: Snapshot) -> pd.DataFrame:
    """Return third- and fourth-years of the three leerwegen per vestiging."""
    if not snapshot.has("pupils"):
        return pd.DataFrame(columns=["brin6", *COUNT_COLUMNS])
    pupils = snapshot.table("pupils")
    leerwegen = [leerweg.value for leerweg in Leerweg]
    upper = pupils["leerweg"].isin(leerwegen) & pupils["leerjaar"].isin(_UPPER_YEARS)
    return sum_counts(pupils[upper], ["brin6"])


def candidate_places(
    snapshot: Snapshot, region: Region, places: Places
) -> gpd.GeoDataFrame:
    """Return the places of a region where a site may come: `id`, `naam`, geometry.

    Of the vestigingen only those with vmbo, as `planning_vestigingen` has them.
    """
    id_column = "pc4" if places is Places.PC4 else "brin6"
    inside = _inside(snapshot, snapshot.table(places.table), region)
    if places is Places.VESTIGINGEN:
        vmbo = _with_vmbo(snapshot, _vmbo_counts(snapshot))
        inside = inside[inside["brin6"].isin(vmbo)]
    inside = inside[inside.geometry.notna() & ~inside.geometry.is_empty]
    title = inside["plaats"] if places is Places.PC4 else inside["naam"]
    named = inside.assign(id=inside[id_column].astype("str"), naam=title.fillna(""))
    return named[["id", "naam", "geometry"]].reset_index(drop=True)


def existing_places(
    snapshot: Snapshot, kinds: tuple[str, ...] = TECHLABS
) -> gpd.GeoDataFrame:
    """Return the facilities of some kinds: `id`, `naam`, `owner`, geometry.

    Those just across the border of a region count for its schools too, so that all
    of the country are given.
    """
    frames = [*_facilities(snapshot, kinds), *_mbo_sites(snapshot, kinds)]
    if not frames:
        empty = snapshot.table("postcodes").iloc[:0]
        blank = empty.assign(id="", naam="", owner="")
        return blank[_PLACE_COLUMNS]
    both = pd.concat(frames, ignore_index=True)
    return gpd.GeoDataFrame(both, geometry="geometry", crs=frames[0].crs)


def _facilities(
    snapshot: Snapshot, kinds: tuple[str, ...]
) -> Iterator[gpd.GeoDataFrame]:
    if snapshot.has("facilities"):
        table = snapshot.table("facilities")
        chosen = table[table["kind"].isin(kinds)]
        owner = chosen["owner"].fillna("")
        yield chosen.assign(id=chosen["facility_id"], owner=owner)[_PLACE_COLUMNS]


def _mbo_sites(
    snapshot: Snapshot, kinds: tuple[str, ...]
) -> Iterator[gpd.GeoDataFrame]:
    """Yield the sites of mbo with a technical programme and a place."""
    if MBO in kinds and snapshot.has("mbo_sites"):
        table = snapshot.table("mbo_sites")
        chosen = table[(table.technical > 0) & table.geometry.notna()]
        named = chosen.naam.str.cat(chosen.plaats.fillna(""), sep=", ")
        yield chosen.assign(id=chosen["site"], owner=chosen.naam, naam=named)[
            _PLACE_COLUMNS
        ]


def joined_places(
    existing: gpd.GeoDataFrame, candidates: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Return existing sites and candidates as one list; ids stay unique."""
    fresh = candidates[~candidates["id"].isin(existing["id"])]
    both = pd.concat([existing, fresh], ignore_index=True)
    return type(candidates)(both, geometry="geometry", crs=candidates.crs)


def amounts_of(
    places: gpd.GeoDataFrame, name: str, usual: float
) -> NDArray[np.float64]:
    """Return an amount of each place, the usual one where a place has none."""
    if name not in places:
        return np.full(len(places), usual)
    filled = places[name].fillna(usual)
    return np.asarray(filled, dtype=np.float64)


def area_numbers(
    snapshot: Snapshot, table: gpd.GeoDataFrame, kind: AreaKind
) -> NDArray[np.int64]:
    """Return the number of the area of a kind each row lies in, by its `pc4`."""
    codes = _area_codes(snapshot, table, kind)
    return np.asarray(pd.factorize(codes, sort=True)[0], dtype=np.int64)


def area_name_of_rows(
    snapshot: Snapshot, table: gpd.GeoDataFrame, kind: AreaKind
) -> pd.Series:
    """Return the name of the area of a kind each row lies in, `onbekend` for none."""
    codes = _area_codes(snapshot, table, kind)
    areas = snapshot.areas(kind).drop_duplicates("area_code")
    names = areas.set_index("area_code")["area_name"]
    named = codes.map(names).astype(codes.dtype).fillna(codes)
    names_of_rows: pd.Series = named.replace("", NO_AREA)
    return names_of_rows


def _area_codes(
    snapshot: Snapshot, table: gpd.GeoDataFrame, kind: AreaKind
) -> pd.Series:
    postcodes = snapshot.postcodes
    codes = postcodes.set_index("pc4")[kind.column]
    codes_of_rows: pd.Series = table["pc4"].map(codes).fillna("")
    return codes_of_rows


def _inside(
    snapshot: Snapshot, table: gpd.GeoDataFrame, region: Region
) -> gpd.GeoDataFrame:
    if region.kind is AreaKind.NL:
        return table
    return table[_area_codes(snapshot, table, region.kind) == region.code]
