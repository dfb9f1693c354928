"""The sentences of a dossier: what changes, what follows, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from accessibility.codes import TECHNIEK
from accessibility.licence.check import Outcome
from accessibility.scenario.edits import (
    AddLink,
    CloseLink,
    CloseOffer,
    CloseVestiging,
    Forecast,
    FoundVestiging,
    LapseLicences,
    MergeVestiging,
    MoveVestiging,
    OpenOffer,
    OwnCount,
)
from maps import dutch

if TYPE_CHECKING:
    from accessibility.impact import Impact
    from accessibility.scenario.edits import Edit

NO_ADVICE: Final = "Geen juridisch advies"

GROUP_WORDS: Final = {
    "gained_first": "krijgt een eerste aanbod",
    "gained_second": "krijgt er een keuze bij",
    "lost_only": "verliest het enige aanbod",
    "lost_other": "verliest een keuze",
}

ROBUST: Final = "robuust"
NOT_ROBUST: Final = "niet robuust"
NO_EFFECT: Final = "geen effect"


@singledispatch
def edit_words(edit: Edit, names: Mapping[str, str]) -> str:  # noqa: ARG001 - of all
    """Say an edit in one Dutch sentence.

    Parameters
    ----------
    edit
        The edit.
    names
        Name of each vestiging by its code.
    """
    message = f"no words for {type(edit).__name__}"
    raise TypeError(message)


def _named(brin6: str, names: Mapping[str, str]) -> str:
    return f"{names.get(brin6, brin6)} ({brin6})"


@edit_words.register
def _(edit: OpenOffer, names: Mapping[str, str]) -> str:
    where = _named(edit.brin6, names)
    return f"Open {dutch.offer_words(edit.profiel, edit.leerweg)} op {where}."


@edit_words.register
def _(edit: CloseOffer, names: Mapping[str, str]) -> str:
    where = _named(edit.brin6, names)
    return f"Sluit {dutch.offer_words(edit.profiel, edit.leerweg)} op {where}."


@edit_words.register
def _(edit: CloseVestiging, names: Mapping[str, str]) -> str:
    return f"Sluit vestiging {_named(edit.brin6, names)}."


@edit_words.register
def _(edit: MergeVestiging, names: Mapping[str, str]) -> str:
    goes = "het aanbod gaat mee" if edit.take_over else "het aanbod vervalt"
    one, other = _named(edit.brin6, names), _named(edit.into, names)
    return f"Voeg {one} samen met {other}; {goes}."


@edit_words.register
def _(edit: MoveVestiging, names: Mapping[str, str]) -> str:
    return (
        f"Verplaats {_named(edit.brin6, names)} naar RD {dutch.number(edit.to.x_m)}, "
        f"{dutch.number(edit.to.y_m)}."
    )


@edit_words.register
def _(edit: FoundVestiging, names: Mapping[str, str]) -> str:
    held = dutch.joined(
        [dutch.offer_words(offer.profiel, offer.leerweg) for offer in edit.offers]
    )
    return f"Sticht {_named(edit.brin6, names)} met {held}."


@edit_words.register
def _(edit: LapseLicences, names: Mapping[str, str]) -> str:  # noqa: ARG001
    return f"Laat licenties vervallen die eindigen op of voor {dutch.date(edit.on)}."


@edit_words.register
def _(edit: Forecast, names: Mapping[str, str]) -> str:  # noqa: ARG001
    who = "leerlingen" if edit.leerweg is None else f"{edit.leerweg.value}-leerlingen"
    change = dutch.percentage(edit.factor - 1)
    sign = "+" if edit.factor > 1 else ""
    return f"Reken in {edit.area_kind.value} {edit.area_code} met {sign}{change} {who}."


@edit_words.register
def _(edit: OwnCount, names: Mapping[str, str]) -> str:  # noqa: ARG001
    return f"Reken in {edit.pc4} met een eigen aantal {edit.leerweg.value}-leerlingen."


@edit_words.register
def _(edit: CloseLink, names: Mapping[str, str]) -> str:  # noqa: ARG001
    return (
        f"Sluit de verbinding bij RD {dutch.number(edit.at.x_m)}, "
        f"{dutch.number(edit.at.y_m)}."
    )


@edit_words.register
def _(edit: AddLink, names: Mapping[str, str]) -> str:  # noqa: ARG001
    return (
        f"Leg een verbinding aan van RD {dutch.number(edit.start.x_m)}, "
        f"{dutch.number(edit.start.y_m)} naar {dutch.number(edit.end.x_m)}, "
        f"{dutch.number(edit.end.y_m)}."
    )


def site_names(impact: Impact) -> dict[str, str]:
    """Return the name and place of each vestiging, before or after."""
    names: dict[str, str] = {}
    for sites in (impact.applied.snapshot.vestigingen, impact.before.vestigingen):
        places = sites.plaats.fillna("").astype("str")
        for brin6, naam, plaats in zip(sites.brin6, sites.naam, places, strict=True):
            where = plaats.title()
            shown = naam if not where or where in naam else f"{naam}, {where}"
            names[brin6] = shown
    return names


def people_word(impact: Impact) -> str:
    """Return what to call those who are counted: pupils, or young people."""
    return "leerlingen" if impact.students.tells_leerweg else "jongeren"


def threshold_words(impact: Impact) -> str:
    """Return the threshold with its way of measuring: '10 km hemelsbreed'."""
    way = impact.way
    return f"{dutch.threshold(way.within, way.unit)} {dutch.MODE_WORDS[way.mode]}"


def conclusion(impact: Impact) -> str:
    """Say the outcome in one sentence about the pair that matters most."""
    where = f"binnen {threshold_words(impact)}"
    if impact.headline is None:
        return f"Voor niemand verandert het aanbod {where}."
    row = headline_row(impact)
    offer = dutch.offer_words(*impact.headline)
    who = people_word(impact)
    gained, lost = row.gained_first, row.lost_only
    if gained > 0 and lost > 0:
        return (
            f"{dutch.number(gained)} {who} krijgen {where} voor het eerst {offer}; "
            f"{dutch.number(lost)} {who} verliezen dat enige aanbod."
        )
    if lost > 0:
        people = f"{dutch.number(lost)} {who}"
        return f"{people} verliezen hun enige aanbod van {offer} {where}."
    if gained > 0:
        return f"{dutch.number(gained)} {who} krijgen voor het eerst {offer} {where}."
    return (
        f"Niemand krijgt of verliest het enige aanbod van {offer} {where}; alleen de "
        "keuze verandert."
    )


def headline_row(impact: Impact) -> Any:  # noqa: ANN401 - a row of a frame
    """Return the national row of the pair that matters most."""
    profiel, leerweg = impact.headline or (TECHNIEK, None)
    table = impact.national
    found = table[(table.profiel == profiel) & (table.leerweg == leerweg)]
    return found.iloc[0]


def certainty(row: Any) -> str:  # noqa: ANN401 - a row of a frame
    """Tell whether the direction of a change is certain with these data.

    The direction is that of first options gained less only options lost; it is robust
    if every possible count within the intervals gives the same.
    """
    if not row.gained_first_high and not row.lost_only_high:
        return NO_EFFECT
    least = row.gained_first_low - row.lost_only_high
    most = row.gained_first_high - row.lost_only_low
    return ROBUST if least > 0 or most < 0 else NOT_ROBUST


def counted(low: float, middle: float, high: float) -> str:
    """Write a count with its interval where it has one: '120 (95 tot 140)'."""
    if not np.isfinite(middle):
        return "-"
    # A modelled 10,3 is more than ten: it must not read as 10.
    few = middle < _FEW
    text, *ends = (dutch.number(n, _places(n, few=few)) for n in (middle, low, high))
    return text if ends[0] == ends[1] else f"{text} ({ends[0]} tot {ends[1]})"


_FEW: Final = 100


def _places(value: float, *, few: bool) -> int:
    return int(few and abs(value - round(value)) >= 0.05)  # noqa: PLR2004 - one decimal


def in_short(impact: Impact) -> list[str]:
    """Say what the rest of the dossier comes down to, one sentence each."""
    return [
        words
        for words in (
            _directions(impact),
            _losses(impact),
            _groups(impact),
            _outcomes(impact),
        )
        if words
    ]


def _directions(impact: Impact) -> str:
    table = impact.national
    if table.empty:
        return ""
    said = [certainty(row) for row in table.itertuples()]
    parts = [
        f"{said.count(word)} {word}"
        for word in (ROBUST, NOT_ROBUST, NO_EFFECT)
        if said.count(word)
    ]
    many = "combinaties van profiel en leerweg veranderen"
    one = "combinatie van profiel en leerweg verandert"
    return f"{len(said)} {many if len(said) > 1 else one}: {dutch.joined(parts)}."


def _losses(impact: Impact) -> str:
    table = impact.losses
    if not impact.applied.opened:
        return ""
    if table.empty:
        return "Geen bestaande vestiging verliest volgens het model leerlingen."
    worst: Any = table.iloc[int(table.regulation_share.to_numpy().argmax())]
    name = site_names(impact).get(worst.brin6, worst.brin6)
    return (
        f"Het grootste leerlingverlies volgens de Regeling 2008 is "
        f"{dutch.percentage(worst.regulation_share)} van de leerlingen van {name}."
    )


def _groups(impact: Impact) -> str:
    table = impact.combined
    newly = (table.hard_to_organise_before == "nee") & (
        table.hard_to_organise_after != "nee"
    )
    newly &= table.hard_to_organise_after != "geen groep"
    if not newly.any():
        return ""
    n = int(newly.sum())
    return (
        f"{n} {'groep wordt' if n == 1 else 'groepen worden'} met de leerwegen samen "
        "hooguit tien derdejaars groot, of misschien."
    )


def _outcomes(impact: Impact) -> str:
    checks = impact.review.checks
    if not checks:
        return ""
    counts = {
        outcome: sum(check.outcome is outcome for check in checks)
        for outcome in Outcome
    }
    parts = [f"{n} {outcome.value}" for outcome, n in counts.items() if n]
    many = "Wettelijke toetsen" if len(checks) > 1 else "Wettelijke toets"
    return f"{many}: {dutch.joined(parts)}."
