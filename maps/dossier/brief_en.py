"""Page one of a dossier in English; appendices stay Dutch, as the law they quote."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from accessibility.codes import TECHNIEK, Unit, dates_in_brief
from accessibility.counting import people_of
from accessibility.licence import Outcome
from accessibility.questions import EXAMPLE_LABEL
from accessibility.scenario import (
    CloseOffer,
    CloseVestiging,
    MergeVestiging,
    MoveVestiging,
    OpenOffer,
)
from maps import dutch
from maps.dossier.brief import (
    FIRST,
    MOST_CHECKS,
    MOST_EDITS,
    also_moved,
    beside_asked,
    light,
    main_group,
    most_moved,
)
from maps.dossier.change_maps import difference_map
from maps.dossier.typeset import picture
from maps.dossier.words import (
    CERTAIN,
    LIKELY,
    NO_EFFECT,
    ONLY_CHOICE,
    ONLY_NUMBERS,
    UNDECIDED,
    certainty,
    headline_row,
    is_modelled,
    names_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accessibility.codes import Leerweg
    from accessibility.counting import Words
    from accessibility.licence import Check
    from accessibility.reports import Impact
    from accessibility.scenario import Edit
    from accessibility.snapshot import Manifest
    from maps.dossier.edits import Names
    from maps.dossier.front import Front

NO_ADVICE: Final = "No legal advice"
EXAMPLE: Final = "Example data: no real schools or pupils"
LABELS: Final = {
    "gained_first": "gain a first offer",
    "gained_second": "gain a choice",
    "lost_only": "lose the only offer",
    "lost_other": "lose a choice",
    "pair": "offers it",
    "profiel": "in another leerweg",
    "opened": "opens",
    "closed": "closes",
}
"""The legend of the map on page one, and what happens to people."""

_GAINS: Final = {
    "gained_first": "gain {offer} for the first time",
    "gained_second": "gain a choice for {offer}",
    "lost_only": "lose their only offer of {offer}",
    "lost_other": "lose a choice for {offer}",
}
_SURE: Final = {
    CERTAIN: "The direction is certain: every possible count gives the same.",
    LIKELY: "The direction is likely, not certain.",
    UNDECIDED: "The direction cannot be told.",
    ONLY_CHOICE: "Nobody gains a first offer or loses the only one.",
    ONLY_NUMBERS: "What is offered stays the same; only numbers change.",
    NO_EFFECT: "Nothing changes.",
}
_OUTCOMES: Final = {
    Outcome.MET: "met",
    Outcome.NOT_MET: "not met",
    Outcome.UNDECIDED: "cannot be determined",
}
_NOBODY: Final = "Nobody"


def brief_en(impact: Impact, front: Front) -> dict[str, Any]:
    """Return page one in English as plain values, as `maps.dossier.brief.brief` does.

    Parameters
    ----------
    impact
        A scenario and all it changes.
    front
        Who asks for the dossier, for whom, and when.
    """
    figure, says, ends = _figure(impact)
    return {
        "front": _front(impact, front),
        "subtitle": _subtitle(impact),
        "figure": figure,
        "says": says,
        "ends": ends,
        "points": [words for words in (_where(impact), _others(impact)) if words],
        "sure": ["How sure?", _sure(impact)],
        "map": _map(impact),
        "checks": _checks(impact),
        "flips_title": "What may tip this outcome",
        "flips": _flips(impact),
    }


def foot_en(manifest: Manifest) -> str:
    """Say of which date each part is, in English."""
    return " · ".join(
        f"{role.english} {_date(date)}" for role, date in dates_in_brief(manifest.dates)
    )


def _front(impact: Impact, front: Front) -> str:
    manifest = impact.used
    basis = f"based on: {manifest.name}"
    if manifest.example:
        basis = f"{basis} (example data)"
    given = (
        ("Dossier for", front.recipient),
        ("requested by", front.requester),
        ("made", _date(front.made_on) if front.made_on else ""),
    )
    told = " · ".join([*(f"{what} {value}" for what, value in given if value), basis])
    return told[:1].upper() + told[1:]


def _date(iso: str) -> str:
    """Write an ISO date in words; anything else, such as a school year, as it is."""
    try:
        day = dt.date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {day:%B} {day.year}"


def _subtitle(impact: Impact) -> list[str]:
    names = names_of(impact)
    said = [edit_words_en(edit, names) for edit in impact.scenario.edits]
    more = len(said) - MOST_EDITS
    if more > 0:
        said = [*said[:MOST_EDITS], f"And {more} more edits: see appendix 1."]
    return said or ["Nothing changes."]


def edit_words_en(edit: Edit, names: Names) -> str:
    """Say an edit in one English sentence; one of roads or students by its kind.

    Parameters
    ----------
    edit
        The edit.
    names
        What vestigingen are called.
    """
    if isinstance(edit, OpenOffer | CloseOffer):
        what = "Open" if isinstance(edit, OpenOffer) else "Close"
        offer = offer_en(edit.profiel, edit.leerweg)
        return f"{what} {offer} at {names.site(edit.brin6)}."
    if isinstance(edit, CloseVestiging | MoveVestiging):
        what = "Close" if isinstance(edit, CloseVestiging) else "Move"
        return f"{what} {names.site(edit.brin6)}."
    if isinstance(edit, MergeVestiging):
        return f"Merge {names.site(edit.brin6)} into {names.site(edit.into)}."
    letters = type(edit).__name__
    kind = "".join(f" {c.lower()}" if c.isupper() else c for c in letters).strip()
    return f"An edit of the kind '{kind}': see appendix 1."


def offer_en(choice: str, leerweg: Leerweg) -> str:
    """Name an offer in English: 'PIE in gl'."""
    what = "a technical profiel" if choice == TECHNIEK else choice
    return f"{what} in {leerweg.value}"


def _within(impact: Impact, threshold: float | None = None) -> str:
    asked = impact.question
    return f"within {_way(impact, threshold)} {asked.mode.record.en.along}"


def _way(impact: Impact, threshold: float | None = None) -> str:
    asked = impact.question
    value = asked.threshold if threshold is None else threshold
    if asked.unit is Unit.SECONDS:
        return f"{value / 60:g} minutes"
    return f"{value / 1000:g} km"


def _who(impact: Impact) -> Words:
    leerweg = impact.headline[1] if impact.headline else None
    return people_of(impact.students.method, impact.question.denominator, leerweg).en


def _people(number: float, who: Words) -> str:
    text = _number(number)
    return f"{text} {who.one if text == '1' else who.plural}"


def _number(number: float) -> str:
    """Write a whole number as the Dutch page rounds it, with English thousands."""
    return dutch.number(number).replace(".", ",")


def _percentage(share: float) -> str:
    return dutch.percentage(share).replace(",", ".")


def _figure(impact: Impact) -> tuple[str, str, str]:
    group = None if impact.headline is None else main_group(headline_row(impact))
    if group is None or impact.headline is None:
        return _NOBODY, f"gains or loses an offer {_within(impact)}", ""
    row = headline_row(impact)
    gains = _GAINS[group].format(offer=offer_en(*impact.headline))
    return (
        _people(getattr(row, group), _who(impact)),
        f"{gains} {_within(impact)}",
        _ends(row, group),
    )


def _ends(row: Any, group: str) -> str:  # noqa: ANN401 - a row of a frame
    """Say between what the figure likely lies, and what alone is guaranteed."""
    told = []
    for grade, words in (("_likely", "likely"), ("", "certain is only:")):
        ends = [getattr(row, f"{group}{grade}_{end}") for end in ("low", "high")]
        low, high = map(_number, ends)
        if np.isfinite(ends).all() and low != high:
            told.append(f"{words} between {low} and {high}")
    return " · ".join(told)


def _where(impact: Impact) -> str:
    row = most_moved(impact)
    if row is None or impact.headline is None:
        return ""
    name = str(row.area_name).removesuffix(f" ({EXAMPLE_LABEL})")
    return (
        f"In {name} the share with {offer_en(*impact.headline)} {_within(impact)} goes "
        f"from {_percentage(row.share_before)} to {_percentage(row.share_after)}."
    )


def _others(impact: Impact) -> str:
    if impact.headline is None:
        return ""
    told = [
        f"{_number(number)} {LABELS[group]}"
        for group, number in also_moved(headline_row(impact))
    ]
    if not told:
        return "Nobody else gains or loses an offer."
    return f"Besides: {', '.join(told)}."


def _sure(impact: Impact) -> str:
    if impact.headline is None:
        return "For no possible count does anything change."
    said = certainty(headline_row(impact), modelled=is_modelled(impact))
    return f"{_SURE[said]} Counted: {_who(impact).label}."


def _map(impact: Impact) -> dict[str, Any] | None:
    if impact.headline is None or not impact.before.has("pc4_areas"):
        return None
    figure, says, _ = _figure(impact)
    caption = f"Who gains or loses {offer_en(*impact.headline)} {_within(impact)}"
    alt = f"Map of postcodes. {figure} {says}. {_where(impact)}".strip()
    return picture(difference_map(impact, impact.headline, LABELS), alt, caption)


def _checks(impact: Impact) -> dict[str, Any]:
    checks = sorted(impact.review.checks, key=lambda one: FIRST.index(one.outcome))
    rows = [_row(check, impact) for check in checks[:MOST_CHECKS]]
    legend = "No check applies."
    if rows:
        legend = (
            "● met · ◐ met with what the applicant filled in · ○ cannot be determined "
            f"· ✕ not met. All {len(checks)} checks, in Dutch: appendix 6."
        )
    return {
        "title": f"What Dutch law asks: {_counted(checks)}" if rows else "Dutch law",
        "header": ["Check, as the law has it", "Article", "Outcome"],
        "rows": rows,
        "legend": legend,
    }


def _counted(checks: Sequence[Check]) -> str:
    counts = ((sum(c.outcome is one for c in checks), one) for one in Outcome)
    return ", ".join(f"{n} {_OUTCOMES[one]}" for n, one in counts if n)


def _row(check: Check, impact: Impact) -> dict[str, str]:
    given = impact.review.rests_on_facts(check)
    outcome = _OUTCOMES[check.outcome]
    if check.outcome is Outcome.UNDECIDED:
        outcome = f"{outcome}: what is missing stands in appendix 6"
    elif given:
        outcome = f"{outcome}, with what was filled in"
    return {
        "light": light(check, given=given),
        "title": check.title,
        "article": check.article,
        "outcome": outcome,
    }


def _flips(impact: Impact) -> list[str]:
    group = None if impact.headline is None else main_group(headline_row(impact))
    if group is None:
        return []
    return [
        f"At {_way(impact, row.threshold)} instead of {_way(impact)}: "
        f"{_people(row[group], _who(impact))}."
        for row in beside_asked(impact)
    ]
