"""Page one of a dossier: the decision, its outcome, how sure it is, what is missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from accessibility.effects import GROUPS
from accessibility.licence import Outcome
from accessibility.questions import EXAMPLE_LABEL
from maps import dutch
from maps.dossier.change_maps import difference_map
from maps.dossier.edits import edit_words
from maps.dossier.tables import margin_words
from maps.dossier.typeset import picture
from maps.dossier.words import (
    CERTAIN,
    GROUP_WORDS,
    LIKELY,
    certainty,
    conclusion,
    counted,
    headline_row,
    is_modelled,
    losses_words,
    names_of,
    people_in,
    sizes_words,
    threshold_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from accessibility.licence import Check
    from accessibility.reports import Impact
    from maps.dossier.front import Front

MOST_EDITS: Final = 3
MOST_CHECKS: Final = 9
FIRST: Final = (Outcome.NOT_MET, Outcome.UNDECIDED, Outcome.MET)
_MEMBER: Final = re.compile(r" \([a-z_]+\)")
"""The name of a fact in a document, which helps who fills it in, not who reads."""

_LEGEND: Final = (
    "● voldoet · ◐ voldoet met wat de aanvrager invulde · ○ niet te bepalen · "
    "✕ voldoet niet."
)


class Figure(NamedTuple):
    """The largest thing on the page: how many, what happens to them, how sure."""

    figure: str
    says: str
    ends: str


def brief(impact: Impact, front: Front) -> dict[str, Any]:
    """Return page one as plain values, as `dossier.typ` reads them.

    Parameters
    ----------
    impact
        A scenario and all it changes.
    front
        Who asks for the dossier, for whom, and when.
    """
    return {
        "front": _front(impact, front),
        "subtitle": _subtitle(impact),
        **figure_of(impact)._asdict(),
        "points": _points(impact),
        "sure": ["Hoe zeker?", _sure(impact)],
        "map": _map(impact),
        "checks": _checks(impact),
        "flips_title": "Wat deze uitkomst kan doen kantelen",
        "flips": _flips(impact),
    }


def _front(impact: Impact, front: Front) -> str:
    manifest = impact.used
    basis = f"basis: {manifest.name}"
    if manifest.example:
        basis = f"{basis} ({EXAMPLE_LABEL})"
    given = (
        ("Dossier voor", front.recipient),
        ("gevraagd door", front.requester),
        ("gemaakt", dutch.date(front.made_on)),
    )
    told = [f"{what} {value}" for what, value in given if value]
    return dutch.first_capital(" · ".join([*told, basis]))


def _subtitle(impact: Impact) -> list[str]:
    names = names_of(impact)
    said = [edit_words(edit, names) for edit in impact.scenario.edits]
    more = len(said) - MOST_EDITS
    if more > 0:
        said = [*said[:MOST_EDITS], f"En nog {more} wijzigingen: zie bijlage 1."]
    return said or ["Er verandert niets."]


def figure_of(impact: Impact) -> Figure:
    """Return how many people the outcome is about, and between what that lies."""
    if impact.headline is None:
        return Figure("Niemand", conclusion(impact), "")
    row = headline_row(impact)
    group = main_group(row)
    if group is None:
        return Figure("Niemand", conclusion(impact), "")
    who = people_in(impact, impact.headline[1])
    count = dutch.people(getattr(row, group), who)
    what = f"{_verb(group, count)} {dutch.offer_words(*impact.headline)}"
    says = f"{what} binnen {threshold_words(impact)}"
    return Figure(count, says, _ends(row, group))


def main_group(row: Any) -> str | None:  # noqa: ANN401 - a row of a frame
    """Return what happens to most: a first or only offer before a choice."""
    for groups in (("lost_only", "gained_first"), ("lost_other", "gained_second")):
        most = max(groups, key=lambda group: float(getattr(row, group)))
        if getattr(row, most) > 0:
            return most
    return None


def _verb(group: str, count: str) -> str:
    one = count.startswith("1 ")
    if group.startswith("gained"):
        what = "voor het eerst" if group == "gained_first" else "een keuze erbij voor"
        return f"{'krijgt' if one else 'krijgen'} {what}"
    what = "het enige aanbod van" if group == "lost_only" else "een keuze voor"
    return f"{'verliest' if one else 'verliezen'} {what}"


def _ends(row: Any, group: str) -> str:  # noqa: ANN401 - a row of a frame
    """Say between what the figure likely lies, and what alone is guaranteed."""

    def ends(grade: str) -> tuple[float, float]:
        low, high = (getattr(row, f"{group}{grade}_{end}") for end in ("low", "high"))
        return float(low), float(high)

    words = (
        dutch.likely(dutch.between_people(*ends("_likely"))),
        dutch.certain(dutch.between_people(*ends(""))),
    )
    return " · ".join(word for word in words if word)


def _points(impact: Impact) -> list[str]:
    """Say in at most three sentences where, to whom else, and at what cost."""
    said = (_where(impact), _others(impact), losses_words(impact), sizes_words(impact))
    return [words for words in said if words][:3]


def most_moved(impact: Impact) -> Any:  # noqa: ANN401 - a row of a frame
    """Return the row of the gemeente in which most gain or lose an offer, or None."""
    if impact.headline is None:
        return None
    profiel, leerweg = impact.headline
    table = impact.gemeenten
    rows = table[
        (table.profiel == profiel)
        & (table.leerweg == leerweg.value)
        & ~table.suppressed
    ]
    moved = rows[list(GROUPS)].astype("float64").fillna(0.0)
    weight = moved.gained_first + moved.lost_only
    if not len(weight) or weight.max() <= 0:
        return None
    return rows.iloc[int(weight.to_numpy().argmax())]


def also_moved(row: Any) -> list[tuple[str, float]]:  # noqa: ANN401 - a row of a frame
    """Return the groups beside the main one in which anybody is, with how many."""
    main = main_group(row)
    numbers = ((one, float(getattr(row, one))) for one in GROUPS if one != main)
    return [(group, number) for group, number in numbers if number > 0]


def _where(impact: Impact) -> str:
    """Name the gemeente in which most gain or lose an offer, with its share."""
    row = most_moved(impact)
    if row is None or impact.headline is None:
        return ""
    before, after = (dutch.percentage(row[f"share_{s}"]) for s in ("before", "after"))
    name = str(row.area_name).removesuffix(f" ({EXAMPLE_LABEL})")
    offer = dutch.offer_words(*impact.headline)
    return (
        f"In {name} gaat het deel dat {offer} binnen {threshold_words(impact)} heeft "
        f"van {before} naar {after}."
    )


def _others(impact: Impact) -> str:
    """Say what happens to those whom the figure is not about."""
    if impact.headline is None:
        return ""
    told = [
        f"{dutch.number(number)} {GROUP_WORDS[group]}"
        for group, number in also_moved(headline_row(impact))
    ]
    if not told:
        return "Verder krijgt of verliest niemand een aanbod."
    return f"Daarnaast: {dutch.joined(told)}."


def _sure(impact: Impact) -> str:
    if impact.headline is None:
        return "Voor geen enkel mogelijk aantal verandert er iets."
    said = certainty(headline_row(impact), modelled=is_modelled(impact))
    directions = {
        CERTAIN: "De richting is zeker: elk mogelijk aantal geeft dezelfde.",
        LIKELY: "De richting is waarschijnlijk, niet zeker.",
    }
    told = directions.get(said, f"De richting: {said}.")
    return f"{told} {dutch.demand_words(impact.students.method)}"


def _map(impact: Impact) -> dict[str, Any] | None:
    if impact.headline is None or not impact.before.has("pc4_areas"):
        return None
    offer, way = dutch.offer_words(*impact.headline), threshold_words(impact)
    caption = f"Wie krijgt of verliest {offer} binnen {way}"
    told = figure_of(impact)
    alt = f"Kaart van postcodes. {told.figure} {told.says}. {_where(impact)}".strip()
    return picture(difference_map(impact, impact.headline), alt, caption)


def _checks(impact: Impact) -> dict[str, Any]:
    checks = sorted(impact.review.checks, key=lambda one: FIRST.index(one.outcome))
    rows = [_row(check, impact) for check in checks[:MOST_CHECKS]]
    all_of_them = f"Alle {len(checks)} toetsen, met invoer en marge: bijlage 6."
    if not rows:
        all_of_them = "Geen toets is van toepassing."
    return {
        "title": f"Wat de wet vraagt: {counted_outcomes(checks)}"
        if rows
        else "Wat de wet vraagt",
        "header": ["Toets", "Artikel", "Uitkomst, en wat er ontbreekt"],
        "rows": rows,
        "legend": f"{_LEGEND} {all_of_them}" if rows else all_of_them,
    }


def counted_outcomes(checks: Sequence[Check]) -> str:
    """Count checks by their outcome: '2 voldoet en 6 niet te bepalen'."""
    counts = ((sum(c.outcome is one for c in checks), one.value) for one in Outcome)
    return dutch.joined([f"{n} {words}" for n, words in counts if n])


def _row(check: Check, impact: Impact) -> dict[str, str]:
    return {
        "light": light(check, given=impact.review.rests_on_facts(check)),
        "title": check.title,
        "article": check.article,
        "outcome": _outcome(check, given=impact.review.rests_on_facts(check)),
    }


def light(check: Check, *, given: bool) -> str:
    """Return which light stands before a check; `given` if it rests on facts."""
    if check.outcome is Outcome.MET:
        return "given" if given else "met"
    return "not_met" if check.outcome is Outcome.NOT_MET else "undecided"


def _outcome(check: Check, *, given: bool) -> str:
    if check.outcome is Outcome.UNDECIDED:
        missing = f": {_MEMBER.sub('', check.remark)}" if check.remark else ""
        return f"{check.outcome.value}{missing}"
    told = check.outcome.value
    if check.outcome is Outcome.NOT_MET and np.isfinite(check.margin):
        told = f"{told} (marge {margin_words(check)})"
    return f"{told}, met wat is ingevuld" if given else told


def _flips(impact: Impact) -> list[str]:
    return [*_other_thresholds(impact), *_new_groups(impact)]


def beside_asked(impact: Impact) -> list[Any]:
    """Return the rows of the nearest lower and higher threshold, where there are."""
    table, asked = impact.sweep.sort_values("threshold"), impact.question.threshold
    below, above = table[table.threshold < asked], table[table.threshold > asked]
    beside = [*below.tail(1).iterrows(), *above.head(1).iterrows()]
    return [row for _, row in beside]


def _other_thresholds(impact: Impact) -> Iterator[str]:
    """Say the figure at the nearest lower and higher threshold."""
    if impact.headline is None:
        return
    group = main_group(headline_row(impact))
    if group is None:
        return
    who, unit = people_in(impact, impact.headline[1]), impact.question.unit
    norm = dutch.threshold(impact.question.threshold, unit)
    for row in beside_asked(impact):
        way = dutch.threshold(row.threshold, unit)
        yield f"Bij {way} in plaats van {norm}: {counted(row, group)} {who.plural}."


def _new_groups(impact: Impact) -> Iterator[str]:
    """Say how large the groups are that open, in the pair that matters most."""
    if impact.headline is None:
        return
    profiel, leerweg = impact.headline
    sizes, names = impact.sizes, names_of(impact)
    opened = {
        brin6 for brin6, *pair in impact.applied.opened if pair == [profiel, leerweg]
    }
    rows = sizes[
        sizes.brin6.isin(opened)
        & (sizes.profiel == profiel)
        & (sizes.leerweg == leerweg.value)
    ]
    for _, row in rows.head(2).iterrows():
        group = f"{dutch.offer_words(profiel, leerweg)} op {names.site(row.brin6)}"
        yield (
            f"De groep {group} telt naar schatting {counted(row, 'after')} derdejaars, "
            "als leerlingen naar het dichtstbijzijnde aanbod gaan; hooguit tien is "
            "lastig te organiseren."
        )
