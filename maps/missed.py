"""Those whom a region map says are not reached: how many, how sure, and who else."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from maps import dutch
from maps.postcodes import total_share

if TYPE_CHECKING:
    import pandas as pd

    from maps.subject import Subject

_APART: Final = {
    "unreachable": "Bij {people} is er geen {way} naar een school.",
    "unsnapped": "Van {people} is de woonplaats niet op de kaart te vinden.",
    "outside": "Niet meegeteld in het deel: {people} buiten de bekende {needs}.",
}
_FEWEST: Final = 0.5
"""Fewer than half a person is nobody."""


class Missed(NamedTuple):
    """Students who are not reached, as a figure with its ends.

    Parameters
    ----------
    share
        Low, likely low, estimate, likely high and high, fractions of 1; NaN for what
        is not known.
    people
        How many they are (estimate), without those beyond the roads.
    others
        How many of the students are so for another reason than living farther, by
        the name of the reason.
    """

    share: tuple[float, float, float, float, float]
    people: float
    others: dict[str, float]

    @property
    def is_unknown(self) -> bool:
        """True if there is no estimate."""
        return math.isnan(self.share[2])

    @property
    def is_empty(self) -> bool:
        """True if there are not even ends: nobody lives there, or too few to tell."""
        return math.isnan(self.share[0])

    @property
    def is_beyond_roads(self) -> bool:
        """True if some live beyond the roads or the timetable that are known."""
        return self.others.get("outside", 0.0) >= _FEWEST

    @property
    def between(self) -> tuple[str, ...]:
        """Between what the share likely lies, and between what for certain."""
        low, likely_low, _, likely_high, high = self.share
        likely = dutch.likely(dutch.between(likely_low, likely_high))
        certain = dutch.certain_share(low, high)
        return tuple(words for words in (likely, certain) if words)

    def apart(self, subject: Subject) -> tuple[str, ...]:
        """Say of how many it is another reason than living farther, a sentence each."""
        spoken = subject.mode.record.nl
        return tuple(
            words.format(
                people=dutch.people(self.others[name], subject.people),
                way=spoken.way,
                needs=spoken.needs,
            )
            for name, words in _APART.items()
            if self.others.get(name, 0.0) >= _FEWEST
        )


def missed_of(
    described: pd.DataFrame, subject: Subject, shares: pd.DataFrame | None
) -> Missed:
    """Take the region's own row of shares if there is one, else add up postcodes.

    Parameters
    ----------
    described
        What `maps.postcodes.described` returns for the region.
    subject
        What the map is about.
    shares
        Rows of `access` for the region.
    """
    if shares is not None:
        own = shares[
            (shares.profiel == subject.profiel)
            & (shares.leerweg == subject.leerweg.value)
        ]
        if len(own) == 1:
            return _of_row(own.iloc[0])
    (low, middle, high), people = total_share(described)
    # Of postcodes that are added up nothing is known but the sums of their ends.
    return Missed(
        (float(low), math.nan, float(middle), math.nan, float(high)), people, {}
    )


def _of_row(row: pd.Series) -> Missed:
    ends = ("share_high", "likely_high", "share", "likely_low", "share_low")
    low, likely_low, middle, likely_high, high = (
        1.0 - float(row.get(name, math.nan)) for name in ends
    )
    others = {name: float(row.get(name, 0.0)) for name in _APART}
    people = float(row.students - row.reached) - others["outside"]
    return Missed((low, likely_low, middle, likely_high, high), people, others)
