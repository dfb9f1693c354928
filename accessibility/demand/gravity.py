"""Gravity: third-years spread over homes by distance, for when only open totals exist.

Destinations are all third-years of each vestiging, of any school type, as file 01 tells
them; homes are the inhabitants of each postcode, met as far as they are known. The
leerweg of a trip is the mix of its vestiging. The scale of distance is the one with
which 95 % of all third-years choose a school within 10 km, as the monitor reports.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import ROUTE, Leerweg
from accessibility.counting import MOST_APART, NO_PC4, FillingBounds, Students
from accessibility.demand.balancing import NotConvergedError
from accessibility.demand.enrolment import enrolment_per_leerweg
from accessibility.demand.homes import homes_of
from accessibility.demand.inhabitants import inhabitants_of_age
from accessibility.demand.kept_fillings import Fillings, made_anew
from accessibility.demand.known_trips import fitted_to, known_trips
from accessibility.demand.model_kinds import ESTIMATE, EVEN_PART, KINDS
from accessibility.demand.scales import SEARCHED_KM, fitted_km
from accessibility.demand.trips import Facts, Sides, sides_of
from accessibility.errors import MissingDataError, UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.demand.enrolment import Enrolment
    from accessibility.demand.homes import Homes
    from accessibility.demand.kept_fillings import KeptFillings
    from accessibility.snapshot import Snapshot

LITERATURE_DECAY_PER_KM: Final = 0.357
"""One kilometre more makes a school 30 % less attractive: Amsterdam, 2018."""

WITHIN_10_KM: Final = 0.95
"""Part of all pupils who choose a school within 10 km: the monitor, footnote 9."""

_COUNTED: Final = (*(leerweg.value for leerweg in Leerweg), ROUTE)
_FEWEST_PLACED: Final = 0.95
_NUMBER: Final = r"(\d+(?:\.\d+)?)"


@dataclass(frozen=True)
class GravityOptions:
    """How strongly distance counts, and where that comes from.

    Parameters
    ----------
    decay_per_km
        Given decay b of exp(-b d), d in kilometres; None to fit it.
    mean_km
        Mean straight-line trip of bl, kl and gl to which it is fitted; None for 95 %
        of all third-years within 10 km.
    as_herkomst
        Fit to the mean trip of all third-years in table `herkomst` instead.
    ages
        Inhabitants who stand for third-years, inclusive.
    """

    decay_per_km: float | None = None
    mean_km: float | None = None
    as_herkomst: bool = False
    ages: tuple[int, int] = (10, 14)


def gravity_options(option: str) -> GravityOptions:
    """Read what follows `gravity:`: nothing, a decay, `6.3km` or `herkomst`.

    Raises
    ------
    UsageError
        If it is none of these.
    """
    if option in {"", "herkomst"}:
        return GravityOptions(as_herkomst=option == "herkomst")
    decay, mean = re.fullmatch(_NUMBER, option), re.fullmatch(_NUMBER + "km", option)
    if decay and 1 / SEARCHED_KM[0] >= float(decay[1]) > 0:
        return GravityOptions(decay_per_km=float(decay[1]))
    if mean and float(mean[1]) > 0:
        return GravityOptions(mean_km=float(mean[1]))
    message = (
        f"--students gravity:{option} is not understood; use gravity, gravity:0.357 "
        "(decay per km, at most 2), gravity:6.3km (mean distance) or gravity:herkomst"
    )
    raise UsageError(message)


def gravity(
    snapshot: Snapshot,
    options: GravityOptions | None = None,
    *,
    kept: KeptFillings = made_anew,
) -> Students:
    """Estimate third-years per home postcode and leerweg from open totals.

    Parameters
    ----------
    snapshot
        With tables `inhabitants`, `pupils`, `vestigingen` and `postcodes`, and
        `herkomst` if the scale is fitted to it.
    options
        How strongly distance counts; by default such that 95 % of all third-years
        choose a school within 10 km.
    kept
        Keeps what the kinds of model found, as that takes a while.

    Returns
    -------
    Students
        The interval is the range over kinds of model that fit the public facts, and
        that of shares is widened by the margin measured on real flows. It is likely,
        not certain: who lives where is modelled altogether.

    Raises
    ------
    MissingDataError
        If nobody has a place, or too few third-years have one.
    NotConvergedError
        If the estimate does not settle.
    UsageError
        If no scale gives the mean trip asked for.
    """
    options = options or GravityOptions()
    people = inhabitants_of_age(snapshot.table("inhabitants"), options.ages)
    homes = homes_of(snapshot, [*people.pc4, NO_PC4])
    found = kept(
        snapshot, repr(options), lambda: _modelled(snapshot, options, homes, people)
    )
    fillings = dict(found.fillings)
    return Students(
        points=homes.points,
        point_pc4=homes.point_pc4,
        point_weight=homes.point_weight,
        postcodes=homes.postcodes,
        counts=_counts(homes, fillings),
        method="gravity",
        date=snapshot.manifest.dates.get("students", ""),
        assumption=found.told,
        bounds=FillingBounds(fillings, is_model=True),
    )


def _modelled(
    snapshot: Snapshot, options: GravityOptions, homes: Homes, people: pd.DataFrame
) -> Fillings:
    """Run every kind of model."""
    enrolment = enrolment_per_leerweg(snapshot.table("pupils"), all_schools=True)
    sides = sides_of(snapshot, homes, people, enrolment)
    _require_placed(enrolment, sides)
    if options.as_herkomst:
        scale_km, how, sides = _as_known(snapshot, homes, enrolment, sides)
    else:
        scale_km, how = _scale(sides, options)
    runs, facts, left_out = _runs(sides, enrolment, scale_km)
    replaced = _replaced(sides, scale_km) if sides.observed is not None else ""
    return Fillings(
        _fillings(homes, enrolment, sides, runs),
        _assumption(options, scale_km, how, facts, left_out) + replaced,
    )


def _require_placed(enrolment: Enrolment, sides: Sides) -> None:
    everyone = enrolment.estimate.sum()
    placed = enrolment.estimate[sides.site].sum() / everyone
    if placed < _FEWEST_PLACED:
        message = (
            f"gravity needs a place for 95 % of the third-years, and only "
            f"{100 * placed:.1f} % go to a vestiging with one; add a source of places"
        )
        raise MissingDataError(message)


def _scale(sides: Sides, options: GravityOptions) -> tuple[float, str]:
    """Return the scale in kilometres, and how it was found."""
    if options.decay_per_km is not None:
        return 1.0 / options.decay_per_km, "as asked"
    if options.mean_km is not None:
        found = fitted_km(
            sides, options.mean_km, lambda trips: trips.facts.mean_km, "km"
        )
        return found, f"fitted to a mean trip of {options.mean_km:g} km"
    try:
        found = fitted_km(
            sides, WITHIN_10_KM, lambda trips: trips.facts.all_within, "part"
        )
    except UsageError as error:
        return 1.0 / LITERATURE_DECAY_PER_KM, f"from literature, as {error}"
    return found, "fitted to 95 % of all third-years within 10 km"


def _as_known(
    snapshot: Snapshot, homes: Homes, enrolment: Enrolment, sides: Sides
) -> tuple[float, str, Sides]:
    """Return the scale that fits table `herkomst`, how, and the homes it tells."""
    known = known_trips(snapshot, homes, enrolment, sides)
    scale_km, mean_km, number = fitted_to(sides, known)
    usual_km, _ = _scale(sides, GravityOptions())
    counted = np.zeros_like(sides.distance_km)
    np.add.at(counted, (known.home, known.site), number)
    total = counted.sum(axis=0)
    part = np.full(counted.shape, np.nan)
    np.divide(counted, total, out=part, where=total > 0)
    how = (
        f"fitted to the mean trip of {mean_km:.1f} km in table herkomst, a scale of "
        f"{scale_km:.2f} km; without it {usual_km:.2f} km"
    )
    return scale_km, how, replace(sides, observed=part)


def _replaced(sides: Sides, scale_km: float) -> str:
    """Say which assumptions a file of homes has replaced, and which are left."""
    known = sides.is_observed
    part = 100 * sides.pupils[known].sum() / sides.pupils.sum()
    others = int((~known).sum())
    rest = (
        f"; those of the other {others} are modelled with its scale of "
        f"{scale_km:.2f} km"
        if others
        else ""
    )
    return (
        f" Replaced by table herkomst: the decay, and the homes of {int(known.sum())} "
        f"vestigingen with {part:.1f} % of the third-years{rest}. Still assumed: "
        "within a vestiging the leerweg does not depend on the home, and a masked "
        "count is what its trips make likely."
    )


def _runs(
    sides: Sides, enrolment: Enrolment, scale_km: float
) -> tuple[list[NDArray[np.float64]], Facts, list[str]]:
    """Return third-years per home for each kind, the estimate first.

    The estimate must settle; a kind that does not is left out and named.
    """
    first = sides.trips(ESTIMATE, scale_km)
    runs = [first.by_home(sides.mix)]
    # The leerweg of a trip is that of the vestiging's pupils, whatever the home.
    runs += [
        first.by_home(ends[sides.site, :-1] / sides.pupils[:, None])
        for ends in (enrolment.low, enrolment.high)
        if (ends != enrolment.estimate).any()
    ]
    even = np.outer(sides.people, runs[0].sum(axis=0)) / sides.people.sum()
    runs.append((1.0 - EVEN_PART) * runs[0] + EVEN_PART * even)
    left_out = []
    for kind in KINDS[1:]:
        try:
            runs.append(sides.spread(kind, scale_km))
        except NotConvergedError:
            left_out.append(kind.name)
    return runs, first.facts, left_out


def _fillings(
    homes: Homes,
    enrolment: Enrolment,
    sides: Sides,
    runs: list[NDArray[np.float64]],
) -> dict[str, NDArray[np.float64]]:
    """Students per leerweg and postcode for each run, those without a place too."""
    unknown = int(homes.rows(pd.Series([NO_PC4]))[0])
    filled = np.zeros((len(runs), len(_COUNTED), len(homes.postcodes)))
    for k, found in enumerate(runs):
        filled[k][:, sides.origin] = found.T
    unplaced = np.delete(enrolment.estimate[:, :-1], sides.site, axis=0).sum(axis=0)
    filled[:, :, unknown] += unplaced
    runs_of = {name: filled[:, k] for k, name in enumerate(_COUNTED)}
    return {name: found for name, found in runs_of.items() if found.any()}


def _counts(homes: Homes, fillings: dict[str, NDArray[np.float64]]) -> pd.DataFrame:
    frames = [
        pd.DataFrame(
            {
                "pc4": homes.postcodes.pc4,
                "leerweg": leerweg,
                "students_low": runs.min(axis=0),
                "students": runs[0],
                "students_high": runs.max(axis=0),
            }
        )
        for leerweg, runs in fillings.items()
    ]
    table = pd.concat(frames, ignore_index=True)
    return table[table.students_high > 0].reset_index(drop=True)


def _assumption(
    options: GravityOptions,
    scale_km: float,
    how: str,
    facts: Facts,
    left_out: list[str],
) -> str:
    first, last = options.ages
    missing = f"; not settled and left out: {', '.join(left_out)}" if left_out else ""
    return (
        f"Homes are modelled: all third-years of every vestiging are spread over "
        f"inhabitants aged {first} to {last} with a decay of {1 / scale_km:.3f} per km "
        f"({how}); {100 * facts.all_within:.1f} % of all third-years then go to school "
        f"within 10 km (the monitor says 95 %). Trips of bl, kl and gl are "
        f"{facts.mean_km:.1f} km on average (to the nearest school it is 2.4 to 2.6 km "
        f"by road, says CBS), {100 * facts.within:.1f} % within 10 km (no figure is "
        f"published), {100 * facts.nearest:.0f} % to the nearest vestiging (no figure "
        f"is published). The interval is the range over {len(KINDS) + 1} kinds of "
        f"model and a margin of 2 points for the country, 6 for a large area and 10 "
        f"for a small one, measured on real flows{missing}; it is likely, no bound. "
        f"No share of a leerweg is given where kinds of model differ by more than "
        f"{100 * MOST_APART:.0f} points, nor within less than 3 km."
    )
