"""Bounds for counts of which only the margins are known, as intervals.

Of each vestiging we know how many pupils come from each postcode (rows) and how many
follow each leerweg (columns), not who of them is who. Every table of rows by columns
that adds up to both is a possible truth. For any set of postcodes the smallest and
largest number of pupils of a leerweg follow in closed form (Frechet bounds, widened
by the masks), and vestigingen are free of each other, so their extremes add up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.codes import Denominator, Leerweg
from accessibility.counting.bounds import (
    AreaBounds,
    Division,
    moved_further,
    shares_of,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

_COLUMN: Final = {leerweg: k for k, leerweg in enumerate(Leerweg)}


@dataclass(frozen=True)
class MarginBounds:
    """Known margins of a table postcode x leerweg for each of many blocks.

    Parameters
    ----------
    row_pc4, row_block
        Postcode (row of `Students.postcodes`) and block (vestiging) of each row
        margin, shape `(n_rows,)`.
    row_low, row_high
        Pupils of the block from that postcode, shape `(n_rows,)`.
    column_low, column_high
        Pupils of the block per column: bl, kl, gl and all others, shape
        `(n_blocks, 4)`.
    """

    row_pc4: NDArray[np.int64]
    row_block: NDArray[np.int64]
    row_low: NDArray[np.float64]
    row_high: NDArray[np.float64]
    column_low: NDArray[np.float64]
    column_high: NDArray[np.float64]

    def of_areas(
        self, division: Division, denominator: Denominator, leerweg: Leerweg
    ) -> AreaBounds:
        """Return tight low and high per area.

        The most reached and the fewest others of an area are attained by one filling:
        pupils of the leerweg are taken first from reached postcodes, then from other
        areas, and only what is left from the area's own postcodes out of reach.
        """
        asked, rest = self._columns(denominator, leerweg)
        regions = self._regions(division)
        asked, most_rest = _tightened(asked, rest, regions)
        most, fewest_others = _extremes(asked, most_rest, regions)
        most_others, fewest = _extremes(asked, most_rest, regions.turned())
        add = regions.add_up
        reached = np.vstack([add(fewest), add(most)])
        other = np.vstack([add(fewest_others), add(most_others)])
        shares = shares_of(reached, other)
        return replace(shares, students=self._students(asked, most_rest, regions))

    def sure(
        self, division: Division, denominator: Denominator, leerweg: Leerweg
    ) -> AreaBounds:
        """Return the same: margins hold whatever the truth is."""
        return self.of_areas(division, denominator, leerweg)

    def likely(
        self,
        division: Division,
        moved: NDArray[np.float64],
        denominator: Denominator,
        leerweg: Leerweg,
    ) -> AreaBounds:
        """Return the span of all that the margins allow: none of it is likelier."""
        ends = self.of_areas(division, denominator, leerweg)
        return moved_further(ends, division, moved)

    def masked(self, below: int) -> MarginBounds:
        """Widen every margin of 1 to `below` - 1 to that whole interval."""

        def widen(
            low: NDArray[np.float64], high: NDArray[np.float64]
        ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
            small = (low >= 1) & (high < below)
            return np.where(small, 1.0, low), np.where(small, below - 1.0, high)

        rows = widen(self.row_low, self.row_high)
        columns = widen(self.column_low, self.column_high)
        return MarginBounds(self.row_pc4, self.row_block, *rows, *columns)

    def _columns(
        self, denominator: Denominator, leerweg: Leerweg
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Low and high of the column asked for and of all others together."""
        both = np.stack([self.column_low, self.column_high])
        if denominator.whole:
            # Behind the leerwegen: those of a route, and all who are in none of them.
            is_whole = denominator is Denominator.COMMON
            n_counted = -1 if is_whole else len(Leerweg)
            asked: NDArray[np.float64] = both[:, :, :n_counted].sum(axis=2)
        else:
            asked = both[:, :, _COLUMN[leerweg]]
        return asked, both.sum(axis=2) - asked

    def _regions(self, division: Division) -> _Regions:
        n_blocks = len(self.column_low)
        area = division.area[self.row_pc4]
        key, group = np.unique(
            self.row_block * division.n_areas + area, return_inverse=True
        )
        fraction = division.fraction[self.row_pc4]

        def grouped(values: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.bincount(group, values, minlength=len(key)).astype(np.float64)

        def whole(values: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.bincount(self.row_block, values, minlength=n_blocks).astype(
                np.float64
            )

        return _Regions(
            block=key // division.n_areas,
            area=key % division.n_areas,
            n_areas=division.n_areas,
            in_low=grouped(self.row_low * fraction),
            in_high=grouped(self.row_high * fraction),
            out_low=grouped(self.row_low * (1 - fraction)),
            out_high=grouped(self.row_high * (1 - fraction)),
            whole_low=whole(self.row_low),
            whole_high=whole(self.row_high),
        )

    def _students(
        self,
        asked: NDArray[np.float64],
        most_rest: NDArray[np.float64],
        regions: _Regions,
    ) -> NDArray[np.float64]:
        """Fewest and most pupils in an area, reached or not."""
        area = regions.without_division()
        most, _ = _extremes(asked, most_rest, area)
        _, fewest = _extremes(asked, most_rest, area.turned())
        return np.vstack([regions.add_up(fewest), regions.add_up(most)])


@dataclass(frozen=True)
class _Regions:
    """Row margins per block and area, split in reached (in) and not (out)."""

    block: NDArray[np.int64]
    area: NDArray[np.int64]
    n_areas: int
    in_low: NDArray[np.float64]
    in_high: NDArray[np.float64]
    out_low: NDArray[np.float64]
    out_high: NDArray[np.float64]
    whole_low: NDArray[np.float64]
    whole_high: NDArray[np.float64]

    def turned(self) -> _Regions:
        """Swap reached and not reached."""
        return replace(
            self,
            in_low=self.out_low,
            in_high=self.out_high,
            out_low=self.in_low,
            out_high=self.in_high,
        )

    def without_division(self) -> _Regions:
        """Take the whole area as reached."""
        nothing = np.zeros_like(self.in_low)
        return replace(
            self,
            in_low=self.in_low + self.out_low,
            in_high=self.in_high + self.out_high,
            out_low=nothing,
            out_high=nothing,
        )

    def add_up(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum a value per block and area over the blocks."""
        return np.bincount(self.area, values, minlength=self.n_areas).astype(np.float64)


def _tightened(
    asked: NDArray[np.float64], rest: NDArray[np.float64], regions: _Regions
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Narrow a column, and the most of all others, by the row totals of the blocks."""
    low = np.maximum(asked[0], regions.whole_low - rest[1])
    high = np.minimum(asked[1], regions.whole_high - rest[0])
    return np.stack([low, high]), np.minimum(rest[1], regions.whole_high - low)


def _extremes(
    asked: NDArray[np.float64], most_rest: NDArray[np.float64], regions: _Regions
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the most pupils `in`, and the fewest `out` that go with them.

    With T of the column, Q of the others, row sums L..H of the regions in (1), out
    (2) and elsewhere (3):

        most   = min(H1, T_high, T_high + Q_high - L2 - L3)
        fewest = max(0, T_low - most - H3, L2 - Q_high)
    """
    block = regions.block
    else_low = regions.whole_low[block] - regions.in_low - regions.out_low
    else_high = regions.whole_high[block] - regions.in_high - regions.out_high
    low, high, rest_high = asked[0][block], asked[1][block], most_rest[block]
    needed = regions.out_low + else_low - rest_high
    most = np.minimum(regions.in_high, np.minimum(high, high - needed))
    fewest = np.maximum(low - most - else_high, regions.out_low - rest_high)
    return np.maximum(most, 0.0), np.maximum(fewest, 0.0)
