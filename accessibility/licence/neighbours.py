"""Pupil loss of the neighbours of a new offer, by three methods.

`regulation`: Bijlage 7 of the Regeling voorzieningenplanning of 2008 (superseded; the
article of the Regeling 2020 that art 4.29(c) WVO 2020 points to is not worked in here):
whole postcode groups go to the nearest vestiging by straight line from the postcode's
centre. `road`: the same over the road. `choice`: a gravity model, in which a pupil
chooses between the old offers and the new one with odds exp(-decay x distance).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import Denominator, Leerweg, Unit
from accessibility.demand import LITERATURE_DECAY_PER_KM
from accessibility.reach_table import CM_PER_M, DS_PER_S

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.reach_table import ReachTable

OTHER_RICHTING: Final = 0.75
"""Part of the loss that counts if the existing school is of another richting."""

REFUSAL_PERCENT: Final = 10
"""More than this at a board that does not take part is a ground to refuse (4.21)."""

METHODS: Final = ("regulation", "road", "choice")

_BOVENBOUW: Final = 3
_LAST_YEAR: Final = 4
_HALF: Final = 0.5


@dataclass(frozen=True)
class Loss:
    """Pupil loss of one vestiging as the regulation of 2008 counts it.

    Parameters
    ----------
    lost
        Pupils lost, a whole number as in the regulation's examples.
    share
        Part of all pupils, 0 to 1, not rounded; after the deduction for another
        richting.
    percent
        The same as the regulation states it: whole per cents, rounded before the
        deduction and again after it.
    """

    lost: int
    share: float
    percent: int


def loss_by_regulation(
    share: float,
    groups: Sequence[float],
    all_pupils: float,
    *,
    other_richting: bool = False,
) -> Loss:
    """Return the pupil loss of a vestiging from the share lost in the bovenbouw.

    Parameters
    ----------
    share
        Part of the bovenbouw of the schoolsoort that goes to the new provision, 0-1.
    groups
        Pupils of the schoolsoort to whom that share applies: the bovenbouw, and the
        onderbouw as far as it belongs to the schoolsoort.
    all_pupils
        All pupils of the vestiging.
    other_richting
        The existing school is of another richting: 25 % is taken off.

    Examples
    --------
    >>> loss_by_regulation(34 / 200, [200, 240], 660)
    Loss(lost=75, share=0.11363636363636363, percent=11)
    >>> loss_by_regulation(34 / 200, [200, 240], 660, other_richting=True).percent
    8
    >>> loss_by_regulation(80 / 400, [89, 300], 1260)
    Loss(lost=78, share=0.06190476190476191, percent=6)

    References
    ----------
    .. [1] Regeling voorzieningenplanning vo 2008, BWBR0024261, bijlage 7 (superseded).
    """
    lost = sum(_rounded(group * share) for group in groups)
    part = lost / all_pupils if all_pupils > 0 else 0.0
    percent = _rounded(100 * part)
    if other_richting:
        part *= OTHER_RICHTING
        percent = _rounded(percent * OTHER_RICHTING)
    return Loss(lost, part, percent)


def _rounded(value: float) -> int:
    """Round half up, as people do, not to the even neighbour."""
    return int(np.floor(value + _HALF))


def postcode_costs(
    reach: ReachTable, students: Students, brin6: Sequence[str]
) -> NDArray[np.float64]:
    """Return the way from each postcode to some vestigingen, metres or seconds.

    Where a postcode has several points their weighted mean is taken; infinite where
    less than half of its weight finds a way within the limit.

    Returns
    -------
    numpy.ndarray
        Shape `(n_postcodes, len(brin6))`.
    """
    scale = CM_PER_M if reach.unit is Unit.METRES else DS_PER_S
    cost = reach.cost(reach.unit)
    column = {code: j for j, code in enumerate(reach.destination_ids.tolist())}
    out = np.full((students.n_postcodes, len(brin6)), np.inf)
    for i, code in enumerate(brin6):
        if code not in column:
            continue
        entries = reach.entries([column[code]])
        point = reach.point[entries]
        weight = students.point_weight[point]
        home = students.point_pc4[point]
        reached = np.bincount(home, weight, students.n_postcodes)
        total = np.bincount(home, weight * cost[entries], students.n_postcodes)
        near = reached >= _HALF
        out[near, i] = total[near] / reached[near] / scale
    return out


def loss_shares(
    origins: NDArray[np.float64],
    old_m: NDArray[np.float64],
    new_m: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return which part of each vestiging's pupils lives nearer to a new provision.

    Whole postcode groups go; at equal distance they stay.

    Parameters
    ----------
    origins
        Pupils by home postcode and vestiging, shape `(n_postcodes, n_old)`.
    old_m
        Distance to each vestiging, same shape.
    new_m
        Distance to the nearest new provision, shape `(n_postcodes,)`.
    """
    going = np.where(new_m[:, None] < old_m, origins, 0.0)
    return _part(going.sum(axis=0), origins.sum(axis=0))


def choice_shares(
    origins: NDArray[np.float64],
    old_m: NDArray[np.float64],
    new_m: NDArray[np.float64],
    *,
    decay_per_km: float = LITERATURE_DECAY_PER_KM,
) -> NDArray[np.float64]:
    """Return which part of each vestiging's pupils would choose a new provision.

    The odds of an offer are exp(-decay x distance); a new one draws from all others
    in proportion (Luce's choice axiom).

    Parameters
    ----------
    origins, old_m, new_m
        As for `loss_shares`; `old_m` holds every vestiging that competes.
    decay_per_km
        Loss of attraction per kilometre.
    """
    old = np.exp(-decay_per_km * old_m / 1_000).sum(axis=1)
    new = np.exp(-decay_per_km * new_m / 1_000)
    chosen = _part(new, old + new)
    return _part((origins * chosen[:, None]).sum(axis=0), origins.sum(axis=0))


def _part(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(part, whole, out=np.zeros(whole.shape), where=whole > 0)


def modelled_origins(
    students: Students,
    cost_m: NDArray[np.float64],
    enrolment: NDArray[np.float64],
    *,
    leerweg: Leerweg,
    decay_per_km: float = LITERATURE_DECAY_PER_KM,
) -> NDArray[np.float64]:
    """Spread each vestiging's pupils over postcodes by students and distance.

    For where no counts by home and vestiging are at hand.

    Parameters
    ----------
    students
        Who lives where.
    cost_m
        Distance from each postcode to each vestiging, `(n_postcodes, n)`.
    enrolment
        Pupils of each vestiging, `(n,)`.
    leerweg
        Whose homes are followed, where the students tell.
    decay_per_km
        Loss of attraction per kilometre.
    """
    tells = students.tells_leerweg
    denominator = Denominator.LEERWEG if tells else Denominator.COMMON
    people = students.by_postcode(denominator, leerweg)[1]
    weight = people[:, None] * np.exp(-decay_per_km * cost_m / 1_000)
    return enrolment * _part(weight, np.broadcast_to(weight.sum(axis=0), weight.shape))


@dataclass(frozen=True)
class YearGroups:
    """Pupils of vestigingen in the upper and lower years, as the regulation has it.

    Parameters
    ----------
    bovenbouw
        In leerjaar 3 and 4 of the offers concerned, shape `(n,)`.
    onderbouw
        In leerjaar 1 and 2, the part that will go on to those offers: in the
        proportions of the bovenbouw.
    everybody
        All pupils.
    """

    bovenbouw: NDArray[np.float64]
    onderbouw: NDArray[np.float64]
    everybody: NDArray[np.float64]


def year_groups_of(
    pupils: pd.DataFrame, brin6: Sequence[str], offers: Sequence[tuple[str, str]]
) -> YearGroups:
    """Count the pupils of vestigingen for the method.

    Parameters
    ----------
    pupils
        Table `pupils` of a snapshot.
    brin6
        Vestigingen, in the order wanted.
    offers
        Profiel and leerweg of the offers concerned.
    """
    enrolled = pupils[pupils.brin6.isin(list(brin6))]
    upper = enrolled.leerjaar >= _BOVENBOUW
    pairs = pd.MultiIndex.from_arrays([enrolled.profiel, enrolled.leerweg])
    concerned = upper & (enrolled.leerjaar <= _LAST_YEAR) & pairs.isin(list(offers))

    def count(rows: pd.Series) -> NDArray[np.float64]:
        total = enrolled[rows].groupby("brin6").students.sum()
        return total.reindex(list(brin6)).fillna(0.0).to_numpy(dtype=np.float64)

    bovenbouw = count(concerned)
    part = _part(bovenbouw, count(upper))
    return YearGroups(bovenbouw, part * count(~upper), count(upper | ~upper))


def loss_table(
    brin6: Sequence[str],
    shares: Mapping[str, NDArray[np.float64]],
    enrolment: YearGroups,
) -> pd.DataFrame:
    """Put the methods side by side: one row per vestiging that loses anybody.

    Parameters
    ----------
    brin6
        Existing vestigingen.
    shares
        Part of the bovenbouw lost per method, each of shape `(n,)`.
    enrolment
        Their pupils.

    Returns
    -------
    pandas.DataFrame
        `brin6`, `bovenbouw`, `pupils`, and per method `<method>_lost`,
        `<method>_share` (of all pupils) and `<method>_percent` (as rounded by the
        regulation), the hardest hit first.
    """
    table = pd.DataFrame(
        {
            "brin6": list(brin6),
            "bovenbouw": enrolment.bovenbouw,
            "pupils": enrolment.everybody,
        }
    )
    groups = list(zip(enrolment.bovenbouw, enrolment.onderbouw, strict=True))
    for method, share in shares.items():
        losses = [
            loss_by_regulation(float(part), group, float(whole))
            for part, group, whole in zip(
                share, groups, enrolment.everybody, strict=True
            )
        ]
        table[f"{method}_lost"] = [loss.lost for loss in losses]
        table[f"{method}_share"] = [loss.share for loss in losses]
        table[f"{method}_percent"] = [loss.percent for loss in losses]
    table["worst"] = table[[f"{method}_lost" for method in shares]].max(axis=1)
    hit = table[table.worst > 0]
    ordered = hit.sort_values(["worst", "brin6"], ascending=[False, True])
    return ordered.drop(columns="worst").reset_index(drop=True)
