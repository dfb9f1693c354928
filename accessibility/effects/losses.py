"""Pupil loss of neighbours under a scenario, by every method the tables allow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from accessibility.codes import NOTHING, Leerweg, Mode, Told, Unit
from accessibility.counting import round_counts
from accessibility.licence import (
    METHODS,
    choice_shares,
    loss_shares,
    loss_table,
    modelled_origins,
    postcode_costs,
    year_groups_of,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.effects.scenario_reach import ScenarioReach

_HERKOMST_BASE: Final = 5
_UPPER_YEAR: Final = 3


def scenario_losses(reaches: ScenarioReach, mode: Mode) -> tuple[pd.DataFrame, Told]:
    """Return the pupil loss of those who offer what is opened, by every method.

    Parameters
    ----------
    reaches
        Reach before and after the scenario.
    mode
        The mode over the road that is set beside the straight line.

    Returns
    -------
    tuple
        A table as `accessibility.licence.neighbours.loss_table` gives it, and one Dutch
        sentence on where the pupils are taken to live; both empty if nothing opens.
    """
    opened = reaches.applied.opened
    offers = sorted({(p.value, w.value) for _, p, w in opened})
    new = sorted({key[0] for key in opened})
    table = reaches.snapshot.offers
    concerned = pd.MultiIndex.from_frame(table[["profiel", "leerweg"]]).isin(offers)
    moved = set(reaches.applied.placed) | {brin6 for brin6, _, _ in opened}
    stays = set(reaches.applied.snapshot.vestigingen.brin6) - moved
    old = sorted(set(table.brin6[concerned]) & stays)
    if not offers or not old or not reaches.snapshot.has("pupils"):
        return _NO_LOSSES, NOTHING
    pupils = reaches.snapshot.table("pupils")
    enrolment = year_groups_of(pupils, old, offers)
    straight = _Ways.of(reaches, Mode.STRAIGHT, old, new)
    leerweg = Leerweg(offers[0][1])
    origins, note = _origins(reaches, old, straight.old_m, enrolment.bovenbouw, leerweg)
    shares = {"regulation": loss_shares(origins, straight.old_m, straight.new_m)}
    if mode.on_roads:
        road = _Ways.of(reaches, mode, old, new)
        shares["road"] = loss_shares(origins, road.old_m, road.new_m)
    shares["choice"] = choice_shares(origins, straight.old_m, straight.new_m)
    table = loss_table(old, _in_order(shares), enrolment)
    # How many pupils the offers of a neighbour have is not what this table is for.
    return table.drop(columns="bovenbouw"), note


def _in_order(
    shares: dict[str, NDArray[np.float64]],
) -> dict[str, NDArray[np.float64]]:
    return {name: shares[name] for name in METHODS if name in shares}


_NO_LOSSES: Final = pd.DataFrame(
    {
        "brin6": pd.Series(dtype="str"),
        "pupils": pd.Series(dtype="float64"),
        "regulation_lost": pd.Series(dtype="float64"),
        "regulation_share": pd.Series(dtype="float64"),
        "regulation_percent": pd.Series(dtype="float64"),
    }
)


class _Ways(NamedTuple):
    """Distances from postcodes to the old vestigingen and to the nearest new one."""

    old_m: NDArray[np.float64]
    new_m: NDArray[np.float64]

    @staticmethod
    def of(reaches: ScenarioReach, mode: Mode, old: list[str], new: list[str]) -> _Ways:
        reach = reaches.before(mode, Unit.METRES, 0.0)
        after = reaches.after(mode, Unit.METRES, 0.0)
        new_m = postcode_costs(after, reaches.students, new).min(axis=1)
        return _Ways(postcode_costs(reach, reaches.students, old), new_m)


def _origins(
    reaches: ScenarioReach,
    old: list[str],
    old_m: NDArray[np.float64],
    bovenbouw: NDArray[np.float64],
    leerweg: Leerweg,
) -> tuple[NDArray[np.float64], Told]:
    """Return pupils by home postcode and vestiging, counted or modelled."""
    if not reaches.snapshot.has("herkomst"):
        note = Told(
            "Waar de leerlingen van een vestiging wonen, is geschat: naar het aantal "
            "leerlingen per postcode en de afstand (30% minder per kilometer).",
            "Where the pupils of a vestiging live is estimated: by the number of "
            "pupils per postcode and the distance (30% less per kilometre).",
        )
        modelled = modelled_origins(reaches.students, old_m, bovenbouw, leerweg=leerweg)
        return modelled, note
    rounded = round_counts(
        reaches.snapshot.table("herkomst"),
        base=_HERKOMST_BASE,
        rows=["brin6", "leerjaar"],
        order=["pc4"],
    )
    upper = rounded[(rounded.leerjaar >= _UPPER_YEAR) & rounded.brin6.isin(old)]
    wide = upper.pivot_table(
        index="pc4", columns="brin6", values="students", aggfunc="sum"
    )
    counted = wide.reindex(index=reaches.students.postcodes.pc4, columns=old)
    note = Told(
        "Waar de leerlingen van een vestiging wonen, komt uit DUO-bestand 02: alle "
        "schoolsoorten samen, leerjaar 3 en hoger, afgerond op vijftallen.",
        "Where the pupils of a vestiging live is from DUO's file 02: all school types "
        "together, third year and up, rounded to fives.",
    )
    return counted.fillna(0.0).to_numpy(dtype=np.float64), note
