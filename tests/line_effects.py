"""What a change of offers does on the line of homes and schools, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from accessibility.codes import Denominator, Leerweg
from accessibility.effects import effect_base, effect_between
from accessibility.measures.nearest import all_pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accessibility.counting.students import Students
    from accessibility.effects import Effect
    from accessibility.reach_table import ReachTable

PIE_GL = ("PIE", Leerweg.GL)


def without(offers: pd.DataFrame, brin6: str, profiel: str) -> pd.DataFrame:
    """Return the offers without a profiel at a vestiging."""
    gone = (offers.brin6 == brin6) & (offers.profiel == profiel)
    return offers[~gone]


def with_offer(
    offers: pd.DataFrame, brin6: str, profiel: str, leerweg: str = "gl"
) -> pd.DataFrame:
    """Return the offers and one more."""
    more = pd.DataFrame({"brin6": [brin6], "profiel": profiel, "leerweg": leerweg})
    return pd.concat([offers, more], ignore_index=True)


def line_effect(
    reach: ReachTable,
    students: Students,
    before: pd.DataFrame,
    after: pd.DataFrame,
    *,
    within: Sequence[float] = (10_000.0,),
    later: Students | None = None,
) -> Effect:
    """Return the effect of other offers, or of other students, on the line."""
    first, second = (
        effect_base(
            reach,
            offers,
            people,
            within=within,
            denominator=Denominator.LEERWEG,
            pairs=all_pairs(),
        )
        for offers, people in ((before, students), (after, later or students))
    )
    return effect_between(first, second)
