"""Students: how many live in each postcode, at which points, in which areas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import ROUTE, AreaKind, Denominator, Leerweg
from accessibility.counting.bounds import (
    AreaBounds,
    Bounds,
    Division,
    FillingBounds,
    cell_bounds,
    likely_cells,
)
from accessibility.counting.counts import COUNT_COLUMNS
from accessibility.counting.rounded_bounds import RoundedBounds
from accessibility.counting.scaled_bounds import ScaledBounds
from accessibility.errors import DataError, UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.places import Points

WHOLE_COUNTRY: Final = "NL"
NO_AREA: Final = "onbekend"
"""Code of the area of those whose postcode has none: nobody is lost."""


@dataclass(frozen=True)
class Students:
    """Students by home postcode, with the points that stand for each postcode.

    Parameters
    ----------
    points
        Where students live; one or more points per postcode.
    point_pc4
        Row in `postcodes` of each point, shape `(n_points,)`.
    point_weight
        Share of its postcode's students each point stands for; sums to 1 per
        postcode, shape `(n_points,)`.
    postcodes
        One row per postcode: `pc4` and the area columns `gemeente`, `provincie`,
        `corop`, `rmc`, `sto_regio` as far as known.
    counts
        Interval counts per `pc4` and `leerweg` (empty text where the model does not
        tell), and any group columns such as `profiel` and `sex`.
    method
        Name of the demand model, as given to `--students`.
    date
        Date or year the counts hold for.
    assumption
        What the model takes for granted, in one sentence; empty for plain counts.
    bounds
        Constraints between the interval counts; None if each is free of the others.
    rounded_to
        Multiple to which the counts were rounded before anything was computed, so
        that no small group can be recognised; 0 if they were not.
    layout
        Which points stand for a postcode, as given to `--points`.
    homes
        In how many places of each postcode its students live, as it were: the fewer,
        the less sure a part of it is. Follows from public geometry and inhabitants,
        shape `(n_postcodes,)`; None for the fewest.
    absent
        Leerwegen, by their code, of which the counts have no row at all: of these
        there is nobody, however small the groups that may be shown.
    """

    points: Points
    point_pc4: NDArray[np.int64]
    point_weight: NDArray[np.float64]
    postcodes: pd.DataFrame
    counts: pd.DataFrame
    method: str
    date: str = ""
    assumption: str = ""
    bounds: Bounds | None = None
    rounded_to: int = 0
    layout: str = "centre"
    homes: NDArray[np.float64] | None = None
    absent: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse counts for a postcode that the students table does not list."""
        unknown = ~self.counts.pc4.isin(self.postcodes.pc4)
        if unknown.any():
            message = (
                f"students: {int(unknown.sum())} counts are for a postcode that is "
                "not in the table of postcodes"
            )
            raise DataError(message)

    @property
    def n_postcodes(self) -> int:
        """Number of postcodes."""
        return len(self.postcodes)

    @cached_property
    def tells_leerweg(self) -> bool:
        """True if the counts are known per leerweg."""
        return bool((self.counts.leerweg != "").all())

    def nobody_of(self, denominator: Denominator) -> frozenset[str]:
        """Return the leerwegen whose own students are nobody."""
        return self.absent if denominator is Denominator.LEERWEG else frozenset()

    def by_postcode(
        self, denominator: Denominator, leerweg: Leerweg
    ) -> NDArray[np.float64]:
        """Return the students of whom a share is taken, per postcode.

        Parameters
        ----------
        denominator
            `common`: all students whatever their leerweg; `leerweg`: those of it;
            `profielen`: all but those of a route, who follow no profiel.
        leerweg
            The leerweg asked for.

        Returns
        -------
        numpy.ndarray
            Low, estimate and high, shape `(3, n_postcodes)`; counted once and not
            to be written to.

        Raises
        ------
        UsageError
            If the counts do not tell the leerweg and it is asked for.
        """
        if denominator is Denominator.LEERWEG and not self.tells_leerweg:
            message = (
                f"--denominator leerweg needs students per leerweg, which "
                f"'{self.method}' does not give: use --denominator common, or "
                "--students own, herkomst or gravity"
            )
            raise UsageError(message)
        key = "" if denominator.whole else leerweg.value
        if denominator is Denominator.PROFIELEN:
            key = ROUTE
        if key not in self._counted:
            self._counted[key] = self._count(key)
        return self._counted[key]

    @cached_property
    def _counted(self) -> dict[str, NDArray[np.float64]]:
        """Results of `by_postcode`, remembered, as every pair asks it again."""
        return {}

    def _count(self, leerweg: str) -> NDArray[np.float64]:
        """Count a leerweg; all together for an empty text, all others for a route."""
        counts = self.counts
        if leerweg:
            own = counts.leerweg == leerweg
            counts = counts[~own if leerweg == ROUTE else own]
        row = pd.Index(self.postcodes.pc4).get_indexer(pd.Index(counts.pc4))
        out = np.zeros((len(COUNT_COLUMNS), self.n_postcodes))
        for k, column in enumerate(COUNT_COLUMNS):
            np.add.at(out[k], row, counts[column].to_numpy(dtype=np.float64))
        out.flags.writeable = False
        return out

    def area_bounds(
        self, division: Division, denominator: Denominator, leerweg: Leerweg
    ) -> AreaBounds:
        """Return tight low and high of students, reached and share per area.

        Parameters
        ----------
        division
            Which part of each postcode is reached, and its area.
        denominator, leerweg
            Of whom the share is taken.
        """
        if self.bounds is None:
            return cell_bounds(self.by_postcode(denominator, leerweg), division)
        return self.bounds.of_areas(division, denominator, leerweg)

    def sure_bounds(
        self, division: Division, denominator: Denominator, leerweg: Leerweg
    ) -> AreaBounds:
        """Return ends that hold whatever masks, roundings and models hide."""
        if self.bounds is None:
            return cell_bounds(self.by_postcode(denominator, leerweg), division)
        return self.bounds.sure(division, denominator, leerweg)

    def likely_bounds(
        self,
        division: Division,
        moved: NDArray[np.float64],
        denominator: Denominator,
        leerweg: Leerweg,
    ) -> AreaBounds:
        """Return ends that the model holds 95 % likely; `moved` as in `Bounds`."""
        if self.bounds is None:
            counts = self.by_postcode(denominator, leerweg)
            return likely_cells(counts, division, moved)
        return self.bounds.likely(division, moved, denominator, leerweg)

    def unsure(
        self, division: Division, denominator: Denominator, leerweg: Leerweg
    ) -> NDArray[np.bool_]:
        """Tell in which areas a model of homes knows too little to give one share."""
        if self.models_homes and not denominator.whole:
            bounds: FillingBounds = self.bounds  # type: ignore[assignment] # asked before
            return bounds.unsure(division, leerweg)
        return np.zeros(division.n_areas, np.bool_)

    @property
    def models_homes(self) -> bool:
        """True if kinds of model tell where students live, not a count of them."""
        return isinstance(self.bounds, FillingBounds) and self.bounds.is_model

    def only(self, **group: str) -> Students:
        """Return the students of one group, such as `only(sex="v")`.

        Parameters
        ----------
        **group
            A group column of the counts and the value wanted.

        Raises
        ------
        UsageError
            If the counts do not tell the group.
        """
        missing = [
            column
            for column, value in group.items()
            if column not in self.counts or not (self.counts[column] == value).any()
        ]
        if missing:
            message = (
                f"students by '{self.method}' are not known by {', '.join(missing)}; "
                "use --students own with counts that tell it"
            )
            raise UsageError(message)
        mask = np.ones(len(self.counts), np.bool_)
        for column, value in group.items():
            mask &= (self.counts[column] == value).to_numpy()
        counts = self.counts[mask].reset_index(drop=True)
        bounds = self.bounds
        if isinstance(bounds, RoundedBounds):
            bounds = bounds.kept(mask)
        elif isinstance(bounds, ScaledBounds):
            # A forecast does not tell groups apart: each count is free then.
            bounds = None
        return replace(self, counts=counts, bounds=bounds)

    def settled(self, empty: NDArray[np.bool_]) -> Students:
        """Return students who do not live at points of empty land.

        Parameters
        ----------
        empty
            True for a point far from any street, shape `(n_points,)`. A postcode that
            has no other points keeps them all.
        """
        weight = self.point_weight * ~empty
        total = np.bincount(self.point_pc4, weight, minlength=self.n_postcodes)
        total = total[self.point_pc4]
        kept = np.divide(weight, total, out=self.point_weight.copy(), where=total > 0)
        return replace(self, point_weight=kept)

    def area_codes(self, kind: AreaKind) -> NDArray[np.str_]:
        """Return the code of the area each postcode lies in, shape `(n_postcodes,)`.

        Raises
        ------
        UsageError
            If the postcodes carry no such division.
        """
        if kind is AreaKind.NL:
            return np.full(self.n_postcodes, WHOLE_COUNTRY)
        column = kind.column
        if column not in self.postcodes or self.postcodes[column].isna().all():
            message = (
                f"this snapshot does not tell the {kind.value} of a postcode; add a "
                "source that does (kinds postcodes, gebieden, sto-regios)"
            )
            raise UsageError(message)
        return self.postcodes[column].fillna(NO_AREA).to_numpy(dtype=np.str_)

    def reached_fraction(self, reached: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return which part of each postcode's students lives at a marked point.

        Parameters
        ----------
        reached
            True per student point, shape `(n_points,)`.
        """
        weight = self.point_weight * reached
        fraction = np.bincount(self.point_pc4, weight, minlength=self.n_postcodes)
        return fraction.astype(np.float64)
