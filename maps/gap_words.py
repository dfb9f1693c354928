"""The reason of a gap as one Dutch sentence that says what would close it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from accessibility.codes import TECHNIEK, Mode, Unit
from accessibility.measures import GapReason
from maps import dutch

if TYPE_CHECKING:
    from maps.subject import Subject

_SENTENCES: Final = {
    GapReason.UNKNOWN: "Van deze postcode is de plaats niet bekend.",
    GapReason.OUTSIDE: "Niet te berekenen: geen {needs} bekend.",
    GapReason.NO_ROAD: (
        "Hemelsbreed ligt het aanbod van {naam} op {way}, maar een weg van die lengte "
        "is er niet."
    ),
    GapReason.LEERWEG_MISSING: (
        "{profiel} wordt op {way} wel aangeboden ({naam}), maar niet in de {leerweg}."
    ),
    GapReason.JUST_BEYOND: "Het aanbod ligt er net buiten: {naam}, op {way}.",
    GapReason.PROFIEL_MISSING: (
        "Op {way} ligt wel een vmbo-school ({naam}), maar zonder {profiel}."
    ),
    GapReason.NO_VESTIGING: "Binnen {threshold} ligt geen enkele vmbo-school.",
}


def why(postcodes: pd.DataFrame, subject: Subject) -> pd.Series:
    """Return a sentence per postcode; empty where there is no gap.

    Parameters
    ----------
    postcodes
        Columns `reason`, `near_naam` and `near_distance_m` (or `near_time_s`).
    subject
        What the map is about.
    """
    cost = "near_distance_m" if subject.unit is Unit.METRES else "near_time_s"
    names = ["reason", "near_naam", cost]
    rows = postcodes[names].itertuples(index=False, name=None)
    sentences = [_sentence(subject, *row) for row in rows]
    return pd.Series(sentences, index=postcodes.index, dtype="str", name="why")


def _sentence(subject: Subject, reason: str, name: Any, cost: float) -> str:  # noqa: ANN401 - NaN or text
    if reason == GapReason.NONE:
        return ""
    profiel = subject.profiel
    if profiel == TECHNIEK:
        profiel = "een technisch profiel"
    # Where only the road is missing, the distance is the straight one.
    unit = Unit.METRES if reason == GapReason.NO_ROAD else subject.unit
    sentence = _SENTENCES[GapReason(reason)].format(
        naam=name,
        way="" if pd.isna(cost) else dutch.cost(cost, unit),
        profiel=profiel,
        leerweg=subject.leerweg.value,
        needs=Mode(subject.mode).record.nl.needs,
        threshold=f"{subject.threshold} {dutch.MODE_WORDS[Mode(subject.mode)]}",
    )
    return dutch.first_capital(sentence)
