"""How many technical profiles can be chosen from, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from accessibility.codes import TECHNISCH, AreaKind, Leerweg
from accessibility.counting import GRADE_ENDS, Part, Whom, graded, whole_part
from accessibility.effects.changed_areas import grouping_of, no_rows
from accessibility.measures import parts_by_number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.effects.increment import Effect

CHOICE_COLUMNS = (
    "threshold",
    "area_kind",
    "area_code",
    "leerweg",
    "n_profiles",
    "before",
    "after",
    "difference",
    *(f"{side}{end}" for side in ("before", "after") for end in GRADE_ENDS if end),
)


def choice_changes(effect: Effect, *, per: AreaKind = AreaKind.NL) -> pd.DataFrame:
    """Return students by the number of technical profiles within reach.

    Parameters
    ----------
    effect
        A scenario's effect.
    per
        Division of the country.

    Returns
    -------
    pandas.DataFrame
        Columns `CHOICE_COLUMNS`; only areas and leerwegen in which a number changes.
    """
    parts = [
        _rows(effect, per, leerweg, t)
        for leerweg in Leerweg
        for t in range(len(effect.base.within))
        if _may_differ(effect, leerweg)
    ]
    if not parts:
        return no_rows(CHOICE_COLUMNS)
    rows = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    columns = {
        **rows,
        "area_kind": per.value,
        "area_code": grouping_of(effect.base, per).codes[rows["area"]],
        "difference": rows["after"] - rows["before"],
    }
    return pd.DataFrame({name: columns[name] for name in CHOICE_COLUMNS})


def _may_differ(effect: Effect, leerweg: Leerweg) -> bool:
    """Tell whether anything that a choice in a leerweg rests on has changed."""
    pairs = _technical(effect, leerweg)
    if effect.students is not effect.base.students:
        return bool(pairs)
    return any(change.pair in pairs for change in effect.changes)


def _technical(effect: Effect, leerweg: Leerweg) -> list[int]:
    """Return the pairs of the technical profiles in a leerweg."""
    return [
        k
        for k, (profiel, way) in enumerate(effect.base.pairs)
        if way is leerweg and profiel in {p.value for p in TECHNISCH}
    ]


def _rows(
    effect: Effect, per: AreaKind, leerweg: Leerweg, t: int
) -> dict[str, NDArray[Any]]:
    """Return the columns of one leerweg and threshold, for areas where any differs."""
    base = effect.base
    key = ("choice", per, leerweg, t)
    if key not in base.remembered:
        parts = _parts(effect, leerweg, t, after=False)
        base.remembered[key] = _by_number(effect, base.students, parts, leerweg, per)
    before = base.remembered[key]
    parts = _parts(effect, leerweg, t, after=True)
    after = _by_number(effect, effect.students, parts, leerweg, per)
    differs = (after != before).any(axis=(0, 1))
    n_profiles, area = np.nonzero(np.broadcast_to(differs, before.shape[1:]))
    columns = {
        f"{side}{end}": values[n_profiles, area]
        for side, found in (("before", before), ("after", after))
        for end, values in zip(GRADE_ENDS, found, strict=True)
    }
    return {
        "threshold": np.full(len(area), base.within[t]),
        "area": area,
        "leerweg": np.full(len(area), leerweg.value),
        "n_profiles": n_profiles,
        **columns,
    }


def _parts(effect: Effect, leerweg: Leerweg, t: int, *, after: bool) -> list[Part]:
    """Return which part of each postcode has 0, 1 and more technical profielen."""
    base, pairs = effect.base, _technical(effect, leerweg)
    estimate = _fractions(effect, pairs, t, after=after)
    if effect.spans is None:
        return [Part.known(part) for part in estimate]
    units = base.most(base.within[t])
    both = [effect.spans(base.pairs[k]) for k in pairs]
    spans = [one.after if after else one.before for one in both]
    surely = np.sum([span.surely(units) for span in spans], axis=0)
    possibly = np.sum([span.possibly(units) for span in spans], axis=0)
    whose, model = base.students, estimate
    if effect.model is not None:
        whose = effect.model.base.students
        model = _fractions(effect.model, pairs, t, after=after)
    return parts_by_number((surely, possibly), (estimate, model), whose)


def _fractions(
    effect: Effect, pairs: list[int], t: int, *, after: bool
) -> list[NDArray[np.float64]]:
    """Return the part of each postcode with each number, by the points."""
    students = effect.base.students
    number = np.count_nonzero(effect.base.options[t, pairs] > 0, axis=0)
    for change in effect.changes if after else ():
        if change.pair in pairs:
            had = (change.options_before[t] > 0).astype(np.int64)
            has = (change.options_after[t] > 0).astype(np.int64)
            number[change.points] += has - had
    numbers = range(len(pairs) + 1)
    return [whole_part(students.reached_fraction(number == n)) for n in numbers]


def _by_number(
    effect: Effect,
    students: Students,
    parts: list[Part],
    leerweg: Leerweg,
    per: AreaKind,
) -> NDArray[np.float64]:
    """Return five grades of the students by number, shape `(5, n_numbers, n_areas)`."""
    areas = grouping_of(effect.base, per).areas
    whom = Whom(effect.base.denominator, leerweg)
    found = [graded(students, part, areas, whom).reached for part in parts]
    return np.stack(found, axis=1)
