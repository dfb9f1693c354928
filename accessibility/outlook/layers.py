"""The layers of a view ahead as figures per year, area and pair; never mixed.

A, demography: homes change and offers stay. B, likely: offers go and come at measured
rates. C, what if: a norm holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy import sparse

from accessibility.codes import TECHNIEK, AreaKind
from accessibility.counting import NO_AREA, WHOLE_COUNTRY
from accessibility.errors import UsageError
from accessibility.outlook.norm import Norm, NormState, grown, held, norm_start
from accessibility.outlook.simulation import (
    LEERWEGEN,
    PROFIELEN,
    drawn_futures,
    grid_rows,
)
from accessibility.outlook.sizes import LIKELY, NORMS, chance_below

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from accessibility.measures import Pair
    from accessibility.outlook.asked import OutlookQuestion
    from accessibility.outlook.chances import SizeModel
    from accessibility.outlook.ground import Ground
    from accessibility.questions import Question

QUANTILES: Final = (0.1, 0.5, 0.9)
LAYER_KEYS: Final = ["year", "area_code", "profiel", "leerweg"]
_MOST_VALUES: Final = 60_000_000


@dataclass(frozen=True)
class People:
    """The students of a year at the points, by area.

    Parameters
    ----------
    areas
        Code of each area.
    weight
        Students per area and point, `(n_areas, n_points)`, by leerweg.
    """

    areas: NDArray[np.str_]
    weight: dict[str, sparse.csr_array]

    def share(
        self, leerweg: str, reached: NDArray[np.float32] | sparse.csr_array
    ) -> NDArray[np.float64]:
        """Return the share reached per area, shape `(n_areas, ...)`."""
        weight = self.weight[leerweg]
        total = np.asarray(weight.sum(axis=1)).ravel()
        hit = weight @ reached
        whole = total.reshape(-1, *[1] * (hit.ndim - 1))
        missing = np.full(hit.shape, np.nan)
        np.divide(hit, whole, out=missing, where=whole > 0)
        return missing


def people_of(ground: Ground, question: Question, year: int) -> People:
    """Return the students of a year by area and point."""
    students = ground.students_in(year)
    codes = students.area_codes(question.per)
    areas, row = np.unique(codes, return_inverse=True)
    shape = (len(areas), len(students.point_pc4))
    at = (row[students.point_pc4], np.arange(shape[1]))
    weight = {}
    for leerweg in question.leerwegen:
        count = students.by_postcode(question.denominator, leerweg)[1]
        values = count[students.point_pc4] * students.point_weight
        weight[leerweg.value] = sparse.csr_array((values, at), shape=shape)
    return People(areas, weight)


def reached(
    ground: Ground, is_open: NDArray[np.bool_], pair: Pair
) -> NDArray[np.float32]:
    """Return 1.0 for points with an open offer of a pair within the threshold.

    Parameters
    ----------
    ground
        Which vestigingen lie near which points.
    is_open
        Shape `(n_sites, n_profielen, n_leerwegen, ...)`.
    pair
        A technical profiel, or `techniek` for any, and a leerweg.
    """
    there = is_open[:, :, LEERWEGEN.index(pair[1].value)]
    if pair[0] == TECHNIEK:
        there = np.logical_or.reduce(there, axis=1)
    else:
        there = there[:, PROFIELEN.index(pair[0])]
    return np.asarray((ground.near @ there.astype(np.float32)) > 0, np.float32)


def likely_access(
    ground: Ground, asked: OutlookQuestion, years: Sequence[int]
) -> pd.DataFrame:
    """Return layer B: quantiles of access over draws, per year, area and pair.

    Raises
    ------
    UsageError
        If there are too many areas for so many draws.
    """
    question, number = asked.question, asked.draws.number
    people = [people_of(ground, question, year) for year in years]
    n_areas = len(people[0].areas)
    size = len(years) * len(question.pairs) * n_areas * number
    if size > _MOST_VALUES:
        message = (
            f"{n_areas} areas, {len(years)} years and {number} draws are too many to "
            "hold: ask for fewer years (--every 3), profielen or draws (--draws 500)"
        )
        raise UsageError(message)
    drawn: dict[tuple[int, Pair], list[NDArray[np.float32]]] = {}
    for row, is_open in drawn_futures(ground, asked.chances, years, asked.draws):
        for pair in question.pairs:
            share = (
                people[row]
                .share(pair[1].value, reached(ground, is_open, pair))
                .astype(np.float32)
            )
            drawn.setdefault((row, pair), []).append(share)
    frames = [
        _quantiles(np.concatenate(shares, axis=1)).assign(
            year=years[row],
            area_code=people[row].areas,
            profiel=pair[0],
            leerweg=pair[1].value,
        )
        for (row, pair), shares in drawn.items()
    ]
    return pd.concat(frames, ignore_index=True)


def _quantiles(shares: NDArray[np.float32]) -> pd.DataFrame:
    ends = np.quantile(shares, QUANTILES, axis=1)
    names = [f"likely_p{round(100 * one)}" for one in QUANTILES]
    return pd.DataFrame(dict(zip(names, ends, strict=True)))


def norm_access(
    ground: Ground, question: Question, norm: Norm, years: Sequence[int]
) -> pd.DataFrame:
    """Return layer C: access per year, area and pair if a norm holds, and who moves.

    Each year the cohort is counted first, then groups below the norm close; they stay
    closed. Columns `LAYER_KEYS`, `access`, and `displaced`: pupils of the leerweg, in
    the whole country, whose group has closed by then.
    """
    frames = []
    for year, state in norm_states(ground, norm, years):
        people = people_of(ground, question, year)
        for pair in question.pairs:
            share = people.share(pair[1].value, reached(ground, state.is_open, pair))
            frame = pd.DataFrame({"area_code": people.areas, "access": share})
            moved = state.displaced[LEERWEGEN.index(pair[1].value)]
            frames.append(
                frame.assign(
                    year=year,
                    profiel=pair[0],
                    leerweg=pair[1].value,
                    displaced=moved,
                )
            )
    return pd.concat(frames, ignore_index=True)


def norm_states(
    ground: Ground, norm: Norm, years: Sequence[int]
) -> Iterator[tuple[int, NormState]]:
    """Yield the groups of each year under a norm that holds from the first on."""
    state, before = norm_start(ground), np.ones(len(ground.sites))
    for year in years:
        factor = ground.site_factor(year)
        state = held(grown(state, factor / before), norm, ground.apart_m)
        before = factor
        yield year, state


def expected_below(
    ground: Ground,
    question: Question,
    area_of: NDArray[np.str_],
    sizes: SizeModel,
    years: Sequence[int],
) -> pd.DataFrame:
    """Return how many of today's offers will be small, per year, area and pair.

    Parameters
    ----------
    ground
        The offers.
    question
        Pairs and division.
    area_of
        Area of each site, by school.
    sizes
        How large groups will be.
    years
        Which.

    Returns
    -------
    pandas.DataFrame
        `LAYER_KEYS`, `offers_now`, and for each norm the expected number below it and
        the number of which that is likely (a chance of at least 0.9).
    """
    site, profiel, leerweg = grid_rows(ground)
    mean = sizes.expected(ground.offers["size"].to_numpy(np.float64))
    frames = []
    for year in years:
        expected = mean * ground.site_factor(year)[site]
        offers = pd.DataFrame(
            {
                "area_code": area_of[site],
                "profiel": np.array(PROFIELEN)[profiel],
                "leerweg": np.array(LEERWEGEN)[leerweg],
                "offers_now": 1,
            }
        )
        for norm in NORMS:
            chance = chance_below(norm, expected, sizes.spread)
            offers[f"expected_below_{norm}"] = chance
            offers[f"likely_below_{norm}"] = chance >= LIKELY
        frames.append(_with_techniek(offers).assign(year=year))
    table = pd.concat(frames, ignore_index=True)
    wanted = table.profiel.isin(question.profielen)
    return table[wanted].groupby(LAYER_KEYS, as_index=False).sum()


def _with_techniek(offers: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([offers, offers.assign(profiel=TECHNIEK)], ignore_index=True)


def areas_of_sites(
    ground: Ground, vestigingen: pd.DataFrame, per: AreaKind
) -> NDArray[np.str_]:
    """Return the area of each site, by school."""
    if per is AreaKind.NL:
        return np.full(len(ground.sites), WHOLE_COUNTRY)
    column = vestigingen.set_index("brin6")[per.column]
    return column.reindex(ground.sites).fillna(NO_AREA).to_numpy(np.str_)
