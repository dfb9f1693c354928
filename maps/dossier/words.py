"""The sentences of a dossier: changes, consequences and certainty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from accessibility.codes import TECHNIEK, short_name
from accessibility.counting import people_of
from accessibility.licence import Outcome
from maps import dutch
from maps.dossier.edits import Names

if TYPE_CHECKING:
    from accessibility.codes import Leerweg
    from accessibility.counting import Words
    from accessibility.reports import Impact

NO_ADVICE: Final = "Geen juridisch advies"

GROUP_WORDS: Final = {
    "gained_first": "krijgt een eerste aanbod",
    "gained_second": "krijgt er een keuze bij",
    "lost_only": "verliest het enige aanbod",
    "lost_other": "verliest een keuze",
}

CERTAIN: Final = "zeker"
LIKELY: Final = "waarschijnlijk"
UNDECIDED: Final = "niet te zeggen"
ONLY_CHOICE: Final = "alleen keuze"
ONLY_NUMBERS: Final = "alleen aantallen"
NO_EFFECT: Final = "geen effect"
DIRECTIONS: Final = (
    CERTAIN,
    LIKELY,
    UNDECIDED,
    ONLY_CHOICE,
    ONLY_NUMBERS,
    NO_EFFECT,
)
"""What may be said of a change, in the order in which it is summed up."""


def names_of(impact: Impact) -> Names:
    """Return what vestigingen and places are called in a dossier."""
    return Names(site_names(impact), impact.before)


def site_names(impact: Impact) -> dict[str, str]:
    """Return the short name and place of each vestiging, before or after."""
    names: dict[str, str] = {}
    for sites in (impact.applied.snapshot.vestigingen, impact.before.vestigingen):
        places = sites.plaats.fillna("").astype("str")
        short = sites.naam.map(short_name)
        for brin6, naam, plaats in zip(sites.brin6, short, places, strict=True):
            where = plaats.title()
            names[brin6] = naam if where in naam else f"{naam}, {where}"
    return names


def people_in(impact: Impact, leerweg: Leerweg | None = None) -> Words:
    """Return what to call those who are counted, of one leerweg or of several."""
    method, denominator = impact.students.method, impact.question.denominator
    return people_of(method, denominator, leerweg).nl


def is_modelled(impact: Impact) -> bool:
    """Tell whether a model says where students live: its ends are no guarantee."""
    return impact.students.method.partition(":")[0] == "gravity"


def ends_words(impact: Impact) -> str:
    """Say what the ends between brackets are, and what certain and likely mean."""
    if is_modelled(impact):
        return (
            "tussen haakjes hoe ver het model uiteen kan lopen: waarschijnlijk ligt "
            "het aantal daartussen, zeker is dat niet. De richting is 'waarschijnlijk' "
            "als zij voor elk aantal daartussen gelijk blijft."
        )
    return (
        "tussen haakjes waar het aantal waarschijnlijk tussen ligt. De richting is "
        "'zeker' als zij gelijk blijft voor elk aantal dat mogelijk is, en "
        "'waarschijnlijk' als zij gelijk blijft voor elk aantal tussen de haakjes."
    )


def threshold_words(impact: Impact) -> str:
    """Return the threshold with its way of measuring: '10 km hemelsbreed'."""
    question = impact.question
    threshold = dutch.threshold(question.threshold, question.unit)
    return f"{threshold} {dutch.MODE_WORDS[question.mode]}"


def conclusion(impact: Impact) -> str:
    """Say the outcome in one sentence about the pair that matters most."""
    where = f"binnen {threshold_words(impact)}"
    if impact.headline is None:
        return f"Voor niemand verandert het aanbod {where}."
    row = headline_row(impact)
    offer = dutch.offer_words(*impact.headline)
    who = people_in(impact, impact.headline[1])
    gained, lost = (dutch.people(n, who) for n in (row.gained_first, row.lost_only))
    if row.gained_first > 0 and row.lost_only > 0:
        return (
            f"{gained} krijgen {where} voor het eerst {offer}; {lost} verliezen dat "
            "enige aanbod."
        )
    if row.lost_only > 0:
        return f"{lost} verliezen hun enige aanbod van {offer} {where}."
    if row.gained_first > 0:
        return f"{gained} krijgen voor het eerst {offer} {where}."
    if not row.gained_second and not row.lost_other:
        return (
            f"Het aanbod verandert niet, het aantal {who.plural} wel: "
            f"{dutch.number(row.after)} in plaats van {dutch.number(row.before)} "
            f"hebben {offer} {where}."
        )
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


def certainty(row: Any, *, modelled: bool = False) -> str:  # noqa: ANN401 - a row of a frame
    """Tell how sure the direction of a change is with these data.

    The direction is that of first options gained less only options lost: certain if
    every count within the guaranteed ends gives the same, likely if every count within
    the likely ones does. Where nobody gains a first option or loses the only one, what
    does change is named.

    Parameters
    ----------
    row
        Of `access_changes`.
    modelled
        A model says where students live: nothing is certain, then.
    """
    if not row.gained_first_high and not row.lost_only_high:
        if row.gained_second_high or row.lost_other_high:
            return ONLY_CHOICE
        return NO_EFFECT if row.before == row.after else ONLY_NUMBERS
    if _has_direction(row, ""):
        return LIKELY if modelled else CERTAIN
    return LIKELY if _has_direction(row, "_likely") else UNDECIDED


def _has_direction(row: Any, grade: str) -> bool:  # noqa: ANN401 - a row of a frame
    """Tell whether all counts within the ends of a grade go one way."""
    ends = [
        getattr(row, f"{group}{grade}_{end}", np.nan)
        for group, end in (
            ("gained_first", "low"),
            ("lost_only", "high"),
            ("gained_first", "high"),
            ("lost_only", "low"),
        )
    ]
    return bool(ends[0] > ends[1] or ends[2] < ends[3])


def counted(row: Any, name: str) -> str:  # noqa: ANN401 - a row of a frame
    """Write a count with the ends it likely lies between: '120 (95 tot 140)'.

    Where a table holds no likely ends, those it has are written.
    """
    middle = getattr(row, name)
    if not np.isfinite(middle):
        return "-"
    text, *ends = (
        dutch.number(n)
        for n in (
            middle,
            *(
                getattr(row, f"{name}_likely_{end}", getattr(row, f"{name}_{end}"))
                for end in ("low", "high")
            ),
        )
    )
    return text if ends[0] == ends[1] else f"{text} ({ends[0]} tot {ends[1]})"


def in_short(impact: Impact) -> list[str]:
    """Say what the rest of the dossier comes down to, one sentence each."""
    return [
        words
        for words in (
            _directions(impact),
            losses_words(impact),
            sizes_words(impact),
            _outcomes(impact),
        )
        if words
    ]


def _directions(impact: Impact) -> str:
    table = impact.national
    if table.empty:
        return ""
    modelled = is_modelled(impact)
    said = [certainty(row, modelled=modelled) for row in table.itertuples()]
    parts = [f"{said.count(word)} {word}" for word in DIRECTIONS if said.count(word)]
    many = "combinaties van profiel en leerweg veranderen"
    one = "combinatie van profiel en leerweg verandert"
    return f"{len(said)} {many if len(said) > 1 else one}: {dutch.joined(parts)}."


def losses_words(impact: Impact) -> str:
    """Say what the neighbours of what opens lose; empty if nothing opens."""
    table = impact.losses
    if not impact.applied.opened:
        return ""
    if table.empty:
        return "Geen bestaande vestiging verliest een hele leerling."
    worst: Any = table.iloc[int(table.regulation_share.to_numpy().argmax())]
    name = site_names(impact).get(worst.brin6, worst.brin6)
    return (
        f"Het grootste leerlingverlies volgens de Regeling 2008 is "
        f"{dutch.percentage(worst.regulation_share)} van de leerlingen van {name}."
    )


def sizes_words(impact: Impact) -> str:
    """Say how many groups become hard to organise, for certain and perhaps."""
    table = impact.combined
    large = table.hard_to_organise_before == "nee"
    said = []
    for verdict, perhaps in (("ja", ""), (UNDECIDED, "misschien ")):
        many = int((large & (table.hard_to_organise_after == verdict)).sum())
        if many:
            said.append(
                f"{many} {'groep wordt' if many == 1 else 'groepen worden'} {perhaps}"
                "met de leerwegen samen hooguit tien derdejaars groot."
            )
    return " ".join(said)


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
