"""Show how well kinds of model recover shares where true homes are known.

Run from the root, with a snapshot of the country and DUO's primary pupils by home:

    python -m benchmarks.demand_recovery SNAPSHOT PO_PC4.csv.gz SCHOOLS.geo.zip \
        > benchmarks/results/demand_recovery.md

Homes of pupils in primary schools are published. They are hidden here: a model gets the
sites, the totals of each kind of school, and inhabitants. What it makes of the share of
a kind's pupils near an offer is held against what the homes say. *Special*: sbo, so and
vso stand for leerwegen, the four commonest denominations of each for profielen, which
are offered where a site is of both. *Bo*: three denominations stand for leerwegen, rare
ones for profielen. Counts of `<5` are taken as 1.5.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd
from scipy.spatial.distance import cdist

from accessibility.demand.balancing import balance
from accessibility.demand.inhabitants import inhabitants_of_age
from data.locations import read_locations
from data.snapshots import read_snapshot
from data.sources import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from accessibility.snapshot import Snapshot

    Floats = NDArray[np.float64]

SPECIAL: Final = ("Sbo", "So", "Vso")
BO: Final = ("Openbaar", "Rooms-Katholiek", "Protestants-Christelijk")
RARE: Final = ("Antroposofisch", "Reformatorisch", "Islamitisch", "Samenwerking PC, RK")
_MASKED: Final = 1.5
_FEWEST: Final = 100
_M_PER_KM: Final = 1_000.0
_NO_SHARE, _WHOLE = 0.005, 0.995
_TOLERANCE: Final = 1e-4
_COMMONEST: Final = 4
_COUNTRY_KM: Final = 5.2
_NEAR_KM: Final = 1.0
MARGIN: Final = {"nl": 0.02, "provincie": 0.06, "gemeente": 0.10}


@dataclass(frozen=True)
class Flows:
    """Pupils by home and site, and what a model may know of them.

    Parameters
    ----------
    homes, sites
        Pupils per type and home, which are hidden, and per type and site.
    people
        Inhabitants per home.
    distance_km
        Shape `(n_homes, n_sites)`.
    offers
        True where a site has an offer for pupils of a type, shape
        `(n_types, n_offers, n_sites)`.
    areas
        Area of each home, per division.
    scales_km
        Scale of distance for the pupils of each type.
    within_km
        Thresholds.
    """

    homes: Floats
    sites: Floats
    people: Floats
    distance_km: Floats
    offers: NDArray[np.bool_]
    areas: dict[str, NDArray[np.int64]]
    scales_km: tuple[float, ...]
    within_km: tuple[float, ...]


class Model(NamedTuple):
    """A way to spread pupils over homes: over all schools, or over those of a type."""

    name: str
    theta: float
    scale: float = 1.0
    own: bool = False


MODELS: Final = (
    Model("singly, own type alone", 0.0, own=True),
    Model("all, theta 0.5", 0.5),
    Model("all, theta 0.8", 0.8),
    Model("all, theta 0.95", 0.95),
    Model("own type alone, theta 0.95", 0.95, own=True),
)
SPAN: Final = (
    *MODELS[1:],
    Model("own type alone, theta 0.5", 0.5, own=True),
    Model("own type alone, theta 0.8", 0.8, own=True),
    Model("all, theta 0.8, s x 0.7", 0.8, 0.7),
    Model("all, theta 0.8, s x 1.4", 0.8, 1.4),
)
"""The kinds whose range is held against the truth, with 30 % even beside them."""


_HEAD: Final = """\
# Recovery on real flows of primary schools

{rows} rows of {name}, homes hidden, and modelled from sites,
totals and inhabitants of 5 to 14; `<5` is taken as 1.5. *Special*: sbo, so and vso are
the types, the four commonest denominations of each the offers, among bo merged per
square of 1.5 km (s 5.2 km, bo 1.0 km, over the same homes). *Bo*: openbaar,
rooms-katholiek and protestants-christelijk are the types in squares of 1.5 km, rare
denominations the offers (s 1.0 km). Cells with at least 100 pupils and a true share
between 0.5 and 99.5 %. The margin is 2 points for the country, 6 for a provincie and 10
for a gemeente. Made by `python -m benchmarks.demand_recovery`."""


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("snapshot", "flows", "schools"):
        parser.add_argument(name, type=Path)
    asked = parser.parse_args()
    snapshot = read_snapshot(asked.snapshot)
    pupils = read_flows(asked.flows, asked.schools)
    print(_HEAD.format(rows=len(pupils), name=asked.flows.name))
    for title, flows in (
        ("special", special(snapshot, pupils)),
        ("bo", mixed(snapshot, pupils)),
    ):
        tell(title, flows)


def read_flows(path: Path, schools: Path) -> pd.DataFrame:
    """Return pupils by home and placed site: `brin6`, `pc4`, `type`, `kind`."""
    table = pd.read_csv(path, sep=";", dtype="str", encoding="utf-8")
    ages = [name for name in table.columns if name.startswith("LEEFTIJD_")]
    cells = table[ages].replace("<5", str(_MASKED)).astype("float64")
    rows = pd.DataFrame(
        {
            "brin6": table.INSTELLINGSCODE + table.VESTIGINGSCODE,
            "pc4": table.POSTCODE_LEERLING,
            "type": table.SOORT_PO,
            "kind": table.DENOMINATIE_VESTIGING,
            "students": cells.sum(axis=1),
        }
    )
    places = read_locations(SourceFile("locations", schools, "2024-11-22")).frame
    first = places.drop_duplicates("brin6").set_index("brin6").geometry
    rows = rows.assign(x_m=rows.brin6.map(first.x), y_m=rows.brin6.map(first.y))
    return rows[rows.x_m.notna() & (rows.students > 0)].reset_index(drop=True)


def special(snapshot: Snapshot, pupils: pd.DataFrame) -> Flows:
    """Return sbo, so and vso among bo, which is merged per square of 1.5 km."""
    square = pupils[["x_m", "y_m"]] // 1_500
    merged = "bo " + square.x_m.astype("str") + " " + square.y_m.astype("str")
    is_bo = pupils.type == "Bo"
    rows = pupils.assign(
        site=merged.where(is_bo, pupils.brin6), group=pupils.type, offer=pupils.kind
    )
    return _flows(
        snapshot,
        rows,
        types=(*SPECIAL, "Bo"),
        offers={
            name: tuple(
                rows.offer[rows.group == name].value_counts().index[:_COMMONEST]
            )
            for name in (*SPECIAL, "Bo")
        },
        scales_km=(*(_COUNTRY_KM for _ in SPECIAL), _NEAR_KM),
        within_km=(5.0, 10.0, 15.0),
        mixed_sites=False,
    )


def mixed(snapshot: Snapshot, pupils: pd.DataFrame) -> Flows:
    """Return three denominations of bo in squares of 1.5 km, rare ones as offers."""
    bo = pupils[pupils.type == "Bo"]
    square = bo[["x_m", "y_m"]] // 1_500
    rows = bo.assign(
        site=square.x_m.astype("str") + " " + square.y_m.astype("str"),
        group=bo.kind.where(bo.kind.isin(BO), "other"),
        offer=bo.kind,
    )
    return _flows(
        snapshot,
        rows,
        types=(*BO, "other"),
        offers=dict.fromkeys((*BO, "other"), RARE),
        scales_km=(_NEAR_KM,) * 4,
        within_km=(2.0, 5.0, 10.0),
        mixed_sites=True,
    )


def _flows(
    snapshot: Snapshot,
    rows: pd.DataFrame,
    *,
    types: tuple[str, ...],
    offers: dict[str, tuple[str, ...]],
    scales_km: tuple[float, ...],
    within_km: tuple[float, ...],
    mixed_sites: bool,
) -> Flows:
    """Lay rows out as arrays; an offer is of the sites of any type, or of its own."""
    homes = snapshot.postcodes[snapshot.postcodes.geometry.notna()]
    homes = homes[homes.provincie.notna() & homes.gemeente.notna()]
    people = inhabitants_of_age(snapshot.table("inhabitants"), (5, 14))
    number = people.set_index("pc4").students.reindex(homes.pc4).fillna(0.0)
    homes, number = homes[number.to_numpy() > 0], number[number > 0]
    rows = rows[rows.pc4.isin(homes.pc4)]
    places = rows.groupby("site")[["x_m", "y_m"]].mean()
    kind = pd.Index(types).get_indexer(pd.Index(rows.group))
    home = pd.Index(homes.pc4).get_indexer(pd.Index(rows.pc4))
    site = places.index.get_indexer(pd.Index(rows.site))
    by_home = np.zeros((len(types), len(homes)))
    by_site = np.zeros((len(types), len(places)))
    np.add.at(by_home, (kind, home), rows.students.to_numpy())
    np.add.at(by_site, (kind, site), rows.students.to_numpy())
    has = []
    for one in types:
        held = rows if mixed_sites else rows[rows.group == one]
        has.append(
            [places.index.isin(held.site[held.offer == name]) for name in offers[one]]
        )
    centres = np.column_stack([homes.geometry.x, homes.geometry.y])
    return Flows(
        by_home,
        by_site,
        number.to_numpy(np.float64),
        cdist(centres, places.to_numpy()) / _M_PER_KM,
        np.array(has),
        {
            "nl": np.zeros(len(homes), np.int64),
            "provincie": pd.factorize(homes.provincie)[0],
            "gemeente": pd.factorize(homes.gemeente)[0],
        },
        scales_km,
        within_km,
    )


def spread(known: Flows, model: Model) -> Floats:
    """Return pupils per type and home by a model, shape `(n_types, n_homes)`.

    Types with scales of their own share the homes: each is a school of its own there.
    """
    scales = np.array(known.scales_km) * model.scale
    groups = [np.flatnonzero(scales == scale) for scale in np.unique(scales)]
    if model.own:
        alone = [np.array([k]) for k in range(len(scales))]
        return sum(_shared(known, [one], scales, model.theta) for one in alone)
    return _shared(known, groups, scales, model.theta)


def _shared(
    known: Flows, groups: list[NDArray[np.int64]], scales: Floats, theta: float
) -> Floats:
    """Spread the types of groups together, each group by its scale."""
    schools = [known.sites[group].sum(axis=0) for group in groups]
    some = [total > 0 for total in schools]
    kernel = np.hstack(
        [
            np.exp(-np.minimum(known.distance_km[:, here] / scales[group[0]], 650.0))
            for group, here in zip(groups, some, strict=True)
        ]
    )
    total = np.concatenate([one[here] for one, here in zip(schools, some, strict=True)])
    done = balance(known.people, total, kernel, theta=theta, tolerance=_TOLERANCE)
    ends = np.cumsum([here.sum() for here in some])[:-1]
    found = np.zeros((len(known.sites), len(known.people)))
    for group, here, flows in zip(
        groups, some, np.split(done.flows, ends, axis=1), strict=True
    ):
        mix = known.sites[group][:, here] / known.sites[group][:, here].sum(axis=0)
        found[group] = (flows @ mix.T).T
    return found


def shares(known: Flows, homes: Floats, division: str) -> Floats:
    """Return the share near an offer, per type, area, offer and threshold."""
    area = known.areas[division]
    n_areas = int(area.max()) + 1
    n_near = known.offers.shape[1] * len(known.within_km)
    out = np.full((len(homes) - 1, n_areas, n_near), np.nan)
    for k, count in enumerate(homes[:-1]):
        whole = np.bincount(area, count, minlength=n_areas)
        for j, reached in enumerate(_near(known, k)):
            part = np.bincount(area, count * reached, minlength=n_areas)
            out[k, :, j] = np.divide(
                part, whole, out=np.full(n_areas, np.nan), where=whole > 0
            )
    return out


def _near(known: Flows, k: int) -> Iterator[NDArray[np.bool_]]:
    """Yield from which homes a type's pupils reach each offer, per threshold."""
    for has in known.offers[k]:
        nearest_km = known.distance_km[:, has].min(axis=1, initial=np.inf)
        for km in known.within_km:
            yield nearest_km <= km


def tell(title: str, known: Flows) -> None:
    """Print errors per model, and how often ranges over models hold the truth."""
    true = known.homes
    even = np.outer(true.sum(axis=1), known.people / known.people.sum())
    found = {model.name: spread(known, model) for model in {*MODELS, *SPAN}}
    found["even everywhere"] = even
    best = found["all, theta 0.8"]
    found["30 % even"] = 0.7 * best + 0.3 * even
    n_types, n_homes = known.homes.shape
    n_sites = known.sites.shape[1]
    print(f"\n## {title}: {n_types - 1} types, {n_homes} homes, {n_sites} sites\n")
    print("Mean absolute error of a share in points, and bias in the country.\n")
    print("| model | nl | bias | provincie | gemeente |\n|---|---|---|---|---|")
    for name in ("even everywhere", *(model.name for model in MODELS)):
        told = [_off(known, true, found[name], per) for per in MARGIN]
        bias = _differences(known, true, found[name], "nl").mean() * 100
        nl, *others = (f"{one:.1f}" for one in told)
        print(f"| {name} | {nl} | {bias:+.1f} | {' | '.join(others)} |")
    print("\nTrue shares inside the range over kinds, and inside it with the margin.\n")
    print("| division | cells | kinds alone | with the margin |\n|---|---|---|---|")
    names = [*(model.name for model in SPAN), "30 % even"]
    for per, cells, alone, wide in _coverage(known, true, [found[n] for n in names]):
        print(f"| {per} | {cells} | {alone:.0%} | {wide:.0%} |")


def _counted(
    known: Flows, true: Floats, division: str
) -> tuple[Floats, NDArray[np.bool_]]:
    """Return true shares, and which of them are of enough pupils and undecided."""
    share = shares(known, true, division)
    area = known.areas[division]
    many = np.stack([np.bincount(area, count) >= _FEWEST for count in true[:-1]])
    open_ = (share > _NO_SHARE) & (share < _WHOLE)
    return share, many[:, :, None] & open_


def _differences(known: Flows, true: Floats, found: Floats, division: str) -> Floats:
    share, counted = _counted(known, true, division)
    off: Floats = (shares(known, found, division) - share)[counted]
    return off


def _off(known: Flows, true: Floats, found: Floats, division: str) -> float:
    return float(np.abs(_differences(known, true, found, division)).mean() * 100)


def _coverage(
    known: Flows, true: Floats, kinds: list[Floats]
) -> Iterator[tuple[str, int, float, float]]:
    for per, margin in MARGIN.items():
        share, some = _counted(known, true, per)
        all_of = np.stack([shares(known, one, per)[some] for one in kinds])
        low, high, truth = all_of.min(axis=0), all_of.max(axis=0), share[some]
        alone = (truth >= low - 0.005) & (truth <= high + 0.005)
        wide = (truth >= low - margin) & (truth <= high + margin)
        yield per, int(some.sum()), float(alone.mean()), float(wide.mean())


if __name__ == "__main__":
    main()
