"""The reason of a gap as one Dutch sentence that says what would close it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

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


_IN_BRIEF: Final = {
    GapReason.LEERWEG_MISSING: "de school is er, maar niet in de {leerweg}",
    GapReason.JUST_BEYOND: "net verder dan {threshold}",
    GapReason.PROFIEL_MISSING: "wel een vmbo-school, maar zonder {lacking}",
    GapReason.NO_ROAD: "water of geen weg ertussen",
    GapReason.NO_VESTIGING: "geen vmbo-school binnen {threshold}",
    GapReason.OUTSIDE: "niet te zeggen: {needs} niet bekend",
    GapReason.UNKNOWN: "niet te zeggen: plaats niet bekend",
}
"""Reasons by how near the remedy is."""

_REMEDIES: Final = {
    GapReason.LEERWEG_MISSING: "die school biedt het ook in de {leerweg} aan",
    GapReason.JUST_BEYOND: "vervoer, of een iets ruimere grens",
    GapReason.PROFIEL_MISSING: "die school krijgt het profiel erbij",
    GapReason.NO_ROAD: "een brug, een veer of een fietspad",
    GapReason.NO_VESTIGING: "vervoer, of nieuw aanbod dichterbij",
}


class ReasonRow(NamedTuple):
    """Why how many are not reached, in how many postcodes, and what would close it."""

    why: str
    people: str
    postcodes: str
    remedy: str


def reason_rows(described: pd.DataFrame, subject: Subject) -> tuple[ReasonRow, ...]:
    """Return a row per reason that occurs, of those in a region who are not reached.

    Parameters
    ----------
    described
        What `maps.postcodes.described` returns, with `missed_reason` of each postcode.
        Protected postcodes count as postcodes, never as people.
    subject
        What the map is about.
    """
    words = _words(subject)
    told = described[described.is_missed | described.is_outside]
    rows = []
    for reason, brief in _IN_BRIEF.items():
        here = told[told.missed_reason == reason]
        if not len(here):
            continue
        people = float(here.missed.where(~here.suppressed, 0.0).sum())
        rows.append(
            ReasonRow(
                dutch.first_capital(brief.format(**words)),
                dutch.number(people),
                dutch.number(len(here)),
                _REMEDIES.get(reason, "").format(**words),
            )
        )
    return tuple(rows)


def _words(subject: Subject) -> dict[str, str]:
    is_any = subject.profiel == TECHNIEK
    return {
        "leerweg": subject.leerweg.value,
        "threshold": subject.threshold,
        "lacking": "technisch profiel" if is_any else subject.profiel,
        "needs": subject.mode.record.nl.needs,
    }
