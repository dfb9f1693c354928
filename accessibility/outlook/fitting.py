"""The chances measured anew from two snapshots, and tested on schools left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

# `scipy.optimize` is loaded when it is first used: few commands solve anything.
import scipy
from scipy.spatial import cKDTree
from scipy.special import expit

from accessibility.codes import TECHNISCH, Leerweg
from accessibility.demand import with_combined
from accessibility.errors import UsageError
from accessibility.headers import school_year_of
from accessibility.outlook.chances import MEASURED, OPENED_SIZE, PERIOD_YEARS, Chances

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from accessibility.snapshot import Snapshot

SAME_PLACE_M: Final = 1_000.0
"""An offer so near where it was has moved or been renumbered: it is not gone."""

KEYS: Final = ["brin6", "profiel", "leerweg"]
_TECHNICAL: Final = [profiel.value for profiel in TECHNISCH]
_FOLDS: Final = 10
_RIDGE: Final = 1e-3
_FEWEST_GONE: Final = 10


@dataclass(frozen=True)
class Fate:
    """What became of the technical offers between two snapshots.

    Parameters
    ----------
    offers
        Those of the older one: `KEYS`, `size`, `profile_size`, and `gone`.
    years
        School years between the two.
    coming
        Per leerweg: offers added to a profiel, and chances to; profielen new at a
        vestiging, and chances to.
    """

    offers: pd.DataFrame
    years: int
    coming: Mapping[Leerweg, tuple[int, int, int, int]]


def fate_of(old: Snapshot, new: Snapshot) -> Fate:
    """Return which technical offers of a snapshot are gone in a newer one.

    Raises
    ------
    UsageError
        If the second is no later school year than the first, or too few offers went
        to measure anything.
    """
    first, last = (school_year_of(one.manifest.dates) for one in (old, new))
    if last <= first:
        message = f"the snapshots are of {first} and {last}: give the older one first"
        raise UsageError(message)
    before, after = _offers(old), _offers(new)
    offers = before.assign(gone=_gone(before, after))
    if offers.gone.sum() < _FEWEST_GONE:
        message = (
            f"{int(offers.gone.sum())} technical offers are gone between {first} and "
            f"{last}: at least {_FEWEST_GONE} are needed to measure chances"
        )
        raise UsageError(message)
    return Fate(offers, last - first, _coming(old, before, after))


def _offers(snapshot: Snapshot) -> pd.DataFrame:
    """Return technical offers with their place, size, and that of their profiel."""
    table = with_combined(snapshot, once=True)
    table = table[table.profiel.isin(_TECHNICAL)]
    size = table.students.fillna(OPENED_SIZE)
    places = snapshot.vestigingen.set_index("brin6").geometry
    at = places.reindex(table.brin6)
    frame = table[KEYS].assign(size=size, x_m=at.x.to_numpy(), y_m=at.y.to_numpy())
    frame = frame.dropna(subset=["x_m", "y_m"]).reset_index(drop=True)
    together = frame.groupby(["brin6", "profiel"])["size"].transform("sum")
    return frame.assign(profile_size=together)


def _gone(before: pd.DataFrame, after: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell of which offers nothing is left: not there, and none within a kilometre."""
    there = pd.MultiIndex.from_frame(after[KEYS])
    gone = ~pd.MultiIndex.from_frame(before[KEYS]).isin(there)
    for pair, rows in before[gone].groupby(["profiel", "leerweg"]):
        same = after[(after.profiel == pair[0]) & (after.leerweg == pair[1])]
        if len(same):
            way, _ = cKDTree(same[["x_m", "y_m"]]).query(rows[["x_m", "y_m"]])
            gone[rows.index] = way > SAME_PLACE_M
    return np.asarray(gone)


def _coming(
    old: Snapshot, before: pd.DataFrame, after: pd.DataFrame
) -> dict[Leerweg, tuple[int, int, int, int]]:
    """Count offers that came at vestigingen that had vmbo already."""
    sites = old.offers.brin6.unique()
    leerwegen = [leerweg.value for leerweg in Leerweg]
    every = pd.MultiIndex.from_product([sites, _TECHNICAL, leerwegen], names=KEYS)
    absent = every.difference(pd.MultiIndex.from_frame(before[KEYS]))
    table = absent.to_frame(index=False)
    profiles = pd.MultiIndex.from_frame(before[KEYS[:2]])
    table["held"] = pd.MultiIndex.from_frame(table[KEYS[:2]]).isin(profiles)
    table["came"] = absent.isin(pd.MultiIndex.from_frame(after[KEYS]))
    found = {}
    for leerweg in Leerweg:
        own = table[table.leerweg == leerweg.value]
        added, new = own[own.held], own[~own.held]
        found[leerweg] = (
            *(int(added.came.sum()), len(added)),
            *(int(new.came.sum()), len(new)),
        )
    return found


def fitted_chances(old: Snapshot, new: Snapshot) -> tuple[Chances, pd.DataFrame]:
    """Return chances measured from two snapshots, and their back-test.

    Raises
    ------
    UsageError
        If the two do not tell enough.
    """
    fate = fate_of(old, new)
    return fitted(fate), back_test(fate)


def fitted(fate: Fate) -> Chances:
    """Return the chances in three years that fit what happened."""
    theta = _fit(fate.offers, fate.years, _MODELS["size, profiel and gl"])
    rates = {w: fate.coming[w] for w in Leerweg}
    constant, per_log_size, per_log_profile, for_gl = theta.tolist()
    return Chances(
        constant,
        per_log_size,
        per_log_profile,
        for_gl,
        added={w: _rate(a, n, fate.years) for w, (a, n, _, _) in rates.items()},
        new={w: _rate(a, n, fate.years) for w, (_, _, a, n) in rates.items()},
        spread=MEASURED.spread,
        source=f"{len(fate.offers)} technical offers {fate.years} years apart, fitted",
    )


def _rate(came: int, chances: int, years: int) -> float:
    return 1.0 - (1.0 - came / chances) ** (PERIOD_YEARS / years) if chances else 0.0


def _columns(offers: pd.DataFrame, names: tuple[str, ...]) -> NDArray[np.float64]:
    ways: dict[str, NDArray[np.float64]] = {
        "one": np.ones(len(offers)),
        "n": np.log(np.maximum(offers["size"].to_numpy(np.float64), 1.0)),
        "N": np.log(np.maximum(offers.profile_size.to_numpy(np.float64), 1.0)),
        "gl": np.where(offers.leerweg == Leerweg.GL.value, 1.0, 0.0),
    }
    return np.column_stack([ways[name] for name in names])


_MODELS: Final = {
    "size, profiel and gl": ("one", "n", "N", "gl"),
    "size and gl": ("one", "n", "gl"),
    "size alone": ("one", "n"),
    "constant": ("one",),
}


def _chance(
    x: NDArray[np.float64], theta: NDArray[np.float64], years: int
) -> NDArray[np.float64]:
    """Return the chance that offers are gone after some years."""
    kept = (1.0 - expit(x @ theta)) ** (years / PERIOD_YEARS)
    return np.asarray(1.0 - kept)


def _fit(
    offers: pd.DataFrame, years: int, names: tuple[str, ...]
) -> NDArray[np.float64]:
    """Return the most likely coefficients; hardly bound, so that few offers do."""
    x, gone = _columns(offers, names), offers.gone.to_numpy(np.float64)

    def cost(theta: NDArray[np.float64]) -> float:
        p = np.clip(_chance(x, theta, years), 1e-9, 1 - 1e-9)
        fit = gone * np.log(p) + (1 - gone) * np.log1p(-p)
        return float(-fit.sum() + _RIDGE * (theta**2).sum())

    return np.asarray(
        scipy.optimize.minimize(cost, np.zeros(len(names)), method="BFGS").x
    )


def back_test(fate: Fate) -> pd.DataFrame:
    """Return how well models and rules tell of schools that were left out.

    Schools (BRIN4) are left out a tenth at a time. The Brier score is the mean square
    of chance less outcome: the lower, the better.

    Returns
    -------
    pandas.DataFrame
        `model`, `brier`, `expected` (gone as the model says), `seen`, `offers`.
    """
    offers = fate.offers
    school, _ = pd.factorize(offers.brin6.str[:4], sort=True)
    fold = school % _FOLDS
    rows = {
        name: _left_out(offers, fate.years, columns, fold)
        for name, columns in _MODELS.items()
    }
    size = offers["size"].to_numpy(np.float64)
    rows["as shipped"] = 1.0 - (
        1.0
        - MEASURED.gone(size, offers.profile_size, offers.leerweg == Leerweg.GL.value)
    ) ** (fate.years / PERIOD_YEARS)
    rows |= {f"below {n} goes": (size < n).astype(np.float64) for n in (6, 11)}
    gone = offers.gone.to_numpy(np.float64)
    table = [
        (name, float(((p - gone) ** 2).mean()), float(p.sum()))
        for name, p in rows.items()
    ]
    frame = pd.DataFrame(table, columns=["model", "brier", "expected"])
    return frame.assign(seen=int(gone.sum()), offers=len(offers))


def _left_out(
    offers: pd.DataFrame,
    years: int,
    names: tuple[str, ...],
    fold: NDArray[np.int64],
) -> NDArray[np.float64]:
    told = np.zeros(len(offers))
    for one in np.unique(fold):
        here = fold == one
        theta = _fit(offers[~here], years, names)
        told[here] = _chance(_columns(offers[here], names), theta, years)
    return told
