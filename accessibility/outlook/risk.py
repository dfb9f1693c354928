"""Named offers in a later year: their expected size, and with what chance it is small.

A chance is told where the size is a count that may be shown; none rests on the estimate
of a masked one. A school is never said to close.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import Leerweg
from accessibility.outlook.asked import OutlookQuestion
from accessibility.outlook.chances import MEASURED, USUAL_SIZES, Chances
from accessibility.outlook.ground import ground_of
from accessibility.outlook.sizes import NORMS, chance_below, size_range, words_for

if TYPE_CHECKING:
    from accessibility.outlook.ground import Ground
    from accessibility.questions import Question
    from accessibility.study import Study

RISK_COLUMNS: Final = (
    *("brin6", "profiel", "leerweg", "year", "expected", "expected_p10"),
    *("expected_p90", *(f"chance_below_{norm}" for norm in NORMS), "words"),
    "chance_gone_in_3_years",
)
"""Columns of a table of named offers; `words` are about the smallest norm."""


def offers_at_risk(
    ground: Ground, year: int, chances: Chances = MEASURED
) -> pd.DataFrame:
    """Return the expected size of every technical offer in a year, and its chances.

    Parameters
    ----------
    ground
        Offers and cohorts.
    year
        Of the sizes; the chance to be gone is that of the next three years.
    chances
        By which offers go.
    """
    offers = ground.offers
    size = offers["size"].to_numpy(np.float64)
    mean = USUAL_SIZES.expected(size) * ground.site_factor(year)[offers.site]
    low, high = size_range(mean, USUAL_SIZES.spread)
    together = offers.groupby(["brin6", "profiel"])["size"].transform("sum")
    gone = chances.gone(size, together, offers.leerweg == Leerweg.GL.value)
    below = {
        f"chance_below_{norm}": chance_below(norm, mean, USUAL_SIZES.spread)
        for norm in NORMS
    }
    table = offers[["brin6", "profiel", "leerweg"]].assign(
        year=year,
        expected=mean,
        expected_p10=low,
        expected_p90=high,
        **below,
        words=[words_for(one) for one in below[f"chance_below_{NORMS[0]}"]],
        chance_gone_in_3_years=gone,
    )
    return _shown(table, ~offers.told, ~_all_told(offers))


def _all_told(offers: pd.DataFrame) -> pd.Series:
    """Tell where the sizes of all leerwegen of the profiel there are told."""
    told: pd.Series = offers.groupby(["brin6", "profiel"]).told.transform("all")
    return told


def risk_of(study: Study, question: Question, year: int) -> pd.DataFrame:
    """Return `offers_at_risk` of a study.

    Raises
    ------
    UsageError
        If nothing tells of the year.
    """
    ground = _ground_until(study, question, year)
    return offers_at_risk(ground, year)


def site_factors(study: Study, question: Question, year: int) -> pd.Series:
    """Return by what the pupils of each vestiging are multiplied in a year.

    Raises
    ------
    UsageError
        If nothing tells of the year.
    """
    ground = _ground_until(study, question, year)
    return pd.Series(ground.site_factor(year), index=ground.sites)


def _ground_until(study: Study, question: Question, year: int) -> Ground:
    """Return what a view stands on, if something tells of the year."""
    ground = ground_of(study, question)
    OutlookQuestion(year, question, year, far=True).years(ground)
    return ground


def _shown(table: pd.DataFrame, hidden: pd.Series, unsure: pd.Series) -> pd.DataFrame:
    """Return the table without what rests on a count that may not be shown."""
    figures = [c for c in RISK_COLUMNS[4:] if c != "words"]
    table[figures] = table[figures].mask(hidden)
    # It rests on the profiel as a whole: its other leerwegen may be masked.
    table["chance_gone_in_3_years"] = table.chance_gone_in_3_years.mask(unsure)
    table["words"] = table.words.mask(hidden, "")
    return table[list(RISK_COLUMNS)]
